import json
import re

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sdd import __version__
from sdd.model.outcome import Unchecked
from sdd.report.as_json import render_json
from tests.unit.report.samples import OUTCOME, UNREAD, finding, outcome

APPROVED = """{
  "schema": "sdd-report/1",
  "tool": {
    "name": "sdd",
    "version": "VERSION"
  },
  "checked": {
    "python_files": 2,
    "documents": 1,
    "other_files": 0,
    "rules": 1
  },
  "summary": {
    "error": 1,
    "warning": 1,
    "info": 0,
    "suppressed": 1,
    "baselined": 0
  },
  "findings": [
    {
      "code": "API201",
      "name": "missing-response-model",
      "severity": "error",
      "confidence": "high",
      "message": "GET /items/{item_id} answers 100% of its bodies without a model",
      "path": "app/items.py",
      "line": 14,
      "column": 1,
      "end_line": 14,
      "end_column": 32,
      "article": {
        "title": "III. Typed contracts",
        "path": ".specify/memory/constitution.md",
        "line": 31
      },
      "related": [
        {
          "message": "the model of its sibling",
          "path": "app/models.py",
          "line": 3,
          "column": 7
        }
      ],
      "fix": {
        "title": "Add `response_model=Item`",
        "safety": "unsafe"
      },
      "fingerprint": "0123456789abcdef0123456789abcdef"
    },
    {
      "code": "SPC102",
      "name": "duplicate-requirement-id",
      "severity": "warning",
      "confidence": "medium",
      "message": "FR-003 is defined twice",
      "path": "specs/001-日本 語/spec.md",
      "line": 52,
      "column": 5,
      "end_line": 53,
      "end_column": 2,
      "article": null,
      "related": [],
      "fix": null,
      "fingerprint": "fedcba9876543210fedcba9876543210"
    }
  ],
  "unchecked": []
}
""".replace("VERSION", __version__)


def test_the_object_is_the_one_that_other_tools_rely_on():
    assert render_json([OUTCOME]) == APPROVED


def test_unchecked_files_are_listed_with_their_reason():
    report = json.loads(render_json([UNREAD]))
    assert report["unchecked"] == [{"path": "app/tief gefaltet.py", "reason": "nested too deeply"}]


def test_several_roots_give_one_object():
    report = json.loads(
        render_json([outcome(finding("a.py"), root="x"), outcome(finding("b.py"), root="x/y")])
    )
    assert [found["path"] for found in report["findings"]] == ["a.py", "y/b.py"]
    assert (report["summary"]["error"], report["checked"]["python_files"]) == (2, 2)


def test_what_steers_a_terminal_is_escaped_and_means_the_same():
    text = render_json([outcome(finding(message="a\x9b\x7f\u202e\U000e0041é"))])
    assert '"a\\u009b\\u007f\\u202e\\udb40\\udc41é"' in text
    assert json.loads(text)["findings"][0]["message"] == "a\x9b\x7f\u202e\U000e0041é"


def test_half_a_surrogate_pair_is_spelled_out_because_strict_parsers_refuse_it():
    assert json.loads(render_json([outcome(finding("a\udc80.py"))]))["findings"][0]["path"] == (
        "a\\udc80.py"
    )


@given(st.text(st.characters(codec="utf-8")), st.text(st.characters(codec=None)))
def test_any_text_gives_json_that_means_the_same_and_steers_no_terminal(message, reason):
    one = outcome(finding(message=message))
    text = render_json([one, outcome(root="in")])
    assert json.loads(text.encode())["findings"][0]["message"] == message
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)
    unread = replace(UNREAD, unchecked=(Unchecked("a", reason),))
    assert json.loads(render_json([unread]).encode())["unchecked"][0]["path"] == "a"
