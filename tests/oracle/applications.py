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
    it is run with; the name alone stands for the newest that the application itself allows.
    extra: what it needs besides. variables: what it needs to be imported. first: how many rows
    agreed when it was met for the first time, before anything was repaired; None if it was not
    measured.
    """

    name: str
    sources: tuple[str, ...]
    module: str
    expression: str
    features: str
    framework: str = "fastapi"
    extra: tuple[str, ...] = ()
    variables: dict[str, str] = field(default_factory=dict)
    first: int | None = None

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


# Small enough for every run of the tests, which demand that each agrees in full.
DEMANDED = (
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
        framework=FASTAPI,
    ),
    Application(
        "optimade",
        ("optimade[server]==1.5.0",),
        "optimade.server.main",
        "app",
        "factory called from a file that never names the framework, prefixes cut from a version",
        first=18,
    ),
    Application(
        "skillreg",
        ("skillreg==1.11.1",),
        "skillreg.server",
        "create_app()",
        "factory, more than twenty routers, nested includes",
        first=103,
    ),
    Application(
        "pypowerwall-server",
        ("pypowerwall-server==0.13.0",),
        "app.main",
        "app",
        "routers by area, websockets, routes of a proxy with paths in paths",
        first=130,
    ),
)
# Measured by `python -m benchmarks.routes` only.
MEASURED = (
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
        framework=FASTAPI,
    ),
    Application(
        "prefect",
        ("prefect==3.8.8",),
        "prefect.server.api.server",
        "create_app()",
        "factory in a factory, subclass of APIRouter, includes in a loop, everything mounted",
        framework="fastapi==0.150.0",
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
        framework=FASTAPI,
        variables={
            "PGUSER": "reader",
            "PGPASSWORD": "unused",
            "PGHOST": "localhost",
            "PGPORT": "5432",
            "PGDATABASE": "stac",
        },
    ),
    Application(
        "piccolo_admin",
        ("piccolo_admin==1.14.0", "piccolo_api==1.11.0"),
        "piccolo_admin.example.app",
        "APP",
        "subclass of FastAPI, bound methods, mounts below middleware, routes in a loop over tables",
        framework=FASTAPI,
    ),
    Application(
        "apache-airflow-core",
        ("apache-airflow-core==3.3.2",),
        "airflow.api_fastapi.main",
        "app",
        "mounted applications, own subclass of APIRouter, versioned routers of another package",
        first=163,
    ),
    Application(
        "cognee",
        ("cognee==1.6.5",),
        "cognee.api.client",
        "app",
        "router factories that share their names with modules, routers of fastapi-users",
        first=10,
    ),
    Application(
        "dstack",
        ("dstack[server]==0.22.5",),
        "dstack._internal.server.main",
        "app",
        "factory, registering functions, routers by project",
        first=101,
    ),
    Application(
        "chromadb",
        ("chromadb==1.5.9",),
        "chromadb.app",
        "app",
        "bound methods in a class, a router that registers every path twice",
        extra=("opentelemetry-instrumentation-fastapi",),
        first=30,
    ),
    Application(
        "argilla-server",
        ("argilla-server[postgresql]==2.8.0",),
        "argilla_server._app",
        "app",
        "factory, mounted application, nested routers",
        first=77,
    ),
    Application(
        "google-adk",
        ("google-adk==2.13.0",),
        "google.adk.cli.fast_api",
        "get_fast_api_app(agents_dir='.', web=True)",
        "server classes chosen by an argument, closures in methods",
        first=28,
    ),
    Application(
        "agentgear-ai",
        ("agentgear-ai==0.1.19",),
        "agentgear.server.app.main",
        "app",
        "factory, routers by resource",
        first=63,
    ),
    Application(
        "adapt-server",
        ("adapt-server==0.5.2",),
        "adapt.app",
        "create_app(__import__('adapt.config', fromlist=['x']).AdaptConfig("
        "root=__import__('pathlib').Path('.')))",
        "factory, plugins, routes for the files of a folder",
        first=52,
    ),
    Application(
        "recce", ("recce==1.69.1",), "recce.server", "app", "routers, websockets", first=48
    ),
    Application(
        "putplace-server",
        ("putplace-server==0.11.7",),
        "putplace_server.main",
        "app",
        "half of its routes come from another package",
        first=22,
    ),
    Application(
        "chainlit",
        ("chainlit==2.12.0",),
        "chainlit.server",
        "app",
        "prefix from the environment, routes in a package that imports in circles",
        first=38,
    ),
    Application(
        "qconf-center",
        ("qconf-center==0.1.1",),
        "qconf.server.app",
        "create_app()",
        "factory with settings, closures",
        first=28,
    ),
    Application(
        "mlserver",
        ("mlserver==1.7.1",),
        "mlserver.rest.app",
        "create_app(__import__('mlserver').Settings(), object(), object())",
        "a list of APIRoute objects of an own class, no decorator",
        first=0,
    ),
    Application(
        "tipg",
        ("tipg==1.6.1",),
        "tipg.main",
        "app",
        "factory classes with self.router",
        variables={
            "POSTGRES_USER": "u",
            "POSTGRES_PASS": "p",
            "POSTGRES_DBNAME": "d",
            "POSTGRES_HOST": "h",
            "POSTGRES_PORT": "1",
        },
        first=17,
    ),
    Application(
        "feedray", ("feedray==0.3.0",), "feedray.api.app", "app", "routers by resource", first=17
    ),
    Application(
        "hayhooks",
        ("hayhooks==2.1.0",),
        "hayhooks.server.app",
        "create_app()",
        "factory, routers of another package",
        first=7,
    ),
    Application(
        "xpublish",
        ("xpublish==0.5.2",),
        "xpublish",
        "Rest({}).app",
        "routers of plugins that are found at run time",
        first=0,
    ),
    Application(
        "kedro-viz",
        ("kedro-viz==12.5.0",),
        "kedro_viz.api.apps",
        "create_api_app_from_project('.')",
        "several factories",
        first=12,
    ),
    Application(
        "nicegui",
        ("nicegui==3.18.0",),
        "nicegui.nicegui",
        "core.app",
        "subclass of FastAPI bound to an attribute of a module, paths with its own version",
        first=0,
    ),
    Application(
        "gene-normalizer", ("gene-normalizer==0.12.0",), "gene.main", "app", "plain", first=4
    ),
    Application(
        "ocrd",
        ("ocrd==3.13.3",),
        "ocrd_network.resource_manager_server",
        "ResourceManagerServer('localhost', 80)",
        "subclass of FastAPI, bound methods, a router inside a method",
        first=0,
    ),
    Application(
        "openbb-core",
        ("openbb-core==2.0.1",),
        "openbb_core.api.rest_api",
        "app",
        "lists of routers chosen by the environment and by plugins",
        first=0,
    ),
)


def compare_application(application: Application, start_up: bool = False) -> Result:
    """Install one application, ask both sides, and compare.

    start_up: also start it. Raises OracleUnavailableError where the package index cannot be
    reached, AssertionError where the application cannot be imported.
    """
    python = environment((application.framework, *application.sources, *application.extra))
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
    (found,) = served["start_up"] or ({"added": 0, "error": "-"},)
    return found["error"] or f"+{found['added']} rows"
