"""SPC104."""

import re
from collections.abc import Iterator, Sequence

from sdd.plugin import (
    Confidence,
    Context,
    Finding,
    Meta,
    Offending,
    Requirement,
    Rule,
    Severity,
    Sound,
    Spec,
)

_PATH = "specs/001-login/spec.md"
_STORIES = (
    "# Feature Specification: Login\n\n## User Scenarios & Testing\n\n"
    "### User Story 1 - Log in (Priority: P1)\n\n1. **Given** a user, **When** they log in, "
    "**Then** they get a token\n\n## Requirements\n\n- **FR-001**: The system MUST issue tokens.\n"
)
_CRITERIA = "\n## Success Criteria\n\n- **SC-001**: 95 % of logins take under 1 s.\n"
# What makes a sentence normative, in the languages that we have seen specifications in.
_NORMATIVE = re.compile(
    r"\b(?:must|shall|should|may|will|required|cannot|can ?not|never|only|zero"
    r"|(?:not )?(?:permitted|allowed)|forbidden|prohibited|debe[n]?|deberá[n]?|doit"
    r"|muss|müssen|deve[m]?)\b|必须|必須|须|應|应|需要|不得|禁止|ならない|べき|こと|できる"
    r"|しない|する|ます|야\s?(?:한다|합니다|함|하며)|해야|안\s?된다|должн",
    re.IGNORECASE,
)
_VERB = re.compile(r"(?<!that )(?<!which )(?<!who )\b(?:MUST|SHALL)(?:\s+NOT)?\b")
_ASIDE = re.compile(r"\([^()]*\)|\"[^\"]*\"")
# Words that everybody fulfils in their own opinion; a figure makes them testable.
_VAGUE = re.compile(
    r"\b(?:user[- ]friendly|easy[- ]to[- ]use|easily|intuitive(?:ly)?|seamless(?:ly)?|robust(?:ly)?"
    r"|quickly|fast|efficient(?:ly)?|high[- ]performance|performant|scalable"
    r"|reasonabl[ey]|(?<!the )appropriate(?:ly)?|adequate(?:ly)?|sufficient(?:ly)?|graceful(?:ly)?"
    r"|modern|nice|smooth(?:ly)?|flexible|where appropriate|and so on)\b",
    re.IGNORECASE,
)
# What follows says what the word stands for: an example, a list, the way it is done.
_EXPLAINED = re.compile(
    r"[:;\u2013—]|\be\.g\.|\bi\.e\.|\bsuch as\b|\bfor example\b|\bby \w+ing\b|, \w+ing\b"
    r"|\bwithout \w+ing\b|\bincluding\b",
    re.IGNORECASE,
)
# These have a settled meaning next to their noun: a fast lane, a graceful shutdown.
_SETTLED = re.compile(
    r"fast(?:api|er|est|[- ]fail|[- ]path|[- ]forward|ify)|fail[- ]fast|modern(?:ize|ise)"
    r"|graceful(?:ly)? (?:shut|stop|terminat|restart|degrad)\w*|quick ?start|smooth[- ]scroll\w*",
    re.IGNORECASE,
)
# FR-001, NFR-002, REQ-3: an id whose letters stand for a requirement.
_REQUIRES = re.compile(r"(?:[A-Z]+-)*(?:[A-Z]*R|REQS?)-\d")
_WITHDRAWN = re.compile(
    r"\W*(?:removed|deprecated|obsolete|superseded|deferred|withdrawn|reserved|n/a)\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d")
_MOSTLY = 0.5
_LONGEST = 80


