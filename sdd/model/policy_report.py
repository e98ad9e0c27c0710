"""What `sdd constitution` tells: the policy with what came of it."""

from msgspec import Struct, field

from sdd.model.finding import Article, Place
from sdd.model.policy import Policy
from sdd.model.status import ConstitutionStatus


class PolicyException(Struct, frozen=True):
    """A comment that lets code be an exception to a clause. reason: may be empty."""

    code: str
    place: Place
    reason: str
    article: Article


class PolicyReport(Struct, frozen=True):
    """status: the constitution's path, version and dates. findings: how many each code has now.

    names: the name of each code that is bound, planned or waived. exceptions: in report order.
    running: codes of the rules that run.
    articles: title and 1-based line of each article, also of those with no clause.
    """

    status: ConstitutionStatus
    policy: Policy
    articles: tuple[tuple[str, int], ...] = ()
    findings: dict[str, int] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    exceptions: tuple[PolicyException, ...] = ()
    running: frozenset[str] = frozenset()
