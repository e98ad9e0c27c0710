"""Places in Markdown: line ends, containers, code, comments and texts that are too wild."""

import time

import pytest

from sdd.read.markdown.inline import make_text, plain
from sdd.read.markdown.outline import (
    Comment,
    DocumentTooWild,
    Fence,
    Heading,
    Item,
    Paragraph,
    Row,
    outline,
)


def blocks(text: str) -> list[tuple[str, int, int]]:
    return [
        (type(block).__name__, block.line, block.end_line) for block in outline(text, "x").blocks
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_and_columns_are_the_same_for_every_line_end(end: str) -> None:
    text = end.join(["\ufeff# Title", "", "- one", "  - **two** three", "", "| a | b |", "|-|-|"])
    found = outline(text, "x").blocks
    assert [type(block) for block in found] == [Heading, Item, Item, Row]
    nested = found[2]
    assert isinstance(nested, Item)
    assert (nested.depth, nested.text.place().line, nested.text.place().column) == (2, 4, 5)
    assert nested.text.raw == "**two** three"


def test_front_matter_is_left_out_and_an_unclosed_one_is_text() -> None:
    assert blocks("---\n\ntitle: a\n---\n\n# T\n") == [("Heading", 6, 6)]
    assert ("Heading", 5, 5) in blocks("---\nnot yaml at all\n\n\n# T\n")


def test_a_setext_heading_covers_both_lines() -> None:
    assert blocks("Title\n=====\n\ntext\n") == [("Heading", 1, 2), ("Paragraph", 4, 4)]


def test_a_lazy_continuation_keeps_its_own_column() -> None:
    (item,) = outline("- first\nlazy\n   third\n", "x").blocks
    assert isinstance(item, Item)
    assert item.text.position(item.text.raw.index("lazy")) == (2, 1)
    assert item.text.position(item.text.raw.index("third")) == (3, 4)


def test_a_form_feed_ends_no_line() -> None:
    (paragraph,) = outline("one\x0c\x0btwo\u2028three\nfour\n", "x").blocks
    assert (paragraph.line, paragraph.end_line) == (1, 2)


def test_cells_have_their_own_columns() -> None:
    row = outline("| a | b |\n|---|---|\n| x | `y|z` x |\n", "x").blocks[1]
    assert isinstance(row, Row)
    assert (row.cells[0].place().line, row.cells[0].place().column) == (3, 3)
    assert row.table == (1, 3)


def test_comments_and_fences_are_blocks_of_their_own() -> None:
    found = outline("<!-- a\nb -->\ntext\n\n```py\ncode\n```\n", "x").blocks
    assert [type(block) for block in found] == [Comment, Paragraph, Fence]
    fence = found[2]
    assert isinstance(fence, Fence)
    assert (fence.first, fence.content) == (6, "code\n")


def test_code_wins_over_a_comment_that_begins_inside_it() -> None:
    text = make_text("x", "a `<!--` b <!-- `c` --> d", ((1, 1),))
    assert text.words() == ("<!--",)
    assert text.prose == "a        b              d"
    assert len(text.prose) == len(text.raw)


def test_plain_text_has_no_emphasis_and_no_link_targets() -> None:
    assert (
        plain("**Bold** _it_ `snake_case` [a](b.md) ![i](j) x_y_z")
        == "Bold it snake_case a i x_y_z"
    )


@pytest.mark.parametrize(
    "text",
    [
        ">" * 20_000,
        "- " * 20_000 + "a",
        "* " * 20_000 + "a",
        "1. " * 20_000 + "a",
        "".join("  " * depth + "- a\n" for depth in range(400)),
        "a " * 2_500_000,
        "a\n" * 300_000,
        "|".join("a" * 9_000) + "\n" + "|".join("-" * 9_000) + "\n" + "a|" * 300_000,
        ">>>>>>>>> a\n" + "lazy\n" * 90_000,
        ("- " * 12 + "a\n") * 50_000,
    ],
    ids=[
        "quotes",
        "dashes",
        "stars",
        "numbers",
        "nesting",
        "line",
        "lines",
        "cells",
        "lazy",
        "wide",
    ],
)
def test_a_wild_text_is_refused_at_once_with_a_line(text: str) -> None:
    began = time.perf_counter()
    with pytest.raises(DocumentTooWild) as caught:
        outline(text, "x")
    assert caught.value.reason
    assert 1 <= caught.value.line <= text.count("\n") + 1
    assert time.perf_counter() - began < 3


@pytest.mark.parametrize(
    "text",
    [
        "[" * 20_000,
        "*" * 20_000,
        "`" * 20_000,
        "a " * 900_000,
        "` `` " * 100_000,
        "a <!-- " * 100_000,
        "[a](" * 100_000,
        "- - - - - - - - - - - - - - - - - - - - - - - -\n",
        "<!--\n" * 90_000,
        "# a\n" * 30_000,
    ],
    ids=["brackets", "stars", "ticks", "line", "runs", "open", "links", "rule", "html", "headings"],
)
def test_an_odd_text_is_read_in_time(text: str) -> None:
    began = time.perf_counter()
    outline(text, "x")
    assert time.perf_counter() - began < 5
