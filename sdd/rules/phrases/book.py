"""The phrases by which clauses of a constitution ask for rules, by code.

They stand side by side, since telling two rules apart is a matter of both their words. Rules that
are not built yet have theirs already: a clause that asks for one is listed as such.
"""

from sdd.plugin import Phrase
from sdd.rules.phrases.api import API
from sdd.rules.phrases.architecture import ARCHITECTURE
from sdd.rules.phrases.asynchronous import ASYNCHRONOUS
from sdd.rules.phrases.documents import DOCUMENTS
from sdd.rules.phrases.operations import OPERATIONS
from sdd.rules.phrases.security import SECURITY
from sdd.rules.registry import RULES

_TABLE = SECURITY | API | ASYNCHRONOUS | ARCHITECTURE | OPERATIONS | DOCUMENTS

# A rule with phrases in its `meta` answers for itself.
PHRASES: dict[str, tuple[Phrase, ...]] = _TABLE | {
    rule.meta.code: rule.meta.phrases for rule in RULES if rule.meta.phrases
}
