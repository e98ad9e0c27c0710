"""Readers' accounts."""

import hmac

from app.models import Credentials, Token

PASSWORD_FIELD = "password"
PASSWORD_LABEL = "Your password"
PASSWORD_TOO_SHORT = "PASSWORD_TOO_SHORT"
RESET_TOKEN_HEADER = "X-Reset-Token"
TOKEN_TYPE = "bearer"
FIRST_ADMIN_PASSWORD = "Tram-2931-orchid"  # expect: SEC101


def sign_in(credentials: Credentials) -> Token | None:
    """A token for a reader whose password is right."""
    given = credentials.password.get_secret_value()
    if not hmac.compare_digest(given.encode(), FIRST_ADMIN_PASSWORD.encode()):
        return None
    return Token(access_token=issue_token(credentials.name), token_type=TOKEN_TYPE)


def issue_token(name: str) -> str:
    """A token that names its reader."""
    return f"{name}-session"
