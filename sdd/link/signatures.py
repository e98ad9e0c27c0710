"""Which functions are not annotated everywhere."""

from collections.abc import Iterable, Iterator

from sdd.link.meanings import External
from sdd.link.names import Names
from sdd.model.facts import ModuleFacts, Parameter, Scope
from sdd.model.structure import Signature

_TYPING = ("typing", "typing_extensions")
_OVERLOAD = frozenset(f"{module}.overload" for module in _TYPING)
_UNCHECKED = frozenset(f"{module}.no_type_check" for module in _TYPING)
_STARS = {"star": "*", "double-star": "**"}


def untyped_signatures(names: Names, modules: Iterable[ModuleFacts]) -> Iterator[Signature]:
    """Every function of some modules with a parameter or a return that has no annotation.

    Left out are lambdas, what `no_type_check` decorates, and the implementation behind
    `overload`, whose callers only see the overloads.
    """
    for facts in modules:
        overloaded = _overloaded(names, facts)
        for number, scope in enumerate(facts.scopes):
            if scope.kind != "function" or (scope.parent, scope.name) in overloaded:
                continue
            missing, returns = _missing(names, facts, scope), _lacks_return(names, facts, scope)
            if (missing or returns) and not _has(names, facts, scope, _UNCHECKED):
                yield _signature(facts, number, missing, returns)


def _signature(
    facts: ModuleFacts, number: int, missing: tuple[str, ...], returns: bool
) -> Signature:
    scope = facts.scopes[number]
    around = list(_around(facts, scope))
    return Signature(
        place=facts.header(scope),
        name=scope.qualname,
        missing=missing,
        returns=returns,
        nested=any(each.kind in ("function", "lambda") for each in around),
        private=any(map(_is_private, (scope, *around))),
    )


def _around(facts: ModuleFacts, scope: Scope) -> Iterator[Scope]:
    while scope.parent > 0:
        scope = facts.scopes[scope.parent]
        yield scope


def _is_private(scope: Scope) -> bool:
    is_special = scope.name.startswith("__") and scope.name.endswith("__")
    return scope.name.startswith("_") and not is_special


def _overloaded(names: Names, facts: ModuleFacts) -> set[tuple[int, str]]:
    return {
        (scope.parent, scope.name)
        for scope in facts.scopes
        if scope.kind == "function" and _has(names, facts, scope, _OVERLOAD)
    }


def _has(names: Names, facts: ModuleFacts, scope: Scope, wanted: frozenset[str]) -> bool:
    meanings = (names.meaning(facts, scope.parent, each, scope.at) for each in scope.decorators)
    return any(isinstance(each, External) and each.name in wanted for each in meanings)


def _missing(names: Names, facts: ModuleFacts, scope: Scope) -> tuple[str, ...]:
    return tuple(
        _STARS.get(each.kind, "") + each.name
        for each in _own_parameters(names, facts, scope)
        if each.annotation is None
    )


def _own_parameters(names: Names, facts: ModuleFacts, scope: Scope) -> tuple[Parameter, ...]:
    """The parameters without the receiver of a method, however it is called."""
    first = scope.parameters[:1]
    in_class = facts.scopes[scope.parent].kind == "class"
    if not in_class or not first or first[0].kind not in ("positional", "normal"):
        return scope.parameters
    if _has(names, facts, scope, frozenset({"builtins.staticmethod"})):
        return scope.parameters
    return scope.parameters[1:]


def _lacks_return(names: Names, facts: ModuleFacts, scope: Scope) -> bool:
    """`__init__` may leave it out where an argument is annotated, as type checkers allow."""
    if scope.returns is not None:
        return False
    own = _own_parameters(names, facts, scope)
    return scope.name not in ("__init__", "__init_subclass__") or not any(
        each.annotation is not None for each in own
    )
