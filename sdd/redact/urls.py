"""Passwords inside URLs and connection strings."""

import re
from collections.abc import Iterator

from msgspec import Struct

from sdd.redact.placeholders import is_credential_noun, placeholder_kind

_USERINFO = re.compile(
    r"://(?P<user>[\w.~%!$&*+,;={}()-]{0,128}):(?P<password>[^\s/@'\"<>\\]{1,256})@"
    r"(?P<host>[^\s/:@'\"<>\\,?#]{0,255})"
)
# The same where a URL is a part of another one.
_ENCODED_USERINFO = re.compile(
    r"%(?:25){0,3}3[Aa]%(?:25){0,3}2[Ff]%(?:25){0,3}2[Ff](?P<user>[\w.~+-]{0,128}+)%(?:25){0,3}3[Aa]"
    r"(?P<password>(?:(?!%(?:25){0,3}(?:40|2[Ff]))[^\s/@&'\"<>\\]){1,256}+)%(?:25){0,3}40"
    r"(?P<host>[\w.-]{0,255}+)"
)
_ENCODED_MARKERS = ("%2F%2F", "%2f%2f", "%252F%252F", "%252f%252f")
_PARAMETER = re.compile(
    r"[;?&](?:[Uu]ser)?(?:[Pp]assword|PASSWORD|[Pp]wd|PWD)="
    r"(?P<password>[^\s;&'\"<>\\]{1,256})(?=[;&'\"\s]|\Z)"
)
_PARAMETER_MARKERS = ("assword=", "PASSWORD=", "wd=", "PWD=")
_TEMPLATE = re.compile(r"\A[$%{]|[{}]|%\(|\$\(|%s|\*\*\*|\.\.\.")
_SHORTEST = 3
_LOCAL_HOST = re.compile(
    r"localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\]|host\.docker\.internal|[a-z][a-z0-9_-]*"
)
_SAMPLE_HOST = re.compile(
    r"(?i)(?:[a-z0-9-]{1,63}\.){0,5}(?:example|invalid|test)(?:\.[a-z]{2,3})?"
    r"|(?:your|my)?[_-]?(?:host|hostname|server|domain|proxy|ip|address|site)(?:\.[a-z.]{2,20})?"
    r"|your[a-z0-9._-]{0,60}"
)


class UrlPassword(Struct, frozen=True):
    """A password in a URL. start, end: offsets of the password alone in the text searched.

    group: "credential"; "default" for one that is guessable; "test" for a development database
    (user and password equal, the host local); "" for a placeholder.
    """

    start: int
    end: int
    group: str


def url_passwords(text: str) -> Iterator[UrlPassword]:
    """Every password in URL userinfo or in a connection string, placeholders included."""
    if "://" in text:
        for found in _USERINFO.finditer(text):
            yield _url_password(found, _userinfo_group(**found.groupdict()))
    if any(marker in text for marker in _ENCODED_MARKERS):
        for found in _ENCODED_USERINFO.finditer(text):
            yield _url_password(found, _userinfo_group(**found.groupdict()))
    if any(marker in text for marker in _PARAMETER_MARKERS):
        for found in _PARAMETER.finditer(text):
            yield _url_password(found, _password_group(found["password"]))


def is_url_template(password: str) -> bool:
    """True for a password that a program fills in: `{password}`, `$DB_PASSWORD`, `%s`."""
    return bool(_TEMPLATE.search(password))


def _url_password(found: re.Match[str], group: str) -> UrlPassword:
    return UrlPassword(found.start("password"), found.end("password"), group)


def _userinfo_group(user: str, password: str, host: str) -> str:
    if _SAMPLE_HOST.fullmatch(host):
        return ""
    if user.lower() == password.lower() and _is_usable(password):
        return "test" if _LOCAL_HOST.fullmatch(host) else "default"
    return _password_group(password)


def _password_group(password: str) -> str:
    if not _is_usable(password) or is_credential_noun(password):
        return ""
    return "default" if placeholder_kind(password) else "credential"


def _is_usable(password: str) -> bool:
    if len(password) < _SHORTEST or is_url_template(password):
        return False
    return placeholder_kind(password) not in ("mask", "nothing", "instruction")
