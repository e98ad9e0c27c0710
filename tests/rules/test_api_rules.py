"""The API family: what the examples of the rules cannot say, on rows of a route table."""

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from sdd.model.project import Project
from sdd.model.routes import RouteTable
from sdd.plugin import (
    Body,
    Confidence,
    Context,
    EventHook,
    Finding,
    ImportCrash,
    Injection,
    Model,
    Place,
    Route,
    Rule,
    Severity,
    TakenParameter,
)
from sdd.rules.api.bypassed_response_model import BypassedResponseModel
from sdd.rules.api.deprecated_lifecycle import DeprecatedLifecycle
from sdd.rules.api.duplicate_route import DuplicateRoute
from sdd.rules.api.import_crash import ImportCrashRule
from sdd.rules.api.missing_response_model import MissingResponseModel
from sdd.rules.api.raw_orm_response import RawOrmResponse
from sdd.rules.api.shadowed_route import ShadowedRoute
from sdd.rules.api.unannotated_dependency import UnannotatedDependency
from sdd.rules.api.unbound_path_parameter import UnboundPathParameter
from sdd.rules.api.undocumented_endpoint import UndocumentedEndpoint
from sdd.rules.api.unfitting_status_code import UnfittingStatusCode
from sdd.rules.api.unpaginated_list import UnpaginatedList
from sdd.rules.api.untagged_route import UntaggedRoute
from sdd.rules.api.verb_in_path import VerbInPath
from sdd.rules.api.weak_response_model import WeakResponseModel

PLAIN = Route(
    kind="http",
    methods=("GET",),
    path="/",
    endpoint="app.main.endpoint",
    place=Place("app/main.py", 4, 5, 4, 13),
    registered=Place("app/main.py", 3, 2, 3, 20),
    contract="annotation",
    status_code=200,
    is_async=False,
    include_in_schema=True,
    app="app.main.app",
    module="app/main.py",
    scope=1,
    documented=True,
)
BOOKS = Model("list[Book]", is_list=True)


def row(text: str, **more: Any) -> Route:
    """A route from e.g. "GET,PUT /books", "WEBSOCKET /live" or "MOUNT /static"."""
    methods, _, path = text.partition(" ")
    if methods in ("WEBSOCKET", "MOUNT"):
        return msgspec.structs.replace(
            PLAIN, kind=methods.lower(), methods=(), path=path, status_code=None, **more
        )
    return msgspec.structs.replace(PLAIN, methods=tuple(methods.split(",")), path=path, **more)


def table(*routes: str | Route) -> Iterator[Route]:
    """Routes in the order of registration, each with a function and lines of its own."""
    for order, given in enumerate(routes):
        route = row(given) if isinstance(given, str) else given
        line = 10 * order + 1
        yield msgspec.structs.replace(
            route,
            order=order,
            endpoint=route.endpoint if route.endpoint != PLAIN.endpoint else f"app.main.f{order}",
            place=Place("app/main.py", line + 1),
            registered=Place("app/main.py", line),
        )


def ask(rule: type[Rule[Any]], subject: object) -> list[Finding]:
    return list(rule().check(subject, Context(Project(marked=False, anchor=""))))


def ask_table(rule: type[Rule[Any]], *routes: str | Route) -> list[Finding]:
    project = Project(marked=False, anchor="", routes=RouteTable(tuple(table(*routes))))
    return list(rule().check(project, Context(project)))


def taken(*names: str, source: str = "") -> tuple[TakenParameter, ...]:
    place = Place("app/main.py", 4, 14, 4, 20)
    return tuple(TakenParameter(name, source, place, False, "endpoint") for name in names)


# API203


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("GET /u/{id}", "GET /u/me"),
        ("GET /u/{id}", "GET /u/{number:int}"),
        ("GET /{page:path}", "GET /v1/books/{isbn}"),
        ("GET,POST /u/{id}", "POST /u/me"),
        ("MOUNT /static", "GET /static/logo"),
        ("MOUNT /static", "GET /static/{file:path}"),
        ("MOUNT /", "WEBSOCKET /live"),
        ("MOUNT /", "MOUNT /static"),
        ("WEBSOCKET /{room}", "WEBSOCKET /lobby"),
    ],
)
def test_what_an_earlier_route_always_answers_is_never_reached(earlier: str, later: str) -> None:
    (finding,) = ask_table(ShadowedRoute, earlier, later)
    assert finding.message == f"{later} is never reached: {earlier} answers it first".replace(
        "GET,POST", "GET, POST"
    )
    assert (finding.severity, finding.key) == (Severity.ERROR, later)
    assert (finding.place.line, [each.place.line for each in finding.related]) == (12, [2])


