"""Manifests: what a project requires, whatever tool it is written for."""

import pytest

from sdd.read.other.manifests import is_manifest, read_manifest

PROJECT = """\
[project]
requires-python = ">=3.12"
dependencies = ["FastAPI>=0.115", "psycopg2_binary ; python_version > '3'"]

[project.optional-dependencies]
fast = ["uvloop"]

[dependency-groups]
dev = ["pytest", {include-group = "docs"}]
"""
POETRY = '[tool.poetry.dependencies]\npython = "^3.11"\nfastapi = "*"\n'


@pytest.mark.parametrize(
    ("path", "text", "python", "packages"),
    [
        ("pyproject.toml", PROJECT, ">=3.12", {"fastapi", "psycopg2-binary", "uvloop", "pytest"}),
        ("pyproject.toml", POETRY, "^3.11", {"python", "fastapi"}),
        ("requirements-dev.txt", "# x\nfastapi==1\n-r a.txt\n\nasyncpg\n", "",
         {"fastapi", "asyncpg"}),
        ("web/package.json", '{"dependencies": {"@neondatabase/serverless": "1"}}', "",
         {"neondatabase-serverless"}),
        ("Pipfile", '[packages]\nflask = "*"\n[requires]\npython_version = "3.11"\n', "==3.11.*",
         {"flask"}),
        ("pyproject.toml", "no [ toml", "", set()),
        ("package.json", "[1, 2]", "", set()),
        ("package.json", "[" * 100_000, "", set()),
    ],
)  # fmt: skip
def test_a_manifest_is_read(path: str, text: str, python: str, packages: set[str]) -> None:
    found = read_manifest(path, text)
    assert (found.python, set(found.packages)) == (python, packages)


def test_manifests_are_known_by_their_names() -> None:
    assert is_manifest("backend/requirements.txt")
    assert not is_manifest("requirements.md")
