"""Token formats: found exactly where they stand, never where they only look alike.

No live-looking token is written here: every one is put together at run time.
"""

import base64
import json
import random
import string
import time
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdd.redact.formats import LOOSE, SHORTEST_RUN, TOKENS
from sdd.redact.shapes import find_lookalikes, find_shapes, may_hold_shapes

ALNUM = string.ascii_letters + string.digits
HEX = "0123456789abcdef"
WORD = ALNUM + "_-"
BASE64 = ALNUM + "+/"
BASE32 = string.ascii_uppercase + "234567"
UPPER = string.ascii_uppercase + string.digits


def chance(alphabet: str, length: int, seed: int = 7) -> str:
    """Random characters that are the same in every run; letters and digits at both ends."""
    dice = random.Random(f"{alphabet}{length}{seed}")
    ends = [character for character in alphabet if character.isalnum()]
    inner = "".join(dice.choices(alphabet, k=length - 2))
    return dice.choice(ends) + inner + dice.choice(ends)


def encoded(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def jwt(header: object, claims: object) -> str:
    return ".".join((encoded(header), encoded(claims), chance(WORD, 43)))


def private_key(kind: str = "RSA ") -> str:
    body = "\n".join(chance(BASE64, 64, line) for line in range(3))
    return f"-----BEGIN {kind}PRIVATE KEY-----\n{body}\n-----END {kind}PRIVATE KEY-----"


SAMPLES = [
    ("aws-key-id", "AKIA" + chance(BASE32, 16)),
    ("aws-key-id", "ASIA" + chance(BASE32, 16)),
    ("aws-key-id", "A3T" + "X" + chance(BASE32, 16)),
    ("aws-bedrock-key", "ABSK" + chance(BASE64, 120)),
    ("anthropic-key", "sk-ant-" + "api03-" + chance(WORD, 93) + "AA"),
    ("openai-key", "sk-" + chance(ALNUM, 20) + "T3Blbk" + "FJ" + chance(ALNUM, 20)),
    ("openai-key", "sk-proj-" + chance(WORD, 74) + "T3Blbk" + "FJ" + chance(WORD, 74)),
    ("google-api-key", "AIza" + "Sy" + chance(WORD, 33)),
    ("hugging-face-token", "hf_" + chance(string.ascii_letters, 34)),
    ("groq-key", "gsk_" + chance(ALNUM, 52)),
    ("xai-key", "xai-" + chance(ALNUM, 80)),
    ("replicate-token", "r8_" + chance(ALNUM, 37)),
    ("perplexity-key", "pplx-" + chance(ALNUM, 48)),
    ("pinecone-key", "pcsk_" + chance(ALNUM, 6) + "_" + chance(ALNUM, 63)),
    ("langsmith-key", "lsv2_pt_" + chance(HEX, 32) + "_" + chance(HEX, 10)),
    ("github-token", "ghp_" + chance(ALNUM, 36)),
    ("github-token", "ghs_" + chance(ALNUM, 200)),
    ("github-token", "github_" + "pat_" + chance(ALNUM + "_", 82)),
    ("gitlab-token", "glpat-" + chance(WORD, 20)),
    ("gitlab-token", "glptt-" + chance(HEX, 40)),
    ("gitlab-token", "glcbt-" + "64_" + chance(WORD, 20)),
    ("slack-token", "xoxb-" + "-".join(chance(string.digits, 12, n) for n in (1, 2)) + "-"
     + chance(ALNUM, 24)),
    ("slack-token", "xoxp-" + "-".join(chance(string.digits, 12, n) for n in (1, 2, 3)) + "-"
     + chance(HEX, 32)),
    ("slack-token", "xapp-" + "1-" + chance(UPPER, 11) + "-" + chance(string.digits, 13) + "-"
     + chance(HEX, 64)),
    ("slack-webhook", "hooks.slack" + ".com/services/T" + chance(UPPER, 10) + "/B"
     + chance(UPPER, 10) + "/" + chance(ALNUM, 24)),
    ("discord-webhook", "discord" + ".com/api/webhooks/" + chance(string.digits, 18) + "/"
     + chance(WORD, 68)),
    ("stripe-key", "sk_" + "live_" + chance(ALNUM, 24)),
    ("stripe-key", "rk_" + "live_" + chance(ALNUM, 99)),
    ("stripe-test-key", "sk_" + "test_" + chance(ALNUM, 24)),
    ("twilio-key", "SK" + chance(HEX, 32)),
    ("sendgrid-key", "SG" + "." + chance(WORD, 22) + "." + chance(WORD, 43)),
    ("mailgun-key", "key-" + chance(HEX, 32)),
    ("mailchimp-key", chance(HEX, 32) + "-us" + "12"),
    ("brevo-key", "xkeysib-" + chance(HEX, 64) + "-" + chance(ALNUM, 16)),
    ("telegram-token", chance(string.digits, 10) + ":AA" + chance(WORD, 33)),
    ("discord-token", "M" + chance(WORD, 23) + "." + chance(WORD, 6) + "." + chance(WORD, 27)),
    ("pypi-token", "pypi-" + "AgEIcHlwaS5vcmc" + chance(WORD, 60)),
    ("npm-token", "npm_" + chance(ALNUM, 36)),
    ("rubygems-key", "rubygems_" + chance(HEX, 48)),
    ("digitalocean-token", "dop_v1_" + chance(HEX, 64)),
    ("databricks-token", "dapi" + chance(HEX, 32)),
    ("doppler-token", "dp.pt" + "." + chance(ALNUM, 43)),
    ("pulumi-token", "pul-" + chance(HEX, 40)),
    ("postman-key", "PMAK-" + chance(HEX, 24) + "-" + chance(HEX, 34)),
    ("vault-token", "hvs" + "." + chance(WORD, 95)),
    ("terraform-token", chance(ALNUM, 14) + ".atlasv1" + "." + chance(WORD, 65)),
    ("grafana-token", "glsa_" + chance(ALNUM, 32) + "_" + chance(HEX, 8)),
    ("sentry-token", "sntryu_" + chance(HEX, 64)),
    ("new-relic-key", "NRAK-" + chance(UPPER, 27)),
    ("shopify-token", "shpat_" + chance(HEX, 32)),
    ("square-token", "sq0csp-" + chance(WORD, 43)),
    ("planetscale-token", "pscale_" + "pw_" + chance(ALNUM, 43)),
    ("supabase-token", "sbp_" + chance(HEX, 40)),
    ("notion-token", "ntn_" + chance(string.digits, 11) + chance(ALNUM, 35)),
    ("linear-key", "lin_" + "api_" + chance(ALNUM, 40)),
    ("airtable-token", "pat" + chance(ALNUM, 14) + "." + chance(HEX, 64)),
    ("prefect-key", "pnu_" + chance(ALNUM, 36)),
    ("azure-client-secret", chance(ALNUM, 3) + "8Q" + "~" + chance(ALNUM, 34)),
    ("age-key", "AGE-SECRET-" + "KEY-1" + chance("QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L", 58)),
    ("jwt", jwt({"alg": "HS256", "typ": "JWT"}, {"sub": "u-81723", "exp": 1999999999})),
    ("private-key", private_key()),
    ("private-key", private_key("OPENSSH ")),
    ("private-key", private_key("")),
]  # fmt: skip
IDS = [f"{name}-{token[:4]}" for name, token in SAMPLES]


@pytest.mark.parametrize(("name", "token"), SAMPLES, ids=IDS)
def test_a_token_is_found_exactly_where_it_stands(name: str, token: str) -> None:
    text = f'# é first line\nvalue = "{token}"  # and more\n'
    hits = find_shapes(text)
    assert [(text[hit.start : hit.end], hit.shape) for hit in hits] == [(token, name)]
    assert may_hold_shapes(text)


@pytest.mark.parametrize(("name", "token"), SAMPLES, ids=IDS)
def test_a_token_that_fills_a_whole_text_is_found(name: str, token: str) -> None:
    assert [hit.shape for hit in find_shapes(token)] == [name]


def samples(*wanted: str) -> list[str]:
    return [token for name, token in SAMPLES if name in wanted]


@pytest.mark.parametrize("token", samples("aws-key-id", "twilio-key", "databricks-token"))
def test_a_longer_word_around_a_token_is_no_token(token: str) -> None:
    assert find_shapes("x" + token) == ()


@pytest.mark.parametrize("token", samples("github-token", "npm-token", "slack-token", "jwt"))
@pytest.mark.parametrize("word", ["fix-", "x", "token", "my_", "7"])
def test_what_begins_no_word_is_a_token_behind_one_too(word: str, token: str) -> None:
    assert [hit.start for hit in find_shapes(f"see {word}{token}")] == [4 + len(word)]


@pytest.mark.parametrize("token", samples("github-token", "aws-key-id", "npm-token"))
def test_a_token_that_goes_on_is_none(token: str) -> None:
    assert find_shapes(token[:30] + "_" + token[30:] + "_x" * 150) == ()


def test_a_token_behind_a_written_escape_is_found() -> None:
    token = "ghp_" + chance(ALNUM, 36)
    for text in (rf'"line\n{token}"', f"?q%3D{token}&x=1"):
        assert [text[hit.start : hit.end] for hit in find_shapes(text)] == [token]


def test_hits_are_ordered_and_do_not_overlap() -> None:
    first, second = "ghp_" + chance(ALNUM, 36), "sk_" + "live_" + chance(ALNUM, 24)
    text = f"redis://:{first}@cache:6379 {second}"
    hits = find_shapes(text)
    assert [text[hit.start : hit.end] for hit in hits] == [first, second]
    assert hits == tuple(sorted(hits, key=lambda hit: hit.start))


@pytest.mark.parametrize(
    "filler",
    [
        "AKIA" + "IOSFODNN7" + "EXAMPLE",
        "ghp_" + "x" * 36,
        "ghp_" + "0123456789" * 3 + "abcdef",
        "sk_" + "live_" + "your1key2goes3here4ok",
        "hf_" + "a" * 34,
    ],
)
def test_a_filler_of_the_right_shape_is_no_secret_and_is_still_masked(filler: str) -> None:
    assert find_shapes(filler) == ()
    assert len(find_lookalikes(filler)) == 1


def test_an_aws_secret_is_known_by_the_key_id_beside_it() -> None:
    key_id, secret = "AKIA" + chance(BASE32, 16), chance(BASE64, 40)
    text = f"aws_access_key_id = {key_id}\nother = {secret}\n"
    assert [hit.shape for hit in find_shapes(text)] == ["aws-key-id", "aws-secret-key"]
    assert find_shapes(f"other = {secret}\n") == ()
    digest = chance(HEX, 40)
    assert [hit.shape for hit in find_shapes(f"{key_id} {digest}")] == ["aws-key-id"]


def test_a_jwt_needs_an_algorithm_in_its_header() -> None:
    assert find_shapes(jwt({"kid": "1234567890abc"}, {"sub": "u-81723-abc"})) == ()
    assert (
        find_shapes(".".join(("eyJ" + chance(WORD, 30), "ey" + chance(WORD, 30), "x" * 20))) == ()
    )


def test_the_sample_jwt_of_every_tutorial_is_no_secret() -> None:
    assert find_shapes(jwt({"alg": "HS256"}, {"sub": "1234567890", "name": "John Doe"})) == ()


def test_a_private_key_needs_a_body() -> None:
    assert find_shapes("-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----") == ()
    assert find_shapes("starts with -----BEGIN RSA PRIVATE KEY----- as usual") == ()


def test_a_private_key_on_one_line_with_written_line_ends_is_found() -> None:
    text = private_key().replace("\n", "\\n")
    assert [(hit.start, hit.end, hit.shape) for hit in find_shapes(text)] == [
        (0, len(text), "private-key")
    ]


def test_a_private_key_that_is_cut_off_ends_with_its_body() -> None:
    body = chance(BASE64, 90)
    text = f"-----BEGIN PRIVATE KEY-----\n{body}) and prose"
    assert text[find_shapes(text)[0].end :].startswith(") and")


@pytest.mark.parametrize(
    ("url", "password", "group"),
    [
        ("postgresql://app:{}@db.internal:5432/x", "b0bby-tables", "credential"),
        ("redis://:{}@cache:6379/0", "b0bby-tables", "credential"),
        ("mongodb+srv://app:{}@c0.mongodb.net/x", "b0bby-tables", "credential"),
        ("amqp://admin:{}@queue.internal", "admin", "default"),
        ("postgresql://postgres:{}@localhost/app", "postgres", "test"),
        ("postgresql://app:{}@db/app", "changeme", "default"),
        ("jdbc:sqlserver://db;user=sa;password={};encrypt=true", "b0bby-tables", "credential"),
        ("Server=db;Uid=app;Pwd={};", "b0bby-tables", "credential"),
    ],
)
def test_the_password_alone_is_found_in_a_url(url: str, password: str, group: str) -> None:
    text = f'"{url.format(password)}"'
    hits = find_shapes(text)
    assert [(text[hit.start : hit.end], hit.shape, hit.group) for hit in hits] == [
        (password, "url-password", group)
    ]


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://user:password@localhost/db",
        "postgresql://USER:PASS@HOST/db",
        "postgresql://{user}:{password}@{host}/db",
        "postgresql://app:${DB_PASSWORD}@db/app",
        "postgresql://app:$DB_PASSWORD@db/app",
        "postgresql://app:%s@db/app",
        "postgresql://app:<password>@db/app",
        "postgresql://app:your-password@db/app",
        "postgresql://app:*****@db/app",
        "https://app:b0bby-tables@example.com/",
        "https://docs.python.org:443/3/@x",
        "^(https?)://(?:([^@]+)@)?([^:/]+)(?::(\\d+))?/(.+)$",
        "postgresql://localhost:5432/app",
        "git@github.com:owner/name.git",
        "connect(host=host, password=password)",
    ],
)
def test_a_url_without_a_real_password_is_silent(url: str) -> None:
    assert find_shapes(url) == ()


