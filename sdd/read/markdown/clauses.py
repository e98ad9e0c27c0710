"""Constitution text to clauses: what is demanded, with which word, naming which code."""

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from sdd.model.documents import BoundWord, Clause
from sdd.model.finding import Place
from sdd.read.markdown.bindings import NOTHING, read_comment
from sdd.read.markdown.inline import Text, plain
from sdd.read.markdown.outline import Block, Comment, Fence, Heading, Item, Row

_KEYWORD = re.compile(
    r"\b(?:(?:MUST|SHALL|SHOULD|MAY)(?:[\s*_]{1,6}NOT)?|(?:NOT\s)?(?:REQUIRED|RECOMMENDED)"
    r"|NEVER|OPTIONAL)\b"
)
_QUOTED = re.compile(r"\"[^\"\n]{0,200}\"|\u201c[^\u201c\u201d\n]{0,200}\u201d|'[A-Z ]{2,20}'")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_STOP = re.compile(r"[.!?][\"')\]*_]{0,4}(?:\s+|\Z)|[。\uff01\uff1f]\s*")
_ABBREVIATIONS = ("e.g.", "i.e.", "etc.", "vs.", "cf.", "approx.", "incl.")
_STRENGTH = (
    "MUST NOT", "MUST", "SHALL NOT", "SHALL", "NEVER", "REQUIRED",
    "SHOULD NOT", "SHOULD", "NOT RECOMMENDED", "RECOMMENDED", "MAY", "MAY NOT",
    "OPTIONAL", "NOT REQUIRED",
)  # fmt: skip
_ASIDE = re.compile(
    r"[\s*_>]{0,6}(?:rationale|why(?: this)?|reason(?:ing)?|because|background|examples?|e\.g\."
    r"|for example|note|理由|根拠|例|原因|razón|justificación|ejemplo)"
    r"[^:\uff1a\n]{0,40}[:\uff1a]",
    re.IGNORECASE,
)
# "**Level**: MUST": how strong the article is, beside the clauses themselves.
_LEVEL = re.compile(
    r"[\s*_>]{0,6}(?:requirement |obligation |compliance )?"
    r"(?:level|modality|strength|severity|priority|keyword)[\s*_]{0,4}[:\uff1a]",
    re.IGNORECASE,
)
_EXEMPTS = re.compile(
    r"[\s*_>]{0,6}(?:(?:exemptions?|exceptions?|exempt|allowed|permitted)\b[^:\uff1a\n]{0,120}"
    r"|[^:\uff1a\n(]{0,40}\((?:allowed|permitted|exempt)\)[\s*_]{0,4})[:\uff1a]",
    re.IGNORECASE,
)
_RATIONALE = re.compile(
    r"(?:rationale|why(?: this)?|reason(?:ing)?|because|理由|根拠|原因|razón|justificación)"
    r"[^:\uff1a]{0,40}[:\uff1a]",
    re.IGNORECASE,
)
_BECAUSE = re.compile(r"\b(?:because|since|so that)\b\s+(.{3,})", re.IGNORECASE)
_ASIDES = (_ASIDE, _EXEMPTS, _LEVEL)
_WORD_GAP = re.compile(r"[\s*_]+")


class _Lead(Struct, frozen=True):
    """A line that ends with a colon. aside: what stands below explains or exempts."""

    text: str = ""
    keyword: str = ""
    aside: bool = False


def read_clauses(blocks: Iterable[Block]) -> tuple[Clause, ...]:
    """The clauses of an article's blocks, in order.

    Items below a lead-in that ends with a colon ("Handlers MUST:") stand under its keyword; those
    below "Rationale:" or "Exceptions:" demand nothing.
    """
    leads: dict[int, _Lead] = {}
    found: list[Clause] = []
    for block in blocks:
        if isinstance(block, Comment) and found:
            found[-1] = _with_bindings(found[-1], read_comment(block.text, block.place))
        if isinstance(block, Heading | Fence | Comment):
            continue
        level = 0 if isinstance(block, Row) else block.depth
        # A paragraph outside of lists ends what an earlier lead-in governs.
        floor = level if isinstance(block, Item) else 0
        leads = {depth: lead for depth, lead in leads.items() if depth < floor}
        clauses = tuple(_of_block(block, leads[max(leads)] if leads else _Lead()))
        found += clauses
        if clauses and clauses[-1].text.endswith((":", "\uff1a")):
            leads[level] = _lead(clauses[-1])
    return tuple(_with_reasons(found))


