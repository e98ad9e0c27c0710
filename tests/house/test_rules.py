"""The rules keep the form that readers, plugins and `sdd explain` rely on."""

import inspect
import re
from pathlib import Path
from typing import Any

import pytest

from sdd.app.rule_cards import card, parse_docs
from sdd.plugin import HEADINGS, Rule
from sdd.rules.registry import RULES

ROOT = Path(__file__).parents[2]
CURES = {"use", "add", "require", "avoid", "prefer", "must", "should", "no", "check"}
each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.meta.code)


def test_the_registry_is_in_code_order_and_has_no_doubles() -> None:
    codes = [rule.meta.code for rule in RULES]
    assert codes == sorted(set(codes))
    names = [rule.meta.name for rule in RULES]
    assert len(set(names)) == len(names)


def test_every_rule_file_is_in_the_registry() -> None:
    files = {Path(inspect.getfile(rule)).relative_to(ROOT / "sdd/rules") for rule in RULES}
    folders = (ROOT / "sdd/rules").glob("*/*.py")
    on_disk = {
        path.relative_to(ROOT / "sdd/rules") for path in folders if path.name != "__init__.py"
    }
    assert on_disk == files


@each_rule
def test_code_class_file_and_name_agree(rule: type[Rule[Any]]) -> None:
    assert re.fullmatch(r"[A-Z]{3}\d{3}", rule.meta.code)
    assert Path(inspect.getfile(rule)).stem == rule.meta.name.replace("-", "_")
    camel = "".join(part.capitalize() for part in rule.meta.name.split("-"))
    assert rule.__name__.removesuffix("Rule") == camel


@each_rule
def test_a_name_describes_the_offence_and_not_the_cure(rule: type[Rule[Any]]) -> None:
    assert rule.meta.name.split("-")[0] not in CURES


@each_rule
def test_the_docstring_has_the_fixed_headings_in_order(rule: type[Rule[Any]]) -> None:
    docs = parse_docs(inspect.getdoc(rule) or "")
    assert tuple(docs) == HEADINGS
    assert all(len(text) > 10 for text in docs.values())


@each_rule
def test_rules_import_nothing_but_the_public_door(rule: type[Rule[Any]]) -> None:
    text = Path(inspect.getfile(rule)).read_text(encoding="utf-8")
    ours = set(re.findall(r"^(?:from|import) (sdd[\w.]*)", text, re.MULTILINE))
    assert {name for name in ours if not name.startswith("sdd.redact")} <= {"sdd.plugin"}


@each_rule
def test_every_option_says_what_it_means(rule: type[Rule[Any]]) -> None:
    assert all(meaning for _, _, meaning in card(rule, {}).options)
