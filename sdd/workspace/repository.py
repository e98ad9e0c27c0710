"""The one place that asks git: what is tracked, what was staged, what changed, who wrote what.

Paths go in and come out posix and relative to the project root, which may lie below the top of
the repository; what lies outside the root is not seen. Nothing here writes, runs a program that
the repository names, or reaches a network.
"""

import os
import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

from msgspec.structs import replace

from sdd.errors import UsageError
from sdd.model.revisions import Branch, Change, Commit, TrackedFile
from sdd.workspace.git_command import GitCommand
from sdd.workspace.ignore import find_git_root, git_folder
from sdd.workspace.patches import LOG_FORMAT, Addition, read_additions
from sdd.workspace.wording import quote

_LINK, _SUBMODULE = "120000", "160000"
_USUAL_BRANCHES = ("origin/main", "origin/master", "main", "master", "trunk", "develop")
_KINDS = {"A": "added", "D": "deleted"}
_BRANCH_FORMAT = "%(objectname)%00%(refname)"
_COMMIT_FORMAT = "%H%x00%ct%x00%an%x00%s%x00"
_REVISION = re.compile(r"[^\s\0-][^\s\0]{0,250}")


def open_repository(root: Path) -> "Repository | None":
    """The repository that a folder lies in, or None. root: absolute and resolved.

    Whether it is a sound one shows with the first question.
    """
    top = find_git_root(root)
    return Repository(top, root) if top else None


