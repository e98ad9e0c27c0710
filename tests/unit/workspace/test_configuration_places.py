"""Lines for the keys of a TOML text, which the standard reader does not give."""

import time
import tomllib
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdd.workspace.configuration_places import NestingError, line_of, locate_keys


def test_tables_keys_and_items_stand_at_their_own_lines():
    text = """\
# [tool.sdd] in a comment
title = "a # b" # [x]

[tool . "sdd"]
select = [
    "SEC", # first
    'API',
]
"per-path"."tests/**" = ["x"]
severity = {SEC101 = "info", "API" = 'error'}
text = \"\"\"
[no.table]
no = 1
\"\"\"
after = 1979-05-27 07:32:00

[tool.sdd.rules.SEC101]
allow = [{a = 1}, {
  a = 2}]
[[tool.other]]
x = 1
[[tool.other]]
x.y = 2
[tool.other.z]
"""
    places = locate_keys(text)
    sdd = ("tool", "sdd")
    assert places == {
        ("title",): 2,
        ("tool",): 4,
        sdd: 4,
        (*sdd, "select"): 5,
        (*sdd, "select", 0): 6,
        (*sdd, "select", 1): 7,
        (*sdd, "per-path"): 9,
        (*sdd, "per-path", "tests/**"): 9,
        (*sdd, "per-path", "tests/**", 0): 9,
        (*sdd, "severity"): 10,
        (*sdd, "severity", "SEC101"): 10,
        (*sdd, "severity", "API"): 10,
        (*sdd, "text"): 11,
        (*sdd, "after"): 15,
        (*sdd, "rules"): 17,
        (*sdd, "rules", "SEC101"): 17,
        (*sdd, "rules", "SEC101", "allow"): 18,
        (*sdd, "rules", "SEC101", "allow", 0): 18,
        (*sdd, "rules", "SEC101", "allow", 0, "a"): 18,
        (*sdd, "rules", "SEC101", "allow", 1): 18,
        (*sdd, "rules", "SEC101", "allow", 1, "a"): 19,
        ("tool", "other"): 20,
        ("tool", "other", 0): 20,
        ("tool", "other", 0, "x"): 21,
        ("tool", "other", 1): 22,
        ("tool", "other", 1, "x"): 23,
        ("tool", "other", 1, "x", "y"): 23,
        ("tool", "other", 1, "z"): 24,
    }


def test_windows_line_ends_count_once():
    assert locate_keys("a = 1\r\n\r\n[b]\r\nc = 2\r\n") == {("a",): 1, ("b",): 3, ("b", "c"): 4}


def test_a_path_that_is_nowhere_has_the_line_of_the_table_around_it():
    places = locate_keys("[a]\n[a.b]\n")
    assert line_of(places, ("a", "b", "c", 3)) == 2
    assert line_of(places, ("x",)) == 1


# -- any document -----------------------------------------------------------------------------

