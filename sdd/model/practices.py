"""What code does that the rules about safe and current practice ask about."""

from msgspec import Struct

from sdd.model.finding import Confidence, Place


class OpenOrigins(Struct, frozen=True):
    """A CORS policy under which every site may read the answers.

    argument: "allow_origins" or "allow_origin_regex"; text: what it holds, e.g. "*" or ".*".
    credentials: cookies are sent too, as far as it is known. settable: only a default, which the
    environment or a caller may replace. place: of the text where it stands in the call, else of
    the call; written: where the text stands. scope: qualified name of the enclosing scope.
    """

    argument: str
    text: str
    credentials: bool
    settable: bool
    place: Place
    written: Place
    scope: str
    confidence: Confidence = Confidence.HIGH


class BuiltSql(Struct, frozen=True):
    """A statement of SQL that a value was put into.

    sink: the call that is handed the statement, as written. value: name of the value; owner:
    qualified name of the function whose parameter it is, or "". given: it is a parameter;
    requested: of an endpoint; sent: read from a parameter that is the request. names: values
    stand for names of tables and columns alone, which cannot be given apart. place: of the call.
    scope: qualified name of the enclosing scope.
    """

    sink: str
    value: str
    owner: str
    given: bool
    requested: bool
    sent: bool
    names: bool
    place: Place
    scope: str
    confidence: Confidence


class DebugSwitch(Struct, frozen=True):
    """A switch for development that is on.

    call: canonical name of what it is handed to; argument: "debug" or "reload". settable: on only
    by default, or under a condition. place: of the call. scope: of the enclosing scope.
    """

    call: str
    argument: str
    settable: bool
    place: Place
    scope: str


# Whose an error is that a client is shown.
TRACEBACK = "traceback"
ANY = "any"
INTERNAL = "internal"
VALUE = "value"
OWN = "own"
INPUT = "input"
PUBLIC = "public"


class LeakedError(Struct, frozen=True):
    """An answer that shows an error.

    sink: what is answered with, e.g. "HTTPException". status: as a number, 0 where it is not
    known. name: of the variable with the exception, "" for a traceback. raised: the class that
    is caught. origin: TRACEBACK, ANY (`Exception`), INTERNAL (of a library or the language),
    VALUE (ValueError), OWN (of the project), INPUT (validation of what was sent) or PUBLIC (an
    HTTPException). place: of the call or the return. scope: of the enclosing scope.
    """

    sink: str
    status: int
    name: str
    raised: str
    origin: str
    place: Place
    scope: str


class OutdatedPydantic(Struct, frozen=True):
    """A way of Pydantic 1.

    used, instead: as messages name them. renamed: settings with another name now, old and new.
    place: of the call, the method, the field or the class. scope: of the enclosing scope.
    """

    used: str
    instead: str
    place: Place
    scope: str
    renamed: tuple[tuple[str, str], ...] = ()
    confidence: Confidence = Confidence.HIGH


class Practices(Struct, frozen=True):
    """Everything of this kind in a project, each in order of path and place."""

    origins: tuple[OpenOrigins, ...] = ()
    statements: tuple[BuiltSql, ...] = ()
    switches: tuple[DebugSwitch, ...] = ()
    leaks: tuple[LeakedError, ...] = ()
    outdated: tuple[OutdatedPydantic, ...] = ()


SUBJECTS: frozenset[type] = frozenset(
    {OpenOrigins, BuiltSql, DebugSwitch, LeakedError, OutdatedPydantic}
)
"""What rules are asked about that needs these to be found."""
