"""Entries in files that people keep by hand: added, taken out, and every other byte stays."""

import json
import tomllib
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sdd.workspace.splices import json_text, shell_text, toml_text, yaml_text
from sdd.workspace.splices.entry import CannotSplice, Entry, items_at

HOOK = Entry(("hooks", "Stop"), {"hooks": [{"type": "command", "command": "sdd hook claude"}]})
REPO = Entry(
    ("repos",),
    {"repo": "local", "hooks": [{"id": "sdd-check", "types_or": ["python"], "pass": False}]},
)
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)


@given(
    st.dictionaries(st.text(), VALUES, max_size=4),
    st.none() | st.lists(VALUES, max_size=3),
    st.sampled_from([None, 0, 2, 4, "\t"]),
)
def test_json_gets_an_item_and_loses_it_again(
    others: dict[str, Any], stop: list[Any] | None, indent: int | str | None
) -> None:
    document = {**others, "hooks": {"Pre": [1], **({} if stop is None else {"Stop": stop})}}
    text = json.dumps(document, indent=indent, ensure_ascii=False) + "\n"
    added = json_text.add(text, HOOK)
    assert items_at(json.loads(added), HOOK.keys) == [*(stop or []), HOOK.value]
    removed = json_text.remove(added, HOOK.keys, len(stop or []))
    if stop is None:
        removed = json_text.remove_key(removed, HOOK.keys)
    assert json.loads(removed) == document
    if stop or stop is None:
        assert removed == text


def test_json_keeps_its_layout_and_order() -> None:
    text = '{\n  "b": [1,2],   "hooks": { "Stop": [\n      {"x":1}\n  ] },\n  "a": 1.50\n}'
    added = json_text.add(text, HOOK)
    assert added.startswith('{\n  "b": [1,2],   "hooks": { "Stop": [\n      {"x":1},\n      {')
    assert added.endswith('\n  ] },\n  "a": 1.50\n}')


@pytest.mark.parametrize("text", ["", " \n", "{}", "\ufeff{}"])
def test_an_empty_json_file_is_filled(text: str) -> None:
    added = json_text.add(text, HOOK)
    assert json.loads(added.removeprefix("\ufeff")) == {"hooks": {"Stop": [HOOK.value]}}


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        '{"hooks": []}',
        '{"hooks": {"Stop": 1}}',
        "// no\n{}",
        "[" * 100_000,
        "null",
        '{"hooks": null}',
    ],
)
def test_json_that_cannot_be_added_to_is_refused(text: str) -> None:
    with pytest.raises(CannotSplice):
        json_text.add(text, HOOK)


YAML = """# What runs before a commit.
default_stages: [pre-commit]   # not on push

repos:
  # formatting
  - repo: https://example.org/format   # pinned
    rev: v1.2
    hooks:
      - id: format
        args: ["--fix",
               "--quiet"]
      - id: script
        entry: |
          one

          two

  # the end

exclude: ^vendored/
"""


@pytest.mark.parametrize(
    "text",
    [
        YAML,
        YAML.replace("\n  ", "\n").replace("\n# the end", ""),
        "repos:\n- repo: a\n  hooks: []",
        "repos:\n    -   repo: a\n        hooks:\n        -   id: x\n",
        "exclude: x\n",
        "exclude: x",
        "repos:\n\nexclude: x\n",
        "",
    ],
    ids=[
        *("comments", "flush", "no-newline", "wide", "without-list", "unended", "bare-key"),
        "empty",
    ],
)
def test_yaml_gets_an_item_and_loses_it_again(text: str) -> None:
    before = yaml.safe_load(text) or {}
    added = yaml_text.add(text, REPO)
    listed = [*(before.get("repos") or []), REPO.value]
    assert yaml.safe_load(added) == {**before, "repos": listed}
    kept = [line for line in added.splitlines() if line in text.splitlines()]
    assert [line for line in text.splitlines() if line not in kept] == []
    items = yaml_text.items(added, "repos")
    assert items[-1].value == REPO.value
    removed = yaml_text.remove(added, items[-1])
    if "repos" not in before:
        removed = yaml_text.remove_key(removed, "repos")
    assert removed == text


def test_comments_of_yaml_stay_where_they_are() -> None:
    added = yaml_text.add(YAML, REPO)
    item = added.index("  - repo: local")
    assert added[:item] == YAML[: YAML.index("\n  # the end")]
    assert added.endswith(YAML[YAML.index("\n  # the end") :])


def test_a_text_that_is_no_yaml_is_told_with_its_line() -> None:
    with pytest.raises(CannotSplice, match="it is no YAML"):
        yaml_text.items("repos: [\n", "repos")


@pytest.mark.parametrize("text", ["repos: []\n", "repos: {}\n", "- a\n", "a: [\n", "repos: ~\n"])
def test_yaml_that_cannot_be_added_to_is_refused(text: str) -> None:
    with pytest.raises(CannotSplice):
        yaml_text.add(text, REPO)


TOML = """# mine
model = "x"   # a comment

[hooks]
[[hooks.Stop]]
hooks = [ { type = "command", command = "echo" } ]  # keep

[other]
b = 1
"""


def test_toml_gets_a_table_and_loses_it_again() -> None:
    added = toml_text.add(TOML, HOOK)
    found = tomllib.loads(added)
    assert found["hooks"]["Stop"][1] == HOOK.value
    assert found["other"] == {"b": 1}
    for line in TOML.splitlines():
        assert line in added.splitlines()
    removed = toml_text.remove(added, HOOK.keys, 1)
    assert tomllib.loads(removed) == tomllib.loads(TOML)
    fresh = toml_text.add("a = 1\n", HOOK)
    assert tomllib.loads(fresh) == {"a": 1, "hooks": {"Stop": [HOOK.value]}}
    with pytest.raises(CannotSplice):
        toml_text.add("a = ", HOOK)


def test_a_shell_script_gets_a_block_that_always_runs() -> None:
    script = "#!/usr/bin/env bash\nset -e\nmake test\nexit 0\n"
    added = shell_text.add(script, "sdd check || exit $?\n")
    assert added.splitlines()[2] == "sdd check || exit $?"
    assert shell_text.find(added) == "sdd check || exit $?\n"
    assert shell_text.remove(added) == script
    assert shell_text.add("", "x\n").startswith("#!/bin/sh\n")
    with pytest.raises(CannotSplice):
        shell_text.add("#!/usr/bin/env python3\nprint()\n", "x\n")
