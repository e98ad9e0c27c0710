"""Files before and after, as a unified diff."""

import difflib
from collections.abc import Iterable


def render_diff(files: Iterable[tuple[str, str | None, str]]) -> str:
    """A unified diff of some files: path, text before (None for a new file), text after."""
    return "".join(part for file in files for part in _diff(*file))


def _diff(path: str, old: str | None, new: str) -> Iterable[str]:
    if old == new:
        return
    before = "/dev/null" if old is None else f"a/{path}"
    lines = difflib.unified_diff(
        _lines(old or ""), _lines(new), fromfile=before, tofile=f"b/{path}"
    )
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").splitlines(keepends=True)
