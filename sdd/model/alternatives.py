"""Routes of which one run of the program registers only one."""

from sdd.model.routes import Route


def are_alternatives(one: Route, other: Route) -> bool:
    """Whether two routes are registered in different suites of one statement, as in if and else.

    Includes count as well: a router in the `if` and a route in the `else` are alternatives.
    """
    taken = {(each.path, each.scope, each.statement): each.number for each in one.suites}
    return any(
        taken.get((each.path, each.scope, each.statement), each.number) != each.number
        for each in other.suites
    )
