"""What texts of a session prove: commits, results of tests, ticked tasks, requirement ids."""

import re
from collections.abc import Iterable

from sdd.model.session import Commit

_COMMIT = re.compile(
    r"^\[(?P<branch>[^\]\s]{1,200}(?: HEAD)?)(?: \(root-commit\))? (?P<sha>[0-9a-f]{7,40})\] "
    r"(?P<subject>.{1,500})$",
    re.MULTILINE,
)
_TEST_COMMAND = re.compile(
    r"(?:^|[\s;&|(/])(?:pytest|py\.test|tox|nox|jest|vitest|mocha|phpunit|rspec|ctest)(?=$|[\s;&|)])"
    r"|\b(?:go|cargo|dotnet|mvn|gradle|deno|bun|playwright|manage\.py) test\b"
    r"|-m unittest\b"
    r"|\b(?:npm|pnpm|yarn)(?: run)? test\b|\bmake (?:test|check)\b"
)
_ASKS_ONLY = re.compile(r"--(?:version|help|collect-only|co)\b|\b(?:pip|uv|npm) (?:install|add)\b")
_COUNT = re.compile(r"\b\d+ (?:passed|failed|errors?|failures?|skipped|xfailed|deselected)\b")
_VERDICT = re.compile(r"^(?:OK|FAILED)(?: \(.{1,100}\))?$|^test result: |^no tests ran\b")
_FAILING = re.compile(
    r"\b[1-9]\d* (?:failed|errors?|failures?)\b|\bFAILED\b|(?:failures|errors)=[1-9]"
)
_ANSI = re.compile(r"\x1b\[[0-9;]{0,20}m")
_LONGEST_RESULT = 200
_BOX = re.compile(
    r"^[+\s]*[-*+] \[(?P<mark>[ xX])\] (?:\*\*)?(?P<id>T\d{1,5}[a-z]?)\b", re.MULTILINE
)
_REQUIREMENT = re.compile(r"\b(?:FR|NFR|SC|AC|EC|CON|ASM|DEP|SEC|CR|EVAL)-\d{1,4}[a-z]?\b")


def find_commits(output: str) -> tuple[Commit, ...]:
    """The commits that `git commit` announces, as `[branch sha] subject`."""
    if "] " not in output:
        return ()
    return tuple(
        Commit(match["sha"], match["subject"].strip(), match["branch"].removesuffix(" HEAD"))
        for match in _COMMIT.finditer(output)
    )


def is_test_command(command: str) -> bool:
    """Whether a command runs tests."""
    return bool(_TEST_COMMAND.search(command)) and not _ASKS_ONLY.search(command)


def summary_of_tests(output: str) -> str:
    """The last line in which a test run sums itself up; "" where there is none."""
    for line in reversed(output.splitlines()):
        plain = _ANSI.sub("", line).strip().strip("=").strip()
        if len(plain) <= _LONGEST_RESULT and (_COUNT.search(plain) or _VERDICT.search(plain)):
            return plain
    return ""


def has_failures(result: str) -> bool:
    """Whether a summing-up speaks of failures."""
    return bool(_FAILING.search(result))


def ticked_tasks(old: str, new: str) -> tuple[str, ...]:
    """Ids of tasks that are ticked in a new text and were open in the old one, in order."""
    before = _boxes(old)
    return tuple(id for id, done in _boxes(new).items() if done and before.get(id) is False)


def _boxes(text: str) -> dict[str, bool]:
    return {match["id"]: match["mark"] != " " for match in _BOX.finditer(text)}


def requirement_ids(*texts: str) -> tuple[str, ...]:
    """The ids of requirements that texts name, each once, in order."""
    return unique(id for text in texts for id in _REQUIREMENT.findall(text))


def unique(texts: Iterable[str]) -> tuple[str, ...]:
    """Each text once, in order, the empty ones left out."""
    return tuple(dict.fromkeys(text for text in texts if text))
