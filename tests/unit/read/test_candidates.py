"""What a statement says before anything is parsed: whether a name beside a literal may bind it."""

import time

import pytest

from sdd.read.python.scan import scan
from sdd.read.python.sieve import may_hold_secrets

VALUE = "Tr0ub4dor" + "&3xy"


def may_hold(text: str) -> bool:
    text = text.replace("VALUE", f'"{VALUE}"')
    return may_hold_secrets(text, scan(text).logical_lines)


@pytest.mark.parametrize(
    "text",
    [
        "connect(\n    user,\n    password=(\n        VALUE\n    ),\n)\n",
        "def get_password():\n    log()\n    return VALUE\n",
        "match password:\n    case VALUE:\n        pass\n",
        "if VALUE == request.password:\n    pass\n",
        "hash_password(VALUE)\n",
        "password = 'ab' \\\n  'c1#' + ('d2$e')\n",
        "password = f'''abc1#d2$e'''\n",
        "password = '\\x54r0ub4dor&3xy'\n",
        "İ = 1\npassword = VALUE\n",
        "x = f'{a}' ; password = VALUE\n",
        "total-password == VALUE\n",
    ],
)
def test_a_literal_that_a_name_may_bind_is_a_reason_to_parse(text: str) -> None:
    assert may_hold(text)


@pytest.mark.parametrize(
    "text",
    [
        "password = get('x')\nname = VALUE\n",
        "password = os.environ['DB_PASSWORD']\nmessage = 'wrong password for ' + user\n",
        "PASSWORD_FIELD = 'password'\nTOKEN_URL = 'https://example.org/token'\n",
        "def check(password: str) -> None:\n    raise ValueError('the password is too short')\n",
        "def get_user():\n    return VALUE\n",
    ],
)
def test_names_and_literals_of_different_statements_are_none(text: str) -> None:
    assert not may_hold(text)


def test_a_file_of_comments_alone_holds_no_statement() -> None:
    assert not may_hold("# the password is 'none'\n")


def test_a_statement_of_thousands_of_pairs_is_parsed_rather_than_judged() -> None:
    entries = "".join(f"    'password{number}': 'none',\n" for number in range(200))
    assert may_hold(f"a = {{\n{entries}}}\n")


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"def get_password_{n}():\n    return 'none'\n" for n in range(5_000)),
        "a = {" + "".join(f"'password{n}': 'none', " for n in range(20_000)) + "}\n",
        "password = '" + "none " * 60_000 + "'\n",
        "password" * 60_000 + " = 'none'\n",
        "match password:\n" + "    case 'none':\n        pass\n" * 10_000,
    ],
)
def test_the_look_is_linear(text: str) -> None:
    spans = scan(text).logical_lines
    started = time.perf_counter()
    may_hold_secrets(text, spans)
    assert time.perf_counter() - started < 5
