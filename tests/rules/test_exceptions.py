"""What a constitution permits by exception, and what an ignore comment may not hide."""

from pathlib import Path

from sdd.app.check import CheckRequest, check
from sdd.model.finding import Finding
from tests.language import finds, write_project

PATH = ".specify/memory/constitution.md"
FOOTER = "\n**Version**: 1.0.0 | **Ratified**: 2026-01-15 | **Last Amended**: 2026-01-15\n"
BLOCKING = "import time\n\n\nasync def wait() -> None:\n    time.sleep(1)\n"
FILES = {"app/wait.py": BLOCKING, "scripts/wait.py": BLOCKING, "tests/test_wait.py": BLOCKING}


def law(*clauses: str) -> dict[str, str]:
    text = "\n".join(f"- {clause}" for clause in clauses)
    return {PATH: f"# Shop\n\n## Async\n\n{text}\n{FOOTER}"}


def places(found: tuple[Finding, ...]) -> list[str]:
    return [each.place.path for each in found]


def test_a_may_permits_at_the_paths_that_it_names(tmp_path: Path) -> None:
    demand = "Handlers MUST NOT make blocking calls."
    for name, clause, left in (
        (
            "folder",
            "Code in `scripts/` MAY make blocking calls.",
            ["app/wait.py", "tests/test_wait.py"],
        ),
        ("kind", "Tests MAY make blocking calls.", ["app/wait.py", "scripts/wait.py"]),
        ("named", "Scripts MAY sleep (`ASY301`).", ["app/wait.py", "tests/test_wait.py"]),
        ("nowhere", "A quick fix MAY make blocking calls.", [*FILES]),
        ("other", "Tests MAY hardcode secrets.", [*FILES]),
    ):
        files = FILES | law(demand, clause)
        assert places(finds(tmp_path / name, files, select=("ASY301",))) == left, name


def test_an_exception_in_the_demand_itself_holds_there(tmp_path: Path) -> None:
    files = FILES | law("Code MUST NOT make blocking calls, except in scripts and in `tests/`.")
    assert places(finds(tmp_path, files, select=("ASY301",))) == ["app/wait.py"]


def test_what_is_permitted_is_counted_as_hidden(tmp_path: Path) -> None:
    files = FILES | law("Scripts MAY make blocking calls (`ASY301`).")
    write_project(tmp_path, files)
    (outcome,) = check(CheckRequest(root=tmp_path, select=("ASY301",)), tmp_path).outcomes
    assert (len(outcome.findings), outcome.suppressed) == (2, 1)


def test_an_ignore_without_a_reason_hides_nothing_of_a_bound_rule(tmp_path: Path) -> None:
    ignored = BLOCKING.replace("sleep(1)", "sleep(1)  # sdd: ignore[ASY301]")
    reasoned = BLOCKING.replace("sleep(1)", "sleep(1)  # sdd: ignore[ASY301] measured")
    bound = law("Handlers MUST NOT make blocking calls.")
    asked = ("ASY301", "SDD002", "SDD003")
    found = finds(tmp_path / "bare", {"a.py": ignored} | bound, select=asked)
    assert [each.code for each in found] == ["ASY301", "SDD002"]
    assert found[0].article is not None
    assert "hides nothing: the constitution demands ASY301" in found[1].message
    assert finds(tmp_path / "reason", {"a.py": reasoned} | bound, select=asked) == ()
    unbound = finds(tmp_path / "unbound", {"a.py": ignored}, select=asked)
    assert [each.code for each in unbound] == ["SDD002"]


def test_musts_that_nothing_checks_are_one_finding_with_their_count(tmp_path: Path) -> None:
    clauses = [f"Part {number} MUST be discussed." for number in range(30)]
    files = law("Secrets MUST NOT be hardcoded.", "Pods MUST NOT run as root (`OPS502`).", *clauses)
    (found,) = finds(tmp_path, files, select=("CON006",))
    assert found.message == (
        "30 of 32 MUSTs are checked by no rule; for 1 more the rule is not built yet"
    )
    assert (found.place.line, len(found.related)) == (7, 9)


def test_a_name_in_inline_code_that_is_nearly_a_rule_is_unknown(tmp_path: Path) -> None:
    files = law(
        "Routes MUST declare it (`missing-respose-model`).",
        "Names MUST be `kebab-case-like-this`, never `missing-price`.",
    )
    (found,) = finds(tmp_path, files, select=("CON007",))
    assert found.place.line == 5
    assert "did you mean missing-response-model?" in found.message


def test_the_steps_of_a_path_are_followed_by_the_other_clauses(tmp_path: Path) -> None:
    code = (
        "import time\n\n\ndef nap() -> None:\n    time.sleep(1)\n\n\n"
        "async def wait() -> None:\n    nap()\n"
    )
    files = {"a.py": code} | law(
        "Code MUST NOT block (`ASY302`).", "No sleep MUST stay (`ASY302`)."
    )
    (found,) = finds(tmp_path, files, select=("ASY302",))
    assert found.is_path
    assert [each.place.path for each in found.related if each.is_clause] == [PATH]
    assert found.related[-1].is_clause


def test_quoted_and_coded_words_are_no_modality(tmp_path: Path) -> None:
    files = law("The word `MUST` binds, and `SHOULD` advises.", 'They write "MUST" where it binds.')
    assert finds(tmp_path, files, select=("CON006",)) == ()
