"""What is handed to a logger or printed and should not be."""

from msgspec import Struct

from sdd.model.finding import Place


class LoggedValue(Struct, frozen=True):
    """A sensitive value in one call of a logger or of `print`.

    name: the variable, attribute or key that names it. noun: what it is, for messages.
    kind: "credential", "token" (a name that may mean a part of a text) or "personal".
    sink: the call as written, e.g. "logger.info". place: of the call. scope: qualified name.
    """

    name: str
    noun: str
    kind: str
    sink: str
    place: Place
    scope: str
