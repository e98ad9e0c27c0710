"""Decisions of every layout become the same value; any text becomes one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdd.model.decisions import Decision, DecisionStatus, Relation
from sdd.read.markdown.adr import read_adr
from sdd.read.markdown.adr_status import read_status

SPECKIT = """\
# ADR-0007: Signed tokens

> **Scope**: Who calls.

- **Status:** Superseded by ADR-0009
- **Date:** 2026-01-02
- **Feature:** 001-login
- **Context:** Two services
  need to know.

## Decision

Tokens.

## Consequences

### Positive

- One login.

### Negative

- Keys are rotated.

## Alternatives Considered

- **Sessions**: need a store.

## References

- Supersedes: [ADR-0003](0003-cookies.md)
- Related ADRs: ADR-0001, 0002 and ADR 4
"""
NYGARD = """\
# 7. Signed tokens

Date: 2026-01-02

## Status

Accepted

Supersedes [3. Cookies](0003-cookies.md)

Amended by [9. Key rotation](0009-key-rotation.md)

## Context

Two services.

## Decision

Tokens.

## Consequences

One login.
"""
MADR = """\
---
status: superseded by [ADR-0009](0009-x.md)
date: 2026-01-02
decision-makers: Ann
---

# Signed tokens

## Context and Problem Statement

Two services.

## Considered Options

* Tokens
* Sessions

## Decision Outcome

Chosen option: "Tokens", because they can be checked.

### Consequences

* Good, because one login.
"""
OLD_MADR = """\
# Signed tokens

* Status: accepted
* Deciders: Ann
* Date: 2026-01-02

Technical Story: none

## Context and Problem Statement

Two services.

## Decision Outcome

Tokens.
"""


def read(text: str, name: str = "0007-signed-tokens.md") -> Decision:
    return read_adr(text, f"history/adr/{name}")


def named(decision: Decision) -> list[tuple[Relation, int, str]]:
    return [(each.relation, each.number, each.target) for each in decision.references]


def test_the_layout_of_spec_kit_plus() -> None:
    found = read(SPECKIT)
    assert (found.layout, found.number, found.heading_number) == ("speckit", 7, 7)
    assert (found.title, found.date, found.feature) == ("Signed tokens", "2026-01-02", "001-login")
    assert found.status is DecisionStatus.SUPERSEDED
    assert found.chapters == ("context", "decision", "consequences", "alternatives")
    assert named(found) == [
        (Relation.SUPERSEDED_BY, 9, ""),
        (Relation.SUPERSEDES, 3, "history/adr/0003-cookies.md"),
        (Relation.RELATES, 1, ""),
        (Relation.RELATES, 2, ""),
        (Relation.RELATES, 4, ""),
    ]
    place = found.references[0].place
    assert (place.line, place.column) == (5, 29)


def test_the_layout_of_nygard() -> None:
    found = read(NYGARD)
    assert (found.layout, found.heading_number, found.date) == ("nygard", 7, "2026-01-02")
    assert found.status is DecisionStatus.ACCEPTED
    assert found.status_field and found.status_field.place.line == 7
    assert named(found) == [
        (Relation.SUPERSEDES, 3, "history/adr/0003-cookies.md"),
        (Relation.AMENDED_BY, 9, "history/adr/0009-key-rotation.md"),
    ]


@pytest.mark.parametrize(
    ("text", "status"),
    [(MADR, DecisionStatus.SUPERSEDED), (OLD_MADR, DecisionStatus.ACCEPTED)],
)
def test_the_layouts_of_madr(text: str, status: DecisionStatus) -> None:
    found = read(text)
    assert (found.layout, found.title, found.date) == ("madr", "Signed tokens", "2026-01-02")
    assert (found.number, found.heading_number, found.status) == (7, -1, status)
    assert {"context", "decision"} <= set(found.chapters)


def test_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    plain = read(NYGARD)
    for text in (NYGARD.replace("\n", "\r\n"), f"\ufeff{NYGARD}"):
        assert read(text) == plain


@pytest.mark.parametrize(
    ("name", "number"),
    [("0007-x.md", 7), ("adr-007-x.md", 7), ("7-x.md", 7), ("20260102-x.md", -1), ("x.md", -1)],
)
def test_the_number_is_that_of_the_file_name(name: str, number: int) -> None:
    assert read(SPECKIT, name).number == number


@pytest.mark.parametrize(
    ("value", "status"),
    [
        ("Accepted (by the board)", DecisionStatus.ACCEPTED),
        ("✅ **Accepted**", DecisionStatus.ACCEPTED),
        ("[accepted]", DecisionStatus.ACCEPTED),
        ("Superceded by [2](2.md)", DecisionStatus.SUPERSEDED),
        ("Pending", DecisionStatus.PROPOSED),
        ("accepté", DecisionStatus.ACCEPTED),
        ("已接受", DecisionStatus.ACCEPTED),
        ("Proposed | Accepted | Superseded | Rejected", None),
        ('"{proposed | rejected | accepted}"', None),
        ("Acceptedly", None),
        ("maybe", None),
        ("", None),
    ],
)
def test_words_of_a_status(value: str, status: DecisionStatus | None) -> None:
    assert read_status(value) is status


def test_prose_about_other_records_is_no_relation() -> None:
    text = SPECKIT.replace("Tokens.", "This supersedes what ADR-0005 said; it amends ADR-0006.")
    assert named(read(text)) == named(read(SPECKIT))


def test_prompts_are_told_from_links_boxes_and_people() -> None:
    text = (
        "# ADR-0001: x\n\n- **Deciders**: [@ann, @ben]\n\n## Decision\n\n[what is decided, now]\n\n"
        "- [ ] a box\n- [a link](x.md)\n- **Pros**: [what is good about it]\n\n{{DECISION}}\n\n"
        "```\n[in a fence of code]\n```\n"
    )
    found = [mention.text for mention in read(text).residue]
    assert found == ["[what is decided, now]", "[what is good about it]", "{{DECISION}}"]


SIGNS = "#-*|[](): \n\r\tADR0179dStatus>`~_{}é\ufeff"


@given(st.text(alphabet=st.sampled_from(SIGNS), max_size=300))
def test_any_text_is_read(text: str) -> None:
    found = read(text)
    lines = text.count("\n") + text.count("\r") + 1
    assert all(each.place.line <= lines for each in found.references)
