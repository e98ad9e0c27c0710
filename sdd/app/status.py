"""`sdd status`: how far each feature is, from its documents alone."""

import os
from collections import Counter
from pathlib import Path

import msgspec

from sdd.app.check import CheckRequest, settings_for
from sdd.app.judging import find_all, is_shown
from sdd.app.one_project import find_project
from sdd.app.policy import articles_of
from sdd.app.sources import load_project
from sdd.engine.select import select_rules
from sdd.errors import NothingToCheckError
from sdd.model.documents import Constitution, Plan, Spec, Tasks
from sdd.model.finding import Finding
from sdd.model.project import Feature, Project
from sdd.model.status import ProjectStatus, constitution_status, feature_status
from sdd.rules.registry import RULES
from sdd.workspace.active_feature import find_active_feature
from sdd.workspace.discovery import Discovery, discover
from sdd.workspace.roots import Root

_ABOUT_DOCUMENTS = (Constitution, Spec, Plan, Tasks, Feature, Project)


def project_status(asked: str, cwd: Path, root: Path | None) -> ProjectStatus:
    """Counts and findings of one feature, or of all. asked: folder, name or number, or "".

    No Python is read. Raises UsageError where no feature is what was asked for, and
    NothingToCheckError where there is neither a constitution nor a feature.
    """
    project = find_project(cwd, root)
    settings = settings_for(CheckRequest(root=root), project)
    discovery = _without_python(discover(project, settings))
    loaded = load_project(project, settings, discovery, {}).project
    if not loaded.features and loaded.constitution is None:
        raise NothingToCheckError(
            "there is neither a constitution nor a feature here",
            "Begin a project, or name one with --root.",
            "sdd init",
        )
    articles = articles_of(loaded.constitution)
    rules = [
        rule for rule in select_rules(RULES, settings, articles) if rule.subject in _ABOUT_DOCUMENTS
    ]
    found, _ = find_all(loaded, rules, settings, articles)
    shown = [each for each in found if is_shown(each, settings, discovery)]
    return ProjectStatus(
        root=_relative(project.path, cwd),
        constitution=constitution_status(loaded.constitution) if loaded.constitution else None,
        features=tuple(
            feature_status(feature, _by_severity(feature, shown))
            for feature in _wanted(project, loaded.features, asked)
        ),
    )


def _without_python(discovery: Discovery) -> Discovery:
    others = (*discovery.python, *discovery.others)
    return msgspec.structs.replace(discovery, python=(), searched=(), others=others)


def _wanted(root: Root, features: tuple[Feature, ...], asked: str) -> tuple[Feature, ...]:
    if not asked:
        return features
    found = find_active_feature(root.path, {}, asked=asked)
    return tuple(each for each in features if found and each.path == found.path)


def _by_severity(feature: Feature, findings: list[Finding]) -> dict[str, int]:
    inside = f"{feature.path}/"
    return dict(Counter(each.severity for each in findings if each.place.path.startswith(inside)))


def _relative(path: Path, cwd: Path) -> str:
    try:
        return Path(os.path.relpath(path, cwd)).as_posix()
    except ValueError:  # another drive
        return path.as_posix()
