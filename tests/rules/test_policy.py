"""What clauses do to the findings of the rules that they bind."""

from pathlib import Path

from sdd.model.finding import Severity
from tests.language import finds

PATH = ".specify/memory/constitution.md"
FOOTER = "\n**Version**: 1.0.0 | **Ratified**: 2026-01-15 | **Last Amended**: 2026-01-15\n"
CODE = """from fastapi import FastAPI

app = FastAPI()


@app.get("/orders")
def orders():
    return [1]
"""


def law(*clauses: str) -> dict[str, str]:
    text = "\n".join(f"- {clause}" for clause in clauses)
    return {PATH: f"# Shop\n\n## Contracts\n\n{text}\n{FOOTER}", "app.py": CODE}


def test_a_binding_raises_and_never_lowers(tmp_path: Path) -> None:
    raised = law("Routes SHOULD declare it. <!-- sdd: bind API201 severity=error -->")
    lowered = law("Routes MUST declare it. <!-- sdd: bind API201 severity=info -->")
    for name, files in (("raised", raised), ("lowered", lowered)):
        (found,) = finds(tmp_path / name, files, select=("API201",))
        assert found.severity is Severity.ERROR, name


def test_the_strongest_clause_is_quoted_and_the_others_are_related(tmp_path: Path) -> None:
    files = law("Routes SHOULD have a model (`API201`).", "Routes MUST declare it (`API201`).")
    (found,) = finds(tmp_path, files, select=("API201",))
    assert found.article is not None
    assert found.article.line == 6
    assert [(each.message, each.place.line) for each in found.related] == [
        ("this clause asks for it too", 5)
    ]


def test_a_comment_on_a_line_of_its_own_binds_the_clause_before(tmp_path: Path) -> None:
    text = f"# Shop\n\nRoutes SHOULD be declared.\n\n<!-- sdd: bind API201 -->\n{FOOTER}"
    (found,) = finds(tmp_path, {PATH: text, "app.py": CODE}, select=("API201",))
    assert (found.severity, found.article and found.article.line) == (Severity.WARNING, 3)


def test_an_unknown_rule_is_an_error_with_the_nearest_name(tmp_path: Path) -> None:
    files = law(
        "Routes MUST declare it. <!-- sdd: bind mising-response-model -->", "MUST `API299`."
    )
    first, second = finds(tmp_path, files, select=("CON007",))
    assert (first.severity, first.place.line) == (Severity.ERROR, 5)
    assert "did you mean missing-response-model?" in first.message
    assert (second.place.line, second.message[:24]) == (6, "there is no rule API299;")


def test_a_clause_sets_an_option_over_the_configuration(tmp_path: Path) -> None:
    blocking = "import time\n\n\nasync def wait() -> None:\n    time.sleep(1)\n"
    files = {
        "pyproject.toml": '[tool.sdd.rules.ASY301]\nnot-blocking = ["time.time"]\n',
        "wait.py": blocking,
    }
    told = law('It MUST wait. <!-- sdd: bind ASY301 not-blocking=["time.sleep"] -->')
    silent = law("It MUST wait (`ASY301`).")
    assert finds(tmp_path / "bound", told | files, select=("ASY301",)) == ()
    assert len(finds(tmp_path / "unbound", silent | files, select=("ASY301",))) == 1


def test_an_option_that_the_rule_does_not_have_is_an_error(tmp_path: Path) -> None:
    files = law("Routes MUST declare it. <!-- sdd: bind API201 colour=red -->")
    (found,) = finds(tmp_path, files, select=("CON007",))
    assert (found.place.line, found.message) == (5, 'unknown option "colour" of API201')


def test_a_setting_against_a_must_is_an_error_at_its_line(tmp_path: Path) -> None:
    config = """[tool.sdd]
fail-on = "warning"
ignore = ["API2"]

[tool.sdd.severity]
ASY301 = "warning"
SEC101 = "info"

[tool.sdd.per-path]
"tests/**" = ["ASY301"]
"""
    files = law("`API201` MUST hold.", "`ASY301` MUST hold.", "`SEC101` SHOULD hold.")
    found = finds(tmp_path, files | {"pyproject.toml": config}, select=("SDD004",))
    assert [(each.place.path, each.place.line, each.severity) for each in found] == [
        ("pyproject.toml", 3, Severity.ERROR),
        ("pyproject.toml", 6, Severity.ERROR),
        ("pyproject.toml", 10, Severity.WARNING),
    ]
    assert found[0].message == '"Contracts" demands API201, and `ignore` turns it off'
    assert (found[0].related[0].place.path, found[0].related[0].place.line) == (PATH, 5)


def test_leaving_a_rule_out_of_one_run_is_no_setting(tmp_path: Path) -> None:
    files = law("Routes MUST declare it (`API201`).")
    found = finds(tmp_path, files, ignore=("API201",))
    assert not {"API201", "SDD004"} & {each.code for each in found}
