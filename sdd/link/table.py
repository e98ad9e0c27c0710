"""From followed applications and routers to the rows that would be served."""

from collections import Counter

from msgspec import structs

from sdd.link.chain import Chain
from sdd.link.evaluate import Evaluator
from sdd.link.framework import LIVE_INCLUDES, Version, has
from sdd.link.objects import NONE, Unclear, Value
from sdd.link.routers import Registration, RouterValue
from sdd.link.rows import Rows, flag
from sdd.link.values import plain_of
from sdd.model.expressions import Constant
from sdd.model.routes import UnknownRoute

MAX_ROWS = 20_000
SCHEMA = "include_in_schema is not constant"


class Table:
    """Collects rows.

    version: of the framework, None for the newest. thorough: see `Taken`.
    """

    def __init__(
        self, evaluator: Evaluator, version: Version | None = None, thorough: bool = True
    ) -> None:
        self.evaluator = evaluator
        self.rows = Rows(evaluator, version, thorough)
        self.live = has(version, LIVE_INCLUDES)
        self.seen: set[int] = set()
        self.told: set[tuple[object, ...]] = set()
        self.named: Counter[str] = Counter()

    def add(self, router: RouterValue) -> None:
        """Every row of an application, or of a router that nothing includes.

        A factory that is called again makes the same application again, which is told once. If
        it made another one under the same name, that one is called `name#2`.
        """
        self.rows.order = 0
        name = router.name if router.kind == "app" and not router.assumed else ""
        before = len(self.rows.found)
        chain = Chain(published=_is_published(router))
        self._expand(router, chain, name or None, [], len(router.entries))
        if router.rearranged:
            self._change(before, order=-1)
        rows = tuple(
            (row.path, row.methods, row.place, row.registered) for row in self.rows.found[before:]
        )
        if (router.place, name, rows) in self.told:
            del self.rows.found[before:]
            return
        self.told.add((router.place, name, rows))
        self.named[name] += 1
        if name and self.named[name] > 1:
            self._change(before, app=f"{name}#{self.named[name]}")

    def _change(self, before: int, **values: object) -> None:
        """Set fields of every row but the first ones."""
        rows = self.rows.found
        rows[before:] = [structs.replace(row, **values) for row in rows[before:]]

    def _expand(
        self,
        router: RouterValue,
        chain: Chain,
        app: str | None,
        above: list[RouterValue],
        count: int,
    ) -> None:
        self.seen.add(id(router))
        if any(router is each for each in above):
            place = above[-1].entries[0].facts.place(above[-1].entries[0].call.at)
            self.rows.unknown.append(UnknownRoute(place, "the router includes itself"))
            return
        prefix = self._prefix(router.keywords) if router.kind == "router" else ""
        in_schema = flag(router.keywords)
        if prefix is None or in_schema is None:
            told = "router's prefix is not constant" if prefix is None else SCHEMA
            self.rows.unknown.append(UnknownRoute(router.place, f"the {told}"))
            self._untold_below(router, f"the {told}", chain)
            return
        inner = chain.joined(prefix, in_schema, router.keywords, router.hidden)
        for entry in router.entries if self.live else router.entries[:count]:
            if len(self.rows.found) >= MAX_ROWS:
                return
            if entry.kind == "include" and isinstance(entry.target, RouterValue):
                self._include(entry, entry.target, inner, app, [*above, router])
            elif entry.bare and entry.kind in ("http", "websocket"):
                self.rows.add(entry, chain, app)
            else:
                self.rows.add(entry, inner, app)

    def _include(
        self,
        entry: Registration,
        target: RouterValue,
        chain: Chain,
        app: str | None,
        above: list[RouterValue],
    ) -> None:
        in_schema = flag(entry.keywords)
        self.rows.crashes.include(entry, target)
        if entry.path is None or in_schema is None:
            told = f"prefix of the include {entry.reason}" if entry.path is None else SCHEMA
            self.rows.untold(entry, f"the {told}")
            self._untold_below(
                target,
                f"the {told}, at {_spot(entry)}",
                chain.joined("", in_schema is not False, entry.keywords, entry.hidden),
            )
            return
        inner = structs.replace(
            chain.joined(entry.path, in_schema, entry.keywords, entry.hidden),
            includes=(*chain.includes, entry.facts.place(entry.call.at)),
            suites=(*chain.suites, *self.rows.suites.around(entry.facts, entry.call)),
        )
        self._expand(target, inner, app, above, entry.count)

    def _prefix(self, keywords: dict[str, Value]) -> str | None:
        given = keywords.get("prefix")
        if given is None or given == NONE:
            return ""
        text = plain_of(given)
        if isinstance(text, Unclear):
            self.evaluator.need(text)
        return text if isinstance(text, str) else None

    def _untold_below(self, router: RouterValue, reason: str, chain: Chain) -> None:
        """List every route below a router whose prefix is not known, so that none is lost.

        chain: of the includes around it, as far as they are known.
        """
        waiting, done = [(router, chain)], set[int]()
        while waiting:
            current, around = waiting.pop()
            self.seen.add(id(current))
            if id(current) in done:
                continue
            done.add(id(current))
            shown = flag(current.keywords) is not False
            inner = around.joined("", shown, current.keywords, current.hidden)
            for entry in current.entries:
                if isinstance(entry.target, RouterValue) and entry.kind == "include":
                    shown = flag(entry.keywords) is not False
                    below = inner.joined("", shown, entry.keywords, entry.hidden)
                    waiting.append((entry.target, below))
                else:
                    self.rows.unplaced(entry, inner, reason)


def _is_published(router: RouterValue) -> bool:
    """False where `openapi_url=None` is written down, and not only chosen by a condition."""
    written = router.call.argument("openapi_url") if router.call is not None else None
    return written != Constant(None)


def _spot(entry: Registration) -> str:
    place = entry.facts.place(entry.call.at)
    return f"{place.path}:{place.line}"
