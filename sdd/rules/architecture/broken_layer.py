"""ARC401."""

from collections.abc import Iterator
from typing import Annotated

import msgspec
from msgspec import Struct

from sdd.plugin import (
    Context,
    Finding,
    ImportedName,
    Imports,
    Layer,
    Layers,
    Meta,
    Offending,
    Rule,
    Severity,
    Sound,
)
from sdd.redact.placing import path_class


class BrokenLayerOptions(Struct, frozen=True):
    """The layers and how strict their order is."""

    layers: Annotated[
        tuple[str, ...],
        msgspec.Meta(
            description=(
                "The layers, outermost first; each may import those after it. A layer is a word"
                ' ("services", also for `service` and `user_service.py`), several words'
                ' ("api|routers"), a package ("app.services") or a path with wildcards.'
            ),
            min_length=2,
        ),
    ] = ("routers", "services", "repositories", "models")
    forbid_skipping: Annotated[
        bool,
        msgspec.Meta(
            description="Also forbid imports that pass over a layer, but for the innermost one."
        ),
    ] = False
    typing_imports: Annotated[
        bool, msgspec.Meta(description="Also count imports below `if TYPE_CHECKING:`.")
    ] = False


class BrokenLayer(Rule[Imports]):
    """An import against the order of the layers.

    What it finds:
        An import by which a module of one layer uses a layer that stands further out: a
        repository that imports a service, a service that imports a router. The option `layers`
        names the layers, outermost first (`["routers", "services", "repositories", "models"]`);
        with `forbid-skipping` an import must not pass over a layer either (a router that
        imports a repository); the innermost layer may be used by all. A module
        belongs to the innermost package with a layer's name, else to the layer that its own
        name ends with (`users/router.py`, `user_service.py`). A package that holds the packages
        of several layers is an application, no layer. Usual other names count, unless they name
        a layer of their own: routes, endpoints, controllers and api; usecases; repos, crud, dao
        and dal; entities. Relative imports and re-exports are followed, imports
        inside functions count, those below `if TYPE_CHECKING:` do not (`typing-imports`).
        Tests, examples and documentation may import anything.

    Why it matters:
        Layers are there so that what is inside does not know what is outside. One import the
        wrong way round ties both together: neither is tested, moved or reused alone any more,
        and the next step is a circular import.

    What to do:
        Move what is needed into the inner layer, or pass it in from outside as an argument.

    Fix safety:
        No fix is offered.
    """

    meta = Meta(
        code="ARC401",
        name="broken-layer",
        summary="an import against the declared order of layers",
        severity=Severity.WARNING,
        since="0.1.0",
        remedy="Move what is needed into the inner layer, or pass it in from outside.",
        opt_in=True,
    )
    subject = Imports
    options = BrokenLayerOptions
    examples = (
        Offending(
            "from app.routers.users import page_size\n\n\ndef list_users() -> int:\n"
            "    return page_size\n",
            1,
            "services import routers",
            path="app/services/users.py",
            beside={"app/routers/users.py": "page_size = 20\n"},
        ),
        Offending(
            "def notify() -> None:\n    from ..services import send\n\n    send()\n",
            2,
            "models import services: app.services.send",
            path="app/models/user.py",
            beside={
                "app/__init__.py": "",
                "app/models/__init__.py": "",
                "app/services/__init__.py": "from .mail import send\n",
                "app/services/mail.py": "def send() -> None: ...\n",
            },
        ),
        Offending(
            "from shop import charge\n\n\ndef save() -> None:\n    charge()\n",
            1,
            "repositories import services: shop.charge",
            path="shop/orders/repository.py",
            beside={
                "shop/__init__.py": "from shop.orders.service import charge\n",
                "shop/orders/service.py": "def charge() -> None: ...\n",
            },
        ),
        Sound(
            "from app.services.users import list_users\nfrom app.models import User\n",
            path="app/routers/users.py",
            beside={
                "app/services/users.py": (
                    "from typing import TYPE_CHECKING\n\nfrom app.models import User\n\n"
                    "if TYPE_CHECKING:\n    from app.routers.users import Page\n\n\n"
                    "def list_users() -> list[User]:\n    return []\n"
                ),
                "app/models/__init__.py": "class User: ...\n",
            },
        ),
        Sound(
            "from api.core.settings import LIMIT\n",
            path="api/services/users.py",
            beside={
                "api/core/settings.py": "LIMIT = 1\n",
                "api/models/user.py": "",
                "api/routers/users.py": "from api.services.users import LIMIT\n",
            },
        ),
    )

    def check(self, subject: Imports, context: Context) -> Iterator[Finding]:
        layers = Layers(context.options.layers, subject.modules)
        told: set[tuple[str, int, int]] = set()
        for name in subject.names:
            broken = _broken(name, layers, context.options)
            statement = (name.place.path, name.place.line, broken[1].number if broken else -1)
            if broken is not None and statement not in told:
                told.add(statement)
                yield self._broken(name, *broken, layers)

    def _broken(self, name: ImportedName, inner: Layer, other: Layer, layers: Layers) -> Finding:
        order = " > ".join(layer.title for layer in layers.layers)
        how = "import" if other.number < inner.number else "pass over a layer to import"
        return self.finding(
            name.place,
            f"{inner.title} {how} {other.title}: {name.written} (the order is {order})",
            scope=name.scope,
            key=name.written,
        )


def _broken(
    name: ImportedName, layers: Layers, options: BrokenLayerOptions
) -> tuple[Layer, Layer] | None:
    """The layer that imports and the one that it must not; None where all is well."""
    path = name.place.path
    if (name.typing_only and not options.typing_imports) or path_class(path) != "app":
        return None
    own = layers.of(path)
    source = next(filter(layers.of, name.sources), "") if own else ""
    other = layers.of(source) if source else None
    if own is None or other is None or layers.is_one_component(path, source):
        return None
    skips = other.number > own.number + 1 and other.number < len(layers.layers) - 1
    if other.number < own.number or (options.forbid_skipping and skips):
        return own, other
    return None
