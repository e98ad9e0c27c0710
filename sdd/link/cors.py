"""CORS policies that let every site read the answers.

https://www.starlette.io/middleware/#corsmiddleware - with credentials the middleware answers
"*" by repeating the origin that asked, so that any site acts in the name of who visits it.
"""

import re
from collections.abc import Iterator

from sdd.link.annotations import Spot
from sdd.link.call_sites import CallSite, CallSites
from sdd.link.deployment import asks_for_deployment
from sdd.link.kinds import ClassKind, Foreign, Kind, options_of
from sdd.link.origins import Origin, Origins, conditions
from sdd.link.types import Types
from sdd.model.expressions import (
    Argument,
    Attribute,
    Call,
    Constant,
    Expression,
    Lambda,
    Mapping,
    Operator,
    Sequence,
    Text,
)
from sdd.model.facts import Binding
from sdd.model.finding import Confidence
from sdd.model.practices import OpenOrigins

MIDDLEWARE = "CORSMiddleware"
# Calls that are handed the class, with its arguments beside it.
ADDING = ("add_middleware", "Middleware")
NAMES = frozenset((MIDDLEWARE, *ADDING))
KEYWORDS = frozenset(("allow_origins", "allow_origin_regex"))
_HOMES = ("starlette.middleware.cors", "fastapi.middleware.cors")
_ANYTHING = re.compile(
    r"\^?(?:\(?(?:https?\??|\[a-z\]\+|\.\*):\\?/\\?/\)?)?(?:\(\?:|\()?\.[*+]\??\)?\$?"
)


class Cors:
    """Finds them, by what reaches the middleware's arguments."""

    def __init__(self, origins: Origins) -> None:
        self.origins = origins
        self.types: Types = origins.types

    def find(self, sites: CallSites) -> Iterator[OpenOrigins]:
        """Every policy in the calls that add or make the middleware."""
        for name in sorted(NAMES):
            for site in sites.named[name]:
                if self._configures(site) and not self._is_for_development(site):
                    yield from self._judge(site)

    def _configures(self, site: CallSite) -> bool:
        """Whether a call makes the middleware, or hands its class on."""
        callee = self.types.callee(site.node, site.spot)
        if self._is_middleware(callee):
            return True
        given = site.node.argument("middleware_class", 0) or site.node.argument("cls", 0)
        return given is not None and self._is_middleware(self.types.of(given, site.spot))

    def _is_middleware(self, kind: Kind) -> bool:
        for option in options_of(kind):
            if isinstance(option, Foreign):
                home, _, name = option.name.rpartition(".")
                return name == MIDDLEWARE and home in _HOMES
            if isinstance(option, ClassKind):
                foreign = self.types.classes.lineage((option.path, option.scope)).foreign
                return any(f"{home}.{MIDDLEWARE}" in foreign for home in _HOMES)
        return False

    def _is_for_development(self, site: CallSite) -> bool:
        return asks_for_deployment(conditions(site.scope, site.block))

    def _judge(self, site: CallSite) -> Iterator[OpenOrigins]:
        arguments = dict(self._arguments(site))
        sends = arguments.get("allow_credentials")
        credentials = sends is not None and any(
            each.node == Constant(True) for each in self.origins.follow(sends)
        )
        for name in sorted(KEYWORDS & arguments.keys()):
            opened = self._opened(name, arguments[name])
            if opened is not None:
                yield self._policy(site, name, opened, credentials)

    def _policy(
        self, site: CallSite, argument: str, opened: Origin, credentials: bool
    ) -> OpenOrigins:
        text = opened.node
        at, value = (text.at, text.value or "") if isinstance(text, Text) else (-1, "")
        written = self.types.program.located(opened.spot.facts.path).place(at)
        call = self.types.program.located(site.spot.facts.path).place(site.node.at)
        inside = written.path == call.path and call.line <= written.line <= (call.end_line or 0)
        return OpenOrigins(
            argument=argument,
            text=value,
            credentials=credentials,
            settable=opened.settable or bool(opened.tests),
            place=written if inside else call,
            written=written,
            scope=site.scope.qualname,
            confidence=Confidence.HIGH,
        )

    def _arguments(self, site: CallSite) -> Iterator[tuple[str, Origin]]:
        """The named arguments, those of a `**` dict that is written down as well."""
        for argument in site.node.arguments:
            if argument.name:
                yield argument.name, Origin(argument.value, site.spot)
            elif argument.star == "**":
                yield from self._unpacked(argument, site.spot)

    def _unpacked(self, argument: Argument, spot: Spot) -> Iterator[tuple[str, Origin]]:
        for origin in self.origins.of(argument.value, spot):
            if isinstance(origin.node, Mapping):
                for key, value in origin.node.items:
                    if isinstance(key, Text) and key.value:
                        yield key.value, Origin(value, origin.spot, origin.settable, origin.tests)
            elif isinstance(origin.node, Call) and _is_dict(origin.node):
                for each in origin.node.arguments:
                    if each.name:
                        yield each.name, Origin(each.value, origin.spot)

    def _opened(self, name: str, given: Origin) -> Origin | None:
        """The text by which everybody is let in; the surest of several."""
        matches = _is_star if name == "allow_origins" else _is_any_pattern
        found = [
            each
            for each in self._texts(given, 0)
            if isinstance(each.node, Text)
            and each.node.value
            and matches(each.node.value)
            and not asks_for_deployment(each.tests)
        ]
        return min(found, key=lambda each: (each.settable, len(each.tests)), default=None)

    def _texts(self, given: Origin, depth: int) -> Iterator[Origin]:
        """The texts that a value is, or that stand in it: in a list, or divided by commas."""
        for origin in self.origins.follow(given):
            for inner in _inside(origin) if depth < 8 else ():
                yield from self._texts(
                    Origin(inner, origin.spot, origin.settable, origin.tests), depth + 1
                )
            if isinstance(origin.node, Text):
                yield origin


def _inside(origin: Origin) -> Iterator[Expression]:
    match origin.node:
        case Sequence(items=items) | Operator(operator="+" | "*" | "and", operands=items):
            yield from items
        case Call(function=Attribute(value=owner, attr="split" | "strip" | "copy")):
            yield owner
        case Lambda(scope=scope):
            inner = origin.spot.facts.scopes[scope]
            loops = [step for step in inner.steps if isinstance(step, Binding)]
            if inner.kind == "comprehension" and loops and loops[0].value is not None:
                yield loops[0].value


def _is_star(text: str) -> bool:
    return "*" in (part.strip() for part in text.split(","))


def _is_any_pattern(text: str) -> bool:
    return bool(_ANYTHING.fullmatch(text))


def _is_dict(node: Call) -> bool:
    return getattr(node.function, "id", "") == "dict"
