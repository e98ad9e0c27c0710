"""Which code can register routes: what is worth following, and what is not."""

from sdd.link.framework import VERBS
from sdd.model.expressions import Attribute, Call, Name, walk
from sdd.model.facts import Binding, Evaluation, Import, ModuleFacts, Scope

# Words that make a function worth following although nobody calls it.
ROUTING = VERBS | {
    "include_router",
    "add_api_route",
    "add_api_websocket_route",
    "add_route",
    "api_route",
    "websocket",
    "mount",
    "FastAPI",
    "APIRouter",
}


def is_relevant(facts: ModuleFacts) -> bool:
    """Whether a file can register routes: it names the framework or one of its methods."""
    return any(_mentions_routing(scope) for scope in facts.scopes) or any(
        isinstance(step, Import) and step.module.partition(".")[0] == "fastapi"
        for scope in facts.scopes
        for step in scope.steps
    )


def registers(facts: ModuleFacts, number: int) -> bool:
    """Whether a function's own body, or a decorator inside it, registers routes."""
    if _mentions_making(facts.scopes[number]):
        return True
    return any(
        scope.parent == number and _mentions_routing(scope)
        for scope in facts.scopes
        if scope.decorators
    )


def _mentions_routing(scope: Scope) -> bool:
    for step in scope.steps:
        if isinstance(step, Binding | Evaluation) and step.value is not None:
            for node in walk(step.value):
                if isinstance(node, Call) and _called_name(node) in ROUTING:
                    return True
    return any(
        isinstance(node, Call) and _called_name(node) in ROUTING
        for decorator in scope.decorators
        for node in walk(decorator)
    )


def _mentions_making(scope: Scope) -> bool:
    making = ROUTING - VERBS
    return any(
        isinstance(node, Call) and _called_name(node) in making
        for step in scope.steps
        if isinstance(step, Binding | Evaluation) and step.value is not None
        for node in walk(step.value)
    )


def _called_name(node: Call) -> str:
    function = node.function
    if isinstance(function, Attribute):
        return function.attr
    return function.id if isinstance(function, Name) else ""
