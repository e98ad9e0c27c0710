"""The paths for which a clause makes an exception, or a MAY permits something."""

import re
from collections.abc import Iterator, Sequence

from sdd.link.wording import Standing, Word, read_words
from sdd.model.documents import Clause
from sdd.model.policy import Modality

_KINDS: dict[str, tuple[str, ...]] = {
    "test": ("test_*.py", "*_test.py", "conftest.py", "test/", "tests/"),
    "script": ("scripts/",),
    "migration": ("migrations/", "alembic/versions/"),
    "example": ("example/", "examples/"),
    "benchmark": ("benchmarks/",),
}
_WORDS = {
    word: patterns
    for kind, patterns in _KINDS.items()
    for word in (kind, f"{kind}s", "fixtures" if kind == "test" else kind)
}
_INSIDE = frozenset({"in", "within", "inside", "under", "below", "for", "of"})
_FOLDER = re.compile(r"(?!/)[\w.-]+(?:/[\w.*-]+){0,20}/(?:\*{0,2})")
_FILE = re.compile(r"(?!/)(?:[\w.*-]+/){0,20}[\w*-]+\.pyi?")
_SUBJECT, _NEAR = 4, 3


def read_scope(clause: Clause, modality: Modality) -> tuple[str, ...]:
    """Patterns of paths in the language of `.gitignore`; empty where the clause names none.

    Folders and files in inline code count, and kinds of files that have a usual place: tests,
    scripts, migrations, examples, benchmarks.
    """
    words = read_words(clause.text)
    if modality is Modality.MAY:
        found = (*_kinds(words), *_paths(clause.words))
    else:
        excepted = [word for word in words if word.standing is Standing.EXCEPTED]
        if not excepted:
            return ()
        behind = clause.text[excepted[0].start :]
        found = (
            *(pattern for word in excepted for pattern in _WORDS.get(word.text, ())),
            *_paths(word for word in clause.words if word in behind),
        )
    return tuple(dict.fromkeys(found))


def _kinds(words: Sequence[Word]) -> Iterator[str]:
    """The kinds of files that are the subject, or stand behind "in"."""
    for index, word in enumerate(words):
        before = {each.text for each in words[max(0, index - _NEAR) : index]}
        if word.text in _WORDS and (index < _SUBJECT or _INSIDE & before):
            yield from _WORDS[word.text]


def _paths(words: Sequence[str] | Iterator[str]) -> Iterator[str]:
    """The folders and files among words in inline code, as patterns from the root."""
    for word in words:
        if _FOLDER.fullmatch(word):
            yield f"/{word.rstrip('*')}"
        elif _FILE.fullmatch(word):
            yield f"/{word}" if "/" in word else word
