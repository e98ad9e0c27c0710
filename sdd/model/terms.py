"""Whether two pieces of text speak of the same thing: by their telling words."""

import re

_WORD = re.compile(r"[^\W_]+(?:[+#]+)?")
# Words that a title can have whatever it is about.
_EMPTY = {
    "a", "adopt", "adopting", "adoption", "adr", "an", "and", "approach", "architecture", "are",
    "as", "at", "be", "by", "choice", "choose", "choosing", "chosen", "decide", "decision",
    "decisions", "default", "design", "for", "from", "how", "implement", "implementation", "in",
    "into", "is", "it", "its", "method", "model", "new", "of", "on", "option", "options", "or",
    "our", "over", "pattern", "patterns", "per", "plan", "policy", "practice", "practices",
    "question", "research", "scheme", "select", "selected", "selection", "should", "solution",
    "standard", "strategies", "strategy", "support", "system", "technology", "that", "the", "their",
    "this", "to", "tool", "tools", "up", "use", "used", "using", "versus", "via", "vs", "we",
    "what", "when", "where", "which", "who", "why", "with", "without",
}  # fmt: skip
_SHORTEST_STEM = 4
# The share of the telling words from which on two texts speak of the same thing.
ENOUGH = 0.5


def terms_of(text: str) -> tuple[str, ...]:
    """The telling words of a text, in lower case, each once, in order."""
    words = (word.casefold() for word in _WORD.findall(text[:2_000]))
    return tuple(dict.fromkeys(word for word in words if word not in _EMPTY and len(word) > 1))


def words_of(text: str) -> list[str]:
    """Every word of a text, in lower case, in order."""
    return [word.casefold() for word in _WORD.findall(text[:2_000])]


def likeness(title: str, text: str) -> float:
    """The share of the title's telling words that a text has: 0.0 to 1.0.

    "auth" is in "authentication", "caching" in "cache"; a title without a telling word is
    compared word by word.
    """
    wanted = terms_of(title) or tuple(_WORD.findall(title.casefold()))
    present = _WORD.findall(text.casefold())
    if not wanted:
        return 0.0
    return sum(any(_is_alike(word, other) for other in present) for word in wanted) / len(wanted)


def matches(title: str, text: str) -> bool:
    """Whether a text speaks of what the title names: at least half of its telling words."""
    return likeness(title, text) >= ENOUGH


def _is_alike(word: str, other: str) -> bool:
    if word == other:
        return True
    short, long = sorted((_stem(word), _stem(other)), key=len)
    return len(short) >= _SHORTEST_STEM and long.startswith(short)


def _stem(word: str) -> str:
    for ending in ("ations", "ation", "ings", "ing", "ies", "es", "ed", "s", "e", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word.removesuffix(ending)
    return word
