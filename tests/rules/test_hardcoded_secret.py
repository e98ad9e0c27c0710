"""SEC101: class, severity and confidence of what the reader has judged."""

import pytest

from sdd.plugin import (
    Confidence,
    Context,
    Finding,
    HardcodedLiteral,
    Place,
    Project,
    SecretLiteral,
    Severity,
)
from sdd.redact.judge import judge
from sdd.redact.placing import Places
from sdd.rules.secrets.hardcoded_secret import HardcodedSecret


def finds(
    shape: str = "named",
    group: str = "credential",
    binding: str = "db_password",
    length: int = 20,
    path: str = "app/config.py",
    everywhere: bool = False,
) -> list[Finding]:
    literal = SecretLiteral(0, 0, binding, "assignment", shape, group, length, "")
    subject = HardcodedLiteral(literal, Place(path, 3, 5, 3, 27), "Settings")
    context = Context(Project(marked=False, anchor=path), Places(everywhere))
    return list(HardcodedSecret().check(subject, context))


def test_a_finding_says_what_is_bound_to_which_name_and_where() -> None:
    (finding,) = finds()
    assert finding.message == 'hardcoded password in "db_password" (assignment)'
    assert (finding.place, finding.scope) == (Place("app/config.py", 3, 5, 3, 27), "Settings")
    assert finding.key == "db_password:named"
    assert "rotate" in finding.remedy


def test_a_token_in_a_comment_needs_no_name() -> None:
    (finding,) = finds(shape="github-token", group="live", binding="")
    assert finding.message == "hardcoded github token (assignment)"


@pytest.mark.parametrize(
    ("shape", "group", "severity", "confidence"),
    [
        ("github-token", "live", Severity.ERROR, Confidence.HIGH),
        ("named", "credential", Severity.ERROR, Confidence.HIGH),
        ("named", "default", Severity.WARNING, Confidence.MEDIUM),
        ("jwt", "credential", Severity.WARNING, Confidence.HIGH),
        ("stripe-test-key", "test", Severity.WARNING, Confidence.MEDIUM),
        ("url-password", "test", Severity.INFO, Confidence.MEDIUM),
    ],
)
def test_the_class_decides_severity_and_confidence(
    shape: str, group: str, severity: Severity, confidence: Confidence
) -> None:
    (finding,) = finds(shape=shape, group=group)
    assert (finding.severity, finding.confidence) == (severity, confidence)


def test_a_weak_name_or_a_short_value_is_less_sure() -> None:
    assert finds(binding="session_token")[0].confidence is Confidence.MEDIUM
    assert finds(length=7)[0].confidence is Confidence.MEDIUM


@pytest.mark.parametrize("path", ["tests/test_a.py", "examples/a.py", "docs_src/a.py"])
def test_tests_examples_and_documentation_report_live_formats_only(path: str) -> None:
    assert finds(path=path) == []
    assert finds(shape="github-token", group="live", path=path) != []
    assert finds(path=path, everywhere=True) != []


def test_the_message_never_holds_the_value() -> None:
    value = "correct-horse-7-battery"
    verdict = judge(value, name="db_password", context="assignment")
    assert verdict
    (finding,) = finds(verdict.shape, verdict.group, length=verdict.length)
    assert value not in repr(finding)