@pytest.mark.parametrize(
    "routes",
    [
        ("GET /u/me", "GET /u/{id}"),
        ("GET /u/{id}", "POST /u/me"),
        ("GET /u/{id:int}", "GET /u/me"),
        ("GET /u/{id:uuid}", "GET /u/{name}"),
        ("GET /u/{id}", "GET /u/me/books"),
        ("GET /u/{id}", "GET /u"),
        ("GET /u/{a}", "GET /u/{b}"),
        ("GET /{page:path}", "WEBSOCKET /live"),
        ("GET /static/{file:path}", "MOUNT /static"),
        ("MOUNT /static", "GET /static"),
        ("MOUNT /static", "GET /statics/x"),
        ("GET /static/x", "MOUNT /static"),
    ],
)
def test_a_route_that_something_still_reaches_is_not_shadowed(routes: tuple[str, ...]) -> None:
    assert ask_table(ShadowedRoute, *routes) == []


def test_each_method_is_judged_by_itself_and_each_earlier_route_is_named() -> None:
    (partly,) = ask_table(ShadowedRoute, "GET /u/{id}", "GET,POST /u/me")
    assert partly.message == "GET /u/me is never reached: GET /u/{id} answers it first"
    (wholly,) = ask_table(ShadowedRoute, "GET /u/{id}", "POST /{a}/{b}", "GET,POST /u/me")
    assert wholly.message == (
        "GET, POST /u/me is never reached: GET /u/{id} and POST /{a}/{b} answer it first"
    )
    assert [each.place.line for each in wholly.related] == [2, 12]


def test_the_order_of_matching_decides_and_not_the_order_of_the_table() -> None:
    general, special = table("GET /u/{id}", "GET /u/me")
    project = Project(False, "", routes=RouteTable((special, general)))
    (finding,) = ShadowedRoute().check(project, Context(project))
    assert finding.place == special.place


def test_routes_of_different_applications_or_of_none_do_not_shadow_each_other() -> None:
    other = row("GET /u/me", app="admin.app")
    assert ask_table(ShadowedRoute, "GET /u/{id}", other) == []
    loose = row("GET /u/{id}", app=None), row("GET /u/me", app=None)
    assert ask_table(ShadowedRoute, *loose) == []


def test_a_path_that_the_same_function_answers_anyway_is_less_severe() -> None:
    routes = row("GET /{page:path}", endpoint="app.spa"), row("GET /", endpoint="app.spa")
    (finding,) = ask_table(ShadowedRoute, *routes)
    assert (finding.severity, finding.place.line) == (Severity.WARNING, 11)


def test_a_duplicate_is_not_told_as_shadowed_too() -> None:
    routes = ("GET /u/{id}", "GET /u/me", "GET /u/me")
    assert [each.place.line for each in ask_table(ShadowedRoute, *routes)] == [12]
    assert [each.place.line for each in ask_table(DuplicateRoute, *routes)] == [22]


# API204


@pytest.mark.parametrize(
    ("earlier", "later", "message"),
    [
        ("GET /u", "GET /u", "GET /u is registered already"),
        ("GET /u/{a}", "GET /u/{b}", "GET /u/{b} is registered already, as GET /u/{a}"),
        ("GET /u/{a}", "GET /u/{a:str}", "GET /u/{a:str} is registered already, as GET /u/{a}"),
        ("GET,POST /u", "POST,PUT /u", "POST /u is registered already"),
        ("WEBSOCKET /u", "WEBSOCKET /u", "WEBSOCKET /u is registered already"),
        ("MOUNT /u", "MOUNT /u/", "MOUNT /u/ is registered already, as MOUNT /u"),
    ],
)
def test_one_method_and_path_twice_is_told_at_the_later(
    earlier: str, later: str, message: str
) -> None:
    (finding,) = ask_table(DuplicateRoute, earlier, later)
    assert (finding.message, finding.severity) == (message, Severity.ERROR)
    assert (finding.place.line, [each.place.line for each in finding.related]) == (12, [2])
    assert ask_table(ShadowedRoute, earlier, later) == []


