"""Any bytes as a Python file: facts, nothing or a reason, and no place outside the text."""

from bisect import bisect_right

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sdd.model.facts import ModuleFacts, UnreadableFile
from sdd.read.python.decoding import decode
from sdd.read.python.reader import read_python

# The shape of a token, put together here so that none stands in the repository.
SHAPED = "ghp_" + "aB3dE5fG7" * 4
PIECES = (
    "async def f():\n    ",
    "import time\n",
    "time.sleep(1)",
    'password = "hunter2-correct-9"',
    f'key = "{SHAPED}"',
    f"# {SHAPED}",
    "# sdd: ignore[SEC101] why",
    "# sdd: ignore-file[ASY301]",
    "@app.get('/')\n",
    "from fastapi import FastAPI\napp = FastAPI()\n",
    "class A(B): ...\n",
    "if a:\n",
    "\n",
    "\r",
    "\r\n",
    "\f",
    "\t",
    "    ",
    "\\\n",
    "\\",
    "'",
    '"""',
    "f'{",
    "}'",
    "(",
    ")",
    "[",
    "{",
    ":",
    ";",
    "=",
    "é",
    "😀",
    "\ufeff",
    "\x0b",
    "\x1c",
    "\u2028",
    "\x00",
    "match x:\n case ",
    "lambda ",
    "0x",
    "# -*- coding: latin-1 -*-\n",
    "# coding: nonsense\n",
)
codes = st.lists(st.sampled_from(PIECES), max_size=25).map(lambda pieces: "".join(pieces).encode())


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200) | codes, st.booleans())
@example(b"def f():\n\x0cdef g(): pass\nasync def h(): pass\n", True)
@example(b"async def f():\r    pass\rx = 1", True)
@example(b"\xef\xbb\xbfasync def f(): pass", True)
@example(b"\\\n", True)
@example(b"x = '\\ud800'; password = '\\udcff hunter2-correct-9'", True)
def test_any_bytes_give_facts_nothing_or_a_reason(data: bytes, always: bool) -> None:
    result = read_python(data, "wild.py", always=always)
    if isinstance(result, UnreadableFile):
        assert result.reason
        assert 1 <= result.line <= data.count(b"\n") + data.count(b"\r") + 2
        assert result.column >= 1
    elif isinstance(result, ModuleFacts):
        check_places(result, decode(data))
    else:
        assert not always


def check_places(facts: ModuleFacts, text: str) -> None:
    assert list(facts.lines) == sorted(set(facts.lines))
    assert facts.lines[0] == 0
    assert facts.lines[-1] <= len(text)
    assert len(facts.places) % 2 == 0
    for start, end in zip(facts.places[::2], facts.places[1::2], strict=True):
        assert (start, end) == (-1, -1) or 0 <= start <= end <= len(text)
    for literal in facts.literals:
        place = (
            facts.place(literal.at) if literal.at >= 0 else facts.span(literal.start, literal.end)
        )
        assert 1 <= place.line <= place.end_line <= len(facts.lines)
    for suppression in facts.suppressions:
        line, column, _, end_column = suppression.place
        start = facts.lines[line - 1]
        assert text[start + column - 1 :].startswith("sdd:")
        assert start + end_column - 1 <= len(text)
        assert 1 <= suppression.first <= suppression.last


def names(facts: ModuleFacts, text: str) -> list[tuple[str, int, int]]:
    """Name, line and column of each function, taken from the text at its place."""
    found = []
    for scope in facts.scopes:
        if scope.kind == "function":
            place = facts.header(scope)
            start = facts.lines[place.line - 1] + place.column - 1
            end = facts.lines[place.end_line - 1] + place.end_column - 1
            found.append((text[start:end], place.line, place.column))
    return found


SOURCE = (
    "import time\n\n\nclass A:\n    async def first(self):\n        time.sleep(1)\n\n\n"
    "async def second(): ...\n"
)


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_lines_and_columns_do_not_depend_on_line_ends(line_end: str) -> None:
    text = SOURCE.replace("\n", line_end)
    facts = read_python(text.encode(), "a.py")
    assert isinstance(facts, ModuleFacts)
    assert facts.exact
    assert names(facts, text) == [("first", 5, 15), ("second", 9, 11)]


