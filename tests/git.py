"""The verbs of the tests that need a repository: real git, no identity or setting of the person."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests.language import Files, write_project

_IDENTITY = {
    "GIT_AUTHOR_NAME": "Tester",
    "GIT_AUTHOR_EMAIL": "tester@example.com",
    "GIT_COMMITTER_NAME": "Tester",
    "GIT_COMMITTER_EMAIL": "tester@example.com",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}


def git(folder: Path, *words: str, env: Mapping[str, str] | None = None) -> str:
    """Run git in a folder; what it printed, stripped."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    done = subprocess.run(
        ["git", "-c", "init.defaultBranch=main", *words],
        cwd=folder,
        env=clean | _IDENTITY | dict(env or {}),
        capture_output=True,
        check=True,
        timeout=60,
    )
    return done.stdout.decode("utf-8", "replace").strip()


def repository(folder: Path, files: Files) -> Path:
    """A new repository whose only commit holds these files; returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "-q")
    commit(folder, files, "First")
    return folder


def commit(folder: Path, files: Files, message: str) -> str:
    """Write and commit files, also ignored ones; the id of the commit."""
    write_project(folder, files)
    if files:
        git(folder, "add", "-f", "--", *files)
    git(folder, "commit", "-q", "--allow-empty", "-m", message)
    return git(folder, "rev-parse", "HEAD")
