"""What git says about a project, and that nothing in the repository makes it run a program."""

import os
from pathlib import Path

import pytest

from sdd.errors import GitError, UsageError
from sdd.model.revisions import Change
from sdd.workspace.repository import Repository, open_repository
from tests.git import commit, git, repository
from tests.language import write_project


def opened(root: Path) -> Repository:
    found = open_repository(root.resolve())
    assert found is not None
    return found


def paths(files: tuple[object, ...]) -> list[str]:
    return [each.path for each in files]  # type: ignore[attr-defined]


def test_a_folder_outside_git_has_no_repository(tmp_path: Path) -> None:
    assert open_repository(tmp_path.resolve()) is None


def test_the_index_is_what_the_next_commit_holds(tmp_path: Path) -> None:
    root = repository(tmp_path, {"a.py": "old\n", "b.py": "b\n"})
    write_project(root, {"a.py": "staged\n", "c.py": "never added\n"})
    git(root, "add", "a.py")
    git(root, "rm", "-q", "--cached", "b.py")
    write_project(root, {"a.py": "in the work tree\n"})
    ours = opened(root)
    assert paths(ours.tracked()) == ["a.py"]
    assert ours.read(ours.tracked()[0]) == b"staged\n"
    assert ours.size(ours.tracked()[0]) == 7
    assert ours.staged_changes() == (Change("a.py", "modified"), Change("b.py", "deleted"))
    assert ours.untracked() == ("b.py", "c.py")
    assert paths(ours.files_at("HEAD")) == ["a.py", "b.py"]


