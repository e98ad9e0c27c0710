"""The name that binds a literal, through calls that hand it on."""

import pytest

from sdd.model.facts import ModuleFacts
from sdd.read.python.reader import read_python

VALUE = "Tr0ub4dor" + "&3xy"


def bindings(text: str) -> list[tuple[str, str]]:
    """Names and contexts of the secrets in a file, which is read only if the sieve says so."""
    facts = read_python(text.replace("VALUE", f'"{VALUE}"').encode(), "app.py")
    assert facts is None or isinstance(facts, ModuleFacts)
    return [(each.binding, each.context) for each in facts.literals] if facts else []


@pytest.mark.parametrize(
    ("text", "binding", "context"),
    [
        ("password: str = field(default=VALUE)\n", "password", "annotated assignment"),
        ("password = Column(String, default=VALUE)\n", "password", "assignment"),
        ("def f(password=Form(VALUE)): pass\n", "password", "default of a parameter"),
        ("def f(api_key=Header(default=VALUE)): pass\n", "api_key", "default of a parameter"),
        ("SECRET = Config('.env')('S', default=VALUE)\n", "SECRET", "assignment"),
        ("os.getenv('DB_PASSWORD', VALUE)\n", "DB_PASSWORD", "fallback of getenv"),
        ("SECRET_KEY = os.getenv('APP_SEC', VALUE)\n", "SECRET_KEY", "fallback of getenv"),
        ("c.get('db', 'password', fallback=VALUE)\n", "password", "fallback of get"),
        ("add_argument('-p', '--password', default=VALUE)\n", "--password", "default of an option"),
        ("@option('--password', default=VALUE)\ndef f(password): pass\n", "--password",
         "default of an option"),
        ("DB_PASS = (\n    VALUE\n)\n", "DB_PASS", "assignment"),
    ],
)  # fmt: skip
def test_a_default_belongs_to_the_name_that_it_is_for(
    text: str, binding: str, context: str
) -> None:
    assert bindings(text) == [(binding, context)]


@pytest.mark.parametrize(
    "text",
    [
        "password_hint = f('password', VALUE)\n",
        "p.add_argument('--password', help=VALUE)\n",
        "password = check(VALUE)\n",
        "title = d.get('name', VALUE)\n",
    ],
)
def test_other_arguments_are_not_the_value_of_a_credential(text: str) -> None:
    assert bindings(text) == []
