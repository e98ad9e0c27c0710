"""What a constitution demands, clause by clause, and which rules keep watch over it."""

from collections.abc import Collection
from enum import StrEnum

from msgspec import Struct

from sdd.model.documents import Clause
from sdd.model.finding import Article, Place, Severity


class Modality(StrEnum):
    """How strongly a clause speaks."""

    MUST = "must"
    MUST_NOT = "must_not"
    SHOULD = "should"
    SHOULD_NOT = "should_not"
    MAY = "may"

    @property
    def severity(self) -> Severity | None:
        """What the word makes of a finding; None for MAY, which demands nothing."""
        return _SEVERITY.get(self)

    @property
    def binds(self) -> bool:
        """Whether it is counted among the MUSTs."""
        return self in (Modality.MUST, Modality.MUST_NOT)


_SEVERITY = {
    Modality.MUST: Severity.ERROR,
    Modality.MUST_NOT: Severity.ERROR,
    Modality.SHOULD: Severity.WARNING,
    Modality.SHOULD_NOT: Severity.WARNING,
}


EXPLICIT, INFERRED = "explicit", "inferred"


class Binding(Struct, frozen=True):
    """A rule that a clause asks for.

    severity: the clause's own, raised where the binding raises it. options: names as written and
    TOML values. place: where the rule is named, or the clause itself. how: "explicit" where the
    clause names the rule, "inferred" where its words ask for it; then score is how surely, of 100,
    and reason which words.
    """

    code: str
    severity: Severity
    place: Place
    options: tuple[tuple[str, object], ...] = ()
    how: str = EXPLICIT
    score: int = 0
    reason: str = ""

    @property
    def is_inferred(self) -> bool:
        """Whether the words of the clause ask for the rule, and nothing names it."""
        return self.how == INFERRED


class BindingMistake(Struct, frozen=True):
    """A binding that cannot be kept. word: what was written; message: what is wrong with it."""

    word: str
    place: Place
    message: str


class Override(Struct, frozen=True):
    """A setting against a rule that a MUST demands.

    how: what it does, for messages. partial: it holds below some paths only.
    """

    code: str
    how: str
    place: Place
    article: Article
    partial: bool = False


class Demand(Struct, frozen=True):
    """A clause with its verdict.

    article: the heading above it, and article_line its 1-based line. keyword: the modality comes
    from an upper-case word, not from a plain imperative. bindings: rules that exist. planned: rules
    that are known and not built. waives: rules that a MAY speaks of. scope: patterns of the paths
    where a MAY holds, or where the clause makes an exception ("except in `scripts/`"), in the
    language of `.gitignore`; empty where it names none.
    """

    article: str
    article_line: int
    clause: Clause
    modality: Modality
    keyword: bool
    bindings: tuple[Binding, ...] = ()
    planned: tuple[Binding, ...] = ()
    waives: tuple[Binding, ...] = ()
    scope: tuple[str, ...] = ()

    @property
    def is_settled(self) -> bool:
        """Whether the clause says of itself that it asks for no rule."""
        return self.clause.unbound

    def is_enforced(self, running: Collection[str]) -> bool:
        """Whether one of its rules runs. running: codes of rules that run."""
        return any(each.code in running for each in self.bindings)


class Waiver(Struct, frozen=True):
    """Where a constitution permits what rules forbid.

    scope: patterns of paths in the language of `.gitignore`. codes: of the rules.
    """

    scope: tuple[str, ...]
    codes: tuple[str, ...]


class Policy(Struct, frozen=True):
    """Every demand of a constitution in the order of the file, and its broken bindings."""

    demands: tuple[Demand, ...] = ()
    mistakes: tuple[BindingMistake, ...] = ()

    @property
    def musts(self) -> tuple[Demand, ...]:
        """The clauses that say MUST or MUST NOT."""
        return tuple(each for each in self.demands if each.modality.binds)

    @property
    def waivers(self) -> tuple[Waiver, ...]:
        """The exceptions that name their paths; one without is listed and permits nothing."""
        return tuple(
            Waiver(each.scope, tuple(sorted({found.code for found in bound})))
            for each in self.demands
            if each.scope and (bound := (*each.waives, *each.bindings))
        )

    @property
    def unenforced(self) -> tuple[Demand, ...]:
        """The MUSTs that ask for no rule and do not say so themselves."""
        return tuple(
            each
            for each in self.musts
            if not (each.bindings or each.planned or each.clause.bindings or each.is_settled)
        )

    def enforced(self, running: Collection[str]) -> tuple[Demand, ...]:
        """Those of them that at least one rule watches over. running: codes of rules that run."""
        return tuple(each for each in self.musts if each.is_enforced(running))
