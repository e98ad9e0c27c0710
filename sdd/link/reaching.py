"""Which of several bindings of one name a use can see, by order and by enclosing suites."""

from bisect import bisect_right

from sdd.model.facts import Binding, Parameter, Scope, Step

# The suite of a binding that another scope makes, by `global`.
ELSEWHERE = -2
_MANAGING = ("with", "async with")


def reaching(
    scope: Scope, candidates: list[Step | Parameter], at: int
) -> tuple[Step | Parameter, ...]:
    """The bindings that may hold where a name is used, latest first.

    candidates: all that the scope has for the name, in source order. at: number of the place of
    use; -1 for a use outside the scope, which can see whatever the scope may end with.
    """
    if len(candidates) == 1:
        # Nothing stands in for it, wherever it is used.
        return () if _is_silent(candidates[0]) else (candidates[0],)
    block = block_at(scope, at) if at >= 0 else -1
    around = set(_ancestors(scope, block))
    excluded = _other_suites(scope, block)
    found: list[Step | Parameter] = []
    for candidate in reversed(candidates):
        if at >= 0 and not _precedes(candidate, at):
            continue
        where = -1 if isinstance(candidate, Parameter) else candidate.block
        if excluded & set(_suites(scope, where)) or _is_silent(candidate):
            continue
        found.append(candidate)
        if where in around:
            break
    # A use before every binding is in a loop, or wrong.
    return tuple(found) or tuple(each for each in reversed(candidates) if not _is_silent(each))


def _precedes(candidate: Step | Parameter, at: int) -> bool:
    if isinstance(candidate, Parameter) or candidate.at < at:
        return True
    # The managers of one `with` have one place; a later one can use what an earlier one binds.
    return candidate.at == at and isinstance(candidate, Binding) and candidate.how in _MANAGING


def _is_silent(candidate: Step | Parameter) -> bool:
    """Whether a step names something and gives it no value."""
    if not isinstance(candidate, Binding):
        return False
    return candidate.how in ("delete", "augment") or (
        candidate.value is None and candidate.annotation is None
    )


def block_at(scope: Scope, at: int) -> int:
    """The innermost suite around the step with a number; -1 for none."""
    steps = scope.steps
    index = bisect_right(steps, at, key=lambda step: step.at) - 1
    return steps[index].block if index >= 0 else -1


def _ancestors(scope: Scope, block: int) -> list[int]:
    found = [block]
    while block >= 0:
        block = scope.blocks[block].parent
        found.append(block)
    return found


def _suites(scope: Scope, block: int) -> set[tuple[int, int]]:
    """The statement and the suite of it, for every suite around."""
    return {(scope.blocks[each].owner, each) for each in _ancestors(scope, block) if each >= 0}


def _other_suites(scope: Scope, block: int) -> set[tuple[int, int]]:
    """The suites that do not run when the suites around this one do, as `else` beside `if`."""
    branches = ("if", "elif", "else", "case")
    owners = {
        scope.blocks[each].owner: each
        for each in _ancestors(scope, block)
        if each >= 0 and scope.blocks[each].kind in branches
    }
    return {
        (each.owner, index)
        for index, each in enumerate(scope.blocks)
        if each.kind in branches and each.owner in owners and owners[each.owner] != index
    }
