"""The hooks, run by the real `pre-commit` in a real repository; installs from the package index."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import BLOCKING, BLOCKING_LINE, REPOSITORY, SOUND, clean_environment
from tests.language import write_project

IDENTITY = ("-c", "user.name=Tester", "-c", "user.email=tester@example.com")


def call(cwd: Path, cache: Path, *words: str) -> tuple[int, str]:
    """Run a program; exit code and everything that it said."""
    binaries = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    env = clean_environment() | {
        "PRE_COMMIT_HOME": str(cache),
        "PATH": binaries,
        "GIT_CONFIG_GLOBAL": os.devnull,
    }
    del env["PYTHONPATH"]
    done = subprocess.run(
        words, cwd=cwd, env=env, capture_output=True, text=True, timeout=240, check=False
    )
    return done.returncode, done.stdout + done.stderr


def git(cwd: Path, cache: Path, *words: str) -> tuple[int, str]:
    """Run git as a person who has a name."""
    return call(cwd, cache, "git", *IDENTITY, "-c", "init.defaultBranch=main", *words)


def publish(target: Path, cache: Path) -> str:
    """A repository with the files of this checkout as they are now; returns its commit."""
    code, listed = git(REPOSITORY, cache, "ls-files", "--cached", "--others", "--exclude-standard")
    assert code == 0, listed
    for name in listed.splitlines():
        if (REPOSITORY / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(REPOSITORY / name, target / name)
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "The tool")):
        code, said = git(target, cache, *words)
        assert code == 0, said
    return git(target, cache, "rev-parse", "HEAD")[1].strip()


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, Path]:
    """Where the hooks are published, the commit, and the cache of pre-commit."""
    tool, cache = tmp_path_factory.mktemp("tool"), tmp_path_factory.mktemp("cache")
    return tool, publish(tool, cache), cache


def project(folder: Path, workplace: tuple[Path, str, Path], hook: str) -> None:
    """A committed project whose commits pass through one hook."""
    tool, commit, cache = workplace
    config = f"repos:\n- repo: {tool.as_uri()}\n  rev: {commit}\n  hooks:\n  - id: {hook}\n"
    write_project(folder, {".pre-commit-config.yaml": config, "old.py": BLOCKING, "notes.txt": ""})
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "Before the hook")):
        code, said = git(folder, cache, *words)
        assert code == 0, said
    code, said = call(folder, cache, sys.executable, "-m", "pre_commit", "install")
    assert code == 0, said


def commit(folder: Path, cache: Path, path: str, text: str) -> tuple[int, str]:
    """Write, stage and commit one file."""
    write_project(folder, {path: text})
    assert git(folder, cache, "add", path)[0] == 0
    return git(folder, cache, "commit", "-m", f"Change {path}")


def test_the_whole_project_is_checked_and_a_defect_blocks_the_commit(
    tmp_path: Path, workplace: tuple[Path, str, Path]
) -> None:
    cache = workplace[2]
    project(tmp_path, workplace, "sdd-check")
    code, said = commit(tmp_path, cache, "new.py", SOUND)
    assert code == 1, said
    assert "old.py:5:5" in said
    assert "ASY301 blocking-call-in-async" in said
    code, said = commit(tmp_path, cache, "old.py", SOUND)
    assert code == 0, said
    assert "Passed" in said
    code, said = commit(tmp_path, cache, "notes.txt", "nothing that is checked\n")
    assert code == 0, said
    assert "Skipped" in said


def test_the_changed_files_alone_are_reported_by_the_other_hook(
    tmp_path: Path, workplace: tuple[Path, str, Path]
) -> None:
    cache = workplace[2]
    project(tmp_path, workplace, "sdd-check-changed")
    code, said = commit(tmp_path, cache, "new.py", BLOCKING)
    assert code == 1, said
    assert "new.py:5:5" in said
    assert BLOCKING_LINE.rpartition(" async ")[2] in said
    assert "old.py" not in said
    code, said = commit(tmp_path, cache, "new.py", SOUND)
    assert code == 0, said
    code, said = commit(tmp_path, cache, "README.md", "# Title\n")
    assert code == 0, said
