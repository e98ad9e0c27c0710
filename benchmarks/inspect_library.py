"""Hold claims about a library against what is installed; run by the interpreter that has it.

    python benchmarks/inspect_library.py < claims.json

Reads a list of claims, writes a list of faults. A claim is a dict: "kind" and "name", and
"other" for an alias (the canonical name), a base, or what a function returns.
"""

import collections.abc
import importlib
import inspect
import json
import sys
import typing
from typing import Any


def find(name: str) -> Any:
    """The object of a dotted name. Raises ImportError or AttributeError."""
    first, *rest = name.split(".")
    found: Any = importlib.import_module(first)
    path = first
    for part in rest:
        path = f"{path}.{part}"
        if not hasattr(found, part) and inspect.ismodule(found):
            importlib.import_module(path)
        found = getattr(found, part)
    return found


def fault(claim: dict[str, str]) -> str:
    """What is wrong with a claim, "" for a good one."""
    try:
        found = find(claim["name"])
    except (ImportError, AttributeError) as error:
        return "" if is_made_at_run_time(claim) else f"does not exist: {error}"
    return CHECKS[claim["kind"]](found, claim.get("other", ""))


def is_made_at_run_time(claim: dict[str, str]) -> bool:
    """Whether the constructor of a class sets the attribute, or `__getattr__` answers for it."""
    owner, _, name = claim["name"].rpartition(".")
    try:
        home = find(owner)
    except (ImportError, AttributeError):
        return False
    if not inspect.isclass(home):
        return False
    if any(name in vars(each).get("__annotations__", {}) for each in home.__mro__):
        return True
    if claim["kind"] != "attribute":
        return False
    return hasattr(home, "__getattr__") or any(sets(each, name) for each in home.__mro__)


def sets(home: type, name: str) -> bool:
    """Whether the source of a class binds `self.name`."""
    try:
        return f"self.{name}" in inspect.getsource(home)
    except (OSError, TypeError):
        return False


def check_module(found: Any, _: str) -> str:
    return "" if inspect.ismodule(found) else "is no module"


def check_class(found: Any, _: str) -> str:
    return "" if inspect.isclass(found) else "is no class"


def check_callable(found: Any, _: str) -> str:
    return "" if callable(found) or isinstance(found, property) else "cannot be called"


def check_blocking(found: Any, _: str) -> str:
    return "is a coroutine function" if is_coroutine(found) else check_callable(found, "")


def check_awaited(found: Any, _: str) -> str:
    if is_coroutine(found) or not inspect.isfunction(inspect.unwrap(found)):
        return ""
    kind = returned(found)
    if kind is None:
        return ""
    if inspect.isclass(kind):
        return "" if hasattr(kind, "__await__") else f"gives {kind.__name__}, which is not awaited"
    return ""


def is_coroutine(found: Any) -> bool:
    function = inspect.unwrap(getattr(found, "__func__", found))
    return inspect.iscoroutinefunction(function)


def check_same(found: Any, other: str) -> str:
    canonical = find(other)
    same = found is canonical or getattr(found, "__wrapped__", None) is canonical
    related = inspect.isclass(found) and inspect.isclass(canonical)
    if same or (related and (issubclass(found, canonical) or issubclass(canonical, found))):
        return ""
    return f"is not {other}"


def check_base(found: Any, other: str) -> str:
    base = find(other)
    return "" if not inspect.isclass(base) or issubclass(found, base) else f"is no {other}"


def check_attribute(_: Any, __: str) -> str:
    return ""


def check_returns(found: Any, other: str) -> str:
    kind, wanted = returned(found), find(other)
    if kind is None or not inspect.isclass(kind) or not inspect.isclass(wanted):
        return ""
    if kind.__module__ in ("typing", "builtins", "collections.abc") or related(kind, wanted):
        return ""
    return f"is annotated to return {kind.__module__}.{kind.__qualname__}, not {other}"


def related(kind: type, wanted: type) -> bool:
    """Whether one class is the other, by inheritance or as a generic of the same name."""
    return issubclass(kind, wanted) or issubclass(wanted, kind)


def returned(found: Any) -> Any:
    """The class that a function is annotated to return; None where nothing can be said."""
    try:
        hints = typing.get_type_hints(inspect.unwrap(getattr(found, "__func__", found)))
    except Exception:
        return None
    kind = hints.get("return")
    origin = typing.get_origin(kind)
    if origin in (collections.abc.Awaitable, collections.abc.Coroutine):
        kind = typing.get_args(kind)[-1]
        origin = typing.get_origin(kind)
    return origin if inspect.isclass(origin) else kind


CHECKS = {
    "module": check_module,
    "class": check_class,
    "callable": check_callable,
    "blocking": check_blocking,
    "awaited": check_awaited,
    "same": check_same,
    "base": check_base,
    "attribute": check_attribute,
    "returns": check_returns,
}


def main() -> None:
    """Read claims, write the faults of those that do not hold."""
    claims = json.load(sys.stdin)
    sys.stdout, out = sys.stderr, sys.stdout
    faults = []
    for claim in claims:
        try:
            what = fault(claim)
        except Exception as error:
            what = f"cannot be looked at: {error!r}"
        if what:
            faults.append({**claim, "fault": what})
    json.dump(faults, out)


if __name__ == "__main__":
    main()
