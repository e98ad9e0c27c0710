"""`sdd phr list`, `show`, `search` and `repair` on records as they are found."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import Ran, sdd
from tests.language import write_project

PLAIN = """\
---
id: {id}
title: {title}
stage: {stage}
date: 2026-02-0{id}
feature: 001-login
---

## Prompt

Plan the {title} with tokens.
"""
UPPER = """\
---
# kept
ID: 7
TITLE: "Upper"
STAGE: implementation
DATE_ISO: 2026-02-03
FILES_YAML: |
  - app/a.py
PROMPT_TEXT: |
  Do it.

  All of it.
EXTRA: [a, b]
---

# Upper\r
last line without an end"""
TOKEN = chr(103) + "hp_" + "R7kQz2mXv9" + "LtB4nWy8Pd" + "Hs3Jf6Gc1T" + "aEo5Ui"
LOGIN = "history/prompts/001-login"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = {
        ".specify/x": "",
        f"{LOGIN}/0001-plan.plan.prompt.md": PLAIN.format(id=1, title="Login", stage="plan"),
        f"{LOGIN}/0001-other.plan.prompt.md": PLAIN.format(id=1, title="Other", stage="plan"),
        f"{LOGIN}/2-short.plan.prompt.md": PLAIN.format(id=2, title="Short", stage="plan"),
        f"{LOGIN}/007-upper.implementation.prompt.md": UPPER,
        f"{LOGIN}/0009-prose.md": "# Words\n",
        "history/prompts/README.md": "# About\n",
        "history/prompts/general/0001-odd.general.prompt.md": PLAIN.format(
            id=1, title=f"Use {TOKEN}", stage="general"
        ),
    }
    return write_project(tmp_path.resolve(), files)


def listed(root: Path) -> dict[str, dict[str, Any]]:
    return {each["path"]: each for each in json.loads(run(root, "list", "--format", "json").out)}


def run(root: Path, *words: str) -> Ran:
    return sdd(root, "phr", *words)


def tree(root: Path) -> dict[str, bytes]:
    found = (root / "history").rglob("*")
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in found if path.is_file()
    }


def test_the_list_as_json_has_the_promised_fields(root: Path) -> None:
    found = listed(root)
    assert found[f"{LOGIN}/2-short.plan.prompt.md"] == {
        "path": f"{LOGIN}/2-short.plan.prompt.md",
        "id": "2",
        "file_id": "2",
        "stage": "plan",
        "route": "001-login",
        "dialect": "spec-kit-plus",
        "title": "Short",
        "date": "2026-02-02",
        "feature": "001-login",
        "problems": ["PHR101"],
    }
    assert found[f"{LOGIN}/0001-plan.plan.prompt.md"]["problems"] == ["PHR105"]
    assert found[f"{LOGIN}/0001-other.plan.prompt.md"]["problems"] == []
    assert found[f"{LOGIN}/007-upper.implementation.prompt.md"]["dialect"] == "upper"
    odd = found["history/prompts/general/0001-odd.general.prompt.md"]
    assert odd["problems"] == ["PHR103"]
    assert TOKEN not in json.dumps(odd)
    assert "history/prompts/README.md" not in found


def test_the_list_for_people(root: Path) -> None:
    lines = run(root, "list").lines
    assert lines[0].split() == ["route", "id", "stage", "date", "problems", "title"]
    assert any(
        line.split() == ["001-login", "2", "plan", "2026-02-02", "PHR101", "Short"]
        for line in lines
    )


@pytest.mark.parametrize("word", ["001-login/2", "2", "short", f"{LOGIN}/2-short.plan.prompt.md"])
def test_a_record_is_shown_by_what_people_call_it(root: Path, word: str) -> None:
    assert "title: Short" in run(root, "show", word).lines
    assert json.loads(run(root, "show", word, "--format", "json").out)["prompt"] == (
        "Plan the Short with tokens."
    )


def test_no_record_is_shown_with_its_secrets(root: Path) -> None:
    for words in (
        ("show", "odd"),
        ("show", "odd", "--format", "json"),
        ("search", "use"),
        ("list",),
    ):
        ran = run(root, *words)
        assert ran.code == 0
        assert b"[redacted: github-token]" in ran.out
        assert TOKEN.encode() not in ran.out


def test_what_is_not_there_or_meant_twice_is_said(root: Path) -> None:
    ran = run(root, "show", "001-login/1")
    assert (ran.code, ran.out) == (2, b"")
    assert "2 records are meant" in ran.err
    assert f"{LOGIN}/0001-other.plan.prompt.md" in ran.err
    assert 'did you mean "short"?' in run(root, "show", "shrot").err


def test_words_are_found_with_their_place(root: Path) -> None:
    ran = run(root, "search", "LOGIN", "plan the")
    assert f"{LOGIN}/0001-plan.plan.prompt.md:11: Plan the Login with tokens." in ran.lines
    found = json.loads(run(root, "search", "short", "--format", "json").out)
    assert {each["line"] for each in found} == {3, 11}
    assert run(root, "search", "short", "--stage", "red").out == b""
    assert "no record holds nowhere" in run(root, "search", "nowhere").err


def test_records_of_the_first_layout_are_looked_into_and_left_alone(root: Path) -> None:
    text = (
        "---\nid: 9\ntitle: Old\nstage: plan\ndate: 2025-10-10\n---\n\n## Prompt\n\nPlan zebras\n"
    )
    older = "specs/002-orders/prompts/0001-old.plan.prompt.md"
    write_project(root, {older: text})
    rows = json.loads(sdd(root, "phr", "list", "--format", "json").out)
    [row] = [each for each in rows if each["path"] == older]
    assert (row["title"], row["problems"]) == ("Old", ["PHR101"])
    assert sdd(root, "phr", "search", "zebras").lines == [f"{older}:10: Plan zebras"]
    assert "Plan zebras" in sdd(root, "phr", "show", "0001-old").lines
    sdd(root, "phr", "repair", "--apply")
    assert (root / older).read_text() == text


def test_repair_shows_a_diff_and_changes_nothing(root: Path) -> None:
    before = tree(root)
    ran = run(root, "repair")
    assert tree(root) == before
    assert f"--- {LOGIN}/2-short.plan.prompt.md" in ran.lines
    assert f"+++ {LOGIN}/0002-short.plan.prompt.md" in ran.lines
    assert "left as they are (1): it has no fields" in ran.err
    assert "3 records would be mended; --apply does it" in ran.err


def test_repair_mends_ids_names_and_dialects_and_keeps_the_rest(root: Path) -> None:
    before = tree(root)
    assert run(root, "repair", "--apply").code == 0
    after = tree(root)
    old = before[f"{LOGIN}/2-short.plan.prompt.md"]
    assert after[f"{LOGIN}/0002-short.plan.prompt.md"] == old
    assert (
        before[f"{LOGIN}/0001-other.plan.prompt.md"] == after[f"{LOGIN}/0001-other.plan.prompt.md"]
    )
    # The double gets the next free number, and its one line is all that changes.
    moved = after[f"{LOGIN}/0010-plan.plan.prompt.md"]
    assert moved == before[f"{LOGIN}/0001-plan.plan.prompt.md"].replace(b"id: 1\n", b"id: 0010\n")
    upper = after[f"{LOGIN}/0007-upper.green.prompt.md"].decode()
    assert upper == (
        '---\r\n# kept\r\nid: "0007"\r\ntitle: Upper\r\nstage: green\r\ndate: 2026-02-03\r\n'
        "files:\r\n  - app/a.py\r\nextra:\r\n  - a\r\n  - b\r\n---\r\n"
        "\r\n## Prompt\r\n\r\nDo it.\r\n\r\nAll of it.\r\n"
        "\n# Upper\r\nlast line without an end"
    )
    assert len(after) == len(before)
    assert {path: each["problems"] for path, each in listed(root).items() if each["problems"]} == {
        f"{LOGIN}/0009-prose.md": ["PHR101", "PHR102"],
        "history/prompts/general/0001-odd.general.prompt.md": ["PHR103"],
    }
    assert "0 records need mending" in run(root, "repair").err


def test_only_named_records_are_mended(root: Path) -> None:
    run(root, "repair", "--apply", f"{LOGIN}/2-short.plan.prompt.md")
    assert (root / f"{LOGIN}/0002-short.plan.prompt.md").exists()
    assert (root / f"{LOGIN}/007-upper.implementation.prompt.md").exists()


def test_a_project_without_records_is_no_trouble(tmp_path: Path) -> None:
    write_project(tmp_path, {".specify/x": ""})
    assert json.loads(run(tmp_path, "list", "--format", "json").out) == []
    assert run(tmp_path, "repair").code == 0
    assert not (tmp_path / "history").exists()


def test_records_below_a_link_out_of_the_project_are_not_touched(
    root: Path, tmp_path: Path
) -> None:
    outside = write_project(tmp_path.parent / "outside", {"1-x.md": "# X\n"})
    (root / "history/prompts/away").symlink_to(outside)
    assert not any("away" in path for path in listed(root))
