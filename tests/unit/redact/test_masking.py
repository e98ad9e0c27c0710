"""What is shown of a text that holds secrets."""

import random
import string

from hypothesis import given
from hypothesis import strategies as st

from sdd.redact.masking import describe, hint, mask, mask_spans

ALNUM = string.ascii_letters + string.digits


def chance(length: int) -> str:
    return "".join(random.Random(length).choices(ALNUM, k=length))


def test_a_hint_is_two_characters_of_a_long_value_only() -> None:
    assert hint("a" * 11) == ""
    assert hint("abc" * 4) == "ab"


def test_a_value_is_described_by_its_length() -> None:
    assert describe("abc" * 4) == '"ab…", 12 characters'
    assert describe("x") == "1 character"
    assert describe("\n" * 12) == "12 characters"


def test_a_mask_replaces_the_secret_and_nothing_else() -> None:
    token = "ghp_" + chance(36)
    assert mask(f'a = "{token}"  # é') == 'a = "[redacted: github-token]"  # é'
    assert mask("redis://:b0bby-tables@cache") == "redis://:[redacted: url-password]@cache"
    assert mask("nothing here") == "nothing here"


@given(st.text(max_size=200), st.text(alphabet=ALNUM, min_size=36, max_size=36))
def test_no_planted_token_survives_the_mask(text: str, tail: str) -> None:
    token = "ghp_" + tail
    masked = mask(f"{text}\n{token}\n{text}")
    assert token not in masked
    assert mask(masked) == masked


def test_spans_are_merged_cut_and_replaced() -> None:
    assert mask_spans("abcdef", [(4, 5), (1, 3)]) == "a[redacted]d[redacted]f"
    assert mask_spans("abcdef", [(1, 4), (2, 5)]) == "a[redacted]f"
    assert mask_spans("abcdef", [(-3, 1), (5, 99), (2, 2)]) == "[redacted]bcde[redacted]"
    assert mask_spans("abcdef", []) == "abcdef"


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(-5, 70), st.integers(-5, 70))))
def test_what_stands_outside_the_spans_is_kept(text: str, spans: list[tuple[int, int]]) -> None:
    covered = {at for start, stop in spans for at in range(max(0, start), stop)}
    kept = "".join(character for at, character in enumerate(text) if at not in covered)
    assert mask_spans(text, spans).replace("[redacted]", "") == kept.replace("[redacted]", "")
