"""Ignore comments: what they cover, what they must say, and what is said about them."""

from pathlib import Path

import pytest

from tests.cli.running import sdd
from tests.language import finds, places, write_project

RULES = ("ASY301", "API201", "SEC101", "SPC102", "SDD002", "SDD003")


def left(root: Path, source: str, path: str = "app.py") -> list[tuple[int, str]]:
    """Line and code of every finding of one file."""
    found = finds(root, {path: source}, select=RULES)
    return [(line, code) for _, line, code in places(found)]


def in_async(*lines: str) -> str:
    return "import time\n\n\nasync def wait():\n" + "".join(f"    {line}\n" for line in lines)


def test_without_a_comment_the_finding_is_there(tmp_path: Path) -> None:
    assert left(tmp_path, in_async("time.sleep(1)")) == [(5, "ASY301")]


@pytest.mark.parametrize(
    "source",
    [
        in_async("time.sleep(1)  # sdd: ignore[ASY301] measured, it is short"),
        in_async("time.sleep(1)  # sdd: ignore[blocking-call-in-async] by name"),
        in_async("time.sleep(1)  #sdd:ignore[ASY301] narrow"),
        in_async("time.sleep(1)  # noqa: X1  # sdd: ignore[ASY301] behind another"),
        in_async("time.sleep(1)  # sdd: ignore[ASY301] first # noqa: X1"),
        in_async("# sdd: ignore[ASY301] from above", "time.sleep(1)"),
        in_async("# sdd: ignore[ASY301] from above", "", "# and more words", "time.sleep(1)"),
        in_async("time.sleep(", "    1,", ")  # sdd: ignore[ASY301] at the end of the statement"),
        in_async("time.sleep(", "    1,  # sdd: ignore[ASY301] in the middle", ")"),
        in_async(
            "x = (", "    # sdd: ignore[ASY301] a line of its own inside", "  time.sleep(1)", ")"
        ),
        in_async("x = 1 + \\", "    time.sleep(1)  # sdd: ignore[ASY301] joined lines"),
        "# sdd: ignore-file[ASY301] generated\n" + in_async("time.sleep(1)", "time.sleep(2)"),
        in_async("time.sleep(1)") + "\n# sdd: ignore-file[ASY301] at the end\n",
        in_async("time.sleep(1)  # sdd: ignore[ASY301] windows").replace("\n", "\r\n"),
        "\ufeff" + in_async("time.sleep(1)  # sdd: ignore[ASY301] byte order mark"),
    ],
)
def test_a_comment_hides_what_it_covers(tmp_path: Path, source: str) -> None:
    assert left(tmp_path, source) == []


def test_a_comment_above_decorators_covers_the_whole_header(tmp_path: Path) -> None:
    source = (
        "from fastapi import FastAPI\napp = FastAPI()\n\n"
        "# sdd: ignore[API201] the client decides\n"
        '@app.get(\n    "/books",\n)\n@app.get("/all")\n'
        "def list_books(\n    page=1,\n):\n    return []\n"
    )
    assert left(tmp_path, source) == []
    assert set(left(tmp_path, source.replace("sdd: ", ""))) == {(9, "API201")}


def test_a_comment_above_a_function_does_not_cover_its_body(tmp_path: Path) -> None:
    source = in_async("time.sleep(1)").replace("async", "# sdd: ignore[ASY301] no\nasync")
    assert left(tmp_path, source) == [(4, "SDD003"), (6, "ASY301")]


def test_a_comment_covers_one_statement_only(tmp_path: Path) -> None:
    source = in_async("time.sleep(1)  # sdd: ignore[ASY301] this one", "time.sleep(2)")
    assert left(tmp_path, source) == [(6, "ASY301")]


def test_several_codes_are_separated_by_commas_and_judged_one_by_one(tmp_path: Path) -> None:
    source = in_async('open("a").read(password="Xy9-k2Lm!p4Q")  # sdd: ignore[ASY301, {}] both')
    assert left(tmp_path, source.format("hardcoded-secret")) == []
    assert left(tmp_path, source.format("API201")) == [(5, "SEC101"), (5, "SDD003")]


