"""What is too much for a document: checked over the lines, in linear time, before parsing.

The parser's cost grows with lines times quote depth, with table cells and with list markers
on one line; people write none of these by the thousand.
"""

import re

DEEPEST_NESTING = 60
_MOST_CHARACTERS = 4_000_000
_MOST_LINES = 100_000
_MOST_PIPES = 200_000
_MOST_MARKERS = 100_000
_MOST_MARKERS_ON_A_LINE = 16
_QUOTES_TIMES_LINES = 200_000
_MARKERS = re.compile(r"[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))")
_RULE = re.compile(r"[ \t>]*(?:[-_*][ \t]*)+\Z")


class DocumentTooWild(ValueError):
    """A text that cannot be read within reasonable time and stack.

    reason: one sentence for the reader. line: 1-based, where the limit is passed.
    """

    def __init__(self, reason: str, line: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


def measure(lines: list[str]) -> None:
    """Refuse lines (without line ends) that are too many, too long or too deep.

    Raises DocumentTooWild.
    """
    if len(lines) > _MOST_LINES:
        raise DocumentTooWild(f"more than {_MOST_LINES} lines", _MOST_LINES)
    characters = pipes = quotes = markers = 0
    for number, line in enumerate(lines, 1):
        characters += len(line) + 1
        pipes += line.count("|")
        found = _markers(line, number)
        markers += len(found)
        quotes = max(quotes, found.count(">"))
        if characters > _MOST_CHARACTERS:
            raise DocumentTooWild(f"more than {_MOST_CHARACTERS} characters", number)
        if pipes > _MOST_PIPES:
            raise DocumentTooWild(f"more than {_MOST_PIPES} table cells", number)
        if markers > _MOST_MARKERS:
            raise DocumentTooWild(f"more than {_MOST_MARKERS} list items or quotes", number)
        if quotes * number > _QUOTES_TIMES_LINES:
            raise DocumentTooWild("quotes are nested too deep for so many lines", number)


def _markers(line: str, number: int) -> str:
    """The last character of each list or quote marker that a line begins with."""
    found, position = "", 0
    while match := _MARKERS.match(line, position):
        position = match.end()
        found += line[position - 1]
        if len(found) > _MOST_MARKERS_ON_A_LINE:
            if _RULE.match(line):
                return ""
            raise DocumentTooWild(
                f"more than {_MOST_MARKERS_ON_A_LINE} nested lists or quotes", number
            )
    return found
