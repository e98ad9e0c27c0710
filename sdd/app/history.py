"""`sdd secrets history`: the secrets in the lines that commits added."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from sdd.app.check import CheckRequest, settings_for
from sdd.app.judging import is_shown
from sdd.app.policy import articles_of
from sdd.app.sources import read_constitution_of
from sdd.app.states import repository_of
from sdd.engine.ask import complete, options_of
from sdd.model.files import FileSecret
from sdd.model.finding import Article, Finding, Place
from sdd.model.leaks import History, Leak
from sdd.model.project import Project
from sdd.model.revisions import Commit
from sdd.model.settings import Settings
from sdd.plugin import Context
from sdd.read.other.reader import read_fragment
from sdd.rules.registry import RULES
from sdd.rules.secrets.secret_in_file import SecretInFile
from sdd.workspace.discovery import Discovery, is_python
from sdd.workspace.file_kinds import file_kind, is_env_template, is_generated
from sdd.workspace.files import read_file
from sdd.workspace.patches import Addition
from sdd.workspace.patterns import compile_patterns, matches_any_part
from sdd.workspace.roots import find_roots

_RULES = {rule.meta.code: rule for rule in RULES}
_REMEDY = "Rotate it; history keeps it after the line is gone."
_IGNORED = re.compile(
    r"sdd:\s*ignore(?:-file)?\[[^\[\]]*(?:SEC10[12]|hardcoded-secret|secret-in-file)"
)


def secrets_in_history(
    revisions: str, everything: bool, root: Path | None, cwd: Path
) -> tuple[History, bool]:
    """The secrets that commits added, and whether one reaches `fail-on`.

    revisions: a range such as `main..HEAD`, or one revision for all that leads to it.
    everything: every branch and tag instead. Raises UsageError for an unknown revision or where
    there is no repository.
    """
    project = find_roots((), cwd, root)[0]
    settings = settings_for(CheckRequest(root=root), project)
    repository = repository_of(project)
    walk = _Walk(settings, articles_of(read_constitution_of(project)))
    for addition in repository.additions(revisions, everything):
        walk.read(addition)
    leaks = tuple(walk.leaks(project.path))
    failed = any(each.finding.severity.rank >= settings.fail_on.rank for each in leaks)
    return History(leaks, len(walk.commits), repository.is_shallow()), failed


class _Found(Struct):
    """A secret with its value, which never leaves this module."""

    finding: Finding
    commit: Commit
    value: str
    again: int = 0


class _Walk:
    """What was found so far, oldest first, each value once."""

    def __init__(self, settings: Settings, articles: Mapping[str, Article]) -> None:
        self.settings = settings
        self.articles = articles
        self.exclude = compile_patterns(settings.exclude)
        self.context = Context(Project(marked=True, anchor=""), options_of(SecretInFile, settings))
        self.commits: set[str] = set()
        self.found: dict[str, _Found] = {}

    def read(self, addition: Addition) -> None:
        """Look through lines that a commit added."""
        self.commits.add(addition.commit.id)
        path = addition.path
        if is_generated(path) or matches_any_part(self.exclude, path, folder=False):
            return
        file = read_fragment("\n".join(addition.lines), path, file_kind(path) or "code")
        template = file.kind == "dotenv" and is_env_template(path)
        for secret in file.secrets:
            one = msgspec.structs.replace(file, secrets=(secret,), template=template)
            for finding in SecretInFile().check(one, self.context):
                self._keep(self._completed(finding, addition), addition, secret)

    def leaks(self, root: Path) -> Iterator[Leak]:
        """What was found, with a look at whether it is still there."""
        for each in self.found.values():
            content = read_file(root, each.finding.place.path)
            present = isinstance(content, bytes) and each.value.encode() in content
            yield Leak(each.finding, each.commit, present, each.again)

    def _keep(self, finding: Finding, addition: Addition, secret: FileSecret) -> None:
        start, end = secret.place.line - 1, secret.place.end_line
        if _IGNORED.search(addition.lines[start]) or not is_shown(
            finding, self.settings, Discovery((), ())
        ):
            return
        value = _value(addition.lines[start:end], secret.place)
        if value in self.found:
            self.found[value].again += 1
        else:
            self.found[value] = _Found(finding, addition.commit, value)

    def _completed(self, finding: Finding, addition: Addition) -> Finding:
        """The finding in the file as the commit left it, under the rule of its kind of file."""
        rule = _RULES["SEC101" if is_python(addition.path) else "SEC102"]
        place = finding.place
        moved = msgspec.structs.replace(
            place,
            line=place.line + addition.line - 1,
            end_line=place.end_line + addition.line - 1,
        )
        named = msgspec.structs.replace(
            finding, code=rule.meta.code, name=rule.meta.name, place=moved, remedy=_REMEDY
        )
        return complete((named,), (rule,), self.settings, self.articles)[0]


def _value(lines: Sequence[str], place: Place) -> str:
    if len(lines) == 1:
        return lines[0][place.column - 1 : place.end_column - 1]
    first, *middle, last = lines
    return "\n".join((first[place.column - 1 :], *middle, last[: place.end_column - 1]))
