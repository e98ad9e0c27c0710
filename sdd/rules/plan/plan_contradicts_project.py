"""PLN104."""

import re
from collections.abc import Iterator, Sequence

from sdd.plugin import (
    FRAMEWORKS,
    LANGUAGES,
    STORES,
    Choice,
    Confidence,
    Context,
    Feature,
    Field,
    Finding,
    Meta,
    Offending,
    Place,
    Plan,
    Related,
    Rule,
    Severity,
    Sound,
    Stack,
    find_choices,
)

_PATH = "specs/001-login/plan.md"
_TASKS = "specs/001-login/tasks.md"
_PROJECT = '[project]\nname = "library"\nrequires-python = ">=3.12"\ndependencies = [\n'
_FASTAPI = f'{_PROJECT}    "fastapi>=0.115",\n    "asyncpg",\n]\n\n[tool.sdd]\n'
_PLAN = (
    "# Implementation Plan: Login\n\n## Constitution Check\n\n- [x] I. Contracts: kept\n\n"
    "## Technical Context\n\n"
)
_DONE = "# Tasks: Login\n\n## Phase 1: Setup\n\n- [x] T001 Create app/main.py\n"

# Of the stores that a project has, this one may be there for its tests only.
_FOR_TESTS = "SQLite"
_PLANNED = re.compile(
    r"\bpython\s*(?P<op>>=|≥|~=|==|\^)?\s*(?P<version>3\.\d{1,2})(?P<more>\+|\.x)?"
    r"(?:\s*(?:,\s*)?(?P<open>(?:or|and) (?:newer|later|higher|above|up)|以上|以降))?"
    r"(?P<range>\s*(?:-|\u2013|to|/|,|or)\s*3\.\d{1,2})?",
    re.IGNORECASE,
)
_BOUND = re.compile(r"(?P<op>>=|<=|<|>|==|~=|\^|~)?\s*(?P<major>\d)\.(?P<minor>\d{1,3})")


