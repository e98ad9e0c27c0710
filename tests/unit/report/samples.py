"""Small outcomes whose reports can be read at a glance."""

from sdd.model.finding import (
    Article,
    Confidence,
    Finding,
    FixOffer,
    Place,
    Related,
    Severity,
)
from sdd.model.outcome import Outcome, RuleCard, Unchecked

CLAUSE = Article(
    "III. Typed contracts",
    ".specify/memory/constitution.md",
    31,
    "Every route MUST declare\n  a response model.",
)

CARD = RuleCard(
    code="API201",
    name="missing-response-model",
    summary="A route answers with a body that no model describes",
    severity=Severity.ERROR,
    since="0.1.0",
    opt_in=False,
    docs={
        "What it finds": "A route without a\nmodel.\n\nIt looks at:\n\n- decorators\n- calls",
        "Why it matters": "Clients guess.",
    },
    options=(("allow", "[]", "Paths that may answer anything."),),
    offending=('@app.get("/x")\ndef read():\n\treturn {}\n',),
    sound=("x = 1\n", "y = 2\n"),
    article=CLAUSE,
)

OPT_IN = RuleCard(
    code="SEC101",
    name="hardcoded-secret",
    summary="A credential stands in the code | or in a document",
    severity=Severity.WARNING,
    since="0.1.0",
    opt_in=True,
    docs={},
)

MISSING_MODEL = Finding(
    code="API201",
    name="missing-response-model",
    severity=Severity.ERROR,
    confidence=Confidence.HIGH,
    message="GET /items/{item_id} answers 100% of its bodies without a model",
    place=Place("app/items.py", 14, 1, 14, 32),
    remedy="Declare `response_model=`.",
    article=CLAUSE,
    related=(Related("the model of its sibling", Place("app/models.py", 3, 7, 3, 11)),),
    fix=FixOffer("Add `response_model=Item`", "unsafe"),
    fingerprint="0123456789abcdef0123456789abcdef",
)

DUPLICATE = Finding(
    code="SPC102",
    name="duplicate-requirement-id",
    severity=Severity.WARNING,
    confidence=Confidence.MEDIUM,
    message="FR-003 is defined twice",
    place=Place("specs/001-日本 語/spec.md", 52, 5, 53, 2),
    fingerprint="fedcba9876543210fedcba9876543210",
)

OUTCOME = Outcome(
    root=".",
    findings=(MISSING_MODEL, DUPLICATE),
    rules=(CARD,),
    python_files=2,
    documents=1,
    suppressed=1,
    lines={
        ("app/items.py", 14): '@router.get("/items/{item_id}")',
        ("specs/001-日本 語/spec.md", 52): "- **FR-003**: 日本語",
    },
)

CLEAN = Outcome(root=".", findings=(), rules=(CARD,), python_files=42, documents=7)

UNREAD = Outcome(
    root=".",
    findings=(),
    rules=(CARD,),
    python_files=1,
    documents=0,
    unchecked=(Unchecked("app/tief gefaltet.py", "nested too deeply"),),
)


def finding(path: str = "app.py", message: str = "wrong", **fields: object) -> Finding:
    """A finding of no particular rule; any field can be given."""
    values: dict[str, object] = {
        "code": "API201",
        "name": "missing-response-model",
        "severity": Severity.ERROR,
        "confidence": Confidence.HIGH,
        "message": message,
        "place": Place(path, 1, 1, 1, 2),
        "fingerprint": "0" * 32,
    }
    return Finding(**{**values, **fields})


def outcome(*findings: Finding, root: str = ".", lines: dict | None = None) -> Outcome:
    """An outcome of one checked file with these findings."""
    return Outcome(root, findings, (CARD,), 1, 0, lines=lines or {})
