"""The verdict on a bound literal, and the way to it; neither shows the value."""

import base64
import random
import string
import time

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdd.redact.judge import judge, may_be_named, trace

ALNUM = string.ascii_letters + string.digits
HEX = "0123456789abcdef"


def chance(alphabet: str, length: int) -> str:
    return "".join(random.Random(length).choices(alphabet, k=length))


def verdict(value: str, name: str, context: str = "assignment") -> tuple[str, str] | None:
    found = judge(value, name=name, context=context)
    return (found.shape, found.group) if found else None


@pytest.mark.parametrize(
    ("value", "name", "group"),
    [
        ("correct-horse-7-battery", "db_password", "credential"),
        ("Tr0ub4dor&3", "password", "credential"),
        ("84629175", "password", "credential"),
        ("swordfish", "password", "default"),
        ("admin", "password", "default"),
        ("Secret123!", "password", "default"),
        ("123456", "password", "default"),
        ("acme12345678", "password", "default"),
        ("xyzzy1234!", "SECRET_KEY", "default"),
        ("supersecretkey", "SECRET_KEY", "default"),
        ("your-secret-key-here", "SECRET_KEY", "default"),
        ("changeme", "api_key", "default"),
        (chance(HEX, 64), "SECRET_KEY", "credential"),
        (chance(ALNUM, 32), "api_key", "credential"),
        (chance(ALNUM, 24), "session_token", "credential"),
        ("da93c2bd-c857-4b10-8c8c-60988103320f", "client_secret", "credential"),
        ("Bearer " + chance(ALNUM, 32), "Authorization", "credential"),
        ("Basic " + base64.b64encode(b"app:Tr0ub4dor&3").decode(), "Authorization", "credential"),
        ("Basic " + base64.b64encode(b"admin:admin").decode(), "Authorization", "default"),
    ],
)
def test_a_named_secret_has_its_class(value: str, name: str, group: str) -> None:
    assert verdict(value, name) == ("named", group)


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("", "password"),
        ("password", "PASSWORD_FIELD"),
        ("password", "password"),
        ("token", "token_type"),
        ("OPENAI_API_KEY", "api_key"),
        ("your-api-key", "api_key"),
        ("EMPTY", "api_key"),
        ("aaaa1111", "password"),
        ("acme12345678", "api_key"),
        ("end_user_id", "END_USER_KEY"),
        (chance(ALNUM, 24), "etag"),
        (chance(ALNUM, 24), ""),
        ("Bearer", "authorization"),
        ("Basic " + base64.b64encode(b"\xff\xfe\xfd").decode(), "Authorization"),
    ],
)
def test_what_is_no_secret_is_let_through(value: str, name: str) -> None:
    assert verdict(value, name) is None


def test_a_shape_needs_no_name() -> None:
    assert verdict("ghp_" + chance(ALNUM, 36), "value") == ("github-token", "live")
    assert verdict("redis://:b0bby-tables@cache", "") == ("url-password", "credential")


def test_the_worst_shape_of_a_text_decides() -> None:
    text = "redis://:changeme@cache ghp_" + chance(ALNUM, 36)
    assert verdict(text, "notes") == ("github-token", "live")


def test_an_aws_secret_is_known_by_its_name() -> None:
    value = chance(ALNUM + "/+", 40)
    assert verdict(value, "aws_secret_access_key") == ("aws-secret-key", "live")
    assert verdict(value, "secret") == ("named", "credential")


def test_a_password_hash_is_told_from_a_password() -> None:
    assert verdict("$2b$12$" + chance(ALNUM, 53), "password") == ("password-hash", "test")


def test_enum_members_are_let_through() -> None:
    assert verdict("correct-horse-7-battery", "PASSWORD", "enum member") is None


def test_a_verdict_shows_two_characters_of_a_long_value_and_none_of_a_short_one() -> None:
    long = judge("correct-horse-7-battery", name="password", context="assignment")
    short = judge("Tr0ub4dor&3", name="password", context="assignment")
    assert long and (long.hint, long.length) == ("co", 23)
    assert short and (short.hint, short.length) == ("", 11)


def test_the_trace_names_every_step_and_ends_with_the_decision() -> None:
    steps = trace("correct-horse-7-battery", "db_password", "assignment")
    assert steps[0].decision == '"co…", 23 characters, bound to "db_password" (assignment)'
    assert [step.name for step in steps[:3]] == ["literal", "shape", "name"]
    assert steps[-1].verdict == judge(
        "correct-horse-7-battery", name="db_password", context="assignment"
    )


def test_the_trace_says_which_filter_let_a_literal_through() -> None:
    last = trace("your-api-key", "api_key", "keyword argument")[-1]
    assert (last.name, last.verdict) == ("placeholder", None)
    assert last.decision.startswith("let through: fills a place and opens nothing")
    last = trace("anything at all", "title", "keyword argument")[-1]
    assert (last.name, last.decision) == ("name", "let through: the name is no credential's")


NAMES = st.sampled_from(["password", "api_key", "token", "SECRET_KEY", "Authorization", "x", ""])


@given(st.text(max_size=300), NAMES)
def test_the_trace_of_any_literal_ends_as_the_judge_decides(value: str, name: str) -> None:
    assert trace(value, name, "assignment")[-1].verdict == judge(
        value, name=name, context="assignment"
    )


# Characters that no message of ours holds, so that what is found can only be the value's.
FOREIGN = "QZ%#@^"


@given(st.text(alphabet=FOREIGN, min_size=4, max_size=60), NAMES)
def test_neither_verdict_nor_trace_holds_a_value(value: str, name: str) -> None:
    told = (judge(value, name=name, context="c"), trace(value, name, "c"))
    shown = msgspec.json.encode(told).decode()
    if len(value) < 12:
        assert not set(FOREIGN).intersection(shown)
    assert value[:3] not in shown


@pytest.mark.parametrize(
    "unit", ["a", "0", "!", "a-", "a1", "{", "<", "A_", "a.", "a/", "$2b$", "\\"]
)
def test_a_huge_literal_is_judged_at_once(unit: str) -> None:
    start = time.perf_counter()
    judge(unit * 1_000_000, name="password", context="assignment")
    assert time.perf_counter() - start < 5.0


CONTEXTS = (
    "assignment",
    "comparison",
    "element",
    "fallback of getenv",
    "dict key",
    "returned value",
)


@pytest.mark.parametrize("context", CONTEXTS)
@given(
    value=st.one_of(
        st.sampled_from(("shop_base", "admin", "service_account", "none", "b0bby", "a.b.c")),
        st.text(alphabet=ALNUM + "_-.", min_size=1, max_size=24),
    ),
    name=st.sampled_from(("password", "secret_key", "api_key", "token", "mgr_pass", "x")),
)
def test_the_look_before_parsing_asks_for_the_worst_context(
    context: str, value: str, name: str
) -> None:
    found = judge(value, name=name, context=context)
    assert found is None or may_be_named(value, name) or judge(value, name="", context="literal")
