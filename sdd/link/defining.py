"""Functions and classes are defined, with what their decorators make of them."""

from sdd.link.environment import Env
from sdd.link.importing import Importer
from sdd.link.objects import ClassValue, FunctionValue, Value
from sdd.link.registering import register
from sdd.link.relevance import is_route_decorator
from sdd.link.routers import RouteDecorator
from sdd.link.views import take_view
from sdd.model.expressions import Call


class Definer(Importer):
    """Follows `def` and `class` statements."""

    def define(self, env: Env, number: int) -> None:
        """Follow a `def` or `class` with its decorators, the lowest first."""
        scope = env.facts.scopes[number]
        value: Value
        if scope.kind == "class":
            value = self.define_class(env, number)
        else:
            value = FunctionValue(env, number)
        decorators = [self.evaluate(decorator, env) for decorator in scope.decorators]
        if any(isinstance(decorator, RouteDecorator) for decorator in decorators):
            self.need(*decorators)
        for decorator, written in zip(decorators, scope.decorators, strict=True):
            if is_route_decorator(written) and not isinstance(decorator, RouteDecorator):
                self.note_unfollowed(written, decorator, env)
        for decorator, written in zip(
            reversed(decorators), reversed(scope.decorators), strict=True
        ):
            if isinstance(value, ClassValue) and isinstance(written, Call):
                take_view(self, written, decorator, value)
            value = self.decorate(value, decorator)
        env.names[scope.name] = value

    def define_class(self, env: Env, number: int) -> ClassValue:
        scope = env.facts.scopes[number]
        bases = tuple(self.evaluate(base.value, env) for base in scope.bases if not base.name)
        keywords = tuple(
            (base.name, self.evaluate(base.value, env)) for base in scope.bases if base.name
        )
        body = Env(env.facts, number, env)
        made = ClassValue(body, number, bases, keywords)
        self.run_body(body)
        return made

    def decorate(self, value: Value, decorator: Value) -> Value:
        if isinstance(decorator, RouteDecorator):
            register(self, decorator, value)
            return value
        if isinstance(decorator, FunctionValue) and isinstance(value, FunctionValue):
            return self.wrapped(value, self.invoke(decorator, (value,), {}, False))
        return value

    def wrapped(self, value: FunctionValue, result: Value) -> Value:
        """What the framework looks at behind a decorator: the original where it says so."""
        if not isinstance(result, FunctionValue) or result.identity == value.identity:
            return value
        if self.original_of(result) is None:
            return result
        awaits = result.definition.is_async or value.awaits
        return FunctionValue(value.env, value.scope, value.receiver, awaits)
