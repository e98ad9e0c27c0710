"""What FastAPI itself serves: import applications and write down their effective routes.

python served.py REQUEST.json ANSWER.json

Runs under the interpreter that has the applications installed and needs nothing but the standard
library and the `fastapi` found there. The request names a root folder, which becomes the first
import path, and the targets below it; the answer has one entry for each, in the same order.
"""

import ast
import asyncio
import importlib
import inspect
import json
import os
import sys
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from types import FunctionType, MethodType, ModuleType
from typing import Any

import fastapi
from fastapi import FastAPI, routing
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse
from starlette.routing import Mount, Route, WebSocketRoute

START_UP_SECONDS = 20


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """The version of the framework, what each target serves, and which files were loaded.

    request: `root` (folder), `targets` [{`module`, `expression` (gives the application; empty
    for every application that the module holds)}], `start_up` (also say what starting adds).
    """
    root = Path(request["root"]).resolve()
    sys.path.insert(0, str(root))
    targets = [import_target(each, root, request["start_up"]) for each in request["targets"]]
    files = [getattr(module, "__file__", None) for module in list(sys.modules.values())]
    loaded = sorted({path for each in files if each and (path := below(root, each))})
    return {"fastapi": fastapi.__version__, "targets": targets, "loaded": loaded}


def import_target(target: dict[str, str], root: Path, start_up: bool) -> dict[str, Any]:
    """The applications of one target, or why it cannot be imported."""
    try:
        module = importlib.import_module(target["module"])
        roots = named_applications(module, target["expression"])
    except (Exception, SystemExit) as trouble:
        return {**target, "error": f"{type(trouble).__name__}: {trouble}", "applications": []}
    found = [describe(each, module, root) for each in with_mounted(roots)]
    added = [rows_added_by_start_up(each, root) for each in roots] if start_up else []
    return {**target, "error": None, "applications": found, "start_up": added}


def named_applications(module: ModuleType, expression: str) -> list[FastAPI]:
    """The application that an expression gives, or all that the module holds."""
    if expression:
        return [eval(expression, dict(vars(module)))]
    return [value for value in vars(module).values() if isinstance(value, FastAPI)]


def with_mounted(roots: list[FastAPI]) -> list[FastAPI]:
    """The applications and those mounted below them, each once."""
    found: dict[int, FastAPI] = {}
    waiting = list(roots)
    while waiting:
        application = waiting.pop(0)
        if id(application) in found:
            continue
        found[id(application)] = application
        mounts = (each.original for each in routes_of(application) if each.kind == "mount")
        waiting += [inner for mount in mounts if isinstance(inner := mounted(mount), FastAPI)]
    return list(found.values())


def mounted(mount: Any) -> Any:
    """What a mount serves, below the middleware around it, which keeps it as `app`."""
    inner = mount
    while not isinstance(inner, FastAPI) and hasattr(inner, "app"):
        inner = inner.app
    return inner


def describe(application: FastAPI, module: ModuleType, root: Path) -> dict[str, Any]:
    """Names in the module, rows in the order in which they match, and doubts of the schema."""
    names = [name for name, value in vars(module).items() if value is application]
    found = list(routes_of(application))
    return {
        "names": [f"{module.__name__}.{name}" for name in names],
        "rows": [row_of(each, root) for each in found],
        "schema": schema_difference(application, found),
    }


class Served:
    """A route with what it inherits from the routers around it.

    route: answers for effective values; original: what was registered; kind: "http",
    "websocket", "mount" or "starlette" (a plain Starlette route, which no schema shows).
    """

    def __init__(self, route: Any, original: Any) -> None:
        self.route = route
        self.original = original
        self.endpoint = getattr(route, "endpoint", None)
        self.kind = kind_of(original)


def kind_of(route: Any) -> str:
    """Which of the four kinds a registered route is."""
    if isinstance(route, routing.APIRoute):
        return "http"
    if isinstance(route, WebSocketRoute):
        return "websocket"
    return "starlette" if isinstance(route, Route) else "mount"


def routes_of(application: FastAPI) -> Iterator[Served]:
    """Every route but the framework's own documentation.

    Since 0.141 included routers stay live references, which only `iter_route_contexts` walks.
    """
    walk = getattr(routing, "iter_route_contexts", iter)
    for route in walk(application.routes):
        original = getattr(route, "original_route", route)
        if isinstance(original, Route | WebSocketRoute | Mount) and not is_documentation(original):
            yield Served(route, original)


def is_documentation(route: Any) -> bool:
    """True for /docs and its kin, which `FastAPI.setup` registers."""
    endpoint = getattr(route, "endpoint", None)
    name = getattr(endpoint, "__qualname__", "")
    return getattr(endpoint, "__module__", "") == "fastapi.applications" and ".setup." in name


def row_of(served: Served, root: Path) -> dict[str, Any]:
    """One row in the words of `sdd routes`; None where the framework has no such value."""
    route = served.route
    is_http = served.kind == "http"
    file, line = place_of(served.endpoint, root)
    return {
        "kind": "http" if served.kind == "starlette" else served.kind,
        "methods": sorted(getattr(route, "methods", None) or ()),
        "path": route.path,
        "endpoint": getattr(served.endpoint, "__qualname__", repr(served.endpoint)),
        "file": file,
        "line": line,
        "contract": is_http and has_contract(route),
        "is_json": is_http and is_json(response_class(route)),
        "status_code": status_code(route) if is_http else None,
        "is_async": None if served.kind == "mount" else is_async(served),
        "include_in_schema": is_http and route.include_in_schema
        if route_has_schema(served)
        else None,
    }


