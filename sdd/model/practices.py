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
    requested: of an endpoint. names: values stand for names of tables and columns alone, which
    cannot be given apart. place: of the call. scope: qualified name of the enclosing scope.
    """

    sink: str
    value: str
    owner: str
    given: bool
    requested: bool
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


class Practices(Struct, frozen=True):
    """Everything of this kind in a project, each in order of path and place."""

    origins: tuple[OpenOrigins, ...] = ()
    statements: tuple[BuiltSql, ...] = ()
    switches: tuple[DebugSwitch, ...] = ()


SUBJECTS: frozenset[type] = frozenset({OpenOrigins, BuiltSql, DebugSwitch})
"""What rules are asked about that needs these to be found."""
