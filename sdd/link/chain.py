"""What the includes around a router add to its routes."""

from msgspec import Struct

from sdd.link.objects import NONE, Value
from sdd.link.values import iterated, plain_of
from sdd.model.finding import Place
from sdd.model.routes import Suite


class Chain(Struct, frozen=True):
    """What the includes around a router add to its routes, outermost first.

    sources: keywords of every application, router and include on the way. hidden: some of them
    are not known. around: the prefix without that of the innermost router, which does not hold
    for its own mounts and Starlette routes. published: the application has an OpenAPI document.
    includes: places of the includes on the way; suites: around them.
    """

    prefix: str = ""
    in_schema: bool = True
    hidden: bool = False
    around: str = ""
    sources: tuple[dict[str, Value], ...] = ()
    published: bool = True
    includes: tuple[Place, ...] = ()
    suites: tuple[Suite, ...] = ()

    def joined(
        self, prefix: str, in_schema: bool, source: dict[str, Value], hidden: bool
    ) -> "Chain":
        """The chain one level further in."""
        return Chain(
            self.prefix + prefix,
            self.in_schema and in_schema,
            self.hidden or hidden,
            self.prefix,
            (*self.sources, source),
            self.published,
            self.includes,
            self.suites,
        )

    def response_class(self, keywords: dict[str, Value]) -> Value | None:
        """The first that is explicit, from the route outwards; None where none is."""
        if "response_class" in keywords:
            return keywords["response_class"]
        for source in reversed(self.sources):
            if "default_response_class" in source:
                return source["default_response_class"]
        return None

    def tags(self, keywords: dict[str, Value]) -> tuple[str, ...]:
        """All of them, outermost first, each once."""
        found: list[str] = []
        for source in (*self.sources, keywords):
            for item in iterated(source.get("tags", NONE)) or ():
                text = plain_of(item)
                if isinstance(text, str) and text not in found:
                    found.append(text)
        return tuple(found)