def route_has_schema(served: Served) -> bool:
    """False for websockets and mounts, to which a schema is nothing."""
    return served.kind in ("http", "starlette")


def has_contract(route: Any) -> bool:
    """Whether answers, or the items of a stream, are validated against a type."""
    return bool(route.response_field or getattr(route, "stream_item_type", None))


def response_class(route: Any) -> Any:
    """The class of answers, from the placeholder of a default if nobody chose one."""
    chosen = route.response_class
    return getattr(chosen, "value", chosen)


def is_json(kind: Any) -> bool:
    """Whether the schema of such answers is that of the contract."""
    return isinstance(kind, type) and issubclass(kind, JSONResponse)


def status_code(route: Any) -> int:
    """The declared status, else the default of the response class, as OpenAPI shows it."""
    if route.status_code is not None:
        return int(route.status_code)
    parameter = inspect.signature(response_class(route).__init__).parameters.get("status_code")
    default = parameter.default if parameter else None
    return default if isinstance(default, int) else 200


def is_async(served: Served) -> bool:
    """Whether the endpoint runs in the event loop, in the framework's own judgement."""
    dependant = getattr(served.route, "dependant", None)
    call = getattr(dependant, "call", served.endpoint)
    for question in ("coroutine", "async_gen"):
        if hasattr(dependant, f"is_{question}_callable"):
            judged = getattr(dependant, f"is_{question}_callable")
        else:
            judged = model_question(question)(call)
        if judged:
            return True
    return False


def model_question(question: str) -> Callable[[Any], bool]:
    """A predicate on callables as this version of the framework has it."""
    from fastapi.dependencies import models

    plain = {"coroutine": asyncio.iscoroutinefunction, "async_gen": inspect.isasyncgenfunction}
    return getattr(models, f"_is_{question}_callable", plain[question])


def place_of(endpoint: Any, root: Path) -> tuple[str | None, int | None]:
    """File below the root and line of the `def` of an endpoint; None where there is none."""
    function = function_of(endpoint)
    if function is None:
        return None, None
    code = function.__code__
    path = below(root, code.co_filename)
    lines = definitions(code.co_filename) if path else {}
    return path, lines.get((code.co_name, code.co_firstlineno))


def function_of(endpoint: Any) -> FunctionType | None:
    """The function that runs in the end: below partials, wrappers, methods and instances."""
    while not isinstance(endpoint, FunctionType):
        inner = function_below(endpoint)
        if inner is None:
            return None
        endpoint = inner
    unwrapped = inspect.unwrap(endpoint)
    return endpoint if unwrapped is endpoint else function_of(unwrapped)


def function_below(endpoint: Any) -> Any:
    """What a partial, a bound method or a callable instance hands the call to, or None."""
    if isinstance(endpoint, partial):
        return endpoint.func
    if isinstance(endpoint, MethodType):
        return endpoint.__func__
    if isinstance(endpoint, type) or not callable(endpoint):
        return None
    call = type(endpoint).__call__
    return call if isinstance(call, FunctionType) else getattr(endpoint, "__wrapped__", None)


def below(root: Path, file: str) -> str | None:
    """The posix path of a file relative to the root, or None outside it."""
    path = Path(file).resolve()
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else None


@cache
def definitions(file: str) -> dict[tuple[str, int], int]:
    """Line of each `def` by name and first line, which is that of its first decorator."""
    tree = ast.parse(Path(file).read_bytes())
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = min([node.lineno, *(each.lineno for each in node.decorator_list)])
            found[node.name, first] = node.lineno
    return found


def schema_difference(application: FastAPI, found: list[Served]) -> list[str]:
    """Operations that only the rows or only the OpenAPI document has; a check of this script."""
    shown = [each for each in found if each.kind == "http" and each.route.include_in_schema]
    rows = {(each.route.path_format, verb) for each in shown for verb in each.route.methods}
    document = get_openapi(title="-", version="-", routes=application.routes)
    paths = document.get("paths", {})
    operations = {(path, verb.upper()) for path, item in paths.items() for verb in item}
    return sorted(f"{verb} {path}" for path, verb in rows ^ operations)


def rows_added_by_start_up(application: FastAPI, root: Path) -> dict[str, Any]:
    """How many rows exist only after start-up, or why the application cannot start here."""
    before = len(list(routes_of(application)))

    async def start() -> int:
        async with application.router.lifespan_context(application):
            return len(list(routes_of(application))) - before

    try:
        return {"added": asyncio.run(asyncio.wait_for(start(), START_UP_SECONDS)), "error": None}
    except (Exception, SystemExit) as trouble:
        return {"added": 0, "error": type(trouble).__name__}


def main(request_file: str, answer_file: str) -> None:
    """Run as a script; what the applications print goes to stdout and stderr."""
    request = json.loads(Path(request_file).read_text(encoding="utf-8"))
    text = json.dumps(answer(request), indent=1)
    Path(answer_file).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
    # Threads that an application left behind would keep the process for ever.
    os._exit(0)