KEYS = st.one_of(
    st.sampled_from(["a", "b", "c-d", "1", "tool", "sdd"]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=6),
)
SCALARS = st.one_of(
    st.integers(-5, 5),
    st.booleans(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)
DOCUMENTS = st.dictionaries(KEYS, VALUES, max_size=5)


@dataclass
class Writer:
    """Writes a document in styles that are drawn, and notes on which line each path began."""

    draw: Any
    text: str = ""
    lines: dict[tuple[str | int, ...], int] = field(default_factory=dict)

    def put(self, text: str) -> None:
        self.text += text

    def note(self, *path: str | int) -> None:
        self.lines.setdefault(path, self.text.count("\n") + 1)

    def choose(self, *choices: Any) -> Any:
        return self.draw(st.sampled_from(choices))

    def key(self, key: str) -> str:
        escaped = "".join(f"\\U{ord(one):08x}" for one in key)
        plain = key and key.isascii() and key.replace("-", "").replace("_", "").isalnum()
        literal = [f"'{key}'"] if "'" not in key and (not key or key.isprintable()) else []
        return self.choose(f'"{escaped}"', *literal, *([key] if plain else []))

    def table(self, table: dict[str, Any], path: tuple[str | int, ...]) -> None:
        later = {}
        for key, value in table.items():
            nested = isinstance(value, dict) or (
                isinstance(value, list) and value and all(isinstance(one, dict) for one in value)
            )
            if nested and self.choose(True, False):
                later[key] = value
                continue
            self.note(*path, key)
            self.assign(key, value, path)
        for key, value in later.items():
            for index, one in enumerate(value if isinstance(value, list) else [value]):
                inner = (*path, key, *([index] if isinstance(value, list) else []))
                self.note(*path, key)
                self.note(*inner)
                names = [self.key(part) for part in inner if isinstance(part, str)]
                name = self.choose(".", " . ").join(names)
                self.put(f"[[{name}]]" if isinstance(value, list) else f"[{name}]")
                self.put(self.choose("\n", " # [x]\n\n", "\r\n"))
                self.table(one, inner)

    def assign(self, key: str, value: Any, path: tuple[str | int, ...]) -> None:
        self.put(self.key(key))
        while isinstance(value, dict) and len(value) == 1 and self.choose(True, False):
            path = (*path, key)
            ((key, value),) = value.items()
            self.note(*path, key)
            self.put(self.choose(".", " . ") + self.key(key))
        self.put(self.choose("=", " = "))
        self.value(value, (*path, key))
        self.put(self.choose("\n", " # a = [\n", "\n\n", "\r\n"))

    def value(self, value: Any, path: tuple[str | int, ...]) -> None:
        if isinstance(value, dict):
            self.put("{")
            for index, (key, inner) in enumerate(value.items()):
                self.put(", " if index else "")
                self.note(*path, key)
                self.put(f"{self.key(key)} = ")
                self.value(inner, (*path, key))
            self.put("}")
        elif isinstance(value, list):
            self.put("[")
            for index, inner in enumerate(value):
                self.put(self.choose("", "\n", " # ]\n "))
                self.note(*path, index)
                self.value(inner, (*path, index))
                self.put(self.choose(",", " ,\n") if index + 1 < len(value) else "")
            self.put(self.choose("]", "\n]") if value else "]")
        else:
            self.scalar(value)

    def scalar(self, value: Any) -> None:
        if not isinstance(value, str):
            self.put(str(value).lower() if isinstance(value, bool) else str(value))
            return
        literal = [f"'{value}'", f"'''\n{value}'''"] if "'" not in value else []
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        quoted = (f'"{escaped}"', f'"""\n[x]\n{escaped}"""', f'"""\\"" {escaped}""""')
        self.put(self.choose(*quoted, *literal))


@st.composite
def written(draw):
    writer = Writer(draw)
    writer.table(draw(DOCUMENTS), ())
    return writer


@settings(max_examples=120, deadline=None)
@given(written())
def test_every_key_of_any_document_gets_the_line_on_which_it_was_written(writer):
    tomllib.loads(writer.text)
    assert locate_keys(writer.text) == writer.lines


@given(st.text(st.sampled_from("ab.=[]{},\"'\\\n# 1"), max_size=60))
def test_any_text_gives_lines_that_exist(text):
    places = locate_keys(text)
    assert all(1 <= line <= text.count("\n") + 1 for line in places.values())


def test_paths_of_thirty_two_parts_are_the_deepest():
    assert len(locate_keys("a." * 31 + "a = 1")) == 32
    with pytest.raises(NestingError, match="more than 32 deep"):
        locate_keys("\n\n" + "a." * 32 + "a = 1")


@pytest.mark.parametrize(
    "text",
    ['"""' * 200_000, "'''" + "x" * 800_000, "a = " + "[" * 20 + "1," * 400_000, '"\\' * 300_000],
    ids=["quotes", "unclosed", "items", "escapes"],
)
def test_long_text_takes_time_in_proportion(text):
    start = time.perf_counter()
    locate_keys(text)
    assert time.perf_counter() - start < 10
