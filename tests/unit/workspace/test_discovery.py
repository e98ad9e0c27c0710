"""What is found below a root, and what is said of the rest."""

import os
import time
from pathlib import Path

import pytest

from sdd.model.outcome import Unchecked
from sdd.model.settings import Settings
from sdd.workspace.discovery import Discovery, discover
from sdd.workspace.document_kinds import document_kind
from sdd.workspace.roots import Root


def look(root: Path, *named: str, exclude: tuple[str, ...] = (), **root_options) -> Discovery:
    return discover(Root(root, "git", named, **root_options), Settings(exclude=exclude))


# -- files and documents ----------------------------------------------------------------------


def test_python_files_and_documents_are_listed_sorted_with_slashes(tree):
    root = tree(
        {},
        "z.py",
        "app/main.py",
        "app/gui.pyw",
        "app/data.json",
        "README.md",
        ".specify/memory/constitution.md",
        ".specify/templates/spec-template.md",
        "specs/002-b/tasks.md",
        "specs/001-a/spec.md",
        "specs/001-a/research.md",
        "specs/001-a/notes.md",
        "docs/specs/003-c/plan.md",
    )
    found = look(root)
    assert found.python == ("app/gui.pyw", "app/main.py", "z.py")
    assert found.documents == (
        ".specify/memory/constitution.md",
        "docs/specs/003-c/plan.md",
        "specs/001-a/research.md",
        "specs/001-a/spec.md",
        "specs/002-b/tasks.md",
    )
    assert (found.named, found.excluded, found.unchecked) == (None, 0, ())


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (".specify/memory/constitution.md", "constitution"),
        ("memory/constitution.md", "constitution"),
        ("docs/memory/constitution.md", None),
        ("specs/001-a/spec.md", "spec"),
        ("specs/archived/001-a/plan.md", "plan"),
        ("phase-2/specs/001-a/tasks.md", "tasks"),
        ("Specs/001-A/SPEC.md", "spec"),
        ("docs/001-a/spec.md", None),
        ("specs.md", None),
        ("specs/001-a/myspec.md", None),
        ("specs/001-a/spec.md/notes.md", None),
    ],
)
def test_place_and_name_say_what_kind_of_document_a_file_is(path, kind):
    assert document_kind(path) == kind


def test_a_folder_that_is_named_like_a_file_is_entered(tree):
    assert look(tree({}, "app.py/main.py")).python == ("app.py/main.py",)


# -- ignore rules -----------------------------------------------------------------------------


def test_an_ignore_file_holds_below_its_folder_and_an_inner_one_may_take_back(tree):
    root = tree(
        {
            ".gitignore": "*_gen.py\n/local.py\n",
            "app/.gitignore": "!keep_gen.py\nlocal.py\n",
        },
        "a_gen.py",
        "local.py",
        "app/b_gen.py",
        "app/keep_gen.py",
        "app/deep/local.py",
        "lib/local.py",
        "lib/keep_gen.py",
    )
    assert look(root).python == ("app/keep_gen.py", "lib/local.py")


def test_nothing_can_be_taken_back_from_an_ignored_folder(tree):
    root = tree({".gitignore": "out/\n!out/keep.py\n"}, "out/keep.py", "a.py")
    assert look(root).python == ("a.py",)


def test_the_usual_whitelist_keeps_what_it_names(tree):
    root = tree({".gitignore": "*\n!*/\n!*.py\n"}, "a.py", "b/c/d.py", "specs/001/spec.md")
    assert look(root).python == ("a.py", "b/c/d.py")
    assert look(root).documents == ()


def test_what_is_ignored_in_a_folder_but_one_file_keeps_the_file(tree):
    root = tree({".gitignore": "gen/**\n!gen/keep.py\n"}, "gen/keep.py", "gen/other.py")
    assert look(root).python == ("gen/keep.py",)


def test_ignore_files_between_the_git_root_and_the_project_hold(tree):
    root = tree(
        {".gitignore": "/backend/gen/\n", ".git/info/exclude": "scratch.py\n"},
        "backend/gen/a.py",
        "backend/app/main.py",
        "backend/app/scratch.py",
    )
    assert look(root / "backend").python == ("app/main.py",)


