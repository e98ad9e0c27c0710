"""What an ignore comment in Markdown covers."""

from sdd.read.markdown.spec import read_spec


def covered(text: str) -> list[tuple[tuple[str, ...], str, int, int]]:
    return [
        (found.rules, found.reason, found.first, found.last)
        for found in read_spec(text, "s.md").suppressions
    ]


def test_a_comment_alone_on_its_line_covers_the_next_block_only() -> None:
    text = "<!-- sdd: ignore[SPC102] asked -->\n\n## Heading\n\npara\npara\n"
    assert covered(text) == [(("SPC102",), "asked", 3, 3)]
    assert covered("<!-- sdd: ignore[SPC102] a -->\npara\npara\n\nmore\n")[0][2:] == (2, 3)
    assert covered("<!-- sdd: ignore[SPC102] a -->\n- one\n  - two\n- three\n")[0][2:] == (2, 2)


def test_two_comments_in_a_row_cover_the_same_block() -> None:
    text = "<!-- sdd: ignore[SPC102] a -->\n<!-- sdd: ignore[x-y, SPC1] b -->\ntext\n"
    assert covered(text) == [(("SPC102",), "a", 3, 3), (("x-y", "SPC1"), "b", 3, 3)]


def test_a_comment_beside_text_covers_the_block_that_it_stands_on() -> None:
    assert covered("one\ntwo <!-- sdd: ignore[SPC102] why -->\n\nthree\n")[0][2:] == (1, 2)
    assert covered("- [ ] a <!-- sdd: ignore[TSK101] why -->\n- [ ] b\n")[0][2:] == (1, 1)


def test_a_table_is_covered_whole_from_above_and_by_row_from_inside() -> None:
    table = "| a |\n|---|\n| b |\n"
    assert covered(f"<!-- sdd: ignore[SPC102] why -->\n\n{table}")[0][2:] == (3, 5)
    assert covered("| a |\n|---|\n| b <!-- sdd: ignore[SPC102] w --> |\n| c |\n")[0][2:] == (3, 3)


def test_a_file_comment_covers_the_file_and_a_reason_may_be_missing() -> None:
    (found,) = read_spec("text\n\n<!-- sdd: ignore-file[SPC101] -->\n", "s.md").suppressions
    assert found.whole_file
    assert found.first == 1
    assert found.last > 1_000_000
    assert found.reason == ""
    assert found.place == (3, 1, 3, 34)


def test_code_holds_no_suppression() -> None:
    assert (
        covered("`<!-- sdd: ignore[SPC102] a -->`\n\n```\n<!-- sdd: ignore[A] b -->\n```\n") == []
    )
