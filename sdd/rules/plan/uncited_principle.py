"""PLN102."""

import re
from collections.abc import Iterator, Sequence

from sdd.plugin import (
    Constitution,
    Context,
    Field,
    Finding,
    Meta,
    Offending,
    Plan,
    Principle,
    Related,
    Rule,
    Severity,
    Sound,
)

_MEMORY = ".specify/memory/constitution.md"
_LAW = (
    "# Library Constitution\n\n## Core Principles\n\n### I. Contracts first\n\nRoutes MUST declare "
    "what they return.\n\n### II. Async all the way\n\nHandlers MUST NOT block.\n\n"
    "**Version**: 1.0.0 | **Ratified**: 2026-01-15 | **Last Amended**: 2026-01-15\n"
)
_PATH = "specs/001-login/plan.md"
_PLAN = "# Implementation Plan: Login\n\n**Date**: 2026-02-01\n\n## Constitution Check\n\n"
_NUMBER = re.compile(
    r"\W{0,4}(?:(?:principle|article|section)\s+)?(?P<number>[IVXL]{1,7}|\d{1,3})(?=[.:)\s\u2013—])",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{2,}|\d[\d.]*")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2}")
_COMMON = frozenset(
    {"the", "and", "for", "with", "over", "not", "non", "negotiable", "first", "principle"}
    | {"principles", "article", "section", "core", "of", "is", "are", "must", "be", "to", "in"}
    | {"on", "all", "no", "by", "an", "as", "mandatory", "critical", "based", "standards"}
)
_PARENTHETICAL = re.compile(r"[(\uff08][^()\uff08\uff09]*[)\uff09]")
_PARTS = re.compile(r"[,/&;:\u2013—]|\band\b|\bover\b|と|、")
_ENDING = re.compile(r"(?:s|ing|ed|es|ity|ation|ly|able|ability|ment)\Z")
# A word as long as "observab" names a principle by itself.
_TELLING = 7
_RANGE = re.compile(
    r"(?i:principles?|articles?|sections?|§)\W{0,3}(?P<first>[IVXL]{1,7}|\d{1,3})\s?[-\u2013—]\s?"
    r"(?P<last>[IVXL]{1,7}|\d{1,3})\b"
)
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}
_FEWEST = 3
_ENOUGH = 0.5
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_SHOWN = 3


class UncitedPrinciple(Rule[Plan]):
    """A principle that the plan's gate passes over.

    What it finds:
        Principles of the constitution that no line of the Constitution Check names, by number
        ("Principle II", "II."), by the words of their title or by those of their own sentences:
        one finding per plan. Where the
        plan was written before the constitution was last amended it is one step less severe, the
        principle may be newer. An empty or missing check is left to PLN101, and a constitution
        whose principles cannot be told from its other chapters is not judged.

    Why it matters:
        "All principles are kept" checks none of them. What was not looked at is what the review
        finds when the code exists.

    What to do:
        Add a line for each principle that says how the plan keeps to it, or that it does not
        apply and why.

    Fix safety:
        No fix is offered: the answer is the point of the gate.
    """

    meta = Meta(
        code="PLN102",
        name="uncited-principle",
        summary="a principle that the constitution check does not mention",
        severity=Severity.WARNING,
        since="0.2.0",
        remedy="Say in the Constitution Check of each principle how the plan keeps to it.",
    )
    subject = Plan
    examples = (
        Offending(
            f"{_PLAN}- [x] I. Contracts first: every route has a model\n",
            5,
            "1 of 2 principles is not mentioned: II. Async all the way",
            path=_PATH,
            beside={_MEMORY: _LAW},
        ),
        Sound(
            f"{_PLAN}| Principle | Verdict |\n|---|---|\n| Contracts | kept |\n"
            "| Principle II | kept |\n",
            path=_PATH,
            beside={_MEMORY: _LAW},
        ),
        Sound(f"{_PLAN}- Principles I-IV: kept\n", path=_PATH, beside={_MEMORY: _LAW}),
        Sound(f"{_PLAN}- All kept.\n", path=_PATH),
    )

    def check(self, subject: Plan, context: Context) -> Iterator[Finding]:
        law, gate = context.project.constitution, subject.gate
        if law is None or gate is None or gate.empty or subject.dialect == "other":
            return
        lines = [check.text for check in subject.checks]
        unnamed = {mention.place.line for mention in law.placeholders}
        principles = [each for each in law.principles if each.place.line not in unnamed]
        words = [_words(line) for line in lines]
        meant = _counterparts(principles, words)
        missing = [
            each
            for index, each in enumerate(principles)
            if index not in meant and not _is_cited(each, lines, words)
        ]
        if not missing:
            return
        names = ", ".join(_name(each) for each in missing[:_SHOWN])
        more = f" and {len(missing) - _SHOWN} more" if len(missing) > _SHOWN else ""
        verb = "is" if len(missing) == 1 else "are"
        yield self.finding(
            gate.place,
            f"{len(missing)} of {len(principles)} principles {verb} not mentioned: {names}{more}",
            key="principles",
            lower=1 if _is_older(subject, law) else 0,
            related=tuple(Related(_name(each), each.place) for each in missing[:_SHOWN]),
        )


