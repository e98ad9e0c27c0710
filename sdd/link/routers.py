"""Applications and routers while routes are being added to them."""

from typing import TYPE_CHECKING

from msgspec import Struct

from sdd.link.environment import Env
from sdd.model.expressions import Call
from sdd.model.facts import ModuleFacts
from sdd.model.finding import Place

if TYPE_CHECKING:
    from sdd.link.objects import (
        ClassValue,
        Value,
    )


class Registration(Struct, eq=False):
    """One entry of a router, in the order of registration.

    kind: "http", "websocket", "include", "mount" or "starlette".
    call: the registering call and where it stands. keywords: evaluated, `**` merged in;
    hidden: some `**` could not be followed. target: endpoint, router or mounted application.
    path: None where it is not known, with the reason. count: how many entries an included
    router had. view: the class of a class-based view. bare: handed over as a route object, to
    which prefix, tags and dependencies of the router do not apply.
    """

    kind: str
    facts: ModuleFacts
    call: Call
    path: str | None
    methods: tuple[str, ...]
    keywords: dict[str, "Value"]
    target: "Value"
    hidden: bool = False
    reason: str = ""
    count: int = -1
    view: "ClassValue | None" = None
    bare: bool = False


class RouterValue(Struct, eq=False):
    """A FastAPI application or an APIRouter.

    kind: "app" or "router". keywords: of its construction, as written in call; hidden: some of
    them are not known.
    name: dotted, of the first module-level name that it is bound to, in the environment `home`.
    assumed: it stands for a parameter of which only the type is known. owner: the project's own
    subclass. rearranged: the project takes routes out of its list or moves them.
    """

    kind: str
    place: Place
    keywords: dict[str, "Value"]
    entries: list[Registration]
    name: str = ""
    included: bool = False
    assumed: bool = False
    hidden: bool = False
    owner: "ClassValue | None" = None
    home: Env | None = None
    attributes: dict[str, "Value"] = {}
    call: Call | None = None
    rearranged: bool = False


class RouterMethod(Struct, eq=False):
    """A method of a router that was looked up and not yet called.

    name: of the method; "routes" and "routes.append" stand for the list of its routes.
    """

    router: RouterValue
    name: str


class RouterCall(Struct, eq=False):
    """A call of a method of a router, e.g. `router.get("/x", tags=["a"])`.

    node, facts, scope: the call and where it stands. arguments, keywords: evaluated, stars
    merged in; hidden: some of them could not be followed.
    """

    name: str
    node: Call
    facts: ModuleFacts
    scope: int
    arguments: "tuple[Value, ...]"
    keywords: "dict[str, Value]"
    hidden: bool = False

    def get(self, name: str, position: int = -1) -> "Value | None":
        """An argument by keyword, or by position."""
        if name in self.keywords:
            return self.keywords[name]
        return self.arguments[position] if 0 <= position < len(self.arguments) else None

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.facts.place(self.node.at)


class RouteDecorator(Struct, eq=False):
    """`router.get("/x", ...)`: what registers the function below it."""

    router: RouterValue
    call: RouterCall


class RouteObject(Struct, eq=False):
    """`APIRoute("/x", endpoint)`: a route that is handed over as a value."""

    entry: Registration
