from hypothesis import given
from hypothesis import strategies as st

from sdd.report.concise import render_concise
from tests.unit.report.samples import CLEAN, OUTCOME, finding, outcome

ANY_TEXT = st.text(st.characters(codec=None))


def test_each_finding_is_one_line_that_an_editor_can_follow():
    assert render_concise([OUTCOME]) == (
        "app/items.py:14:1: API201 missing-response-model "
        "GET /items/{item_id} answers 100% of its bodies without a model\n"
        "specs/001-日本 語/spec.md:52:5: SPC102 duplicate-requirement-id FR-003 is defined twice\n"
    )


def test_no_finding_gives_no_text():
    assert render_concise([CLEAN]) == ""


def test_paths_are_those_that_the_current_folder_sees():
    assert render_concise([outcome(finding(), root="../backend")]).startswith(
        "../backend/app.py:1:"
    )


def test_a_file_name_cannot_forge_a_line():
    text = render_concise([outcome(finding("a\nb.py:1:1: API201\r\x1b[2K", "no\u2028x\u202ey"))])
    assert text == (
        "a\\nb.py:1:1: API201\\r\\x1b[2K:1:1: API201 missing-response-model no\\u2028x\\u202ey\n"
    )


def test_joiners_that_ordinary_writing_needs_are_kept():
    assert "می\u200cروم 👩\u200d💻" in render_concise(
        [outcome(finding(message="می\u200cروم 👩\u200d💻"))]
    )


@given(st.lists(st.tuples(ANY_TEXT, ANY_TEXT), max_size=5))
def test_any_text_gives_one_printable_line_per_finding(texts):
    text = render_concise([outcome(*(finding(path, message) for path, message in texts))])
    assert len(text.encode().decode().splitlines()) == len(texts)
    assert "\x1b" not in text