class PlanContradictsProject(Rule[Feature]):
    """A plan for another project than this one.

    What it finds:
        A technical context that names another web framework or another database than the
        project's manifests require, or a Python version that they exclude; and, once every task
        of the feature is ticked, a language that no file is written in, a web framework that no
        manifest requires, and a planned source tree of which no folder exists. A project with no
        manifest, SQLite beside or instead of another database, and whatever a plan names beside
        what the project has, are not judged.

    Why it matters:
        Agents build what the plan says: a second framework, a second database, files in folders
        that nobody looks into.

    What to do:
        Correct the plan, or, where it means to change the project, say so in the plan and record
        the decision.

    Fix safety:
        No fix is offered: either side may be the one that is right.
    """

    meta = Meta(
        code="PLN104",
        name="plan-contradicts-project",
        summary="language, framework, storage or structure that the project does not have",
        severity=Severity.WARNING,
        since="0.2.0",
        remedy="Correct the plan, or record the decision to change the project.",
    )
    subject = Feature
    examples = (
        Offending(
            f"{_PLAN}**Primary Dependencies**: Flask, Pydantic\n",
            9,
            "the plan names Flask, the project requires FastAPI",
            path=_PATH,
            beside={"pyproject.toml": _FASTAPI},
        ),
        Offending(
            f"{_PLAN}**Storage**: MongoDB\n",
            9,
            "the plan names MongoDB, the project requires PostgreSQL",
            path=_PATH,
            beside={"pyproject.toml": _FASTAPI},
        ),
        Offending(
            f"{_PLAN}**Language/Version**: Python 3.11\n",
            9,
            "the plan names Python 3.11, pyproject.toml demands >=3.12",
            path=_PATH,
            beside={"pyproject.toml": _FASTAPI},
        ),
        Offending(
            f"{_PLAN}**Storage**: MySQL\n\n## Project Structure\n\n```text\nserver/\n├── web/\n"
            "```\n",
            14,
            "no planned folder exists: server, web",
            path=_PATH,
            beside={"pyproject.toml": f"{_PROJECT}]\n\n[tool.sdd]\n", _TASKS: _DONE},
        ),
        Sound(
            f"{_PLAN}**Language/Version**: Python 3.12+\n**Primary Dependencies**: FastAPI, "
            "migrated from Flask\n**Storage**: PostgreSQL, SQLite for tests\n\n"
            "## Project Structure\n\n```text\nserver/\n```\n",
            path=_PATH,
            beside={"pyproject.toml": _FASTAPI},
        ),
        Offending(
            f"{_PLAN}**Primary Dependencies**: FastAPI\n",
            9,
            "every task is done and no manifest requires FastAPI",
            path=_PATH,
            beside={"pyproject.toml": f"{_PROJECT}]\n\n[tool.sdd]\n", _TASKS: _DONE},
        ),
        Sound(
            f"{_PLAN}**Language/Version**: Python 3.11 or newer\n**Storage**: MongoDB\n",
            path=_PATH,
            beside={"pyproject.toml": f"{_PROJECT}]\n\n[tool.sdd]\n"},
        ),
        Sound(f"{_PLAN}**Storage**: MongoDB\n", path=_PATH),
    )

    def check(self, subject: Feature, context: Context) -> Iterator[Finding]:
        plan, stack = subject.plan, context.project.stack
        if plan is None or plan.dialect == "other" or not stack.manifests:
            return
        language = _values(plan, "language")
        libraries = [*_values(plan, "dependenc"), *_values(plan, "framework"), *language]
        yield from self._version(language, stack)
        yield from self._rival(libraries, FRAMEWORKS, stack, "framework")
        yield from self._rival(_values(plan, "storage"), STORES, stack, "storage")
        if _is_done(subject):
            yield from self._missing_language(language, stack)
            yield from self._missing_framework(libraries, context)
            yield from self._missing_folders(plan, stack)

    def _version(self, fields: Sequence[Field], stack: Stack) -> Iterator[Finding]:
        for field in fields:
            match = _PLANNED.search(field.value)
            if match is None or match["range"] or not stack.python:
                continue
            version = int(match["version"].partition(".")[2])
            is_open = bool(
                match["more"] == "+" or match["open"] or match["op"] in (">=", "≥", "~=", "^")
            )
            refusing = [each for each in stack.python if not _allows(each[0], version, is_open)]
            if len(refusing) == len(stack.python):
                demand, path = refusing[0]
                named = f"Python {match['version']}{'+' if is_open else ''}"
                message = f"the plan names {named}, {path} demands {demand}"
                related = (Related("the demand", Place(path)),)
                yield self.finding(field.place, message, key="python", related=related)

    def _rival(
        self,
        fields: Sequence[Field],
        choices: Sequence[Choice],
        stack: Stack,
        role: str,
    ) -> Iterator[Finding]:
        """What the plan names for a role, where the project chose otherwise and only otherwise."""
        present = [each.name for each in choices if stack.packages & each.evidence]
        planned = {
            each.name: field for field in fields for each in find_choices(field.value, choices)
        }
        if not present or not planned or set(present) & set(planned):
            return
        if _FOR_TESTS in planned or (_FOR_TESTS in present and len(present) > 1):
            present = [name for name in present if name != _FOR_TESTS]
        if not present or present == [_FOR_TESTS] or [*planned] == [_FOR_TESTS]:
            return
        name, field = next(iter(planned.items()))
        message = f"the plan names {name}, the project requires {' and '.join(present)}"
        yield self.finding(field.place, message, key=role)

    def _missing_language(self, fields: Sequence[Field], stack: Stack) -> Iterator[Finding]:
        for field in fields:
            named = find_choices(field.value, LANGUAGES)
            if named and not any(stack.suffixes & each.evidence for each in named):
                names = " or ".join(each.name for each in named)
                message = f"every task is done and no file is written in {names}"
                yield self.finding(field.place, message, key="language")

    def _missing_framework(self, fields: Sequence[Field], context: Context) -> Iterator[Finding]:
        planned = {
            choice: field for field in fields for choice in find_choices(field.value, FRAMEWORKS)
        }
        required = context.project.stack.packages
        # Where others were chosen instead that is said already; routes are FastAPI's own.
        chosen = any(each.evidence & required for each in FRAMEWORKS)
        if planned and not chosen and not context.project.routes.routes:
            choice, field = next(iter(planned.items()))
            message = f"every task is done and no manifest requires {choice.name}"
            yield self.finding(field.place, message, key="framework", confidence=Confidence.MEDIUM)

    def _missing_folders(self, plan: Plan, stack: Stack) -> Iterator[Finding]:
        planned = plan.folders
        if not planned or any(each.text in stack.folders for each in planned):
            return
        names = ", ".join(dict.fromkeys(each.text for each in planned[:3]))
        message = f"every task is done and no planned folder exists: {names}"
        yield self.finding(planned[0].place, message, key="structure", confidence=Confidence.MEDIUM)


def _values(plan: Plan, word: str) -> list[Field]:
    """What the plan says under labels with a word in them; the template's samples say nothing."""
    samples = {sample.place.line for sample in plan.samples}
    return [
        field
        for field in plan.context
        if word in field.key and field.value and field.place.line not in samples
    ]


def _allows(demand: str, minor: int, is_open: bool) -> bool:
    """Whether a demand on the interpreter admits Python 3.minor, or a later one if it is open."""
    later = range(minor, minor + 20) if is_open else (minor,)
    bounds = [
        (match["op"] or "==", int(match["minor"]))
        for match in _BOUND.finditer(demand)
        if match["major"] == "3"
    ]
    return any(all(_holds(each, *bound) for bound in bounds) for each in later)


def _holds(minor: int, op: str, bound: int) -> bool:
    match op:
        case ">=" | "^" | "~" | "~=":
            return minor >= bound
        case ">":
            # ">3.11" admits 3.11.1.
            return minor >= bound
        case "<":
            return minor < bound
        case "<=":
            return minor <= bound
    return minor == bound


def _is_done(feature: Feature) -> bool:
    tasks = feature.tasks.tasks if feature.tasks else ()
    return bool(tasks) and all(task.done for task in tasks)
