"""Variables of the environment that code reads."""

from msgspec import Struct

from sdd.model.finding import Place


class VariableRead(Struct, frozen=True):
    """One place that reads a variable of the environment.

    names: what may be set, any one of them (aliases); compared without regard to case for a
    settings field. prefix: where parts of the value have variables of their own
    (`env_nested_delimiter`), what their names begin with; else "". how: "os.environ",
    "os.getenv", "settings field", "decouple", "environs" or "starlette". optional: there is a
    default. scope: qualified name of the enclosing scope.
    """

    names: tuple[str, ...]
    place: Place
    how: str
    scope: str = ""
    optional: bool = False
    prefix: str = ""
