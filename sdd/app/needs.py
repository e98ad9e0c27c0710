"""What the rules that run ask about, so that nothing else is read or linked."""

import msgspec

from sdd.engine.select import ALWAYS, may_ask
from sdd.model.facts import UnreadableFile
from sdd.model.files import OtherFile
from sdd.model.logged import LoggedValue
from sdd.model.project import HardcodedLiteral
from sdd.model.settings import Settings
from sdd.rules.registry import RULES
from sdd.workspace.discovery import Discovery

# What rules can be asked about before routes and calls are linked.
_UNLINKED = frozenset((HardcodedLiteral, LoggedValue, OtherFile, UnreadableFile))


def needs_links(settings: Settings) -> bool:
    """Whether a rule may run that asks about routes, calls or documents."""
    return may_ask(RULES, settings, _UNLINKED)


def needs_logs(settings: Settings) -> bool:
    """Whether a rule may run that asks about more than literals and files beside the code."""
    return may_ask(RULES, settings, _UNLINKED - {LoggedValue})


def without_needless(discovery: Discovery, settings: Settings) -> Discovery:
    """The discovery without Python files where every rule that may run asks about others.

    What is not read is not said to be checked.
    """
    is_asked = may_ask(RULES, settings, (OtherFile, UnreadableFile))
    is_chosen = not ALWAYS.isdisjoint(settings.only or settings.select)
    return discovery if is_asked or is_chosen else msgspec.structs.replace(discovery, python=())
