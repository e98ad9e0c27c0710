"""The generated part of a record: what the template is given."""

import re
from collections.abc import Sequence
from itertools import groupby

from msgspec import Struct

from sdd.model.session import Command, Prompt, Session
from sdd.record.phr.record import (
    SessionRecord,
    files_of,
    one_line,
    requirements_of,
    tasks_of,
    tests_of,
)
from sdd.record.templates import Templates

TEMPLATE = "phr.md.j2"
_LONGEST_ANSWER = 4_000
_MOST_COMMANDS = 60
_LONGEST_OUTPUT = 4_000
_TICKS = re.compile(r"`{3,}", re.MULTILINE)


class _Shown(Struct, frozen=True):
    """A prompt as it is shown. block: its text in a fence of its own."""

    heading: str
    block: str


def render_body(record: SessionRecord, templates: Templates) -> str:
    """The generated part as Markdown, ending in a line feed."""
    session = record.session
    return templates.render(
        TEMPLATE,
        prompts=_prompts(session.prompts),
        answer=quoted(cut(session.answer, _LONGEST_ANSWER)),
        impact=_impact(record),
        tests=tests_of(session),
        files=files_of(session),
        commands=_commands(session.commands),
        outputs=_outputs(session.commands) if record.with_output else [],
        commits=[f"`{each.sha}` {each.subject}" for each in session.commits],
        pull_requests=session.pull_requests,
        tasks=tasks_of(session),
        requirements=requirements_of(session),
        notes=_notes(record),
    )


def fenced(text: str, info: str = "text") -> str:
    """Any text verbatim in a fence that is longer than every fence inside it."""
    longest = max((len(match[0]) for match in _TICKS.finditer(text)), default=2)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{info}\n{text}{'' if text.endswith(chr(10)) else chr(10)}{fence}"


def quoted(text: str) -> str:
    """Markdown as a quotation, so that its headings and comments end with it."""
    return "\n".join(f"> {line}".rstrip() for line in text.splitlines())


def code(text: str) -> str:
    """One line as inline code, whatever backticks it holds."""
    ticks = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence, space = "`" * (ticks + 1), " " if ticks else ""
    return f"{fence}{space}{text}{space}{fence}"


def cut(text: str, longest: int) -> str:
    """The beginning of a text, with a mark that says how much is left out."""
    if len(text) <= longest:
        return text
    return f"{text[:longest].rstrip()}\n\n[cut: {len(text) - longest:,} more characters]"


def _prompts(prompts: Sequence[Prompt]) -> list[_Shown]:
    return [
        _Shown(_heading(number, prompt) if len(prompts) > 1 else "", fenced(prompt.text))
        for number, prompt in enumerate(prompts, 1)
    ]


def _heading(number: int, prompt: Prompt) -> str:
    time = f" at {prompt.at[11:16]}" if len(prompt.at) > 16 else ""
    return f"{number}{time}{', taken back' if prompt.taken_back else ''}"


def _impact(record: SessionRecord) -> str:
    session = record.session
    parts = [
        _count(len(files_of(session)), "file"),
        _count(len(session.commits), "commit"),
        _count(len(tasks_of(session)), "task") + " ticked",
    ]
    return ", ".join(part for part in parts if not part.startswith("0 ")) or "nothing was written"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _commands(commands: Sequence[Command]) -> list[str]:
    """Commands in their order; the same one several times in a row is told once."""
    lines = []
    for (text, failed, by_person), group in groupby(commands, key=_alike):
        times = len(list(group))
        marks = [f"{times} times"] if times > 1 else []
        marks += ["failed"] if failed else []
        marks += ["by hand"] if by_person else []
        lines.append(code(text) + (f" ({', '.join(marks)})" if marks else ""))
    left = len(lines) - _MOST_COMMANDS
    return lines if left <= 0 else [*lines[:_MOST_COMMANDS], f"and {left} more"]


def _alike(command: Command) -> tuple[str, bool, bool]:
    return one_line(command.text), bool(command.failed), command.by_person


def _outputs(commands: Sequence[Command]) -> list[_Shown]:
    return [
        _Shown(code(one_line(command.text)), fenced(cut(command.output, _LONGEST_OUTPUT)))
        for command in commands
        if command.output.strip()
    ]


def _notes(record: SessionRecord) -> list[str]:
    """What a reader must know of how this record came about."""
    skipped = record.session.skipped
    kinds = [
        f"{number} {name}"
        for name, number in (
            ("broken", skipped.broken),
            ("of an unknown type", skipped.unknown),
            ("unfinished", skipped.unfinished),
        )
        if number
    ]
    secrets = sum(record.redacted.values())
    notes = []
    if kinds:
        lines = _count(skipped.total, "line")
        notes.append(f"{lines} of the transcript could not be used: {', '.join(kinds)}.")
    if secrets:
        kinds = [f"{kind} ({number})" for kind, number in record.redacted.items()]
        notes.append(f"{_count(secrets, 'secret')} left out: {', '.join(kinds)}. Rotate them.")
    if any(prompt.taken_back for prompt in record.session.prompts):
        notes.append("What followed a prompt that was taken back is not counted.")
    return notes


def describe(session: Session) -> str:
    """A session in a few words, for messages."""
    prompts = _count(len(session.prompts), "prompt")
    return f"{prompts}, {_count(len(files_of(session)), 'file')} written"
