"""Routes of which one run of the program registers only one."""

from collections.abc import Mapping

from sdd.model.facts import ModuleFacts
from sdd.model.routes import Route


def are_alternatives(modules: Mapping[str, ModuleFacts], one: Route, other: Route) -> bool:
    """Whether two endpoints are defined in different suites of one statement, as in if and else.

    modules: facts by path. False where an endpoint's definition is not known.
    """
    facts = modules.get(one.module)
    if facts is None or one.module != other.module or min(one.scope, other.scope) < 0:
        return False
    if facts.scopes[one.scope].parent != facts.scopes[other.scope].parent:
        return False
    suites, others = _suites(facts, one.scope), _suites(facts, other.scope)
    return any(others.get(owner, block) != block for owner, block in suites.items())


def _suites(facts: ModuleFacts, scope: int) -> dict[int, int]:
    """The suites around a definition inside its scope: index of the block by its statement."""
    found: dict[int, int] = {}
    definition = facts.scopes[scope]
    blocks = facts.scopes[definition.parent].blocks
    index = definition.block
    while index >= 0:
        found[blocks[index].owner] = index
        index = blocks[index].parent
    return found