@pytest.mark.parametrize(
    "routes",
    [
        ("GET /u", "POST /u"),
        ("GET /u", "GET /u/"),
        ("GET /u/{a}", "GET /u/{a:int}"),
        ("GET /v1/u", "GET /v2/u"),
        ("GET /u", "WEBSOCKET /u"),
        (row("GET /u"), row("GET /u", app="admin.app")),
        (row("GET /u", app=None), row("GET /u", app=None)),
    ],
)
def test_routes_that_differ_are_no_duplicates(routes: tuple[str | Route, ...]) -> None:
    assert ask_table(DuplicateRoute, *routes) == []


def test_a_third_registration_is_told_as_well_and_points_at_the_first() -> None:
    found = ask_table(DuplicateRoute, "GET /u", "GET /u", "GET /u")
    assert [each.place.line for each in found] == [12, 22]
    assert {each.related[0].place.line for each in found} == {2}


def test_one_function_registered_twice_is_less_severe_and_told_at_the_registration() -> None:
    routes = row("GET /u", endpoint="app.read"), row("GET /u", endpoint="app.read")
    (finding,) = ask_table(DuplicateRoute, *routes)
    assert (finding.severity, finding.place.line) == (Severity.WARNING, 11)


def test_a_router_that_is_included_again_is_told_once_and_not_surely() -> None:
    first = tuple(table("GET /u", "GET /v", "GET /w"))
    again = tuple(msgspec.structs.replace(each, order=each.order + 3) for each in first)
    project = Project(False, "", routes=RouteTable((*first, *again)))
    (finding,) = DuplicateRoute().check(project, Context(project))
    assert finding.message == "GET /u is registered already"
    assert (finding.confidence, finding.severity) == (Confidence.LOW, Severity.WARNING)


# API205


def test_a_name_of_the_path_that_nothing_takes_is_told_once_each() -> None:
    route = row("GET /shops/{shop}/books/{isbn}", parameters=taken("isbn", "limit"))
    (finding,) = ask(UnboundPathParameter, route)
    assert finding.message == (
        'GET /shops/{shop}/books/{isbn}: nothing takes the path parameter "shop"'
    )
    assert (finding.place, finding.severity) == (PLAIN.place, Severity.ERROR)


def test_a_parameter_declared_for_the_path_that_the_path_does_not_have_is_told() -> None:
    route = row("GET /books/{isbn}", parameters=taken("isbn") + taken("shop", source="path"))
    (finding,) = ask(UnboundPathParameter, route)
    assert (
        finding.message
        == 'GET /books/{isbn}: the path has no "shop", which is declared with Path()'
    )
    assert [each.place.column for each in finding.related] == [14]


@pytest.mark.parametrize(
    "route",
    [
        row("GET /books/{isbn}", parameters=None),
        row("GET /books/{isbn}", parameters=taken("isbn", source="path")),
        row("GET /books/{isbn:int}", parameters=taken("isbn")),
        row("GET /books/{book-id}/{ x }", parameters=()),
        row("GET /books", parameters=taken("isbn", source="path"), app=None),
        row("GET /books", parameters=taken("isbn", source="query")),
        row("MOUNT /tenants/{tenant}"),
    ],
)
def test_what_is_bound_or_cannot_be_known_is_not_told(route: Route) -> None:
    assert ask(UnboundPathParameter, route) == []


def test_a_websocket_has_path_parameters_too() -> None:
    (finding,) = ask(UnboundPathParameter, row("WEBSOCKET /rooms/{room}"))
    assert finding.message == 'WEBSOCKET /rooms/{room}: nothing takes the path parameter "room"'


def test_everything_below_is_told_only_where_a_value_is_asked_for_by_another_name() -> None:
    assert ask(UnboundPathParameter, row("GET /{rest:path}")) == []
    (rest,) = ask(UnboundPathParameter, row("GET /{rest:path}", parameters=taken("file")))
    assert (rest.severity, rest.confidence) == (Severity.ERROR, Confidence.HIGH)
    body = taken("file", source="body")
    assert ask(UnboundPathParameter, row("GET /{rest:path}", parameters=body)) == []


def test_what_middleware_reads_by_name_is_taken() -> None:
    routes = RouteTable(read_by_name=frozenset({"tenant"}))
    context = Context(Project(marked=False, anchor="", routes=routes))
    route = row("GET /{tenant}/{id}")
    (finding,) = UnboundPathParameter().check(route, context)
    assert finding.message == 'GET /{tenant}/{id}: nothing takes the path parameter "id"'


def test_a_loose_router_is_less_sure() -> None:
    (loose,) = ask(UnboundPathParameter, row("GET /{id}", app=None))
    assert (loose.severity, loose.confidence) == (Severity.ERROR, Confidence.MEDIUM)


