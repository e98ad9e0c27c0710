"""Phrases of clauses about deployment, migrations and tests, by the code of their rule."""

from sdd.plugin import Phrase, Value, ValueKind, refuses, speaks_of, wants

_CLUSTER = "pod|pods|kubernetes|k8s|helm|minikube"

OPERATIONS: dict[str, tuple[Phrase, ...]] = {
    "OPS501": (
        wants("pin|pinned|pinning|exact version*", "dependenc*|version*|package*|requirements"),
        wants("lock file*|lockfile*|uv lock|poetry lock"),
        wants("explicit version constraint*|version constraint*|locked version"),
    ),
    "OPS502": (
        refuses("root", "container*|image*|docker*", without="project root|root directory"),
        wants("non root|nonroot|unprivileged", "container*|image*|docker*|user|run*"),
    ),
    "OPS503": (wants("multi stage|multistage", "docker*|image*|build*", without="generate"),),
    "OPS504": (
        wants(
            "healthcheck|health check*|health checks",
            "docker*|container*|compose|image*",
            without=_CLUSTER,
        ),
    ),
    "OPS505": (
        wants(
            "resource limit*|memory limit*|cpu limit*|cpu and memory limit*",
            "container*|compose|service|services|docker*",
            without=_CLUSTER,
        ),
    ),
    "OPS506": (
        wants(
            "reversib*|revertab*|revertib*|downgrade|downgrades|rollback*|roll back|rolled back",
            "migration|migrations",
        ),
        refuses("irreversib*", "migration|migrations"),
    ),
    "OPS507": (
        wants(
            "alembic|migration|migrations",
            "schema change*|model change*|database change*|schema versioning|schema evolution"
            "|every schema|changes to the schema|schema modification*",
        ),
    ),
    "OPS508": (
        wants(
            "test|tests|tested",
            "all endpoint*|every endpoint*|each endpoint*|all route|all routes|every route"
            "|each route|all api endpoint*|every api endpoint*|each api endpoint*"
            "|all fastapi endpoint*|every public endpoint*|all public endpoint*"
            "|each public endpoint*",
            without="depend*|pytest*|httpx|asgitransport|asyncclient",
        ),
    ),
    "OPS509": (
        speaks_of(
            "coverage",
            "code coverage|test coverage|coverage|unit coverage",
            values=(Value("minimum", ValueKind.PERCENT, needed=True),),
        ),
    ),
    "OPS510": (
        wants(
            "tests|test|tested",
            "new functions and features|new feature*|new functionality|every feature|every change"
            "|all changes|new code"
            "|each change|every new",
            without="before|coverage|adr|test plan|checklist",
        ),
        refuses(
            "without tests|without corresponding tests|untested|without test|before tests|no tests",
            "code|feature*|change*|merge*|logic",
        ),
        refuses("feature|features|change|code|task", "without", "test|tests|unit tests"),
        refuses(
            "code|production code|feature code|change",
            "before tests|without tests|without corresponding tests",
        ),
    ),
}
