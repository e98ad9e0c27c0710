"""One session of a coding agent, as its transcript tells it. Texts are as they were written:
nothing is redacted here, and paths are those of the machine that the session ran on."""

from typing import Literal, TypeAlias

from msgspec import Struct

Change: TypeAlias = Literal["created", "updated", "deleted", "moved"]


class Prompt(Struct, frozen=True):
    """What a person typed, whole. at: ISO 8601, or ""; taken_back: the person rewound past it."""

    text: str
    at: str = ""
    taken_back: bool = False


class Write(Struct, frozen=True):
    """A change of a file that succeeded. path: as in the transcript.

    to: the new path of a moved file. ticked: ids of tasks whose box it ticked; ids: of the
    requirements that the written text names.
    """

    path: str
    change: Change
    to: str = ""
    ticked: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()


class Command(Struct, frozen=True):
    """A command that was run. failed: None where nothing says how it ended.

    result: the line in which a test run sums itself up, else "". output: all that it printed,
    kept only on request. by_person: typed by the person, not by the agent.
    """

    text: str
    failed: bool | None = None
    is_test: bool = False
    result: str = ""
    output: str = ""
    by_person: bool = False


class Commit(Struct, frozen=True):
    """A commit that was made. sha: as printed, abbreviated."""

    sha: str
    subject: str
    branch: str = ""


class Tokens(Struct, frozen=True):
    """Tokens of all requests. `input` leaves out what was read from a cache."""

    input: int = 0
    output: int = 0
    cache_read: int = 0
    cache_write: int = 0

    def plus(self, other: "Tokens") -> "Tokens":
        """The sum of both."""
        return Tokens(
            self.input + other.input,
            self.output + other.output,
            self.cache_read + other.cache_read,
            self.cache_write + other.cache_write,
        )


class Skipped(Struct, frozen=True):
    """Lines that could not be used. unfinished: the last line was not written to its end."""

    broken: int = 0
    unknown: int = 0
    unfinished: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.broken + self.unknown + self.unfinished

    def plus(self, other: "Skipped") -> "Skipped":
        """The sum of both."""
        return Skipped(
            self.broken + other.broken,
            self.unknown + other.unknown,
            self.unfinished + other.unfinished,
        )


class Session(Struct, frozen=True):
    """A whole session. agent: "claude-code", "codex" or ""; folders: the working folders, as
    they were met; branch: the last one; started, ended: ISO 8601 or "".

    answer: the last text that the agent said. helper: it is a part of another session.
    """

    id: str
    agent: str = ""
    version: str = ""
    title: str = ""
    folders: tuple[str, ...] = ()
    branch: str = ""
    started: str = ""
    ended: str = ""
    prompts: tuple[Prompt, ...] = ()
    answer: str = ""
    writes: tuple[Write, ...] = ()
    commands: tuple[Command, ...] = ()
    commits: tuple[Commit, ...] = ()
    pull_requests: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    tokens: Tokens = Tokens()
    skipped: Skipped = Skipped()
    helper: bool = False
