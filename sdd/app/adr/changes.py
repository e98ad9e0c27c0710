"""What the change since the merge base says about decisions."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from sdd.errors import SddError
from sdd.link.decision_kinds import BY_PACKAGE
from sdd.model.finding import Place
from sdd.model.significance import Evidence
from sdd.read.other.manifests import is_manifest, read_manifest
from sdd.read.python.tokens import find_tokens
from sdd.redact.placing import path_class
from sdd.workspace.files import read_file
from sdd.workspace.repository import Repository, open_repository

_SECURITY = re.compile(
    r"\b(OAuth2PasswordBearer|OAuth2AuthorizationCodeBearer|HTTPBearer|HTTPBasic|HTTPDigest"
    r"|APIKeyHeader|APIKeyCookie|APIKeyQuery|OpenIdConnect)\b"
)
_CONTRACT = re.compile(r"(?:.*/)?(?:contracts/.+|openapi)\.(?:ya?ml|json)")
_OPERATION = re.compile(r"^\s{0,4}\"?(?P<path>/[^\s\"']{0,200})\"?\s*:\s*(?:\{|$)", re.MULTILINE)
_PLATFORM = re.compile(
    r"(?:.*/)?(?:Dockerfile|docker-compose\.ya?ml|compose\.ya?ml|Chart\.yaml|serverless\.ya?ml"
    r"|[\w-]+\.tf)"
)
_IN_LINE = re.compile(r"[^\n]")
_MOST_FILES = 500

Before = Callable[[str], str]


def merge_base_of(repository: Repository, base: str) -> str:
    """The commit at which the current branch and a base parted; "" where there is none.

    base: a revision, or "" for the default branch. Raises UsageError for an unknown revision.
    """
    start = base or repository.default_branch()
    return repository.merge_base(start) if start and repository.head() else ""


def evidence_since(
    root: Path,
    repository: Repository,
    base: str,
    among: Collection[str] | None = None,
    overlay: Mapping[str, bytes] = MappingProxyType({}),
) -> tuple[Evidence, ...]:
    """What in the work tree stands for a decision and was not there at a commit.

    New dependencies of a known kind, new security schemes, new ways of deployment, operations
    that a contract no longer has. root: absolute and resolved. among: the files that count, posix,
    relative to the root; None for all. overlay: contents that stand in for files on disk, by path.
    Raises GitError.
    """
    changed = [
        each
        for each in repository.changes_since(base)
        if _may_tell(each.path) and (among is None or each.path in among)
    ][:_MOST_FILES]
    if not changed:
        return ()
    old = {file.path: file for file in repository.files_at(base)}

    def before(path: str) -> str:
        return _decoded(repository.read(old[path])) if path in old else ""

    known = {path for path in old if _PLATFORM.fullmatch(path)}
    found: list[Evidence] = []
    for change in changed:
        content = overlay.get(change.path)
        now = _now(root, change.path) if content is None else _decoded(content)
        found += _of_file(change.path, now, before, new_platform=not known)
    return tuple(dict.fromkeys(found))


def evidence_of_change(
    root: Path, among: Collection[str], overlay: Mapping[str, bytes]
) -> tuple[Evidence, ...]:
    """The same since the merge base with the default branch; none where git does not tell."""
    repository = open_repository(root)
    if repository is None:
        return ()
    try:
        base = merge_base_of(repository, "")
        return evidence_since(root, repository, base, among, overlay) if base else ()
    except SddError:
        return ()


def _may_tell(path: str) -> bool:
    """Whether a file can stand for a decision: what tests and examples need is none."""
    if _CONTRACT.fullmatch(path):
        return True
    is_known = path.endswith(".py") or is_manifest(path) or bool(_PLATFORM.fullmatch(path))
    return is_known and path_class(path) == "app"


def _of_file(path: str, now: str, before: Before, *, new_platform: bool) -> Iterator[Evidence]:
    if is_manifest(path):
        yield from _dependencies(path, now, before(path))
    elif path.endswith(".py"):
        yield from _schemes(path, now, before(path))
    elif _CONTRACT.fullmatch(path):
        yield from _removed_operations(path, now, before(path))
    elif _PLATFORM.fullmatch(path) and now and new_platform:
        name = path.rpartition("/")[2]
        yield Evidence("platform", f"{name} is new", name, Place(path))


def _dependencies(path: str, now: str, before: str) -> Iterator[Evidence]:
    for name in sorted(read_manifest(path, now).packages - read_manifest(path, before).packages):
        if kind := BY_PACKAGE.get(name):
            line = _line_of(now, name)
            place = Place(path, line, 1, line, 1)
            yield Evidence(kind.name, f"{name} is a new dependency", name, place)


def _line_of(text: str, word: str) -> int:
    return text.count("\n", 0, max(text.find(word), 0)) + 1


def _schemes(path: str, now: str, before: str) -> Iterator[Evidence]:
    if not _SECURITY.search(now):
        return
    old = set(_SECURITY.findall(_without_texts(before)))
    for match in _SECURITY.finditer(_without_texts(now)):
        if match[1] not in old:
            old.add(match[1])
            line = now.count("\n", 0, match.start()) + 1
            what = f"{match[1]} is a new security scheme"
            yield Evidence("authentication", what, match[1], Place(path, line, 1, line, 1))


def _without_texts(source: str) -> str:
    """Python source of the same length with its strings and comments blanked, line by line."""
    parts, end = [], 0
    for kind, start, stop in find_tokens(source):
        if kind in ("string", "comment"):
            parts += [source[end:start], _IN_LINE.sub(" ", source[start:stop])]
            end = stop
    return "".join([*parts, source[end:]])


def _removed_operations(path: str, now: str, before: str) -> Iterator[Evidence]:
    left = set(_OPERATION.findall(now))
    gone = [each for each in _OPERATION.findall(before) if each not in left]
    if gone:
        count = "1 path" if len(gone) == 1 else f"{len(gone)} paths"
        what = f"{path} no longer has {count} ({gone[0]})"
        yield Evidence("interface style", what, f"{gone[0]} removed", Place(path))


def _now(root: Path, path: str) -> str:
    content = read_file(root, path, limit=1_000_000)
    return _decoded(content) if isinstance(content, bytes) else ""


def _decoded(content: bytes) -> str:
    return content.decode("utf-8", "replace")
