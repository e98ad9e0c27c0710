"""Path parameters that are read by name away from the endpoints, as middleware does."""

from sdd.model.expressions import Attribute, Call, Expression, Name, Subscript, Text, walk
from sdd.model.facts import Binding, Evaluation, ModuleFacts


def read_by_name(facts: ModuleFacts) -> frozenset[str]:
    """The names in `path_params["tenant"]` and `request.path_params.get("tenant")`."""
    return frozenset(
        name
        for scope in facts.scopes
        for step in scope.steps
        if isinstance(step, Binding | Evaluation) and step.value is not None
        for node in walk(step.value)
        if (name := _name_read(node))
    )


def _name_read(node: Expression) -> str:
    match node:
        case Subscript(value=owner, items=(Text(value=name),)) if _is_path_params(owner):
            return name or ""
        case Call(function=Attribute(value=owner, attr="get")) if _is_path_params(owner):
            first = node.argument("key", 0)
            return (first.value or "") if isinstance(first, Text) else ""
    return ""


def _is_path_params(owner: Expression) -> bool:
    return (isinstance(owner, Name) and owner.id == "path_params") or (
        isinstance(owner, Attribute) and owner.attr == "path_params"
    )
