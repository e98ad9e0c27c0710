"""Which functions a function runs, and which blocking callables: one step of the call graph."""

from collections.abc import Iterator

from msgspec import Struct, structs

from sdd.link.arguments import Plain, plainly_given
from sdd.link.blocking import STARTS_LOOP, blocking_call
from sdd.link.callbacks import Callbacks, Fate, functions_in
from sdd.link.calling import manages
from sdd.link.classes import Key, kind_of_method
from sdd.link.conditions import Condition, Conditions
from sdd.link.decorating import Decorating
from sdd.link.implementations import Implementations
from sdd.link.kinds import (
    HIGH,
    LOW,
    MEDIUM,
    Choice,
    ClassKind,
    Foreign,
    ForeignObject,
    Function,
    Kind,
    Object,
    Partial,
    confidence_of,
    options_of,
    weakest,
)
from sdd.link.library import Blocking
from sdd.link.meanings import Unknown
from sdd.link.running import Running, Site
from sdd.link.types import Types
from sdd.link.validators import validators
from sdd.model.expressions import Attribute, Call, Constant, Name, dotted, walk
from sdd.model.facts import Binding, Evaluation, Scope
from sdd.model.finding import Confidence

_MADE_BY = ("__new__", "__init__", "__post_init__", "model_post_init")
_CONSUMERS = frozenset(
    {"builtins.list", "builtins.tuple", "builtins.set", "builtins.frozenset", "builtins.dict"}
    | {"builtins.sorted", "builtins.sum", "builtins.min", "builtins.max", "builtins.any"}
    | {"builtins.all", "builtins.next", "builtins.enumerate", "builtins.zip", "builtins.bytes"}
    | {"builtins.str.join", "builtins.list.extend", "collections.deque"}
)
# What tells whether an event loop is running.
_RUNNING = frozenset(
    {"get_running_loop", "_get_running_loop", "is_running", "current_async_library"}
)


class Edge(Struct, frozen=True):
    """A function of the project that runs. at: number of the call.

    given: what the call hands to its parameters, as far as it is known: constants, and names of
    parameters of the caller. conditions: what must hold of the caller's own parameters.
    instead: where several methods may run, all of them; one counts only if all of them block.
    """

    target: Key
    at: int
    confidence: Confidence
    given: tuple[tuple[str, Plain], ...] = ()
    conditions: tuple[Condition, ...] = ()
    instead: tuple[Key, ...] = ()


class Sink(Struct, frozen=True):
    """A blocking callable that is called. name: canonical; at: number of the call; conditions:
    what must hold of the caller's own parameters."""

    name: str
    blocking: Blocking
    at: int
    confidence: Confidence
    conditions: tuple[Condition, ...] = ()


class Activity(Struct, frozen=True):
    """What runs when a function runs, in source order."""

    edges: tuple[Edge, ...]
    sinks: tuple[Sink, ...]


