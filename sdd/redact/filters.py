"""Why a literal bound to a secret's name is no secret: one question per filter, in order.

Each filter is asked about a `Bound` literal and answers True to let it through. The first
that does decides, and its name is what `sdd secrets explain` shows.
"""

import re
from collections.abc import Callable
from typing import TypeAlias

from msgspec import Struct, structs

from sdd.redact.entropy import is_patterned, is_random, word_share
from sdd.redact.names import Family, Strength, names_user_of_pair, split_words
from sdd.redact.vocabulary import REFUSED, words


class Bound(Struct, frozen=True):
    """A literal with the name that binds it.

    value: stripped of white space and of an authorization scheme. context: how it is bound.
    strength, family: what the name says; family is None for a weak name.
    placeholder: `placeholder_kind` of the value.
    """

    value: str
    name: str
    context: str
    strength: Strength
    family: Family | None
    placeholder: str


FALLBACK = "fallback of "
"""How the contexts begin in which a value stands in for one that is not set."""

Filter: TypeAlias = Callable[[Bound], bool]

_PUBLISHED = frozenset(("salt", "nonce"))
_SHORTEST_PART = 16
_SHORTEST = 4
_SHORTEST_ISSUED = 8
_TEMPLATE = re.compile(
    r"\{[^{}]{0,120}\}|\$\{|\A<[^<>]{1,120}>\Z|\A\$[A-Za-z_]\w{0,80}\Z|%\(\w{1,80}\)s|%[sdr]"
    r"|\A:[a-z_]\w{0,80}\Z|\A@[A-Za-z_]{1,80}@\Z|\A\[[^\[\]]{1,120}\]\Z|\A%[A-Za-z_]{1,80}%\Z"
    r"|\A__\w{1,80}__\Z|<[a-zA-Z _-]{1,80}>"
)
_REFERENCE = re.compile(
    r"(?:vault|op|sops|ssm|aws-sm|gcp-sm|azure-kv|env|file|keyring|secretref|secret|bao|doppler)"
    r"(?::|://).{1,512}|arn:aws[a-z-]{0,10}:.{1,512}|ENC\[?\(?.{1,2000}"
    r"|(?:env|getenv|file|secret|vault)\(.{1,200}\)|projects/[^/]{1,128}/secrets/.{1,512}",
    re.DOTALL,
)
_WORDS = re.compile(r"[A-Za-z0-9_.:/ -]{1,400}")
_IDENTIFIER = re.compile(r"[A-Za-z_$][A-Za-z_.:-]{0,200}")
_ENVIRONMENT = re.compile(r"_?[A-Z][A-Z0-9]{0,60}(?:_[A-Z0-9]{1,60}){1,20}")
_SEGMENT = re.compile(r"(?:\A|_)[A-Z]{3,60}(?:_|\Z)")
_CONSTANT = re.compile(r"[A-Z]{2,16}")
_COMPOUND = re.compile(r"[A-Za-z]{1,60}(?:[_.:-][A-Za-z]{1,60}){1,20}")
_NUMBERED = re.compile(r"[A-Za-z]{1,60}(?:[_.:-][A-Za-z]{1,30}(?:[0-9][A-Za-z]{0,30})?){2,20}")
_SEPARATORS = re.compile(r"[-_.:/\s]")
_COUNTED = re.compile(r"(?P<word>[A-Za-z]{3,40})[_.@!#-]?(?P<digits>[0-9]{3,40})\W{0,3}")
_DOTTED = re.compile(r"[A-Za-z_][\w-]{0,80}(?:\.[A-Za-z_][\w-]{0,80}){1,20}")
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,30}:/{1,3}[^\s]{0,4000}")
_PATH = re.compile(r"[\w.@ -]{1,200}(?:[/\\][\w.@ -]{0,200}){1,40}")
_ROOTED = re.compile(r"(?:~|\.{1,2}|[A-Za-z]:)?[/\\][\w.@ /\\-]{0,400}")
_FILE = re.compile(
    r"[\w.-]{1,200}\.(?:json|ya?ml|txt|pem|key|crt|cer|der|p12|pfx|jks|toml|env|py|cfg|ini|conf"
    r"|js|ts|html?|xml|csv|md|sh|sql|db|log|lock|png|svg)"
)
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_SPOKEN = re.compile(r"[^\W\d_]")
_NUMERIC = re.compile(
    r"v?\d{1,10}(?:\.\d{1,10}){1,3}[\w.+-]{0,20}|\d{4}-\d{2}-\d{2}[T0-9:.Z+ -]{0,24}"
    r"|#[0-9A-Fa-f]{3,8}|0x[0-9A-Fa-f]{1,8}"
)
_UUID = re.compile(r"\{?[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}\}?")
_DIGEST = re.compile(r"(?:sha\d{1,3}[-:])?(?:[0-9A-Fa-f]{32}|[0-9A-Fa-f]{40}|[0-9A-Fa-f]{64,128})")
_DIGEST_NAMES = words(
    "sha md5 sha1 sha256 sha512 rev revision commit checksum integrity digest hash git etag"
)
_PATTERN = re.compile(
    r"\\[dwsbAZ]|\(\?|\[[a-zA-Z0-9]-[a-zA-Z0-9]|\A\^|\A[#.][A-Za-z][A-Za-z_-]{0,80}\Z"
    r"|\A//|\[@?[a-z-]{1,20}[~^$*|]?="
)


