"""What the body of an endpoint shows: what its return statements hand out, and what it keeps."""

from collections.abc import Set

from sdd.link.contracts import ENUMS, Contracts
from sdd.link.environment import Env
from sdd.link.framework import RESPONSES
from sdd.link.objects import ClassValue, External, ExternalObject, FunctionValue, Value
from sdd.link.values import plain_of
from sdd.model.expressions import (
    Attribute,
    Await,
    Call,
    Constant,
    Expression,
    Lambda,
    Mapping,
    Name,
    Sequence,
    Text,
    dotted,
    walk,
)
from sdd.model.facts import Binding, Evaluation
from sdd.model.routes import Body
from sdd.redact.vocabulary import words

COPIES = frozenset(f"builtins.{name}" for name in ("list", "tuple", "set", "sorted", "dict"))
VIEWS = frozenset({"keys", "values", "items", "copy"})
# Ways to say that what exists already is kept.
KEEPERS = words(
    "upsert get_or_create create_or_get find_or_create create_or_update update_or_create"
    " get_or_add add_or_update insert_or_update merge_or_create"
)


class Bodies:
    """Reads the bodies of endpoints."""

    def __init__(self, contracts: Contracts) -> None:
        self.contracts = contracts
        self.evaluator = contracts.evaluator
        self.responding: dict[tuple[str, int], bool] = {}

    def read(self, endpoint: Value, declared: Set[str] = frozenset()) -> Body:
        """What one endpoint shows; nothing where its code is not known.

        declared: status codes that `responses=` names.
        """
        if not isinstance(endpoint, FunctionValue):
            return Body()
        returned = _returned(endpoint)
        made = {step.at: self._response(step.value, endpoint) for step in returned}
        calls = {at: call for at, call in made.items() if call is not None}
        only_responses = bool(calls) and len(calls) == len(returned)
        return Body(
            responses=tuple(dict.fromkeys(_class_name(call) for call in calls.values())),
            only_responses=only_responses,
            undeclared=tuple(
                endpoint.facts.place(at)
                for at, call in calls.items()
                if self._is_answer(call, endpoint, declared, only_responses)
            ),
            constant=bool(returned)
            and all(self._is_constant(step.value, endpoint) for step in returned),
            keeps=_keeps(endpoint),
            empty=_is_empty(endpoint),
        )

    def _response(self, value: Expression, endpoint: FunctionValue) -> Call | None:
        """The call that makes a returned Response, also through a local name or a helper."""
        made = _bound_to(value.id, endpoint) if isinstance(value, Name) else [value]
        made = [each.value if isinstance(each, Await) else each for each in made]
        calls = [each for each in made if isinstance(each, Call)]
        if not calls or not all(self._makes_response(each, endpoint) for each in made):
            return None
        return calls[0]

    def _makes_response(self, value: Expression, endpoint: FunctionValue) -> bool:
        if not isinstance(value, Call) or not dotted(value.function):
            return False
        kind = self.evaluator.evaluate(value.function, _inside(endpoint))
        if isinstance(kind, ExternalObject):
            return kind.name.endswith("Jinja2Templates().TemplateResponse")
        if isinstance(kind, FunctionValue):
            return self._responds(kind)
        return self.contracts.is_kind(kind, RESPONSES)

    def _responds(self, function: FunctionValue) -> bool:
        """Whether a helper of the project hands out a Response with every return."""
        identity = function.identity
        if identity not in self.responding:
            # One that calls itself is asked again while it is being asked.
            self.responding[identity] = False
            returned = _returned(function)
            made = [self._response(step.value, function) is not None for step in returned]
            self.responding[identity] = bool(made) and all(made)
        return self.responding[identity]

    def _is_answer(
        self, call: Call, endpoint: FunctionValue, declared: Set[str], alone: bool
    ) -> bool:
        """Whether a Response stands for the declared model and says nothing of its own.

        A redirect or "not modified" beside other answers is no answer in their place.
        """
        status = self._status(call, endpoint)
        if not status:
            return not declared
        return status not in declared and (alone or not status.startswith("3"))

    def _status(self, call: Call, endpoint: FunctionValue) -> str:
        """The status of a Response as text, "" where it is not known."""
        written = call.argument("status_code")
        if written is not None:
            status = plain_of(self.evaluator.evaluate(written, _inside(endpoint)))
            return str(status) if isinstance(status, int) else ""
        return "307" if _class_name(call) == "RedirectResponse" else "200"

    def _is_constant(self, value: Expression, endpoint: FunctionValue) -> bool:
        """Whether a value has as many items as the source itself spells."""
        match value:
            case Constant() | Text():
                return True
            case Sequence(items=items):
                return bool(items) and all(self._is_constant(item, endpoint) for item in items)
            case Mapping(items=pairs):
                return bool(pairs) and all(self._is_constant(item, endpoint) for _, item in pairs)
            case Name() | Attribute():
                return self._is_named_constant(value, endpoint)
            case Await(value=awaited):
                return self._is_constant(awaited, endpoint)
            case Call():
                return self._is_made_of_constants(value, endpoint)
            case Lambda(scope=number):
                scope = endpoint.facts.scopes[number]
                iterated = [step.value for step in scope.steps if isinstance(step, Binding)]
                return bool(iterated) and all(
                    each is not None and self._is_constant(each, endpoint) for each in iterated
                )
        return False

    def _is_named_constant(self, value: Expression, endpoint: FunctionValue) -> bool:
        if dotted(value).rpartition(".")[2].isupper():
            return True
        kind = self.evaluator.evaluate(value, _inside(endpoint))
        return isinstance(kind, ClassValue) and bool(self.evaluator.roots_of(kind) & ENUMS)

    def _is_made_of_constants(self, call: Call, endpoint: FunctionValue) -> bool:
        """`Book(title="x")`, `list(Colour)`, `BOOKS.values()`."""
        if isinstance(call.function, Attribute) and call.function.attr in VIEWS:
            return self._is_constant(call.function.value, endpoint)
        kind = self.evaluator.evaluate(call.function, _inside(endpoint))
        copies = isinstance(kind, External) and kind.name in COPIES
        if not copies and not isinstance(kind, ClassValue):
            return False
        return all(self._is_constant(each.value, endpoint) for each in call.arguments)