# API206


@pytest.mark.parametrize("path", ["/books", "/", "/shelves/{shelf}/books", "/shelves/{shelf}"])
def test_a_whole_list_is_told_wherever_it_is(path: str) -> None:
    route = row(f"GET {path}", model=BOOKS, parameters=taken("shelf", "title"))
    (finding,) = ask(UnpaginatedList, route)
    assert finding.message == f"GET {path} answers with all of list[Book]"
    assert finding.severity is Severity.WARNING


@pytest.mark.parametrize(
    "name",
    ["limit", "offset", "page", "page_size", "pageSize", "per_page", "perPage", "size", "cursor",
     "skip", "take", "first", "after", "start", "page-token", "X-Page", "max_results",
     "next_token", "pagination", "last", "top", "count", "query_limit"],
)  # fmt: skip
def test_a_parameter_that_bounds_the_list_is_known_by_its_name(name: str) -> None:
    assert ask(UnpaginatedList, row("GET /books", model=BOOKS, parameters=taken(name))) == []


@pytest.mark.parametrize("name", ["first_name", "start_date", "country", "pagesque", "unlimited"])
def test_a_name_that_only_contains_such_a_word_bounds_nothing(name: str) -> None:
    found = ask(UnpaginatedList, row("GET /books", model=BOOKS, parameters=taken(name)))
    assert len(found) == 1


@pytest.mark.parametrize(
    "route",
    [
        row("GET /books", model=BOOKS, parameters=None),
        row("GET /books", model=Model("Page[Book]")),
        row("GET /books", model=None),
        row("POST /books", model=BOOKS),
        row("GET /books", model=BOOKS, include_in_schema=False),
        row("GET /books", model=BOOKS, contract="stream"),
        row("GET /books", model=BOOKS, contract="response_class"),
    ],
)
def test_what_is_no_open_list_is_not_told(route: Route) -> None:
    assert ask(UnpaginatedList, route) == []


# API207


def made_by(name: str, text: str, **more: Any) -> list[Finding]:
    return ask(UnfittingStatusCode, row(text, endpoint=f"app.main.{name}", **more))


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("create_book", "/books"),
        ("createBook", "/shops/{shop}/books/"),
        ("add_order_item", "/order-items"),
        ("register_user", "/people"),
        ("Views.create", "/categories"),
    ],
)
def test_a_creating_post_on_a_collection_should_answer_201(name: str, path: str) -> None:
    (finding,) = made_by(name, f"POST {path}")
    assert finding.message == f"POST {path} creates and answers 200"
    assert (finding.severity, "201" in finding.remedy) == (Severity.WARNING, True)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("create_book", "POST /books/{isbn}"),
        ("create_book", "PUT /books"),
        ("create_book", "POST /books/import"),
        ("create_access", "POST /access"),
        ("create_token", "POST /tokens"),
        ("create_completion", "POST /v1/chat/completions"),
        ("search_books", "POST /books"),
        ("get_or_create_book", "POST /books"),
        ("upsert_book", "POST /books"),
        ("create_or_update_book", "POST /books"),
        ("create_book", "GET,POST /books"),
        ("create_book", "POST /"),
    ],
)
def test_a_post_that_need_not_create_is_left_alone(name: str, text: str) -> None:
    assert made_by(name, text) == []


@pytest.mark.parametrize(
    "more",
    [
        {"explicit_status": True},
        {"status_code": 201, "explicit_status": True},
        {"status_code": None},
        {"contract": "response_class"},
        {"contract": "unknown"},
        {"bypasses": (Place("app/main.py", 9),)},
    ],
)
def test_a_status_that_is_decided_or_not_known_is_left_alone(more: dict[str, Any]) -> None:
    assert made_by("create_book", "POST /books", **more) == []


def test_a_delete_without_a_body_should_answer_204() -> None:
    (finding,) = made_by("drop", "DELETE /books/{isbn}", contract="no_body")
    assert finding.message == "DELETE /books/{isbn} has no body and answers 200"
    assert "204" in finding.remedy
    assert made_by("drop", "DELETE /b", contract="annotation") == []
    assert made_by("drop", "DELETE /b", contract="none") == []
    assert made_by("drop", "DELETE /b", contract="no_body", status_code=204) == []
    assert made_by("drop", "DELETE /b", contract="no_body", explicit_status=True) == []


# API209, API210, API211


