"""Where templates come from: the project's own first, else those of the package."""

import re
from pathlib import Path

import sdd
from sdd.errors import UsageError
from sdd.workspace.files import exists, read_file
from sdd.workspace.wording import quote

# The order of spec-kit; presets and extensions are resolved by its own tool.
OVERRIDES = (".specify/templates/overrides", ".specify/templates")
_NAME = re.compile(r"[A-Za-z0-9][\w.-]*")


def find_template(root: Path, name: str) -> tuple[str, str] | None:
    """A template of the project or of the package: its path as a reader knows it, and its text.

    root: of the project, absolute and resolved. name: a file name such as "adr.md.j2".
    None where neither has it, and for a name that is a path. Raises UsageError where the
    project's own cannot be read.
    """
    if not _NAME.fullmatch(name):
        return None
    for folder in OVERRIDES:
        path = f"{folder}/{name}"
        if exists(root / path):
            return path, _read(root, path)
    if exists(_packaged() / name):
        return f"templates/{name}", _read(_packaged(), name)
    return None


def _packaged() -> Path:
    """The folder of the templates: inside an installed package, beside it in a checkout."""
    package = Path(sdd.__file__).resolve().parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


def _read(folder: Path, path: str) -> str:
    content = read_file(folder, path, limit=1_000_000)
    if not isinstance(content, bytes):
        raise UsageError(f"the template {quote(path)} cannot be used: {content.reason}")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(f"the template {quote(path)} cannot be used: it is not UTF-8") from None
