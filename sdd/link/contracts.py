"""The response contract of a route, in the framework's own order of derivation.

Source: fastapi/routing.py and fastapi/dependencies/utils.py; `fastapi.md` lists the order.
"""

from msgspec import Struct

from sdd.link.framework import ITERATORS, JSON_RESPONSES, NO_BODY_STATUS, RESPONSES
from sdd.link.names import Defined, External, Names
from sdd.link.values import Values
from sdd.model.expressions import Call, Constant, Expression, Name, Subscript, Text
from sdd.model.facts import ModuleFacts, Scope


class Contract(Struct, frozen=True):
    """kind: as in `sdd.model.routes.Route.contract`; reason: why it is unknown, else ""."""

    kind: str
    reason: str = ""


class Contracts:
    """Derives contracts from a decorator call and the endpoint below it."""

    def __init__(self, names: Names, values: Values) -> None:
        self.names = names
        self.values = values

    def derive(
        self,
        facts: ModuleFacts,
        scope: int,
        call: Call,
        endpoint: Scope,
        status: int,
        inherited: Expression | None,
    ) -> Contract:
        """facts, scope: where the call stands. inherited: the router's default response class."""
        model = call.argument("response_model")
        if model is not None:
            return self._explicit(facts, scope, model)
        if call.unpacks:
            return Contract("unknown", "keywords are unpacked with **")
        annotation = endpoint.returns
        if annotation is not None and _is_none(annotation):
            return Contract("no_body")
        if annotation is not None and self._is_response(facts, endpoint.parent, annotation):
            return Contract("response_class")
        if status < 200 or status in NO_BODY_STATUS:
            return Contract("no_body")
        if self._streams(facts, endpoint):
            return Contract("stream")
        given = call.argument("response_class")
        if self._replaces_body(facts, scope, given if given is not None else inherited):
            return Contract("response_class")
        return Contract("annotation" if annotation is not None else "none")

    def _explicit(self, facts: ModuleFacts, scope: int, model: Expression) -> Contract:
        if _is_none(model):
            return Contract("opted_out")
        value = self.values.value_of(facts, scope, model)
        return Contract("opted_out" if value is None else "response_model")

    def _is_response(self, facts: ModuleFacts, scope: int, node: Expression) -> bool:
        return self._is_kind(facts, scope, node, RESPONSES)

    def _replaces_body(self, facts: ModuleFacts, scope: int, node: Expression | None) -> bool:
        if node is None or self._is_kind(facts, scope, node, JSON_RESPONSES):
            return False
        return self._is_kind(facts, scope, node, RESPONSES)

    def _streams(self, facts: ModuleFacts, endpoint: Scope) -> bool:
        node = endpoint.returns
        if node is None or not endpoint.is_generator:
            return False
        head = node.value if isinstance(node, Subscript) else node
        return self._is_kind(facts, endpoint.parent, head, ITERATORS)

    def _is_kind(
        self, facts: ModuleFacts, scope: int, node: Expression, kinds: frozenset[str]
    ) -> bool:
        """Whether a name stands for one of these classes or for a class of the project below."""
        seen: set[tuple[str, int]] = set()
        waiting = [(facts, scope, node)]
        while waiting:
            home, inside, expression = waiting.pop()
            meaning = self.names.meaning(home, inside, _unquoted(expression))
            if isinstance(meaning, External) and meaning.name in kinds:
                return True
            if not isinstance(meaning, Defined) or (meaning.path, meaning.scope) in seen:
                continue
            seen.add((meaning.path, meaning.scope))
            owner = self.names.program.facts[meaning.path]
            defined = owner.scopes[meaning.scope]
            waiting += [(owner, defined.parent, base.value) for base in defined.bases]
        return False


def _unquoted(node: Expression) -> Expression:
    if isinstance(node, Text) and node.value and node.value.isidentifier():
        return Name(node.value)
    return node


def _is_none(node: Expression) -> bool:
    return isinstance(node, Constant) and node.value is None