@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("/getUsers", '"getUsers"'),
        ("/v1/create_item/{id}", '"create_item"'),
        ("/users/delete", '"delete"'),
        ("/list-users/get", '"list-users", "get"'),
        ("/fetchURL", '"fetchURL"'),
    ],
)
def test_a_segment_that_begins_with_a_verb_is_named(path: str, named: str) -> None:
    (finding,) = ask(VerbInPath, row(f"GET {path}"))
    assert finding.message == f"GET {path} has a verb in its path: {named}"


@pytest.mark.parametrize(
    "path",
    ["/", "/users/{get_id}", "/lists", "/list", "/sets/{id}", "/updates", "/address", "/gettext",
     "/users/search", "/login", "/posts/{id}", "/é"],
)  # fmt: skip
def test_a_noun_or_an_action_without_a_method_is_no_verb(path: str) -> None:
    assert ask(VerbInPath, row(f"GET {path}")) == []


def test_only_what_the_schema_shows_needs_a_description_and_a_tag() -> None:
    bare = row("GET /books", documented=False)
    (undocumented,) = ask(UndocumentedEndpoint, bare)
    assert undocumented.message == "GET /books has no docstring, summary or description"
    (untagged,) = ask(UntaggedRoute, bare)
    assert untagged.message == "GET /books has no tag"
    for rule in (UndocumentedEndpoint, UntaggedRoute):
        assert ask(rule, msgspec.structs.replace(bare, include_in_schema=False)) == []
        assert ask(rule, row("WEBSOCKET /live", documented=False)) == []
        assert ask(rule, row("MOUNT /static", documented=False)) == []
        assert ask(rule, row("GET /books", tags=("books",))) == []


# API201, API215, API221, API222


@pytest.mark.parametrize(
    "contract",
    ["opted_out", "response_model", "no_body", "stream", "response_class", "annotation", "unknown"],
)
def test_a_route_with_a_contract_or_one_that_cannot_be_told_misses_none(contract: str) -> None:
    assert ask(MissingResponseModel, row("GET /books", contract=contract)) == []


def test_a_route_without_a_contract_is_named_with_all_its_methods() -> None:
    (finding,) = ask(MissingResponseModel, row("GET,PUT /books", contract="none"))
    assert finding.message == "GET, PUT /books has no response contract"
    assert (finding.key, finding.scope) == ("GET, PUT /books", "endpoint")


@pytest.mark.parametrize(
    ("body", "severity", "remedy"),
    [
        (Body(("FileResponse",), only_responses=True), Severity.WARNING, "`-> FileResponse`"),
        (Body(("TemplateResponse",), only_responses=True), Severity.WARNING, "`-> HTMLResponse`"),
        (
            Body(("FileResponse", "RedirectResponse"), only_responses=True),
            Severity.WARNING,
            "`-> Response`",
        ),
        (Body(empty=True), Severity.WARNING, "`-> None`"),
        (Body(("JSONResponse",), only_responses=True), Severity.ERROR, "with a model"),
        (Body(("FileResponse",)), Severity.ERROR, "with a model"),
    ],
)
def test_what_has_no_json_to_describe_is_less_severe(
    body: Body, severity: Severity, remedy: str
) -> None:
    (finding,) = ask(MissingResponseModel, row("GET /books", contract="none", body=body))
    assert finding.severity is severity
    assert remedy in finding.remedy


def test_a_contract_is_judged_by_what_it_says() -> None:
    weak = row("GET /state", model=Model("dict[str, Any]", weak=True))
    (finding,) = ask(WeakResponseModel, weak)
    assert finding.severity is Severity.INFO
    assert finding.message == (
        "GET /state answers with dict[str, Any], which says nothing about the body"
    )
    (raw,) = ask(RawOrmResponse, row("GET /users", model=Model("list[User]", orm="User")))
    assert raw.message == "GET /users answers with the ORM class User"
    for rule in (WeakResponseModel, RawOrmResponse):
        assert ask(rule, row("GET /books", model=BOOKS)) == []
        assert ask(rule, row("GET /books", model=None, contract="none")) == []


def test_each_return_past_the_contract_is_told_at_its_line_with_the_contract() -> None:
    returns = (Place("app/main.py", 7, 9, 7, 30), Place("app/main.py", 12, 5, 12, 26))
    route = row("GET /book", model=Model("Book"), bypasses=returns)
    found = ask(BypassedResponseModel, route)
    assert [each.place for each in found] == list(returns)
    assert {each.related[0].place for each in found} == {route.place}
    assert {each.message for each in found} == {
        "this Response skips the contract Book of GET /book, so nothing checks or filters it"
    }


