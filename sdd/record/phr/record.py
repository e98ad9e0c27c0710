"""A record as it will be written."""

from datetime import date
from itertools import chain

from msgspec import Struct

from sdd.model.session import Command, Session
from sdd.record.front_matter import Field

FORMAT = 1
_COMMAND = "/"
_UNKNOWN_DAY = date(1970, 1, 1)


class SessionRecord(Struct, frozen=True):
    """A cleaned session with everything that was decided about it.

    number: of the record in its route. feature: name of its folder or "". user: who worked.
    ruled: title, stage and feature as the rules say, whatever a person said instead.
    links: spec, adr and pr, each a path, an address or "". redacted: secrets that were left out,
    by kind. with_output: what commands printed is shown.
    """

    session: Session
    number: int
    title: str
    stage: str
    feature: str = ""
    user: str = ""
    ruled: dict[str, str] = {}
    links: dict[str, str] = {}
    redacted: dict[str, int] = {}
    with_output: bool = False

    @property
    def id(self) -> str:
        """The number as the file name has it."""
        return f"{self.number:04d}"


def day_of(session: Session) -> date:
    """The day (UTC) on which a session began; 1970-01-01 where it does not tell."""
    try:
        return date.fromisoformat(session.started[:10])
    except ValueError:
        return _UNKNOWN_DAY


def fields_of(record: SessionRecord) -> dict[str, Field]:
    """The fields on top: those of spec-kit-plus in their order, then ours below `sdd`."""
    session = record.session
    return {
        "id": record.id,
        "title": record.title,
        "stage": record.stage,
        "date": day_of(session),
        "surface": "agent",
        "model": session.models[-1] if session.models else "unknown",
        "feature": record.feature or "none",
        "branch": session.branch or "none",
        "user": record.user or "none",
        "command": first_command(session) or "none",
        "labels": [],
        "links": {name: record.links.get(name) or None for name in _LINKS},
        "files": files_of(session) or ["none"],
        "tests": tests_of(session) or ["none"],
        "sdd": _own_fields(record),
    }


_LINKS = ("spec", "ticket", "adr", "pr")


def _own_fields(record: SessionRecord) -> dict[str, Field]:
    session = record.session
    wanted: dict[str, Field] = {
        "format": FORMAT,
        "session": session.id,
        "agent": session.agent,
        "agent_version": session.version,
        "started": session.started,
        "ended": session.ended,
        "models": list(session.models),
        "prompts": len(session.prompts),
        "tokens": _counts(session.tokens),
        "commits": [f"{each.sha} {each.subject}" for each in session.commits],
        "tasks": tasks_of(session),
        "requirements": requirements_of(session),
        "redacted": dict(record.redacted),
        "skipped": _counts(session.skipped),
        # What the rules said: a field above that differs from it was changed by a person.
        "decided": dict(record.ruled),
    }
    return {key: value for key, value in wanted.items() if value not in ("", [], {})}


def _counts(value: Struct) -> dict[str, Field]:
    numbers = {name: getattr(value, name) for name in value.__struct_fields__}
    return {name: number for name, number in numbers.items() if number}


def first_command(session: Session) -> str:
    """The first slash command that was given, without its arguments; "" for none."""
    named = (prompt.text.split()[0] for prompt in session.prompts if prompt.text.strip())
    return next((word for word in named if _is_command(word)), "")


def _is_command(word: str) -> bool:
    return word.startswith(_COMMAND) and word.count(_COMMAND) == 1 and len(word) > 1


def files_of(session: Session) -> list[str]:
    """Every written file once, with what became of it in the end: `app/x.py (created)`."""
    found: dict[str, str] = {}
    for write in session.writes:
        if write.change == "moved":
            found.pop(write.path, None)
            found[write.to] = f"moved from {write.path}"
        elif write.change == "updated":
            found.setdefault(write.path, "updated")
        elif write.change == "deleted" and found.get(write.path) == "created":
            del found[write.path]
        else:
            found[write.path] = write.change
    return [f"{path} ({change})" for path, change in sorted(found.items())]


def tests_of(session: Session) -> list[str]:
    """The last result of every command that ran tests."""
    runs = {command.text: command for command in session.commands if command.is_test}
    return [f"{one_line(run.text)}: {_verdict(run)}" for run in runs.values()]


def _verdict(run: Command) -> str:
    return run.result or ("failed" if run.failed else "ended without a result")


def tasks_of(session: Session) -> list[str]:
    """Ids of the tasks whose boxes were ticked."""
    return sorted(set(chain.from_iterable(write.ticked for write in session.writes)))


def requirements_of(session: Session) -> list[str]:
    """Ids of the requirements that the written files name."""
    return sorted(set(chain.from_iterable(write.ids for write in session.writes)))


def one_line(text: str, longest: int = 160) -> str:
    """The first line of a text, with a mark where anything is left out."""
    first, _, rest = text.strip().partition("\n")
    cut = first[:longest].rstrip()
    return f"{cut} …" if rest or len(cut) < len(first) else cut
