"""The examples of the document rules: each offence is found at its line, alone."""

from typing import Any

import pytest

from sdd.plugin import HEADINGS, Context, Feature, Finding, Offending, Project, Rule, Sound
from sdd.read.markdown.constitution import read_constitution
from sdd.read.markdown.plan import read_plan
from sdd.read.markdown.spec import read_spec
from sdd.read.markdown.tasks import read_tasks
from sdd.rules.constitution.missing_constitution import MissingConstitution
from sdd.rules.constitution.unfilled_placeholder import UnfilledPlaceholder
from sdd.rules.constitution.unversioned_constitution import UnversionedConstitution
from sdd.rules.plan.missing_constitution_check import MissingConstitutionCheck
from sdd.rules.plan.open_decision import OpenDecision
from sdd.rules.spec.duplicate_requirement_id import DuplicateRequirementId
from sdd.rules.spec.missing_section import MissingSection
from sdd.rules.spec.open_clarification import OpenClarification
from sdd.rules.spec.unfilled_template import UnfilledTemplate
from sdd.rules.tasks.duplicate_task_id import DuplicateTaskId
from sdd.rules.tasks.malformed_task import MalformedTask
from sdd.rules.tasks.unknown_story import UnknownStory

RULES: tuple[type[Rule[Any]], ...] = (
    MissingConstitution,
    UnfilledPlaceholder,
    UnversionedConstitution,
    MissingSection,
    OpenClarification,
    DuplicateRequirementId,
    UnfilledTemplate,
    MissingConstitutionCheck,
    OpenDecision,
    MalformedTask,
    DuplicateTaskId,
    UnknownStory,
)
OFFENCES = [
    (rule, example) for rule in RULES for example in rule.examples if isinstance(example, Offending)
]
LOOK_ALIKES = [
    (rule, example) for rule in RULES for example in rule.examples if isinstance(example, Sound)
]
FOLDER = "specs/001-login"


def read_project(files: dict[str, str]) -> Project:
    """A project of the documents among some files, as the application would gather it."""
    memory = ".specify/memory/constitution.md"
    law = read_constitution(files[memory], memory) if memory in files else None
    paths = {name: f"{FOLDER}/{name}.md" for name in ("spec", "plan", "tasks")}
    spec, plan, tasks = (files.get(path) for path in paths.values())
    feature = Feature(
        "001-login",
        FOLDER,
        None if spec is None else read_spec(spec, paths["spec"]),
        None if plan is None else read_plan(plan, paths["plan"]),
        None if tasks is None else read_tasks(tasks, paths["tasks"]),
    )
    marked = memory in files or "[tool.sdd]" in files.get("pyproject.toml", "")
    return Project(marked, memory if law else next(iter(files)), law, (feature,))


def check(files: dict[str, str]) -> list[Finding]:
    """Every finding of every document rule."""
    project = read_project(files)
    return [
        finding
        for rule in RULES
        for subject in project.subjects(rule.subject)
        for finding in rule().check(subject, Context(project))
    ]


@pytest.mark.parametrize(("rule", "example"), OFFENCES)
def test_an_offence_is_found_at_its_line_and_alone(
    rule: type[Rule[Any]], example: Offending
) -> None:
    (finding,) = check({example.path: example.source, **example.beside})
    assert finding.code == rule.meta.code
    assert (finding.place.path, finding.place.line) == (example.path, example.line)
    assert example.message in finding.message


@pytest.mark.parametrize(("rule", "example"), LOOK_ALIKES)
def test_a_look_alike_is_left_alone_by_every_document_rule(
    rule: type[Rule[Any]], example: Sound
) -> None:
    assert check({example.path: example.source, **example.beside}) == []


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_explains_itself_under_the_fixed_headings(rule: type[Rule[Any]]) -> None:
    lines = [line.strip() for line in (rule.__doc__ or "").splitlines()]
    assert [line[:-1] for line in lines if line[:-1] in HEADINGS] == list(HEADINGS)
    assert "".join(word.title() for word in rule.meta.name.split("-")) == rule.__name__
