"""Run git in a repository that may be hostile: nothing it configures runs, nothing is fetched.

A repository can name programs that git starts by itself: monitors, hooks, external diffs, text
converters, content filters, pagers, signature checkers, transports. All of them are switched
off for each call, in the environment and on the command line, which outrank its configuration.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from sdd.errors import GitError
from sdd.redact.masking import mask
from sdd.workspace.files import exists
from sdd.workspace.ignore import git_folder
from sdd.workspace.wording import printable

if TYPE_CHECKING:
    from git.cmd import Git

_SETTINGS = {
    "core.fsmonitor": "false",
    "core.untrackedCache": "false",
    "core.hooksPath": os.devnull,
    "core.pager": "cat",
    "core.editor": "false",
    "core.askPass": "false",
    "core.sshCommand": "false",
    "core.gitProxy": "false",
    "core.alternateRefsCommand": "false",
    "core.attributesFile": os.devnull,
    "core.quotePath": "false",
    "credential.helper": "",
    "diff.external": "",
    "gpg.program": "false",
    "gpg.ssh.program": "false",
    "gpg.x509.program": "false",
    "log.showSignature": "false",
    "protocol.allow": "never",
    "safe.bareRepository": "explicit",
    "submodule.recurse": "false",
}
_ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_PAGER": "cat",
    "GIT_EXTERNAL_DIFF": "",
    "GIT_CONFIG_COUNT": "0",
    "GIT_ATTR_NOSYSTEM": "1",
}
_DRIVERS = r"^filter\..*\.(clean|smudge|process|required)$"
_LONGEST_COMPLAINT = 300


class GitCommand:
    """Git in one work tree. top: the folder that holds `.git`, absolute and resolved."""

    def __init__(self, top: Path) -> None:
        self.top = top
        self._git = _start(top)

    def ask(self, command: str, *words: str, refusals: tuple[int, ...] = ()) -> bytes | None:
        """What a command prints; None where it ends with one of the exit codes in `refusals`.

        Raises GitError for any other failure.
        """
        with _explained(command):
            code, out, complaint = self._call(
                command,
                *words,
                with_extended_output=True,
                with_exceptions=False,
                stdout_as_string=False,
                strip_newline_in_stdout=False,
            )
        if code in refusals:
            return None
        if code:
            raise _refuse(command, complaint)
        return bytes(out)

    @contextmanager
    def stream(self, command: str, *words: str) -> Iterator[IO[bytes]]:
        """The same as it comes, for what does not fit into memory.

        Raises GitError where git fails and all that it printed was read.
        """
        with _explained(command):
            process = self._call(command, *words, as_process=True)
        try:
            yield process.stdout
            if process.stdout.read(1):
                return
            complaint = process.stderr.read().decode("utf-8", "replace")
            if process.proc.wait():
                raise _refuse(command, complaint)
        finally:
            process.proc.kill()
            process.proc.wait()

    def size(self, content: str) -> int:
        """The size of an object in bytes. Raises GitError where there is none."""
        with _explained("cat-file"):
            return int(self._git.get_object_header(content)[2])

    def read(self, content: str) -> bytes:
        """The bytes of an object. Raises GitError where there is none."""
        with _explained("cat-file"):
            return bytes(self._git.get_object_data(content)[3])

    def find(self, name: str) -> str:
        """The id of the object that a name such as `<commit>:<path>` stands for; "" for none."""
        if "\n" in name:
            return ""
        with _explained("cat-file"):
            try:
                return str(self._git.get_object_header(name)[0])
            except ValueError:
                return ""

    def disarm_filters(self) -> None:
        """Switch off the content filters that the repository configures.

        Needed before a question that looks at the work tree, which would start them.
        """
        listed = self.ask(
            "config", "--null", "--name-only", "--get-regexp", _DRIVERS, refusals=(1,)
        )
        names = [name for name in (listed or b"").decode("utf-8", "replace").split("\0") if name]
        if any("=" in name or "\n" in name for name in names):
            raise GitError("a content filter of this repository cannot be switched off")
        off = {name: "false" if name.endswith(".required") else "" for name in names}
        _configure(self._git, {**_SETTINGS, **off})

    def _call(self, command: str, *words: str, **keywords: object) -> Any:
        return getattr(self._git, command.replace("-", "_"))(*words, **keywords)


def _start(top: Path) -> "Git":
    # The library looks for the program while it is imported, and must not fail or print then.
    os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")
    from git.cmd import Git

    git = Git(top)
    _configure(git, _SETTINGS)
    git.update_environment(**_ENVIRONMENT, **_place(top))
    return git


def _configure(git: "Git", settings: Mapping[str, str]) -> None:
    git.set_persistent_git_options(c=[f"{key}={value}" for key, value in settings.items()])


def _place(top: Path) -> dict[str, str]:
    """Where the work tree is, whatever the repository and the environment say of it.

    Git tells a hook where the index of the commit to be is, which must be heard.
    """
    place = {"GIT_WORK_TREE": str(top), "GIT_CEILING_DIRECTORIES": str(top.parent)}
    if "GIT_DIR" in os.environ:
        place["GIT_DIR"] = str(top / ".git")
    if index := os.environ.get("GIT_INDEX_FILE"):
        place["GIT_INDEX_FILE"] = _index_of(top, index)
    return place


def _index_of(top: Path, index: str) -> str:
    folder = git_folder(top)
    place = top / index
    if folder and place.resolve().is_relative_to(folder) and exists(place):
        return str(place)
    return str((folder or top / ".git") / "index")


@contextmanager
def _explained(command: str) -> Iterator[None]:
    from git.exc import GitCommandNotFound
    from git.exc import GitError as LibraryError

    try:
        yield
    except GitCommandNotFound:
        raise GitError(
            "git is not installed, or not on the PATH",
            "Install git; everything that does not ask for history works without it.",
        ) from None
    except (LibraryError, OSError, ValueError) as error:
        raise _refuse(command, str(error)) from None


def _refuse(command: str, complaint: str) -> GitError:
    """The first line that git itself wrote, without what may be secret in it."""
    lines = [line for line in mask(printable(complaint)).splitlines() if line.strip()]
    said = lines[0].removeprefix("fatal: ").strip()[:_LONGEST_COMPLAINT] if lines else "no reason"
    return GitError(f"git {command} failed: {said}")
