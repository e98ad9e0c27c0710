"""Text becomes a tree of `ast`: by the interpreter's own parser, or by libcst where that refuses.

The interpreter's parser is ten times faster and knows where everything stands, but reads no
syntax that is newer than itself. libcst reads every syntax; its trees are lowered to the same
kinds of nodes, so that one walk understands both. See ADR-0018.
"""

import ast

from msgspec import Struct

from sdd.read.python.scan import line_starts


class Unparsable(Exception):
    """The text is no Python. reason: in plain words; line, column: 1-based."""

    def __init__(self, reason: str, line: int = 1, column: int = 1) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line
        self.column = column


class Parsed(Struct, frozen=True):
    """A tree. lines: code point offset of each line's start. exact: its places can be trusted."""

    tree: ast.Module
    lines: tuple[int, ...]
    exact: bool = True


def parse(text: str) -> Parsed:
    """The tree of a text that passed the scan. Raises Unparsable."""
    lines = line_starts(text)
    try:
        return Parsed(ast.parse(text), lines)
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        return _parse_newer(text, lines, error)


def _parse_newer(text: str, lines: tuple[int, ...], complaint: Exception) -> Parsed:
    # Imported here: a project without newer syntax is spared a sixth of a second.
    import libcst as cst

    from sdd.read.python.lowering.statements import lower

    try:
        module = cst.parse_module(text)
    except cst.ParserSyntaxError as error:
        raise _refusal(error, complaint) from None
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # the native parser panics with a bare BaseException
        raise Unparsable(f"stops the parser ({type(error).__name__})") from None
    tree, exact = lower(module, text, lines)
    return Parsed(tree, lines, exact)


def _refusal(error: object, complaint: Exception) -> Unparsable:
    # Where both parsers refuse, the interpreter says it better, and at the right place.
    line, column = getattr(error, "raw_line", 1), getattr(error, "raw_column", 0) + 1
    if not isinstance(complaint, SyntaxError):
        return Unparsable("is not Python: invalid syntax", line, column)
    at = max(1, complaint.offset or 1)
    return Unparsable(f"is not Python: {complaint.msg}", complaint.lineno or line, at)
