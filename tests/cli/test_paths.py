"""What is looked at: PATHs, roots, ignore rules, and what the configuration says of paths."""

import json
from pathlib import Path

from tests.cli.running import BLOCKING, MARK, SOUND, USELESS, sdd
from tests.language import finds, places, run, write_project

CLOCK = "from time import sleep as nap\n"
NAPPING = "from app.clock import nap\n\n\nasync def wait():\n    nap(1)\n"


def settings(text: str) -> dict[str, str]:
    return {**MARK, "pyproject.toml": f"[tool.sdd]\n{text}\n"}


def spots(root: Path, files: dict[str, str], *paths: str) -> list[str]:
    """The files that have findings, as paths."""
    named = tuple(root / path for path in paths)
    found = finds(root, files, paths=named) if named else finds(root, files)
    return sorted({path for path, _, _ in places(found)})


def test_paths_limit_the_report_and_not_the_facts(tmp_path: Path) -> None:
    write_project(tmp_path, {**MARK, "app/clock.py": CLOCK, "app/a.py": NAPPING, "b.py": BLOCKING})
    ran = sdd(tmp_path / "app", "check", "--format", "json", "a.py")
    found = json.loads(ran.out)
    assert [(each["path"], each["line"]) for each in found["findings"]] == [("app/a.py", 5)]
    assert found["checked"]["python_files"] == 1


def test_a_folder_and_a_file_can_be_named_together(tmp_path: Path) -> None:
    files = {**MARK, "a/x.py": BLOCKING, "b/y.py": BLOCKING, "c.py": BLOCKING}
    assert spots(tmp_path, files, "a", "c.py") == ["a/x.py", "c.py"]


def test_each_specify_folder_below_one_git_root_is_a_project(tmp_path: Path) -> None:
    files = {
        ".git/HEAD": "",
        "shop/.specify/memory/constitution.md": "# C\n",
        "shop/app/clock.py": CLOCK,
        "shop/app/a.py": NAPPING,
        "mail/.specify/memory/constitution.md": "# C\n",
        "mail/app/clock.py": "def nap(seconds): ...\n",
        "mail/app/a.py": NAPPING,
        "tool.py": BLOCKING,
    }
    result = run(tmp_path, files, select=("ASY301",))
    assert [
        (outcome.root.rpartition("/")[2], places(outcome.findings)) for outcome in result.outcomes
    ] == [
        (".", [("tool.py", 5, "ASY301")]),
        ("mail", []),
        ("shop", [("app/a.py", 5, "ASY301")]),
    ]


def test_the_report_over_several_projects_counts_from_the_current_folder(tmp_path: Path) -> None:
    files = {".git/HEAD": "", "shop/.specify/x": "", "shop/a.py": BLOCKING, "b.py": BLOCKING}
    write_project(tmp_path, files)
    ran = sdd(tmp_path, "check", "--format", "concise", "--select", "ASY301")
    assert [line.split(":")[0] for line in ran.lines] == ["b.py", "shop/a.py"]


def test_root_decides_over_what_is_found(tmp_path: Path) -> None:
    files = {**MARK, "inner/a.py": BLOCKING, "b.py": BLOCKING}
    write_project(tmp_path, files)
    ran = sdd(tmp_path, "check", "--root", "inner", "--format", "json")
    assert [each["path"] for each in json.loads(ran.out)["findings"]] == ["a.py"]


def test_gitignore_holds_in_every_folder_and_can_be_negated(tmp_path: Path) -> None:
    files = {
        ".git/HEAD": "",
        ".gitignore": "out/\n*_gen.py\n",
        "out/a.py": BLOCKING,
        "b_gen.py": BLOCKING,
        "kept/.gitignore": "!c_gen.py\nlocal.py\n",
        "kept/c_gen.py": BLOCKING,
        "kept/local.py": BLOCKING,
        "local.py": BLOCKING,
        "deep/er/d_gen.py": BLOCKING,
    }
    assert spots(tmp_path, files) == ["kept/c_gen.py", "local.py"]


def test_a_folder_named_as_path_wins_over_gitignore(tmp_path: Path) -> None:
    files = {".git/HEAD": "", ".gitignore": "out/\n", "out/sub/a.py": BLOCKING, "b.py": SOUND}
    assert spots(tmp_path, files) == []
    assert spots(tmp_path, files, "out") == ["out/sub/a.py"]
    assert spots(tmp_path, files, "out/sub/a.py") == ["out/sub/a.py"]


