"""Every example of every rule is run as a project: where it speaks, and where it does not."""

from pathlib import Path
from typing import Any

import pytest

from sdd.plugin import Offending, Rule, Sound
from sdd.rules.registry import RULES
from tests.git import commit, git
from tests.language import finds

AnyRule = type[Rule[Any]]


def examples(kind: type) -> list[Any]:
    return [
        pytest.param(rule, example, id=f"{rule.meta.code}-{index}")
        for rule in RULES
        for index, example in enumerate(rule.examples)
        if isinstance(example, kind)
    ]


def files(example: Offending | Sound) -> dict[str, str]:
    base = {"pyproject.toml": "[tool.sdd]\n", "main.py": ""}
    return {**base, example.path: example.source, **example.beside}


def remember(root: Path, example: Offending | Sound) -> None:
    """Make the commits that an example builds on."""
    if example.commits:
        git(root, "init", "-q")
    for number, each in enumerate(example.commits, 1):
        commit(root, each, f"Step {number}")


def family(rule: AnyRule) -> str:
    return rule.meta.code[:3]


def running(rule: AnyRule) -> tuple[str, ...]:
    """The rules that run by default, and this one: it may wait to be asked for."""
    return tuple(each.meta.code for each in RULES if not each.meta.opt_in or each is rule)


@pytest.mark.parametrize(("rule", "example"), examples(Offending))
def test_an_offending_example_fires_alone_at_its_line(
    rule: AnyRule, example: Offending, tmp_path: Path
) -> None:
    remember(tmp_path, example)
    found = finds(tmp_path, files(example), select=running(rule))
    of_family = [each for each in found if each.code.startswith(family(rule))]
    assert [(each.code, each.place.path, each.place.line) for each in of_family] == [
        (rule.meta.code, example.path, example.line)
    ]
    assert example.message in of_family[0].message


@pytest.mark.parametrize(("rule", "example"), examples(Sound))
def test_a_sound_example_is_silent_under_its_family(
    rule: AnyRule, example: Sound, tmp_path: Path
) -> None:
    remember(tmp_path, example)
    found = finds(tmp_path, files(example), select=running(rule))
    assert [each for each in found if each.code.startswith(family(rule))] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.meta.code)
def test_every_rule_has_an_offending_and_a_sound_example(rule: AnyRule) -> None:
    kinds = {type(example) for example in rule.examples}
    assert kinds == {Offending, Sound}
