"""The project's own template comes first."""

from pathlib import Path

import pytest

from sdd.errors import UsageError
from sdd.workspace.template_files import find_template
from tests.language import write_project


def test_the_template_of_the_package_is_found_without_an_own_one(tmp_path: Path) -> None:
    found = find_template(tmp_path, "spec.md.j2")
    assert found is not None
    assert found[0] == "templates/spec.md.j2"
    assert found[1].startswith("# Feature Specification")


def test_an_override_outranks_an_own_template(tmp_path: Path) -> None:
    write_project(tmp_path, {".specify/templates/spec.md.j2": "\ufeffown"})
    assert find_template(tmp_path, "spec.md.j2") == (".specify/templates/spec.md.j2", "own")
    write_project(tmp_path, {".specify/templates/overrides/spec.md.j2": "over"})
    found = find_template(tmp_path, "spec.md.j2")
    assert found == (".specify/templates/overrides/spec.md.j2", "over")


def test_an_unknown_template_is_none(tmp_path: Path) -> None:
    assert find_template(tmp_path, "nothing.md.j2") is None
    assert find_template(tmp_path, "../pyproject.toml") is None


def test_an_own_template_that_cannot_be_read_is_no_silent_fallback(tmp_path: Path) -> None:
    write_project(tmp_path, {".specify/templates/spec.md.j2": b"\xff"})
    with pytest.raises(UsageError, match="not UTF-8"):
        find_template(tmp_path, "spec.md.j2")
    outside = tmp_path.parent / "outside.j2"
    outside.write_text("secret")
    place = tmp_path / ".specify/templates/plan.md.j2"
    place.symlink_to(outside)
    with pytest.raises(UsageError, match="leads out of the project"):
        find_template(tmp_path, "plan.md.j2")
