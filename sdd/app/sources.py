"""The files of a project: found, read, and turned into facts and documents."""

from collections.abc import Callable, Iterable, Mapping

import msgspec
from msgspec import Struct

from sdd.app.adr.checked import numbers_taken, undocumented
from sdd.app.code import load_code
from sdd.app.needs import needs_links, needs_logs
from sdd.app.other_files import mentioned_variables, read_others
from sdd.app.policy import articles_of, policy_of, with_options
from sdd.app.stack import read_stack
from sdd.engine.ask import options_of
from sdd.engine.select import select_rules, subjects_of
from sdd.errors import UsageError
from sdd.link.linking import Given
from sdd.model.decisions import Decision
from sdd.model.documents import Checklist, Constitution, Plan, Spec, Tasks
from sdd.model.facts import ModuleFacts, Suppression, UnreadableFile
from sdd.model.files import OtherFile
from sdd.model.outcome import Unchecked
from sdd.model.practices import OutdatedPydantic
from sdd.model.project import Feature, Project, SuppressionComment
from sdd.model.prompt_records import PromptRecord
from sdd.model.research import Research
from sdd.model.routes import FrameworkVersion, RouteTable
from sdd.model.settings import Settings
from sdd.model.stack import Stack
from sdd.rules.async_.blocking_call_in_async import BlockingCallInAsync
from sdd.rules.registry import RULES
from sdd.workspace.discovery import Discovery, discover
from sdd.workspace.document_kinds import document_kind
from sdd.workspace.files import read_file
from sdd.workspace.pins import Pin, find_pin, stays_below
from sdd.workspace.roots import Root

Document = Constitution | Spec | Plan | Tasks | Checklist | Decision | PromptRecord | Research


class Loaded(Struct, frozen=True):
    """A project with the bytes that it was read from, by path."""

    project: Project
    data: dict[str, bytes]
    source_roots: tuple[str, ...]
    unchecked: tuple[Unchecked, ...] = ()


def load_project(
    root: Root, settings: Settings, discovery: Discovery, overlay: Mapping[str, bytes]
) -> Loaded:
    """Read and link everything below one root.

    overlay: contents that stand in for files, by path (text from standard input).
    """
    data, trouble = _read_bytes(root, (*discovery.python, *discovery.documents), overlay)
    documents, wild = _read_documents(discovery.documents, data)
    constitution = next((each for each in documents if isinstance(each, Constitution)), None)
    # What a clause says of blocking calls is known before calls are followed.
    bound = with_options(settings, policy_of(constitution))
    asked = frozenset(subjects_of(RULES, settings, articles_of(constitution)))
    given = msgspec.structs.replace(
        _given(root, bound, discovery), asked=_applicable(asked, root, discovery)
    )
    code = load_code(data, given)
    others = read_others(root, discovery, overlay)
    any_plan = any(isinstance(each, Plan) for each in documents)
    decisions = tuple(each for each in documents if isinstance(each, Decision))
    features = _features(documents)
    chosen = select_rules(RULES, settings, articles_of(constitution))
    project = Project(
        marked=(root.path / ".specify").is_dir() or bool(settings.origin),
        anchor=_anchor(constitution, root, discovery),
        constitution=constitution,
        features=features,
        decisions=decisions,
        numbers_elsewhere=numbers_taken(root, decisions, chosen),
        undocumented=undocumented(root, discovery, overlay, features, decisions, chosen),
        prompt_records=tuple(each for each in documents if isinstance(each, PromptRecord)),
        stack=read_stack(root, discovery) if any_plan else Stack(),
        modules=code.modules,
        routes=code.routes,
        event_loop=code.event_loop,
        structure=code.structure,
        practices=code.practices,
        bodies=code.bodies,
        literals=code.literals,
        logged=code.logged,
        variables=code.variables,
        mentioned=mentioned_variables(others.files, data),
        files=others.files,
        suppressions=_suppressions(code.modules, documents, others.files),
        unreadable=tuple(sorted([*trouble, *code.unreadable, *wild], key=lambda each: each.path)),
    )
    return Loaded(project, {**others.data, **data}, code.source_roots, others.unchecked)


def read_features(root: Root, path: str) -> tuple[Feature, ...]:
    """The documents of one feature. path: of its folder, posix, relative to the root."""
    names = ("spec.md", "plan.md", "tasks.md", "research.md")
    data, _ = _read_bytes(root, tuple(f"{path}/{name}" for name in names), {})
    documents, _ = _read_documents(tuple(data), data)
    return tuple(feature for feature in _features(documents) if feature.path == path)


def read_constitution_of(root: Root, discovery: Discovery | None = None) -> Constitution | None:
    """The constitution of a root, or None if there is none that can be read."""
    for path in (discovery or discover(root, Settings())).documents:
        content = read_file(root.path, path) if document_kind(path) == "constitution" else b""
        if isinstance(content, bytes) and content:
            found = _read_document(path, content)
            return found if isinstance(found, Constitution) else None
    return None


def read_documents_of(
    root: Root, discovery: Discovery, feature: str
) -> tuple[Constitution | None, Spec]:
    """The constitution and the specification of one feature. feature: posix path of its folder.

    Raises UsageError where the specification cannot be read.
    """
    path = f"{feature}/spec.md"
    content = read_file(root.path, path)
    spec = content if isinstance(content, UnreadableFile) else _read_document(path, content)
    if isinstance(spec, UnreadableFile):
        raise UsageError(f"{path} cannot be read: {spec.reason}")
    if not isinstance(spec, Spec):
        raise UsageError(f"{path} is no specification", "features live below specs/")
    return read_constitution_of(root, discovery), spec


