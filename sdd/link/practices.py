"""What the rules about safe and current practice ask about, from the facts of a program."""

from collections.abc import Iterable, Set
from typing import TypeVar

from sdd.link import cors, sql_sinks
from sdd.link.built_sql import BuiltStatements
from sdd.link.call_sites import CallSites
from sdd.link.cors import Cors
from sdd.link.event_loop import room_to_recurse
from sdd.link.origins import Origins
from sdd.link.types import Types
from sdd.model.facts import ModuleFacts
from sdd.model.practices import SUBJECTS, BuiltSql, OpenOrigins, Practices

Found = TypeVar("Found", OpenOrigins, BuiltSql)


def link_practices(
    types: Types, modules: tuple[ModuleFacts, ...], asked: Set[type] = SUBJECTS
) -> Practices:
    """Find the practices in some modules that rules are asked about.

    The program reads further modules as names lead there.
    """
    if not asked & SUBJECTS:
        return Practices()
    sites = CallSites(modules, cors.NAMES | sql_sinks.NAMES)
    origins = Origins(types)
    with room_to_recurse():
        return Practices(
            origins=_sorted(Cors(origins).find(sites)) if OpenOrigins in asked else (),
            statements=_sorted(BuiltStatements(origins).find(sites)) if BuiltSql in asked else (),
        )


def _sorted(found: Iterable[Found]) -> tuple[Found, ...]:
    return tuple(sorted(found, key=lambda each: each.place))
