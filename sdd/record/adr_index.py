"""The index of the decisions: a table between markers in a file that people may write around."""

from collections.abc import Sequence

from msgspec import Struct

from sdd.errors import UsageError
from sdd.record.templates import Templates

INDEX = "README.md"
START = "<!-- sdd:adr-index:start -->"
END = "<!-- sdd:adr-index:end -->"
_TITLE = "# Decisions\n\n"
_UNSAFE = {"|": "\\|", "[": "\\[", "]": "\\]", "<": "&lt;", "\n": " "}


class IndexRow(Struct, frozen=True):
    """A line of the index. address: relative to the index. successors: numbers or paths."""

    number: str
    title: str
    address: str
    status: str
    date: str
    successors: tuple[str, ...] = ()

    @property
    def link(self) -> str:
        """The title as a link, safe in a table."""
        title = "".join(_UNSAFE.get(character, character) for character in self.title)
        return f"[{title}]({self.address.replace(' ', '%20').replace(')', '%29')})"


def render_index(templates: Templates, rows: Sequence[IndexRow]) -> str:
    """The table of the decisions."""
    return templates.render("adr-index.md.j2", decisions=rows)


def with_index(text: str, index: str) -> str:
    """A file with the index between its markers; they are added at the end where they are missing.

    Raises UsageError where only one of the markers is there, or they stand the wrong way round.
    """
    block = f"{START}\n{index}{END}"
    if not text:
        return f"{_TITLE}{block}\n"
    start, end = text.find(START), text.find(END)
    if start < 0 and end < 0:
        return f"{text.rstrip()}\n\n{block}\n"
    if not 0 <= start < end or text.count(START) > 1 or text.count(END) > 1:
        raise UsageError(
            f"the markers of the index in {INDEX} are not a pair",
            f"put {START} before {END}, or remove both",
        )
    newline = "\r\n" if "\r\n" in text else "\n"
    return text[:start] + block.replace("\n", newline) + text[end + len(END) :]
