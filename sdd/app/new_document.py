"""`sdd new`: a feature folder with its specification, and the plan and tasks that follow."""

import re
from datetime import datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from sdd.app.active_feature import active_feature
from sdd.app.one_project import find_project
from sdd.app.sources import read_documents_of
from sdd.app.stack import read_stack
from sdd.app.templates import templates_of
from sdd.errors import GitError, OutputError, UsageError
from sdd.model.documents import Constitution, Spec, Story
from sdd.model.settings import Settings
from sdd.model.stack import Stack
from sdd.model.technologies import FRAMEWORKS, STORES, Choice
from sdd.record.scaffolds import NewPlan, NewSpec, NewTasks, PlannedStory, write_document
from sdd.record.slug import slug
from sdd.workspace.active_feature import SPECS, ActiveFeature
from sdd.workspace.discovery import Discovery, discover
from sdd.workspace.files import exists, list_names
from sdd.workspace.folder_lock import alone_in
from sdd.workspace.numbering import make_folder, next_number, number_of
from sdd.workspace.repository import open_repository
from sdd.workspace.roots import Root
from sdd.workspace.wording import quote
from sdd.workspace.writing import cannot_write, create_exclusively

_LONGEST_TITLE = 200
_LONGEST_SLUG = 48
_KNOWN_PACKAGES = {
    "fastapi": "FastAPI",
    "pydantic": "Pydantic",
    "sqlalchemy": "SQLAlchemy",
    "sqlmodel": "SQLModel",
    "alembic": "Alembic",
}
_TESTERS = ("pytest", "unittest", "vitest", "jest")
_SOURCES = (".py", ".ts", ".tsx", ".js")
_MOST_FOLDERS = 8


class Written(Struct, frozen=True):
    """A document that was written. path: posix, relative to the root. because: why there."""

    path: str
    because: str = ""


def new_feature(name: str, cwd: Path, root: Path | None, now: datetime, stamped: bool) -> Written:
    """Make `specs/NNN-slug/spec.md` under the next free number.

    name: what the feature is called, any text. stamped: a time stamp instead of the number.
    Numbers of branches count as taken. Raises UsageError for an empty name, and OutputError.
    """
    title = _title(name)
    project = find_project(cwd, root)
    templates = templates_of(project.path)
    specs = make_folder(project.path, SPECS)
    try:
        with alone_in(specs):
            feature = _free_name(project, title, now, stamped)
            spec = NewSpec(feature, title, title, now.date().isoformat())
            text = write_document(templates, spec)
            (specs / feature).mkdir()
            create_exclusively(specs / feature / "spec.md", text.encode())
    except OSError as error:
        raise cannot_write(specs, error) from error
    return Written(f"{SPECS}/{feature}/spec.md")


def new_plan(asked: str, cwd: Path, root: Path | None, now: datetime) -> Written:
    """Make the plan of a feature from what its specification and the project already say."""
    project = find_project(cwd, root)
    feature = _find_feature(project, asked)
    discovery = discover(project, Settings())
    law, spec = read_documents_of(project, discovery, feature.path)
    plan = NewPlan(
        feature=feature.name,
        path=feature.path,
        title=_name_of(spec, feature),
        date=now.date().isoformat(),
        principles=_principles(law),
    )
    known = _from_project(plan, read_stack(project, discovery), discovery)
    return _write(project, feature, "plan.md", known)


def new_tasks(asked: str, cwd: Path, root: Path | None) -> Written:
    """Make the task list of a feature: a phase for each story, a test for each scenario."""
    project = find_project(cwd, root)
    feature = _find_feature(project, asked)
    _, spec = read_documents_of(project, discover(project, Settings()), feature.path)
    names = ("plan.md", "spec.md", "research.md", "data-model.md", "quickstart.md", "contracts")
    tasks = NewTasks(
        path=feature.path,
        title=_name_of(spec, feature),
        prerequisites=tuple(
            f"{name}/" if "." not in name else name
            for name in names
            if exists(project.path / feature.path / name)
        ),
        stories=tuple(_planned(story) for story in spec.stories),
    )
    return _write(project, feature, "tasks.md", tasks)


