"""Applications of other people, installed from the package index."""

from dataclasses import dataclass, field
from typing import Any

from tests.oracle.agreement import Agreement, compare_all
from tests.oracle.ask import ask_framework, ask_sdd
from tests.oracle.cache import environment, packages

FASTAPI = "fastapi==0.165.0"


@dataclass(frozen=True)
class Application:
    """An application from the package index.

    sources: the distributions whose code is read, pinned. module, expression: what gives the
    application once it is imported. features: what makes it a hard case. framework: the version
    it is run with, where it does not run with ours. variables: what it needs to be imported.
    agreeing, disagreeing: rows, as recorded; the tests hold the tool to them.
    """

    name: str
    sources: tuple[str, ...]
    module: str
    expression: str
    features: str
    framework: str = FASTAPI
    variables: dict[str, str] = field(default_factory=dict)
    agreeing: int = 0
    disagreeing: int = 0

    @property
    def version(self) -> str:
        """The version of its first distribution."""
        return self.sources[0].partition("==")[2]


@dataclass(frozen=True)
class Result:
    """The comparison of one application.

    framework: the version that judged. start_up: how many rows exist only once the application
    has started, or the error with which it does not start without its services.
    """

    application: Application
    framework: str
    agreements: tuple[Agreement, ...]
    start_up: str


SMALL = (
    Application(
        "piccolo_admin",
        ("piccolo_admin==1.14.0", "piccolo_api==1.11.0"),
        "piccolo_admin.example.app",
        "APP",
        "subclass of FastAPI, bound methods, mounts below middleware, routes in a loop over tables",
        agreeing=16,
        disagreeing=143,
    ),
    Application(
        "stac-fastapi.pgstac",
        (
            "stac-fastapi.pgstac==7.2.0",
            "stac-fastapi.api==7.0.0",
            "stac-fastapi.extensions==7.0.0",
            "stac-fastapi.types==7.0.0",
        ),
        "stac_fastapi.pgstac.app",
        "create_app()",
        "factory, no decorator at all, extension classes, endpoints made by functions",
        variables={
            "PGUSER": "reader",
            "PGPASSWORD": "unused",
            "PGHOST": "localhost",
            "PGPORT": "5432",
            "PGDATABASE": "stac",
        },
        agreeing=0,
        disagreeing=12,
    ),
    Application(
        "prefect",
        ("prefect==3.8.8",),
        "prefect.server.api.server",
        "create_app()",
        "factory in a factory, subclass of APIRouter, includes in a loop, everything mounted",
        framework="fastapi==0.150.0",
        agreeing=193,
        disagreeing=4,
    ),
    Application(
        "titiler.application",
        (
            "titiler.application==2.4.0",
            "titiler.core==2.4.0",
            "titiler.extensions==2.4.0",
            "titiler.mosaic==2.4.0",
            "titiler.xarray==2.4.0",
        ),
        "titiler.application.main",
        "app",
        "factory classes with self.router, extensions, inheritance across packages",
        agreeing=95,
        disagreeing=0,
    ),
)
LARGE = (
    Application(
        "zenml",
        ("zenml[server]==0.98.0",),
        "zenml.zen_server.zen_server_api",
        "app",
        "more than 40 routers, prefixes from constants, decorators around nearly every endpoint",
        framework="fastapi==0.138.2",
    ),
    Application(
        "skypilot",
        ("skypilot==0.14.1",),
        "sky.server.server",
        "app",
        "routers in many packages, routes on the application itself, websockets",
    ),
)


def compare_application(application: Application, start_up: bool = False) -> Result:
    """Install one application, ask both sides, and compare.

    start_up: also start it. Raises OracleUnavailableError where the package index cannot be
    reached, AssertionError where the application cannot be imported.
    """
    python = environment((application.framework, *application.sources))
    root = packages(python, application.sources)
    target = {"module": application.module, "expression": application.expression}
    answer = ask_framework(python, root, [target], application.variables, start_up=start_up)
    (served,) = answer["targets"]
    if served["error"]:
        raise AssertionError(f"{application.name} cannot be imported: {served['error']}")
    found = compare_all(answer, ask_sdd(root), complete=False)
    return Result(application, answer["fastapi"], tuple(found), _start_up(served))


def _start_up(served: dict[str, Any]) -> str:
    """What starting the application changed, in a few words."""
    (found,) = served["start_up"] or ({"added": 0, "error": "not asked"},)
    return found["error"] or f"+{found['added']} rows"
