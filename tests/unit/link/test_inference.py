"""Which rules the words of a clause ask for, and which they do not."""

import pytest

from sdd.app.policy import policy_of
from sdd.link.wording import Standing, read_words
from sdd.model.policy import Binding, Demand
from sdd.read.markdown.constitution import read_constitution


def demands(*lines: str, title: str = "Principles") -> tuple[Demand, ...]:
    text = "\n".join(lines)
    return policy_of(read_constitution(f"# Shop\n\n## {title}\n\n{text}\n", "c.md")).demands


def asked(clause: str, title: str = "Principles") -> dict[str, Binding]:
    """What one clause asks for, built or not, by code."""
    (demand,) = demands(f"- {clause}", title=title)
    return {each.code: each for each in (*demand.bindings, *demand.planned)}


@pytest.mark.parametrize(
    ("clause", "codes"),
    [
        ("Every endpoint MUST declare a response model.", {"API201"}),
        ("Endpoints MUST never be built without a `response_model`.", {"API201"}),
        ("Request and response bodies MUST be Pydantic models.", {"API201", "API202"}),
        ("API keys MUST NEVER be hardcoded.", {"SEC101", "SEC102"}),
        ("Passwords MUST come from environment variables.", {"SEC101", "SEC102"}),
        ("Handlers MUST NOT make blocking calls.", {"ASY301", "ASY302"}),
        ("All database access MUST be asynchronous.", {"ASY301", "ASY302"}),
        ("All routes MUST be `async def`.", {"ASY308"}),
        ("All routes MUST be served under `/api/v1`.", {"API208"}),
        ("CORS MUST be restricted to known origins.", {"SEC110"}),
        ("SQL MUST use parameterised queries.", {"SEC111"}),
        ("Raw SQL is FORBIDDEN and MUST be refused in review.", {"SEC111"}),
        ("Stack traces MUST NOT reach the client.", {"SEC112"}),
        ("List endpoints MUST be paginated.", {"API206"}),
        ("Lists MUST NOT be returned without pagination.", {"API206"}),
        ("Handlers MUST NOT hold business logic.", {"ARC402"}),
        ("All functions MUST have type hints.", {"ARC404"}),
        ("Logs MUST NOT contain passwords or personal data.", {"SEC103"}),
        ("Endpoints MUST NOT return ORM models.", {"API215"}),
        ("Test coverage MUST NOT fall below 80 %.", {"OPS509"}),
    ],
)
def test_a_clause_asks_for_what_its_words_say(clause: str, codes: set[str]) -> None:
    assert set(asked(clause)) == codes


@pytest.mark.parametrize(
    "clause",
    [
        "Names in the catalogue MUST NOT be hardcoded.",
        "React components MUST declare the type of every response.",
        "The frontend MUST NOT log passwords.",
        "Contract tests MUST verify request and response schemas.",
        "Response models MUST NOT change within a major version.",
        "Endpoints MUST NOT be async where the driver is not.",
        "Pools MUST be sized for the database.",
        "Every tool function MUST have type hints.",
        "Coverage MUST be reported on every change.",
        "`.env` files MUST be in `.gitignore`.",
        "`OPENAI_API_KEY` and `JWT_SECRET` MUST be documented by the environment.",
        "Los secretos MUST quedar fuera del repositorio.",
        "\u79d8\u5bc6\u306f\u30b3\u30fc\u30c9\u306b hardcode \u3057\u306a\u3044\u3053\u3068"
        "\uff08MUST\uff09 secrets",
    ],
)
def test_a_clause_that_speaks_of_something_else_asks_for_nothing(clause: str) -> None:
    assert asked(clause) == {}


def test_the_word_of_the_clause_decides_and_the_reason_is_told() -> None:
    (must,) = demands("- Secrets MUST NOT be hardcoded.")
    (should,) = demands("- Lists SHOULD be paginated.")
    first = must.bindings[0]
    assert (first.code, first.how, first.severity.value) == ("SEC101", "inferred", "error")
    assert first.reason == "it says 'NOT', 'hardcoded' and 'Secrets'"
    assert first.score == 100
    assert [(each.code, each.severity.value) for each in should.bindings] == [("API206", "warning")]


def test_an_explanation_demands_nothing() -> None:
    assert demands("**Rationale**: secrets MUST NOT be hardcoded, since they leak.") == ()
    exempt = demands("Exceptions:", "", "- Handlers MUST NOT block.", title="A (NON-NEGOTIABLE)")
    assert exempt == ()


def test_a_lead_in_lends_its_words_and_its_refusal() -> None:
    (item,) = demands("Queries MUST NOT:", "", "- Use raw SQL")
    assert [each.code for each in (*item.bindings, *item.planned)] == ["SEC111"]
    (hints,) = demands("Type hints are REQUIRED for:", "", "- All functions and methods")
    assert [each.code for each in (*hints.bindings, *hints.planned)] == ["ARC404"]
    own = demands("All I/O MUST be async:", "", "- Pools MUST be sized for the database.")
    assert own[-1].bindings == ()


def test_a_clause_that_names_a_rule_or_says_none_is_settled() -> None:
    (named,) = demands("- Secrets MUST NOT be hardcoded (`API201`).")
    assert [(each.code, each.how) for each in named.bindings] == [("API201", "explicit")]
    (none,) = demands("- Secrets MUST NOT be hardcoded. <!-- sdd: bind none -->")
    assert (none.bindings, none.planned) == ((), ())


def test_a_named_rule_takes_its_values_from_the_words_of_its_clause() -> None:
    (named,) = demands("- Endpoints MUST be thin: at most 12 statements (`fat-endpoint`).")
    (binding,) = named.bindings
    assert (binding.how, dict(binding.options)) == ("explicit", {"max-statements": 12})
    (written,) = demands("- Endpoints MUST be thin, at most 12 lines. <!-- sdd: bind ARC402 -->")
    assert written.bindings[0].options == ()


def test_a_may_waives_what_it_permits_and_demands_nothing() -> None:
    (may,) = demands("- Tests MAY hardcode secrets.")
    assert (may.bindings, may.planned) == ((), ())
    assert [each.code for each in may.waives] == ["SEC101", "SEC102"]
    (nothing,) = demands("- Teams MAY keep secrets in environment variables.")
    assert nothing.waives == ()


def test_words_behind_an_exception_or_a_purpose_are_told_apart() -> None:
    words = {each.text: each for each in read_words("It MUST NOT block except in scripts")}
    assert (words["block"].refused, words["block"].standing) == (True, Standing.SAID)
    assert words["scripts"].standing is Standing.EXCEPTED
    words = {each.text: each for each in read_words("Pools MUST be small to avoid blocking")}
    assert words["blocking"].standing is Standing.PURPOSE


def test_values_become_options() -> None:
    assert dict(asked("Coverage MUST be at least 80 %.")["OPS509"].options) == {"minimum": 80}
    prefix = asked("All routes MUST be versioned under `/api/v1/`.")["API208"]
    assert dict(prefix.options).get("prefix", "/api/v1") == "/api/v1"