def is_short(bound: Bound) -> bool:
    """Under 4 characters, or under 8 where no person chooses the value (keys and tokens)."""
    if bound.family in ("password", "signing") or bound.placeholder == "default":
        return len(bound.value) < _SHORTEST
    return len(bound.value) < _SHORTEST_ISSUED


def is_enum_member(bound: Bound) -> bool:
    """A member of an enumeration or of `Literal[...]`: a word of the code's own language."""
    return bound.context in ("enum member", "Literal")


def is_refused(bound: Bound) -> bool:
    """One of the values that a program turns away: `COMMON_PASSWORDS`, or what it compares its
    own signing secret with to see whether somebody has set one."""
    if bound.context == "comparison":
        return bound.family == "signing" and bool(bound.placeholder)
    return bound.context == "element" and not REFUSED.isdisjoint(split_words(bound.name))


def is_template(bound: Bound) -> bool:
    """To be filled in by a program: `{x}`, `<x>`, `${X}`, `$X`, `%(x)s`, `:x`, `[X]`."""
    return bool(_TEMPLATE.search(bound.value))


def is_reference(bound: Bound) -> bool:
    """The place where a secret is kept: `vault:`, `op://`, `arn:aws:`, `ENC(...)`."""
    return bool(_REFERENCE.fullmatch(bound.value))


def repeats_name(bound: Bound) -> bool:
    """The same words as the name, or some of them: `client_secret = "secret"`.

    Singular and plural are the same word.
    """
    if not _WORDS.fullmatch(bound.value):
        return False
    value, name = (
        [word.removesuffix("s") for word in split_words(text)] for text in (bound.value, bound.name)
    )
    # `secretkey` and `secret key` are one word and two.
    same = "".join(value) == "".join(name)
    return bool(value) and (same or f" {' '.join(value)} " in f" {' '.join(name)} ")


def is_placeholder(bound: Bound) -> bool:
    """Fills a place and opens nothing: `****`, `none`, `your-api-key`, `my-secret-key`.

    Where the application itself accepts the value, words are a real credential and go on.
    """
    if bound.placeholder in ("mask", "nothing"):
        return True
    if bound.placeholder in ("instruction", "descriptive"):
        return bound.family not in ("password", "signing")
    return bound.placeholder == "default" and bound.strength == "weak"


def is_human_text(bound: Bound) -> bool:
    """Words with spaces between them, or in a script other than Latin.

    `MY SECRET KEY` as a signing secret is a placeholder that the application accepts.
    """
    if bound.family == "signing" and bound.placeholder == "descriptive":
        return False
    if len(bound.value.split()) > 1:
        return True
    return any(_SPOKEN.match(character) for character in bound.value if not character.isascii())


def is_environment_name(bound: Bound) -> bool:
    """The name of an environment variable or constant: `OPENAI_API_KEY`."""
    return bool(_ENVIRONMENT.fullmatch(bound.value) and _SEGMENT.search(bound.value))


def is_url(bound: Bound) -> bool:
    """A URL; a password in it has been looked for before."""
    return bool(_URL.fullmatch(bound.value))


def is_dotted_name(bound: Bound) -> bool:
    """A dotted key, module or host name: `auth.errors.password`, `api.example.com`.

    Where its parts are no words, the last one says what the name says: `tts.openai.api_key`.
    """
    if not _DOTTED.fullmatch(bound.value):
        return False
    last = bound.value.rpartition(".")[2]
    return _is_spoken(bound.value) or repeats_name(structs.replace(bound, value=last))


