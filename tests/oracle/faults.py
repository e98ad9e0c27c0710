"""Which routes the framework never reaches, has twice, or hands a parameter that nobody takes.

python faults.py REQUEST.json ANSWER.json

Runs under the interpreter that has the applications installed, as `served.py` does, and asks the
framework's own matcher: an address that a route is made for is given to the routes before it.
"""

import importlib.util
import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

PARAMETER = re.compile(r"\{[^:}]*(:[^}]*)?\}")
SAMPLES = {
    "": "sample-9",
    ":path": "sample/9",
    ":int": "5",
    ":float": "5.5",
    ":uuid": "6f2b0f5e-5ad5-4b2e-8f0b-1d9b1b1b1b1b",
}


def load_served() -> ModuleType:
    """The module `served.py` beside this one, without its folder on the import path."""
    path = Path(__file__).with_name("served.py")
    spec = importlib.util.spec_from_file_location("served", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


served = load_served()


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """The faults of each target; the request is that of `served.py`."""
    root = Path(request["root"]).resolve()
    sys.path.insert(0, str(root))
    return {"targets": [faults_of(each, root) for each in request["targets"]], "loaded": []}


def faults_of(target: dict[str, str], root: Path) -> dict[str, Any]:
    """The faults of one module, or why it cannot be imported."""
    try:
        module = importlib.import_module(target["module"])
        roots = served.named_applications(module, target["expression"])
    except (Exception, SystemExit) as trouble:
        return {**target, "error": f"{type(trouble).__name__}: {trouble}", "faults": []}
    found = [each for app in served.with_mounted(roots) for each in faults(app, root)]
    return {**target, "error": None, "faults": found}


def faults(application: Any, root: Path) -> Iterator[tuple[str, str, int]]:
    """Rule, file and line of each fault of one application."""
    earlier: list[Any] = []
    for each in served.routes_of(application):
        place = served.place_of(each.endpoint, root)
        if each.kind in ("http", "websocket") and unbound(each):
            yield ("API205", *place)
        for other in earlier:
            if meets(each, other):
                same = template(each) == template(other)
                yield ("API204" if same else "API203", *place)
        earlier.append(each)


def meets(later: Any, earlier: Any) -> bool:
    """Whether an earlier route answers an address that the later one is made for."""
    shared = methods(later) & methods(earlier)
    pattern = getattr(earlier.route, "path_regex", None) or earlier.original.path_regex
    address = PARAMETER.sub(lambda match: SAMPLES[match[1] or ""], later.route.path)
    return bool(shared) and pattern.match(address) is not None


def methods(each: Any) -> set[str]:
    """The methods of a route; a mount answers all of them."""
    if each.kind == "mount":
        return {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "websocket"}
    return set(getattr(each.route, "methods", None) or {each.kind})


def template(each: Any) -> str:
    """The path without the names of its parameters."""
    return PARAMETER.sub(lambda match: f"{{{match[1] or ''}}}", each.route.path)


def unbound(each: Any) -> set[str]:
    """Parameters that the path and the endpoint with its dependencies do not share."""
    names = set(re.findall(r"\{([a-zA-Z_]\w*)(?::\w+)?\}", each.route.path))
    dependant = getattr(each.route, "dependant", None) or each.original.dependant
    return names ^ set(taken(dependant))


def taken(dependant: Any) -> Iterator[str]:
    """Path parameters of an endpoint and of everything that it depends on."""
    yield from (field.alias for field in dependant.path_params)
    for inner in dependant.dependencies:
        yield from taken(inner)


if __name__ == "__main__":
    asked = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    Path(sys.argv[2]).write_text(json.dumps(answer(asked)), encoding="utf-8")
    # Threads that an application left behind would keep the process for ever.
    os._exit(0)
