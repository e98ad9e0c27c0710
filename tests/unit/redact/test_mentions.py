"""The look before parsing overlooks no name that the judge would speak of."""

import time

import pytest

from sdd.redact.judge import judge
from sdd.redact.mentions import may_bind_secret
from sdd.redact.names import credential_phrases
from sdd.redact.vocabulary import WEAK

VALUE = "kx7Pq2vm9" + "Tz4wb8QhG3"


def names() -> list[str]:
    phrases = sorted(credential_phrases() | WEAK)
    glued = ["".join(phrase.title().split()) for phrase in phrases]
    snakes = ["my_" + phrase.replace(" ", "_") for phrase in phrases]
    return [*glued, *snakes, *map(str.upper, snakes)]


@pytest.mark.parametrize("name", names())
def test_every_name_that_the_judge_speaks_of_is_noticed(name: str) -> None:
    assert judge(VALUE, name=name, context="assignment")
    assert may_bind_secret(f'a = 1\n{name} = "{VALUE}"\n')
    assert may_bind_secret(f"f({{'{name}': '{VALUE}'}})\n")
    assert may_bind_secret(f'os.getenv("{name}", "{VALUE}")\n')


@pytest.mark.parametrize(
    "text",
    [
        'DB_PASS = (\n    "tr0ub4dor"\n)\n',
        'signing_key: SecretStr = Field(  # nosec\n    default="tr0ub4dor",\n)\n',
        'passphrase = \\\n    "tr0ub4dor"\n',
    ],
)
def test_a_literal_on_the_next_line_is_noticed(text: str) -> None:
    assert may_bind_secret(text)


@pytest.mark.parametrize(
    "text",
    ["", 'title = "Tr0ub4dor"\n', "def refresh(token):\n    return token\n", 'key = "name"\n'],
)
def test_a_text_that_binds_no_literal_to_a_credential_is_left_alone(text: str) -> None:
    assert not may_bind_secret(text)


@pytest.mark.parametrize("part", ["password", "key", "api_", "p", "a", 'key="', "pass(\n", "\n"])
def test_the_look_is_linear(part: str) -> None:
    text = part * (400_000 // len(part))
    started = time.perf_counter()
    may_bind_secret(text)
    assert time.perf_counter() - started < 5
