"""String literals of libcst, f-strings and t-strings included, become those of `ast`."""

import ast
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeAlias

import libcst as cst

from sdd.read.python.newer import Interpolation, TemplateStr

Convert: TypeAlias = Callable[[cst.CSTNode], Any]
Put: TypeAlias = Callable[[Any, cst.CSTNode], Any]

_ESCAPE = re.compile(
    r"\\(?:\r\n|N\{[^{}]*\}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{1,3}|.)",
    re.DOTALL,
)
_TEXTS = (cst.FormattedStringText, cst.TemplatedStringText)


class Invalid(ast.expr):
    """A literal that no interpreter would accept, as `"\\x"` and numbers without end."""


def evaluated(node: Any) -> str | bytes | int | float | complex | None:
    """The value of one literal of libcst; None where no interpreter would accept it."""
    try:
        value = ast.literal_eval(node.value)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return None
    return value if isinstance(value, str | bytes | int | float | complex) else None


def lower_text(node: cst.CSTNode, convert: Convert, put: Put) -> ast.expr:
    """A literal of several parts: a constant where all of them are, else an f- or t-string."""
    parts = _flatten(node)
    if all(isinstance(part, cst.SimpleString) for part in parts):
        return _joined([evaluated(part) for part in parts])
    inner = [lowered for part in parts for lowered in _values(part, convert, put)]
    if any(isinstance(part, cst.TemplatedString) for part in parts):
        template: ast.expr = TemplateStr(_merged(inner))
        return template
    return ast.JoinedStr(_merged(inner))


def _joined(values: Sequence[object]) -> ast.expr:
    texts = [each for each in values if isinstance(each, str)]
    if len(texts) == len(values):
        return ast.Constant("".join(texts))
    binary = [each for each in values if isinstance(each, bytes)]
    return ast.Constant(b"".join(binary)) if len(binary) == len(values) else Invalid()


def _values(part: Any, convert: Convert, put: Put) -> Iterator[ast.expr]:
    if isinstance(part, cst.SimpleString):
        yield ast.Constant(evaluated(part) or "")
        return
    is_raw = "r" in part.start.lower()
    for inner in part.parts:
        if isinstance(inner, _TEXTS):
            yield ast.Constant(_unescaped(inner.value, is_raw))
        else:
            if inner.equal is not None:
                yield ast.Constant(_as_written(inner))
            yield put(_replacement(inner, is_raw, convert, put), inner)


def _as_written(node: Any) -> str:
    """What `{value = }` shows before the value."""
    parts = (node.whitespace_before_expression, node.expression, node.equal)
    return "".join(cst.Module([]).code_for_node(part) for part in parts)


def _replacement(node: Any, is_raw: bool, convert: Convert, put: Put) -> ast.expr:
    value = convert(node.expression)
    given = node.conversion or ("r" if node.equal and node.format_spec is None else "")
    conversion = ord(given) if given else -1
    spec = None
    if node.format_spec is not None:
        spec = ast.JoinedStr(
            [
                ast.Constant(_unescaped(each.value, is_raw))
                if isinstance(each, _TEXTS)
                else put(_replacement(each, is_raw, convert, put), each)
                for each in node.format_spec
            ]
        )
    if isinstance(node, cst.TemplatedStringExpression):
        lowered: ast.expr = Interpolation(value, "", conversion, spec)
        return lowered
    return ast.FormattedValue(value, conversion, spec)


def _merged(values: Sequence[ast.expr]) -> list[ast.expr]:
    """Texts that follow each other become one."""
    merged: list[ast.expr] = []
    for value in values:
        before = merged[-1] if merged else None
        if isinstance(value, ast.Constant) and isinstance(before, ast.Constant):
            merged[-1] = ast.Constant(str(before.value) + str(value.value))
        else:
            merged.append(value)
    return merged


def _unescaped(text: str, is_raw: bool) -> str:
    """The text between two values of an f-string."""
    text = text.replace("{{", "{").replace("}}", "}")
    return text if is_raw or "\\" not in text else _ESCAPE.sub(_meant, text)


def _meant(escape: re.Match[str]) -> str:
    try:
        return str(ast.literal_eval(f'"{escape[0]}"'))
    except (SyntaxError, ValueError):
        return escape[0]


def _flatten(node: cst.CSTNode) -> list[cst.CSTNode]:
    parts: list[cst.CSTNode] = []
    while isinstance(node, cst.ConcatenatedString):
        parts.append(node.left)
        node = node.right
    return [*parts, node]
