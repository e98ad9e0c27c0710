"""Which projects a command line speaks of."""

from pathlib import Path

import pytest

from sdd.errors import UsageError
from sdd.workspace.roots import Root, find_roots

SETTINGS = "[tool.sdd]\nsrc = ['src']\n"


def roots(cwd: Path, *paths: str, explicit: Path | None = None) -> list[tuple[str, str, tuple]]:
    found = find_roots([Path(path) for path in paths], cwd, explicit)
    return [(root.path.name, root.marker, root.named) for root in found]


@pytest.mark.parametrize(
    ("files", "marker"),
    [
        ({"p/.specify/x": ""}, ".specify"),
        ({"p/pyproject.toml": SETTINGS}, "pyproject.toml"),
        ({"p/pyproject.toml": "tool.sdd.select = []"}, "pyproject.toml"),
        ({"p/pyproject.toml": "[tool.sdd.severity]\n"}, "pyproject.toml"),
        ({"p/pyproject.toml": "[tool.sdd]\nselect = [\n"}, "pyproject.toml"),
        ({"p/.git/HEAD": ""}, "git"),
        ({"p/.git": "gitdir: elsewhere"}, "git"),
    ],
)
def test_the_nearest_marker_above_makes_the_root(tree, files, marker):
    cwd = tree(files, "p/app/core/main.py") / "p/app"
    assert roots(cwd) == [("p", marker, ())]
    assert roots(cwd, "core/main.py") == [("p", marker, ("app/core/main.py",))]


def test_a_pyproject_without_our_table_marks_nothing(tree):
    root = tree({"p/pyproject.toml": "[project]\nname = 'sdd-user'\n"}, ".git/", "p/a.py")
    assert find_roots([], root / "p")[0] == Root(root, "git")


def test_the_nearer_marker_wins_whatever_its_kind(tree):
    root = tree({"sub/pyproject.toml": SETTINGS}, ".specify/", ".git/", "sub/inner/.git/")
    assert roots(root / "sub/inner") == [("inner", "git", ())]
    assert roots(root / "sub") == [("sub", "pyproject.toml", ())]


def test_in_one_folder_specify_is_named_before_the_others(tree):
    cwd = tree({"p/pyproject.toml": SETTINGS}, "p/.specify/", "p/.git/") / "p"
    assert roots(cwd) == [("p", ".specify", ())]


def test_where_nothing_marks_a_root_the_path_is_one(tree):
    root = tree({}, "x/app/a.py", "x/b.py")
    assert find_roots([Path("app")], root / "x") == (Root(root / "x/app", "path"),)
    assert find_roots([], root / "x") == (Root(root / "x", "path"),)
    alone = Root(root / "x", "path", ("b.py",), whole=False)
    assert find_roots([Path("b.py")], root / "x") == (alone,)


def test_a_package_that_nothing_marks_is_read_from_the_folder_around_it(tree):
    root = tree({}, "x/shop/__init__.py", "x/shop/api/__init__.py", "x/shop/api/a.py")
    around = Root(root / "x", "path", ("shop",), whole=False)
    assert find_roots([Path("shop")], root / "x") == (around,)
    inner = Root(root / "x", "path", ("shop/api/a.py",), whole=False)
    assert find_roots([Path("a.py")], root / "x/shop/api") == (inner,)
    assert find_roots([], root / "x/shop") == (Root(root / "x/shop", "path"),)


def test_the_first_path_decides_and_the_others_join_it(tree):
    root = tree({"lib/pyproject.toml": SETTINGS}, ".git/", "a.py", "lib/b.py")
    assert roots(root, "a.py", "lib/b.py") == [(root.name, "git", ("a.py", "lib/b.py"))]


def test_a_path_outside_the_first_root_has_its_own(tree):
    root = tree({}, "one/.git/", "one/a.py", "two/.git/", "two/b.py")
    assert roots(root, "two/b.py", "one/a.py") == [
        ("one", "git", ("a.py",)),
        ("two", "git", ("b.py",)),
    ]


def test_naming_the_root_itself_means_everything(tree):
    root = tree({}, ".git/", "a.py", "b.py")
    assert roots(root, "a.py", ".") == [(root.name, "git", ())]


def test_a_path_may_be_absolute_or_go_up(tree):
    root = tree({}, ".git/", "app/a.py", "lib/b.py")
    assert roots(root / "app", str(root / "lib/b.py"), "../lib") == [
        (root.name, "git", ("lib", "lib/b.py"))
    ]


# -- several projects -------------------------------------------------------------------------


@pytest.fixture
def monorepo(tree) -> Path:
    return tree(
        {".gitignore": "ignored/\n"},
        ".git/",
        "tool.py",
        "services/api/.specify/",
        "services/api/main.py",
        "services/api/plugins/deep/.specify/",
        "services/web/.specify/",
        "services/readme.py",
        "ignored/.specify/",
        "node_modules/x/.specify/",
    )


def test_at_the_top_each_project_is_checked_and_the_outer_comes_first(monorepo):
    assert roots(monorepo) == [
        (monorepo.name, "git", ()),
        ("api", ".specify", ()),
        ("deep", ".specify", ()),
        ("web", ".specify", ()),
    ]


