"""Which branches of a function decide about its business, and which only keep house.

A guard leaves at once, a default fills in what was not given, a log line says what happens, a
setting is for who runs the service: none of them is a decision that a service should take.
"""

from collections.abc import Collection, Iterator, Sequence

from sdd.link.annotations import Spot
from sdd.link.kinds import ABSENT, Foreign, ForeignObject, Function, Object, options_of
from sdd.link.types import Types
from sdd.model.expressions import (
    Attribute,
    Await,
    Call,
    Constant,
    Expression,
    Name,
    Operator,
    Subscript,
    Text,
    walk,
)
from sdd.model.facts import Binding, Block, Evaluation, ModuleFacts, Scope, Step
from sdd.model.finding import Place

_DECISIONS = ("if", "elif", "case")
_LOGGING = ("logging", "loguru", "structlog", "warnings")
_LOG_METHODS = frozenset(
    {"debug", "info", "warning", "warn", "error", "exception", "critical", "log"}
)
_ASKING = frozenset(f"builtins.{name}" for name in ("len", "isinstance", "bool", "hasattr", "any"))
_ENVIRONMENT = frozenset({"os.getenv", "os.environ.get", "os.environ.__getitem__"})
_SETTINGS = frozenset({"pydantic_settings.BaseSettings", "pydantic.BaseSettings"})
_FLAG = ForeignObject("builtins.bool")
_ORDERING = (">", "<", ">=", "<=")
_COMPARING = ("==", "!=", *_ORDERING)
_REQUESTS = tuple(ForeignObject(name) for name in ("fastapi.Request", "starlette.requests.Request"))


