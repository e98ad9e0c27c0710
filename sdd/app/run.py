"""One check of one project: what was read and judged, before it is reported."""

from pathlib import Path

from msgspec import Struct

from sdd.app.judging import Judged, is_shown
from sdd.app.sources import Loaded
from sdd.model.finding import Finding
from sdd.model.settings import Settings
from sdd.workspace.discovery import Discovery
from sdd.workspace.roots import Root


class Run(Struct, frozen=True):
    """Everything about one check of one root."""

    root: Root
    settings: Settings
    discovery: Discovery
    loaded: Loaded
    judged: Judged

    @property
    def codes(self) -> frozenset[str]:
        """The rules that ran."""
        return frozenset(rule.meta.code for rule in self.judged.rules)

    @property
    def unread(self) -> frozenset[str]:
        """The files that could not be read, or not as what they are."""
        trouble = {each.path for each in self.loaded.project.unreadable}
        return frozenset(trouble | {each.path for each in self.loaded.unchecked})

    def is_wanted(self, path: str) -> bool:
        """Whether findings in a file are asked for."""
        return self.discovery.named is None or path in self.discovery.named

    def shown(self, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
        """Those findings that are reported."""
        return tuple(each for each in findings if is_shown(each, self.settings, self.discovery))

    def name_of(self, path: Path) -> str:
        """A file as the report names it: relative to the root; "" for one outside."""
        inside = path.is_relative_to(self.root.path)
        return path.relative_to(self.root.path).as_posix() if inside else ""
