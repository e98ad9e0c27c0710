"""Constitutions as they should not be: empty, unfilled, endless, missing, two of them."""

from pathlib import Path

from tests.cli.running import CONSTITUTION, SOUND, sdd
from tests.language import write_project

LAW = ".specify/memory/constitution.md"
TOKENS = "".join(
    f"### [PRINCIPLE_{number}_NAME]\n\n[PRINCIPLE_{number}_DESCRIPTION]\n\n" for number in range(60)
)
UNFILLED = (
    f"# [PROJECT_NAME] Constitution\n\n## Core Principles\n\n{TOKENS}"
    "**Version**: [CONSTITUTION_VERSION] | **Ratified**: [RATIFICATION_DATE] | "
    "**Last Amended**: [LAST_AMENDED_DATE]\n"
)


def codes(root: Path) -> list[str]:
    ran = sdd(root, "check", "--format", "concise", "--select", "CON")
    return [line.split()[1] for line in ran.lines]


def test_an_empty_one_is_named_once(tmp_path: Path) -> None:
    assert codes(write_project(tmp_path, {LAW: ""})) == ["CON001"]
    assert codes(write_project(tmp_path, {LAW: "\ufeff\r\n<!-- later -->\r\n"})) == ["CON001"]


def test_the_unfilled_template_is_one_finding(tmp_path: Path) -> None:
    write_project(tmp_path, {LAW: UNFILLED})
    ran = sdd(tmp_path, "check", "--format", "concise", "--select", "CON")
    assert ran.code == 1
    (line,) = ran.lines
    assert "CON002" in line
    assert "124 placeholders" in line


def test_five_thousand_lines_are_read_like_five(tmp_path: Path) -> None:
    articles = "".join(f"### {n}. Rule {n}\n\n- Code MUST do {n}.\n\n" for n in range(1, 1250))
    text = CONSTITUTION.replace("## Governance", f"{articles}## Governance")
    assert text.count("\n") > 5_000 - 20
    assert codes(write_project(tmp_path, {LAW: text, "app.py": SOUND})) == ["CON006"]


def test_windows_line_ends_a_mark_and_front_matter_change_nothing(tmp_path: Path) -> None:
    text = "\ufeff---\ntitle: law\n---\n\n" + CONSTITUTION
    write_project(tmp_path, {LAW: text.replace("\n", "\r\n"), "app.py": SOUND})
    assert codes(tmp_path) == []


def test_without_one_every_rule_has_its_default(tmp_path: Path) -> None:
    ran = sdd(write_project(tmp_path, {"app.py": SOUND}), "check")
    assert ran.code == 0
    assert "no constitution was found: every rule has its default severity" in ran.err


def test_two_projects_have_two_constitutions(tmp_path: Path) -> None:
    write_project(
        tmp_path, {f"a/{LAW}": CONSTITUTION, f"b/{LAW}": UNFILLED, ".git/HEAD": "ref: x\n"}
    )
    ran = sdd(tmp_path, "check", "--format", "concise", "--select", "CON")
    (line,) = ran.lines
    assert line.startswith(f"b/{LAW}:1:3: CON002")
