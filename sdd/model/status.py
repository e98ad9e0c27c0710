"""How far the features of a project are, counted from their own documents."""

from msgspec import Struct

from sdd.model.documents import Constitution, Spec, Tasks
from sdd.model.project import Feature


class ConstitutionStatus(Struct, frozen=True):
    """path: posix, relative to the root. version, ratified, amended: as written, or None.

    placeholders: how many template tokens are left.
    """

    path: str
    version: str | None
    ratified: str | None
    amended: str | None
    placeholders: int


class TaskCounts(Struct, frozen=True):
    """Tasks in all, and how many of them are done, parallel, and labelled with a story."""

    total: int = 0
    done: int = 0
    parallel: int = 0
    labelled: int = 0


class FeatureStatus(Struct, frozen=True):
    """feature: name of the folder. path: posix, relative to the root.

    requirements, success_criteria, stories: distinct ids. documents: which of spec, plan, tasks
    exist. findings: how many of each severity.
    """

    feature: str
    path: str
    requirements: int = 0
    success_criteria: int = 0
    stories: int = 0
    scenarios: int = 0
    open_clarifications: int = 0
    phases: int = 0
    tasks: TaskCounts = TaskCounts()
    documents: tuple[str, ...] = ()
    findings: dict[str, int] = {}


class ProjectStatus(Struct, frozen=True):
    """root: as shown to the user. constitution: None where there is none."""

    root: str
    constitution: ConstitutionStatus | None
    features: tuple[FeatureStatus, ...]


def constitution_status(law: Constitution) -> ConstitutionStatus:
    """What the version line says, and what is left of the template."""
    footer = law.footer
    parts = (footer.version, footer.ratified, footer.amended) if footer else (None, None, None)
    version, ratified, amended = (part.value if part else None for part in parts)
    return ConstitutionStatus(law.path, version, ratified, amended, len(law.placeholders))


def feature_status(feature: Feature, findings: dict[str, int]) -> FeatureStatus:
    """The counts of one feature. findings: by severity."""
    spec = feature.spec or Spec("")
    tasks = feature.tasks or Tasks("")
    documents = {"spec": feature.spec, "plan": feature.plan, "tasks": feature.tasks}
    return FeatureStatus(
        feature=feature.name,
        path=feature.path,
        requirements=len({each.id for each in spec.requirements}),
        success_criteria=len({each.id for each in spec.criteria}),
        stories=len({each.number for each in spec.stories}),
        scenarios=sum(len(each.scenarios) for each in spec.stories),
        open_clarifications=len(spec.clarifications),
        phases=len(tasks.phases),
        tasks=_count(tasks),
        documents=tuple(name for name, document in documents.items() if document),
        findings=findings,
    )


def _count(document: Tasks) -> TaskCounts:
    """A task that is listed twice, in an overview and in detail, is one task."""
    tasks = [task for task in document.tasks if not task.echo]
    return TaskCounts(
        total=len(tasks),
        done=sum(task.done for task in tasks),
        parallel=sum(task.parallel for task in tasks),
        labelled=sum(bool(task.story) for task in tasks),
    )
