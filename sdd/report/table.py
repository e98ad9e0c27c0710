"""Rows as aligned columns of plain text."""

from collections.abc import Sequence

from rich.cells import cell_len

from sdd.report.plain import plain


def align(rows: Sequence[Sequence[str]]) -> list[str]:
    """One line per row, columns two spaces apart, nothing wrapped or cut.

    rows: of equal length; each cell is made harmless. The last column is not padded.
    """
    cells = [[plain(cell) for cell in row] for row in rows]
    widths = [max(map(cell_len, column)) for column in zip(*cells, strict=True)]
    return [_line(row, widths) for row in cells]


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    padded = (
        cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True)
    )
    return "  ".join(padded).rstrip()
