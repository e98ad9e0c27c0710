"""SEC103: what is written to a log, and what only looks like it."""

from pathlib import Path

import pytest

from tests.language import finds

HEAD = (
    "import logging\nimport structlog\nfrom loguru import logger\n\n"
    "log = logging.getLogger(__name__)\n\n\n"
)


def names(tmp_path: Path, line: str, path: str = "app.py") -> list[str]:
    """Messages of the findings in a function with this one line."""
    text = f"{HEAD}def f(user, password, token, api_key, email, settings, tokens):\n    {line}\n"
    found = finds(tmp_path, {path: text}, select=("SEC103",))
    assert all(each.place.line == 9 for each in found)
    return [each.message for each in found]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('logger.info(f"in {password}")', "logger.info writes a password (password)"),
        ('logger.info("in {}", password)', "logger.info writes a password (password)"),
        ('logger.bind(token=token).info("in")', "logger.bind writes a token (token)"),
        ('log.debug("in %s", password)', "log.debug writes a password (password)"),
        ('log.debug("in %s" % password)', "log.debug writes a password (password)"),
        ('log.debug("in %(p)s", {"p": password})', "log.debug writes a password (password)"),
        ('log.log(10, "in " + password)', "log.log writes a password (password)"),
        ('log.info("in {}".format(user.password))', "log.info writes a password (password)"),
        ('log.info("in", extra={"password": user.given})', "log.info writes a password (password)"),
        ('log.info("in", extra={"given": password})', "log.info writes a password (password)"),
        ('logging.warning(f"{api_key=}")', "logging.warning writes an api key (api_key)"),
        ('logging.warning(f"{api_key!r}")', "logging.warning writes an api key (api_key)"),
        ('structlog.get_logger().info("in", api_key=user.key)', "structlog.info writes an api key"),
        ('structlog.get_logger().info("in", k=api_key)', "structlog.info writes an api key"),
        ('print(settings["db_password"])', "print writes a password (db_password)"),
        ('print(settings.get("db_password"))', "print writes a password (db_password)"),
        ('print(os.getenv("API_KEY"))', "print writes an api key (API_KEY)"),
        ("print(settings.password.get_secret_value())", "print writes a password (password)"),
        ("print({'user': user, 'password': password})", "print writes a password (password)"),
        ("print(str(password).strip())", "print writes a password (password)"),
        ("print(user.credit_card_number)", "print writes a credit card number"),
        ("print(user.ssn)", "print writes a ssn (ssn)"),
        ('print(f"mail to {email}")', "print writes an email (email)"),
        ("self.logger.error(user.phone_number)", "self.logger.error writes a phone number"),
    ],
)
def test_a_value_that_is_written_is_found(tmp_path: Path, line: str, message: str) -> None:
    (found,) = names(tmp_path, line)
    assert found.startswith(message)


@pytest.mark.parametrize(
    "line",
    [
        "print(len(password))",
        "print(hash_of(password))",
        'log.info("%s", mask(token))',
        'log.info("%s", password[:2])',
        'log.info("%s", bool(password))',
        'log.info("%s", password is None)',
        'log.info("%s", not token)',
        'log.info("set" if password else "missing")',
        'log.info("the password is wrong")',
        'log.info("in", extra={"password": "***"})',
        'log.info("in", has_password=user.flag)',
        'log.info("in", password=True)',
        'log.info("%s", user.password_hash)',
        'log.info("%s", masked_token)',
        'log.info("%s", user.tokens_used)',
        'log.info("%s", email_count)',
        "for token in tokens:\n        print(token)",
        "catalogue.info(password)",
        "save(password)",
    ],
)
def test_what_shows_no_value_is_let_through(tmp_path: Path, line: str) -> None:
    assert names(tmp_path, line) == []


def test_a_field_that_masks_itself_is_let_through(tmp_path: Path) -> None:
    text = (
        "from pydantic import SecretStr\n\n\nclass S:\n    password: SecretStr\n\n"
        "    def f(self):\n        print(self.password)\n"
    )
    assert finds(tmp_path, {"a.py": text}, select=("SEC103",)) == ()


def test_the_name_of_a_variable_is_no_value_of_it(tmp_path: Path) -> None:
    text = 'API_KEY = "OPENAI_API_KEY"\nprint(f"set {API_KEY}")\n'
    assert finds(tmp_path, {"a.py": text}, select=("SEC103",)) == ()


def test_tests_are_left_out(tmp_path: Path) -> None:
    assert names(tmp_path, "print(password)", "tests/test_a.py") == []