def test_a_work_tree_shares_the_exclude_file_of_its_repository(tree):
    root = tree(
        {
            "main/.git/info/exclude": "scratch.py\n",
            "main/.git/worktrees/side/commondir": "../..\n",
            "side/.git": "gitdir: ../main/.git/worktrees/side\n",
        },
        "side/a.py",
        "side/scratch.py",
    )
    assert look(root / "side").python == ("a.py",)


def test_a_project_inside_an_ignored_folder_is_not_empty(tree):
    root = tree({".gitignore": "build/\n*.tmp.py\n"}, ".git/", "build/sample/a.py")
    assert look(root / "build/sample").python == ("a.py",)


def test_an_ignore_file_with_windows_line_ends_works(tree):
    root = tree({".gitignore": "gen/\r\n*_pb2.py\r\n"}, "gen/a.py", "x_pb2.py", "b.py")
    assert look(root).python == ("b.py",)


def test_the_constitution_is_read_although_it_is_ignored(tree):
    root = tree({".gitignore": ".specify/\n"}, ".specify/memory/constitution.md", "a.py")
    assert look(root).documents == (".specify/memory/constitution.md",)
    assert look(root, exclude=(".specify",)).documents == ()


def test_a_committed_virtual_environment_is_left_out_whatever_its_name(tree):
    root = tree(
        {},
        ".venv/lib/python3.11/site-packages/requests/api.py",
        ".venv/bin/activate_this.py",
        "py311/pyvenv.cfg",
        "py311/lib/thing.py",
        "vendor/site-packages/thing.py",
        "venv/lib/thing.py",
        "app.py",
    )
    assert look(root).python == ("app.py",)


@pytest.mark.parametrize(
    "name",
    [
        *(".git", ".hg", ".venv", "venv", "env", "node_modules", "build", "dist", "x.egg-info"),
        *("__pycache__", ".tox", ".nox", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".eggs"),
        *(".idea", ".vscode", "htmlcov", "site-packages"),
    ],
)
def test_folders_of_tools_are_left_out_at_any_depth(tree, name):
    root = tree({}, f"{name}/a.py", f"app/{name}/b/c.py", "app/main.py")
    assert look(root).python == ("app/main.py",)


@pytest.mark.parametrize("name", ["build", "dist", "env", "venv", "htmlcov"])
def test_a_package_with_the_name_of_a_tool_folder_is_source(tree, name):
    root = tree({}, f"app/{name}/__init__.py", f"app/{name}/steps/a.py")
    assert look(root).python == (f"app/{name}/__init__.py", f"app/{name}/steps/a.py")


def test_a_project_that_lies_in_its_own_virtual_environment_is_read(tree):
    root = tree({}, "pyvenv.cfg", "lib/site-packages/x.py", "app.py")
    assert look(root).python == ("app.py",)


# -- configuration ----------------------------------------------------------------------------


def test_what_the_configuration_excludes_is_not_read(tree):
    root = tree({}, "legacy/a.py", "app/legacy/b.py", "app/x_pb2.py", "app/main.py")
    assert look(root, exclude=("/legacy", "*_pb2.py")).python == ("app/legacy/b.py", "app/main.py")


def test_excluded_paths_that_were_named_are_counted_and_not_read(tree):
    root = tree({}, "legacy/a.py", "legacy/old/b.py", "app/main.py")
    found = look(root, "legacy/a.py", "legacy/old", "app/main.py", exclude=("legacy/",))
    assert found.python == ("app/main.py",)
    assert found.named == frozenset({"app/main.py"})
    assert found.excluded == 2


# -- named paths ------------------------------------------------------------------------------


def test_named_paths_choose_what_is_reported_and_not_what_is_read(tree):
    root = tree({}, "app/main.py", "app/db.py", "appendix.py", "lib/a.py", "specs/001/spec.md")
    found = look(root, "app", "specs/001/spec.md")
    assert found.python == ("app/db.py", "app/main.py", "appendix.py", "lib/a.py")
    assert found.named == frozenset({"app/db.py", "app/main.py", "specs/001/spec.md"})


