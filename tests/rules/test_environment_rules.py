"""SEC104 and SEC105: what is read, by which name, and what a template names."""

from pathlib import Path

import pytest

from sdd.model.finding import Severity
from tests.language import Files, finds

TEMPLATE = {".env.example": "KNOWN=\n", "run.sh": "echo $KNOWN\n"}
SETTINGS = (
    "from pydantic import AliasChoices, AliasPath, BaseModel, Field\n"
    "from pydantic_settings import BaseSettings, SettingsConfigDict\n"
    "from typing import Annotated, ClassVar\n\n\n"
)


def undocumented(root: Path, files: Files) -> list[tuple[str, int, str]]:
    """Path, line and variable of each read that no template names."""
    found = finds(root, {**TEMPLATE, **files}, select=("SEC104",))
    return [
        (each.place.path, each.place.line, each.key)
        for each in found
        if "does not name" in each.message
    ]


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ('import os\nX = os.environ["URL"]\n', "URL"),
        ('import os\nX = os.environ.get("URL")\n', "URL"),
        ('import os\nX = os.getenv("URL", "x")\n', "URL"),
        ('import os\nX = os.getenv(key="URL")\n', "URL"),
        ('from os import environ as e\nX = e["URL"]\n', "URL"),
        ('from os import getenv\nX = [getenv("URL")]\n', "URL"),
        ('import os\ndef f(x=os.getenv("URL")): ...\n', "URL"),
        ('from decouple import config\nX = config("URL", cast=str)\n', "URL"),
        ('import decouple\nX = decouple.config("URL")\n', "URL"),
        ('from environs import Env\nenv = Env()\nX = env.str("URL")\n', "URL"),
        ('from environs import Env\nenv = Env()\nX = env("URL")\n', "URL"),
        (
            'from starlette.config import Config\nc = Config(".env")\nX = c("URL", default=1)\n',
            "URL",
        ),
    ],
)
def test_every_way_to_read_a_variable(tmp_path: Path, code: str, name: str) -> None:
    assert [each[2] for each in undocumented(tmp_path, {"app.py": code})] == [name]


@pytest.mark.parametrize(
    "code",
    [
        'import os\nX = os.environ["KNOWN"]\n',
        'import os\nX = os.environ["HOME"], os.getenv("GITHUB_SHA")\n',
        'import os\nos.environ["SET"] = "1"\ndel os.environ["GONE"]\n',
        'config = {"URL": 1}\nX = config["URL"]\ndef getenv(x): ...\ngetenv("URL")\n',
        'import os\nN = f"A_{1}"\nX = os.environ[N]\n',
    ],
)
def test_what_is_named_given_written_or_no_environment_is_silent(tmp_path: Path, code: str) -> None:
    assert undocumented(tmp_path, {"app.py": code}) == []


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("    url: str\n", ["URL"]),
        ('    model_config = SettingsConfigDict(env_prefix="APP_")\n    url: str\n', ["APP_URL"]),
        ('    model_config = {"env_prefix": "app_"}\n    url: str\n', ["APP_URL"]),
        ('    class Config:\n        env_prefix = "APP_"\n\n    url: str\n', ["APP_URL"]),
        ('    url: str = Field(alias="DB_URL")\n', ["DB_URL"]),
        ('    url: Annotated[str, Field(validation_alias="DB_URL")]\n', ["DB_URL"]),
        ('    url: str = Field(validation_alias=AliasChoices("A_URL", "B_URL"))\n', ["A_URL"]),
        ('    url: str = Field(validation_alias=AliasChoices("KNOWN", "B_URL"))\n', []),
        ('    url: str = Field(validation_alias=AliasPath("DB_URL", 0))\n', ["DB_URL"]),
        ("    known: str\n    _private: int = 1\n    C: ClassVar[int] = 1\n    plain = 2\n", []),
    ],
)
def test_fields_of_settings_have_the_names_that_pydantic_gives_them(
    tmp_path: Path, body: str, names: list[str]
) -> None:
    code = f"{SETTINGS}class Settings(BaseSettings):\n{body}"
    assert [each[2] for each in undocumented(tmp_path, {"app.py": code})] == names


