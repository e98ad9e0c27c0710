import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from msgspec.structs import replace

from sdd import __version__
from sdd.model.finding import Place, Related, Severity
from sdd.model.outcome import Unchecked
from sdd.report import sarif
from sdd.report.sarif import render_sarif
from tests.unit.report.samples import (
    CARD,
    CLEAN,
    MISSING_MODEL,
    OPT_IN,
    OUTCOME,
    UNREAD,
    finding,
    outcome,
)

LONGEST_ALLOWED = 1024
SCHEMA = Path(__file__).parents[2] / "data" / "sarif-2.1.0.schema.json"
VALIDATOR = Draft7Validator(json.loads(SCHEMA.read_text("utf-8")))


def run_of(*outcomes):
    log = json.loads(render_sarif(outcomes).encode())
    VALIDATOR.validate(log)
    (run,) = log["runs"]
    return run


def result_of(found):
    return run_of(outcome(found))["results"][0]


def uri(located):
    return located["physicalLocation"]["artifactLocation"]["uri"]


APPROVED_RESULT = {
    "ruleId": "API201",
    "ruleIndex": 0,
    "level": "error",
    "message": {
        "text": "GET /items/{item_id} answers 100% of its bodies without a model\n"
        "It rests on III. Typed contracts (.specify/memory/constitution.md:31): "
        '"Every route MUST declare a response model."\n'
        "Declare `response_model=`."
    },
    "locations": [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "app/items.py"},
                "region": {"startLine": 14, "startColumn": 1, "endLine": 14, "endColumn": 32},
            }
        }
    ],
    "partialFingerprints": {
        "sddFingerprint/v1": "0123456789abcdef0123456789abcdef",
        "primaryLocationLineHash": "0123456789abcdef0123456789abcdef",
    },
    "relatedLocations": [
        {
            "id": 1,
            "physicalLocation": {
                "artifactLocation": {"uri": "app/models.py"},
                "region": {"startLine": 3, "startColumn": 7, "endLine": 3, "endColumn": 11},
            },
            "message": {"text": "the model of its sibling"},
        }
    ],
    "properties": {
        "confidence": "high",
        "article": {
            "title": "III. Typed contracts",
            "path": ".specify/memory/constitution.md",
            "line": 31,
        },
    },
}

APPROVED_RULE = {
    "id": "API201",
    "name": "missing-response-model",
    "shortDescription": {"text": "A route answers with a body that no model describes"},
    "fullDescription": {
        "text": "A route without a\nmodel.\n\nIt looks at:\n\n- decorators\n- calls"
    },
    "help": {
        "text": "API201 missing-response-model\n\n"
        "A route answers with a body that no model describes\n\n"
        "What it finds\n\nA route without a\nmodel.\n\nIt looks at:\n\n- decorators\n- calls\n\n"
        "Why it matters\n\nClients guess.\n\n"
        "It rests on III. Typed contracts (.specify/memory/constitution.md:31): "
        '"Every route MUST declare a response model."',
        "markdown": "# API201 missing-response-model\n\n"
        "A route answers with a body that no model describes\n\n"
        "## What it finds\n\nA route without a\nmodel.\n\nIt looks at:\n\n- decorators\n- calls\n\n"
        "## Why it matters\n\nClients guess.\n\n"
        "It rests on III. Typed contracts (.specify/memory/constitution.md:31): "
        '"Every route MUST declare a response model."',
    },
    "defaultConfiguration": {"level": "error"},
    "properties": {"tags": ["sdd", "api"], "precision": "high", "problem.severity": "error"},
}


def test_a_result_and_its_rule_say_everything_that_code_scanning_shows():
    run = run_of(OUTCOME)
    assert run["tool"]["driver"]["version"] == __version__
    assert run["tool"]["driver"]["rules"] == [APPROVED_RULE]
    assert run["results"][0] == APPROVED_RESULT
    assert run["columnKind"] == "unicodeCodePoints"


def test_the_text_is_the_same_every_time_and_ends_in_a_newline():
    text = render_sarif([OUTCOME])
    assert text == render_sarif([OUTCOME])
    assert text.startswith('{\n  "$schema": "https://json.schemastore.org/sarif-2.1.0.json",\n')
    assert text.endswith("}\n")


def test_paths_are_percent_encoded_and_relative():
    assert uri(run_of(OUTCOME)["results"][1]["locations"][0]) == (
        "specs/001-%E6%97%A5%E6%9C%AC%20%E8%AA%9E/spec.md"
    )
    assert uri(result_of(finding("a:b#c?.py"))["locations"][0]) == "a%3Ab%23c%3F.py"


