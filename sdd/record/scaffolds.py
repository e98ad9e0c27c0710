"""What a new document begins with: values to text, through the templates."""

from msgspec import Struct

from sdd.record.templates import Templates

CONSTITUTION, SPEC, PLAN, TASKS = (
    "constitution.md.j2",
    "spec.md.j2",
    "plan.md.j2",
    "tasks.md.j2",
)


class NewConstitution(Struct, frozen=True):
    """project: its name. date: ISO. rules: the names of the rules that a clause may rest on."""

    project: str
    date: str
    rules: tuple[str, ...]


class NewSpec(Struct, frozen=True):
    """feature: name of the folder. title: of the document. description: what the user asked for.

    date: ISO.
    """

    feature: str
    title: str
    description: str
    date: str


class NewPlan(Struct, frozen=True):
    """path: of the feature, posix. principles: titles of the constitution's, in order.

    python, dependencies, storage, testing: what the project already has; empty where that is
    not known. folders: the source folders at the project's root.
    """

    feature: str
    path: str
    title: str
    date: str
    principles: tuple[str, ...] = ()
    python: str = ""
    dependencies: str = ""
    storage: str = ""
    testing: str = ""
    folders: tuple[str, ...] = ()


class PlannedStory(Struct, frozen=True):
    """heading: of its phase. mark: "[US1] ", or empty. scenarios: how they begin."""

    heading: str
    mark: str
    scenarios: tuple[str, ...] = ()


class NewTasks(Struct, frozen=True):
    """path: of the feature, posix. prerequisites: the documents that exist."""

    path: str
    title: str
    prerequisites: tuple[str, ...]
    stories: tuple[PlannedStory, ...] = ()


def write_document(
    templates: Templates, document: NewConstitution | NewSpec | NewPlan | NewTasks
) -> str:
    """The text of a new document. Raises UsageError where a project's template does not work."""
    names: dict[type, str] = {
        NewConstitution: CONSTITUTION,
        NewSpec: SPEC,
        NewPlan: PLAN,
        NewTasks: TASKS,
    }
    values = {name: getattr(document, name) for name in document.__struct_fields__}
    return templates.render(names[type(document)], **values)
