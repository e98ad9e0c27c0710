"""One walk reads the trees of both parsers: whichever made the tree, the facts are the same."""

import ast
import subprocess
import sys
import sysconfig
from pathlib import Path

import libcst as cst
import pytest

import sdd
from sdd.model.expressions import FString, Name, Text
from sdd.model.facts import Binding, ModuleFacts
from sdd.read.python.decoding import Undecodable, decode
from sdd.read.python.lowering.statements import lower
from sdd.read.python.parsing import Parsed
from sdd.read.python.reader import facts_of, read_python, room_to_recurse
from sdd.read.python.scan import line_starts, scan

EXAMPLES = """
x = y = 1; del x, (y, z)
a, *b = c = [1, *d, 2.5, 3j, 0xff, 1_000, ..., True, None]
value: Annotated[int, Field(gt=0)] = 3 ** -2 // ~4 @ m << 1 & 2 | 3 ^ 4
flag = not a < b <= c != d and (e or f and g) or h is not i in j
text = "a" 'b' r"\\d" + b"x".decode() + f"{a!r:>{width}}" "tail\\n" + rf"\\w{b}{{}}" + f'{c = }'
item = table[1:2, ..., ::3][key][*rest]
call(1, *args, name=2, **kwargs)(x for x in y)
pairs = [(i, j) async for i, in k if i if j for j in i]
made = {**base, "k": v} if 0 else {k: v for k, v in {1, *s}}
f = lambda a, /, b=1, *c, d, e=2, **g: (yield a)
"""


def both(text: str) -> tuple[ModuleFacts, ModuleFacts]:
    """The facts by way of `ast`, and those by way of libcst."""
    lines, look = line_starts(text), scan(text)
    with room_to_recurse():
        tree, exact = lower(cst.parse_module(text), text, lines)
        known = Parsed(ast.parse(text), lines)
        return (
            facts_of(known, text, "app.py", look),
            facts_of(Parsed(tree, lines, exact), text, "app.py", look),
        )


@pytest.mark.parametrize(
    "text",
    [
        *(line for line in EXAMPLES.splitlines() if line),
        "import a.b, c as d\nfrom .. import e\nfrom .f.g import h as i, j\nfrom k import *\n",
        "if a:\n    pass\n    # note\nelif b: c()\nelse:\n    if d: pass\n",
        "for a, (b, *c) in d:\n    break\nelse:\n    e()\nwhile f: continue\nelse: g()\n",
        "try:\n    a\nexcept (B, C) as d:\n    raise E from d\n    # note\nexcept: pass\n"
        "else: f\nfinally:\n    assert g, h\n",
        "try: a\nexcept* B as c: d\n",
        "async def f():\n    async with a as b, c(): await d\n    async for e in f: yield e\n",
        "with (a as b, c as (d, e),): pass\n",
        "@deco(1)\n@x.y\nclass A(B, metaclass=C, **d):\n    'doc'\n    e: int\n",
        "@app.get('/x')\nasync  \\\n  def  é (a: int, *, b: str = 'ü', **c) -> None:\n    'doc'\n",
        "def g():\n    global a, b\n    return\n",
        "match a:\n    case 1 | 'x' | None: pass\n    case [b, *_, c]: d\n"
        "    case {'k': e, **rest} if e: f\n    case A(b, key=1 | 2 as g) as h: i\n    case _: j\n",
        "x = (\n    'a'  # one\n    f'{b(\"ü\")} é {c[1](d)}'\n    'e'\n)\n",
        'x = f"""ü\n{a(1)}\n  {b(\n2)} {f\'{c()}\'}"""\n',
        "if x:\r\n    y = ('ü', z(1))\r\n",
        "x = a(\x0c b)\n",
    ],
)
def test_both_ways_give_the_same_facts(text: str) -> None:
    by_ast, by_libcst = both(text)
    assert by_libcst == by_ast
    assert by_ast.places


def files() -> list[Path]:
    library = Path(sysconfig.get_path("stdlib"))
    ours = sorted(Path(sdd.__file__).parent.rglob("*.py"))
    return [*ours[::8], *sorted(library.glob("*.py"))[::12], *(library / "asyncio").glob("t*.py")]


@pytest.mark.parametrize("path", files(), ids=lambda path: path.name)
def test_both_ways_give_the_same_facts_of_real_files(path: Path) -> None:
    try:
        text = decode(path.read_bytes())
        ast.parse(text)
    except (Undecodable, SyntaxError):
        pytest.skip("newer than this interpreter")
    by_ast, by_libcst = both(text)
    assert by_libcst == by_ast


def first_binding(text: str) -> tuple[ModuleFacts, Binding]:
    facts = read_python(text.encode(), "app.py", always=True)
    assert isinstance(facts, ModuleFacts)
    (step, *_) = facts.scopes[0].steps
    assert isinstance(step, Binding)
    return facts, step


def test_a_type_alias_binds_its_name() -> None:
    facts, step = first_binding("type Id = int\n")
    assert (step.target, step.how, step.value) == (Name("Id"), "type", Name("int"))
    assert facts.place(step.at).end_column == 14


def test_quotes_of_its_own_kind_do_not_end_an_f_string() -> None:
    facts, step = first_binding('x = f"a{d["k"]}" + open("ü")\n')
    assert isinstance(step.value.operands[0], FString)
    assert facts.place(step.value.operands[1].at).column == 20


def test_a_template_string_is_read_like_an_f_string() -> None:
    _, step = first_binding('x = t"a{b}c"\n')
    assert isinstance(step.value, FString)
    text, value, _ = step.value.parts
    assert isinstance(text, Text) and text.value == "a"
    assert value == Name("b")


def test_a_file_in_older_syntax_is_spared_the_import_of_libcst() -> None:
    code = (
        "import sys; from sdd.read.python.reader import read_python;"
        "assert read_python(b'async def f(): pass', 'app.py');"
        "sys.exit('libcst' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
