"""Names are split into words and matched whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdd.redact.names import secret_family, secret_noun, secret_strength, split_words
from sdd.redact.vocabulary import words


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("db_password", ("db", "password")),
        ("X-API-Key", ("x", "api", "key")),
        ("user.auth.token", ("user", "auth", "token")),
        ("APIKey", ("api", "key")),
        ("dbPassword2", ("db", "password", "2")),
        ("HTTPSecretKey", ("http", "secret", "key")),
        ("__SECRET__", ("secret",)),
        ("", ()),
    ],
)
def test_an_identifier_is_split_into_words(name: str, words: tuple[str, ...]) -> None:
    assert split_words(name) == words


@pytest.mark.parametrize(
    "name",
    sorted(
        words(
            "password db_password dbPassword2 DB_PWD SMTP_PASS passphrase secret SECRET_KEY "
            "jwtSecret clientSecret api_key APIKey apikey X-API-Key aws_secret_access_key "
            "access_token "
            "authToken Authorization credentials connection_string DSN webhook_url password_prod "
            "secrets encryption_key user.password SECRET_KEY_DEFAULT managerPass platform_pass "
            "contrasena senha mot_de_passe"
        )
    ),
)
def test_a_credential_name_is_strong(name: str) -> None:
    assert secret_strength(name) == "strong"


@pytest.mark.parametrize("name", sorted(words("token session_token key salt nonce auth cert")))
def test_a_name_of_many_uses_is_weak(name: str) -> None:
    assert secret_strength(name) == "weak"


def test_a_credential_that_only_qualifies_another_word_is_weak() -> None:
    assert secret_strength("API_KEY_OPENAI") == "weak"


@pytest.mark.parametrize(
    "name",
    sorted(
        words(
            "passed compass monkey author tokenizer keyboard passenger secretary authority tokens "
            "max_tokens password_field password_hash hashed_password secret_name secret_id "
            "token_type token_url api_key_header api_key_env private_key_path "
            "access_token_expires_in "
            "password_min_length primary_key foreign_key public_key cache_key sort_key "
            "idempotency_key csrf_token next_token page_token public_api_key invalid_password "
            "reset_password use_auth_token value"
        )
    ),
)
def test_a_name_that_is_no_credential_is_neither(name: str) -> None:
    assert secret_strength(name) is None


@pytest.mark.parametrize(
    ("name", "family", "noun"),
    [
        ("SMTP_PASS", "password", "password"),
        ("db_pwd", "password", "password"),
        ("JWT_SECRET", "signing", "secret"),
        ("OPENAI_API_KEY", "issued", "api key"),
        ("client_secret", "issued", "client secret"),
        ("session_token", None, "token"),
        ("", None, "secret"),
    ],
)
def test_a_name_tells_what_its_value_does(name: str, family: str | None, noun: str) -> None:
    assert secret_family(name) == family
    assert secret_noun(name) == noun


@given(st.text())
def test_any_name_has_an_answer(name: str) -> None:
    assert secret_strength(name) in ("strong", "weak", None)
    assert secret_noun(name)


@pytest.mark.parametrize("name", ["pass", "render_pass", "tests_pass", "must_pass"])
def test_a_pass_that_is_nobodys_needs_evidence(name: str) -> None:
    assert secret_strength(name) == "weak"
