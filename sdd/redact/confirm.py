"""Second looks at what matched a shape: is it real, or written to fill a place?"""

import base64
import json
import re

from sdd.redact.entropy import is_patterned, shannon
from sdd.redact.formats import Format

_FILLERS = re.compile(
    r"(?i)example|sample|your|xxxx|\*\*\*|placeholder|redacted|changeme|dummy|insert|fake"
)
_BODY_WORD = re.compile(r"[A-Za-z0-9+/=]{16,}")
_LEAST_BODY = 64
_LEAST_ENTROPY = 2.5
_LEAST_AWS_ENTROPY = 3.0
_SAMPLE_SUBJECT = "1234567890"


def is_genuine(token: str, shape: Format) -> bool:
    """False for a token whose tail is a filler: an example word, a run, one repeated character."""
    if shape.name == "jwt":
        return is_jwt(token)
    if shape.name == "aws-key-id":
        return shannon(token) >= _LEAST_AWS_ENTROPY and not token.endswith("EXAMPLE")
    tail = token.removeprefix(shape.prefix)
    return shannon(tail) >= _LEAST_ENTROPY and not _FILLERS.search(tail) and not is_patterned(tail)


def is_jwt(token: str) -> bool:
    """True where the header decodes to an object with `alg`, and the claims are no sample's."""
    header, claims = (_decode(part) for part in token.split(".")[:2])
    return "alg" in header and claims.get("sub") != _SAMPLE_SUBJECT


def is_key_body(body: str) -> bool:
    r"""True for 64 or more base64 characters in whole lines; `\n` may be written as an escape."""
    lines = _BODY_WORD.findall(body.replace("\\n", "\n").replace("\\r", "\n"))
    encoded = "".join(lines)
    return len(encoded) >= _LEAST_BODY and not is_patterned(encoded)


def _decode(part: str) -> dict[str, object]:
    try:
        value = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