def test_everything_is_staged_before_the_first_commit(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    write_project(tmp_path, {"a.py": "x\n"})
    git(tmp_path, "add", "a.py")
    ours = opened(tmp_path)
    assert (ours.head(), ours.branch(), ours.branches()) == ("", "main", ())
    assert ours.staged_changes() == (Change("a.py", "added"),)


def test_a_project_below_the_top_sees_itself_alone(tmp_path: Path) -> None:
    repository(tmp_path, {"backend/app.py": "x\n", "frontend/app.ts": "y\n"})
    commit(tmp_path, {"backend/app.py": "z\n", "frontend/new.ts": "y\n"}, "Both")
    ours = opened(tmp_path / "backend")
    assert paths(ours.tracked()) == ["app.py"]
    assert paths(ours.files_at("HEAD~1")) == ["app.py"]
    assert ours.changes_between("HEAD~1", "HEAD") == (Change("app.py", "modified"),)


def test_branches_and_where_they_parted(tmp_path: Path) -> None:
    root = repository(tmp_path / "origin", {"a.py": "1\n"})
    git(tmp_path, "clone", "-q", str(root), "clone")
    clone = tmp_path / "clone"
    parted = git(clone, "rev-parse", "HEAD")
    git(clone, "switch", "-q", "-c", "feature")
    commit(clone, {"a.py": "2\n", "new.py": "n\n"}, "Feature")
    commit(root, {"b.py": "3\n"}, "Main goes on")
    git(clone, "fetch", "-q")
    ours = opened(clone)
    assert ours.branch() == "feature"
    assert ours.default_branch() == "origin/main"
    assert ours.merge_base("origin/main") == parted
    assert [branch.name for branch in ours.branches()] == ["feature", "main", "origin/main"]
    write_project(clone, {"untracked.py": "u\n"})
    assert ours.changes_since(parted) == (
        Change("a.py", "modified"),
        Change("new.py", "added"),
        Change("untracked.py", "added"),
    )
    subjects = [each.subject for each in ours.commits("origin/main..feature")]
    assert subjects == ["Feature"]
    assert [each.author for each in ours.commits(limit=1)] == ["Tester"]


@pytest.mark.parametrize(
    "name", ["none-such", "--output=x", "-h", "", "a b", "HEAD:a.py", "HEAD^9"]
)
def test_an_unknown_revision_is_the_users_mistake(tmp_path: Path, name: str) -> None:
    root = repository(tmp_path, {"a.py": "1\n"})
    with pytest.raises(UsageError, match="no revision"):
        opened(root).resolve(name)


def test_names_that_git_quotes_come_out_as_they_are(tmp_path: Path) -> None:
    names = ["sp ace.py", 'quo"te.py', "tab\t.py", "ü.py", "new\nline.py"]
    root = repository(tmp_path, dict.fromkeys(names, "x\n"))
    assert sorted(paths(opened(root).tracked())) == sorted(names)


def test_links_are_marked_and_submodules_left_out(tmp_path: Path) -> None:
    root = repository(tmp_path, {"a.py": "1\n"})
    (root / "link.py").symlink_to("/etc/passwd")
    git(root, "add", "link.py")
    head = git(root, "rev-parse", "HEAD")
    git(root, "update-index", "--add", "--cacheinfo", f"160000,{head},sub")
    files = {each.path: each.is_link for each in opened(root).tracked()}
    assert files == {"a.py": False, "link.py": True}


def test_a_broken_repository_is_the_reason_and_no_crash(tmp_path: Path) -> None:
    write_project(tmp_path, {".git": "gitdir: nowhere\n"})
    with pytest.raises(GitError, match="git ls-files failed"):
        opened(tmp_path).tracked()


def test_a_repository_around_a_broken_one_is_not_taken_for_it(tmp_path: Path) -> None:
    repository(tmp_path, {"inner/a.py": "1\n"})
    (tmp_path / "inner" / ".git").mkdir()
    with pytest.raises(GitError):
        opened(tmp_path / "inner").tracked()


def hostile(root: Path, mark: Path) -> None:
    """Configure every program that git would start by itself to leave a mark."""
    program = root / "program.sh"
    program.write_text(f"#!/bin/sh\necho \"$0 $@\" >> '{mark}'\ncat\n")
    program.chmod(0o755)
    for key in (
        "core.fsmonitor",
        "core.pager",
        "core.sshCommand",
        "core.askPass",
        "diff.external",
        "diff.x.command",
        "diff.x.textconv",
        "filter.x.clean",
        "filter.x.smudge",
        "filter.y.process",
        "gpg.program",
        "credential.helper",
        "core.alternateRefsCommand",
        "pager.log",
        "pager.diff",
    ):
        git(root, "config", key, str(program))
    for key, value in (
        ("filter.x.required", "true"),
        ("log.showSignature", "true"),
        ("core.hooksPath", "."),
        ("core.worktree", "/etc"),
        ("remote.origin.url", f"ext::{program}"),
        ("remote.origin.promisor", "true"),
        ("protocol.ext.allow", "always"),
        ("extensions.partialClone", "origin"),
        ("core.repositoryFormatVersion", "1"),
    ):
        git(root, "config", key, value)
    write_project(root, {".git/info/attributes": "*.py filter=x diff=x\n*.md filter=y diff=x\n"})


@pytest.mark.skipif(os.name != "posix", reason="the programs are shell scripts")
def test_nothing_that_a_repository_configures_is_run(tmp_path: Path) -> None:
    root = repository(tmp_path / "project", {"a.py": "1\n", "b.md": "2\n"})
    commit(root, {"a.py": "3\n"}, "Second")
    mark = tmp_path / "mark"
    hostile(root, mark)
    write_project(root, {"a.py": "4\n", "b.md": "5\n"})
    ours = opened(root)
    assert paths(ours.tracked()) == ["a.py", "b.md"]
    assert [ours.read(each) for each in ours.tracked()] == [b"3\n", b"2\n"]
    assert paths(ours.files_at("HEAD~1")) == ["a.py", "b.md"]
    assert [each.path for each in ours.changes_since("HEAD")] == ["a.py", "b.md", "program.sh"]
    assert [each.subject for each in ours.commits()] == ["Second", "First"]
    ours.branches(), ours.default_branch(), ours.staged_changes(), ours.merge_base("HEAD~1")
    with pytest.raises(GitError):
        ours._command.read("1" * 40)  # a promised object would be fetched with the program
    assert not mark.exists(), mark.read_text()


def test_the_index_of_a_hook_is_heard_if_it_is_this_repositorys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = repository(tmp_path / "ours", {"a.py": "1\n"})
    write_project(root, {"b.py": "2\n"})
    git(root, "add", "b.py", env={"GIT_INDEX_FILE": ".git/next-index"})
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/next-index")
    assert paths(opened(root).tracked()) == ["b.py"]
    other = repository(tmp_path / "other", {"c.py": "3\n"})
    monkeypatch.setenv("GIT_INDEX_FILE", str(root / ".git" / "next-index"))
    monkeypatch.setenv("GIT_DIR", str(root / ".git"))
    assert paths(opened(other).tracked()) == ["c.py"]
