"""The files that a task names."""

import re
from collections.abc import Iterator

from sdd.model.documents import Mention
from sdd.read.markdown.inline import Text

_WORD = re.compile(r"[^\s,;`'\"“”\u2018\u2019|<>]+")
_SHAPE = re.compile(r"[\w.@~{}()\[\]$*+/-]+\Z")
_FOLDERS = re.compile(r"[\w.@-]+(?:/[\w.@-]+)+")
_EXTENSION = re.compile(r"\.([A-Za-z][A-Za-z0-9]{0,9})\Z")
_BARE_EXTENSIONS = (
    "py", "pyi", "md", "toml", "yaml", "yml", "json", "ini", "cfg", "txt", "sql", "sh", "html",
    "css", "scss", "vue", "svelte", "go", "rs", "java", "kt", "rb", "php", "cs", "swift", "dart",
    "sol", "graphql", "proto", "conf", "ts", "tsx", "jsx", "js", "mjs", "env", "lock", "tf",
    "csv", "xml", "prisma", "mako",
)  # fmt: skip
_NAMED = frozenset(
    {"Makefile", "makefile", "Dockerfile", "Containerfile", "Procfile", "Justfile", "justfile"}
    | {"Jenkinsfile", "Pipfile", "Gemfile", "CODEOWNERS", "LICENSE", ".gitignore", ".dockerignore"}
    | {".env", ".env.example", ".env.sample", ".env.local", ".env.test", ".editorconfig"}
)
_LINE_SUFFIX = re.compile(r"(?:::.*|:\d[\d:,-]*)\Z")
_PLACING = re.compile(r"\b(?:in|at|to|into|inside)\s+\Z", re.IGNORECASE)
_LONGEST_PATH = 300
_OPENING, _CLOSING = "([{*_", ")]}*_.:!?"
_PRODUCTS = re.compile(r"[A-Z][A-Za-z]*\.(?:js|ts|io|ai|py)\Z")


def read_paths(text: Text, start: int) -> tuple[Mention, ...]:
    """The file paths from an offset on, each once, in order, with places.

    A path has a slash and a file extension or a final slash, or is a file name whose extension
    is well known; in inline code two slashes are enough. Addresses, routes and pairs of words
    ("create/update") are none.
    """
    found: dict[str, Mention] = {}
    for first, last in _candidates(text.shown, start):
        path = text.shown[first:last]
        if _is_path(path) or (_is_deep(path) and _is_code(text, first)):
            found.setdefault(path, text.mention(first, last))
    return tuple(found.values())


def find_target(paths: tuple[Mention, ...], description: str) -> str:
    """The one file that a description says to change; empty where it names several or none.

    Of several files it is the one behind "in", "at" or "to", if there is exactly one.
    """
    files = [path.text for path in paths if not path.text.endswith("/")]
    if len(files) == 1:
        return files[0]
    behind = [
        path for path in files if _PLACING.search(description[: max(0, description.find(path))])
    ]
    return behind[0] if len(behind) == 1 else ""


def _candidates(shown: str, start: int) -> Iterator[tuple[int, int]]:
    for match in _WORD.finditer(shown, start):
        # Of a link its text is the path; where it leads is the same or an address.
        word = match[0].partition("](")[0]
        if len(word) > _LONGEST_PATH:
            continue
        core = word.lstrip(_OPENING)
        first = match.start() + len(word) - len(core)
        core = _LINE_SUFFIX.sub("", _without_tail(core))
        yield first, first + len(core)


def _without_tail(word: str) -> str:
    """A word without closing marks; a bracket that the word itself opened stays."""
    while word and word[-1] in _CLOSING:
        pair = {")": "(", "]": "[", "}": "{"}.get(word[-1])
        if pair and word.count(pair) >= word.count(word[-1]):
            break
        word = word[:-1]
    return word


def _is_deep(word: str) -> bool:
    return word.count("/") > 1 and bool(_FOLDERS.fullmatch(word))


def _is_code(text: Text, offset: int) -> bool:
    return any(first <= offset < last for first, last in text.codes)


def _is_path(word: str) -> bool:
    if "://" in word or not _SHAPE.match(word):
        return False
    extension = _EXTENSION.search(word)
    if word in _NAMED:
        return True
    if "/" not in word:
        known = extension is not None and extension[1].lower() in _BARE_EXTENSIONS
        named = len(word) > len(extension[0]) if extension else False
        return known and named and not _PRODUCTS.match(word)
    if word.startswith("/") or "//" in word:
        return word.startswith("/") and extension is not None and "//" not in word
    return extension is not None or (word.endswith("/") and word.strip("/.") != "")
