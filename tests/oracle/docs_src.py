"""FastAPI's own examples, as its source distribution ships them."""

import json
from dataclasses import dataclass
from pathlib import Path

from tests.oracle.agreement import Agreement, compare_all
from tests.oracle.applications import FASTAPI
from tests.oracle.ask import ask_framework, ask_sdd
from tests.oracle.cache import environment, source_folder

HASH = "dd94d4128319c1e1d50535ab023ab698f850a4d2822f0e181747b46f4ff3c0ab"
# What the examples import; the versions are held so that the answers stay the same.
REQUIREMENTS = (
    FASTAPI,
    "starlette==1.10.0",
    "pydantic[email]==2.14.3",
    "a2wsgi==1.10.10",
    "flask==3.1.3",
    "httpx==0.28.1",
    "jinja2==3.1.6",
    "opentelemetry-sdk==1.45.2",
    "orjson==3.13.0",
    "passlib==1.7.4",
    "psycopg[binary]==3.3.9",
    "pwdlib[argon2]==0.3.1",
    "pydantic-settings==2.16.3",
    "pyjwt==2.15.1",
    "pytest==9.2.0",
    "python-multipart==0.0.34",
    "pyyaml==6.0.3",
    "sqlmodel==0.0.50",
    "strawberry-graphql==0.341.2",
    "uvicorn==0.54.0",
)
# What the examples expect around them: their own tests make the files and set the variable.
FILES = ("static/", "dist/index.html", "dist/404.html")
VARIABLES = {"ADMIN_EMAIL": "admin@example.com"}
NOT_IMPORTABLE = Path(__file__).with_name("docs_src_not_importable.json")


@dataclass(frozen=True)
class Examples:
    """The comparison of all examples. modules: how many there are; not_importable: why not."""

    modules: int
    agreements: tuple[Agreement, ...]
    not_importable: dict[str, str]


def compare_examples() -> Examples:
    """Import every module of the examples, read them with sdd once, and compare.

    Raises OracleUnavailableError where the package index cannot be reached.
    """
    python = environment(REQUIREMENTS)
    root = source_folder(python, f"{FASTAPI} --hash=sha256:{HASH}", "docs_src")
    targets = [{"module": name, "expression": ""} for name in module_names(root)]
    answer = ask_framework(python, root, targets, VARIABLES, FILES)
    agreements = compare_all(answer, ask_sdd(root), complete=True)
    errors = {each["module"]: each["error"] for each in answer["targets"] if each["error"]}
    reasons = {name: reason.splitlines()[0] for name, reason in sorted(errors.items())}
    return Examples(len(targets), tuple(agreements), reasons)


def module_names(root: Path) -> list[str]:
    """The dotted name of every module below a folder, packages by their own name."""
    paths = sorted(path.relative_to(root).with_suffix("") for path in root.rglob("*.py"))
    return [".".join(path.parts).removesuffix(".__init__") for path in paths]


def expected_not_importable() -> dict[str, str]:
    """The modules that are known not to import, with the kind of error that each gives."""
    known: dict[str, str] = json.loads(NOT_IMPORTABLE.read_text(encoding="utf-8"))
    return known