def test_a_named_folder_brings_the_projects_below_it(monorepo):
    assert roots(monorepo, "tool.py", "services/web", "services/api/plugins") == [
        (monorepo.name, "git", ("tool.py",)),
        ("api", ".specify", ("plugins",)),
        ("deep", ".specify", ()),
        ("web", ".specify", ()),
    ]


def test_a_named_file_belongs_to_the_innermost_project(monorepo):
    assert roots(monorepo, "tool.py", "services/api/main.py") == [
        (monorepo.name, "git", ("tool.py",)),
        ("api", ".specify", ("main.py",)),
    ]
    assert roots(monorepo, "services/api/main.py") == [("api", ".specify", ("main.py",))]


def test_a_project_in_an_ignored_folder_is_checked_where_it_is_named(monorepo):
    assert roots(monorepo, "tool.py", "ignored")[1] == ("ignored", ".specify", ())


def test_what_the_outer_configuration_excludes_is_no_project_of_its_own(tree):
    root = tree(
        {"pyproject.toml": "[tool.sdd]\nexclude = ['examples', 3]\n"},
        "examples/sample/.specify/",
        "examples/sample/a.py",
        "b.py",
    )
    assert roots(root) == [(root.name, "pyproject.toml", ())]
    assert roots(root, "b.py", "examples/sample/a.py") == [
        (root.name, "pyproject.toml", ("b.py", "examples/sample/a.py"))
    ]


def test_an_excluded_project_is_checked_from_inside(tree):
    root = tree({"pyproject.toml": "[tool.sdd]\nexclude = ['examples']\n"}, "examples/s/.specify/")
    assert roots(root, "examples/s") == [("s", ".specify", ())]


def test_projects_that_share_one_marker_by_a_link_are_projects(tree):
    root = tree({}, ".git/", "shared/.specify/", "api/a.py")
    (root / "api/.specify").symlink_to("../shared/.specify")
    assert [name for name, _, _ in roots(root)] == [root.name, "api", "shared"]


# -- an explicit root -------------------------------------------------------------------------


def test_an_explicit_root_decides_over_every_marker(tree):
    root = tree({}, ".git/", "app/.git/", "app/main.py")
    assert roots(root / "app", "main.py", explicit=root) == [(root.name, "git", ("app/main.py",))]
    assert find_roots([], root / "app", Path("..")) == (Root(root, "git"),)


def test_an_unmarked_explicit_root_is_read_whole(tree):
    root = tree({}, "app/main.py")
    assert find_roots([Path("app/main.py")], root, Path()) == (
        Root(root, "path", ("app/main.py",), whole=True),
    )


def test_a_path_outside_an_explicit_root_is_refused_by_name(tree):
    root = tree({}, "app/", "lib/b.py")
    with pytest.raises(UsageError, match=r'^"lib/b.py" lies outside the root "app"$'):
        roots(root, "lib/b.py", explicit=Path("app"))


def test_an_explicit_root_that_is_a_file_is_refused(tree):
    with pytest.raises(UsageError, match=r'the root "a.py" is not a folder'):
        roots(tree({}, "a.py"), explicit=Path("a.py"))


# -- paths that do not exist ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("app/mian.py", 'did you mean "app/main.py"?'),
        ("apq/main.py", 'did you mean "app/main.py"?'),
        ("apq/other.py", 'did you mean "app"?'),
        ("./app/MAIN.PY", 'did you mean "app/main.py"?'),
        ("zzz", "a PATH is relative to the current folder"),
        ("app/main.py/x", "a PATH is relative to the current folder"),
    ],
)
def test_a_missing_path_is_refused_with_the_nearest_name_that_exists(tree, typed, hint):
    root = tree({}, "app/main.py", "tests/test_main.py")
    with pytest.raises(UsageError) as caught:
        roots(root, "app/main.py", typed)
    assert caught.value.what == f'no such file or folder: "{Path(typed)}"'
    assert caught.value.hint == hint


def test_a_missing_absolute_path_is_corrected_as_an_absolute_path(tree):
    root = tree({}, "app/main.py")
    with pytest.raises(UsageError) as caught:
        roots(Path("/"), f"{root}/app/mian.py")
    assert caught.value.example == f"sdd check {root}/app/main.py"


def test_a_link_to_nothing_is_refused_as_such(tree):
    root = tree()
    (root / "a.py").symlink_to("gone")
    with pytest.raises(UsageError, match=r'"a.py" is a symbolic link to nothing'):
        roots(root, "a.py")


def test_a_path_that_may_not_be_looked_at_is_refused_with_that_reason(tree, without_rights):
    root = tree({}, "private/a.py")
    (root / "private").chmod(0)
    with without_rights(), pytest.raises(UsageError, match="no permission to look at it"):
        roots(root, "private/a.py")


def test_a_path_that_no_file_can_have_is_refused(tree):
    with pytest.raises(UsageError, match="cannot check"):
        roots(tree(), "a\0b")


def test_a_linked_file_keeps_the_name_that_was_typed_and_a_linked_folder_its_own(tree):
    root = tree({}, ".git/", "lib/a.py")
    (root / "b.py").symlink_to("lib/a.py")
    (root / "pkg").symlink_to("lib")
    assert roots(root, "b.py", "pkg/a.py")[0][2] == ("b.py", "lib/a.py")
