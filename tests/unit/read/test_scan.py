"""The look before the parser: wild text is refused, comments and logical lines are right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdd.read.python.scan import MAX_BYTES, scan


@pytest.mark.parametrize(
    ("text", "reason", "line"),
    [
        ("x = 1\ny = " + "(" * 1_500 + ")" * 1_500, "nested brackets", 2),
        ("x = " + "-" * 20_000 + "1", "chain", 1),
        ("x = a" + ".a" * 20_000, "chain", 1),
        ("x = a" + "[0]" * 20_000, "chain", 1),
        ("x = a" + "()" * 20_000, "chain", 1),
        ("x = (\n" + "1 +\n" * 5_000 + "1)", "chain", 1501),
        ("x = " + "not " * 5_000 + "1", "chain", 1),
        ("x = " + "lambda: " * 5_000 + "1", "chain", 1),
        ("x = (" + '"a" ' * 5_000 + ")", "chain", 1),
        ("if a:\n pass\n" + "elif b:\n pass\n" * 9_000, "elif", 2003),
        ("".join(" " * n + "if a:\n" for n in range(150)) + " " * 150 + "pass", "indentation", 101),
        ("match x:\n case " + "{1: " * 12 + "a" + "}" * 12 + ": pass", "parsed soon", 2),
        ("x = a" + ".b" * 1_000 + "\n" + ("x = a" + ".b" * 1_000 + "\n") * 20, "parsed soon", 9),
        ("x = " + "(" * 40 + "-" * 100 + "(" * 40 + "-" * 1_450 + "1", "chain", 1),
        ("#" * (MAX_BYTES + 1), "larger than 5 MB", 1),
    ],
)
def test_wild_text_is_refused_with_reason_and_line(text: str, reason: str, line: int) -> None:
    excess = scan(text).excess
    assert excess is not None
    assert reason in excess.reason
    assert excess.line == line


@pytest.mark.parametrize(
    "text",
    [
        "x = [" + "1, " * 50_000 + "]",
        "x = {" + "'a': 1 + 2,\n" * 20_000 + "}",
        "x = 1\n" * 50_000,
        "".join(f"if a{n}:\n    pass\nelif b:\n    pass\n" for n in range(3_000)),
        '"' + "(" * 5_000 + '"',
        '"""' + "((((\n" * 500 + '"""',
        "# " + "((((" * 500,
        "f(" + "a.b(c[0]), " * 10_000 + ")",
    ],
)
def test_long_but_ordinary_text_is_accepted(text: str) -> None:
    assert scan(text).excess is None


def test_comments_are_found_outside_strings_only() -> None:
    text = 'a = "# no"  # yes\nb = """\n# no\n"""\n# also\n'
    assert [text[start:end] for start, end in scan(text).comments] == ["# yes", "# also"]


def test_logical_lines_join_brackets_and_backslashes() -> None:
    text = "a = (1,\n  2)\nb = 3 + \\\n  4\n\n# c\nd = 5"
    lines = [text[start:end] for start, end in scan(text).logical_lines]
    assert lines == ["a = (1,\n  2)", "b = 3 + \\\n  4", "d = 5"]


@given(st.text(alphabet="\"'\\()[]{}#\n\r ,;:=.-+aé\f\t", max_size=400))
def test_any_text_is_scanned_and_offsets_stay_inside(text: str) -> None:
    look = scan(text)
    for start, end in (*look.comments, *look.logical_lines):
        assert 0 <= start < end <= len(text)
