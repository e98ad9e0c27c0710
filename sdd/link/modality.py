"""How strongly a clause speaks, by its words and by the article around it."""

import re

from sdd.model.documents import Clause, Principle
from sdd.model.policy import Modality

_WORDS = {
    "MUST": Modality.MUST,
    "SHALL": Modality.MUST,
    "REQUIRED": Modality.MUST,
    "MUST NOT": Modality.MUST_NOT,
    "SHALL NOT": Modality.MUST_NOT,
    "NEVER": Modality.MUST_NOT,
    "SHOULD": Modality.SHOULD,
    "RECOMMENDED": Modality.SHOULD,
    "SHOULD NOT": Modality.SHOULD_NOT,
    "NOT RECOMMENDED": Modality.SHOULD_NOT,
    "MAY": Modality.MAY,
    "MAY NOT": Modality.MAY,
    "OPTIONAL": Modality.MAY,
    "NOT REQUIRED": Modality.MAY,
}
_NEVER = re.compile(r"\b(?:MUST|SHALL)\s+(?:never|NEVER)\b")
_FORBIDS = re.compile(
    r"\A\W*(?:never|no|do not|don't|avoid)\b"
    r"|\b(?:never|must not|may not|cannot|forbidden|prohibited|not allowed)\b",
    re.IGNORECASE,
)
_PERMITS = re.compile(r"\b(?:may(?! not)|optional(?:ly)?|allowed to)\b", re.IGNORECASE)
_IMPERATIVE = re.compile(
    r"\A\W*(?:add|all|always|apply|avoid|create|declare|define|do not|document|don't|each|enforce"
    r"|ensure|every|follow|implement|include|keep|log|make|name|never|no|only|put|read|require"
    r"|return|run|store|test|treat|use|validate|write)\b"
    r"|\b(?:must|shall|always|never|required|mandatory|forbidden|prohibited|not allowed|cannot)\b",
    re.IGNORECASE,
)


def modality_of(article: Principle, clause: Clause) -> tuple[Modality, bool] | None:
    """The modality of a clause, and whether an upper-case word gave it; None where it has none.

    Without such a word only a non-negotiable article demands: each list item, and each sentence
    that commands. Rationales and examples demand nothing.
    """
    if clause.aside:
        return None
    if clause.keyword:
        return _of_keyword(clause), True
    if not article.non_negotiable or clause.text.endswith((":", "\uff1a", "?")):
        return None
    if not clause.item and not _IMPERATIVE.search(clause.text):
        return None
    if _FORBIDS.search(clause.text):
        return Modality.MUST_NOT, False
    return (Modality.MAY if _PERMITS.search(clause.text) else Modality.MUST), False


def _of_keyword(clause: Clause) -> Modality:
    modality = _WORDS[clause.keyword]
    if modality is Modality.MUST and _NEVER.search(clause.text):
        return Modality.MUST_NOT
    return modality