def test_two_comments_on_one_line_both_count(tmp_path: Path) -> None:
    line = "time.sleep(1)  # sdd: ignore[SEC101] stale # sdd: ignore[ASY301] true"
    assert left(tmp_path, in_async(line)) == [(5, "SDD003")]


def test_a_comment_without_a_reason_hides_and_is_told_of(tmp_path: Path) -> None:
    assert left(tmp_path, in_async("time.sleep(1)  # sdd: ignore[ASY301]")) == [(5, "SDD002")]
    assert left(tmp_path, in_async("time.sleep(1)  # sdd: ignore[ASY301] # x")) == [(5, "SDD002")]


def test_the_place_of_a_comment_ends_with_its_reason(tmp_path: Path) -> None:
    (found,) = finds(tmp_path, {"a.py": "A = 1  # sdd: ignore[SEC101] why   # x\n"}, select=RULES)
    assert (found.place.column, found.place.end_column) == (10, 33)


def test_a_comment_that_hides_nothing_is_told_of_once_for_each_name(tmp_path: Path) -> None:
    assert left(tmp_path, "A = 1  # sdd: ignore[SEC101, ASY301] stale\n") == [
        (1, "SDD003"),
        (1, "SDD003"),
    ]


def test_a_rule_that_did_not_run_is_not_judged(tmp_path: Path) -> None:
    files = {"app.py": "A = 1  # sdd: ignore[API201] stale\n"}
    assert finds(tmp_path, files, select=("ASY301", "SDD003")) == ()


def test_an_unknown_name_hides_nothing_and_the_nearest_is_named(tmp_path: Path) -> None:
    source = in_async("time.sleep(1)  # sdd: ignore[blocking-call-in-asinc] typing mistake")
    found = finds(tmp_path, {"app.py": source}, select=RULES)
    assert [each.code for each in found] == ["ASY301", "SDD003"]
    assert found[1].message == (
        "the ignore of blocking-call-in-asinc hides nothing: there is no such rule; "
        'did you mean "blocking-call-in-async"?'
    )


@pytest.mark.parametrize(
    "line",
    [
        'text = "# sdd: ignore[ASY301] a string"; time.sleep(1)',
        "text = '''\n# sdd: ignore[ASY301] a string\n'''; time.sleep(1)",
        'text = f"{time.sleep(1)} # sdd: ignore[ASY301] an f-string"',
        "time.sleep(1)  # ignore[ASY301] no name of a tool",
        "time.sleep(1)  # sdd: ignore no bracket",
    ],
)
def test_what_is_no_comment_of_ours_hides_nothing(tmp_path: Path, line: str) -> None:
    assert "ASY301" in [code for _, code in left(tmp_path, in_async(line))]


SPEC = """# Feature Specification: Books

{above}
- **FR-001**: System MUST keep [NEEDS CLARIFICATION: how long?] {beside}

- **FR-002**: System MUST keep [NEEDS CLARIFICATION: where?]
"""


@pytest.mark.parametrize("where", ["above", "beside"])
def test_a_markdown_comment_covers_its_block(tmp_path: Path, where: str) -> None:
    words = {"above": "", "beside": ""} | {where: "<!-- sdd: ignore[SPC102] asked on Monday -->"}
    path = "specs/001-books/spec.md"
    assert left(tmp_path, SPEC.format(**words), path) == [(6, "SPC102")]


def test_a_markdown_comment_without_a_reason_or_use_is_told_of(tmp_path: Path) -> None:
    words = {"above": "<!-- sdd: ignore[API201] -->", "beside": ""}
    path = "specs/001-books/spec.md"
    assert left(tmp_path, SPEC.format(**words), path) == [
        (3, "SDD002"),
        (3, "SDD003"),
        (4, "SPC102"),
        (6, "SPC102"),
    ]


def test_suppressed_findings_are_counted_and_do_not_fail_the_run(tmp_path: Path) -> None:
    source = in_async("time.sleep(1)  # sdd: ignore[ASY301] measured, it is short")
    write_project(tmp_path, {"app.py": source})
    ran = sdd(tmp_path, "check")
    assert (ran.code, ran.out) == (0, b"")
    assert "1 finding suppressed by a comment." in ran.err
