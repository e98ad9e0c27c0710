"""What the rules about safe and current practice ask about, from the facts of a program."""

from sdd.link import cors, sql_sinks
from sdd.link.built_sql import BuiltStatements
from sdd.link.call_sites import CallSites
from sdd.link.cors import Cors
from sdd.link.origins import Origins
from sdd.link.types import Types
from sdd.model.facts import ModuleFacts
from sdd.model.practices import Practices


def link_practices(types: Types, modules: tuple[ModuleFacts, ...]) -> Practices:
    """Find the practices in some modules; the program reads further ones as names lead there."""
    sites = CallSites(modules, cors.NAMES | sql_sinks.NAMES)
    origins = Origins(types)
    return Practices(
        origins=tuple(sorted(Cors(origins).find(sites), key=lambda each: each.place)),
        statements=tuple(sorted(BuiltStatements(origins).find(sites), key=lambda each: each.place)),
    )
