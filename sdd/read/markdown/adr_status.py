"""The words in which decisions say where they stand."""

import re

from sdd.model.decisions import DecisionStatus

_SYNONYMS: dict[DecisionStatus, tuple[str, ...]] = {
    DecisionStatus.PROPOSED: (
        "proposed", "proposal", "pending", "draft", "open", "wip", "rfc", "in progress",
        "in review", "under review", "in discussion", "under discussion", "on hold", "deferred",
        "propuesto",
        "propuesta", "proposé", "proposée", "proposto", "proposta", "vorgeschlagen", "提案", "提议",
        "提議", "草案",
    ),
    DecisionStatus.ACCEPTED: (
        "accepted", "approved", "adopted", "decided", "final", "active", "implemented", "done",
        "agreed", "resolved", "accepté", "acceptée", "aceptado", "aceptada", "aceito", "aceita",
        "aprovado", "akzeptiert", "angenommen", "принято", "承認", "採用", "采纳", "已接受",
        "已采纳", "接受",
    ),
    DecisionStatus.REJECTED: (
        "rejected", "declined", "denied", "withdrawn", "abandoned", "cancelled", "canceled",
        "rechazado", "rejeté", "rejetée", "rechazada", "rejeitado", "abgelehnt",
        "却下", "拒绝", "已拒绝",
    ),
    DecisionStatus.DEPRECATED: (
        "deprecated", "retired", "obsolete", "outdated", "no longer valid", "obsoleto",
        "obsolète", "veraltet",
        "非推奨", "废弃", "已废弃",
    ),
    DecisionStatus.SUPERSEDED: (
        "superseded", "superceded", "supersede", "replaced", "superseeded", "reemplazado",
        "remplacé", "remplacée",
        "sustituido", "substituído", "ersetzt", "置換", "取代", "已取代",
    ),
}  # fmt: skip
_WORDS = {word: status for status, words in _SYNONYMS.items() for word in words}
_LONGEST_FIRST = sorted(_WORDS, key=len, reverse=True)
_EDGE = re.compile(r"^[\W_]+")
# The template's line of choices: "Proposed | Accepted | ...", "{proposed | rejected}".
_CHOICES = re.compile(r"(?:\||/|,| or )\s{0,3}\W{0,3}(?:accept|reject|rejet)", re.IGNORECASE)


def read_status(value: str) -> DecisionStatus | None:
    """The status that a text begins with; None for an unknown word and for the template's choices.

    Marks in front (emphasis, brackets, emoji) and everything behind ("Accepted (by the board)")
    do not count.
    """
    if is_choice(value):
        return None
    text = _EDGE.sub("", value[:200]).casefold()
    for word in _LONGEST_FIRST:
        rest = text[len(word) :]
        if text.startswith(word) and not (rest[:1].isalpha() and word.isascii()):
            return _WORDS[word]
    return None


def is_choice(value: str) -> bool:
    """Whether a value still lists the words to choose from."""
    return bool(_CHOICES.search(value[:200]))
