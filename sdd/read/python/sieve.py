"""A look at the bytes of a file that decides how much of it must be read.

Parsing costs most of a cold run. A file without any of these words cannot hold a route, an
async function, a secret or a suppression; it is read only if a name must be followed into it.
"""

import re

from sdd.redact.mentions import may_bind_secret
from sdd.redact.shapes import may_hold_shapes

_TRIGGER = re.compile(
    r"\basync\b|\bawait\b|fastapi|starlette|APIRouter|sdd:\s*ignore"
    r"|://[^\s/@:'\"]{0,64}:[^\s/@'\"]{1,64}@"
)


_ROUTING = re.compile(
    rb"fastapi|starlette|APIRouter|include_router|add_api_route|add_api_websocket_route"
)


def must_read(text: str) -> bool:
    """True where the text may hold something that a rule speaks of by itself."""
    return bool(_TRIGGER.search(text)) or may_bind_secret(text) or may_hold_shapes(text)


def may_register_routes(data: bytes) -> bool:
    """True where a file may hold routes, for those who ask for nothing else."""
    return _ROUTING.search(data) is not None
