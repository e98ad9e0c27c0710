"""What kind of file a path is, by its name alone."""

import re
from typing import Literal, TypeAlias

FileKind: TypeAlias = Literal[
    "dotenv", "yaml", "toml", "ini", "json", "notebook", "dockerfile", "shell", "markdown"
]

_BY_SUFFIX: dict[str, FileKind] = {
    "yaml": "yaml",
    "yml": "yaml",
    "toml": "toml",
    "ini": "ini",
    "cfg": "ini",
    "conf": "ini",
    "properties": "ini",
    "json": "json",
    "jsonc": "json",
    "json5": "json",
    "ipynb": "notebook",
    "dockerfile": "dockerfile",
    "containerfile": "dockerfile",
    "sh": "shell",
    "bash": "shell",
    "zsh": "shell",
    "ksh": "shell",
    "envrc": "shell",
    "md": "markdown",
    "mdx": "markdown",
    "markdown": "markdown",
}
_BY_NAME: dict[str, FileKind] = {".pypirc": "ini", ".npmrc": "ini"}
_DOCKERFILE = re.compile(r"(?:docker|container)file(?:[.-].*)?")
_DOTENV = re.compile(r"\A(?:\.env(?:[._-].*)?|.*\.env)")
_CODE = re.compile(r"\A.*\.(?:pyi?|[cm]?[jt]sx?|rb|go|php|rs|java|kt)")
_TEMPLATE_WORDS = frozenset(
    ("example", "examples", "sample", "template", "tmpl", "dist", "defaults", "default", "schema")
)
# Written by tools: hashes and addresses of packages, or code pressed into one line.
_LOCK_FILES = frozenset(
    (
        "package-lock.json", "npm-shrinkwrap.json", "pnpm-lock.yaml", "conda-lock.yml",
        "conda-lock.yaml", "packages.lock.json", "project.assets.json", ".sdd-baseline.json",
    )
)  # fmt: skip
_MINIFIED = re.compile(r"\A.*(?:[.-](?:min|bundle|lock)\.[a-z]{1,5}|\.(?:lock|sum|map|svg))")


def file_kind(path: str) -> FileKind | None:
    """The kind of a file that is neither Python nor binary; None for one that is not looked at.

    path: posix, in any case. Lock files and minified files are left out.
    """
    name = path.lower().rpartition("/")[2]
    if is_generated(name):
        return None
    if name in _BY_NAME:
        return _BY_NAME[name]
    if _DOCKERFILE.fullmatch(name):
        return "dockerfile"
    suffix = name.rpartition(".")[2] if "." in name else ""
    if suffix in _BY_SUFFIX:
        return _BY_SUFFIX[suffix]
    return "dotenv" if _is_dotenv(name) else None


def is_generated(path: str) -> bool:
    """Whether a file's name says that a tool wrote it: a lock file, a minified file."""
    name = path.lower().rpartition("/")[2]
    return name in _LOCK_FILES or bool(_MINIFIED.fullmatch(name))


def is_machines_own(path: str) -> bool:
    """Whether a dotenv file is for the secrets of one machine: `.env`, `.env.local`.

    Others, such as `.env.development`, are kept in git by many tools' own advice.
    """
    name = path.lower().rpartition("/")[2]
    return name == ".env" or (name.startswith(".env.") and name.endswith(".local"))


def _is_dotenv(name: str) -> bool:
    if _CODE.fullmatch(name):
        return False
    return bool(_DOTENV.fullmatch(name)) or (name.startswith("env") and is_env_template(name))


def is_env_template(path: str) -> bool:
    """Whether a dotenv file shows which variables there are: `.env.example`, `env.sample`."""
    name = path.lower().rpartition("/")[2]
    return not _TEMPLATE_WORDS.isdisjoint(re.split(r"[^a-z]+", name))
