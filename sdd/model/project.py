"""One project as the rules see it: its documents, its code and what was linked from both."""

from msgspec import Struct

from sdd.model.baseline import StaleEntry
from sdd.model.bodies import UntypedBody
from sdd.model.calls import (
    BlockingCall,
    BlockingPath,
    DanglingTask,
    EventLoop,
    ForgottenAwait,
    HeldLock,
    NestedLoop,
    QueryInLoop,
    WrongOffload,
)
from sdd.model.decisions import Decision, NumberElsewhere
from sdd.model.documents import Checklist, Constitution, Plan, Spec, Tasks
from sdd.model.facts import ModuleFacts, SecretLiteral, Suppression, UnreadableFile
from sdd.model.files import OtherFile
from sdd.model.finding import Place
from sdd.model.logged import LoggedValue
from sdd.model.policy import BindingMistake, Override, Policy
from sdd.model.practices import (
    BuiltSql,
    DebugSwitch,
    LeakedError,
    OpenOrigins,
    OutdatedPydantic,
    Practices,
)
from sdd.model.prompt_records import PromptRecord, UnrecordedWork
from sdd.model.research import Research, ResearchItem
from sdd.model.routes import EventHook, ImportCrash, Injection, Route, RouteTable
from sdd.model.significance import Undocumented
from sdd.model.stack import Stack
from sdd.model.structure import Handler, Imports, Signature, Structure
from sdd.model.variables import VariableRead


class Feature(Struct, frozen=True):
    """One folder below `specs/`. path: posix, relative to the root; name: the folder's name."""

    name: str
    path: str
    spec: Spec | None = None
    plan: Plan | None = None
    tasks: Tasks | None = None
    checklists: tuple[Checklist, ...] = ()
    research: Research | None = None

    @property
    def choices(self) -> tuple[ResearchItem, ...]:
        """What its research and its plan decided, in this order."""
        research = self.research.items if self.research else ()
        return (*research, *(self.plan.decided if self.plan else ()))


class HardcodedLiteral(Struct, frozen=True):
    """A literal that looks like a credential, with the place and the scope that it stands in."""

    literal: SecretLiteral
    place: Place
    scope: str


class SuppressionComment(Struct, frozen=True):
    """An ignore comment. unused: the rules it names that ran and that it hid nothing of.

    unknown: the names among them that no rule has, each with the nearest right one, or "".
    refused: the names among them that would hide a finding, and do not: the constitution demands
    the rule, and the comment has no reason.
    """

    suppression: Suppression
    path: str
    unused: tuple[str, ...] = ()
    unknown: tuple[tuple[str, str], ...] = ()
    refused: tuple[str, ...] = ()

    @property
    def place(self) -> Place:
        """Where the comment stands."""
        return Place(self.path, *self.suppression.place)


class Project(Struct, frozen=True):
    """Everything about one root. Rules may ask it anything; nothing in it reads a file.

    marked: `.specify/` or `[tool.sdd]` exists. anchor: the file that a finding about the whole
    project points at (constitution, else pyproject.toml, else the first document). mentioned:
    variables of `.env.example` whose names stand anywhere in the code.
    """

    marked: bool
    anchor: str
    constitution: Constitution | None = None
    features: tuple[Feature, ...] = ()
    prompt_records: tuple[PromptRecord, ...] = ()
    unrecorded: UnrecordedWork | None = None
    stack: Stack = Stack()
    decisions: tuple[Decision, ...] = ()
    numbers_elsewhere: tuple[NumberElsewhere, ...] = ()
    undocumented: tuple[Undocumented, ...] = ()
    modules: tuple[ModuleFacts, ...] = ()
    routes: RouteTable = RouteTable()
    event_loop: EventLoop = EventLoop()
    structure: Structure = Structure()
    bodies: tuple[UntypedBody, ...] = ()
    practices: Practices = Practices()
    literals: tuple[HardcodedLiteral, ...] = ()
    logged: tuple[LoggedValue, ...] = ()
    files: tuple[OtherFile, ...] = ()
    variables: tuple[VariableRead, ...] = ()
    mentioned: frozenset[str] = frozenset()
    suppressions: tuple[SuppressionComment, ...] = ()
    stale: tuple[StaleEntry, ...] = ()
    unreadable: tuple[UnreadableFile, ...] = ()
    policy: Policy = Policy()
    overrides: tuple[Override, ...] = ()

    def subjects(self, kind: type) -> tuple[object, ...]:
        """Every value of the type that a rule names as its subject.

        kind: Project, Constitution, Feature, Spec, Plan, Tasks, Decision, PromptRecord, Route,
        ImportCrash, EventHook, Injection, one of the kinds that `EventLoop` or
        `Practices` holds, Imports, Handler, Signature, HardcodedLiteral, LoggedValue, OtherFile,
        SuppressionComment, StaleEntry, ModuleFacts, BindingMistake, Override or UnreadableFile.
        Raises KeyError for any other type: a rule with an unknown subject is a bug.
        """
        features = self.features
        known: dict[type, tuple[object, ...]] = {
            Project: (self,),
            Constitution: (self.constitution,) if self.constitution else (),
            BindingMistake: self.policy.mistakes,
            Override: self.overrides,
            Feature: features,
            Spec: tuple(feature.spec for feature in features if feature.spec),
            Plan: tuple(feature.plan for feature in features if feature.plan),
            Tasks: tuple(feature.tasks for feature in features if feature.tasks),
            Decision: self.decisions,
            PromptRecord: self.prompt_records,
            Route: self.routes.routes,
            ImportCrash: self.routes.crashes,
            EventHook: self.routes.hooks,
            Injection: self.routes.injections,
            BlockingCall: self.event_loop.calls,
            BlockingPath: self.event_loop.paths,
            NestedLoop: self.event_loop.nested,
            ForgottenAwait: self.event_loop.forgotten,
            DanglingTask: self.event_loop.dangling,
            QueryInLoop: self.event_loop.queries,
            WrongOffload: self.event_loop.offloads,
            HeldLock: self.event_loop.locks,
            UntypedBody: self.bodies,
            Imports: (self.structure.imports,),
            Handler: self.structure.handlers,
            Signature: self.structure.signatures,
            OpenOrigins: self.practices.origins,
            BuiltSql: self.practices.statements,
            DebugSwitch: self.practices.switches,
            LeakedError: self.practices.leaks,
            OutdatedPydantic: self.practices.outdated,
            HardcodedLiteral: self.literals,
            LoggedValue: self.logged,
            OtherFile: self.files,
            SuppressionComment: self.suppressions,
            ModuleFacts: self.modules,
            StaleEntry: self.stale,
            UnreadableFile: self.unreadable,
        }
        return known[kind]