def test_nested_models_and_nested_settings(tmp_path: Path) -> None:
    code = (
        f"{SETTINGS}class Database(BaseModel):\n    url: str\n\n\n"
        "class Mail(BaseSettings):\n"
        '    model_config = SettingsConfigDict(env_prefix="MAIL_")\n    host: str\n\n\n'
        "class Settings(BaseSettings):\n"
        '    model_config = SettingsConfigDict(env_nested_delimiter="__")\n'
        "    db: Database\n    mail: Mail = Mail()\n"
    )
    files = {"app.py": code, ".env.example": "KNOWN=\nDB__URL=\n"}
    assert [each[2] for each in undocumented(tmp_path, files)] == ["MAIL_HOST"]


def test_a_class_that_is_built_upon_counts_with_the_prefix_of_the_lowest(tmp_path: Path) -> None:
    files = {
        "base.py": f"{SETTINGS}class Base(BaseSettings):\n    url: str\n",
        "app.py": (
            "from base import Base\n\n\nclass Settings(Base):\n"
            '    model_config = {"env_prefix": "APP_"}\n    name: str = "x"\n'
        ),
    }
    assert undocumented(tmp_path, files) == [("app.py", 6, "APP_NAME"), ("base.py", 7, "APP_URL")]


def test_a_default_makes_it_an_info_and_a_missing_one_a_warning(tmp_path: Path) -> None:
    code = 'import os\nA = os.getenv("A_URL")\nB = os.getenv("B_URL", "x")\n'
    found = finds(tmp_path, {**TEMPLATE, "app.py": code}, select=("SEC104",))
    assert [(each.key, each.severity) for each in found] == [
        ("A_URL", Severity.WARNING),
        ("B_URL", Severity.INFO),
    ]


@pytest.mark.parametrize("name", [".env.example", ".env.sample", "env.template", ".env.dist"])
def test_the_reverse_is_an_info_at_the_line_of_the_template(tmp_path: Path, name: str) -> None:
    code = 'import os\nX = os.environ["READ"]\nY = wrapped("WRAPPED")\n'
    text = "# about\nUSED=1\nUNUSED=2\nREAD=\nWRAPPED=\nVITE_API=\n"
    files = {"app.py": code, name: text, "compose.yaml": "x: ${USED}\n"}
    found = finds(tmp_path, files, select=("SEC104",))
    assert [(each.place.path, each.place.line, each.severity) for each in found] == [
        (name, 3, Severity.INFO)
    ]
    assert "nothing here reads UNUSED" in found[0].message


def test_without_a_template_nothing_is_compared_and_tests_do_not_count(tmp_path: Path) -> None:
    code = 'import os\nX = os.environ["URL"]\n'
    assert finds(tmp_path / "a", {"app.py": code}, select=("SEC104",)) == ()
    assert undocumented(tmp_path / "b", {"tests/test_x.py": code, "app.py": ""}) == []


def test_a_template_speaks_of_the_code_below_its_folder(tmp_path: Path) -> None:
    code = 'import os\nX = os.environ["URL"]\n'
    files = {"backend/app.py": code, "frontend/.env.example": "OTHER=\n"}
    assert finds(tmp_path / "a", files, select=("SEC104",)) == ()
    for folder in ("backend", "docker"):
        files = {"backend/app.py": code, f"{folder}/.env.example": "URL=\nOTHER=\n"}
        found = finds(tmp_path / folder, files, select=("SEC104",))
        assert [each.key for each in found] == ["OTHER"]


def test_direct_reads_are_for_the_settings_module_alone(tmp_path: Path) -> None:
    code = 'import os\n\n\ndef url():\n    return os.getenv("URL")\n'
    files = {
        "app/db.py": code,
        "app/config.py": code,
        "app/settings/db.py": code,
        "app/own.py": f"{SETTINGS}class S(BaseSettings):\n    a: int\n\n\n{code}",
        "tests/test_db.py": code,
    }
    found = finds(tmp_path, files, select=("SEC105",))
    assert [(each.place.path, each.place.line) for each in found] == [("app/db.py", 5)]
    allowed = {"pyproject.toml": '[tool.sdd.rules.SEC105]\nmodules = ["db"]\n'}
    found = finds(tmp_path, allowed, select=("SEC105",))
    assert {each.place.path for each in found} == {"app/config.py"}
    assert finds(tmp_path, {"pyproject.toml": ""}, ignore=("CON001",)) == ()
