"""Deep and long code: facts or a reason within seconds, never a dead or stalled process."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdd.read.python.pool import Reading
from tests.robustness.reading import Reader

if os.name != "posix":
    pytest.skip("waiting for a pipe needs POSIX", allow_module_level=True)


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as running:
        yield running


def reason(reading: Reading) -> str:
    return reading.trouble.reason if reading.trouble else ""


NESTING = "nested brackets"
CHAIN = "chain of more than"
SLOW = "cannot be parsed soon"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x = " + "(" * 1_400 + ")" * 1_400, NESTING),
        ("if a:\n pass\n" + "elif b:\n pass\n" * 8_400, "`elif`"),
        ("if a:\n pass\n" + "elif b:\n pass\n" * 3_000, "`elif`"),
        ("x = " + "-" * 20_000 + "1", CHAIN),
        ("x = a" + ".a" * 20_000, CHAIN),
        ("x = a" + "[0]" * 20_000, CHAIN),
        ("x = " + "f(" * 500 + ")" * 500, NESTING),
        ("x = " + "not " * 20_000 + "1", CHAIN),
        ("x = " + "lambda: " * 20_000 + "1", CHAIN),
        ("x = " + "a if b else " * 20_000 + "c", CHAIN),
        ("x = [a " + "for a in b " * 20_000 + "]", CHAIN),
        ("x = (" + '"a" ' * 20_000 + ")", CHAIN),
        ("'" * 4_000_000, CHAIN),
        ("f'" * 1_000_000, CHAIN),
        ("x = f'{" + "(" * 1_400 + ")" * 1_400 + "}'", NESTING),
        ('x = f"""{' + "(" * 1_400 + ")" * 1_400 + '}"""', NESTING),
        ("x = t'{" + "-" * 20_000 + "1}'", CHAIN),
        ("x = rf'\\N{" + "(" * 1_400 + ")" * 1_400 + "}'", NESTING),
        ("x = f'{a:\\N{" + "(" * 1_400 + ")" * 1_400 + "}}'", NESTING),
        ("x = f'{a:" + "{b:" * 1_400 + "}" * 1_400 + "}'", NESTING),
        ("x = " + 'f"{' * 1_400 + "1" + '}"' * 1_400, NESTING),
        ("match x:\n case " + "(" * 40 + "y" + ")" * 40 + ": pass\n", SLOW),
        ("match x:\n case " + "[" * 40 + "y" + "]" * 40 + ": pass\n", SLOW),
        ("match x:\n \\\n case " + "{1: " * 40 + "y" + "}" * 40 + ": pass\n", SLOW),
        ("match x:\n case " + "C(" * 40 + "y" + ")" * 40 + ": pass\n", SLOW),
        ("match x:\n case " + "(" * 8 + "a, " * 2_000 + ")" * 8 + ": pass\n", SLOW),
        ("del " + "(" * 190 + "x" + ")" * 190, SLOW),
        ("if a: pass; del " + "(" * 60 + "x" + ",)" * 60, SLOW),
        ("".join(" " * n + "if a:\n" for n in range(150)) + " " * 150 + "pass", "indentation"),
        ("a\n" * 300_001, "lines"),
        ("x = [" + "a," * 1_000_001 + "]", "operators and marks"),
        ("#" * 5_000_001, "larger than 5 MB"),
    ],
)
def test_what_would_kill_or_stall_the_parser_is_refused_with_its_reason(
    reader: Reader, text: str, said: str
) -> None:
    assert said in reason(reader.read(text.encode()))


@pytest.mark.parametrize(
    "text",
    [
        "x = " + "(" * 190 + "1" + ")" * 190,
        "x = " + "[" * 190 + "1" + "]" * 190,
        "x = " + "f(" * 190 + ")" * 190,
        "x = " + "{1: " * 190 + "1" + "}" * 190,
        "x = " + "(lambda a=" * 190 + "1" + ": 1)" * 190,
        "x = " + "-" * 1_400 + "1",
        "x = a" + ".a" * 1_400,
        "x = a" + "[0]" * 1_400,
        "x = a" + " if a else a" * 700,
        "x = [a " + "for a in b " * 1_400 + "]",
        "x = " + "not " * 1_400 + "1",
        "x = " + "lambda: " * 740 + "1",
        "x = a" + " and b" * 1_400,
        "x = a" + " if b else a" * 1_400,
        "if a:\n pass\n" + "elif b:\n pass\n" * 990,
        "x = " + 'f"{' * 150 + "1" + '}"' * 150,
        "x = f'" + "{a!r:>{b}}" * 5_000 + "'",
        "x = f'" + "{{" * 100_000 + "'",
        "match x:\n case " + "[" * 6 + "y" + "]" * 6 + ": pass\n",
        "del " + "(" * 10 + "x" + ")" * 10,
        "\n" * 100_000,
        "x = (" + "\n" * 100_000 + ")",
        "x = (\n" + "# c\n" * 100_000 + ")",
        "x = 1 + \\\n" + "\\\n" * 100_000 + "1",
        "@a\n" * 40_000 + "class A: pass",
        "x\r" * 40_000,
        "# sdd: ignore[" * 300_000,
        "x = 1  # sdd: ignore[A] b\n" * 30_000,
        "# sdd: ignore[A] b\n" * 80_000 + "x = 1\n",
        "@a\n" * 30_000 + "# sdd: ignore[A] b\n" * 30_000 + "def f(): pass",
        "x = 0x" + "f" * 4_000_000,
        "a" * 4_000_000,
        "\\" * 4_000_000,
        "\f" * 4_000_000,
    ],
)
def test_what_is_long_but_harmless_is_read_in_time(reader: Reader, text: str) -> None:
    said = reason(reader.read(text.encode()))
    assert said == "" or said.startswith("is not Python")


# What stands before and behind the inner part of a construct.
WRAPPERS = (
    ("(", ")"),
    ("(", ",)"),
    ("[", "]"),
    ("[*", "]"),
    ("{", "}"),
    ("{1: ", "}"),
    ("{**", "}"),
    ("f(", ")"),
    ("f(a=", ")"),
    ("f(*", ")"),
    ("f(**", ")"),
    ("a[", "]"),
    ("a[1:", ":2]"),
    ("(", ").a"),
    ("(", ")()"),
    ("(", ")[0]"),
    ("-", ""),
    ("not ", ""),
    ("await ", ""),
    ("(await ", ")"),
    ("(yield ", ")"),
    ("(yield from ", ")"),
    ("(x := ", ")"),
    ("lambda: ", ""),
    ("lambda a=", ": 1"),
    ("(lambda *a, b=", ": 1)"),
    ("a if b else ", ""),
    ("(", " if a else b)"),
    ("a if ", " else b"),
    ("1 + ", ""),
    ("", " + 1"),
    ("2 ** ", ""),
    ("a < ", ""),
    ("a and ", ""),
    ("", " or a"),
    ("a.", ""),
    ("", ".a"),
    ("", "[0]"),
    ("", "()"),
    ("[x for x in ", "]"),
    ("[", " for x in y]"),
    ("[x for x in y if ", "]"),
    ("{x: 1 async for x in ", "}"),
    ("(", " for x in y)"),
    ('f"{', '}"'),
    ("f'{", "}'"),
    ('f"""{', '}"""'),
    ('f"{a:{', '}}"'),
    ('t"{', '!r}"'),
    ("'a' ", ""),
    ("C(k=", ")"),
    ("1 | ", ""),
    ("\\\n", ""),
    ("(\f\n", "\r)"),
    ("(# c\n\t", "\n)"),
    ("*", ""),
    ("a, ", ""),
    ("a = ", ""),
    ("a; ", ""),
)
STATEMENTS = (
    "HERE",
    "x = HERE",
    "HERE = 1",
    "x: HERE = 1",
    "x += HERE",
    "del HERE",
    "return HERE",
    "print HERE",
    "raise HERE from e",
    "import HERE",
    "from a import (HERE)",
    "for HERE in y: pass",
    "async for x in HERE: pass",
    "with HERE as y: pass",
    "with (HERE as y, b): pass",
    "async with HERE: pass",
    "@HERE\ndef f(): pass",
    "@a\n" * 50 + "class A(HERE): pass",
    "def f(a=HERE, *, b: int = 1) -> int: pass",
    "async def f(a: HERE): pass",
    "def f[T: HERE](): pass",
    "type X = HERE",
    "try: pass\nexcept HERE: pass",
    "try: pass\nexcept* HERE as e: pass",
    "if HERE: pass\nelif b: pass",
    "while HERE: pass\nelse: pass",
    "match HERE:\n case 1: pass",
    "match x:\n case HERE: pass",
    "match x:\n case y if HERE: pass",
    "match x:\n \\\n case HERE as z, *_: pass",
    "x = f'{HERE}'",
    "x = (HERE",
    "x = HERE)",
    "x = 'HERE'",
)
repeats = st.sampled_from((1, 2, 3, 5, 8, 12, 20, 50, 99, 190, 400, 3_000))
constructs = st.lists(st.tuples(st.sampled_from(WRAPPERS), repeats), min_size=1, max_size=3)


def build(layers: list[tuple[tuple[str, str], int]], statement: str, together: bool) -> str:
    """One statement around nested layers, one inside the other or all of them alternating."""
    if together:
        pairs = [pair for pair, _ in layers] * min(layers[0][1], 400)
    else:
        pairs = [pair for pair, count in layers for _ in range(count)]
    heads = "".join(head for head, _ in pairs)
    tails = "".join(tail for _, tail in reversed(pairs))
    return statement.replace("HERE", f"{heads}x{tails}")


@settings(max_examples=40, deadline=None)
@given(constructs, st.sampled_from(STATEMENTS), st.booleans())
def test_any_nest_and_chain_gives_facts_or_a_reason_in_time(
    reader: Reader, layers: list[tuple[tuple[str, str], int]], statement: str, together: bool
) -> None:
    reading = reader.read(build(layers, statement, together).encode())
    assert reading.facts or reason(reading)