def _read_bytes(
    root: Root, paths: Iterable[str], overlay: Mapping[str, bytes]
) -> tuple[dict[str, bytes], list[UnreadableFile]]:
    data: dict[str, bytes] = dict(overlay)
    trouble: list[UnreadableFile] = []
    for path in paths:
        if path in overlay:
            continue
        content = read_file(root.path, path)
        if isinstance(content, UnreadableFile):
            trouble.append(content)
        else:
            data[path] = content
    return data, trouble


def load_routes(root: Root, settings: Settings, discovery: Discovery) -> RouteTable:
    """The route table of one root; only files that can register routes are read."""
    data, _ = _read_bytes(root, discovery.python, {})
    given = msgspec.structs.replace(
        _given(root, settings, discovery), routes_only=True, literals_only=False
    )
    routes = load_code(data, given).routes
    pin = _framework_pin(root, discovery)
    version = ".".join(map(str, pin.version)) if pin else ""
    followed = FrameworkVersion(version=version, path=pin.path if pin else "")
    return msgspec.structs.replace(routes, frameworks=(followed,))


def _framework_pin(root: Root, discovery: Discovery) -> Pin | None:
    """Where the project, or the first of its folders with Python that does, pins FastAPI."""
    return find_pin(root.path, "fastapi", _folders(discovery))


def _applicable(asked: frozenset[type], root: Root, discovery: Discovery) -> frozenset[type]:
    """What can be asked of a project by the versions that it requires."""
    if OutdatedPydantic in asked and stays_below(root.path, "pydantic", 2, _folders(discovery)):
        return asked - {OutdatedPydantic}
    return asked


def _folders(discovery: Discovery) -> set[str]:
    return {path.partition("/")[0] for path in discovery.python if "/" in path}


def _given(root: Root, settings: Settings, discovery: Discovery) -> Given:
    pin = _framework_pin(root, discovery)
    framework = pin.version if pin else None
    own = options_of(BlockingCallInAsync, settings)
    return Given(
        paths=discovery.python,
        src=settings.src,
        framework=framework,
        literals_only=not needs_links(settings),
        logs=needs_logs(settings),
        own_names=own,
    )


def _read_documents(
    paths: tuple[str, ...], data: Mapping[str, bytes]
) -> tuple[list[Document], list[UnreadableFile]]:
    documents: list[Document] = []
    trouble: list[UnreadableFile] = []
    for path in paths:
        if path in data:
            found = _read_document(path, data[path])
            if isinstance(found, UnreadableFile):
                trouble.append(found)
            else:
                documents.append(found)
    return documents, trouble


def _read_document(path: str, data: bytes) -> Document | UnreadableFile:
    from sdd.read.markdown.adr import read_adr
    from sdd.read.markdown.checklist import read_checklist
    from sdd.read.markdown.constitution import read_constitution
    from sdd.read.markdown.outline import DocumentTooWild
    from sdd.read.markdown.phr import read_phr
    from sdd.read.markdown.plan import read_plan
    from sdd.read.markdown.research import read_research
    from sdd.read.markdown.spec import read_spec
    from sdd.read.markdown.tasks import read_tasks

    readers: dict[str, Callable[[str, str], Document]] = {
        "constitution": read_constitution,
        "spec": read_spec,
        "plan": read_plan,
        "tasks": read_tasks,
        "checklist": read_checklist,
        "adr": read_adr,
        "research": read_research,
        "phr": read_phr,
    }
    try:
        # What is a document although its name does not say so lies where `.adr-dir` points.
        return readers[document_kind(path) or "adr"](data.decode("utf-8"), path)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        reason = f"byte 0x{data[error.start]:02x} is not UTF-8"
        return UnreadableFile(path, reason, line)
    except DocumentTooWild as error:
        return UnreadableFile(path, error.reason, error.line)


def _features(documents: Iterable[Document]) -> tuple[Feature, ...]:
    folders: dict[str, Feature] = {}
    for document in documents:
        if isinstance(document, Constitution | Decision | PromptRecord):
            continue
        folder = document.path.rpartition("/")[0]
        if isinstance(document, Checklist):
            folder = folder.rpartition("/")[0]
        feature = folders.get(folder) or Feature(folder.rpartition("/")[2], folder)
        folders[folder] = _with_document(feature, document)
    return tuple(folders[folder] for folder in sorted(folders))


def _with_document(
    feature: Feature, document: Spec | Plan | Tasks | Checklist | Research
) -> Feature:
    if isinstance(document, Checklist):
        checklists = (*feature.checklists, document)
        return msgspec.structs.replace(feature, checklists=checklists)
    return msgspec.structs.replace(feature, **{type(document).__name__.lower(): document})


def _suppressions(
    modules: Iterable[ModuleFacts], documents: Iterable[Document], files: Iterable[OtherFile]
) -> tuple[SuppressionComment, ...]:
    # A document is also read as any Markdown file; its own reader knows its comments best.
    owners: dict[str, tuple[Suppression, ...]] = {
        each.path: each.suppressions for each in (*files, *modules, *documents)
    }
    return tuple(
        SuppressionComment(suppression, path)
        for path, suppressions in sorted(owners.items())
        for suppression in suppressions
    )


def _anchor(constitution: Constitution | None, root: Root, discovery: Discovery) -> str:
    """The file that a finding about the whole project points at."""
    if constitution:
        return constitution.path
    if (root.path / "pyproject.toml").is_file():
        return "pyproject.toml"
    return next(iter((*discovery.documents, *discovery.python)), "pyproject.toml")