class CallGraph:
    """The activity of each function that is asked for; memoised."""

    def __init__(self, types: Types) -> None:
        self.types = types
        self.running = Running(types.program)
        self.callbacks = Callbacks(types, self.running)
        self.decorating = Decorating(types, self.callbacks)
        self.implementations = Implementations(types)
        self.known: dict[Key, Activity] = {}

    def activity(self, key: Key) -> Activity:
        """What runs when a function runs; key: path of its file and index of its scope."""
        if key not in self.known:
            edges: dict[tuple[Key, int], Edge] = {}
            sinks: dict[tuple[str, int], Sink] = {}
            conditions = Conditions(self.types.scope(*key))
            for site in self.running.sites(key):
                for found in self._at(site):
                    if isinstance(found, Edge):
                        edge = _under(found, conditions, site.spot.at)
                        edges.setdefault((edge.target, edge.at), edge)
                    elif not self._is_guarded(found, key):
                        sink = structs.replace(found, conditions=conditions.at(site.spot.at))
                        sinks.setdefault((sink.name, sink.at), sink)
            self.known[key] = Activity(tuple(edges.values()), tuple(sinks.values()))
        return self.known[key]

    def _is_guarded(self, sink: Sink, key: Key) -> bool:
        """Whether a loop is started only where none is running."""
        return sink.blocking.family == STARTS_LOOP and _asks_for_loop(self.types.scope(*key))

    def _at(self, site: Site) -> Iterator[Edge | Sink]:
        if not isinstance(site.node, Call):
            if isinstance(site.node, Attribute):
                yield from self._properties(site, site.node)
            yield from self._entered_or_iterated(site)
            return
        callee = self.types.callee(site.node, site.spot)
        doubt = _doubt(callee)
        for option in options_of(callee):
            confidence = weakest(doubt, confidence_of(option))
            yield from self._called(site, option, confidence)
        yield from self._handed_on(site, site.node, callee)
        yield from self._entered_or_iterated(site)

    def _called(self, site: Site, callee: Kind, confidence: Confidence) -> Iterator[Edge | Sink]:
        node = site.node
        if not isinstance(node, Call):
            return
        match callee:
            case Function(path=path, scope=scope) | ClassKind(path=path, scope=scope) if (
                declared := self.types.declared(path, scope)
            ):
                if declared.blocking is not None and self._is_called_here(site):
                    yield Sink(declared.name, declared.blocking, node.at, confidence)
            case Foreign(name=name):
                yield from self._sink(site, node, name, confidence)
            case ForeignObject(name=name):
                yield from self._sink(site, node, f"{name}.__call__", confidence)
            case ClassKind(path=path, scope=scope):
                yield from self._made(site, node, (path, scope), confidence)
            case Object(path=path, scope=scope):
                found = self.types.classes.method((path, scope), "__call__")
                yield from self._given(site, node, found, confidence, bound=True)
            case Function(path=path, scope=scope, receiver=receiver):
                bound = receiver is not None
                yield from self._given(site, node, (path, scope), confidence, bound=bound)
                yield from self._implemented(site, node, callee, weakest(confidence, MEDIUM))
            case Partial(function=Function(path=path, scope=scope)):
                yield from self._edges(site, node.at, (path, scope), confidence)
            case Partial(function=inner):
                yield from self._called(site, inner, confidence)

    def _implemented(
        self, site: Site, node: Call, method: Function, confidence: Confidence
    ) -> Iterator[Edge]:
        """What runs where a method is called that is only declared."""
        found = self.implementations.of(method)
        instead = found if len(found) > 1 else ()
        for each in found:
            for edge in self._given(site, node, each, confidence, bound=True):
                yield structs.replace(edge, instead=instead)

    def _given(
        self, site: Site, node: Call, target: Key | None, confidence: Confidence, *, bound: bool
    ) -> Iterator[Edge]:
        """The edges of a call whose arguments are all there."""
        if target is None:
            return
        scope = self.types.scope(*target)
        given: tuple[tuple[str, Plain], ...] = ()
        if self.decorating.passes_on(target):
            given = plainly_given(scope, node, bound=bound)
        for edge in self._edges(site, node.at, target, confidence):
            yield structs.replace(edge, given=given) if edge.target == target else edge

    def _sink(self, site: Site, node: Call, name: str, confidence: Confidence) -> Iterator[Sink]:
        if not self._is_called_here(site):
            return
        found = blocking_call(self.types, node, site.spot, name)
        if found is not None:
            yield Sink(found[0], found[1], node.at, confidence)

    def _is_called_here(self, site: Site) -> bool:
        """Whether a call does its work where it stands."""
        waits = site.awaited or site.use in ("async with", "async for")
        return not waits and not self._is_handed_away(site)

    def _is_handed_away(self, site: Site) -> bool:
        """Whether a call stands where a function for a thread is meant: `to_thread(load())`."""
        if site.user is None:
            return False
        handed = self.callbacks.handed_on(site.user, self.types.callee(site.user, site.spot))
        return any(
            each.value is site.node and self.callbacks.becomes(each) is Fate.OFFLOADED
            for each in handed
        )

    def _made(
        self, site: Site, node: Call, key: Key, confidence: Confidence
    ) -> Iterator[Edge | Sink]:
        for name in _MADE_BY:
            method = self.types.classes.method(key, name)
            if name == "__init__":
                yield from self._given(site, node, method, confidence, bound=True)
            else:
                yield from self._edges(site, node.at, method, confidence)
        for validator in validators(self.types, key):
            yield from self._edges(site, node.at, validator, confidence)
        if self.types.classes.method(key, "__init__") is None:
            for base in self.types.classes.lineage(key).foreign:
                yield from self._sink(site, node, base, confidence)

    def _edges(
        self, site: Site, at: int, target: Key | None, confidence: Confidence
    ) -> Iterator[Edge]:
        """The function itself and what its decorators put around it, as far as they run here."""
        if target is None:
            return
        around = self.decorating.of(target)
        for wrapper in around.wrappers:
            if self._runs(site, wrapper):
                yield Edge(wrapper, at, confidence)
        if not around.offloads and self._runs(site, target):
            yield Edge(target, at, confidence)

    def _runs(self, site: Site, target: Key) -> bool:
        """Whether calling a function in this way runs its body now."""
        scope = self.types.scope(*target)
        if scope.is_async:
            return False
        if not scope.is_generator:
            return True
        if manages(self.types, target[0], scope):
            return site.use == "with" or self._user(site) == "contextlib.ExitStack.enter_context"
        return site.use in ("for", "yield from") or self._user(site) in _CONSUMERS

    def _user(self, site: Site) -> str:
        if site.user is None:
            return ""
        kind = self.types.callee(site.user, site.spot)
        return kind.name if isinstance(kind, Foreign) else ""

    def _handed_on(self, site: Site, node: Call, callee: Kind) -> Iterator[Edge]:
        for handed in self.callbacks.handed_on(node, callee):
            kind = self.types.of(handed.value, site.spot)
            functions = list(functions_in(kind))
            if functions and self.callbacks.becomes(handed) is Fate.CALLED:
                for function in functions:
                    target = (function.path, function.scope)
                    yield from self._edges(site, node.at, target, _doubt(kind))

    def _properties(self, site: Site, node: Attribute) -> Iterator[Edge]:
        owner = self.types.of(node.value, site.spot)
        for option in options_of(owner):
            if not isinstance(option, Object):
                continue
            target = self._accessor(option, node.attr, is_set=site.use == "set")
            if target is not None:
                confidence = weakest(_doubt(owner), confidence_of(option))
                yield from self._edges(site, site.step.at, target, confidence)

    def _accessor(self, owner: Object, name: str, *, is_set: bool) -> Key | None:
        """The function that runs where an attribute is read or assigned, if one does."""
        key, classes = (owner.path, owner.scope), self.types.classes
        if is_set:
            return classes.setter(key, name)
        found = classes.method(key, name, owner.after)
        if found is None or kind_of_method(self.types.scope(*found)) != "property":
            return None
        return found

    def _entered_or_iterated(self, site: Site) -> Iterator[Edge | Sink]:
        """`with value` runs `__enter__` and `__exit__`, a loop runs `__iter__` and `__next__`."""
        if site.use == "with":
            names: tuple[str, ...] = ("__enter__", "__exit__")
        elif site.use in ("for", "yield from"):
            names = ("__iter__", "__next__")
        else:
            return
        kind = self.types.of(site.node, site.spot)
        at = site.node.at if isinstance(site.node, Call) else site.step.at
        for option in options_of(kind):
            confidence = weakest(_doubt(kind), confidence_of(option))
            for name in names:
                yield from self._special(site, at, option, name, confidence)

    def _special(
        self, site: Site, at: int, kind: Kind, name: str, confidence: Confidence
    ) -> Iterator[Edge | Sink]:
        match kind:
            case Object(path=path, scope=scope):
                found = self.types.classes.method((path, scope), name)
                yield from self._edges(site, at, found, confidence)
            case ForeignObject(name=owner):
                known = self.types.catalogue.find_method(owner, name)
                if known is not None and known.blocking is not None:
                    yield Sink(known.name, known.blocking, at, confidence)


def _under(edge: Edge, conditions: Conditions, at: int) -> Edge:
    """An edge with its conditions, and without names that no longer hold what was given."""
    needed = conditions.at(at)
    if not needed and not edge.given:
        return edge
    given = tuple(
        (parameter, value)
        for parameter, value in edge.given
        if isinstance(value, Constant) or conditions.keeps(value.id, at)
    )
    return structs.replace(edge, given=given, conditions=needed)


def _asks_for_loop(scope: Scope) -> bool:
    """Whether a function looks whether a loop is running, so that it may not start another."""
    return any(
        isinstance(node, Attribute | Name) and (dotted(node).rpartition(".")[2] in _RUNNING)
        for step in scope.steps
        if isinstance(step, Binding | Evaluation) and step.value is not None
        for node in walk(step.value)
    )


def _doubt(kind: Kind) -> Confidence:
    """How sure one alternative of a kind can be: others may be what really comes."""
    if not isinstance(kind, Choice):
        return HIGH
    return LOW if any(isinstance(each, Unknown) for each in kind.options) else MEDIUM