ORDINARY = '''
"""Ordinary code."""
from application.authentication.dependencies import get_current_active_superuser as current

async def read_very_long_endpoint_name_with_words(item: int, token_service: TokenService) -> Item:
    return await token_service.find(item, url="https://api.example.org:8443/v1/items?x=1")
'''


def test_ordinary_code_is_rejected_at_once() -> None:
    assert not may_hold_shapes(ORDINARY)


def test_every_token_format_fits_the_scan_for_long_runs() -> None:
    for _, token in SAMPLES[:20]:
        assert len(token) >= SHORTEST_RUN
    assert all(len(shape.prefix) >= 1 for shape in (*TOKENS, *LOOSE))


@given(st.text(max_size=400), st.sampled_from([token for _, token in SAMPLES]))
def test_any_text_around_a_token_is_handled(text: str, token: str) -> None:
    whole = f"{text}\n{token}\n{text}"
    hits = find_lookalikes(whole)
    assert any(whole[hit.start : hit.end] in token or token in whole for hit in hits)
    assert all(0 <= hit.start < hit.end <= len(whole) for hit in hits)
    assert all(before.end <= after.start for before, after in pairwise(hits))


@given(st.text(alphabet=st.characters(), max_size=300))
def test_what_may_not_hold_shapes_holds_none(text: str) -> None:
    if not may_hold_shapes(text):
        assert find_lookalikes(text) == ()


