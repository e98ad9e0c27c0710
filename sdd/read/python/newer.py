"""Kinds of nodes that only newer interpreters know, under stand-ins where this one does not.

Code that needs them is parsed by libcst there, and lowered to trees of these kinds.
"""

import ast
from typing import Any


def _kind(name: str, base: type[ast.AST], fields: tuple[str, ...]) -> type[ast.AST]:
    known = getattr(ast, name, None)
    return known if isinstance(known, type) else type(name, (base,), {"_fields": fields})


TypeAlias: Any = _kind("TypeAlias", ast.stmt, ("name", "type_params", "value"))
TemplateStr: Any = _kind("TemplateStr", ast.expr, ("values",))
Interpolation: Any = _kind("Interpolation", ast.expr, ("value", "str", "conversion", "format_spec"))