def _write(
    project: Root, feature: ActiveFeature, name: str, document: NewPlan | NewTasks
) -> Written:
    path = f"{feature.path}/{name}"
    text = write_document(templates_of(project.path), document)
    try:
        create_exclusively(project.path / path, text.encode("utf-8", "replace"))
    except FileExistsError:
        raise OutputError(f"{quote(path)} exists and was left alone", "edit it") from None
    return Written(path, feature.because)


def _title(name: str) -> str:
    title = " ".join("".join(sign if sign.isprintable() else " " for sign in name).split())
    if not title:
        raise UsageError(
            "a feature needs a name", "say in a few words what it is", 'sdd new feature "log in"'
        )
    if len(title) > _LONGEST_TITLE:
        raise UsageError(
            f"the name has {len(title)} characters, at most {_LONGEST_TITLE} are a name",
            "say it in a few words; the rest belongs into the specification",
        )
    return title


def _free_name(project: Root, title: str, now: datetime, stamped: bool) -> str:
    tail = slug(title, "feature", _LONGEST_SLUG)
    names = list_names(project.path / SPECS)
    if not stamped:
        return f"{next_number(names, _branch_numbers(project)):03d}-{tail}"
    stamp = now.strftime("%Y%m%d-%H%M%S")
    if f"{stamp}-{tail}" in names:
        raise OutputError(f"{SPECS}/{stamp}-{tail} exists", "wait a second and run it again")
    return f"{stamp}-{tail}"


def _branch_numbers(project: Root) -> list[int]:
    """The numbers that branches of others have taken; none where git cannot be asked."""
    try:
        repository = open_repository(project.path)
        branches = repository.branches() if repository else ()
    except GitError:
        return []
    names = (branch.name.rpartition("/")[2] for branch in branches)
    return [
        number
        for name in names
        if re.match(r"\d{3,}-", name) and (number := number_of(name)) is not None
    ]


def _find_feature(project: Root, asked: str) -> ActiveFeature:
    """The feature that was asked for, else the active one, which must have a specification."""
    feature = active_feature(project.path, asked)
    if feature is None:
        raise UsageError(
            f"{SPECS}/ holds no feature", "make one first", 'sdd new feature "what it does"'
        )
    if not exists(project.path / feature.path / "spec.md"):
        raise UsageError(
            f"{quote(feature.path)} has no spec.md",
            "plan and tasks follow from the specification; write it first",
        )
    return feature


def _name_of(spec: Spec, feature: ActiveFeature) -> str:
    title = spec.title.partition(":")[2].strip() or spec.title
    return " ".join(title.split()) or feature.name


def _principles(law: Constitution | None) -> tuple[str, ...]:
    """How the plan's gate names each principle: its title without what stands in brackets."""
    titles = (each.title.partition("(")[0].strip() for each in law.principles) if law else ()
    return tuple(titles)


def _planned(story: Story) -> PlannedStory:
    number = f"User Story {story.number}" if story.number else "User Story"
    priority = f" (Priority: {story.priority})" if story.priority else ""
    title = f" - {story.title}" if story.number and story.title else ""
    return PlannedStory(
        heading=f"{number}{title}{priority}",
        mark=f"[{story.label}] " if story.label else "",
        scenarios=tuple(scenario.text for scenario in story.scenarios),
    )


def _from_project(plan: NewPlan, stack: Stack, discovery: Discovery) -> NewPlan:
    """The plan with what the project's manifests and folders say."""
    demands = [demand for demand, _ in stack.python]
    frameworks = _chosen(stack, FRAMEWORKS)
    libraries = [name for package, name in _KNOWN_PACKAGES.items() if package in stack.packages]
    return msgspec.structs.replace(
        plan,
        python=f"Python {demands[0]}" if demands else "",
        dependencies=", ".join(dict.fromkeys([*frameworks, *libraries])),
        storage=", ".join(_chosen(stack, STORES)),
        testing=", ".join(name for name in _TESTERS if name in stack.packages),
        folders=_source_folders(discovery),
    )


def _chosen(stack: Stack, choices: tuple[Choice, ...]) -> list[str]:
    return [each.name for each in choices if stack.packages & each.evidence]


def _source_folders(discovery: Discovery) -> tuple[str, ...]:
    """The folders at the root that hold source code, sorted."""
    sources = (path for path in (*discovery.python, *discovery.others) if path.endswith(_SOURCES))
    tops = sorted({path.partition("/")[0] for path in sources if "/" in path})
    return tuple(top for top in tops if not top.startswith("."))[:_MOST_FOLDERS]
