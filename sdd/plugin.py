"""The one public door for rule authors. The rules of `sdd` itself use nothing else.

A rule is a class: a docstring with fixed headings, `meta`, `subject`, `examples`, `check`.
It holds no state; it is asked once per subject and answers with complete findings.
"""

from abc import abstractmethod
from collections.abc import Iterator
from typing import Any, ClassVar, Generic, TypeVar

from msgspec import Struct, field

from sdd.model.alternatives import are_alternatives
from sdd.model.baseline import StaleEntry
from sdd.model.bodies import UntypedBody
from sdd.model.calls import (
    BlockingCall,
    BlockingPath,
    DanglingTask,
    ForgottenAwait,
    HeldLock,
    Hop,
    NestedLoop,
    QueryInLoop,
    Runner,
    WrongOffload,
    path_steps,
    path_text,
)
from sdd.model.decisions import Decision, DecisionStatus, NumberElsewhere, Relation, resolve
from sdd.model.documents import (
    Checklist,
    Clause,
    Constitution,
    Field,
    GateCheck,
    ImpactReport,
    Mention,
    Plan,
    Principle,
    Requirement,
    Row,
    Spec,
    Story,
    Task,
    Tasks,
)
from sdd.model.facts import ModuleFacts, SecretLiteral, Suppression, UnreadableFile
from sdd.model.files import FileSecret, NamedVariable, OtherFile
from sdd.model.finding import Confidence, Finding, FixOffer, Place, Related, Severity
from sdd.model.globs import matches as matches_path
from sdd.model.layers import Layer, Layers
from sdd.model.logged import LoggedValue
from sdd.model.own_names import OwnNames
from sdd.model.phrases import Phrase, Stance, Value, ValueKind, refuses, speaks_of, wants
from sdd.model.policy import BindingMistake, Override
from sdd.model.practices import (
    BuiltSql,
    DebugSwitch,
    LeakedError,
    OpenOrigins,
    OutdatedPydantic,
)
from sdd.model.project import Feature, HardcodedLiteral, Project, SuppressionComment
from sdd.model.prompt_records import ROUTED, STAGES, HeldSecret, PromptRecord, stage_called
from sdd.model.routes import (
    Body,
    EventHook,
    ImportCrash,
    Injection,
    Model,
    Route,
    Suite,
    TakenParameter,
)
from sdd.model.stack import Stack
from sdd.model.structure import DataAccess, Handler, ImportedName, Imports, Signature
from sdd.model.technologies import FRAMEWORKS, LANGUAGES, STORES, Choice, find_choices
from sdd.model.template_tree import TemplateTree
from sdd.model.templates import PathParameter, path_parameters, path_symbols
from sdd.model.variables import VariableRead

__all__ = [
    "FRAMEWORKS",
    "LANGUAGES",
    "ROUTED",
    "STAGES",
    "STORES",
    "BindingMistake",
    "BlockingCall",
    "BlockingPath",
    "Body",
    "BuiltSql",
    "Checklist",
    "Choice",
    "Clause",
    "Confidence",
    "Constitution",
    "Context",
    "DanglingTask",
    "DataAccess",
    "DebugSwitch",
    "Decision",
    "DecisionStatus",
    "EventHook",
    "Feature",
    "Field",
    "FileSecret",
    "Finding",
    "FixOffer",
    "ForgottenAwait",
    "GateCheck",
    "Handler",
    "HardcodedLiteral",
    "HeldLock",
    "HeldSecret",
    "Hop",
    "ImpactReport",
    "ImportCrash",
    "ImportedName",
    "Imports",
    "Injection",
    "Layer",
    "Layers",
    "LeakedError",
    "LoggedValue",
    "Mention",
    "Meta",
    "Model",
    "ModuleFacts",
    "NamedVariable",
    "NestedLoop",
    "NoOptions",
    "NumberElsewhere",
    "Offending",
    "OpenOrigins",
    "OtherFile",
    "OutdatedPydantic",
    "Override",
    "OwnNames",
    "PathParameter",
    "Phrase",
    "Place",
    "Plan",
    "Principle",
    "Project",
    "PromptRecord",
    "QueryInLoop",
    "Related",
    "Relation",
    "Requirement",
    "Route",
    "Row",
    "Rule",
    "Runner",
    "SecretLiteral",
    "Severity",
    "Signature",
    "Sound",
    "Spec",
    "Stack",
    "StaleEntry",
    "Stance",
    "Story",
    "Suite",
    "Suppression",
    "SuppressionComment",
    "TakenParameter",
    "Task",
    "Tasks",
    "TemplateTree",
    "UnreadableFile",
    "UntypedBody",
    "Value",
    "ValueKind",
    "VariableRead",
    "WrongOffload",
    "are_alternatives",
    "find_choices",
    "matches_path",
    "path_parameters",
    "path_steps",
    "path_symbols",
    "path_text",
    "refuses",
    "resolve",
    "speaks_of",
    "stage_called",
    "wants",
]

