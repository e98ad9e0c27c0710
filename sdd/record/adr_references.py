"""References to a record that gets another number, rewritten in any text."""

import re
from collections.abc import Callable

from msgspec import Struct

from sdd.model.decisions import Decision


class Rewritten(Struct, frozen=True):
    """A text with its references rewritten. ambiguous: 1-based lines that name the old number
    without saying which of several records they mean."""

    text: str
    count: int
    ambiguous: tuple[int, ...] = ()


def rewrite_references(
    text: str, decision: Decision, number: int, file_name: str, *, alone: bool
) -> Rewritten:
    """The text with every mention of a record's file, and of its number, changed.

    file_name: the new one. alone: no other record has the old number; else a number is changed
    only where it is the text of a link to the file.
    """
    old_name = decision.path.rpartition("/")[2]
    counted = 0

    def count(replacement: Callable[[re.Match[str]], str]) -> Callable[[re.Match[str]], str]:
        def replace(match: re.Match[str]) -> str:
            nonlocal counted
            found = replacement(match)
            counted += found != match[0]
            return found

        return replace

    naming = re.compile(
        rf"(?P<word>\bADRs?[-_ #]{{0,2}})(?P<number>0*{decision.number})(?![\w])", re.I
    )
    linked = re.compile(
        rf"\[(?P<text>[^\[\]\n]{{0,300}})\]\((?P<to>[^()\s]{{0,300}}{re.escape(old_name)}[^()\s]{{0,100}})\)"
    )

    def with_number(match: re.Match[str]) -> str:
        return f"{match['word']}{number:0{len(match['number'])}}"

    def with_link(match: re.Match[str]) -> str:
        said = naming.sub(with_number, match["text"])
        said = re.sub(rf"^0*{decision.number}(?=[.:] )", f"{number}", said)
        return f"[{said}]({match['to'].replace(old_name, file_name)})"

    text = linked.sub(count(with_link), text)
    text = re.sub(rf"(?<![\w-]){re.escape(old_name)}", count(lambda match: file_name), text)
    if alone:
        text = naming.sub(count(with_number), text)
        return Rewritten(text, counted)
    lines = tuple(text.count("\n", 0, match.start()) + 1 for match in naming.finditer(text))
    return Rewritten(text, counted, lines)
