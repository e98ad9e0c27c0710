"""What a record is called: its title, its folder and its file."""

import re

from sdd.model.prompt_records import ROUTED
from sdd.model.session import Session
from sdd.record.slug import slug

_MOST_WORDS = 7
_LONGEST_TITLE = 80
_MARKS = re.compile(r"^[\s#>*\-`]+|[\s`*]+$")
# Commands that steer the program and say nothing about the work.
_STEERING = re.compile(r"/(?:clear|exit|quit|model|compact|cost|config|help|login|logout|resume)\b")


def make_title(session: Session) -> str:
    """A title of at most seven words: what the agent called the session, else the first prompt."""
    asked = (prompt.text for prompt in session.prompts if not _STEERING.match(prompt.text))
    said = next((line for text in asked for line in text.splitlines() if _words(line)), "")
    return shorten_title(session.title or said) or f"Session of {session.started[:10]}".strip()


def shorten_title(text: str) -> str:
    """One line of at most seven words and 80 characters, without marks of Markdown around it."""
    words = _words(text)
    short = " ".join(words[:_MOST_WORDS])
    return short if len(short) <= _LONGEST_TITLE else short[:_LONGEST_TITLE].rstrip()


def _words(text: str) -> list[str]:
    return _MARKS.sub("", " ".join(text.split())).split()


def route_of(stage: str, feature: str) -> str:
    """The folder of a record below `history/prompts`: of the stage, else of the feature."""
    return ROUTED.get(stage) or feature or ROUTED["general"]


def file_name(number: int, title: str, stage: str) -> str:
    """`0007-add-the-order-endpoint.green.prompt.md`."""
    return f"{number:04d}-{slug(title, otherwise='session')}.{stage}.prompt.md"