ADVERSARIES: list[str] = sorted(
    {
        *(shape.prefix for shape in (*TOKENS, *LOOSE)),
        *(shape.prefix + "a" for shape in (*TOKENS, *LOOSE)),
        *(shape.prefix + "a1B2" * 12 for shape in TOKENS),
        "eyJ" + "a" * 20 + ".ey",
        "eyJ" + "a" * 20 + ".eyJ" + "a" * 20 + ".",
        "sk-proj-" + "T3Blbk" + "FJ",
        "-----BEGIN PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----" + "A" * 70 + "\n",
        "-----BEGIN " + "A " * 20,
        "://a:",
        "://a:b",
        "://" + "a" * 130 + ":",
        ";password=",
        ";password=a",
        "AKIA" + "A" * 16 + " " + "b" * 41,
        "0123456789:AA",
        "a",
        "-",
        "{",
        "A" * 40 + " ",
        "\\n",
    }
)


def seconds(function: Callable[[str], object], text: str) -> float:
    """The best of three runs: the one that nothing else on the machine has slowed."""
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        function(text)
        best = min(best, time.process_time() - start)
    return best


@pytest.mark.parametrize("adversary", ADVERSARIES)
def test_time_grows_with_the_text_and_not_faster(adversary: str) -> None:
    small = (adversary * 100_000)[:50_000]
    large = (adversary * 200_000)[:100_000]
    for _ in range(4):
        before, after = seconds(find_lookalikes, small), seconds(find_lookalikes, large)
        # Twice the text: 2 is linear, 4 quadratic. Under 5 ms the clock measures other things.
        if after < 0.005 or after < 3.2 * before:
            return
    pytest.fail(f"{before:.4f} s became {after:.4f} s")
