import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from sdd.report.excerpt import excerpt


def shown(line, column, end_column, width=60):
    code, blanks, carets = excerpt(line, column, end_column, width)
    return [code, blanks + carets]


def test_carets_stand_below_the_span():
    assert shown("x = call()\n", 5, 11) == [
        "x = call()",
        "    ^^^^^^",
    ]


def test_tabs_become_blanks_and_the_carets_follow():
    assert shown("\tx\t= 1", 2, 3) == [
        "    x   = 1",
        "    ^",
    ]


def test_wide_characters_count_two_cells():
    code, blanks, carets = excerpt('名 = "日本"', 5, 9, 60)
    assert (code, len(blanks), len(carets)) == ('名 = "日本"', 5, 6)


def test_control_characters_are_shown_and_the_carets_cover_what_is_shown():
    assert shown("a\x1bb", 2, 3) == [
        "a\\x1bb",
        " ^^^^",
    ]


@pytest.mark.parametrize(("column", "end"), [(3, 3), (3, 1), (99, 120), (3, 99)])
def test_a_span_that_is_empty_or_beyond_the_line_gets_one_caret(column, end):
    code, _, carets = excerpt("ab", column, end, 60)
    assert (code, carets) == ("ab", "^")


def test_a_long_line_is_cut_on_both_sides_of_the_span():
    line = "a" * 100 + "HERE" + "b" * 100
    assert shown(line, 101, 105, 30) == [
        "…aaaaaaaaaHEREbbbbbbbbbbbbbbb…",
        "          ^^^^",
    ]


def test_a_long_line_is_cut_at_its_end_alone_where_the_span_is_near_its_start():
    assert shown("HERE" + "b" * 100, 1, 5, 24) == [
        "HEREbbbbbbbbbbbbbbbbbb…",
        "^^^^",
    ]


def test_a_span_that_is_longer_than_the_room_fills_it():
    code, blanks, carets = excerpt("x = " + "y" * 200, 5, 205, 24)
    assert (code, blanks, carets) == ("…" + "y" * 22 + "…", " ", "^" * 22)


@given(
    st.text(st.characters(codec=None), max_size=200),
    st.integers(1, 220),
    st.integers(1, 220),
    st.integers(24, 120),
)
def test_any_line_gives_a_harmless_excerpt_with_a_caret(line, column, end, width):
    code, blanks, carets = excerpt(line, column, end, width)
    assert carets == "^" * len(carets) != ""
    assert blanks.strip(" ") == ""
    assert len((code + "|").encode().decode().splitlines()) == 1
    assert "\x1b" not in code
    assert cell_len(code) <= width + 2


def test_a_line_of_a_million_characters_is_cut_around_its_middle():
    code, _, carets = excerpt("x" * 1_000_000, 500_000, 500_003, 40)
    assert (len(code), carets) == (40, "^^^")
