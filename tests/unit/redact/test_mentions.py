"""The look before parsing overlooks no name that the judge would speak of."""

import time

import pytest

from sdd.redact.judge import judge
from sdd.redact.mentions import find_names
from sdd.redact.names import credential_phrases, secret_strength
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
    for text in (f'a = 1\n{name} = "{VALUE}"\n', f"f({{'{name}': '{VALUE}'}})\n"):
        found = [secret_strength(each) for _, each in find_names(text)]
        assert secret_strength(name) in found


def test_of_a_name_the_whole_is_told_with_the_place_of_the_word() -> None:
    assert list(find_names('x = my_db-password2["a"]')) == [(10, "my_db-password2")]


def test_letters_that_change_their_number_with_their_case_do_no_harm() -> None:
    assert list(find_names("İİİ password")) == [(4, "password")]


@pytest.mark.parametrize("part", ["password", "key", "api_", "p", "a", 'key="', "pass(\n", "\n"])
def test_the_look_is_linear(part: str) -> None:
    text = part * (400_000 // len(part))
    started = time.perf_counter()
    assert list(find_names(text)) or part in "pa\n" or part == "api_"
    assert time.perf_counter() - started < 5
