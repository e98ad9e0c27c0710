"""Who calls a function that only its own file can call, so that its parameters are known."""

from sdd.link.annotations import Spot
from sdd.link.call_sites import CallSite, last_name, sites_in
from sdd.link.classes import Key
from sdd.link.kinds import Function, options_of
from sdd.link.types import Types
from sdd.model.expressions import Expression
from sdd.model.facts import Binding, ModuleFacts, Scope


class Callers:
    """Finds them; each file is walked once."""

    def __init__(self, types: Types) -> None:
        self.types = types
        self.calls: dict[tuple[str, str], list[CallSite]] = {}

    def arguments(self, key: Key, name: str) -> tuple[tuple[Expression, Spot], ...]:
        """What every call of a function of its file hands to a parameter; defaults count.

        Empty for a function that other files may call too, and where a call cannot be read.
        """
        facts, scope = self.types.facts(key[0]), self.types.scope(*key)
        if not _is_internal(facts, scope):
            return ()
        found: list[tuple[Expression, Spot]] = []
        for site in self.named(facts, scope.name):
            for kind in options_of(self.types.callee(site.node, site.spot)):
                if not isinstance(kind, Function) or (kind.path, kind.scope) != key:
                    continue
                given = dict(arguments_of(site, scope, kind.receiver is not None)).get(name)
                if given is not None:
                    found.append((given, site.spot))
                elif any(each.star for each in site.node.arguments):
                    return ()
                else:
                    found += default_of(facts, scope, name)
        return tuple(found)

    def named(self, facts: ModuleFacts, name: str) -> list[CallSite]:
        """The calls in a file of anything with this last name."""
        key = (facts.path, name)
        if key not in self.calls:
            sites = sites_in(facts, {name})
            self.calls[key] = [each for each in sites if last_name(each.node.function) == name]
        return self.calls[key]


def _is_internal(facts: ModuleFacts, scope: Scope) -> bool:
    """Whether nobody imports a function: by its name, or because it serves one migration."""
    if scope.name.startswith("_") and not scope.name.startswith("__"):
        return True
    inside = facts.scopes[scope.parent].kind == "function"
    return inside or _is_migration(facts)


def _is_migration(facts: ModuleFacts) -> bool:
    """Alembic's files bind `revision` and `down_revision`; nothing imports them by name."""
    names = {
        getattr(step.target, "id", "")
        for step in facts.scopes[0].steps
        if isinstance(step, Binding)
    }
    return {"revision", "down_revision"} <= names


def default_of(facts: ModuleFacts, scope: Scope, name: str) -> list[tuple[Expression, Spot]]:
    """The default of a parameter, where it is evaluated; empty where it has none."""
    spot = Spot(facts, scope.parent, scope.at)
    return [
        (each.default, spot)
        for each in scope.parameters
        if each.name == name and each.default is not None
    ]


def arguments_of(site: CallSite, scope: Scope, bound: bool) -> list[tuple[str, Expression]]:
    """The arguments of a call by the names of the parameters that take them.

    bound: the first parameter is the object that the function is called on. What stands behind
    a `*` cannot be told.
    """
    names = [each.name for each in scope.parameters if each.kind in ("positional", "normal")]
    names = names[1:] if bound else names
    found: list[tuple[str, Expression]] = []
    for index, argument in enumerate(site.node.arguments):
        if argument.star:
            break
        if argument.name:
            found.append((argument.name, argument.value))
        elif index < len(names):
            found.append((names[index], argument.value))
    return found