def test_a_project_below_the_current_folder_is_named_from_there():
    one = outcome(finding(), root="services/billing")
    assert uri(run_of(one)["results"][0]["locations"][0]) == "services/billing/app.py"


def test_no_uri_and_no_message_is_ever_empty():
    result = result_of(finding("", "", related=(Related("", Place("")),)))
    assert uri(result["locations"][0]) == "."
    assert result["message"]["text"] == "missing-response-model"
    assert result["relatedLocations"][0]["message"]["text"] == "related place"


@pytest.mark.parametrize(
    ("severity", "level"),
    [(Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.INFO, "note")],
)
def test_severity_becomes_a_level(severity, level):
    assert result_of(finding(severity=severity))["level"] == level


def test_unchecked_files_are_notifications_of_a_run_that_succeeded():
    (invocation,) = run_of(UNREAD)["invocations"]
    assert invocation == {
        "executionSuccessful": True,
        "toolExecutionNotifications": [
            {
                "level": "warning",
                "message": {"text": "Not checked: nested too deeply"},
                "locations": [
                    {"physicalLocation": {"artifactLocation": {"uri": "app/tief%20gefaltet.py"}}}
                ],
            }
        ],
    }


def test_a_clean_run_has_results_that_are_empty_and_not_missing():
    assert run_of(CLEAN)["results"] == []


def test_a_rule_without_documentation_still_describes_itself():
    described = run_of(replace(CLEAN, rules=(replace(OPT_IN, summary=""),)))["tool"]["driver"]
    (rule,) = described["rules"]
    assert rule["shortDescription"]["text"] == rule["fullDescription"]["text"] == "hardcoded-secret"
    assert rule["help"]["text"] == "SEC101 hardcoded-secret\n\nhardcoded-secret"
    assert rule["properties"]["tags"] == ["sdd", "security"]


def test_descriptions_stay_below_the_limit():
    card = replace(CARD, summary="word " * 400, docs={"What it finds": "word " * 400})
    (rule,) = run_of(replace(CLEAN, rules=(card,)))["tool"]["driver"]["rules"]
    for key in ("shortDescription", "fullDescription"):
        assert len(rule[key]["text"]) <= LONGEST_ALLOWED
        assert rule[key]["text"].endswith("word…")


def test_text_of_the_project_cannot_become_a_link():
    text = result_of(finding(message="see [here](https://evil.example)"))["message"]["text"]
    assert text == "see [here\\](https://evil.example)"


def test_a_rule_that_has_no_card_is_named_without_an_index():
    assert "ruleIndex" not in result_of(finding(code="XYZ999"))


def test_more_findings_than_code_scanning_takes_are_cut_to_the_worst(monkeypatch):
    monkeypatch.setattr(sarif, "MOST_RESULTS", 2)
    names = (("a.py", Severity.INFO), ("b.py", Severity.ERROR), ("c.py", Severity.WARNING))
    run = run_of(outcome(*(finding(path, severity=severity) for path, severity in names)))
    assert [uri(result["locations"][0]) for result in run["results"]] == ["b.py", "c.py"]
    (notice,) = run["invocations"][0]["toolExecutionNotifications"]
    assert notice["message"]["text"] == "1 findings are left out: code scanning takes 2 at most."


@given(st.text(st.characters(codec=None)), st.text(st.characters(codec=None)))
def test_any_text_gives_a_valid_log(path, message):
    one = outcome(finding(path, message, related=(Related(message, Place(path)),)))
    text = render_sarif([replace(one, unchecked=(Unchecked(path, message),))])
    VALIDATOR.validate(json.loads(text.encode()))
    assert "\x1b" not in text


def test_a_path_can_be_walked_along():
    steps = (
        Related("read calls load", Place("app/main.py", 4, 5, 4, 11)),
        Related("load calls requests.get", Place("app/load.py", 9, 12, 9, 24)),
    )
    found = replace(MISSING_MODEL, related=steps, is_path=True)
    (flow,) = result_of(found)["codeFlows"]
    places = [step["location"] for step in flow["threadFlows"][0]["locations"]]
    assert [uri(place) for place in places] == ["app/main.py", "app/load.py"]
    assert places[1]["message"]["text"] == "load calls requests.get"


def test_related_places_that_are_no_path_make_no_flow():
    assert "codeFlows" not in result_of(MISSING_MODEL)
