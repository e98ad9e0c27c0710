"""What one Python file says, extracted once: scopes, steps, imports, literals, suppressions.

No verdicts and no secrets are stored here. Routes, calls and types are linked from these
facts by `sdd.link`; nothing above this module needs a parser.
"""

from bisect import bisect_right
from typing import TypeAlias

from msgspec import Struct

from sdd.model.expressions import Argument, Expression
from sdd.model.finding import Place


class Parameter(Struct, frozen=True, array_like=True):
    """A parameter. kind: "positional", "normal", "star", "keyword" or "double-star"."""

    name: str
    kind: str
    at: int
    annotation: Expression | None = None
    default: Expression | None = None


class Import(Struct, frozen=True, array_like=True, tag="import"):
    """One name that an import binds.

    `import a.b` binds the package `a`: module "a.b", name None, alias "a".
    `import a.b as c` binds the module itself: module "a.b", name "", alias "c".
    `from .m import n as k`: level 1, module "m", name "n", alias "k"; a star has name "*".
    """

    module: str
    name: str | None
    alias: str
    level: int
    at: int
    block: int


class Binding(Struct, frozen=True, array_like=True, tag="bind"):
    """A target that receives a value.

    how: "assign", "annotate", "augment", "for", "async for", "with", "async with",
    "except", "walrus", "delete", "match" or "type". The targets of a loop stand in its block.
    unpack: where in a tuple target this one stands, outermost index first; empty if it is whole.
    """

    target: Expression
    how: str
    at: int
    block: int
    value: Expression | None = None
    annotation: Expression | None = None
    unpack: tuple[int, ...] = ()


class Evaluation(Struct, frozen=True, array_like=True, tag="eval"):
    """An expression that is evaluated and not bound.

    how: "statement", "test", "return", "raise", "assert", "with", "async with", "iterate",
    "element" (of a comprehension), "delete" or "match".
    """

    value: Expression
    how: str
    at: int
    block: int


class Definition(Struct, frozen=True, array_like=True, tag="def"):
    """A class or function statement; scope: its index in the module's scopes."""

    scope: int
    at: int
    block: int


Step: TypeAlias = Import | Binding | Evaluation | Definition


class Block(Struct, frozen=True, array_like=True):
    """A compound statement's suite around a step.

    kind: "if", "elif", "else", "for", "async for", "while", "try", "except", "finally",
    "with", "async with" or "case". parent: index of the enclosing block in the same scope, or -1.
    head: the test, the iterated value or the context expression.
    owner: one number for all suites of one statement, so that if and else can be told apart.
    """

    kind: str
    parent: int
    owner: int
    head: Expression | None = None


class Scope(Struct, frozen=True, array_like=True):
    """A module, class, function, lambda or comprehension.

    kind: "module", "class", "function", "lambda" or "comprehension".
    qualname: dotted from the module, e.g. `Api.list.<lambda>`; parent: index, -1 for the module.
    at: the whole statement from its keyword; name_at: the name alone.
    statements: how many statements the body holds, nested ones included.
    documented: the body begins with a docstring. called: the last names of whatever is called in
    it, so that most scopes need not be looked through for a call.
    """

    kind: str
    name: str
    qualname: str
    parent: int
    at: int
    name_at: int
    block: int = -1
    is_async: bool = False
    is_generator: bool = False
    documented: bool = False
    statements: int = 0
    parameters: tuple[Parameter, ...] = ()
    returns: Expression | None = None
    decorators: tuple[Expression, ...] = ()
    bases: tuple[Argument, ...] = ()
    outer_names: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    blocks: tuple[Block, ...] = ()
    called: frozenset[str] = frozenset()


class SecretLiteral(Struct, frozen=True, array_like=True):
    """A literal that looks like a credential; its value is nowhere in the facts.

    scope: index of the enclosing scope. binding: the name that binds it, or "".
    shape: the token format ("github-token", "jwt", "url-password", ...) or "named".
    group: "live", "credential", "default" or "test". context: how it is bound, for messages.
    length: in characters. hint: first two characters, empty for values under 12 characters.
    reason: what made it a finding, for messages.
    at: index of its place; -1 where start and end (code point offsets) stand for it (comments).
    """

    scope: int
    at: int
    binding: str
    context: str
    shape: str
    group: str
    length: int
    hint: str
    reason: str = ""
    start: int = -1
    end: int = -1


class Suppression(Struct, frozen=True, array_like=True):
    """An `sdd: ignore` comment.

    rules: codes or names as written. reason: may be empty (SDD002).
    place: (line, column, end_line, end_column) of the comment, 1-based, end exclusive.
    first, last: the 1-based lines that it covers, both included; 1 and a huge number for a
    whole file (`ignore-file`).
    """

    rules: tuple[str, ...]
    reason: str
    place: tuple[int, int, int, int]
    first: int
    last: int
    whole_file: bool = False


class ModuleFacts(Struct, frozen=True):
    """Everything that one Python file says.

    path: posix, relative to the project root. scopes: the module first, parents before children.
    lines: code point offset of each line's start. places: start and end offsets by `at`
    (flat: start0, end0, start1, ...), empty where they cannot be trusted.
    exact: whether they can.
    """

    path: str
    scopes: tuple[Scope, ...]
    literals: tuple[SecretLiteral, ...] = ()
    suppressions: tuple[Suppression, ...] = ()
    lines: tuple[int, ...] = (0,)
    places: tuple[int, ...] = ()
    exact: bool = True

    def place(self, at: int) -> Place:
        """The span of a numbered node; line 1 of the file where it is not known."""
        if not 0 <= at * 2 < len(self.places):
            return Place(self.path)
        return self.span(self.places[at * 2], self.places[at * 2 + 1])

    def span(self, start: int, end: int) -> Place:
        """The place of two code point offsets; negative offsets give line 1."""
        if start < 0:
            return Place(self.path)
        line, end_line = bisect_right(self.lines, start), bisect_right(self.lines, end)
        return Place(
            self.path,
            line,
            start - self.lines[line - 1] + 1,
            end_line,
            end - self.lines[end_line - 1] + 1,
        )

    def header(self, scope: Scope) -> Place:
        """The place of a scope's name: where a reader looks for a `def` or `class`."""
        return self.place(scope.name_at if scope.name_at >= 0 else scope.at)


class UnreadableFile(Struct, frozen=True):
    """A file that was found and cannot be understood. line, column: 1-based."""

    path: str
    reason: str
    line: int = 1
    column: int = 1