class Branching:
    """Reads the branches of one function.

    given: names of its parameters that come from the request; fields of theirs may be left out
    by who asks.
    """

    def __init__(
        self, types: Types, facts: ModuleFacts, number: int, given: Collection[str]
    ) -> None:
        self.types = types
        self.facts = facts
        self.number = number
        self.scope = facts.scopes[number]
        self.given = given

    def decisions(self) -> Iterator[Place]:
        """Where a suite is entered by a decision about the business."""
        for number, block in enumerate(self.scope.blocks):
            inside = list(_inside(self.scope, number)) if block.kind in _DECISIONS else []
            if inside and not self._keeps_house(block, number, inside):
                yield self._place(block, inside[0].at)

    def _keeps_house(self, block: Block, number: int, inside: Sequence[Step]) -> bool:
        if self._is_guard(inside, number):
            return True
        test = block.head
        if block.kind == "case" or test is None:
            return False
        if self._is_configured(test, self._spot(inside[0])):
            return True
        return self._fills_in(test, inside) or self._takes_apart(inside) or _clamps(test, inside)

    def _is_guard(self, inside: Sequence[Step], block: int) -> bool:
        """Whether a suite only leaves: it raises in the end, returns at once, or says so."""
        acting = [step for step in inside if not self._is_log(step)]
        if not acting:
            return True
        own = [step for step in acting if step.block == block]
        last, own_last = acting[-1], own[-1] if own else None
        if _raises(own_last) or (len(acting) == 1 and self._leaves(acting[0])):
            return True
        # What is looked up there only serves to raise.
        return _raises(last) and all(map(_only_binds, acting))

    def _leaves(self, step: Step) -> bool:
        """Whether a statement returns, or calls a helper that always raises."""
        if not isinstance(step, Evaluation):
            return False
        if step.how != "statement":
            return step.how in ("return", "raise")
        call = step.value.value if isinstance(step.value, Await) else step.value
        return isinstance(call, Call) and any(
            isinstance(kind, Function) and _always_raises(self.types.scope(kind.path, kind.scope))
            for kind in options_of(self.types.callee(call, self._spot(step)))
        )

    def _is_log(self, step: Step) -> bool:
        if not isinstance(step, Evaluation) or step.how != "statement":
            return False
        call = step.value.value if isinstance(step.value, Await) else step.value
        if not isinstance(call, Call):
            return False
        callees = options_of(self.types.callee(call, self._spot(step)))
        if any(isinstance(each, Foreign) and each.name == "builtins.print" for each in callees):
            return True
        method = call.function.attr if isinstance(call.function, Attribute) else ""
        return method in _LOG_METHODS and any(
            isinstance(each, Foreign) and each.name.partition(".")[0] in _LOGGING
            for each in callees
        )

    def _is_configured(self, test: Expression, spot: Spot) -> bool:
        """Whether only settings or the environment decide, which is for who runs the service."""
        match test:
            case Operator(operator="not" | "and" | "or", operands=operands):
                return all(self._is_configured(each, spot) for each in operands)
            case Operator(operator=operator, operands=(first, *rest)) if operator in _COMPARING:
                return self._is_configured(first, spot) and all(
                    isinstance(each, Constant | Text) for each in rest
                )
            case Name(id=name):
                return self._is_from_environment(name)
            case Attribute(value=owner):
                return self._holds_settings(owner, spot)
            case Call():
                return self._reads_environment(test)
        return False

    def _is_from_environment(self, name: str) -> bool:
        bound = [
            step.value
            for step in self.scope.steps
            if isinstance(step, Binding) and step.target == Name(name) and step.value is not None
        ]
        return bool(bound) and all(
            isinstance(each, Call) and self._reads_environment(each) for each in bound
        )

    def _reads_environment(self, call: Call) -> bool:
        kinds = options_of(self.types.callee(call, Spot(self.facts, self.number, call.at)))
        return any(isinstance(each, Foreign) and each.name in _ENVIRONMENT for each in kinds)

    def _holds_settings(self, owner: Expression, spot: Spot) -> bool:
        return any(
            isinstance(kind, Object)
            and not _SETTINGS.isdisjoint(
                self.types.classes.lineage((kind.path, kind.scope)).foreign
            )
            for kind in options_of(self.types.of(owner, spot))
        )

    def _fills_in(self, test: Expression, inside: Sequence[Step]) -> bool:
        """`if limit is None: limit = 20`: what is missing or given as text becomes a value."""
        if not self._asks_whether_given(test, self._spot(inside[0])):
            return False
        return all(
            self._is_log(step) or (_only_binds(step) and not self._acts(step)) for step in inside
        )

    def _takes_apart(self, inside: Sequence[Step]) -> bool:
        """`token = request.cookies.get("token")`: parts of the request get names, and no more."""
        return all(
            isinstance(step, Binding)
            and isinstance(step.target, Name)
            and step.value is not None
            and self._is_part_of_request(step.value, self._spot(step))
            for step in inside
        )

    def _is_part_of_request(self, node: Expression, spot: Spot) -> bool:
        match node:
            case Name(id=name):
                return name in self.given or self.types.of(node, spot) in _REQUESTS
            case Attribute(value=owner) | Subscript(value=owner):
                return self._is_part_of_request(owner, spot)
            case Call(function=Attribute(value=owner)):
                return self._is_part_of_request(owner, spot)
        return False

    def _asks_whether_given(self, test: Expression, spot: Spot) -> bool:
        match test:
            case Name():
                return self.types.of(test, spot) != _FLAG
            case Attribute(value=Name(id=owner)):
                return owner in self.given and self.types.of(test, spot) != _FLAG
            case Operator(operator="not" | "and" | "or", operands=operands):
                return all(self._asks_whether_given(each, spot) for each in operands)
            case Operator(operator="is" | "is not", operands=operands):
                return Constant(None) in operands
            case Operator(operator=operator, operands=operands) if operator in _COMPARING:
                return any(self._is_asking(each, spot) for each in operands)
            case Call():
                return self._is_asking(test, spot)
        return False

    def _is_asking(self, node: Expression, spot: Spot) -> bool:
        return isinstance(node, Call) and any(
            isinstance(kind, Foreign) and kind.name in _ASKING
            for kind in options_of(self.types.callee(node, spot))
        )

    def _acts(self, step: Step) -> bool:
        """Whether a statement runs code of the project, or code that is not known."""
        if not isinstance(step, Binding | Evaluation) or step.value is None:
            return False
        return any(
            not isinstance(kind, Foreign | ForeignObject)
            for node in walk(step.value)
            if isinstance(node, Call)
            for kind in options_of(self.types.callee(node, self._spot(step)))
            if kind != ABSENT
        )

    def _spot(self, step: Step) -> Spot:
        return Spot(self.facts, self.number, step.at)

    def _place(self, block: Block, first: int) -> Place:
        """The beginning of a decision: of its test, else of the first thing that it decides on."""
        tests = [
            step.at
            for step in self.scope.steps
            if isinstance(step, Evaluation) and step.how == "test" and step.value == block.head
            if step.at < first
        ]
        place = self.facts.place(tests[-1] if tests else first)
        return Place(place.path, place.line, place.column, place.line, place.column + 1)


def _inside(scope: Scope, wanted: int) -> Iterator[Step]:
    """The steps of a suite and of the suites in it, in source order."""
    for step in scope.steps:
        block = step.block
        while block > wanted:
            block = scope.blocks[block].parent
        if block == wanted:
            yield step


def _raises(step: Step | None) -> bool:
    return isinstance(step, Evaluation) and step.how == "raise"


def _clamps(test: Expression, inside: Sequence[Step]) -> bool:
    """`if page < 1: page = 1`: what was given is moved into its bounds."""
    if not isinstance(test, Operator) or test.operator not in _ORDERING:
        return False
    return all(
        isinstance(step, Binding) and step.how == "assign" and step.target in test.operands
        for step in inside
    )


def _only_binds(step: Step) -> bool:
    """Whether a statement changes nothing but local names and what they hold, or only leaves."""
    if isinstance(step, Binding):
        target = step.target.value if isinstance(step.target, Subscript) else step.target
        return isinstance(target, Name)
    return isinstance(step, Evaluation) and step.how in ("test", "raise", "return", "match")


def _always_raises(scope: Scope) -> bool:
    """Whether a function raises on its one way to the end."""
    return bool(scope.steps) and _raises(scope.steps[-1]) and scope.steps[-1].block == -1