@pytest.mark.parametrize("contract", ["none", "opted_out", "response_class", "stream", "unknown"])
def test_without_a_declared_model_nothing_is_bypassed(contract: str) -> None:
    bypasses = (Place("app/main.py", 7),)
    for model in (None, Model("Book")):
        route = row("GET /book", contract=contract, model=model, bypasses=bypasses)
        assert ask(BypassedResponseModel, route) == []


def test_a_contract_without_information_cannot_be_bypassed() -> None:
    weak = Model("Any", weak=True)
    route = row("GET /book", model=weak, bypasses=(Place("app/main.py", 7),))
    assert ask(BypassedResponseModel, route) == []


# API217, API219, API220


def test_hooks_crashes_and_injections_are_told_where_they_stand() -> None:
    place = Place("app/main.py", 8, 1, 8, 20)
    (hook,) = ask(DeprecatedLifecycle, EventHook(place, "shutdown", "create_app"))
    assert (hook.message, hook.place, hook.scope) == (
        'on_event("shutdown") is deprecated',
        place,
        "create_app",
    )
    (vague,) = ask(DeprecatedLifecycle, EventHook(place, "", ""))
    assert vague.message == "on_event() is deprecated"
    (crash,) = ask(ImportCrashRule, ImportCrash(place, "it fails", "read", "GET /x status"))
    assert (crash.message, crash.key, crash.severity) == (
        "it fails",
        "GET /x status",
        Severity.ERROR,
    )
    default = Injection(place, "session", False, "Shop.read", "app.db.get_session")
    (injected,) = ask(UnannotatedDependency, default)
    assert injected.message == '"session" of Shop.read gets its dependency get_session as a default'
    (empty,) = ask(UnannotatedDependency, Injection(place, "user", False, "read", ""))
    assert empty.message == '"user" of read gets its dependency as a default'
    annotated = msgspec.structs.replace(default, annotated=True)
    assert ask(UnannotatedDependency, annotated) == []


# test files

FAULTY = row(
    "GET /getBooks",
    documented=False,
    model=msgspec.structs.replace(BOOKS, orm="Book"),
    bypasses=(Place("tests/test_app.py", 9),),
)


@pytest.mark.parametrize(
    ("rule", "route"),
    [
        (MissingResponseModel, row("GET /books", contract="none")),
        (UnpaginatedList, FAULTY),
        (UnfittingStatusCode, row("DELETE /books", contract="no_body")),
        (VerbInPath, FAULTY),
        (UndocumentedEndpoint, FAULTY),
        (UntaggedRoute, FAULTY),
        (RawOrmResponse, FAULTY),
        (WeakResponseModel, row("GET /state", model=Model("dict", weak=True))),
        (BypassedResponseModel, FAULTY),
        (UnboundPathParameter, row("GET /books/{isbn}")),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
def test_applications_inside_test_files_are_scaffolding(
    rule: type[Rule[Any]], route: Route
) -> None:
    assert len(ask(rule, route)) == 1
    inside = Place("tests/test_app.py", 4, 5, 4, 13)
    assert ask(rule, msgspec.structs.replace(route, place=inside)) == []
    documentation = Place("docs_src/first_steps/tutorial001.py", 4, 5, 4, 13)
    assert len(ask(rule, msgspec.structs.replace(route, place=documentation))) == 1


def test_a_crash_in_a_test_is_what_the_test_is_about() -> None:
    crash = ImportCrash(Place("tests/test_app.py", 8), "it fails", "", "key")
    assert ask(ImportCrashRule, crash) == []


@pytest.mark.parametrize(
    ("rule", "path"), [(ShadowedRoute, "/u/me"), (DuplicateRoute, "/u/{name}")]
)
def test_routes_that_tests_add_neither_answer_others_nor_are_judged(
    rule: type[Rule[Any]], path: str
) -> None:
    general, special = table("GET /u/{id}", f"GET {path}")
    project = Project(False, "", routes=RouteTable((general, special)))
    assert len(list(rule().check(project, Context(project)))) == 1
    for moved in (general, special):
        inside = msgspec.structs.replace(moved, registered=Place("tests/conftest.py", 3))
        others = tuple(inside if each is moved else each for each in (general, special))
        project = Project(False, "", routes=RouteTable(others))
        assert list(rule().check(project, Context(project))) == []
