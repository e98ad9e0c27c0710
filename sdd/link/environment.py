"""Names of the scopes that are being followed."""

from typing import TYPE_CHECKING

from msgspec import Struct

from sdd.model.expressions import Expression
from sdd.model.facts import ModuleFacts

if TYPE_CHECKING:
    from sdd.link.objects import (
        FunctionValue,
        Value,
    )


class Made(Struct, eq=False):
    """The value of the assignment that is being followed, shared by its targets."""

    at: int
    expression: Expression
    value: "Value"
    targets: list[Expression]


class Env:
    """Names of one scope and the scopes around it. Mutable: it is the state of the walk.

    annotations: of names that were annotated here. returned: values of return statements.
    iterating: current items of the loops around, innermost last. unread_stars: modules whose
    names were all imported although they were not read.
    """

    def __init__(self, facts: ModuleFacts, scope: int, outer: "Env | None") -> None:
        self.facts = facts
        self.scope = scope
        self.outer = outer
        self.names: dict[str, Value] = {}
        self.annotations: dict[str, Expression] = {}
        self.returned: list[Value] = []
        self.iterating: list[Value] = []
        self.unread_stars: list[str] = []
        self.made: Made | None = None
        self.called_by: FunctionValue | None = None

    def find(self, name: str) -> "Value | None":
        """The value of a name, from the inside out; class bodies are skipped on the way."""
        env: Env | None = self
        while env is not None:
            is_class = env.facts.scopes[env.scope].kind == "class" and env is not self
            if not is_class and name in env.names:
                return env.names[name]
            env = env.outer
        return None

    @property
    def module(self) -> "Env":
        """The environment of the module around."""
        env = self
        while env.outer is not None:
            env = env.outer
        return env
