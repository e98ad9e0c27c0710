"""Where decisions are kept: the folders and names that the tools of this field use."""

import re
from pathlib import Path

from sdd.workspace.files import is_folder, list_names, read_file
from sdd.workspace.numbering import number_of

USUAL_FOLDER = "history/adr"
# The order in which a project's own folder is looked for.
_FOLDERS = (
    USUAL_FOLDER, "docs/adr", "doc/adr", "docs/adrs", "doc/adrs", "docs/decisions",
    "doc/decisions", "docs/architecture/decisions", "doc/architecture/decisions",
    "docs/architecture/adr", "docs/architecture/adrs", "docs/architecture-decisions",
    "docs/dev/adr", "docs/development/adr", "docs/ADR", "adr", "adrs", "ADR",
)  # fmt: skip
_ADR_TOOLS = ".adr-dir"
_PATH = re.compile(
    r"(?:(?!\.)[^/]+/)*(?:adrs?|(?:docs?|architecture)/(?:(?:architecture|architectural)[-_])?decisions)/"
    r"(?P<name>[^/]+)\.(?:md|markdown)"
)
# Indexes, templates and notes about the folder itself.
_NO_DECISION = re.compile(
    r"(?:readme|index|toc|about|contributing|guidelines?|glossary|overview|summary"
    r"|(?:adr|decision|decisions)?[-_ ]?(?:log|index|list|template|process|guide)|_.*|\..*"
    r"|.*[-_. ]template(?:[-_. ].*)?|template(?:[-_. ].*)?|0000[-_ ].*template.*"
    r"|x{2,}[-_].*|\d{4}-mod[eè]le.*)"
)


def is_decision(path: str) -> bool:
    """Whether a path is that of a decision. path: posix, relative to the root, in any case."""
    match = _PATH.fullmatch(path.lower())
    return match is not None and not _NO_DECISION.fullmatch(match["name"])


def find_decision_folder(root: Path) -> str:
    """The folder of a project's decisions, posix, relative to the root; it need not exist.

    What `.adr-dir` of adr-tools names, else the first usual folder that holds a decision, else
    the first that exists, else `history/adr`. root: absolute and resolved.
    """
    named = named_folder(root)
    if named:
        return named
    existing = [folder for folder in _FOLDERS if is_folder(root / folder)]
    holding = [folder for folder in existing if list_decisions(root, folder)]
    return next(iter((*holding, *existing)), USUAL_FOLDER)


def list_decisions(root: Path, folder: str) -> tuple[str, ...]:
    """The decisions directly in a folder, posix, relative to the root, sorted."""
    names = list_names(root / folder)
    paths = (f"{folder}/{name}" if folder else name for name in names)
    return tuple(path for path in paths if counts_as_decision(path))


def counts_as_decision(path: str) -> bool:
    """Whether a path that lies directly in a folder of decisions is one of them.

    path: posix, relative to the root. In a folder with a name of its own every Markdown file with
    a number is one.
    """
    return is_decision(path) or _is_numbered(path)


def _is_numbered(path: str) -> bool:
    name = path.rpartition("/")[2].lower()
    stem, dot, extension = name.rpartition(".")
    return bool(
        dot
        and extension in ("md", "markdown")
        and number_of(name) is not None
        and not _NO_DECISION.fullmatch(stem)
    )


def named_folder(root: Path) -> str:
    """The folder that `.adr-dir` of adr-tools names, posix, relative to the root; "" for none.

    root: absolute and resolved.
    """
    content = read_file(root, _ADR_TOOLS, limit=4096)
    if not isinstance(content, bytes):
        return ""
    words = content.decode("utf-8", "replace").split("\n", 1)[0].strip().strip("/")
    parts = [part for part in words.replace("\\", "/").split("/") if part not in ("", ".")]
    return "" if ".." in parts or ":" in words or "\0" in words else "/".join(parts)
