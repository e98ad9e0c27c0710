"""Signing in."""

from app.models import Credentials
from app.services.accounts import sign_in

TEST_PASSWORD = "test-password"


def test_a_wrong_password_gives_no_token() -> None:
    assert sign_in(Credentials(name="reader", password=TEST_PASSWORD)) is None


def test_a_placeholder_password_gives_no_token() -> None:
    assert sign_in(Credentials(name="reader", password="changeme")) is None
