"""Kinds of decisions that shape a backend for long: what they are about, and what serves them."""

from msgspec import Struct

from sdd.model.terms import words_of


class Kind(Struct, frozen=True):
    """A kind of decision.

    impact: what it decides for long. words: that name it in headings and sentences, in lower
    case. packages: distributions that serve it, of which a project takes one and leaves others.
    cross_cutting: it concerns the whole system wherever it is taken.
    """

    name: str
    impact: str
    words: frozenset[str]
    packages: tuple[str, ...] = ()
    cross_cutting: bool = True


def _kind(
    name: str, impact: str, words: str, packages: str = "", *, cross_cutting: bool = True
) -> Kind:
    return Kind(name, impact, frozenset(words.split()), tuple(packages.split()), cross_cutting)


KINDS = (
    _kind(
        "authentication",
        "it decides who may do what, and every protected endpoint rests on it",
        "auth authentication authenticate authorization authorisation jwt oauth oauth2 oidc openid"
        " saml sso login session sessions token tokens password passwords hashing rbac permission"
        " permissions roles credential credentials",
        "pyjwt python-jose authlib fastapi-users passlib argon2-cffi bcrypt pwdlib joserfc"
        " clerk-backend-api fastapi-azure-auth casbin",
    ),
    _kind(
        "data store",
        "data outlives the code, and moving it is expensive",
        "database databases db datastore postgres postgresql mysql mariadb sqlite mongodb dynamodb"
        " neon supabase orm sqlalchemy sqlmodel tortoise persistence storage schema migration"
        " migrations alembic pooling repository",
        "sqlalchemy sqlmodel tortoise-orm peewee pony asyncpg psycopg psycopg2 psycopg2-binary"
        " aiomysql pymongo motor beanie alembic aerich edgedb",
    ),
    _kind(
        "interface style",
        "clients are built on it, and breaking it breaks them",
        "rest graphql grpc websocket websockets sse streaming versioning pagination openapi"
        " contract contracts envelope",
        "strawberry-graphql ariadne graphene grpcio python-socketio sse-starlette",
    ),
    _kind(
        "messaging and background work",
        "delivery and order of work are hard to change once others rely on them",
        "queue queues messaging broker kafka rabbitmq nats celery pubsub events event-driven worker"
        " workers background scheduler outbox dapr",
        "celery arq dramatiq rq taskiq huey aiokafka kafka-python confluent-kafka pika aio-pika"
        " faststream apscheduler dapr",
    ),
    _kind(
        "tenancy",
        "it decides whose data anybody can see",
        "tenant tenants tenancy multitenancy multi-tenant isolation",
    ),
    _kind(
        "framework",
        "the structure of all code follows it",
        "framework frontend backend microservice microservices monolith",
        "fastapi django flask litestar sanic aiohttp falcon",
    ),
    _kind(
        "platform",
        "where and how it runs shapes cost, operation and what is possible",
        "deployment deploy hosting docker kubernetes k8s helm serverless lambda aws azure gcp cloud"
        " terraform container containers monorepo",
        "boto3 kubernetes pulumi mangum google-cloud-run azure-functions",
    ),
    _kind(
        "error handling",
        "every endpoint and every client shares it",
        "error errors exception exceptions retry retries resilience idempotency",
    ),
    _kind(
        "observability",
        "every module writes into it",
        "logging observability tracing metrics telemetry monitoring",
        "structlog loguru opentelemetry-sdk prometheus-client sentry-sdk logfire",
    ),
    _kind(
        "caching",
        "stale data is a new kind of error everywhere it is used",
        "cache caching redis memcached valkey",
        "redis aiocache fastapi-cache2 cashews pymemcache diskcache",
        cross_cutting=False,
    ),
    _kind(
        "language models",
        "cost, privacy and behaviour depend on the provider",
        "llm llms openai anthropic gemini embedding embeddings vector agent agents mcp rag",
        "openai anthropic langchain langgraph llama-index litellm openai-agents mcp pydantic-ai"
        " google-genai",
        cross_cutting=False,
    ),
)  # fmt: skip
BY_NAME = {kind.name: kind for kind in KINDS}
BY_PACKAGE = {package: kind for kind in KINDS for package in kind.packages}


def kind_of(text: str) -> Kind | None:
    """The kind of decision that a heading or sentence names most often; the first of equals."""
    words = words_of(text)
    counted = [(sum(word in kind.words for word in words), kind) for kind in KINDS]
    best = max(count for count, _ in counted)
    return next((kind for count, kind in counted if count == best), None) if best else None


def kind_of_package(text: str) -> Kind | None:
    """The kind that the first known distribution in a sentence serves."""
    words = (word.strip(".,;:()[]*`\"'").casefold() for word in text[:500].split())
    return next((BY_PACKAGE[word] for word in words if word in BY_PACKAGE), None)
