"""Each filter lets through what it is for, and nothing beside it."""

import pytest

from sdd.redact import filters
from sdd.redact.filters import FILTERS, Bound, Filter
from sdd.redact.names import secret_family, secret_strength
from sdd.redact.placeholders import placeholder_kind


def bound(value: str, name: str = "password", context: str = "assignment") -> Bound:
    strength = secret_strength(name)
    assert strength
    return Bound(value, name, context, strength, secret_family(name), placeholder_kind(value))


LET_THROUGH: list[tuple[Filter, str, str]] = [
    (filters.is_short, "abc", "password"),
    (filters.is_short, "sk-1234", "api_key"),
    (filters.is_short, "a1b2c3d", "token"),
    (filters.is_template, "{password}", "password"),
    (filters.is_template, "prefix-{{ password }}", "password"),
    (filters.is_template, "${DB_PASSWORD}", "password"),
    (filters.is_template, "$DB_PASSWORD", "password"),
    (filters.is_template, "<your password>", "password"),
    (filters.is_template, "%(password)s", "password"),
    (filters.is_template, ":password", "password"),
    (filters.is_template, "@PASSWORD@", "password"),
    (filters.is_template, "[REDACTED]", "password"),
    (filters.is_reference, "vault:secret/data/app#password", "password"),
    (filters.is_reference, "op://team/database/password", "password"),
    (filters.is_reference, "arn:aws:secretsmanager:eu-west-1:1:secret:db", "secret"),
    (filters.is_reference, "ENC(8f7a6b5c)", "password"),
    (filters.is_reference, "projects/p/secrets/db/versions/1", "secret"),
    (filters.repeats_name, "api_key", "OPENAI_API_KEY"),
    (filters.repeats_name, "/api_keys", "API_KEYS"),
    (filters.repeats_name, "secret key", "secretkey"),
    (filters.repeats_name, "E2B_API_KEY", "ENV_E2B_API_KEY"),
    (filters.is_placeholder, "********", "password"),
    (filters.is_placeholder, "sk-...", "api_key"),
    (filters.is_placeholder, "sk-xxxxxxxx", "api_key"),
    (filters.is_placeholder, "none", "password"),
    (filters.is_placeholder, "your-api-key-here", "api_key"),
    (filters.is_placeholder, "my-secret-key", "api_key"),
    (filters.is_placeholder, "changeme", "token"),
    (filters.is_human_text, "The password of the user", "password"),
    (filters.is_human_text, "пароль", "password"),
    (filters.is_environment_name, "GITHUB_PERSONAL_ACCESS_TOKEN", "secret_key"),
    (filters.is_url, "https://hooks.example.org/incoming", "webhook_url"),
    (filters.is_dotted_name, "errors.login.rejected", "password"),
    (filters.is_dotted_name, "vault.internal.org", "secret"),
    (filters.is_dotted_name, "audio.tts.openai.api_key", "OPENAI_API_KEY"),
    (filters.is_path, "~/.aws/credentials.d", "credentials"),
    (filters.is_path, "/run/secrets/db", "password"),
    (filters.is_path, "deploy/keys/service.pem", "private_key"),
    (filters.is_path, "service-7.pem", "private_key"),
    (filters.is_path, "application/octet-stream", "auth"),
    (filters.is_address, "admin@internal.org", "credential"),
    (filters.is_number, "2024-01-31", "secret"),
    (filters.is_number, "v1.2.3", "secret"),
    (filters.is_number, "#a1b2c3", "key"),
    (filters.is_number, "84629175", "api_key"),
    (filters.is_uuid, "da93c2bd-c857-4b10-8c8c-60988103320f", "probe_key"),
    (filters.is_digest, "9f" * 20, "sha_key"),
    (filters.is_digest, "sha256:" + "9f" * 32, "secret"),
    (filters.is_pattern, r"^\w{8,}$", "password"),
    (filters.is_pattern, "#password", "password"),
    (filters.is_pattern, "input[type=password]", "password"),
    (filters.is_repetition, "zzzzzzzz", "secret"),
    (filters.is_repetition, "abcdefgh", "secret"),
    (filters.is_user_of_pair, "minioadmin", "MINIO_ACCESS_KEY"),
    (filters.is_user_of_pair, "admin_dev", "accessKey"),
    (filters.is_identifier, "service_account", "credential"),
    (filters.is_identifier, "x-goog-header", "api_key"),
    (filters.is_identifier, "lemonade", "api_key"),
    (filters.is_identifier, "seed_e2e_checkout_link", "client_secret"),
    (filters.is_identifier, "LDAP", "password"),
    (filters.lacks_evidence, "end_user_id", "key"),
    (filters.lacks_evidence, "app-salt-2a7f1d9b4e6c8a0f2d3b5c7e9a1f4b6d", "salt"),
]


