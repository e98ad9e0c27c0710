"""A group of commands to which a title can be given instead of a command."""

import re
from difflib import get_close_matches
from typing import Any

from typer.core import TyperGroup

from sdd.cli.boundary import boundary
from sdd.errors import UsageError

_CREATING = "new"
_WORD = re.compile(r"[a-z]+")
# High enough that a word of another meaning ("testing", "linking") is taken for a title.
_NEARLY = 0.75


class TitledGroup(TyperGroup):
    """`group TITLE` means `group new TITLE`, unless the first word is a command, or nearly one."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put `new` before what is no command. A single word that is nearly one is refused."""
        if args and args[0] != "--help" and args[0] not in self.commands:
            with boundary():
                self._refuse_near_miss(args)
            args = [_CREATING, *args]
        return super().parse_args(ctx, args)

    def _refuse_near_miss(self, args: list[str]) -> None:
        word = args[0]
        is_single = len(args) == 1 or all(each.startswith("-") for each in args[1:])
        if not is_single or not _WORD.fullmatch(word):
            return
        near = get_close_matches(word, list(self.commands), n=1, cutoff=_NEARLY)
        if near:
            raise UsageError(
                f'there is no command "{word}"',
                f'did you mean "{near[0]}"? To record a decision of this title: '
                f"sdd {self.name} new {word}",
            )
