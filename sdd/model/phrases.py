"""The words by which a rule recognises that a clause of a constitution asks for it.

A phrase is data. Its `words` are groups, and every group must be found; a group is a list of terms
separated by `|`. A term is one word or several in a row, `*` at the end of a word stands for any
ending, and `@name` for a group of `WORDS`. Case, hyphens and underscores make no difference:
`response model` is found in `response_model`, `i o` in "I/O".
"""

from enum import StrEnum

from msgspec import Struct

WORDS = {
    "endpoint": "endpoint*|route|routes|handler*|path operation*|controller*",
    "router": "route|routes|router*|handler*|endpoint*|controller*|view|views",
    "log": "log|logs|logged|logging|logger*|print*",
    "every": "all|every|each|any",
    "settings": "base settings|basesettings|pydantic settings|settings class|settings module"
    "|settings object",
}


class Stance(StrEnum):
    """What a clause must think of the first group of a phrase."""

    WANTS = "wants"
    REFUSES = "refuses"
    EITHER = "either"


class ValueKind(StrEnum):
    """What is read from a clause for an option of the rule.

    PREFIX: a path such as `/api/v1`. PERCENT: the number of "80 %". COUNT: the number before one
    of the words of `of`, as in "15 statements". FOLDERS: paths in inline code that end with a
    slash or lead into a folder. LAYERS: the names that stand between arrows.
    """

    PREFIX = "prefix"
    PERCENT = "percent"
    COUNT = "count"
    FOLDERS = "folders"
    LAYERS = "layers"


class Value(Struct, frozen=True):
    """An option of the rule that the words of a clause fill.

    option: its name, with dashes. of: terms beside the number, for COUNT. needed: without the value
    the clause does not ask for the rule.
    """

    option: str
    kind: ValueKind
    of: str = ""
    needed: bool = False


class Phrase(Struct, frozen=True):
    """One way in which a clause can ask for a rule.

    words: the groups; the first is what the clause wants or refuses, by the stance, the others say
    what it speaks of and may stand above it. without: terms that make it speak of something else.
    """

    words: tuple[str, ...]
    stance: Stance
    without: str = ""
    values: tuple[Value, ...] = ()


def wants(*words: str, without: str = "", values: tuple[Value, ...] = ()) -> Phrase:
    """A phrase that names what the clause wants: `wants("response model")`."""
    return Phrase(words, Stance.WANTS, without, values)


def refuses(*words: str, without: str = "", values: tuple[Value, ...] = ()) -> Phrase:
    """A phrase that names what the clause refuses: `refuses("hardcod*", "@secret")`."""
    return Phrase(words, Stance.REFUSES, without, values)


def speaks_of(*words: str, without: str = "", values: tuple[Value, ...] = ()) -> Phrase:
    """A phrase whose words ask for the rule whether they stand behind a "not" or before it."""
    return Phrase(words, Stance.EITHER, without, values)
