"""Kinds of files by their names, and that the hooks are triggered by all of them."""

import re
from pathlib import Path

import pytest
import yaml

from sdd.workspace.discovery import is_python
from sdd.workspace.file_kinds import file_kind, is_env_template

HOOKS = Path(__file__).parents[3] / ".pre-commit-hooks.yaml"
KINDS = {
    ".env": "dotenv",
    "app/.env.production": "dotenv",
    "prod.env": "dotenv",
    "env.example": "dotenv",
    ".envrc": "shell",
    "compose.yaml": "yaml",
    "a/docker-compose.YML": "yaml",
    "Dockerfile": "dockerfile",
    "Dockerfile.dev": "dockerfile",
    "api.dockerfile": "dockerfile",
    "alembic.ini": "ini",
    "setup.cfg": "ini",
    ".pypirc": "ini",
    "appsettings.json": "json",
    "tsconfig.jsonc": "json",
    "a.ipynb": "notebook",
    "run.sh": "shell",
    "README.md": "markdown",
    "pyproject.toml": "toml",
}
OTHERS = (
    "alembic/env.py",
    "lib/env.ts",
    ".env.d.ts",
    "env/README",
    "notes.txt",
    "environment",
    "environment.py",
    "a.js",
    "env/x.csv",
    "Makefile",
    "a.csv",
)
GENERATED = (
    "package-lock.json",
    "a/pnpm-lock.yaml",
    "data.min.json",
    "uv.lock",
    ".sdd-baseline.json",
)


@pytest.mark.parametrize(("path", "kind"), KINDS.items())
def test_a_kind_is_known_by_the_name(path: str, kind: str) -> None:
    assert file_kind(path) == kind


@pytest.mark.parametrize("path", (*OTHERS, *GENERATED))
def test_other_files_and_generated_ones_are_of_no_kind(path: str) -> None:
    assert file_kind(path) is None


@pytest.mark.parametrize(
    ("path", "template"),
    [(".env", False), (".env.example", True), ("env-sample.env", True), (".env.production", False)],
)
def test_a_template_shows_which_variables_there_are(path: str, template: bool) -> None:
    assert is_env_template(path) is template


@pytest.mark.parametrize("path", (*KINDS, "app.py", "gui.pyw"))
def test_both_hooks_are_triggered_by_every_kind(path: str) -> None:
    for hook in yaml.safe_load(HOOKS.read_text(encoding="utf-8")):
        assert re.search(hook["files"], path)


@pytest.mark.parametrize("path", OTHERS)
def test_no_hook_is_triggered_by_what_is_not_checked(path: str) -> None:
    hooks = yaml.safe_load(HOOKS.read_text(encoding="utf-8"))
    assert not any(re.search(hook["files"], path) for hook in hooks) or is_python(path)