class Repository:
    """Git as seen from one project root. Every question may raise GitError."""

    def __init__(self, top: Path, root: Path) -> None:
        self.top = top
        self.prefix = "" if top == root else root.relative_to(top).as_posix() + "/"

    def tracked(self, paths: Sequence[str] = ()) -> tuple[TrackedFile, ...]:
        """Every file in the index, or those of the given ones, sorted: the next commit's content.

        Submodules are left out, and so are both sides of a conflict.
        """
        wanted = [self.prefix + path for path in paths] or [self.prefix or "."]
        fields = self._split("ls-files", "-z", "--stage", "--", *wanted)
        return tuple(sorted(_staged(entry, self.prefix) for entry in fields if _is_file(entry)))

    def files_at(self, revision: str, folders: Sequence[str] = ()) -> tuple[TrackedFile, ...]:
        """Every file of a revision, sorted. folders: posix, to list only what lies in these."""
        words = ("-r", "-z", "--full-tree", self.resolve(revision))
        below = tuple(f"{self.prefix}{folder}/" for folder in folders) or self._below
        fields = self._split("ls-tree", *words, "--", *below)
        return tuple(sorted(_listed(entry, self.prefix) for entry in fields if _is_file(entry)))

    def folder_at(self, commit: str, folder: str) -> str:
        """The id of what a folder holds in a commit; "" where there is none.

        commit: an id. Folders with the same content have the same id, and asking is cheap.
        """
        return self._command.find(f"{commit}:{self.prefix}{folder}")

    def size(self, file: TrackedFile) -> int:
        """The size of a tracked file in bytes."""
        return self._command.size(file.content)

    def read(self, file: TrackedFile) -> bytes:
        """The bytes of a tracked file, as stored: no filter and no line end conversion."""
        return self._command.read(file.content)

    def resolve(self, revision: str) -> str:
        """The id of the commit that a branch, tag or expression names.

        Raises UsageError where there is none.
        """
        if _REVISION.fullmatch(revision):
            words = ("--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
            if found := self._line("rev-parse", *words):
                return found
        raise UsageError(
            f"git knows no revision {quote(revision)} here",
            "Name a branch, tag or commit; a shallow clone does not have all of them.",
        )

    def head(self) -> str:
        """The id of the commit that is checked out; empty before the first one."""
        return self._line("rev-parse", "--verify", "--quiet", "HEAD^{commit}")

    def branch(self) -> str:
        """The name of the branch that is checked out; empty where there is none."""
        return self._line("symbolic-ref", "--quiet", "--short", "HEAD")

    def user(self) -> str:
        """The name under which commits are made; empty where none is configured."""
        return self._line("config", "--get", "user.name")

    def hooks_folder(self) -> Path:
        """The folder from which git runs hooks, absolute: as configured, else its own.

        Raises UsageError where the configuration leads out of the repository.
        """
        shared = git_folder(self.top) or self.top / ".git"
        words = ("--type=path", "--get", "core.hooksPath")
        # Each scope is asked by itself: for our own calls the setting is switched off.
        asked = self._line("config", "--local", *words) or self._line("config", "--global", *words)
        if not asked:
            return shared / "hooks"
        folder = Path(os.path.realpath(self.top / asked))
        if folder.is_relative_to(self.top) or folder.is_relative_to(shared):
            return folder
        raise UsageError(
            f"git runs hooks from {quote(asked)}, which is outside this repository",
            "call `sdd check` in a hook there yourself",
        )

    def branches(self) -> tuple[Branch, ...]:
        """Every local branch and every remembered branch of a remote, sorted by name."""
        words = (f"--format={_BRANCH_FORMAT}", "refs/heads", "refs/remotes")
        listed = self._command.ask("for-each-ref", *words) or b""
        lines = listed.decode("utf-8", "replace").splitlines()
        return tuple(sorted(_branch(line) for line in lines if not line.endswith("/HEAD")))

    def default_branch(self) -> str:
        """The branch that others start from; empty where none can be told.

        What the remote `origin` points at, else the first that exists of the usual names.
        """
        words = ("--quiet", "--short", "refs/remotes/origin/HEAD")
        if found := self._line("symbolic-ref", *words):
            return found
        names = {branch.name for branch in self.branches()}
        return next((name for name in _USUAL_BRANCHES if name in names), "")

    def merge_base(self, revision: str, other: str = "HEAD") -> str:
        """The commit at which two revisions parted; empty where they share no history."""
        sides = (self.resolve(revision), self.resolve(other))
        return self._line("merge-base", *sides)

    def staged_changes(self) -> tuple[Change, ...]:
        """What the index changes against the last commit, sorted."""
        words = ("--cached", "--raw", "-z", "--no-renames", "--ignore-submodules=all")
        base = self.head() or self._line("hash-object", "-t", "tree", "--stdin")
        return self._changes("diff-index", *words, base, "--", *self._below)

    def changes_between(self, old: str, new: str) -> tuple[Change, ...]:
        """What changed from one revision to another, sorted."""
        sides = (self.resolve(old), self.resolve(new))
        words = ("-r", "--raw", "-z", "--no-renames", "--ignore-submodules=all", *sides)
        return self._changes("diff-tree", *words, "--", *self._below)

    def changes_since(self, revision: str) -> tuple[Change, ...]:
        """What the work tree changes against a revision, sorted; new files included that git
        does not ignore."""
        self._command.disarm_filters()
        words = ("--raw", "-z", "--no-renames", "--ignore-submodules=all", "--no-ext-diff")
        base = self.resolve(revision)
        known = self._changes("diff", *words, "--no-textconv", base, "--", *self._below)
        new = [Change(path, "added") for path in self.untracked()]
        return tuple(sorted({change.path: change for change in (*new, *known)}.values()))

    def renames_since(self, revision: str, staged: bool) -> dict[str, str]:
        """The new path of each file that was renamed since a revision, to its old one.

        staged: renamed in the index, whatever the work tree says.
        """
        self._command.disarm_filters()
        words = ("--raw", "-z", "--find-renames", "--diff-filter=R", "--ignore-submodules=all")
        state = ("--cached",) if staged else ()
        plain = ("--no-ext-diff", "--no-textconv", *state, self.resolve(revision))
        fields = self._split("diff", *words, *plain, "--", *self._below)
        paths = [_text(field)[len(self.prefix) :] for field in fields]
        return dict(zip(paths[2::3], paths[1::3], strict=True))

    def untracked(self) -> tuple[str, ...]:
        """Files that are neither tracked nor ignored, sorted."""
        words = ("--others", "--exclude-standard", "-z", "--", self.prefix or ".")
        paths = self._split("ls-files", *words)
        return tuple(sorted(_text(path)[len(self.prefix) :] for path in paths))

    def commits(self, revisions: str = "HEAD", limit: int = 0) -> Iterator[Commit]:
        """Commits of a range such as `main..HEAD`, newest first; limit: how many, 0 for all."""
        words = [f"--max-count={limit}"] if limit else []
        words += [f"--format={_COMMIT_FORMAT}", "--no-show-signature", *self.range(revisions)]
        listed = self._command.ask("log", "-z", *words, "--", *self._below) or b""
        return _commits(listed)

    def additions(self, revisions: str = "HEAD", everything: bool = False) -> Iterator[Addition]:
        """Every run of lines that commits below the root added, the oldest commit first.

        revisions: as for `range`; everything: every branch and tag instead. Files that git takes
        for binary have no lines. A file that was only renamed adds none.
        """
        words = ("--reverse", "--date-order", f"--format={LOG_FORMAT}")
        patch = ("--patch", "--unified=0", "--cc")
        plain = ("--no-color", "--no-ext-diff", "--no-textconv", "--find-renames=100%")
        dull = ("--no-show-signature", "--no-notes", "--ignore-submodules=all")
        prefixes = ("--src-prefix=a/", "--dst-prefix=b/")
        all_refs = ("--branches", "--tags", "--remotes", "HEAD")
        which = all_refs if everything else self.range(revisions)
        with self._command.stream(
            "log", *words, *patch, *plain, *dull, *prefixes, *which, "--", *self._below
        ) as stream:
            for each in read_additions(stream):
                yield replace(each, path=each.path[len(self.prefix) :])

    def is_shallow(self) -> bool:
        """Whether older commits exist that this clone does not have."""
        return self._line("rev-parse", "--is-shallow-repository") == "true"

    def last_commit_of(self, folder: str) -> str:
        """The id of the last commit that changed anything in a folder; empty where none did.

        folder: posix, relative to the root.
        """
        words = ("--max-count=1", "--format=%H", "--no-show-signature", self.head())
        return self._line("log", *words, "--", self.prefix + folder) if self.head() else ""

    def range(self, revisions: str) -> tuple[str, ...]:
        """A range as the ids that git takes for it, e.g. `main..HEAD` as `<id> ^<id>`.

        Raises UsageError where an end of it is unknown.
        """
        start, dots, end = revisions.partition("..")
        if not dots:
            return (self.resolve(revisions),)
        if end.startswith("."):
            base = self.merge_base(start or "HEAD", end[1:] or "HEAD")
            return (self.resolve(end[1:] or "HEAD"), *((f"^{base}",) if base else ()))
        return (self.resolve(end or "HEAD"), f"^{self.resolve(start or 'HEAD')}")

    @cached_property
    def _command(self) -> GitCommand:
        return GitCommand(self.top)

    @property
    def _below(self) -> tuple[str, ...]:
        return (self.prefix,) if self.prefix else ()

    def _line(self, *words: str) -> str:
        """What a command prints, in one line; empty where it ends with 1, which means no."""
        return (self._command.ask(*words, refusals=(1,)) or b"").decode("utf-8", "replace").strip()

    def _split(self, *words: str) -> list[bytes]:
        return [field for field in (self._command.ask(*words) or b"").split(b"\0") if field]

    def _changes(self, *words: str) -> tuple[Change, ...]:
        fields = iter(self._split(*words))
        pairs = zip(fields, fields, strict=True)
        return tuple(
            sorted(
                Change(_text(path)[len(self.prefix) :], _kind(entry))
                for entry, path in pairs
                if _SUBMODULE.encode() not in entry.split(b" ")[:2]
            )
        )


def _is_file(entry: bytes) -> bool:
    """Whether an entry of the index or of a tree is a file, and no side of a conflict."""
    words = entry.partition(b"\t")[0].split(b" ")
    return words[0] != _SUBMODULE.encode() and words[-1] not in (b"1", b"2", b"3")


def _staged(entry: bytes, prefix: str) -> TrackedFile:
    head, _, path = entry.partition(b"\t")
    mode, content, _ = head.decode("ascii").split(" ")
    return TrackedFile(_text(path)[len(prefix) :], content, mode == _LINK)


def _listed(entry: bytes, prefix: str) -> TrackedFile:
    head, _, path = entry.partition(b"\t")
    mode, _, content = head.decode("ascii").split(" ")
    return TrackedFile(_text(path)[len(prefix) :], content, mode == _LINK)


def _branch(line: str) -> Branch:
    commit, _, name = line.partition("\0")
    remote = name.startswith("refs/remotes/")
    return Branch(name.removeprefix("refs/heads/").removeprefix("refs/remotes/"), commit, remote)


def _kind(entry: bytes) -> str:
    return _KINDS.get(entry.rpartition(b" ")[2][:1].decode("ascii"), "modified")


def _commits(listed: bytes) -> Iterator[Commit]:
    # The format ends each field with a zero byte, and `-z` adds one between commits.
    fields = listed.decode("utf-8", "replace").split("\0")
    for start in range(0, len(fields) - 3, 5):
        commit, time, author, subject = fields[start : start + 4]
        yield Commit(commit, int(time), author, subject)


def _text(path: bytes) -> str:
    return path.decode("utf-8", "surrogateescape")
