"""A group of commands to which a title can be given instead of a command."""

import re
from difflib import get_close_matches
from typing import Any

from typer.core import TyperGroup

from sdd.cli.boundary import boundary
from sdd.errors import UsageError

_CREATING = "new"
_FLAGS = ("--edit", "--help", "--dry-run", "--write")
_WORD = re.compile(r"[a-z]+")
# High enough that a word of another meaning ("testing", "linking") is taken for a title.
_NEARLY = 0.75


class TitledGroup(TyperGroup):
    """`group TITLE` means `group new TITLE`, unless the first word is a command, or nearly one."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the command first, or `new` where there is none, and leave the rest to it."""
        if args and args[0] != "--help" and args[0] not in self.commands:
            args = self._with_command(args)
        with boundary():
            self._refuse_title(args)
        return super().parse_args(ctx, args)

    def _with_command(self, args: list[str]) -> list[str]:
        index = self._first_word(args)
        words = args[index : index + 1]
        if words and words[0] in self.commands:
            return [*words, *args[:index], *args[index + 1 :]]
        with boundary():
            self._refuse_near_miss(args, index)
        return [_CREATING, *args]

    def _refuse_title(self, args: list[str]) -> None:
        """Refuse words behind a command that takes none; they may have been meant for a title."""
        if len(args) < 2 or args[0] not in self.commands or args[1].startswith("-"):
            return
        parameters = self.commands[args[0]].params
        if not any(each.param_type_name == "argument" for each in parameters):
            raise UsageError(
                f'"{args[0]}" is a command, and takes no words',
                "to record a decision of this title",
                f"sdd {self.name} new {' '.join(args)}",
            )

    def _first_word(self, args: list[str]) -> int:
        """The index of the first argument that is neither an option nor its value."""
        index = 0
        while index < len(args) and args[index].startswith("-") and args[index] != "--":
            has_value = "=" not in args[index] and args[index] not in _FLAGS
            index += 1 + has_value
        return index

    def _refuse_near_miss(self, args: list[str], index: int) -> None:
        """Refuse a single word that is nearly a command; it would become the title of a record."""
        rest = args[index + 1 :]
        is_single = index < len(args) and (not rest or rest[0].startswith("-"))
        if not is_single or not _WORD.fullmatch(args[index]):
            return
        word = args[index]
        near = get_close_matches(word, list(self.commands), n=1, cutoff=_NEARLY)
        if near:
            raise UsageError(
                f'there is no command "{word}"',
                f'did you mean "{near[0]}"? To record a decision of this title: '
                f"sdd {self.name} new {word}",
            )
