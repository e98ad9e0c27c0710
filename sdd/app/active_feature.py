"""The feature that is worked on here and now: what the process and git say about it."""

import os
from pathlib import Path

from sdd.errors import GitError
from sdd.workspace.active_feature import ActiveFeature, find_active_feature
from sdd.workspace.repository import open_repository


def active_feature(root: Path, asked: str = "") -> ActiveFeature | None:
    """The active feature, or the one that was asked for. root: absolute and resolved.

    Raises UsageError where no feature is what was asked for.
    """
    return find_active_feature(root, os.environ, _branch(root), asked)


def _branch(root: Path) -> str:
    try:
        repository = open_repository(root)
        return repository.branch() if repository else ""
    except GitError:
        return ""