HEADINGS = ("What it finds", "Why it matters", "What to do", "Fix safety")

Subject = TypeVar("Subject")


class Meta(Struct, frozen=True):
    """What a rule is. A code never changes once released; a name is a kebab-case offence.

    since: the first version that has it. opt_in: runs only when a clause or the
    configuration asks for it. remedy: one sentence, shown under each finding.
    phrases: the words of a constitution clause that ask for it.
    """

    code: str
    name: str
    summary: str
    severity: Severity
    since: str
    remedy: str
    opt_in: bool = False
    phrases: tuple[Phrase, ...] = ()


class NoOptions(Struct, frozen=True):
    """The options of a rule that has none."""


class Offending(Struct, frozen=True):
    """A project in which the rule speaks exactly once.

    source: text of the file `path`; line: 1-based line of the finding; message: a part of
    its message; beside: other files of the project, path to text. commits: what was committed
    before, in order, each a set of files.
    """

    source: str
    line: int
    message: str
    path: str = "app.py"
    beside: dict[str, str] = field(default_factory=dict)
    commits: tuple[dict[str, str], ...] = ()


class Sound(Struct, frozen=True):
    """A project that looks like an offence and is none: every rule of the family is silent."""

    source: str
    path: str = "app.py"
    beside: dict[str, str] = field(default_factory=dict)
    commits: tuple[dict[str, str], ...] = ()


class Context(Struct, frozen=True):
    """What a rule may ask besides its subject: the whole project and its own options."""

    project: Project
    options: Any = NoOptions()


class Rule(Generic[Subject]):
    """The base of every rule.

    subject: the type of the value that `check` is given (see `Project.subjects`).
    options: a frozen struct with defaults; each field is an option of the same name.
    """

    meta: ClassVar[Meta]
    subject: ClassVar[type]
    examples: ClassVar[tuple[Offending | Sound, ...]] = ()
    options: ClassVar[type[Struct]] = NoOptions

    @abstractmethod
    def check(self, subject: Subject, context: Context) -> Iterator[Finding]:
        """Ask the question of one subject; yield what offends, in any order."""

    def finding(
        self,
        place: Place,
        message: str,
        *,
        key: str,
        scope: str = "",
        confidence: Confidence = Confidence.HIGH,
        lower: int = 0,
        related: tuple[Related, ...] = (),
        remedy: str = "",
        fix: FixOffer | None = None,
        is_path: bool = False,
    ) -> Finding:
        """A complete finding of this rule.

        key: the subject key, stable when lines move and messages are reworded.
        scope: qualified name of the enclosing scope, or the id of the document part.
        lower: steps below the rule's severity for a case that is less bad.
        is_path: the related places are the steps of one path, in order.
        """
        return Finding(
            code=self.meta.code,
            name=self.meta.name,
            severity=self.meta.severity.lowered(lower),
            confidence=confidence,
            message=message,
            place=place,
            scope=scope,
            key=key,
            lower=lower,
            remedy=remedy or self.meta.remedy,
            related=related,
            fix=fix,
            is_path=is_path,
        )
