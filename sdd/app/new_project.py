"""`sdd init`: what a project needs to begin with, added to what it has."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from msgspec import Struct

from sdd.app.templates import templates_of
from sdd.errors import OutputError, UsageError
from sdd.record.amending import CannotAmendError, add_hook, add_settings
from sdd.record.scaffolds import NewConstitution, write_document
from sdd.rules.registry import NAMES
from sdd.workspace.document_kinds import CONSTITUTION
from sdd.workspace.files import exists, read_file
from sdd.workspace.numbering import make_folder
from sdd.workspace.template_files import find_template
from sdd.workspace.wording import quote
from sdd.workspace.writing import create_exclusively, write_atomically

_TEMPLATES = ("spec.md.j2", "plan.md.j2", "tasks.md.j2")
_PYPROJECT, _HOOKS = "pyproject.toml", ".pre-commit-config.yaml"
_UNNAMED = "Project"


class Step(Struct, frozen=True):
    """One file of a new project.

    path: posix, relative to the root. old: its text so far, None where there is no file.
    new: its text afterwards, equal to `old` where it is left alone. reason: why it is left alone.
    """

    path: str
    old: str | None
    new: str
    reason: str = ""

    @property
    def action(self) -> str:
        """ "create", "extend" or "keep"."""
        if self.old is None:
            return "create"
        return "keep" if self.old == self.new else "extend"


def plan_project(folder: Path, today: date) -> tuple[Step, ...]:
    """What `sdd init` would do in a folder, which need not exist; nothing is written.

    Raises UsageError where the folder cannot be a project.
    """
    root = folder.resolve()
    if exists(root) and not root.is_dir():
        raise UsageError(f"{quote(str(folder))} is no folder", "name a folder for the project")
    return tuple(_steps(root, today))


def carry_out(folder: Path, steps: tuple[Step, ...]) -> None:
    """Do what was planned. A file that somebody made in the meantime is not overwritten.

    Raises OutputError where something cannot be written; each file is whole or untouched.
    """
    root = folder.resolve()
    try:
        root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"the folder {quote(str(folder))} cannot be made") from error
    for step in steps:
        _carry_out(root, step)


def _carry_out(root: Path, step: Step) -> None:
    path = root / step.path
    data = step.new.encode("utf-8", "surrogateescape")
    if step.action == "extend":
        write_atomically(path, data)
    elif step.action == "create":
        make_folder(root, step.path.rpartition("/")[0] or ".")
        try:
            create_exclusively(path, data)
        except FileExistsError:
            raise OutputError(
                f"{quote(step.path)} was made by somebody else just now", "run the command again"
            ) from None


def _steps(root: Path, today: date) -> Iterator[Step]:
    templates = templates_of(root)
    rules = tuple(word for word, code in NAMES.items() if word != code)
    law = NewConstitution(_project_name(root), today.isoformat(), rules)
    yield _created(root, CONSTITUTION, lambda: write_document(templates, law))
    for name in _TEMPLATES:
        yield _created(root, f".specify/templates/{name}", partial(_packaged, root, name))
    yield _extended(root, _PYPROJECT, add_settings)
    yield _extended(root, _HOOKS, add_hook)


def _created(root: Path, path: str, text: Callable[[], str]) -> Step:
    if not exists(root / path) and not (root / path).is_symlink():
        return Step(path, None, text())
    content = read_file(root, path)
    old = content.decode("utf-8", "surrogateescape") if isinstance(content, bytes) else ""
    return Step(path, old, old, "it exists")


def _extended(root: Path, path: str, extend: Callable[[str], str]) -> Step:
    if not exists(root / path) and not (root / path).is_symlink():
        return Step(path, None, extend(""))
    content = read_file(root, path)
    if not isinstance(content, bytes):
        return Step(path, "", "", f"it cannot be read: {content.reason}")
    try:
        old = content.decode("utf-8")
        new = extend(old)
    except (UnicodeDecodeError, CannotAmendError) as error:
        reason = str(error) if isinstance(error, CannotAmendError) else "it is not UTF-8"
        old = content.decode("utf-8", "surrogateescape")
        return Step(path, old, old, f"nothing can be added: {reason}")
    return Step(path, old, new, "" if new != old else "it has what it needs")


def _packaged(root: Path, name: str) -> str:
    found = find_template(root, name)
    return found[1] if found else ""


def _project_name(root: Path) -> str:
    """The name that pyproject.toml gives, else that of the folder, as a title."""
    named = _named(root)
    words = (named or root.name).replace("_", " ").replace("-", " ").split()
    return " ".join(word[:1].upper() + word[1:] for word in words if word.isprintable()) or _UNNAMED


def _named(root: Path) -> str:
    import tomllib

    content = read_file(root, _PYPROJECT)
    if not isinstance(content, bytes):
        return ""
    try:
        data: dict[str, Any] = tomllib.loads(content.decode("utf-8"))
    except (ValueError, RecursionError):
        return ""
    project = data.get("project")
    name = project.get("name") if isinstance(project, dict) else None
    return name if isinstance(name, str) else ""
