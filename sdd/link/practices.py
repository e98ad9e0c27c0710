"""What the rules about safe and current practice ask about, from the facts of a program."""

from collections.abc import Iterable, Sequence, Set
from typing import TypeVar

from sdd.link import cors, debug_switches, sql_sinks
from sdd.link.built_sql import BuiltStatements
from sdd.link.call_sites import CallSites
from sdd.link.callers import Callers
from sdd.link.cors import Cors
from sdd.link.debug_switches import DebugSwitches
from sdd.link.event_loop import room_to_recurse
from sdd.link.leaked_errors import LeakedErrors
from sdd.link.origins import Origins
from sdd.link.outdated_pydantic import METHODS, OutdatedUses
from sdd.link.types import Types
from sdd.model.facts import ModuleFacts
from sdd.model.practices import (
    SUBJECTS,
    BuiltSql,
    DebugSwitch,
    LeakedError,
    OpenOrigins,
    OutdatedPydantic,
    Practices,
)
from sdd.model.routes import Route

Found = TypeVar("Found", OpenOrigins, BuiltSql, DebugSwitch, LeakedError, OutdatedPydantic)


def link_practices(
    types: Types,
    modules: tuple[ModuleFacts, ...],
    asked: Set[type] = SUBJECTS,
    routes: Sequence[Route] = (),
) -> Practices:
    """Find the practices in some modules that rules are asked about.

    The program reads further modules as names lead there.
    """
    if not asked & SUBJECTS:
        return Practices()
    sites = CallSites(modules, cors.NAMES | sql_sinks.NAMES | debug_switches.NAMES | METHODS.keys())
    origins, callers = Origins(types), Callers(types)
    statements = BuiltStatements(origins, callers)
    switches = DebugSwitches(origins, callers)
    leaks = LeakedErrors(origins, ((each.module, each.scope) for each in routes))
    outdated = OutdatedUses(types)
    with room_to_recurse():
        return Practices(
            origins=_sorted(Cors(origins).find(sites)) if OpenOrigins in asked else (),
            statements=_sorted(statements.find(sites)) if BuiltSql in asked else (),
            switches=_sorted(switches.find(sites)) if DebugSwitch in asked else (),
            leaks=_sorted(leaks.find(modules)) if LeakedError in asked else (),
            outdated=_sorted(outdated.find(sites, modules)) if OutdatedPydantic in asked else (),
        )


def _sorted(found: Iterable[Found]) -> tuple[Found, ...]:
    return tuple(sorted(found, key=lambda each: each.place))
