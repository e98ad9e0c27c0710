"""What the rules about safe and current practice ask about, from the facts of a program."""

from collections.abc import Iterable, Set
from typing import TypeVar

from sdd.link import cors, debug_switches, sql_sinks
from sdd.link.built_sql import BuiltStatements
from sdd.link.call_sites import CallSites
from sdd.link.callers import Callers
from sdd.link.cors import Cors
from sdd.link.debug_switches import DebugSwitches
from sdd.link.event_loop import room_to_recurse
from sdd.link.origins import Origins
from sdd.link.types import Types
from sdd.model.facts import ModuleFacts
from sdd.model.practices import SUBJECTS, BuiltSql, DebugSwitch, OpenOrigins, Practices

Found = TypeVar("Found", OpenOrigins, BuiltSql, DebugSwitch)


def link_practices(
    types: Types, modules: tuple[ModuleFacts, ...], asked: Set[type] = SUBJECTS
) -> Practices:
    """Find the practices in some modules that rules are asked about.

    The program reads further modules as names lead there.
    """
    if not asked & SUBJECTS:
        return Practices()
    sites = CallSites(modules, cors.NAMES | sql_sinks.NAMES | debug_switches.NAMES)
    origins, callers = Origins(types), Callers(types)
    statements = BuiltStatements(origins, callers)
    switches = DebugSwitches(origins, callers)
    with room_to_recurse():
        return Practices(
            origins=_sorted(Cors(origins).find(sites)) if OpenOrigins in asked else (),
            statements=_sorted(statements.find(sites)) if BuiltSql in asked else (),
            switches=_sorted(switches.find(sites)) if DebugSwitch in asked else (),
        )


def _sorted(found: Iterable[Found]) -> tuple[Found, ...]:
    return tuple(sorted(found, key=lambda each: each.place))