def test_folders_of_tools_are_left_out_even_where_they_are_committed(tmp_path: Path) -> None:
    files = {
        ".git/HEAD": "",
        ".venv/lib/a.py": BLOCKING,
        "my_env/pyvenv.cfg": "",
        "my_env/lib/b.py": BLOCKING,
        "web/node_modules/c.py": BLOCKING,
        "build/lib/d.py": BLOCKING,
        "dist/e.py": BLOCKING,
        "__pycache__/f.py": BLOCKING,
        ".tox/g.py": BLOCKING,
        "app/build/__init__.py": BLOCKING,
    }
    assert spots(tmp_path, files) == ["app/build/__init__.py"]


def test_what_is_excluded_is_not_read_even_for_facts(tmp_path: Path) -> None:
    files = {
        **settings('exclude = ["vendored", "*_pb2.py"]'),
        "vendored/a.py": BLOCKING,
        "x_pb2.py": "(",
        "b.py": BLOCKING,
    }
    assert spots(tmp_path, files) == ["b.py"]
    assert spots(tmp_path, files, "vendored/a.py", "b.py") == ["b.py"]


def test_select_and_ignore_choose_rules_by_code_name_and_prefix(tmp_path: Path) -> None:
    files = {"a.py": BLOCKING, "b.py": USELESS}

    def codes(text: str) -> list[str]:
        return [code for _, _, code in places(finds(tmp_path, files | settings(text)))]

    assert codes("") == ["ASY301", "SDD003"]
    assert codes('select = ["ASY"]') == ["ASY301"]
    assert codes('select = ["blocking-call-in-async"]') == ["ASY301"]
    assert codes('ignore = ["ASY3"]') == ["SDD003", "SDD004"]
    assert codes('select = ["ASY", "SDD", "SEC"]\nignore = ["useless-suppression"]') == ["ASY301"]


def test_the_command_line_chooses_rules_over_the_configuration(tmp_path: Path) -> None:
    files = settings('select = ["SEC"]') | {"a.py": BLOCKING}
    assert finds(tmp_path, files) == ()
    assert [each.code for each in finds(tmp_path, files, select=("ASY301",))] == ["ASY301"]
    assert finds(tmp_path, files, select=("ASY",), ignore=("ASY301",)) == ()


def test_per_path_silences_rules_below_a_pattern(tmp_path: Path) -> None:
    text = '[tool.sdd.per-path]\n"tests/**" = ["ASY301"]\n"scripts" = ["SDD"]'
    files = {
        **settings(text),
        "tests/unit/a.py": BLOCKING,
        "scripts/b.py": USELESS,
        "scripts/c.py": BLOCKING,
        "d.py": BLOCKING,
    }
    assert spots(tmp_path, files) == ["d.py", "pyproject.toml", "scripts/c.py"]


def test_severity_of_the_configuration_decides_the_exit_code(tmp_path: Path) -> None:
    files = {"a.py": BLOCKING}
    assert run(tmp_path, files).failed
    text = '[tool.sdd.severity]\nASY301 = "warning"'
    changed = run(tmp_path, {**files, "pyproject.toml": f"[tool.sdd]\n{text}\n"}, select=("ASY",))
    assert [each.severity for each in changed.outcomes[0].findings] == ["warning"]
    assert not changed.failed


def test_the_constitution_outranks_the_severity_of_the_configuration(tmp_path: Path) -> None:
    files = settings('[tool.sdd.severity]\nblocking-call-in-async = "info"') | {"a.py": BLOCKING}
    found = [(each.code, each.severity) for each in finds(tmp_path, files)]
    assert found == [("ASY301", "error"), ("SDD004", "error")]


def test_findings_below_the_wanted_confidence_are_neither_shown_nor_counted(
    tmp_path: Path,
) -> None:
    less_sure = 'def connect(user, *, password="admin"): ...\n'
    write_project(tmp_path, {"a.py": less_sure})
    words = ("check", "--format", "concise", "--fail-on", "info")
    high, medium = (sdd(tmp_path, *words, "--min-confidence", each) for each in ("high", "medium"))
    assert (high.code, high.out) == (0, b"")
    assert medium.code == 1
    assert [line.split(" ")[1] for line in medium.lines] == ["SEC101"]
    assert sdd(tmp_path, *words)[:2] == medium[:2]
