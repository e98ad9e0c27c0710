"""Facts of one file: what is bound, where it stands, and that nothing breaks the reader."""

import pytest

from sdd.model.facts import Binding, Definition, Evaluation, ModuleFacts, UnreadableFile
from sdd.read.python.reader import read_python


def facts_of(text: str | bytes) -> ModuleFacts:
    data = text.encode() if isinstance(text, str) else text
    facts = read_python(data, "app.py", always=True)
    assert isinstance(facts, ModuleFacts), facts
    return facts


def spot(facts: ModuleFacts, at: int) -> tuple[int, int, int, int]:
    place = facts.place(at)
    return (place.line, place.column, place.end_line, place.end_column)


def test_places_are_one_based_code_points_with_an_exclusive_end() -> None:
    facts = facts_of('async def é():\n    ü = open(\n        "ö")\n')
    scope = facts.scopes[1]
    (step,) = scope.steps
    assert isinstance(step, Binding)
    assert spot(facts, scope.name_at) == (1, 11, 1, 12)
    assert spot(facts, step.at) == (2, 5, 3, 13)
    assert spot(facts, step.value.at) == (2, 9, 3, 13)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_line_ends_do_not_move_places(newline: str) -> None:
    text = newline.join(["# one", "async def f():", "    g()", ""])
    facts = facts_of(text)
    assert spot(facts, facts.scopes[1].name_at) == (2, 11, 2, 12)
    assert spot(facts, facts.scopes[1].steps[0].at) == (3, 5, 3, 8)


def test_a_byte_order_mark_does_not_move_places() -> None:
    facts = facts_of(b"\xef\xbb\xbfasync def f(): pass\n")
    assert spot(facts, facts.scopes[1].name_at) == (1, 11, 1, 12)


def test_steps_keep_the_order_and_the_blocks_of_the_source() -> None:
    facts = facts_of("if a:\n    b = 1\nelse:\n    def c(): pass\nfor d in e: f(d)\n")
    kinds = [type(step) for step in facts.scopes[0].steps]
    assert kinds == [Evaluation, Binding, Definition, Binding, Evaluation]
    assert [block.kind for block in facts.scopes[0].blocks] == ["if", "else", "for"]
    assert facts.scopes[0].blocks[0].owner == facts.scopes[0].blocks[1].owner


def test_names_of_nested_scopes_are_dotted() -> None:
    facts = facts_of("class A:\n    def b(self):\n        return lambda: [c for c in d]\n")
    names = [scope.qualname for scope in facts.scopes]
    assert names == ["", "A", "A.b", "A.b.<lambda>", "A.b.<lambda>.<comprehension>"]


def test_a_secret_is_nowhere_in_the_facts() -> None:
    value = "correct-horse-" + "7-battery"
    facts = facts_of(f'db_password = "{value}"\nother = "{value[:8]}"\n')
    assert value not in repr(facts)
    (literal,) = facts.literals
    assert (literal.binding, literal.context, literal.length) == (
        "db_password",
        "assignment",
        len(value),
    )


@pytest.mark.parametrize(
    "line",
    [
        'a, password = 1, "{}"',
        'if (password := "{}"): pass',
        'self.password = "{}"',
        'config["password"] = "{}"',
        'config = {{"password": "{}"}}',
        'connect(password="{}")',
        'def f(password="{}"): pass',
        'def f(*, password="{}"): pass',
        'password: str = "{}"',
        'password = os.getenv("DB_PASSWORD", "{}")',
        'password = os.environ.get("DB_PASSWORD") or "{}"',
        'password = SecretStr("{}")',
        'password: SecretStr = Field(default="{}")',
        'password = "{}" if debug else other',
        'password = b"{}"',
        'password = f"{}"',
        'password = "correct-" + "horse-7-battery"',
        'password = "correct-" "horse-7-battery"',
        'ok = password == "{}"',
        'ok = "{}" != user.password',
    ],
)
def test_every_binding_context_is_seen(line: str) -> None:
    facts = facts_of(line.format("correct-horse-7-battery") + "\n")
    assert len(facts.literals) == 1
    assert "horse" not in repr(facts.scopes)


def test_a_lone_surrogate_in_a_literal_is_carried_as_a_replacement() -> None:
    facts = facts_of('x = "\\udc80"\n')
    step = facts.scopes[0].steps[0]
    assert isinstance(step, Binding)
    assert step.value.value == "?"


@pytest.mark.parametrize(
    ("data", "reason", "line"),
    [
        (b"x = 1\ny = \0\n", "NUL", 2),
        (b"x = 1\ny = '\xff'\n", "0xff is not utf-8", 2),
        (b"# coding: martian\n", "encoding that does not exist", 1),
        (b"def broken(:\n    pass\n", "is not Python", 1),
        (b"x = 1\n{% if x %}\n", "is not Python", 2),
        (b"\xff\xfex\0 \0", "NUL", 1),
    ],
)
def test_what_cannot_be_read_says_why_and_where(data: bytes, reason: str, line: int) -> None:
    result = read_python(data, "app.py")
    assert isinstance(result, UnreadableFile)
    assert reason in result.reason
    assert result.line == line


@pytest.mark.parametrize(
    "text",
    [
        "type X = int\n",
        'x = f"{d["k"]}"\n',
        "try:\n    pass\nexcept A, B:\n    pass\n",
        "def f[T](x: T) -> T: return x\n",
        'x = t"{a}"\n',
    ],
)
def test_syntax_newer_than_the_interpreter_is_read(text: str) -> None:
    assert isinstance(read_python(text.encode(), "app.py"), ModuleFacts | None)


def test_a_file_without_anything_to_check_needs_no_facts() -> None:
    assert read_python(b"def add(a, b):\n    return a + b\n", "app.py") is None


def test_a_password_in_a_url_counts_in_comments_and_docstrings_unless_it_is_guessable() -> None:
    real, guessable = ("redis://app:" + word + "@cache.internal" for word in ("b0bby-t4", "admin"))
    for text in (f"# {real}\n", f'def f():\n    """Like {real} there."""\n'):
        facts = read_python(text.encode(), "app.py")
        assert isinstance(facts, ModuleFacts)
        assert [(each.shape, each.group) for each in facts.literals] == [
            ("url-password", "credential")
        ]
    for text in (f"# {guessable}\n", f'def f():\n    """Like {guessable} there."""\n'):
        facts = read_python(text.encode(), "app.py")
        assert not (isinstance(facts, ModuleFacts) and facts.literals)
