"""How the code of a project is laid out: who imports what, what handlers do, what is annotated.

Only rules that run by choice ask for these, so they are linked where one of them runs.
"""

from msgspec import Struct, field

from sdd.model.finding import Place


class ImportedName(Struct, frozen=True):
    """One name that an import brings in, followed to what it stands for.

    place: of the statement, in the file that imports. written: dotted, as the statement says it
    and with relative imports resolved: "app.models.user.User". sources: files of the project
    that it comes from (posix; a folder without `__init__.py` ends in a slash): first the
    module that is named, then, behind re-exports, the one that defines it; empty outside the
    project. outside: canonical dotted name of what stands outside the project, also behind a
    re-export, or "". typing_only: it stands below `if TYPE_CHECKING:`. scope: qualified name of
    the function or class around it, "" in the module itself.
    """

    place: Place
    written: str
    sources: tuple[str, ...] = ()
    outside: str = ""
    typing_only: bool = False
    scope: str = ""


class Imports(Struct, frozen=True):
    """Every import of a project, in order of place.

    modules: dotted name of each Python file by path, and of packages without an `__init__.py`
    by the path of their folder with a slash at its end.
    """

    names: tuple[ImportedName, ...] = ()
    modules: dict[str, str] = field(default_factory=dict)


class DataAccess(Struct, frozen=True):
    """A call on a session, connection, collection or the like. callee: canonical name."""

    callee: str
    place: Place


class Handler(Struct, frozen=True):
    """The function behind one or several HTTP routes.

    rows: of its routes, as messages name them: "GET /books". place: of its name. name: its
    qualified name. statements: in its body, those of suites included, without the docstring and
    nested functions. accesses: calls on the database that it makes itself. branches: places of
    decisions, where a suite of an `if`, `elif` or `case` does something: guards that only raise
    or leave at once are none.
    """

    rows: tuple[str, ...]
    place: Place
    name: str
    statements: int
    accesses: tuple[DataAccess, ...] = ()
    branches: tuple[Place, ...] = ()


class Signature(Struct, frozen=True):
    """A function whose signature is not annotated everywhere.

    place: of its name. name: qualified. missing: names of parameters without an annotation, as
    written (`*args`). returns: the return annotation is missing. nested: it stands in another
    function. private: its own name, or that of a class around it, begins with an underscore; a
    special method (`__len__`) is not private.
    """

    place: Place
    name: str
    missing: tuple[str, ...] = ()
    returns: bool = False
    nested: bool = False
    private: bool = False


class Structure(Struct, frozen=True):
    """All of it. handlers, signatures: in order of place."""

    imports: Imports = Imports()
    handlers: tuple[Handler, ...] = ()
    signatures: tuple[Signature, ...] = ()


SUBJECTS = frozenset((Imports, Handler, Signature))
