"""What a stranger who opens the repository relies on."""

import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
ADR_NAME = re.compile(r"(\d{4})-[a-z0-9]+(?:-[a-z0-9]+)*\.md")
# Folders that exist on one machine only, in the two ways of writing a path.
MACHINE_PATH = re.compile(r"(?<![\w.])(?:/(?:work|tmp|home|root|Users)/[\w.-]+|[A-Z]:\\Users\\\w+)")
UNTRACKED = {".git", ".venv", "venv", "build", "dist", "__pycache__"}


def tracked_files() -> list[Path]:
    """The files of the repository; outside a git checkout every file that is not generated."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        return [path for path in ROOT.rglob("*") if path.is_file() and is_ours(path)]
    names = listed.decode("utf-8").split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def is_ours(path: Path) -> bool:
    """False for what tools leave behind."""
    parts = path.relative_to(ROOT).parts
    return not any(part in UNTRACKED or part.endswith(("_cache", ".egg-info")) for part in parts)


def texts() -> list[tuple[str, str]]:
    """Path and content of every tracked file that is text."""
    found = []
    for path in tracked_files():
        data = path.read_bytes()
        if b"\0" not in data:
            found.append((path.relative_to(ROOT).as_posix(), data.decode("utf-8", "replace")))
    return found


@pytest.fixture(scope="module")
def metadata() -> dict[str, Any]:
    """The `[project]` table."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_no_file_names_a_folder_of_the_machine_it_was_written_on() -> None:
    found = [
        f"{path}:{text.count(chr(10), 0, match.start()) + 1}: {match[0]}"
        for path, text in texts()
        for match in MACHINE_PATH.finditer(text)
    ]
    assert found == []


@pytest.mark.parametrize("path", ["/work" + "/main/app.py", "/tmp" + "/real", "/home" + "/ann/x"])
def test_a_path_of_a_machine_would_be_noticed(path: str) -> None:
    assert MACHINE_PATH.search(f'open("{path}")')


def test_the_licence_is_the_whole_apache_licence() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert text.split()[:5] == ["Apache", "License", "Version", "2.0,", "January"]
    assert "9. Accepting Warranty or Additional Liability." in text
    assert "END OF TERMS AND CONDITIONS" in text


def test_the_package_tells_what_it_is(metadata: dict[str, Any]) -> None:
    assert metadata["name"] == "sdd-toolkit"
    assert metadata["requires-python"] == ">=3.11"
    assert metadata["license"] == "Apache-2.0"
    assert metadata["scripts"] == {"sdd": "sdd.__main__:main"}
    assert metadata["dynamic"] == ["version"]
    for key in ("description", "readme", "authors", "keywords", "classifiers"):
        assert metadata[key], key
    assert (ROOT / metadata["readme"]).is_file()


def test_the_version_is_a_semantic_one() -> None:
    text = (ROOT / "sdd" / "__init__.py").read_text(encoding="utf-8")
    assert re.search(r'^__version__ = "\d+\.\d+\.\d+"$', text, re.MULTILINE)


def test_what_is_installed_is_used_and_what_is_used_is_installed(metadata: dict[str, Any]) -> None:
    installed = {re.split(r"[<>=~!\[; ]", line)[0] for line in metadata["dependencies"]}
    source = "\n".join(text for path, text in texts() if re.match(r"sdd/.*\.py$", path))
    imported = set(re.findall(r"^\s*(?:from|import) (\w+)", source, re.MULTILINE))
    modules = {
        "anyascii": "anyascii",
        "gitpython": "git",
        "jinja2": "jinja2",
        "libcst": "libcst",
        "markdown-it-py": "markdown_it",
        "mdit-py-plugins": "mdit_py_plugins",
        "msgspec": "msgspec",
        "pathspec": "pathspec",
        "pydantic": "pydantic",
        "pyyaml": "yaml",
        "rich": "rich",
        "tomlkit": "tomlkit",
        "typer": "typer",
    }
    assert installed == {name for name, module in modules.items() if module in imported}


def test_users_of_the_package_see_its_types() -> None:
    assert (ROOT / "sdd" / "py.typed").is_file()


def test_every_template_goes_into_the_wheel() -> None:
    document = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    carried = document["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert carried == {"templates": "sdd/templates"}
    names = {path.name for path in (ROOT / "templates").iterdir()}
    assert {"constitution.md.j2", "spec.md.j2", "plan.md.j2", "tasks.md.j2"} <= names


def test_every_decision_has_a_number_of_its_own_and_is_written_in_full() -> None:
    paths = sorted((ROOT / "history" / "adr").iterdir())
    numbers = []
    for path in paths:
        name = ADR_NAME.fullmatch(path.name)
        assert name, path.name
        numbers.append(name[1])
        text = path.read_text(encoding="utf-8")
        assert text.startswith(f"# ADR-{name[1]}: "), path.name
        for part in ("- **Status**: ", "- **Date**: ", "## Decision", "## Consequences"):
            assert part in text, f"{path.name}: {part}"
    assert numbers == sorted(set(numbers))


def test_both_hooks_run_the_command_that_the_package_installs(metadata: dict[str, Any]) -> None:
    hooks = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    assert re.findall(r"^- id: (.+)$", hooks, re.MULTILINE) == ["sdd-check", "sdd-check-changed"]
    assert re.findall(r"^  entry: (.+)$", hooks, re.MULTILINE) == ["sdd check", "sdd check"]
    assert "sdd" in metadata["scripts"]
