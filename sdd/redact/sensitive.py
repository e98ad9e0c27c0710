"""Names of values that have no place in a log: credentials, tokens and personal data."""

from sdd.redact.names import secret_noun, secret_strength, split_words
from sdd.redact.vocabulary import words

PERSONAL = (
    "ssn", "social security number", "credit card", "credit card number", "card number", "cvv",
    "cvc", "iban", "bank account", "account number", "passport number", "tax id", "date of birth",
    "birth date", "email", "email address", "phone", "phone number", "mobile number",
    "home address", "national id",
)  # fmt: skip
_PERSONAL = frozenset(tuple(phrase.split()) for phrase in PERSONAL)
_LONGEST = max(map(len, _PERSONAL))
_TOKENS = frozenset(("token", "pw", "pass"))
_SHOWABLE = words(
    """
    masked redacted obfuscated hashed hash truncated short preview safe sanitized hidden fingerprint
    len length count num number total max min has is had no without missing
    """
)


def sensitive_kind(name: str) -> str:
    """ "credential", "token", "personal", or "" for a name whose value may be shown.

    name: an identifier or key. "token" is a name that may also mean a part of a text.
    """
    parts = split_words(name)
    if not parts or (_SHOWABLE.intersection(parts) and not _personal(parts)):
        return ""
    strength = secret_strength(name)
    if strength == "strong":
        return "credential"
    if strength == "weak" and parts[-1] in _TOKENS:
        return "token"
    return "personal" if _personal(parts) and parts[0] not in _SHOWABLE else ""


def sensitive_noun(name: str) -> str:
    """The word for messages: "password", "access token", "phone number"."""
    return " ".join(_personal(split_words(name))) or secret_noun(name)


def _personal(parts: tuple[str, ...]) -> tuple[str, ...]:
    """The longest phrase of a personal datum that ends a name."""
    for length in range(min(_LONGEST, len(parts)), 0, -1):
        if parts[-length:] in _PERSONAL:
            return parts[-length:]
    return ()
