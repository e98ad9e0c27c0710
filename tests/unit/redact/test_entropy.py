"""Randomness is measured against what chance would give at that length."""

import random
import string

import pytest

from sdd.redact.entropy import (
    alphabet,
    floor,
    is_patterned,
    is_random,
    longest_run,
    shannon,
    word_share,
)
from sdd.redact.vocabulary import words

ALNUM = string.ascii_letters + string.digits


def test_entropy_is_counted_in_bits_per_character() -> None:
    assert shannon("") == 0.0
    assert shannon("aaaa") == 0.0
    assert shannon("abcd") == 2.0


@pytest.mark.parametrize(
    ("text", "size"),
    [("0123", 10), ("0a9f", 16), ("0A9F", 16), ("0z9f", 36), ("0Zz", 64), ("a b!", 94)],
)
def test_the_alphabet_is_the_smallest_that_writes_the_text(text: str, size: int) -> None:
    assert alphabet(text) == size


def test_the_floor_grows_with_the_length_and_never_reaches_the_ceiling() -> None:
    floors = [floor(length, 64) for length in (8, 16, 32, 64, 128)]
    assert floors == sorted(floors)
    assert floors[1] < 4.0 < floors[2]
    assert floor(0, 64) == 0.0


@pytest.mark.parametrize(
    ("characters", "length", "least"),
    [(ALNUM, 16, 0.9), (ALNUM, 32, 0.9), (string.hexdigits[:16], 32, 0.95), (ALNUM, 8, 0.6)],
)
def test_generated_text_is_nearly_always_seen(characters: str, length: int, least: float) -> None:
    dice = random.Random(11)
    seen = sum(is_random("".join(dice.choices(characters, k=length))) for _ in range(500))
    assert seen / 500 >= least


@pytest.mark.parametrize(
    "text",
    sorted(
        words(
            "get_current_active_user kubernetes_service_account application/json toolUseId HMAC- "
            "SHA256 pciPassthru.64bitMMIOSizeGB litellm_gateway_requests_buffer_v2 1234567890123 "
            "aaaaaaaaaaaaaaaa abcdefghijklmnop cgroup_v2 short1 InternalServerErrorException"
        )
    ),
)
def test_what_people_write_is_not_random(text: str) -> None:
    assert not is_random(text)


@pytest.mark.parametrize(
    ("text", "length"), [("", 0), ("a", 1), ("aaab", 3), ("xabcdx", 4), ("4321", 4), ("az", 1)]
)
def test_runs_rise_fall_or_stay(text: str, length: int) -> None:
    assert longest_run(text) == length


@pytest.mark.parametrize("text", ["", "x", "xxxxxxxx", "12345678", "87654321", "abababababab"])
def test_typed_fillers_are_patterned(text: str) -> None:
    assert is_patterned(text)


def test_spoken_words_are_told_from_consonants() -> None:
    assert word_share("battery") == 1.0
    assert word_share("xkqzvwbp") == 0.0
    assert word_share("") == 0.0
