"""Which module stands in which layer."""

import pytest

from sdd.model.layers import Layers

USUAL = ("routers", "services", "repositories", "models")


def layer_of(path: str, *others: str, written: tuple[str, ...] = USUAL) -> str:
    """The title of a module's layer in a project with one source root; "" if it has none."""
    modules = {
        each: each.removesuffix(".py").removesuffix("/__init__").rstrip("/").replace("/", ".")
        for each in (path, *others)
    }
    layer = Layers(written, modules).of(path)
    return layer.title if layer else ""


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("app/routers/users.py", "routers"),
        ("app/api/v1/endpoints/users.py", "routers"),
        ("app/api/deps.py", "routers"),
        ("app/services/__init__.py", "services"),
        ("app/services/", "services"),
        ("app/service/users.py", "services"),
        ("users/service.py", "services"),
        ("users/user_service.py", "services"),
        ("app/use_cases/pay.py", "services"),
        ("app/crud/user.py", "repositories"),
        ("app/repositories/user.py", "repositories"),
        ("app/models/user.py", "models"),
        ("app/entities/user.py", "models"),
        ("app/models.py", "models"),
        ("app/core/config.py", ""),
        ("app/main.py", ""),
    ],
)
def test_packages_and_modules_have_the_names_of_layers(path: str, title: str) -> None:
    assert layer_of(path) == title


def test_the_innermost_package_counts_and_the_module_only_after_packages() -> None:
    assert layer_of("app/models/service.py") == "models"
    assert layer_of("app/services/models/price.py") == "models"
    assert layer_of("app/services/router.py") == "services"


def test_api_is_the_name_of_much_else() -> None:
    assert layer_of("app/services/api/client.py") == "services"
    assert layer_of("app/api/models.py") == ""
    assert layer_of("app/api/users_router.py") == "routers"
    feature = ("api/users/router.py", "api/users/service.py")
    assert layer_of("api/users/models.py", *feature) == "models"
    assert layer_of("api/core/db.py", *feature) == "routers"
    several = (*feature, "api/shop/router.py", "api/shop/service.py")
    assert layer_of("api/core/db.py", *several) == ""


def test_a_package_that_holds_applications_is_no_layer() -> None:
    beside = ("services/mail/routers/send.py", "services/mail/models/mail.py")
    assert layer_of("services/mail/settings.py", *beside) == ""
    assert layer_of("services/mail/routers/send.py", *beside) == "routers"
    assert layer_of("api/core/db.py", "api/services/a.py", "api/models/b.py") == ""
    assert layer_of("shop/api/bl.py", "shop/api/routes/a.py", "shop/api/models/b.py") == ""
    assert layer_of("shop/api/deps.py", "shop/api/routes/a.py") == "routers"
    assert layer_of("services/mail/main.py", "services/mail/text.py") == ""


def test_router_and_model_at_the_end_of_a_name_count_beside_other_layers() -> None:
    assert layer_of("app/ml/language_model.py") == ""
    assert layer_of("app/users/user_model.py", "app/users/user_service.py") == "models"


def test_layers_have_several_names_packages_and_patterns() -> None:
    written = ("web|pages", "app.domain", "src/*/storage/**")
    assert layer_of("app/pages/front.py", written=written) == "web"
    assert layer_of("app/domain/price.py", written=written) == "app.domain"
    assert layer_of("app/domain_events.py", written=written) == ""
    assert layer_of("src/shop/storage/tables.py", written=written) == "src/*/storage/**"


def test_a_name_of_its_own_is_no_other_name_of_another_layer() -> None:
    written = ("api", "controllers", "services")
    assert layer_of("app/controllers/users.py", written=written) == "controllers"
    assert layer_of("app/routers/users.py", written=written) == "api"


def test_layers_that_were_not_asked_for_are_none() -> None:
    assert layer_of("app/services/models/price.py", written=("services",)) == ""
    assert layer_of("app/repositories/user.py", written=("services", "models")) == ""


def test_a_layer_inside_a_component_of_another_is_one_with_it() -> None:
    paths = ("services/db/models/user.py", "services/db/text.py", "services/mail.py", "app/x.py")
    modules = {path: f"shop.{path.removesuffix('.py').replace('/', '.')}" for path in paths}
    layers = Layers(USUAL, modules)
    assert layers.is_one_component(paths[0], paths[1])
    assert not layers.is_one_component(paths[0], paths[2])
    assert not layers.is_one_component(paths[0], paths[3])