def test_a_named_file_that_nobody_checks_is_no_candidate(tree):
    assert look(tree({}, "notes.txt", "a.py"), "notes.txt").named == frozenset()


def test_a_named_folder_wins_over_the_rules_that_ignore_it(tree):
    root = tree(
        {
            ".gitignore": "generated/\n*_old.py\n",
            "generated/.gitignore": "skip.py\n",
        },
        "generated/client/api.py",
        "generated/client/api_old.py",
        "generated/skip.py",
        "generated/node_modules/x.py",
        "app.py",
    )
    found = look(root, "generated")
    assert found.named == frozenset({"generated/client/api.py", "generated/client/api_old.py"})
    assert "app.py" in found.python
    assert look(root, "generated/client").named == found.named


def test_a_named_folder_that_is_not_ignored_shows_no_more_than_a_run_of_everything(tree):
    root = tree({".gitignore": "*_old.py\n"}, "app/a.py", "app/a_old.py")
    assert look(root, "app").python == look(root).python == ("app/a.py",)


def test_a_named_folder_of_a_tool_is_read(tree):
    root = tree({}, ".venv/pyvenv.cfg", ".venv/lib/site-packages/x/a.py", "b.py")
    assert look(root, ".venv/lib/site-packages/x").named == frozenset(
        {".venv/lib/site-packages/x/a.py"}
    )


def test_a_named_file_is_read_although_it_is_ignored(tree):
    root = tree({".gitignore": "*_old.py\n"}, "app/a_old.py", "app/b_old.py")
    assert look(root, "app/a_old.py").python == ("app/a_old.py",)


def test_a_file_that_no_marker_stands_above_is_a_project_by_itself(tree):
    root = tree({}, "script.py", "unrelated/huge.py")
    found = look(root, "script.py", whole=False)
    assert found.python == ("script.py",)


# -- several projects -------------------------------------------------------------------------


def test_a_project_below_the_root_is_left_out(tree):
    root = tree({}, "a.py", "backend/.specify/memory/constitution.md", "backend/main.py")
    found = look(root)
    assert (found.python, found.documents) == (("a.py",), ())
    assert look(root / "backend").python == ("main.py",)


def test_folders_that_the_caller_knows_as_projects_are_left_out(tree):
    root = tree({}, "a.py", "odd [name]!/b.py", "odd n/c.py")
    found = discover(Root(root, "git"), Settings(), nested=[root / "odd [name]!", root])
    assert found.python == ("a.py", "odd n/c.py")


# -- what cannot be checked -------------------------------------------------------------------


def test_a_folder_that_may_not_be_listed_is_told(tree, without_rights):
    root = tree({}, "a.py", "private/b.py")
    (root / "private").chmod(0)
    with without_rights():
        found = look(root)
    assert found.python == ("a.py",)
    assert found.unchecked == (Unchecked("private", "no permission to list it"),)


def test_a_root_that_may_not_be_listed_is_told(tree, without_rights):
    root = tree({}, "private/b.py") / "private"
    root.chmod(0)
    with without_rights():
        found = look(root)
    assert found.unchecked == (Unchecked(".", "no permission to list it"),)


def test_an_ignore_file_that_cannot_be_read_is_told_and_the_rest_is_read(tree, without_rights):
    root = tree({"app/.gitignore": "*"}, "app/a.py")
    (root / "app/.gitignore").chmod(0)
    with without_rights():
        found = look(root)
    reason = "no permission to read it; its rules are not applied"
    assert found.unchecked == (Unchecked("app/.gitignore", reason),)
    assert found.python == ("app/a.py",)


def test_names_that_are_not_utf8_are_told_in_a_form_that_can_be_printed(tree):
    root = tree({}, "a.py")
    (root / os.fsdecode(b"caf\xe9.py")).touch()
    (root / os.fsdecode(b"caf\xe9.txt")).touch()
    (root / os.fsdecode(b"d\xe9p")).mkdir()
    found = look(root)
    assert found.python == ("a.py",)
    assert found.unchecked == (
        Unchecked("caf\\xe9.py", "its name is not UTF-8"),
        Unchecked("d\\xe9p", "its name is not UTF-8"),
    )