def _class_name(call: Call) -> str:
    """The name of the class that is called; a helper hands out some Response."""
    name = dotted(call.function).rpartition(".")[2]
    return name if name[:1].isupper() else "Response"


def _inside(endpoint: FunctionValue) -> Env:
    return Env(endpoint.facts, endpoint.scope, endpoint.env)


def _bound_to(name: str, endpoint: FunctionValue) -> list[Expression]:
    """Every value that a local name is bound to; empty where one of them is not known."""
    found: list[Expression] = []
    for step in endpoint.definition.steps:
        if isinstance(step, Binding) and step.target == Name(name):
            if step.how not in ("assign", "annotate") or step.value is None or step.unpack:
                return []
            if step.value != Name(name):
                found.append(step.value)
    return found


def _returned(function: FunctionValue) -> list[Evaluation]:
    return [
        step
        for step in function.definition.steps
        if isinstance(step, Evaluation) and step.how == "return"
    ]


def _is_empty(endpoint: FunctionValue) -> bool:
    """Whether nothing is ever returned; a body of one statement may be a stub."""
    definition = endpoint.definition
    if definition.is_generator or definition.statements <= 1 + definition.documented:
        return False
    return all(step.value == Constant(None) for step in _returned(endpoint))


def _keeps(endpoint: FunctionValue) -> bool:
    """Whether the body calls something that keeps what exists: `store.upsert(...)`."""
    return any(
        isinstance(node, Call) and any(word in _called(node) for word in KEEPERS)
        for step in endpoint.definition.steps
        if isinstance(step, Binding | Evaluation) and step.value is not None
        for node in walk(step.value)
    )


def _called(node: Call) -> str:
    function = node.function
    if isinstance(function, Attribute):
        return function.attr.lower()
    return function.id.lower() if isinstance(function, Name) else ""
