"""One source line with a mark below the span that a finding is about."""

from itertools import accumulate

from rich.cells import cell_len

from sdd.report.plain import plain

_TAB = 4
_MARK = "…"


def excerpt(line: str, column: int, end_column: int, width: int) -> tuple[str, str, str]:
    """The line, the blanks and the carets below it, each line in about `width` cells.

    column, end_column: 1-based in code points, the end exclusive; a span that is empty or
    beyond the line gets one caret. A line that is too long is cut on either side of the span,
    and an ellipsis stands for what is missing.
    """
    code = line.rstrip("\r\n")
    first = min(max(column - 1, 0), len(code))
    last = min(max(end_column - 1, first + 1), len(code))
    base, limit = max(0, first - width - 1), first + width + 1
    shown = _expand(code[base:limit])
    start, stop = _window([cell_len(part) for part in shown], first - base, last - base, width)
    head = _MARK if base + start else ""
    tail = _MARK if base + stop < len(code) else ""
    before = head + "".join(shown[start : first - base])
    span = "".join(shown[first - base : min(last - base, stop)])
    after = "".join(shown[min(last - base, stop) : stop])
    shown_code = (before + span + after + tail).rstrip()
    return shown_code, " " * cell_len(before), "^" * max(1, cell_len(span))


def _expand(code: str) -> list[str]:
    """What is shown for each code point: tabs as spaces, harmful characters as escapes."""
    shown: list[str] = []
    at = 0
    for char in code:
        shown.append(" " * (_TAB - at % _TAB) if char == "\t" else plain(char))
        at += cell_len(shown[-1])
    return shown


def _window(widths: list[int], first: int, last: int, width: int) -> tuple[int, int]:
    """Which parts are shown: all where they fit, else some before the span and what follows."""
    ends = [0, *accumulate(widths)]
    if ends[-1] <= width:
        return 0, len(widths)
    room = max(width - 2 * cell_len(_MARK), 1)
    span = ends[min(last, len(widths))] - ends[first]
    start = 0
    if ends[first] + span > room:
        start = _first_beyond(ends, ends[first] - max(0, min(room // 3, room - span)), first)
    stop = start
    while stop < len(widths) and ends[stop + 1] - ends[start] <= room:
        stop += 1
    return start, max(stop, first)


def _first_beyond(ends: list[int], cells: int, first: int) -> int:
    return next(index for index in range(first + 1) if ends[index] >= cells)
