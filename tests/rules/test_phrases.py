"""The phrases of rules: every code exists, every option too, and each phrase can be found."""

import re

import pytest

from sdd.app.policy import policy_of
from sdd.model.phrases import WORDS, Phrase
from sdd.read.markdown.constitution import read_constitution
from sdd.rules.phrases import PHRASES
from sdd.rules.planned import PLANNED
from sdd.rules.registry import NAMES, RULES
from sdd.workspace.rule_options import check_options

ALL = [(code, phrase) for code, phrases in PHRASES.items() for phrase in phrases]
OPTIONS = {"percent": 80, "count": 3, "prefix": "/api/v1", "layers": ["a", "b"], "folders": ["a/"]}


def test_every_code_is_a_rule_built_or_planned() -> None:
    assert not set(PHRASES) - {*NAMES, *PLANNED}


@pytest.mark.parametrize(("code", "phrase"), ALL, ids=[f"{code}-{p.words[0]}" for code, p in ALL])
def test_groups_are_known_and_options_fit_the_rule(code: str, phrase: Phrase) -> None:
    for group in (*phrase.words, phrase.without):
        assert all(each[1:] in WORDS for each in re.findall(r"@\w+", group)), group
    for rule in RULES:
        if rule.meta.code == code:
            for value in phrase.values:
                assert not check_options(rule, {value.option: OPTIONS[value.kind.value]})[1]


@pytest.mark.parametrize(
    ("clause", "code", "options"),
    [
        ("Routes MUST be served under `/api/v1/users`.", "API208", {"prefix": "/api/v1"}),
        (
            "Paths of routes MUST be versioned (`/api/v1/a`, `/api/v2/a`).",
            "API208",
            {"prefix": "/api/v*"},
        ),
        ("Endpoints MUST be thin: at most 12 statements.", "ARC402", {"max-statements": 12}),
        (
            "Calls MUST go routers → services → repositories.",
            "ARC401",
            {"layers": ["routers", "services", "repositories"]},
        ),
        (
            "Layers: API -> Services -> Repositories, which MUST be kept.",
            "ARC401",
            {"layers": ["api", "services", "repositories"]},
        ),
        ("Coverage MUST be at least 92.5 %.", "OPS509", {"minimum": 92.5}),
        ("Files below `models/` MUST NOT be modified.", "ARC403", {"paths": ["models/"]}),
    ],
)
def test_values_of_a_clause_become_options(
    clause: str, code: str, options: dict[str, object]
) -> None:
    law = read_constitution(f"# Shop\n\n## Rules\n\n- {clause}\n", "c.md")
    (demand,) = policy_of(law).demands
    found = {each.code: each for each in (*demand.bindings, *demand.planned)}
    assert code in found, found
    assert dict(found[code].options) == options
