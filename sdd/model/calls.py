"""What the call graph knows about blocking calls in code that runs on the event loop."""

from msgspec import Struct

from sdd.model.finding import Confidence, Place


class BlockingCall(Struct, frozen=True):
    """A call that blocks, made directly in an `async def` of the project.

    callee: canonical dotted name, e.g. "requests.get". family: "sleep", "http", ...
    severity_class: "H", "M" or "L" as in the catalogue. instead: the async replacement.
    place: of the call. scope: qualified name of the async function.
    """

    callee: str
    family: str
    severity_class: str
    instead: str
    place: Place
    scope: str
    confidence: Confidence
