"""Lines for a terminal: colour that can be left away, wrapping that breaks no word."""

from collections.abc import Iterator

from msgspec import Struct
from rich.cells import cell_len
from rich.color import ColorSystem
from rich.style import Style

NARROWEST = 24

_LABEL = 12


class Terminal(Struct, frozen=True):
    """What is written to. width: in cells; below 24 nothing is readable, so that 24 holds.

    Every text that is given to it has to be harmless already (`sdd.report.plain`).
    """

    color: bool
    width: int

    def paint(self, text: str, style: str) -> str:
        """The text in a rich style such as "bold red"; as it is where there is no colour."""
        if not self.color or not text:
            return text
        return Style.parse(style).render(text, color_system=ColorSystem.STANDARD)

    def wrap(self, text: str, indent: int) -> list[str]:
        """Lines that fit after `indent` cells, broken at spaces only; they are not indented.

        A word that is longer than the room keeps a line of its own.
        """
        room, lines = max(self.width - indent, NARROWEST), [""]
        for word in text.split(" "):
            longer = f"{lines[-1]} {word}" if lines[-1] else word
            if lines[-1] and cell_len(longer) > room:
                lines.append(word)
            else:
                lines[-1] = longer
        return lines

    def indented(self, text: str, indent: int) -> Iterator[str]:
        """The text wrapped, each line after `indent` blanks."""
        return (" " * indent + line for line in self.wrap(text, indent))

    def labelled(self, label: str, text: str, *, place: str = "") -> Iterator[str]:
        """A label with a wrapped text beside it; a place stands above the text, in one piece."""
        lines = [place] if place else []
        lines += self.wrap(text, 2 + _LABEL) if text else []
        margin = self.paint(label, "bold") + " " * (_LABEL - len(label))
        for line in lines:
            yield f"  {margin}{line}"
            margin = " " * _LABEL