@pytest.mark.parametrize(("lets_through", "value", "name"), LET_THROUGH)
def test_a_filter_lets_its_own_kind_through(lets_through: Filter, value: str, name: str) -> None:
    assert lets_through(bound(value, name))


SECRETS = [
    ("correct-horse-7-battery", "password"),
    ("Tr0ub4dor&3", "password"),
    ("kx7Pq2vm9Tz4wb8L", "api_key"),
    ("kx7Pq2vm9Tz4wb8L", "token"),
    ("9f86d081884c7d659a2feaa0c55ad015", "SECRET_KEY"),
    ("da93c2bd-c857-4b10-8c8c-60988103320f", "client_secret"),
    ("b7/Kq+9vZx2/Lm4pQe8=", "secret"),
    ("app_live_9f86d081884c7d65", "token"),
    ("acme-internal-key-2024", "api_key"),
    ("acme_kx7Pq2vm9_Tz4wb8L", "client_secret"),
]


@pytest.mark.parametrize(("value", "name"), SECRETS)
@pytest.mark.parametrize(("label", "lets_through"), FILTERS)
def test_no_filter_lets_a_secret_through(
    label: str, lets_through: Filter, value: str, name: str
) -> None:
    assert not lets_through(bound(value, name)), label


def test_members_of_enumerations_are_words_of_the_code() -> None:
    assert filters.is_enum_member(bound("kx7Pq2vm9Tz4", context="enum member"))
    assert filters.is_enum_member(bound("kx7Pq2vm9Tz4", context="Literal"))
    assert not filters.is_enum_member(bound("kx7Pq2vm9Tz4"))


def test_the_words_for_a_signing_secret_sign_like_any_other() -> None:
    assert not filters.is_human_text(bound("MY SECRET KEY", "SECRET_KEY"))
    assert filters.is_human_text(bound("Enter the secret key", "SECRET_KEY"))


@pytest.mark.parametrize("name", ["COMMON_PASSWORDS", "WeakSecrets", "BREACHED_API_KEYS"])
def test_a_list_of_refused_values_holds_no_credential(name: str) -> None:
    assert filters.is_refused(bound("kx7-Pq2-vm9-Tz4", name, "element"))
    assert not filters.is_refused(bound("kx7-Pq2-vm9-Tz4", name))
    assert not filters.is_refused(bound("kx7-Pq2-vm9-Tz4", "PASSWORDS", "element"))


def test_a_look_whether_the_signing_secret_is_set_compares_it_with_a_filler() -> None:
    assert filters.is_refused(bound("your-secret-key", "SECRET_KEY", "comparison"))
    assert filters.is_refused(bound("changeme", "JWT_SECRET", "comparison"))
    assert not filters.is_refused(bound("kx7-Pq2-vm9-Tz4", "SECRET_KEY", "comparison"))
    assert not filters.is_refused(bound("changeme", "password", "comparison"))
    assert not filters.is_refused(bound("changeme", "SECRET_KEY"))


@pytest.mark.parametrize(
    "value", ["admin", "changeme", "Secret123!", "12345678", "P4ssw0rd", "acme12345678"]
)
def test_a_guessable_password_goes_on(value: str) -> None:
    assert not any(lets_through(bound(value)) for _, lets_through in FILTERS)


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("****", "mask"),
        ("xxxx", "mask"),
        ("undefined", "nothing"),
        ("your-key-here", "instruction"),
        ("supersecretkey", "descriptive"),
        ("test-secret-key-for-testing-minimum-32-characters-long", "instruction"),
        ("my-test-key-but-now-longer-than-32-bytes", "descriptive"),
        ("hunter2", "default"),
        ("0000", "default"),
        ("P@ssw0rd!", "descriptive"),
        ("84629175", ""),
        ("correct-horse-7-battery", ""),
        ("!!!!?", ""),
        ("", ""),
    ],
)
def test_placeholders_are_told_apart(value: str, kind: str) -> None:
    assert placeholder_kind(value) == kind


def test_words_that_stand_in_for_a_password_that_is_not_set_are_one() -> None:
    assert filters.is_identifier(bound("shop_base"))
    assert not filters.is_identifier(bound("shop_base", context="fallback of getenv"))


def test_what_has_a_secret_key_beside_it_is_told_where_it_looks_generated() -> None:
    assert not filters.is_user_of_pair(bound("kx7Pq2vm9Tz4wb8R", "access_key"))
    assert not filters.is_user_of_pair(bound("admin_dev", "aws_secret_access_key"))


def test_filters_have_names_of_their_own() -> None:
    assert len({label for label, _ in FILTERS}) == len(FILTERS)
