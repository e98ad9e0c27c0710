"""Decisions as a table, as JSON, as lines."""

from collections.abc import Mapping, Sequence

from sdd.report.json_text import to_json
from sdd.report.plain import plain
from sdd.report.table import align


def render_list(rows: Sequence[Mapping[str, object]], format: str) -> str:
    """Rows of decisions as text. format: "table" or "json"; a row has the keys of the JSON."""
    if format == "json":
        return to_json(list(rows))
    if not rows:
        return ""
    return "\n".join(align([_cells(row) for row in rows])) + "\n"


def render_hits(hits: Sequence[tuple[Mapping[str, object], Sequence[tuple[int, str]]]]) -> str:
    """Decisions that were found, each with the lines that hold the words."""
    lines: list[str] = []
    for row, found in hits:
        lines.append(plain(f"{row['path']}: {row['title']} ({row['status'] or 'no status'})"))
        lines += [f"  {number}: {plain(text)}" for number, text in found]
    return "".join(f"{line}\n" for line in lines)


def render_text(text: str) -> str:
    """A document as it is, but for characters that steer a terminal."""
    return "\n".join(plain(line.replace("\t", "    ")) for line in text.splitlines()) + "\n"


def _cells(row: Mapping[str, object]) -> tuple[str, ...]:
    number = row["number"]
    successors = row["superseded_by"]
    status = str(row["status"] or "no status")
    if isinstance(successors, Sequence) and successors and not isinstance(successors, str):
        status += f" by {', '.join(map(str, successors))}"
    shown = f"{number:04}" if isinstance(number, int) else "-"
    return (shown, str(row["date"] or "-"), status, str(row["title"] or row["path"]))
