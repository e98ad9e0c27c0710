"""A look at the bytes of a file that decides how much of it must be read.

Parsing costs most of a cold run. A file without any of these words cannot hold a route, an
async function, a secret, a read of the environment or a suppression; it is read only if a name
must be followed into it.
"""

import re

from sdd.read.python.sinks import sink_names
from sdd.redact.mentions import may_bind_secret, may_log_secret
from sdd.redact.shapes import may_hold_shapes

_TRIGGER = re.compile(
    r"\basync\b|\bawait\b|fastapi|starlette|APIRouter|sdd:\s*ignore"
    r"|\bon_event\(|\badd_event_handler\(|\badd_middleware\("
    r"|\benviron\b|\bgetenv\b|\bdecouple\b|\benvirons\b"
    r"|BaseSettings|env_prefix|class \w+\(\w*Settings\w*[,)]"
    r"|://[^\s/@:'\"]{0,64}:[^\s/@'\"]{1,64}@"
)
_SINK = "|".join(map(re.escape, sorted(sink_names())))
_SINKS = re.compile(rf"\b(?:{_SINK})\(\s{{0,80}}[^\n)]{{0,120}}['\"]")

_ROUTING = re.compile(
    rb"fastapi|starlette|APIRouter|include_router|add_api_route|add_api_websocket_route"
)


def must_read(text: str) -> bool:
    """True where the text may hold something that a rule speaks of by itself."""
    if _TRIGGER.search(text) or _SINKS.search(text):
        return True
    return may_bind_secret(text) or may_hold_shapes(text) or may_log_secret(text)


def may_register_routes(data: bytes) -> bool:
    """True where a file may hold routes, for those who ask for nothing else."""
    return _ROUTING.search(data) is not None
