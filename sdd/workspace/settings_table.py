"""From the words of `[tool.sdd]` to settings: rules become codes, patterns are tried out.

Everything here passes over values of the wrong kind, which the schema reports, so that the
mistakes in the rest of the table show in the same run.
"""

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any, TypeAlias

from msgspec import Struct, field

from sdd.model.finding import Confidence, Severity
from sdd.model.settings import PathRules, Settings
from sdd.workspace.configuration_mistakes import MOST_SUGGESTIONS, Mistake
from sdd.workspace.configuration_places import KeyPath
from sdd.workspace.patterns import is_pattern
from sdd.workspace.rule_index import RuleIndex
from sdd.workspace.rule_options import check_options
from sdd.workspace.wording import quote_word

Table: TypeAlias = dict[str, Any]


def read_table(table: Table, index: RuleIndex, origin: str) -> tuple[Settings, list[Mistake]]:
    """The settings that a table holds, and what in it names nothing that exists.

    Where there are mistakes, the settings hold what was understood and are not to be used.
    """
    reader = _Reader(index)
    settings = Settings(
        select=reader.rules(_items(table, "select")),
        ignore=reader.rules(_items(table, "ignore")),
        exclude=reader.patterns(_items(table, "exclude")),
        src=reader.folders(_items(table, "src")),
        per_path=reader.path_rules(table),
        severity=reader.severities(table),
        fail_on=_severity(table.get("fail-on")) or Severity.ERROR,
        min_confidence=_confidence(table.get("min-confidence")) or Confidence.MEDIUM,
        plugins=tuple(name for _, name in _items(table, "plugins")),
        rules=reader.options(table),
        origin=origin,
    )
    return settings, reader.mistakes


class _Reader(Struct):
    """Reads one key after the other and notes every mistake."""

    index: RuleIndex
    mistakes: list[Mistake] = field(default_factory=list)

    def rules(self, items: Iterable[tuple[KeyPath, str]]) -> tuple[str, ...]:
        """The codes that words stand for, in code order."""
        codes = {code for path, word in items for code in self._codes(path, word)}
        return tuple(sorted(codes))

    def patterns(self, items: Iterable[tuple[KeyPath, str]]) -> tuple[str, ...]:
        """Patterns in the language of `.gitignore`, as they are."""
        return tuple(text for path, text in items if self._is_pattern(path, text))

    def folders(self, items: Iterable[tuple[KeyPath, str]]) -> tuple[str, ...]:
        """Folders below the root, posix, "." for the root itself."""
        return tuple(folder for path, text in items if (folder := self._folder(path, text)))

    def path_rules(self, table: Table) -> tuple[PathRules, ...]:
        """`per-path`, in the order of the file."""
        return tuple(
            PathRules(str(path[-1]), self.rules(_list_items(path, words)))
            for path, words in _entries(table, "per-path")
            if self._is_pattern(path, str(path[-1]))
        )

    def severities(self, table: Table) -> dict[str, Severity]:
        """Severity by code; a rule's own entry wins over its prefixes, a longer one over others."""
        found: list[tuple[bool, int, tuple[str, ...], Severity]] = []
        for path, value in _entries(table, "severity"):
            word = str(path[-1])
            codes = self._codes(path, word)
            if severity := _severity(value):
                found.append((self.index.rule(word) is not None, len(word), codes, severity))
        found.sort(key=lambda entry: entry[:2])
        return {code: severity for *_, codes, severity in found for code in codes}

    def options(self, table: Table) -> dict[str, dict[str, Any]]:
        """Checked options by code."""
        found: dict[str, dict[str, Any]] = {}
        for path, options in _entries(table, "rules"):
            rule = self.index.rule(str(path[-1]))
            if rule is None:
                self._refuse_rule(path, str(path[-1]))
            elif rule.meta.code in found:
                self._note(path, f"options of {rule.meta.code} are given twice")
            elif isinstance(options, dict):
                found[rule.meta.code], faults = check_options(rule, options)
                for fault in faults:
                    self._note((*path, fault.key), fault.message)
        return found

    def _codes(self, path: KeyPath, word: str) -> tuple[str, ...]:
        codes = self.index.codes(word)
        if not codes:
            self._refuse_rule(path, word)
        return codes

    def _refuse_rule(self, path: KeyPath, word: str) -> None:
        if self.index.codes(word):
            self._note(
                path, f"{quote_word(word)} is not one rule; options belong to a code or name"
            )
            return
        hint = self.index.suggest(word) if len(self.mistakes) < MOST_SUGGESTIONS else ""
        self._note(path, f"unknown rule {quote_word(word)} in {quote_word(str(path[0]))}{hint}")

    def _is_pattern(self, path: KeyPath, text: str) -> bool:
        if is_pattern(text):
            return True
        self._note(
            path,
            f"{quote_word(text)} in {quote_word(str(path[0]))} is a pattern that matches nothing",
        )
        return False

    def _folder(self, path: KeyPath, text: str) -> str:
        folder = PurePosixPath(text.replace("\\", "/"))
        is_anchored = folder.is_absolute() or PureWindowsPath(text).drive
        if text and not is_anchored and ".." not in folder.parts:
            return str(folder)
        self._note(
            path, f"{quote_word(text)} in {quote_word(str(path[0]))} is not a folder below the root"
        )
        return ""

    def _note(self, path: KeyPath, message: str) -> None:
        self.mistakes.append(Mistake(path, message))


def _items(table: Table, key: str) -> Iterator[tuple[KeyPath, str]]:
    return _list_items((key,), table.get(key))


def _list_items(path: KeyPath, value: object) -> Iterator[tuple[KeyPath, str]]:
    """The path and text of each text in a list."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            if isinstance(item, str):
                yield (*path, index), item


def _entries(table: Table, key: str) -> Iterator[tuple[KeyPath, Any]]:
    """The path and value of each entry in a table."""
    value = table.get(key)
    if isinstance(value, dict):
        for name, entry in value.items():
            yield (key, name), entry


def _severity(word: object) -> Severity | None:
    return next((severity for severity in Severity if severity == word), None)


def _confidence(word: object) -> Confidence | None:
    return next((confidence for confidence in Confidence if confidence == word), None)
