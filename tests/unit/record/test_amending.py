"""Entries added to files that people wrote: everything else keeps its bytes."""

import tomllib

import pytest
import yaml

from sdd.record.amending import CannotAmendError, add_hook, add_settings

HOOKS = """\
# our hooks
repos:
  - repo: https://example.org/ruff
    rev: v1  # pinned
    hooks:
      - id: ruff

# the service
ci:
  autofix_prs: false
"""


def test_settings_go_behind_what_is_there() -> None:
    text = '[project]\nname = "shop" # ours\n'
    amended = add_settings(text)
    assert amended.startswith(text)
    assert tomllib.loads(amended)["tool"]["sdd"] == {"fail-on": "error"}
    assert add_settings(amended) == amended


def test_windows_line_ends_and_a_missing_last_one_are_kept() -> None:
    amended = add_settings('[project]\r\nname = "shop"')
    assert amended.startswith('[project]\r\nname = "shop"\r\n\r\n[tool.sdd]\r\n')
    assert "\n" not in amended.replace("\r\n", "")


@pytest.mark.parametrize("text", ["tool = {ruff = {}}\n", "no [ toml"])
def test_settings_that_find_no_room_are_refused(text: str) -> None:
    with pytest.raises(CannotAmendError):
        add_settings(text)


def test_the_hook_is_the_last_of_the_list_and_nothing_else_moves() -> None:
    amended = add_hook(HOOKS)
    before, after = HOOKS.split("\n# the service")
    assert amended.startswith(before)
    assert amended.endswith("\n# the service" + after)
    repos = yaml.safe_load(amended)["repos"]
    assert [repo["hooks"][0]["id"] for repo in repos] == ["ruff", "sdd-check"]
    assert add_hook(amended) == amended


@pytest.mark.parametrize(
    "text",
    [
        "repos:\n- repo: local\n  hooks:\n  - id: x",
        "repos:\n    -   repo: local\n        hooks:\n        -   id: x\n# end\n",
        "fail_fast: true\nrepos:\n- repo: local\n  hooks:\n  - id: x\n    args: [a]\n\n\n",
    ],
)
def test_the_hook_follows_the_indentation_of_its_neighbours(text: str) -> None:
    amended = add_hook(text)
    assert [repo["hooks"][0]["id"] for repo in yaml.safe_load(amended)["repos"]] == [
        "x", "sdd-check",
    ]  # fmt: skip
    assert [line for line in text.splitlines() if line not in amended.splitlines()] == []


def test_an_empty_file_becomes_a_list_with_the_hook() -> None:
    assert yaml.safe_load(add_hook(""))["repos"][0]["hooks"][0]["id"] == "sdd-check"


@pytest.mark.parametrize("text", ["repos: []\n", "repos: [{repo: local}]\n", "a: [\n", "- x\n"])
def test_a_list_that_cannot_be_extended_is_refused(text: str) -> None:
    with pytest.raises(CannotAmendError):
        add_hook(text)
