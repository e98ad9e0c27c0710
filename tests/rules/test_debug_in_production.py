"""SEC118 and ASY308: what is on in production too, and endpoints that are not async."""

from pathlib import Path

import pytest

from sdd.model.finding import Finding, Severity
from tests.language import finds

HEAD = "import os\nimport uvicorn\nfrom fastapi import FastAPI\n"


def found(tmp_path: Path, text: str, **files: str) -> tuple[Finding, ...]:
    beside = {f"{name}.py": content for name, content in files.items()}
    return finds(tmp_path, {"main.py": HEAD + text, **beside}, select=("SEC118",))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("app = FastAPI(debug=True)\n", 4),
        ("DEBUG = True\napp = FastAPI(debug=DEBUG)\n", 5),
        ("def create_app():\n    return FastAPI(title='x', debug=True)\n", 5),
        ("def main():\n    uvicorn.run('a:app', reload=True)\n", 5),
        ("uvicorn.run('a:app', reload=True)\n", 4),
        ("config = uvicorn.Config('a:app', reload=True)\n", 4),
    ],
)
def test_a_switch_that_is_on_is_a_warning(tmp_path: Path, text: str, line: int) -> None:
    (finding,) = found(tmp_path, text)
    assert (finding.place.line, finding.severity) == (line, Severity.WARNING)


def test_a_default_is_one_step_less(tmp_path: Path) -> None:
    settings = (
        "from pydantic_settings import BaseSettings\n\n\n"
        "class Settings(BaseSettings):\n    debug: bool = True\n\n\nsettings = Settings()\n"
    )
    text = "from settings import settings\napp = FastAPI(debug=settings.debug)\n"
    (finding,) = found(tmp_path, text, settings=settings)
    assert (finding.place.line, finding.severity) == (5, Severity.INFO)
    assert "by default" in finding.message


@pytest.mark.parametrize(
    "text",
    [
        "app = FastAPI(debug=False)\n",
        "app = FastAPI(debug=bool(os.getenv('DEBUG')))\n",
        "app = FastAPI(debug=True if os.getenv('ENV') == 'dev' else False)\n",
        "if __name__ == '__main__':\n    uvicorn.run('a:app', reload=True)\n",
        "def main():\n    uvicorn.run('a:app', reload=True)\n\n\n"
        "if '__main__' == __name__:\n    main()\n",
        "@cli.command('develop')\ndef serve():\n    uvicorn.run('a:app', reload=True)\n",
        "def run_dev_server():\n    uvicorn.run('a:app', reload=True)\n",
        "def main(settings):\n    uvicorn.run('a:app', reload=settings.reload)\n",
        "def run(name, reload):\n    return name\n\n\nrun('a:app', reload=True)\n",
    ],
)
def test_what_is_off_or_for_development_is_silent(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, text) == ()


def test_a_module_that_is_run_by_name_is_its_own_guard(tmp_path: Path) -> None:
    files = {"app/__main__.py": "import uvicorn\n\nuvicorn.run('a:app', reload=True)\n"}
    assert finds(tmp_path, files, select=("SEC118",)) == ()


ROUTES = (
    "from fastapi import FastAPI\n\napp = FastAPI()\n\n\n"
    '@app.get("/a")\ndef a():\n    return 1\n\n\n'
    '@app.get("/reports/b")\ndef b():\n    return 1\n\n\n'
    '@app.get("/c")\nasync def c():\n    return 1\n'
)


def test_sync_endpoints_are_told_where_they_are_asked_for(tmp_path: Path) -> None:
    settings = '[tool.sdd.rules.ASY308]\nexceptions = ["/reports/*"]\n'
    files = {"main.py": ROUTES, "pyproject.toml": settings}
    told = finds(tmp_path, files, select=("ASY308",))
    assert [(each.place.line, each.scope) for each in told] == [(7, "a")]


def test_a_clause_turns_the_rule_on_and_sets_its_options(tmp_path: Path) -> None:
    clause = (
        "# Constitution\n\n## I. Async\n\n- Endpoints MUST be async.\n"
        '  <!-- sdd: bind ASY308 exceptions=["/reports/*"] -->\n'
    )
    files = {"main.py": ROUTES, ".specify/memory/constitution.md": clause}
    told = [each for each in finds(tmp_path, files) if each.code == "ASY308"]
    assert [(each.place.line, each.severity) for each in told] == [(7, Severity.ERROR)]
    assert told[0].article is not None
