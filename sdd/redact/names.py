"""What a name says about its value: split into words, matched whole, never by substring."""

import re
from functools import lru_cache
from typing import Literal, TypeAlias

from sdd.redact.vocabulary import (
    HARMLESS_BEFORE_PASS,
    HARMLESS_BEFORE_WEAK,
    HARMLESS_ENDS,
    HARMLESS_STARTS,
    QUALIFIERS,
    WEAK,
)
from sdd.redact.vocabulary import (
    words as _words,
)

Strength: TypeAlias = Literal["strong", "weak"]
Family: TypeAlias = Literal["password", "signing", "issued"]

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_LONGEST_NAME = 200

_GLUED = {
    "apikey": "api key",
    "apitoken": "api token",
    "apisecret": "api secret",
    "secretkey": "secret key",
    "accesskey": "access key",
    "accesstoken": "access token",
    "authtoken": "auth token",
    "authkey": "auth key",
    "refreshtoken": "refresh token",
    "bearertoken": "bearer token",
    "privatekey": "private key",
    "clientsecret": "client secret",
    "connectionstring": "connection string",
    "connstr": "connection string",
    "dbpassword": "db password",
    "dbpass": "db password",
    "userpassword": "user password",
    "passwords": "password",
    "secrets": "secret",
    "credentials": "credential",
    "creds": "credential",
    "cred": "credential",
}

_PASSWORDS = (
    "password", "passwd", "passwort", "passphrase", "passcode", "pwd", "psw", "pass",
    "contrasena", "senha", "mot de passe", "motdepasse", "kennwort", "wachtwoord", "heslo",
    "haslo", "salasana",
)  # fmt: skip
_SIGNING = (
    "secret", "secret key", "signing key", "encryption key", "private key", "master key",
    "hmac key", "jwt key", "fernet key",
)  # fmt: skip
_ISSUED = (
    "client secret", "consumer secret", "consumer key", "webhook secret", "access key", "api key",
    "api keys", "api secret", "api token", "auth token", "auth key", "access token",
    "access tokens", "refresh token", "bearer", "bearer token", "bot token", "personal token",
    "service key", "account key", "license key", "secret token", "credential", "authorization",
    "connection string", "conn str", "dsn", "webhook url",
)  # fmt: skip
_ALSO_PASSWORD = _words(
    "pass pwd passwd psw passwort contrasena senha passe motdepasse kennwort wachtwoord heslo haslo"
    " salasana"
)
_STRONG: dict[tuple[str, ...], Family] = {
    **{tuple(phrase.split()): "password" for phrase in _PASSWORDS},
    **{tuple(phrase.split()): "signing" for phrase in _SIGNING},
    **{tuple(phrase.split()): "issued" for phrase in _ISSUED},
}
_PASS = ("pass",)
_LONGEST_PHRASE = max(map(len, _STRONG))


def credential_phrases() -> frozenset[str]:
    """What makes a name strong: lower-case phrases, words separated by a space or glued."""
    return frozenset(map(" ".join, _STRONG.keys() - {_PASS})) | frozenset(_GLUED)


def split_words(name: str) -> tuple[str, ...]:
    """Lower-case words and numbers of an identifier: snake, kebab, dotted, camel, acronyms.

    `APIKey` gives `api`, `key`; `dbPassword2` gives `db`, `password`, `2`.
    """
    return tuple(word.lower() for word in _WORD.findall(name))


@lru_cache(maxsize=8192)
def secret_strength(name: str) -> Strength | None:
    """Whether a name is a credential's ("strong"), could be ("weak"), or is neither."""
    words = _core(name)
    if not words or words[0] in HARMLESS_STARTS:
        return None
    if _phrase_at_end(words) and not _is_public(words):
        return "strong"
    if words[-1] in HARMLESS_ENDS:
        return None
    if words[-1] in WEAK:
        return None if words[-2:-1] and words[-2] in HARMLESS_BEFORE_WEAK else "weak"
    return "weak" if _phrase_within(words) else None


def secret_family(name: str) -> Family | None:
    """What a strong name's value does: a "password" unlocks, a "signing" secret is accepted by
    the application itself, an "issued" one was given out by somebody else."""
    phrase = _phrase_at_end(_core(name))
    return _STRONG[phrase] if phrase else None


def names_user_of_pair(name: str) -> bool:
    """Whether a name is an access key's that has a secret key beside it, like a user's name."""
    words = _core(name)
    return words[-2:] == ("access", "key") and "secret" not in words


def secret_noun(name: str) -> str:
    """The word for messages: "password", "api key", "token"; "secret" where none is known."""
    words = _core(name)
    phrase = _phrase_at_end(words) or _phrase_within(words)
    if phrase:
        return "password" if phrase[-1] in _ALSO_PASSWORD else " ".join(phrase)
    return words[-1] if words and words[-1] in WEAK else "secret"


def _core(name: str) -> tuple[str, ...]:
    """The words of a name without numbers and qualifiers at its end."""
    spread = " ".join(_GLUED.get(word, word) for word in split_words(name[-_LONGEST_NAME:]))
    words = spread.split()
    while words and _is_qualifier(words[-1]) and not _phrase_at_end(tuple(words)):
        words.pop()
    return tuple(words)


def _is_qualifier(word: str) -> bool:
    return word.isdigit() or word in QUALIFIERS


def _phrase_at_end(words: tuple[str, ...]) -> tuple[str, ...]:
    """The longest strong phrase that ends the words, or an empty tuple.

    `manager_pass` is somebody's password, `render_pass` and `must_pass` are not.
    """
    for length in range(min(_LONGEST_PHRASE, len(words)), 0, -1):
        phrase = words[-length:]
        if phrase in _STRONG and (phrase != _PASS or _is_somebodys(words)):
            return phrase
    return ()


def _is_somebodys(words: tuple[str, ...]) -> bool:
    return len(words) > 1 and words[-2] not in HARMLESS_BEFORE_PASS


def _phrase_within(words: tuple[str, ...]) -> tuple[str, ...]:
    for end in range(len(words) - 1, 0, -1):
        if phrase := _phrase_at_end(words[:end]):
            return phrase
    return ()


def _is_public(words: tuple[str, ...]) -> bool:
    return words[-1] == "key" and any(word in ("public", "publishable") for word in words)