def is_path(bound: Bound) -> bool:
    """A path, MIME type or file name."""
    if _FILE.fullmatch(bound.value):
        return True
    if _ROOTED.fullmatch(bound.value):
        return not is_random(bound.value)
    return bool(_PATH.fullmatch(bound.value)) and _is_spoken(bound.value)


def is_address(bound: Bound) -> bool:
    """An email address."""
    return bool(_EMAIL.fullmatch(bound.value))


def is_number(bound: Bound) -> bool:
    """A version, date or colour, or digits alone where no password is expected."""
    if bound.value.isdigit():
        return bound.family != "password"
    return bool(_NUMERIC.fullmatch(bound.value))


def is_user_of_pair(bound: Bound) -> bool:
    """A user's name that is called an access key: `minioadmin`. What is issued looks generated."""
    return names_user_of_pair(bound.name) and not is_random(bound.value)


def is_uuid(bound: Bound) -> bool:
    """A UUID, unless the name says plainly that it is a credential."""
    return bool(_UUID.fullmatch(bound.value)) and bound.strength == "weak"


def is_digest(bound: Bound) -> bool:
    """A hexadecimal digest beside a name that says so: sha, md5, revision, checksum."""
    if not _DIGEST.fullmatch(bound.value):
        return False
    return not _DIGEST_NAMES.isdisjoint(split_words(bound.name)) or bound.value[:3] == "sha"


def is_pattern(bound: Bound) -> bool:
    """A regular expression or a selector of CSS or XPath."""
    return bool(_PATTERN.search(bound.value))


def is_repetition(bound: Bound) -> bool:
    """One character repeated, or a sequence; a numeric password of that kind is a default."""
    return not bound.placeholder and is_patterned(bound.value) and not is_counted_word(bound)


def is_identifier(bound: Bound) -> bool:
    """Words without a digit, as keys, kinds and modes are written: `service_account`.

    A single word is a poor password rather than an identifier, and so are words that stand in
    for a variable that is not set. Where a machine makes the value
    nobody chooses words, so that `seed_e2e_checkout_link` is one too.
    """
    if bound.placeholder or (bound.family == "password" and bound.context.startswith(FALLBACK)):
        return False
    if bound.family == "issued" and _NUMBERED.fullmatch(bound.value):
        return word_share(bound.value) >= 0.6
    if not _IDENTIFIER.fullmatch(bound.value):
        return False
    if _COMPOUND.fullmatch(bound.value) or _CONSTANT.fullmatch(bound.value):
        return True
    return _is_spoken(bound.value) and not is_plain_password(bound)


def is_plain_password(bound: Bound) -> bool:
    """One word of letters where a password is expected: `langflow`, not the constant `LDAP`."""
    return bound.family == "password" and bound.value.isalpha() and not bound.value.isupper()


def is_counted_word(bound: Bound) -> bool:
    """A word with digits that count up after it, where people choose: `acme12345678`."""
    found = _COUNTED.fullmatch(bound.value)
    if not found or bound.family not in ("password", "signing"):
        return False
    return is_patterned(found["digits"]) and not is_patterned(found["word"])


def lacks_evidence(bound: Bound) -> bool:
    """The name is weak and the value, or a long part of it, does not look generated.

    Salts and nonces are published with what they protect: a part of one is no evidence.
    """
    if bound.strength == "strong" or is_random(bound.value):
        return False
    if not _PUBLISHED.isdisjoint(split_words(bound.name)):
        return True
    longest = max(_SEPARATORS.split(bound.value), key=len)
    return len(longest) < _SHORTEST_PART or not is_random(longest)


def _is_spoken(value: str) -> bool:
    return not is_random(value) and word_share(value) >= 0.4


FILTERS: tuple[tuple[str, Filter], ...] = (
    ("enum member", is_enum_member),
    ("short", is_short),
    ("refused", is_refused),
    ("template", is_template),
    ("reference", is_reference),
    ("repeats its name", repeats_name),
    ("placeholder", is_placeholder),
    ("human text", is_human_text),
    ("environment variable name", is_environment_name),
    ("url", is_url),
    ("dotted name", is_dotted_name),
    ("path", is_path),
    ("address", is_address),
    ("number", is_number),
    ("user of a pair", is_user_of_pair),
    ("uuid", is_uuid),
    ("digest", is_digest),
    ("pattern", is_pattern),
    ("repetition", is_repetition),
    ("identifier", is_identifier),
    ("no evidence", lacks_evidence),
)
