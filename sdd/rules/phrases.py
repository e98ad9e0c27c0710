"""The phrases by which clauses of a constitution ask for rules, by code.

They stand side by side, since telling two rules apart is a matter of both their words. Rules that
are not built yet have theirs already: a clause that asks for one is listed as such.
"""

from sdd.plugin import Phrase
from sdd.rules.api_phrases import API
from sdd.rules.architecture_phrases import ARCHITECTURE
from sdd.rules.asynchronous_phrases import ASYNCHRONOUS
from sdd.rules.documents_phrases import DOCUMENTS
from sdd.rules.operations_phrases import OPERATIONS
from sdd.rules.registry import RULES
from sdd.rules.security_phrases import SECURITY

_TABLE = SECURITY | API | ASYNCHRONOUS | ARCHITECTURE | OPERATIONS | DOCUMENTS

# A rule with phrases in its `meta` answers for itself.
PHRASES: dict[str, tuple[Phrase, ...]] = _TABLE | {
    rule.meta.code: rule.meta.phrases for rule in RULES if rule.meta.phrases
}
