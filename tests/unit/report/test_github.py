from hypothesis import given
from hypothesis import strategies as st

from sdd.model.finding import Place, Severity
from sdd.report.github import render_github
from tests.unit.report.samples import CLEAN, OUTCOME, finding, outcome


def test_each_finding_is_one_workflow_command_with_the_quoted_article():
    assert render_github([OUTCOME]) == (
        "::error file=app/items.py,line=14,endLine=14,col=1,endColumn=32,"
        "title=API201 missing-response-model::"
        "GET /items/{item_id} answers 100%25 of its bodies without a model"
        "%0AIt rests on III. Typed contracts (.specify/memory/constitution.md:31): "
        '"Every route MUST declare a response model."'
        "%0ADeclare `response_model=`.\n"
        "::warning file=specs/001-日本 語/spec.md,line=52,endLine=53,"
        "title=SPC102 duplicate-requirement-id::FR-003 is defined twice\n"
    )


def test_no_finding_gives_no_text():
    assert render_github([CLEAN]) == ""


def test_an_information_is_a_notice():
    assert render_github([outcome(finding(severity=Severity.INFO))]).startswith("::notice file=")


def test_properties_escape_what_would_end_them():
    text = render_github([outcome(finding("a,b:c%.py", place=Place("a,b:c%.py", 1, 1, 1, 2)))])
    assert text.startswith("::error file=a%2Cb%3Ac%25.py,line=1,")


def test_a_message_cannot_start_a_command_of_its_own():
    text = render_github([outcome(finding(message="x\n::set-output name=a::b\r\n"))])
    assert text.endswith("::x\\n::set-output name=a::b\\r\\n\n")
    assert text.count("\n") == 1


@given(st.text(st.characters(codec=None)), st.text(st.characters(codec=None)))
def test_any_text_gives_one_line(path, message):
    text = render_github([outcome(finding(path, message))])
    assert len(text.encode().decode().splitlines()) == 1
    assert "\x1b" not in text
