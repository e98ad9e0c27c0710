"""Expressions become values: containers, operators, comprehensions, constants."""

from sdd.link.environment import Env
from sdd.link.invocation import Invocation
from sdd.link.objects import (
    ClassValue,
    DictValue,
    External,
    ExternalObject,
    FunctionValue,
    Generic,
    ListValue,
    ModuleValue,
    Plain,
    Unclear,
    Value,
)
from sdd.link.routers import RouterValue
from sdd.link.text_calls import interpolated, part_of
from sdd.link.values import (
    added,
    as_text,
    compared,
    contains,
    iterated,
    plain_of,
    truth,
    united,
    unpack,
)
from sdd.model.expressions import (
    Attribute,
    Await,
    Call,
    Conditional,
    Constant,
    Expression,
    FString,
    Lambda,
    Mapping,
    Name,
    Opaque,
    Operator,
    Sequence,
    Subscript,
    Text,
)
from sdd.model.facts import Binding, Evaluation, Step

INTERCHANGEABLE = (RouterValue, FunctionValue, ModuleValue, External, ExternalObject)


class Evaluator(Invocation):
    """Evaluates expressions in environments."""

    def evaluate(self, node: Expression, env: Env) -> Value:
        """The value of an expression in an environment; never raises."""
        self.budget -= 1
        if self.budget < 0:
            return Unclear("the project's routing code is too long to follow")
        match node:
            case Name(id=name):
                return self.name(name, env)
            case Attribute(value=owner, attr=attribute):
                return self.member(self.evaluate(owner, env), attribute)
            case Constant(value=constant):
                return Plain(constant)
            case Text(value=text):
                return Unclear("is withheld") if text is None else Plain(text)
            case Call():
                return self.call(node, env)
            case Await(value=awaited):
                return self.evaluate(awaited, env)
            case Sequence(kind=kind, items=items):
                return ListValue(self.listed(items, env), kind)
            case Mapping():
                return self.mapping(node, env)
            case Subscript():
                return self.subscript(node, env)
            case Operator():
                return self.operate(node, env)
            case Conditional():
                return self.choose(node, env)
            case FString(parts=parts):
                return added([as_text(self.evaluate(part, env)) for part in parts])
            case Lambda(scope=number):
                return self.lambda_or_comprehension(number, env)
        return Unclear("is computed")

    def listed(self, items: tuple[Expression, ...], env: Env) -> list[Value]:
        values: list[Value] = []
        for item in items:
            if isinstance(item, Operator) and item.operator == "*" and len(item.operands) == 1:
                inner = iterated(self.evaluate(item.operands[0], env))
                values += inner if inner is not None else [Unclear("is unpacked")]
            else:
                values.append(self.evaluate(item, env))
        return values

    def mapping(self, node: Mapping, env: Env) -> Value:
        made = DictValue({})
        for key, value in node.items:
            item = self.evaluate(value, env)
            if key is None:
                known = isinstance(item, DictValue)
                made.items |= item.items if isinstance(item, DictValue) else {}
                made.partial = made.partial or not known
                continue
            name = plain_of(self.evaluate(key, env))
            if isinstance(name, Unclear):
                made.partial = True
            else:
                made.items[name] = item
        return made

    def subscript(self, node: Subscript, env: Env) -> Value:
        owner = self.evaluate(node.value, env)
        items = tuple(self.evaluate(item, env) for item in node.items)
        key = plain_of(items[0]) if len(items) == 1 else None
        if isinstance(owner, DictValue):
            if isinstance(key, Unclear) or key not in owner.items:
                return Unclear("is an unknown key")
            return owner.items[key]
        cut = node.items[0] if len(node.items) == 1 else None
        if isinstance(owner, Plain | ListValue) and isinstance(cut, Opaque) and len(cut.parts) == 3:
            return part_of(owner, tuple(self.evaluate(each, env) for each in cut.parts))
        if isinstance(owner, Plain) and isinstance(owner.value, str) and isinstance(key, int):
            inside = -len(owner.value) <= key < len(owner.value)
            return Plain(owner.value[key]) if inside else Unclear("is an unknown item")
        if isinstance(owner, ListValue):
            if isinstance(key, int) and -len(owner.items) <= key < len(owner.items):
                return owner.items[key]
            return Unclear("is an unknown item")
        if isinstance(owner, External | ClassValue | Generic | ModuleValue):
            return Generic(owner, items)
        return owner if isinstance(owner, Unclear) else Unclear("is an item")

    def operate(self, node: Operator, env: Env) -> Value:
        values = [self.evaluate(operand, env) for operand in node.operands]
        match node.operator:
            case "+":
                return added(values)
            case "|":
                return united(values)
            case "or":
                return next((each for each in values if truth(each) is not False), values[-1])
            case "and":
                undecided = next((each for each in values[:-1] if truth(each) is not True), None)
                if undecided is None or truth(undecided) is False:
                    return undecided or values[-1]
                return Unclear("is not known")
            case "not":
                negated = truth(values[0])
                return Unclear("is not known") if negated is None else Plain(not negated)
            case "in" | "not in":
                found = contains(values[-1], values[0])
                known = None if found is None else Plain(found == (node.operator == "in"))
                return known or Unclear("is not known")
            case "%" if isinstance(values[0], Plain) and isinstance(values[0].value, str):
                return interpolated(values[0].value, values[1])
            case "==" | "!=" | "is" | "is not" | "<" | "<=" | ">" | ">=":
                return compared(node.operator, values)
        return Unclear("is computed")

    def choose(self, node: Conditional, env: Env) -> Value:
        """`a if test else b`; of two routers or functions the first where the test is unknown."""
        known = truth(self.evaluate(node.test, env))
        if known is not None:
            return self.evaluate(node.body if known else node.orelse, env)
        both = self.evaluate(node.body, env), self.evaluate(node.orelse, env)
        if both[0] == both[1] or all(isinstance(each, INTERCHANGEABLE) for each in both):
            return both[0]
        return Unclear("depends on a condition that is not known")

    def lambda_or_comprehension(self, number: int, env: Env) -> Value:
        scope = env.facts.scopes[number]
        if scope.kind == "lambda":
            return FunctionValue(env, number)
        inner = Env(env.facts, number, env)
        made: list[Value] = []
        steps = list(scope.steps)
        if not self.comprehend(steps, inner, made):
            return Unclear("is a comprehension over values that are not known")
        if len([step for step in steps if _is_element(step)]) == 2:
            made_dict = DictValue({})
            for key, value in zip(made[::2], made[1::2], strict=False):
                plain = plain_of(key)
                if not isinstance(plain, Unclear):
                    made_dict.items[plain] = value
            return made_dict
        return ListValue(made)

    def comprehend(self, steps: list[Step], env: Env, made: list[Value]) -> bool:
        """Run the clauses of a comprehension; False where it cannot be followed."""
        if not steps:
            return True
        step, rest = steps[0], steps[1:]
        if isinstance(step, Binding) and step.how in ("for", "async for"):
            same = [
                each for each in steps if isinstance(each, Binding) and each.value == step.value
            ]
            rest = steps[len(same) :]
            items = iterated(self.evaluate(step.value, env)) if step.value else None
            if items is None:
                return False
            for item in items:
                for target in same:
                    self.assign(target.target, unpack(item, target.unpack), env)
                if not self.comprehend(rest, env, made):
                    return False
            return True
        if isinstance(step, Evaluation):
            value = self.evaluate(step.value, env)
            if step.how == "test":
                return truth(value) is False or self.comprehend(rest, env, made)
            made.append(value)
        return self.comprehend(rest, env, made)


def _is_element(step: object) -> bool:
    return isinstance(step, Evaluation) and step.how == "element"