@pytest.mark.parametrize(
    "text",
    [
        SOURCE.replace("\n", "\r"),
        SOURCE.replace("\n\n\nasync", "\n\n\x0casync"),
        SOURCE.replace("class", "\x0cclass"),
        SOURCE.replace("\n\n\nclass", "\r\n\n\rclass"),
        SOURCE.replace("(1)", "(1)\r"),
        SOURCE.replace("        time", "\ttime").replace("    async", "  async"),
        SOURCE.replace("time.sleep(1)", "x = '\x0c\x0b\x1c\u2028'"),
        SOURCE.rstrip("\n"),
    ],
)
def test_odd_line_ends_and_form_feeds_give_right_places_or_line_1(text: str) -> None:
    facts = read_python(text.encode(), "a.py", always=True)
    if isinstance(facts, UnreadableFile):
        return
    assert facts is not None
    for (found, *place), name in zip(names(facts, text), ("first", "second"), strict=True):
        assert found == name if facts.exact else place == [1, 1]


ENCODED = "# coding: {}\nimport time\n\n\nasync def warten():\n    ü = 'ÄÖ'; time.sleep(1)\n"


@pytest.mark.parametrize("name", ["utf-8", "latin-1", "cp1252", "utf-8-sig", "iso-8859-15"])
def test_declared_encodings_are_followed_and_columns_count_characters(name: str) -> None:
    text = ENCODED.format(name.removesuffix("-sig"))
    facts = read_python(text.encode(name), "a.py")
    assert isinstance(facts, ModuleFacts)
    assert names(facts, text) == [("warten", 5, 11)]
    calls = [facts.place(at) for at in range(len(facts.places) // 2)]
    assert (6, 15) in [(place.line, place.column) for place in calls]
    assert bisect_right(facts.lines, len(text)) == 7


@pytest.mark.parametrize(
    ("data", "reason", "line"),
    [
        (b"x = 1\ny = '\xff'\n", "byte 0xff is not utf-8", 2),
        (b"# coding: nonsense\nx = 1\n", "encoding that does not exist", 1),
        (b"\xff\xfex\x00", "NUL", 1),
        (b"x = 1\n\x00", "NUL", 2),
        (b"# coding: ascii\nx = '\xe9'\n", "is not ascii", 2),
        (b"# coding: hex\nx = 1\n", "hex", 1),
    ],
)
def test_bytes_that_are_no_text_are_told_with_their_place(
    data: bytes, reason: str, line: int
) -> None:
    result = read_python(data, "a.py")
    assert isinstance(result, UnreadableFile)
    assert reason in result.reason
    assert result.line == line


@pytest.mark.parametrize(
    "text",
    [
        "x = f'{a['b']}'\n",
        "x = f'{'\\n'.join(a)}'\n",
        'x = f"{f"{f"{1}"}"}"\n',
        "x = f'{a:{b}{c}}'\n",
        "type X = int\n",
        "type X[T: int = str, *Ts, **P] = list[T]\n",
        "def f[T](a: T) -> T: ...\n",
        "class A[T = int]: ...\n",
        "try:\n    pass\nexcept A, B:\n    pass\n",
        "try:\n    pass\nexcept* A, B:\n    pass\n",
        "x = t'{a!r:>{b}}'\n",
        "match x:\n    case {'a': [1, *_], **rest} if rest:\n        pass\n",
        "with (a as b, c as d,):\n    pass\n",
        "x = [*a, (y := 1)]\n",
        "async def f():\n    return [x async for x in y if await z]\n",
    ],
)
def test_syntax_newer_than_the_interpreter_is_read(text: str) -> None:
    facts = read_python(text.encode() + b"\n\nasync def last(): ...\n", "a.py")
    assert isinstance(facts, ModuleFacts)
    assert facts.scopes[-1].name == "last"
    assert isinstance(read_python(text.encode(), "a.py", always=True), ModuleFacts)
