import re

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sdd.model.finding import Place, Severity
from sdd.model.outcome import Unchecked
from sdd.report.console import render_console, render_summary
from tests.unit.report.samples import CLEAN, OUTCOME, UNREAD, finding, outcome

ANY_TEXT = st.text(st.characters(codec=None))
APPROVED = """\
app/items.py:14:1
  error API201 missing-response-model
  GET /items/{item_id} answers 100% of its bodies without
  a model

   14 | @router.get("/items/{item_id}")
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

  article     .specify/memory/constitution.md:31
              III. Typed contracts: "Every route MUST
              declare a response model."
  see also    app/models.py:3:7
              the model of its sibling
  what to do  Declare `response_model=`.

specs/001-日本 語/spec.md:52:5
  warning SPC102 duplicate-requirement-id
  FR-003 is defined twice

   52 | - **FR-003**: 日本語
      |     ^^^^^^^^^^^^^^^^

"""


def without_colour(text):
    return re.sub(r"\x1b\[[\d;]*m", "", text)


def test_a_finding_says_where_what_why_and_what_to_do():
    assert render_console([OUTCOME], color=False, width=58) == APPROVED


def test_colour_changes_no_word():
    colored = render_console([OUTCOME], color=True, width=58)
    assert "\x1b[1;31merror\x1b[0m" in colored
    assert without_colour(colored) == APPROVED


def test_no_finding_gives_no_text():
    assert render_console([CLEAN], color=True, width=80) == ""


def test_a_finding_without_source_line_article_or_remedy_is_three_lines():
    assert render_console([outcome(finding())], color=False, width=80) == (
        "app.py:1:1\n  error API201 missing-response-model\n  wrong\n\n"
    )


def test_places_and_code_are_never_wrapped():
    path = "deep folder/" * 12 + "app.py"
    text = render_console(
        [outcome(finding(path), lines={(path, 1): "x = 1; " * 30})], color=False, width=40
    )
    first, *_, code, carets, _ = text.splitlines()
    assert first == f"{path}:1:1"
    assert code == "    1 | x = 1; x = 1; x = 1; x = 1; x …"
    assert carets == "      | ^"


def test_places_are_those_that_the_current_folder_sees():
    text = render_console([outcome(finding(), root="../backend")], color=False, width=80)
    assert text.startswith("../backend/app.py:1:1\n")


def test_markup_of_the_project_is_shown_as_it_is():
    one = outcome(finding("[red]a.py", "[bold]no[/bold] :smile:"), lines={("[red]a.py", 1): "[b]"})
    text = render_console([one], color=False, width=80)
    assert "[red]a.py:1:1\n" in text
    assert "  [bold]no[/bold] :smile:\n" in text
    assert "    1 | [b]\n" in text


@given(ANY_TEXT, ANY_TEXT, ANY_TEXT, st.integers(0, 120))
def test_any_text_gives_one_harmless_block(path, message, line, width):
    found = finding(path, message, remedy=line, place=Place(path, 1, 2, 3, 4))
    text = render_console([outcome(found, lines={(path, 1): line})], color=False, width=width)
    lines = text.encode().decode().split("\n")
    assert lines[0].endswith(":1:2")
    assert lines[1] == "  error API201 missing-response-model"
    assert text.splitlines() == lines[:-1]
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)


def test_the_summary_counts_what_was_found_checked_and_hidden():
    one = replace(OUTCOME, baselined=3, findings=(*OUTCOME.findings, finding("z.py")))
    assert render_summary([one], 0.4149, False) == (
        "Found 3 problems: 2 errors, 1 warning.\n"
        "Checked 2 Python files and 1 document against 1 rule in 0.41 s.\n"
        "1 finding suppressed by a comment.\n"
        "3 findings known from the baseline.\n"
    )


def test_the_summary_names_severities_as_the_findings_do():
    one = outcome(finding(severity=Severity.INFO))
    assert render_summary([one], 0, False).startswith("Found 1 problem: 1 info.\n")


def test_the_summary_of_a_clean_run_says_what_was_checked():
    assert render_summary([CLEAN], 1.2, False) == (
        "No problems found.\nChecked 42 Python files and 7 documents against 1 rule in 1.20 s.\n"
    )


def test_the_summary_calls_nothing_clean_that_was_not_read():
    assert render_summary([UNREAD], 0, False) == (
        "No problems found in what could be checked.\n"
        "Checked 1 Python file and 0 documents against 1 rule in 0.00 s.\n"
        "1 file not checked:\n"
        "  app/tief gefaltet.py: nested too deeply\n"
    )
    nothing = replace(CLEAN, python_files=0, documents=0)
    assert render_summary([nothing], 0, False).startswith("Nothing was checked.\n")


def test_the_summary_lists_ten_unchecked_files_and_counts_the_rest():
    files = tuple(Unchecked(f"{number:02}\x1b.py", "too\nlarge") for number in range(12))
    lines = render_summary([replace(CLEAN, unchecked=files)], 0, False).splitlines()
    assert lines[2:4] == ["12 files not checked:", "  00\\x1b.py: too\\nlarge"]
    assert lines[12:] == ["  09\\x1b.py: too\\nlarge", "  and 2 more"]


def test_the_summary_in_colour_has_the_same_words():
    assert "\x1b[" in render_summary([OUTCOME], 0, True)
    assert without_colour(render_summary([OUTCOME], 0, True)) == render_summary([OUTCOME], 0, False)