def test_names_in_any_script_are_read(tree):
    assert look(tree({}, "código/módulo.py", "数据.py")).python == ("código/módulo.py", "数据.py")


def test_pipes_are_told_and_never_opened(tree):
    root = tree()
    os.mkfifo(root / "pipe.py")
    os.mkfifo(root / ".gitignore")
    os.mkfifo(root / "other")
    assert look(root).unchecked == (
        Unchecked(".gitignore", "is not a regular file; its rules are not applied"),
        Unchecked("pipe.py", "is not a regular file"),
    )


def test_links_that_leave_the_root_are_told_and_not_followed(tree):
    root = tree({}, "outside/secret.py", "project/a.py") / "project"
    (root / "b.py").symlink_to("../outside/secret.py")
    (root / "pkg").symlink_to("../outside")
    (root / "notes.txt").symlink_to("../outside/secret.py")
    found = look(root)
    assert found.python == ("a.py",)
    reason = "a symbolic link that leads out of the project"
    assert found.unchecked == (Unchecked("b.py", reason), Unchecked("pkg", reason))


@pytest.mark.parametrize("name", [".venv", "node_modules", "build", "data"])
def test_a_link_out_of_the_root_that_is_ignored_is_not_told(tree, name):
    root = tree({"project/.gitignore": "data/\n"}, "outside/a.py", "project/b.py") / "project"
    (root / name).symlink_to("../outside")
    assert look(root).unchecked == ()


def test_links_in_a_loop_end(tree):
    root = tree({}, "a/b/c.py")
    (root / "a/b/up").symlink_to("../..")
    (root / "a/self.py").symlink_to("self.py")
    found = look(root)
    assert found.python == ("a/b/c.py",)
    reason = "a symbolic link that leads back to itself"
    assert found.unchecked == (Unchecked("a/self.py", reason),)


def test_a_link_to_nothing_is_told(tree):
    root = tree({}, "a.py")
    (root / "b.py").symlink_to("gone.py")
    assert look(root).unchecked == (Unchecked("b.py", "a symbolic link to nothing"),)


def test_a_linked_file_is_read_once_and_named_by_either_name(tree):
    root = tree({}, "lib/shared.py")
    (root / "copy.py").symlink_to("lib/shared.py")
    found = look(root, "copy.py")
    assert found.python == ("lib/shared.py",)
    assert found.named == frozenset({"lib/shared.py"})


def test_a_constitution_that_is_a_link_is_read_by_the_name_that_makes_it_one(tree):
    root = tree({}, "CONSTITUTION.md", ".specify/memory/")
    (root / ".specify/memory/constitution.md").symlink_to("../../CONSTITUTION.md")
    assert look(root).documents == (".specify/memory/constitution.md",)


def test_a_link_to_a_folder_that_is_read_elsewhere_is_silent_and_one_to_an_ignored_is_told(tree):
    root = tree({".gitignore": "hidden/\n"}, "lib/a.py", "hidden/b.py")
    (root / "same").symlink_to("lib")
    (root / "other").symlink_to("hidden")
    reason = "a symbolic link to a folder that is ignored"
    assert look(root).unchecked == (Unchecked("other", reason),)


def test_what_cannot_be_checked_is_told_only_below_the_named_paths(tree):
    root = tree({}, "app/a.py", "lib/b.py")
    (root / "app/x.py").symlink_to("gone")
    (root / "lib/y.py").symlink_to("gone")
    assert [entry.path for entry in look(root, "lib").unchecked] == ["lib/y.py"]


def test_five_thousand_files_take_well_under_a_second(tree):
    root = tree({".gitignore": "\n".join(f"pattern{number}*/" for number in range(60))})
    for package in range(100):
        (root / f"package{package}").mkdir()
        for module in range(50):
            (root / f"package{package}" / f"module{module}.py").touch()
    for module in range(500):
        (root / "node_modules" / f"m{module}").mkdir(parents=True)
    start = time.perf_counter()
    found = look(root, exclude=("legacy", "*_pb2.py"))
    assert time.perf_counter() - start < 1
    assert len(found.python) == 5000
