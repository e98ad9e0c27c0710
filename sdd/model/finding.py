"""What a rule says: a finding, its place, how bad it is and how sure we are."""

from enum import StrEnum

from msgspec import Struct


class Severity(StrEnum):
    """How bad a finding is. `fail-on` compares by `rank`."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """2 for error, 1 for warning, 0 for info."""
        return _SEVERITY_RANK[self]

    def lowered(self, steps: int) -> "Severity":
        """The severity `steps` below this one, never below info."""
        return _SEVERITIES[max(0, self.rank - steps)]


_SEVERITIES = (Severity.INFO, Severity.WARNING, Severity.ERROR)
_SEVERITY_RANK = {severity: rank for rank, severity in enumerate(_SEVERITIES)}


class Confidence(StrEnum):
    """How sure we are that a finding is right; kept apart from how bad it is."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def rank(self) -> int:
        """2 for high, 1 for medium, 0 for low."""
        return _CONFIDENCE_RANK[self]


_CONFIDENCE_RANK = {Confidence.LOW: 0, Confidence.MEDIUM: 1, Confidence.HIGH: 2}


class Place(Struct, frozen=True, order=True):
    """A span of text in one file.

    path: posix path relative to the project root.
    line, column, end_line, end_column: 1-based; columns count code points; the end column
    is exclusive, so an empty span has equal columns.
    """

    path: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1


class Related(Struct, frozen=True):
    """A second place that explains a finding, e.g. the first definition of a duplicate.

    is_clause: it is a clause of the constitution that asks for the rule too.
    """

    message: str
    place: Place
    is_clause: bool = False


class Article(Struct, frozen=True):
    """The constitution clause that a finding rests on.

    title: the article's heading; path: posix, relative to the root; line: 1-based line of
    the clause; text: the clause itself; severity: what the clause's word demands; others: places
    of further clauses that ask for the same rule.
    """

    title: str
    path: str
    line: int
    text: str = ""
    severity: Severity = Severity.ERROR
    others: tuple[Place, ...] = ()


class FixOffer(Struct, frozen=True):
    """A repair that exists for a finding. safety: `safe` keeps behaviour, `unsafe` may not."""

    title: str
    safety: str


class Finding(Struct, frozen=True):
    """One complete statement about the project.

    scope: qualified name of the enclosing scope, or the id of the document part.
    key: the rule's subject key (method and path, blocking callable, binding name, id).
    lower: how many steps this case stands below the severity of its rule.
    remedy: what to do, in one sentence.
    is_path: the related places are the steps of one path, in the order in which code takes them;
    clauses come after them.
    fingerprint: 32 hex digits, given by the engine; empty until then.
    """

    code: str
    name: str
    severity: Severity
    confidence: Confidence
    message: str
    place: Place
    scope: str = ""
    key: str = ""
    lower: int = 0
    remedy: str = ""
    related: tuple[Related, ...] = ()
    article: Article | None = None
    fix: FixOffer | None = None
    is_path: bool = False
    fingerprint: str = ""

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """The sort key of every report: path, line, column, code, fingerprint."""
        return (self.place.path, self.place.line, self.place.column, self.code, self.fingerprint)
