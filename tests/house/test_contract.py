"""The floor plan holds and the types are right, as the tools themselves see it."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 300


def run_tool(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a Python program at the repository's root. arguments: what follows `python`."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=PATIENCE_SECONDS,
    )


def lint_imports(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run import-linter, whose command has no module of its own to run."""
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return run_tool("-X", "utf8", "-c", program, "--no-cache", "--no-logo", *arguments)


def test_the_import_contracts_are_kept() -> None:
    result = lint_imports()
    assert result.returncode == 0, result.stdout + result.stderr
    assert "0 broken" in result.stdout


def test_a_door_between_two_rooms_would_be_noticed(tmp_path: Path) -> None:
    contract = tmp_path / "contract.toml"
    contract.write_text(
        "[tool.importlinter]\n"
        'root_package = "sdd"\n'
        "[[tool.importlinter.contracts]]\n"
        'name = "upside down"\n'
        'type = "layers"\n'
        'layers = ["sdd.errors", "sdd.model", "sdd.plugin"]\n',
        encoding="utf-8",
    )
    result = lint_imports("--config", str(contract))
    assert result.returncode == 1
    assert "sdd.plugin is not allowed to import sdd.model" in result.stdout


def test_the_package_is_well_typed_in_strict_mode() -> None:
    result = run_tool("-m", "mypy", "--strict", "--no-error-summary", "sdd")
    assert result.returncode == 0, result.stdout + result.stderr


def test_no_line_of_the_package_asks_a_checker_to_look_away() -> None:
    pleas = ("# type: " + "ignore", "# no" + "qa", "# mypy: ", "# ruff: ")
    found = [
        f"{path.relative_to(ROOT).as_posix()}:{number}"
        for path in sorted((ROOT / "sdd").rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if any(plea in line for plea in pleas)
    ]
    assert found == []
