"""SEC110: policies that let every site in, and those that only look like it."""

from pathlib import Path

import pytest

from sdd.model.finding import Finding, Severity
from tests.language import finds

HEAD = """\
import os
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from starlette.middleware import Middleware
import starlette.middleware.cors as cors

app = FastAPI()
"""


def found(tmp_path: Path, text: str, **files: str) -> tuple[Finding, ...]:
    beside = {f"{name}.py": content for name, content in files.items()}
    return finds(tmp_path, {"main.py": HEAD + text, **beside}, select=("SEC110",))


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('app.add_middleware(CORSMiddleware, allow_origins=["*"])', 'allow_origins is "*": every'),
        ('app.add_middleware(CORSMiddleware, allow_origins="*")', 'allow_origins is "*": every'),
        ('app.add_middleware(CORSMiddleware, allow_origins=["a", *["*"]])', 'is "*": every'),
        ('app.add_middleware(cors.CORSMiddleware, allow_origins=("*",))', 'is "*": every'),
        ('app.add_middleware(middleware_class=CORSMiddleware, allow_origins=["*"])', 'is "*"'),
        ('wrapped = CORSMiddleware(app, allow_origins=["*"])', 'is "*": every'),
        ('app = FastAPI(middleware=[Middleware(CORSMiddleware, allow_origins=["*"])])', 'is "*"'),
        ('app.add_middleware(CORSMiddleware, **{"allow_origins": ["*"]})', 'is "*"'),
        ('app.add_middleware(CORSMiddleware, **dict(allow_origins=["*"]))', 'is "*"'),
        ('app.add_middleware(CORSMiddleware, allow_origin_regex=".*")', 'regex is ".*"'),
        ('app.add_middleware(CORSMiddleware, allow_origin_regex=r"^https?://.*$")', "regex is"),
        (
            'app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=True)',
            'is "*", with credentials: every site may act',
        ),
        (
            'app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=False)',
            'is "*": every site may read',
        ),
    ],
)
def test_a_policy_for_everybody_is_an_error(tmp_path: Path, line: str, says: str) -> None:
    (finding,) = found(tmp_path, line + "\n")
    assert (finding.place.line, finding.severity) == (8, Severity.ERROR)
    assert says in finding.message


@pytest.mark.parametrize(
    "given",
    [
        'os.getenv("ORIGINS", "*").split(",")',
        '[each.strip() for each in os.environ.get("ORIGINS", "*").split(",")]',
        'config.origins or ["*"]',
        'config.origins.split(",") if config.origins else ["*"]',
    ],
)
def test_a_default_is_one_step_less(tmp_path: Path, given: str) -> None:
    text = f"import config\napp.add_middleware(CORSMiddleware, allow_origins={given})\n"
    (finding,) = found(tmp_path, text)
    assert (finding.place.line, finding.severity) == (9, Severity.WARNING)
    assert 'is "*" by default' in finding.message


def test_a_default_of_settings_is_shown_where_it_is_written(tmp_path: Path) -> None:
    settings = (
        "from pydantic import Field\nfrom pydantic_settings import BaseSettings\n\n\n"
        "class Settings(BaseSettings):\n"
        '    origins: list[str] = Field(default_factory=lambda: ["*"])\n\n'
        "    @property\n    def allowed(self) -> list[str]:\n        return self.origins\n\n\n"
        "def get_settings() -> Settings:\n    return Settings()\n"
    )
    text = (
        "from settings import get_settings\n"
        "app.add_middleware(CORSMiddleware, allow_origins=get_settings().allowed)\n"
    )
    (finding,) = found(tmp_path, text, settings=settings)
    assert finding.severity is Severity.WARNING
    assert [(each.place.path, each.place.line) for each in finding.related] == [("settings.py", 6)]


@pytest.mark.parametrize(
    "text",
    [
        'app.add_middleware(CORSMiddleware, allow_origins=["https://*.a.io"])',
        'app.add_middleware(CORSMiddleware, allow_methods=["*"], allow_headers=["*"])',
        'app.add_middleware(CORSMiddleware, allow_origin_regex=r"https://.*\\.a\\.io")',
        'app.add_middleware(CORSMiddleware, allow_origins=os.environ["ORIGINS"].split(","))',
        'import settings\nif settings.DEBUG:\n    CORSMiddleware(app, allow_origins=["*"])',
        'DEV = os.getenv("DEV")\n'
        'app.add_middleware(CORSMiddleware, allow_origins=["*"] if DEV else ["https://a.io"])',
        'app.add_middleware(Other, allow_origins=["*"])',
        'class CORSMiddleware: ...\napp.add_middleware(CORSMiddleware, allow_origins=["*"])',
    ],
)
def test_what_lets_nobody_unknown_in_is_silent(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, text + "\n") == ()


def test_tests_and_examples_are_left_out_unless_asked_for(tmp_path: Path) -> None:
    files = {"examples/app.py": f'{HEAD}CORSMiddleware(app, allow_origins=["*"])\n'}
    assert finds(tmp_path, files, select=("SEC110",)) == ()
    files["pyproject.toml"] = "[tool.sdd.rules.SEC110]\neverywhere = true\n"
    assert len(finds(tmp_path, files, select=("SEC110",))) == 1