def _counterparts(principles: Sequence[Principle], lines: Sequence[set[str]]) -> set[int]:
    """Indices of principles whose own sentences a line puts in other words, the best per line."""
    texts = {
        index: _words(" ".join((each.title, *(clause.text for clause in each.clauses))))
        for index, each in enumerate(principles)
    }
    meant = set()
    for words in lines:
        shared = {index: len(words & text) for index, text in texts.items()}
        best = max(shared, key=lambda index: shared[index], default=None)
        if best is not None and shared[best] >= max(_FEWEST, _ENOUGH * len(words)):
            meant.add(best)
    return meant


def _is_cited(principle: Principle, lines: Sequence[str], words: Sequence[set[str]]) -> bool:
    number = _NUMBER.match(principle.title)
    if number and any(_names_number(line, number["number"]) for line in lines):
        return True
    title = _PARENTHETICAL.sub(" ", principle.title[number.end() if number else 0 :])
    wanted = _words(title)
    parts = [found for part in _PARTS.split(title) if (found := _words(part))]
    return not wanted or any(_is_meant(each, wanted, parts) for each in words)


def _is_meant(line: set[str], wanted: set[str], parts: list[set[str]]) -> bool:
    """True where a line has half of a title's words, a long one, or one of its parts."""
    shared = wanted & line
    if len(shared) >= max(1, _ENOUGH * len(wanted)) or any(part <= line for part in parts):
        return True
    return any(len(word) >= _TELLING for word in shared)


def _names_number(line: str, number: str) -> bool:
    """True where a line begins with the number, or calls a principle or article by it."""
    begins = _NUMBER.match(line)
    if begins and begins["number"].upper() == number.upper():
        return True
    if any(_spans(match, number) for match in _RANGE.finditer(line)):
        return True
    several = r"(?:[\w&,/ ]{0,40}[,&/ ])?"
    called = rf"(?i:principles?|articles?|sections?|§)\W{{0,3}}{several}{number}\b"
    return re.search(called, line) is not None


def _spans(match: re.Match[str], number: str) -> bool:
    """True where a number lies in a range: "Principles II-IV" names III."""
    first, last = _value(match["first"]), _value(match["last"])
    return first <= _value(number) <= last


def _value(number: str) -> int:
    """What a Roman or an Arabic number stands for."""
    if number.isdecimal():
        return int(number)
    values = [_ROMAN[digit] for digit in number.upper()]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-each if each < following else each for each, following in pairs)


def _words(text: str) -> set[str]:
    """The words that carry a title, and pairs of signs where a language has no spaces."""
    folded = text.casefold()
    words = {_stem(word) for word in _WORD.findall(folded) if word not in _COMMON}
    signs = {folded[at : at + 2] for at in range(len(folded) - 1) if _CJK.match(folded, at)}
    return signs or words


def _stem(word: str) -> str:
    """A word without the ending that its number or its kind gives it."""
    return _ENDING.sub("", word) or word


def _name(principle: Principle) -> str:
    return principle.title.partition("(")[0].strip()


def _is_older(plan: Plan, law: Constitution) -> bool:
    """True where the plan's date lies before the last amendment."""
    written = _date(next((field for field in plan.fields if field.key == "date"), None))
    amended = _date(law.footer.amended if law.footer else None)
    return bool(written and amended and written < amended)


def _date(field: Field | None) -> str:
    match = _DATE.search(field.value) if field else None
    return match[0] if match else ""
