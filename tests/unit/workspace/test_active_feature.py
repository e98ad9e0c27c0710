"""Which feature is worked on: what was asked for, then what the tools agree on."""

import json
from pathlib import Path

import pytest

from sdd.errors import UsageError
from sdd.workspace.active_feature import ActiveFeature, find_active_feature


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("001-login", "002-search", "010-orders", "notes"):
        (tmp_path / "specs" / name).mkdir(parents=True)
    (tmp_path / ".specify").mkdir()
    return tmp_path


def choose(root: Path, folder: object) -> None:
    (root / ".specify/feature.json").write_text(json.dumps({"feature_directory": folder}))


def test_the_order_of_what_decides(root: Path) -> None:
    environ: dict[str, str] = {}
    found = find_active_feature(root, environ)
    assert found == ActiveFeature("010-orders", "specs/010-orders", "the highest number")
    found = find_active_feature(root, environ, branch="002-search")
    assert found == ActiveFeature("002-search", "specs/002-search", "the branch")
    environ["SPECIFY_FEATURE"] = "001-login"
    found = find_active_feature(root, environ, branch="002-search")
    assert found and found.name == "001-login"
    choose(root, "specs/002-search")
    found = find_active_feature(root, environ)
    assert found == ActiveFeature("002-search", "specs/002-search", ".specify/feature.json")
    environ["SPECIFY_FEATURE_DIRECTORY"] = str(root / "specs/notes")
    found = find_active_feature(root, environ)
    assert found == ActiveFeature("notes", "specs/notes", "SPECIFY_FEATURE_DIRECTORY")


@pytest.mark.parametrize("branch", ["002-find-things", "ann/002-find-things"])
def test_a_branch_names_a_feature_by_its_number(root: Path, branch: str) -> None:
    found = find_active_feature(root, {}, branch)
    assert found and found.name == "002-search"


@pytest.mark.parametrize("folder", ["../outside", "/etc", ".", "", "specs/none", 7, None, "a\0b"])
def test_a_chosen_folder_that_is_no_feature_does_not_count(root: Path, folder: object) -> None:
    choose(root, folder)
    found = find_active_feature(root, {})
    assert found and found.because == "the highest number"


def test_a_broken_choice_does_not_count(root: Path) -> None:
    (root / ".specify/feature.json").write_text("{")
    assert find_active_feature(root, {}) is not None


def test_a_link_out_of_the_project_is_no_feature(root: Path) -> None:
    (root / "specs/099-out").symlink_to(root.parent)
    for environ in ({}, {"SPECIFY_FEATURE_DIRECTORY": "specs/099-out"}):
        found = find_active_feature(root, environ, "099-out")
        assert found and found.name == "010-orders"
    with pytest.raises(UsageError):
        find_active_feature(root, {}, "", "099-out")


@pytest.mark.parametrize("asked", ["002-search", "specs/002-search", "2", "002"])
def test_a_feature_is_asked_for_by_name_folder_or_number(root: Path, asked: str) -> None:
    found = find_active_feature(root, {}, "001-login", asked)
    assert found == ActiveFeature("002-search", "specs/002-search", "--feature")


@pytest.mark.parametrize(
    ("asked", "hint"),
    [
        ("002-serch", 'did you mean "002-search"?'),
        ("55", "the features are: 001-login"),
        ("..", ""),
    ],
)
def test_an_unknown_feature_is_refused_with_a_hint(root: Path, asked: str, hint: str) -> None:
    with pytest.raises(UsageError, match="there is no feature") as raised:
        find_active_feature(root, {}, "", asked)
    assert hint in raised.value.hint


def test_a_number_of_two_features_is_refused(root: Path) -> None:
    (root / "specs/002-other").mkdir()
    with pytest.raises(UsageError, match="002-other, 002-search"):
        find_active_feature(root, {}, "", "2")


def test_a_project_without_features_has_none(tmp_path: Path) -> None:
    assert find_active_feature(tmp_path, {}, "main") is None
