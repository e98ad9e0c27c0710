"""Everything about one rule, for the person who met it a moment ago."""

from collections.abc import Iterator

from sdd.model.outcome import RuleCard
from sdd.report.citation import clause, clause_spot
from sdd.report.plain import flat, plain
from sdd.report.terminal import Terminal

_TAB = 4


def render_explanation(card: RuleCard, *, color: bool, width: int) -> str:
    """The rule's facts, documentation, options and examples.

    width: of the terminal in cells. Examples and paths are never wrapped. Ends in a newline.
    """
    terminal = Terminal(color, width)
    lines = (
        *_facts(card, terminal),
        *_docs(card, terminal),
        *_options(card, terminal),
        *_examples("Offending", card.offending, terminal),
        *_examples("Sound", card.sound, terminal),
    )
    return "".join(f"{line}\n" for line in lines)


def _facts(card: RuleCard, terminal: Terminal) -> Iterator[str]:
    yield terminal.paint(plain(f"{card.code} {card.name}"), "bold")
    yield from terminal.indented(flat(card.summary), 2)
    yield ""
    yield from terminal.labelled("severity", card.severity.value)
    yield from terminal.labelled("runs", _when(card))
    yield from terminal.labelled("since", plain(card.since))
    if article := card.article:
        yield from terminal.labelled("asked for", clause(article), place=clause_spot(article))


def _when(card: RuleCard) -> str:
    if card.opt_in:
        return "only where the constitution or `select` asks for it"
    return "by default"


def _docs(card: RuleCard, terminal: Terminal) -> Iterator[str]:
    for heading, text in card.docs.items():
        yield from _heading(heading, terminal)
        yield from _passage(text, terminal)


def _passage(text: str, terminal: Terminal) -> Iterator[str]:
    """Paragraphs are wrapped; lists and code keep the lines that their author gave them."""
    for number, paragraph in enumerate(text.strip("\n").split("\n\n")):
        if number:
            yield ""
        lines = paragraph.split("\n")
        if any(line.startswith((" ", "\t", "-", "*", "|", "`" * 3)) for line in lines):
            yield from _verbatim(paragraph, 2)
        else:
            yield from terminal.indented(flat(paragraph), 2)


def _options(card: RuleCard, terminal: Terminal) -> Iterator[str]:
    if not card.options:
        return
    yield from _heading("Options", terminal)
    for name, default, meaning in card.options:
        yield f"  {plain(name)} = {plain(default)}"
        yield from terminal.indented(flat(meaning), 4)


def _examples(kind: str, sources: tuple[str, ...], terminal: Terminal) -> Iterator[str]:
    for number, source in enumerate(sources, start=1):
        count = f" {number} of {len(sources)}" if len(sources) > 1 else ""
        yield from _heading(f"{kind} example{count}", terminal)
        yield from _verbatim(source.strip("\n"), 4)


def _heading(text: str, terminal: Terminal) -> Iterator[str]:
    yield ""
    yield terminal.paint(plain(text), "bold")


def _verbatim(text: str, indent: int) -> Iterator[str]:
    for line in text.split("\n"):
        yield (" " * indent + plain(line.rstrip("\r").expandtabs(_TAB))).rstrip()
