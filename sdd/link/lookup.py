"""Names and attributes: what stands behind them in a project that is followed."""

from abc import abstractmethod
from collections import Counter

from sdd.link.environment import Env
from sdd.link.framework import APPLICATION_DEFAULTS
from sdd.link.names import BUILTINS
from sdd.link.objects import (
    NONE,
    Bag,
    ClassValue,
    Deferred,
    DictValue,
    External,
    ExternalObject,
    FunctionValue,
    InstanceValue,
    ListValue,
    Method,
    ModuleValue,
    Plain,
    Super,
    Unclear,
    Value,
)
from sdd.link.program import Program
from sdd.link.routers import RouterMethod, RouterValue
from sdd.model.expressions import Call, Expression, dotted
from sdd.model.finding import Place
from sdd.model.routes import EventHook, UnknownRoute

Keywords = dict[str, Value]
FIELD_MAKERS = frozenset({"pydantic.Field", "pydantic.fields.Field", "sqlmodel.Field"})


class Lookup:
    """Finds values by name.

    `Invocation` adds calls to it, `Evaluator` expressions, and `Follower` statements.

    routers: every application and router that was made, in order. unknown: registrations that
    could not be followed. hooks: uses of `on_event`. converters: of paths, by name, that the
    project registers. cycles: places of includes of a router in itself. resigned: functions
    that are given another signature while the program runs. makers: by file, scopes in which a
    function is defined. changes: how often a value was made or changed that others can see.
    results: of calls that changed nothing.
    """

    def __init__(self, program: Program) -> None:
        self.program = program
        self.modules: dict[str, Env] = {}
        self.routers: list[RouterValue] = []
        self.unknown: list[UnknownRoute] = []
        self.hooks: list[EventHook] = []
        self.converters: set[str] = set()
        self.cycles: list[Place] = []
        self.resigned: set[tuple[str, int]] = set()
        self.makers: dict[str, frozenset[int]] = {}
        self.followed: set[tuple[str, int]] = set()
        self.active: list[tuple[str, int]] = []
        self.depth = 0
        self.changes = 0
        self.registering: dict[tuple[str, int], bool] = {}
        self.called: Counter[tuple[str, int]] = Counter()
        self.results: dict[tuple[object, ...], tuple[Value, object]] = {}
        self.importing: dict[str, bool] = {}
        self.assuming = False
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

    @abstractmethod
    def evaluate(self, node: Expression, env: Env) -> Value:
        """The value of an expression in an environment; never raises."""

    @abstractmethod
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

    def need(self, *values: Value) -> None:
        """Ask for the modules that would tell what these values are."""
        for value in values:
            if isinstance(value, Unclear) and value.module:
                self.program.module(value.module)

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
        found = env.names.get(name) if env is not None else None
        if found is not None and found != Deferred(module, name):
            return found
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

    def unread_package(self, module: ModuleValue) -> Unclear | None:
        """The package of a module, if it was not read and may bind the name to something else."""
        package, _, name = module.name.rpartition(".")
        if package in self.program.paths and self.load(package) is None:
            return Unclear(f"{package} was not read and may bind {name}", package)
        return None

    def member(self, owner: Value, attribute: str) -> Value:
        """An attribute of a value."""
        match owner:
            case ModuleValue(name=module):
                found = self.exported(module, attribute)
                found = self.resolve(found) if isinstance(found, Deferred) else found
                if isinstance(found, Unclear) and not found.module:
                    return self.unread_package(owner) or found
                return found
            case External(name=name):
                return External(f"{name}.{attribute}")
            case RouterValue():
                return self.router_member(owner, attribute)
            case InstanceValue():
                return self.instance_member(owner, attribute)
            case Bag(attributes=attributes):
                return attributes.get(attribute, Unclear(f"{attribute} is not set"))
            case ClassValue():
                return self.class_member(owner, attribute, None)
            case Super(kind=kind, receiver=receiver):
                return self.super_member(kind, attribute, receiver)
            case Plain() if attribute == "value":
                # Members of an enumeration are known by their values.
                return owner
            case ListValue() | DictValue() | Plain():
                return Method(owner, attribute)
            case ExternalObject(name=name):
                return ExternalObject(f"{name}().{attribute}")
            case RouterMethod(router=router, name="routes"):
                return RouterMethod(router, f"routes.{attribute}")
            case Unclear():
                return owner
        return Unclear(f"{attribute} cannot be followed")

    def instance_member(self, owner: InstanceValue, attribute: str) -> Value:
        if attribute in owner.attributes:
            return owner.attributes[attribute]
        found = self.class_member(owner.kind, attribute, owner)
        if isinstance(found, Unclear) and attribute != "__getattr__":
            computed = self.class_member(owner.kind, "__getattr__", owner)
            if isinstance(computed, FunctionValue):
                return self.invoke(computed, (Plain(attribute),), {}, False)
        return found

    def router_member(self, router: RouterValue, attribute: str) -> Value:
        if attribute in router.attributes:
            return router.attributes[attribute]
        if attribute == "router" and router.kind == "app":
            return router
        if attribute == "state" and router.kind == "app":
            return router.attributes.setdefault("state", Bag({}))
        if router.owner is not None:
            found = self.class_member(router.owner, attribute, router)
            if not isinstance(found, Unclear):
                return found
        if attribute in router.keywords and attribute != "routes":
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

    def original_of(self, function: FunctionValue) -> Value | None:
        """What `@functools.wraps(original)` above a function names; None without it."""
        for decorator in function.definition.decorators:
            if not isinstance(decorator, Call) or not dotted(decorator.function).endswith("wraps"):
                continue
            found = self.evaluate(decorator, function.env)
            if isinstance(found, ExternalObject) and found.name == "functools.wraps":
                return found.get("wrapped", 0) or NONE
        return None

    def unwrapped(self, endpoint: Value) -> Value:
        """The function whose signature the framework reads: the original below `wraps`."""
        seen: set[tuple[str, int]] = set()
        while isinstance(endpoint, FunctionValue) and endpoint.identity not in seen:
            seen.add(endpoint.identity)
            original = self.original_of(endpoint)
            if not isinstance(original, FunctionValue):
                break
            awaits = endpoint.definition.is_async or endpoint.awaits or original.awaits
            endpoint = FunctionValue(original.env, original.scope, original.receiver, awaits)
        return endpoint

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
        router = receiver.attributes.get("router") if isinstance(receiver, InstanceValue) else None
        if attribute == "__init__" and isinstance(router, RouterValue):
            # Only the base classes of class-based views make one before the constructor runs.
            return RouterMethod(router, attribute)
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
