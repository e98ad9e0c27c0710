"""Patterns in the language of `.gitignore`, against git itself."""

import re
import subprocess
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern

from sdd.workspace.patterns import (
    compile_patterns,
    is_pattern,
    literal_pattern,
    match,
    matches_any_part,
    split_lines,
)

SEGMENTS = ["a", "b", "ab", "*", "?", "**", "a*b", "*a*b*", "[ab]", "[!a]", "a?", "*.py", "**a"]
NAMES = ["a", "b", "ab", "aab", "bab", "c", "a.py"]

lines = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["", "", "!"]),
    st.sampled_from(["", "", "/"]),
    st.lists(st.sampled_from(SEGMENTS), min_size=1, max_size=4).map("/".join),
    st.sampled_from(["", "", "/"]),
)
places = st.lists(st.sampled_from(NAMES), min_size=1, max_size=4).map("/".join)


def make_files(root: Path, paths: list[str]) -> None:
    for path in paths:
        place = root / path
        if not any(parent.is_file() for parent in place.parents) and not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            place.touch()


def kept(root: Path, patterns, path: str = "") -> set[str]:
    found = set()
    for entry in (root / path).iterdir():
        name = path + entry.name + ("/" if entry.is_dir() else "")
        if entry.name not in (".git", ".gitignore") and not match(patterns, name):
            found |= kept(root, patterns, name) if entry.is_dir() else {name}
    return found


@settings(max_examples=40, deadline=None)
@given(st.lists(lines, min_size=1, max_size=5), st.lists(places, min_size=1, max_size=12))
def test_what_is_kept_is_what_git_keeps(patterns, paths):
    with TemporaryDirectory() as folder:
        root = Path(folder)
        subprocess.run(["git", "init", "--quiet", folder], check=True)
        make_files(root, paths)
        (root / ".gitignore").write_text("\n".join(patterns))
        command = ["git", "-C", folder, "ls-files", "-z", "--others", "--exclude-standard"]
        listed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        expected = set(listed.split("\0")) - {"", ".gitignore"}
        assert kept(root, compile_patterns(tuple(patterns))) == expected


@given(lines, places, st.booleans())
def test_the_linear_expression_says_what_the_expression_of_the_library_says(line, path, is_folder):
    path += "/" if is_folder else ""
    segments = [part for part in line.removeprefix("!").split("/") if part]
    expression, ignores = GitIgnoreSpecPattern.pattern_to_regex(line)
    # The library's own short forms match parts of paths; see the module.
    if "*" in segments or segments[-1] == "**":
        return
    expected = ignores if re.compile(expression).fullmatch(path) else None
    assert match(compile_patterns((line,)), path) == expected


@pytest.mark.parametrize(
    ("line", "path"),
    [
        ("*a" * 40 + "b", "a" * 255),
        ("/".join(["**/a"] * 40) + "/**/z", "a/" * 2000 + "y"),
        ("*a" * 100 + "/**/" + "*a" * 100 + "b", ("a" * 255 + "/") * 15 + "a"),
    ],
)
def test_no_pattern_takes_long_however_many_wildcards_it_has(line, path):
    patterns = compile_patterns((line,))
    assert len(patterns) == 1
    start = time.perf_counter()
    assert match(patterns, path) is None
    assert time.perf_counter() - start < 1


@pytest.mark.parametrize("line", ["", "   ", "# build", "/", "[z-a]", "[a", "a" * 1001])
def test_a_line_that_can_match_nothing_is_no_pattern(line):
    assert not is_pattern(line)
    assert compile_patterns((line,)) == ()


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_line_and_any_path_give_an_answer(line, path):
    assert match(compile_patterns((line,)), path) in (True, False, None)


@given(st.text(st.characters(exclude_characters="/\0\n\r"), min_size=1, max_size=12))
def test_a_literal_pattern_matches_its_path_whatever_characters_the_name_has(name):
    patterns = compile_patterns((literal_pattern(f"a/{name}/"),))
    assert match(patterns, f"a/{name}/") is True
    assert match(patterns, f"a/{name}x/") is None


def test_a_file_with_a_mark_and_windows_line_ends_has_the_same_lines():
    assert split_lines(b"\xef\xbb\xbfbuild/\r\n!keep.py\r\n") == ("build/", "!keep.py", "")


def test_an_entry_is_covered_by_the_folders_that_it_stands_in():
    patterns = compile_patterns(("legacy/",))
    assert matches_any_part(patterns, "src/legacy/old/a.py", folder=False)
    assert matches_any_part(patterns, "src/legacy", folder=True)
    assert not matches_any_part(patterns, "src/legacy", folder=False)
