"""Switches for development that are on where the code runs in production too."""

from collections.abc import Iterator

from sdd.link.call_sites import CallSite, CallSites
from sdd.link.callers import Callers
from sdd.link.deployment import asks_for_deployment
from sdd.link.kinds import Foreign, options_of
from sdd.link.origins import Origin, Origins, conditions
from sdd.model.expressions import Constant, Expression, Name, Operator, Text
from sdd.model.practices import DebugSwitch

# The callable, its argument that is for development, and whether a main guard excuses it.
_SWITCHES = {
    "fastapi.FastAPI": ("debug", False),
    "fastapi.applications.FastAPI": ("debug", False),
    "starlette.applications.Starlette": ("debug", False),
    "uvicorn.run": ("reload", True),
    "uvicorn.main.run": ("reload", True),
    "uvicorn.Config": ("reload", True),
    "uvicorn.config.Config": ("reload", True),
}
NAMES = frozenset(name.rpartition(".")[2] for name in _SWITCHES)


class DebugSwitches:
    """Finds them, by what the argument is known to be."""

    def __init__(self, origins: Origins, callers: Callers) -> None:
        self.origins = origins
        self.types = origins.types
        self.callers = callers

    def find(self, sites: CallSites) -> Iterator[DebugSwitch]:
        """Every switch that is on, or on by default."""
        for name in sorted(NAMES):
            for site in sites.named[name]:
                switch = self._switch(site)
                if switch is not None:
                    yield from self._judge(site, *switch)

    def _switch(self, site: CallSite) -> tuple[str, str, bool] | None:
        if not any(each.name in ("debug", "reload") for each in site.node.arguments):
            return None
        for kind in options_of(self.types.callee(site.node, site.spot)):
            if isinstance(kind, Foreign) and kind.name in _SWITCHES:
                return (kind.name, *_SWITCHES[kind.name])
        return None

    def _judge(
        self, site: CallSite, name: str, argument: str, guards: bool
    ) -> Iterator[DebugSwitch]:
        given = site.node.argument(argument)
        if given is None or (guards and self._is_guarded(site)):
            return
        around = (Name(site.scope.name), *site.scope.decorators)
        if asks_for_deployment((*around, *conditions(site.scope, site.block))):
            return
        on = [each for each in self.origins.of(given, site.spot) if _is_on(each)]
        if on:
            facts = self.types.program.located(site.spot.facts.path)
            yield DebugSwitch(
                call=name,
                argument=argument,
                settable=all(each.settable or each.tests for each in on),
                place=facts.place(site.node.at),
                scope=site.scope.qualname,
            )

    def _is_guarded(self, site: CallSite) -> bool:
        """Whether a call stands below a main guard, or in what is only called from there."""
        if site.spot.facts.path.endswith("__main__.py"):
            return True
        if any(map(_is_main, conditions(site.scope, site.block))):
            return True
        calls = self.callers.named(site.spot.facts, site.scope.name) if site.scope.name else ()
        return bool(calls) and all(
            any(map(_is_main, conditions(each.scope, each.block))) for each in calls
        )


def _is_on(origin: Origin) -> bool:
    return origin.node == Constant(True) and not asks_for_deployment(origin.tests)


def _is_main(test: Expression) -> bool:
    match test:
        case Operator(operator="==", operands=(Name(id="__name__"), Text(value="__main__"))):
            return True
        case Operator(operator="==", operands=(Text(value="__main__"), Name(id="__name__"))):
            return True
    return False
