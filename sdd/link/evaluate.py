"""Expressions become values: names, attributes, calls, containers, constants."""

from abc import abstractmethod

from sdd.link.builtin_calls import call_external, call_method, plain_of
from sdd.link.framework import APPLICATION_DEFAULTS, APPLICATIONS, ROUTERS
from sdd.link.names import BUILTINS
from sdd.link.objects import (
    NONE,
    ClassValue,
    Deferred,
    DictValue,
    Env,
    External,
    ExternalObject,
    FunctionValue,
    Generic,
    InstanceValue,
    ListValue,
    Method,
    ModuleValue,
    PartialValue,
    Plain,
    RouteDecorator,
    RouterMethod,
    RouterValue,
    Super,
    Unclear,
    Union,
    Value,
    dict_of,
)
from sdd.link.program import Program
from sdd.link.registering import call_router, register
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
    Operator,
    Sequence,
    Subscript,
    Text,
)
from sdd.model.facts import Binding, Evaluation, Step
from sdd.model.routes import EventHook, UnknownRoute

MAX_DEPTH = 40
Keywords = dict[str, Value]


class Evaluator:
    """Evaluates expressions in environments; `Follower` adds the statements.

    routers: every application and router that was made, in order. unknown: registrations that
    could not be followed. hooks: uses of `on_event`.
    """

    def __init__(self, program: Program) -> None:
        self.program = program
        self.modules: dict[str, Env] = {}
        self.routers: list[RouterValue] = []
        self.unknown: list[UnknownRoute] = []
        self.hooks: list[EventHook] = []
        self.followed: set[tuple[str, int]] = set()
        self.active: list[tuple[str, int]] = []
        self.depth = 0
        self.budget = 0

    @abstractmethod
    def load(self, name: str) -> Env | None:
        """The environment of a module of the project."""

    @abstractmethod
    def run_function(self, function: FunctionValue, arguments: Keywords) -> Value:
        """Follow a body once."""

    @abstractmethod
    def run_body(self, env: Env) -> None:
        """Follow every step of a scope."""

    @abstractmethod
    def assign(self, target: Expression, value: Value, env: Env) -> None:
        """Bind a target."""

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
            case Conditional(test=test, body=body, orelse=orelse):
                truth = self.truth(self.evaluate(test, env))
                return self.evaluate(orelse if truth is False else body, env)
            case FString(parts=parts):
                return self.added([self.as_text(self.evaluate(part, env)) for part in parts])
            case Lambda(scope=number):
                return self.lambda_or_comprehension(number, env)
        return Unclear("is computed")

    def need(self, *values: Value) -> None:
        """Ask for the modules that would tell what these values are."""
        for value in values:
            if isinstance(value, Unclear) and value.module:
                self.program.module(value.module)

    # names and attributes

    def name(self, name: str, env: Env) -> Value:
        found = env.find(name)
        if found is None and (unread := env.module.unread_stars) and name not in BUILTINS:
            return Unclear(f"{name} may come from a module that was not read", unread[0])
        if isinstance(found, Deferred):
            return self.resolve(found)
        if found is not None:
            return found
        if name == "super":
            return External("builtins.super")
        return External(f"builtins.{name}") if name in BUILTINS else Unclear(f"{name} is not bound")

    def resolve(self, deferred: Deferred) -> Value:
        """What an import from a module of the project binds, at the time of use."""
        seen: set[Deferred] = set()
        value: Value = deferred
        while isinstance(value, Deferred):
            if value in seen:
                return Unclear("imports itself")
            seen.add(value)
            value = self.exported(value.module, value.name)
        return value

    def exported(self, module: str, name: str) -> Value:
        env = self.load(module)
        if env is not None and name in env.names:
            return env.names[name]
        submodule = f"{module}.{name}"
        if self.program.exists(submodule):
            self.load(submodule)
            return ModuleValue(submodule)
        if env is None and module in self.program.paths:
            return Unclear(f"{module} was not read", module)
        if env is not None and env.unread_stars:
            return Unclear(
                f"{module} has {name} from a module that was not read", env.unread_stars[0]
            )
        if env is not None and (getter := env.names.get("__getattr__")):
            return Unclear(f"{module} computes {name}") if getter else NONE
        return Unclear(f"{module} has no {name}")

    def member(self, owner: Value, attribute: str) -> Value:
        """An attribute of a value."""
        match owner:
            case ModuleValue(name=module):
                found = self.exported(module, attribute)
                return self.resolve(found) if isinstance(found, Deferred) else found
            case External(name=name):
                return External(f"{name}.{attribute}")
            case RouterValue():
                return self.router_member(owner, attribute)
            case InstanceValue():
                if attribute in owner.attributes:
                    return owner.attributes[attribute]
                return self.class_member(owner.kind, attribute, owner)
            case ClassValue():
                return self.class_member(owner, attribute, None)
            case Super(kind=kind, receiver=receiver):
                return self.super_member(kind, attribute, receiver)
            case ListValue() | DictValue() | Plain():
                return Method(owner, attribute)
            case ExternalObject(name=name):
                return ExternalObject(f"{name}().{attribute}")
            case Unclear():
                return owner
        return Unclear(f"{attribute} cannot be followed")

    def router_member(self, router: RouterValue, attribute: str) -> Value:
        if attribute in router.attributes:
            return router.attributes[attribute]
        if attribute == "router" and router.kind == "app":
            return router
        if router.owner is not None:
            found = self.class_member(router.owner, attribute, router)
            if not isinstance(found, Unclear):
                return found
        if attribute in router.keywords:
            return router.keywords[attribute]
        if router.kind == "app" and attribute in APPLICATION_DEFAULTS:
            return Plain(APPLICATION_DEFAULTS[attribute])
        return RouterMethod(router, attribute)

    def class_member(self, kind: ClassValue, attribute: str, receiver: Value | None) -> Value:
        """A class attribute through the bases; functions are bound to the receiver."""
        for ancestor in self.lineage(kind):
            found = ancestor.env.names.get(attribute)
            if found is not None:
                return self.bound(self.settled(found), receiver)
        return Unclear(f"{kind.definition.name} has no {attribute} that can be followed")

    def settled(self, value: Value) -> Value:
        """The default that a settings field stands for."""
        if isinstance(value, Deferred):
            return self.resolve(value)
        if isinstance(value, ExternalObject) and value.name in FIELD_MAKERS:
            default = value.get("default", 0)
            return default if default is not None else Unclear("has no default")
        return value

    def bound(self, value: Value, receiver: Value | None) -> Value:
        if not isinstance(value, FunctionValue) or receiver is None:
            return value
        decorators = [self.evaluate(each, value.env) for each in value.definition.decorators]
        names = {each.name for each in decorators if isinstance(each, External)}
        if "builtins.staticmethod" in names:
            return value
        method = FunctionValue(value.env, value.scope, receiver)
        if "builtins.property" in names or "functools.cached_property" in names:
            return self.invoke(method, (), {}, False)
        return method

    def super_member(self, kind: ClassValue, attribute: str, receiver: Value) -> Value:
        for ancestor in self.lineage(kind)[1:]:
            found = ancestor.env.names.get(attribute)
            if found is not None:
                return self.bound(found, receiver)
        if isinstance(receiver, RouterValue):
            return RouterMethod(receiver, attribute)
        return Unclear(f"super() has no {attribute} that can be followed")

    def lineage(self, kind: ClassValue) -> list[ClassValue]:
        """A class and its bases of the project, nearest first."""
        found: list[ClassValue] = []
        waiting = [kind]
        while waiting:
            current = waiting.pop(0)
            if current not in found:
                found.append(current)
                waiting += [base for base in current.bases if isinstance(base, ClassValue)]
        return found

    def roots_of(self, kind: ClassValue) -> set[str]:
        """Names of the outside classes that a class inherits from."""
        return {
            base.name
            for ancestor in self.lineage(kind)
            for base in ancestor.bases
            if isinstance(base, External | ExternalObject)
        }

    # calls

    def call(self, node: Call, env: Env) -> Value:
        function = self.evaluate(node.function, env)
        if function == External("builtins.super"):
            return self.super_of(env)
        arguments: list[Value] = []
        keywords: Keywords = {}
        hidden = False
        for argument in node.arguments:
            value = self.evaluate(argument.value, env)
            if argument.star == "*":
                items = self.iterated(value)
                arguments += items or []
                hidden = hidden or items is None
            elif argument.star == "**":
                hidden = not self.spread(value, keywords) or hidden
            elif argument.name:
                keywords[argument.name] = value
            else:
                arguments.append(value)
        if isinstance(function, Unclear) and any(map(_holds_router, arguments)):
            self.need(function)
        if isinstance(function, RouterMethod):
            return call_router(self, function, node, env, tuple(arguments), keywords, hidden)
        return self.invoke(function, tuple(arguments), keywords, hidden, node, env)

    def spread(self, value: Value, keywords: Keywords) -> bool:
        """Merge a `**` argument; False where its keys are not known."""
        if not isinstance(value, DictValue):
            self.need(value)
            return False
        for key, item in value.items.items():
            keywords[str(key)] = item
        return not value.partial

    def super_of(self, env: Env) -> Value:
        current: Env | None = env
        while current is not None and current.called_by is None:
            current = current.outer
        function = current.called_by if current else None
        if function is None or function.receiver is None:
            return Unclear("super() outside a method")
        kind = self.class_around(function)
        return Super(kind, function.receiver) if kind else Unclear("super() outside a class")

    def class_around(self, function: FunctionValue) -> ClassValue | None:
        """The class whose body defines a method."""
        receiver = function.receiver
        kind = receiver.kind if isinstance(receiver, InstanceValue) else None
        if isinstance(receiver, RouterValue):
            kind = receiver.owner
        if not isinstance(kind, ClassValue):
            return None
        return next((each for each in self.lineage(kind) if each.env is function.env), None)

    def invoke(
        self,
        function: Value,
        arguments: tuple[Value, ...],
        keywords: Keywords,
        hidden: bool,
        node: Call | None = None,
        env: Env | None = None,
    ) -> Value:
        """Call a value."""
        match function:
            case FunctionValue():
                return self.call_function(function, arguments, keywords)
            case ClassValue():
                return self.instantiate(function, arguments, keywords, node, env)
            case PartialValue(function=inner, arguments=first, keywords=given):
                merged = {**dict(given), **keywords}
                return self.invoke(inner, (*first, *arguments), merged, hidden, node, env)
            case RouteDecorator():
                if arguments:
                    register(self, function, arguments[0])
                    return arguments[0]
                return NONE
            case External(name=name) if name in APPLICATIONS | ROUTERS:
                return self.make_router(name, keywords, node, env)
            case External(name=name):
                return call_external(self, name, arguments, keywords)
            case Method():
                return call_method(self, function, arguments, keywords)
            case InstanceValue():
                called = self.class_member(function.kind, "__call__", function)
                if isinstance(called, FunctionValue):
                    return self.call_function(called, arguments, keywords)
            case ExternalObject(name=name):
                return ExternalObject(f"{name}()", arguments, tuple(keywords.items()))
        return function if isinstance(function, Unclear) else Unclear("the call is not followed")

    def make_router(
        self, name: str, keywords: Keywords, node: Call | None, env: Env | None
    ) -> RouterValue:
        kind = "app" if name in APPLICATIONS else "router"
        facts = env.facts if env else next(iter(self.program.facts.values()))
        place = facts.place(node.at if node else -1)
        made = RouterValue(kind, place, dict(keywords), [])
        self.routers.append(made)
        return made

    def call_function(
        self, function: FunctionValue, arguments: tuple[Value, ...], keywords: Keywords
    ) -> Value:
        """Follow a function of the project with these arguments; its first return value."""
        scope = function.definition
        if self.depth >= MAX_DEPTH or self.active.count(function.identity) > 2:
            return Unclear(f"{scope.name} calls itself")
        if scope.is_generator:
            return Unclear(f"{scope.name} is a generator")
        bound = self.bind(function, arguments, keywords)
        self.active.append(function.identity)
        try:
            return self.run_function(function, bound)
        finally:
            self.active.pop()

    def bind(
        self, function: FunctionValue, arguments: tuple[Value, ...], keywords: Keywords
    ) -> Keywords:
        """Parameters by name, defaults filled in."""
        given = list(arguments) if function.receiver is None else [function.receiver, *arguments]
        rest = dict(keywords)
        bound: Keywords = {}
        for parameter in function.definition.parameters:
            name = parameter.name
            if parameter.kind == "star":
                bound[name] = ListValue(given, "tuple")
                given = []
            elif parameter.kind == "double-star":
                bound[name] = dict_of(rest)
            elif given and parameter.kind in ("positional", "normal"):
                bound[name] = given.pop(0)
            elif name in rest:
                bound[name] = rest.pop(name)
            elif parameter.default is not None:
                bound[name] = self.evaluate(parameter.default, function.env)
            else:
                bound[name] = self.assumed(function, parameter.annotation)
        return bound

    def assumed(self, function: FunctionValue, annotation: Expression | None) -> Value:
        """A stand-in for an argument that nobody passes: routers by their annotation."""
        if annotation is None:
            return Unclear("is a parameter")
        kind = self.evaluate(annotation, function.env)
        if isinstance(kind, External) and kind.name in APPLICATIONS | ROUTERS:
            made = self.make_router(kind.name, {}, None, function.env)
            made.assumed = True
            return made
        return Unclear("is a parameter")

    def instantiate(
        self,
        kind: ClassValue,
        arguments: tuple[Value, ...],
        keywords: Keywords,
        node: Call | None,
        env: Env | None,
    ) -> Value:
        """An object of a class of the project; subclasses of routers are routers."""
        self.need(*(base for each in self.lineage(kind) for base in each.bases))
        roots = self.roots_of(kind)
        constructor = self.class_member(kind, "__init__", None)
        made: InstanceValue | RouterValue
        if roots & (APPLICATIONS | ROUTERS):
            name = next(iter(roots & (APPLICATIONS | ROUTERS)))
            inherited = {} if isinstance(constructor, FunctionValue) else keywords
            made = self.make_router(name, inherited, node, env or kind.env)
            made.owner = kind
        else:
            made = InstanceValue(kind, dict(keywords))
        if isinstance(constructor, FunctionValue):
            bound = FunctionValue(constructor.env, constructor.scope, made)
            self.call_function(bound, arguments, keywords)
        return made

    # containers and operators

    def listed(self, items: tuple[Expression, ...], env: Env) -> list[Value]:
        values: list[Value] = []
        for item in items:
            if isinstance(item, Operator) and item.operator == "*" and len(item.operands) == 1:
                inner = self.iterated(self.evaluate(item.operands[0], env))
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
                return self.added(values)
            case "|":
                return self.united(values)
            case "or":
                return next((each for each in values if self.truth(each) is not False), values[-1])
            case "and":
                return next((each for each in values if self.truth(each) is False), values[-1])
            case "not":
                truth = self.truth(values[0])
                return Unclear("is not known") if truth is None else Plain(not truth)
            case "==" | "!=" | "is" | "is not":
                return _compared(node.operator, values)
        return Unclear("is computed")

    def added(self, values: list[Value]) -> Value:
        """Text and lists that are put together."""
        plain = [plain_of(value) for value in values]
        if all(isinstance(each, str) for each in plain):
            return Plain("".join(str(each) for each in plain))
        lists = [value for value in values if isinstance(value, ListValue)]
        if values and len(lists) == len(values):
            return ListValue([item for each in lists for item in each.items])
        unclear = next((each for each in values if isinstance(each, Unclear)), None)
        return unclear or Unclear("is put together from values that are not constant")

    def united(self, values: list[Value]) -> Value:
        if all(isinstance(value, DictValue) for value in values):
            made = DictValue({})
            for value in values:
                if isinstance(value, DictValue):
                    made.items |= value.items
            return made
        flat: list[Value] = []
        for value in values:
            flat += value.items if isinstance(value, Union) else [value]
        return Union(tuple(flat))

    def as_text(self, value: Value) -> Value:
        plain = plain_of(value)
        return value if isinstance(plain, Unclear) else Plain(str(plain))

    def truth(self, value: Value) -> bool | None:
        """Whether a value is true; None where that is not known."""
        match value:
            case Plain(value=plain):
                return bool(plain)
            case ListValue(items=items):
                return bool(items)
            case DictValue(items=pairs):
                return bool(pairs)
            case RouterValue() | FunctionValue() | ClassValue() | InstanceValue() | ModuleValue():
                return True
        return None

    def iterated(self, value: Value) -> list[Value] | None:
        """The items of a container; None where they are not known."""
        match value:
            case ListValue(items=items):
                return list(items)
            case DictValue(items=pairs):
                return [Plain(key) for key in pairs]
        return None

    def unpack(self, value: Value, path: tuple[int, ...]) -> Value:
        """The part of a value that a target in a tuple receives."""
        for index in path:
            if not isinstance(value, ListValue) or index >= len(value.items):
                return Unclear("is unpacked")
            value = value.items[index]
        return value

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
            items = self.iterated(self.evaluate(step.value, env)) if step.value else None
            if items is None:
                return False
            for item in items:
                for target in same:
                    self.assign(target.target, self.unpack(item, target.unpack), env)
                if not self.comprehend(rest, env, made):
                    return False
            return True
        if isinstance(step, Evaluation):
            value = self.evaluate(step.value, env)
            if step.how == "test":
                return self.truth(value) is False or self.comprehend(rest, env, made)
            made.append(value)
        return self.comprehend(rest, env, made)


# Values that are certainly not None.
DEFINITE = (RouterValue, FunctionValue, ClassValue, InstanceValue, ListValue, DictValue)
FIELD_MAKERS = frozenset({"pydantic.Field", "pydantic.fields.Field", "sqlmodel.Field"})


def _holds_router(value: Value) -> bool:
    if isinstance(value, ListValue):
        return any(isinstance(item, RouterValue) for item in value.items)
    return isinstance(value, RouterValue)


def _is_element(step: object) -> bool:
    return isinstance(step, Evaluation) and step.how == "element"


def _compared(operator: str, values: list[Value]) -> Value:
    if NONE in values and any(isinstance(value, DEFINITE) for value in values):
        return Plain(operator in ("!=", "is not"))
    plain = [plain_of(value) for value in values]
    if len(plain) != 2 or any(isinstance(each, Unclear) for each in plain):
        return Unclear("is not known")
    equal = plain[0] == plain[1]
    return Plain(equal if operator in ("==", "is") else not equal)