class UntestableRequirement(Rule[Spec]):
    """A requirement that no test can prove.

    What it finds:
        A requirement without MUST or SHALL (in whatever language the specification is written;
        one step less severe where a figure stands in it),
        one that states several behaviours, each with its own MUST, and one whose demand rests on
        a word such as "intuitive" or "quickly" that no figure, example or list explains. Where
        most requirements have no MUST the style is told once, for the whole document.
        Requirements in tables, those with an open question and specifications of other tools
        are not judged.

    Why it matters:
        What cannot be tested is accepted by taste; and of two behaviours in one requirement the
        second is forgotten while its box is ticked.

    What to do:
        One behaviour, one MUST, and a figure where a word like "fast" stands; split the rest.

    Fix safety:
        No fix is offered: only the author knows what was meant.
    """

    meta = Meta(
        code="SPC104",
        name="untestable-requirement",
        summary="no MUST, several behaviours in one, or a vague word without a figure",
        severity=Severity.WARNING,
        since="0.2.0",
        remedy="State one behaviour with one MUST, and a figure instead of a vague word.",
    )
    subject = Spec
    examples = (
        Offending(
            f"{_STORIES}- **FR-002**: Tokens in a cookie.\n{_CRITERIA}",
            12,
            "FR-002 has no MUST or SHALL",
            path=_PATH,
        ),
        Offending(
            f"{_STORIES}- **FR-002**: The system MUST lock the account. It MUST mail the user.\n"
            f"{_CRITERIA}",
            12,
            "FR-002 states 2 behaviours",
            path=_PATH,
        ),
        Offending(
            f"{_STORIES}- **FR-002**: The login form MUST be intuitive.\n{_CRITERIA}",
            12,
            "FR-002 rests on 'intuitive', which no test can prove",
            path=_PATH,
        ),
        Sound(
            f"{_STORIES}- **FR-002**: The system MUST answer quickly: within 200 ms.\n"
            "- **FR-003**: The system MUST handle a lost connection gracefully (it shows the last "
            "state)\n"
            "- **FR-004**: El sistema debe cerrar la sesión.\n"
            f"- **FR-005**: システムはログを記録しなければならない。\n{_CRITERIA}",
            path=_PATH,
        ),
    )

    def check(self, subject: Spec, context: Context) -> Iterator[Finding]:
        if subject.dialect == "other":
            return
        unwritten = (*subject.clarifications, *subject.residue)
        open_lines = {mention.place.line for mention in unwritten}
        requirements = [
            each
            for each in subject.requirements
            if _is_judged(each) and each.place.line not in open_lines
        ]
        silent = [each for each in requirements if not _is_demand(each)]
        yield from self._without_verb(silent, len(requirements))
        for each in filter(_is_demand, requirements):
            if count := _behaviours(each.text):
                message = f"{each.id} states {count} behaviours, each with its own MUST"
                yield self.finding(each.place, message, key=f"{each.id} compound", scope=each.id)
            elif word := _vague_word(each):
                message = f"{each.id} rests on {word!r}, which no test can prove"
                yield self.finding(each.place, message, key=f"{each.id} vague", scope=each.id)

    def _without_verb(self, silent: Sequence[Requirement], total: int) -> Iterator[Finding]:
        if silent and len(silent) > _MOSTLY * total > 1:
            first = silent[0]
            message = f"{len(silent)} of {total} requirements have no MUST or SHALL, as {first.id}"
            yield self.finding(
                first.place, message, key="no verb", scope=first.id, confidence=Confidence.MEDIUM
            )
            return
        for each in silent:
            message = f"{each.id} has no MUST or SHALL: {_shorten(each.text)}"
            yield self.finding(
                each.place,
                message,
                key=f"{each.id} verb",
                scope=each.id,
                lower=1 if _FIGURE.search(each.text) else 0,
            )


def _is_judged(requirement: Requirement) -> bool:
    """True for a sentence of its own under an id of a requirement, which still stands."""
    text = requirement.text
    if not text.strip() or " | " in text or _WITHDRAWN.match(text):
        return False
    return _REQUIRES.match(requirement.id) is not None


def _is_demand(requirement: Requirement) -> bool:
    return bool(_NORMATIVE.search(" ".join((requirement.text, *requirement.details))))


def _behaviours(text: str) -> int:
    """How many behaviours are demanded, if more than one; asides demand nothing."""
    count = len(_VERB.findall(_ASIDE.sub(" ", text)))
    return count if count > 1 else 0


def _vague_word(requirement: Requirement) -> str:
    """The word that the demand rests on; "" where a figure, a list or the rest explains it."""
    text = requirement.text
    if requirement.details or _FIGURE.search(text):
        return ""
    match = _VAGUE.search(_ASIDE.sub(_blank, _SETTLED.sub(_blank, text)))
    if match is None or "(" in text[match.end() :] or _EXPLAINED.search(text, match.end()):
        return ""
    return match[0]


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _shorten(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()}..."
