import json

import pytest

from sdd.report.rule_list import render_rules
from tests.unit.report.samples import CARD, OPT_IN


def test_the_table_keeps_the_longest_column_last():
    assert render_rules([CARD, OPT_IN], "table") == (
        "Code    Name                    Default           What it finds\n"
        "API201  missing-response-model  error             "
        "A route answers with a body that no model describes\n"
        "SEC101  hardcoded-secret        warning (opt-in)  "
        "A credential stands in the code | or in a document\n"
    )


def test_the_markdown_table_is_the_one_of_the_readme():
    assert render_rules([CARD, OPT_IN], "markdown") == (
        "| Code | Name | What it finds | Default |\n"
        "| --- | --- | --- | --- |\n"
        "| API201 | missing-response-model "
        "| A route answers with a body that no model describes | error |\n"
        "| SEC101 | hardcoded-secret "
        "| A credential stands in the code \\| or in a document | warning (opt-in) |\n"
    )


def test_the_json_list_holds_all_that_is_known_of_a_rule():
    report = json.loads(render_rules([CARD], "json"))
    assert report == {
        "schema": "sdd-rules/1",
        "rules": [
            {
                "code": "API201",
                "name": "missing-response-model",
                "summary": "A route answers with a body that no model describes",
                "severity": "error",
                "since": "0.1.0",
                "opt_in": False,
                "docs": CARD.docs,
                "options": [
                    {
                        "name": "allow",
                        "default": "[]",
                        "meaning": "Paths that may answer anything.",
                    }
                ],
                "examples": {"offending": list(CARD.offending), "sound": list(CARD.sound)},
                "article": {
                    "title": "III. Typed contracts",
                    "path": ".specify/memory/constitution.md",
                    "line": 31,
                },
            }
        ],
    }


def test_an_unknown_format_is_refused():
    with pytest.raises(KeyError, match="yaml"):
        render_rules([CARD], "yaml")
