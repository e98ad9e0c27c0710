"""Any text without its secrets: exact spans, counts by kind, everything else untouched."""

import random
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdd.redact.text import find_secrets, redact_text

ALNUM = string.ascii_letters + string.digits


def chance(length: int) -> str:
    return "".join(random.Random(length).choices(ALNUM, k=length))


KEY = chance(24)
WORDS = "b0bby-tables"
TOKEN = "ghp_" + chance(36)


@pytest.mark.parametrize(
    ("text", "secret", "kind"),
    [
        (f'password = "{WORDS}"', WORDS, "password"),
        (f"password: str | None = '{WORDS}'", WORDS, "password"),
        (f"db_password: {WORDS}\n", WORDS, "password"),
        (f'db_password = "{WORDS}\n', WORDS, "password"),
        (f'{{"api_key": "{KEY}", "n": 1}}', KEY, "api-key"),
        (f'{{"line": "{{\\"client_secret\\": \\"{KEY}\\"}}"}}', KEY, "client-secret"),
        (f"export DB_PASSWORD={WORDS},2;x\nnext", f"{WORDS},2;x", "password"),
        ("DB_PASSWORD=swordfish\n", "swordfish", "password"),
        (f"$ tool --password {WORDS} --verbose", WORDS, "password"),
        (f"$ tool --api-key={KEY}", KEY, "api-key"),
        (f"$ curl -u bob:{WORDS} https://api.internal", WORDS, "password"),
        (f"> Authorization: Bearer {KEY}\n", KEY, "authorization"),
        (f"GET https://api.internal/?token={KEY}&page=1", KEY, "token"),
        (f"The api_key is told; api_key=`{KEY}`", KEY, "api-key"),
        (f"The api_key is `{KEY}`.", KEY, "api-key"),
        (f"Use the API key {KEY} there", KEY, "api-key"),
        (f"Password is Tr0ub4dor-{WORDS}.", f"Tr0ub4dor-{WORDS}", "password"),
        (f"ALTER USER app WITH PASSWORD '{WORDS}'", WORDS, "password"),
        (f"CREATE USER app IDENTIFIED BY '{WORDS}'", WORDS, "password"),
        (f"<password>{WORDS}</password>", WORDS, "password"),
        (f"docker login -u me -p {WORDS} host", WORDS, "password"),
        (f"mysql -u me -p{WORDS} shop", WORDS, "password"),
        (f"Set-Cookie: session={KEY}; Path=/", KEY, "token"),
        (f"$env:DB_PASSWORD = '{WORDS}'", WORDS, "password"),
        (f'password = """{WORDS}"""', WORDS, "password"),
        (f"/login?next=%2F&body=password%3D{WORDS}%26user%3Dme", WORDS, "password"),
        (f"url=postgres%3A%2F%2Fapp%3A{WORDS}%40db.internal%2Fshop", WORDS, "url-password"),
        (f"branch fix-{TOKEN}", TOKEN, "github-token"),
        (f"x{TOKEN}", TOKEN, "github-token"),
        (f"we use {TOKEN}.", TOKEN, "github-token"),
        (f"redis://:{WORDS}@cache", WORDS, "url-password"),
        (f"os.environ['SECRET_KEY'] = '{KEY}'", KEY, "secret-key"),
    ],
)
def test_the_secret_is_hidden_and_nothing_else(text: str, secret: str, kind: str) -> None:
    shown = redact_text(text)
    before, _, after = text.rpartition(secret)
    assert shown.text == f"{before}[redacted: {kind}]{after}"
    assert shown.counts == {kind: 1}


@pytest.mark.parametrize(
    "text",
    [
        "def sign_in(user: str, password: str, token: str | None = None) -> Token:",
        "password=settings.password, token=await read_token(request)",
        "password = get_password()",
        "The password: at least twelve characters.",
        "api_key: your-api-key",
        "DB_PASSWORD=${DB_PASSWORD}",
        "Authorization: Bearer <token>",
        "the password is wrong",
        "max_tokens=4096, tokenizer=cl100k_base",
        "https://api.internal:8443/v1?page=2",
        "password: [redacted: password]",
        "",
    ],
)
def test_prose_and_code_without_a_secret_are_left_alone(text: str) -> None:
    assert redact_text(text).text == text
    assert redact_text(text).counts == {}


def test_counts_are_by_kind_and_sorted() -> None:
    text = f"password={WORDS}; {TOKEN} {TOKEN[:-1]}x\npassword={WORDS}\n"
    assert list(redact_text(text).counts.items()) == [("github-token", 2), ("password", 2)]


def test_one_marker_stands_for_a_secret_that_is_found_twice() -> None:
    shown = redact_text(f'github_token = "{TOKEN}"')
    assert shown.text == 'github_token = "[redacted: github-token]"'


@given(st.text(max_size=200), st.text(alphabet=ALNUM, min_size=36, max_size=36))
def test_no_planted_secret_survives_and_twice_is_once(text: str, tail: str) -> None:
    token = "ghp_" + tail
    shown = redact_text(f"{text}\n{token}\npassword='{tail}'\n{text}").text
    assert token not in shown
    assert redact_text(shown).text == shown


@given(st.text(alphabet="pasword=:\"'`\\ -u&,\nBearer9{}", max_size=300))
def test_spans_are_in_order_and_what_is_between_them_is_kept(text: str) -> None:
    found, end, kept = find_secrets(text), 0, []
    for secret in found:
        assert end <= secret.start < secret.end <= len(text)
        kept.append(text[end : secret.start])
        end = secret.end
    kept.append(text[end:])
    pieces = redact_text(text).text
    for piece in kept:
        assert piece in pieces
