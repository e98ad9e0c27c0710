"""SQL that is put together from values instead of being given them apart."""

from collections.abc import Iterator, Sequence

from sdd.link.call_sites import CallSite, CallSites, last_name
from sdd.link.callers import Callers
from sdd.link.kinds import (
    ClassKind,
    Foreign,
    ForeignObject,
    Function,
    Kind,
    Object,
    confidence_of,
    options_of,
)
from sdd.link.meanings import Unknown
from sdd.link.origins import Origins
from sdd.link.relevance import is_route_decorator
from sdd.link.sql_sinks import (
    FUNCTIONS,
    KEYWORDS,
    METHODS,
    NAMES,
    PACKAGES,
    SURELY_SQL,
    defines,
    expects_name,
    is_statement,
)
from sdd.link.text_parts import Part, TextParts
from sdd.model.expressions import Expression, dotted
from sdd.model.finding import Confidence
from sdd.model.practices import BuiltSql


class BuiltStatements:
    """Finds them, by what reaches the calls of databases."""

    def __init__(self, origins: Origins, callers: Callers) -> None:
        self.types = origins.types
        self.texts = TextParts(origins, callers)

    def find(self, sites: CallSites) -> Iterator[BuiltSql]:
        """Every such statement, one for each call."""
        for name in sorted(NAMES):
            for site in sites.named[name]:
                text = _text_of(site)
                found = self._judge(site, text) if text is not None else None
                if found is not None:
                    yield found

    def _judge(self, site: CallSite, text: Expression) -> BuiltSql | None:
        parts = self.texts.of(text, site.spot)
        value = self._worst(parts)
        if value is None or not any(part.text for part in parts):
            return None
        names = self._only_names(parts)
        confidence = self._confidence(site, parts)
        if confidence is None or (names and not value.given):
            # Names of tables that the code or the database itself gives are nobody else's text.
            return None
        home = self.types.program.located(site.spot.facts.path)
        owner = self.types.scope(*value.home) if value.home else None
        return BuiltSql(
            sink=_name_of(site),
            value=_shown(value),
            owner=owner.qualname if owner else "",
            given=value.given,
            sent=value.sent,
            requested=owner is not None and any(map(is_route_decorator, owner.decorators)),
            names=names,
            place=home.place(site.node.at),
            scope=site.scope.qualname,
            confidence=confidence,
        )

    def _worst(self, parts: Sequence[Part]) -> Part | None:
        """The value that is most surely somebody else's; what stands for a value comes first."""
        values = [part for part in parts if part.text is None]
        return min(values, key=lambda each: not each.given, default=None)

    def _only_names(self, parts: Sequence[Part]) -> bool:
        """Whether every value stands where the name of a table or column is expected."""
        before = ""
        if parts and parts[0].text and defines(parts[0].text):
            return True
        for part in parts:
            if part.text is None and not expects_name(before):
                return False
            before = before + part.text if part.text is not None else before + "x"
        return True

    def _confidence(self, site: CallSite, parts: Sequence[Part]) -> Confidence | None:
        """How sure it is that the call speaks to a database; None where it does not."""
        kinds = options_of(self.types.callee(site.node, site.spot))
        for kind in kinds:
            if _is_sink(kind):
                return confidence_of(kind)
        called = last_name(site.node.function)
        first = next((part.text for part in parts), None)
        if called not in SURELY_SQL or not first or not is_statement(first):
            return None
        return Confidence.MEDIUM if all(map(_may_be_sink, kinds)) else None


def _is_sink(kind: Kind) -> bool:
    if not isinstance(kind, Foreign):
        return False
    owner, _, method = kind.name.rpartition(".")
    if kind.name in FUNCTIONS:
        return True
    return method in METHODS and owner.partition(".")[0] in PACKAGES


def _may_be_sink(kind: Kind) -> bool:
    """Whether nothing is known against it: an unknown object, or a helper of the project."""
    return isinstance(kind, Unknown | Function | Object | ClassKind) or (
        isinstance(kind, ForeignObject) and kind.name.startswith("typing.")
    )


def _text_of(site: CallSite) -> Expression | None:
    """What stands for the statement: the first argument, or the one that is named so."""
    for argument in site.node.arguments:
        if argument.star:
            return None
        if not argument.name or argument.name in KEYWORDS:
            return argument.value
    return None


def _name_of(site: CallSite) -> str:
    return dotted(site.node.function) or last_name(site.node.function)


def _shown(part: Part) -> str:
    """The value as messages name it."""
    return dotted(part.node) or last_name(getattr(part.node, "value", part.node)) or "a value"