def _with_reasons(clauses: Sequence[Clause]) -> Iterator[Clause]:
    """The clauses with why they say what they say.

    A rationale speaks for the clauses before it that have no reason of their own.
    """
    reason = ""
    told: list[Clause] = []
    for clause in reversed(clauses):
        if clause.aside:
            rationale = _RATIONALE.match(clause.text)
            reason = clause.text[rationale.end() :].strip() if rationale else reason
            told.append(clause)
            continue
        own = _BECAUSE.search(clause.text)
        told.append(replace(clause, reason=own[1].strip(" .") if own else reason))
    return reversed(told)


def _lead(clause: Clause) -> _Lead:
    return _Lead(clause.text, clause.keyword, clause.aside)


def _of_block(block: Item | Row | Heading | Block, lead: _Lead) -> Iterator[Clause]:
    if isinstance(block, Row):
        if not block.header and block.cells:
            yield _of_row(block)
    elif not isinstance(block, Heading | Fence | Comment):
        shown = block.text.shown
        aside = lead.aside or any(aside.match(shown) for aside in _ASIDES)
        spans = tuple(_demands(block.text))
        for index, (start, end) in enumerate(spans):
            clause = _clause(block.text, start, end, lead, aside, isinstance(block, Item))
            stop = spans[index + 1][0] if index + 1 < len(spans) else len(block.text.raw)
            yield _with_bindings(clause, _comments_between(block.text, start, stop))


def _comments_between(text: Text, start: int, stop: int) -> tuple[BoundWord, ...]:
    return tuple(
        word
        for first, last in text.comments
        if start <= first < stop
        for word in read_comment(text.raw[first:last], text.place(first, last))
    )


def _with_bindings(clause: Clause, words: tuple[BoundWord, ...]) -> Clause:
    if not words:
        return clause
    named = tuple(each for each in words if each.word != NOTHING)
    changed: Clause = replace(
        clause,
        bindings=(*clause.bindings, *named),
        unbound=clause.unbound or len(named) < len(words),
    )
    return changed


def _clause(text: Text, start: int, end: int, lead: _Lead, aside: bool, item: bool) -> Clause:
    return Clause(
        text=plain(text.shown[start:end]),
        keyword=_strongest(text.prose[start:end]) or lead.keyword,
        place=text.place(start, end),
        words=text.words(start, end),
        aside=aside,
        item=item,
        lead=lead.text,
    )


def _of_row(row: Row) -> Clause:
    first, last = row.cells[0].place(), row.cells[-1].place()
    clause = Clause(
        text=" | ".join(plain(cell.shown) for cell in row.cells),
        keyword=_strongest(" ".join(cell.prose for cell in row.cells)),
        place=Place(first.path, first.line, first.column, last.end_line, last.end_column),
        words=tuple(word for cell in row.cells for word in cell.words()),
    )
    said = (_comments_between(cell, 0, len(cell.raw)) for cell in row.cells)
    return _with_bindings(clause, tuple(word for words in said for word in words))


def _demands(text: Text) -> Iterator[tuple[int, int]]:
    """Sentences; one that only names code ("Enforced by `API201`.") belongs to the one before."""
    waiting: tuple[int, int] | None = None
    for start, end in _sentences(text):
        follows = bool(text.words(start, end)) and not _strongest(text.prose[start:end])
        if waiting and follows and _strongest(text.prose[slice(*waiting)]):
            waiting = waiting[0], end
            continue
        if waiting:
            yield waiting
        waiting = start, end
    if waiting:
        yield waiting


def _sentences(text: Text) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _STOP.finditer(text.prose):
        following = text.shown[match.end() : match.end() + 1]
        before = text.prose[max(0, match.start() - 8) : match.start() + 1]
        if following.islower() or before.lower().endswith(_ABBREVIATIONS):
            continue
        yield from _trimmed(text, start, match.end())
        start = match.end()
    yield from _trimmed(text, start, len(text.raw))


def _trimmed(text: Text, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The span without space and comments at its ends; nothing if nothing is left."""
    piece = text.shown[start:end]
    if piece.strip():
        first = start + len(piece) - len(piece.lstrip())
        yield first, start + len(piece.rstrip())


def _strongest(prose: str) -> str:
    """The strongest word of duty; words in quotes are spoken of, unless all of it is a quote."""
    unquoted = _QUOTED.sub(" ", prose)
    said = unquoted if _LETTERS.search(unquoted) else prose
    words = {_WORD_GAP.sub(" ", match[0]) for match in _KEYWORD.finditer(said)}
    return next((word for word in _STRENGTH if word in words), "")
