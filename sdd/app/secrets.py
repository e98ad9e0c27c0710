"""`sdd secrets explain`: why the literals of one line are reported or let through."""

from pathlib import Path

from sdd.errors import UsageError
from sdd.model.facts import UnreadableFile
from sdd.model.secret_story import Judged, LineStory, LiteralStory
from sdd.read.python.literal_steps import explain_line
from sdd.redact.assignments import find_assigned
from sdd.redact.judge import trace
from sdd.redact.names import secret_strength
from sdd.redact.placing import path_class
from sdd.redact.shapes import find_shapes
from sdd.workspace.discovery import is_python
from sdd.workspace.files import read_file
from sdd.workspace.roots import find_roots

_EXAMPLE = "sdd secrets explain app/settings.py:12"


def explain_secrets(target: str, root: Path | None, cwd: Path) -> LineStory:
    """The story of one line. target: FILE:LINE, the line 1-based.

    Raises UsageError for a target that is no line of a readable file of the project.
    """
    name, line = _parsed(target)
    file = cwd / name
    if not file.is_file():
        raise UsageError(f"there is no file {name}", example=_EXAMPLE)
    absolute = file.parent.resolve() / file.name
    project = _root_of(absolute, root, cwd)
    path = absolute.relative_to(project).as_posix()
    data = read_file(project, path)
    if isinstance(data, UnreadableFile):
        raise UsageError(f"{name} cannot be read: {data.reason}")
    lines = data.count(b"\n") + (not data.endswith(b"\n"))
    if line > max(lines, 1):
        raise UsageError(f"{name} has {lines} lines", example=_EXAMPLE)
    found = explain_line(data, line) if is_python(path) else None
    if not found:
        found = _in_text(data, line)
    code = "SEC101" if is_python(path) else "SEC102"
    return LineStory(path, line, path_class(path), code, found)


def _root_of(file: Path, root: Path | None, cwd: Path) -> Path:
    """The root that holds a file: of the current folder, else of the file's own."""
    for named in ((), (file,)):
        found = find_roots(named, cwd, root)[0].path
        if file.is_relative_to(found):
            return found
    raise UsageError(f"{file} is outside the project root {found}")


def _parsed(target: str) -> tuple[str, int]:
    name, _, number = target.rpartition(":")
    if not name or not number.isdecimal() or not 0 < int(number) < 10**9:
        raise UsageError(f"{target} is not FILE:LINE", "Lines count from 1.", _EXAMPLE)
    return name, int(number)


def _in_text(data: bytes, number: int) -> tuple[LiteralStory, ...]:
    """What a line of any file binds to a credential's name, and its exact shapes."""
    line = data.decode("utf-8", "replace").split("\n")[number - 1]
    stories = [
        _story(line[each.start : each.end], each.name, each.start + 1)
        for each in find_assigned(line, secret_strength)
    ]
    if not stories:
        stories = [
            _story(line[hit.start : hit.end], "", hit.start + 1) for hit in find_shapes(line)
        ]
    return tuple(stories)


def _story(value: str, name: str, column: int) -> LiteralStory:
    steps = trace(value, name, "text")
    verdict = steps[-1].verdict
    judged = tuple(Judged(step.name, step.decision) for step in steps)
    return LiteralStory(column, judged, verdict.group if verdict else "")
