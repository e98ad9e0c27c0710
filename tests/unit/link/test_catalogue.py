"""What the catalogue answers about libraries, by the names that programs use."""

import pytest

from sdd.link.catalogue import Catalogue
from sdd.link.library import Function, TypeName
from sdd.model.own_names import OwnNames

CATALOGUE = Catalogue()


def function(name: str) -> Function:
    found = CATALOGUE.find_function(name)
    assert found is not None, name
    return found


@pytest.mark.parametrize(
    ("name", "canonical"),
    [
        ("requests.api.get", "requests.get"),
        ("redis.StrictRedis.get", "redis.Redis.get"),
        ("sqlmodel.Session.commit", "sqlalchemy.orm.Session.commit"),
        ("sqlalchemy.engine.base.Engine.connect", "sqlalchemy.Engine.connect"),
        ("smtplib.SMTP_SSL.sendmail", "smtplib.SMTP.sendmail"),
        ("zipfile.ZipFile", "zipfile.ZipFile"),
        ("io.open", "builtins.open"),
        ("concurrent.futures.ThreadPoolExecutor.shutdown", "concurrent.futures.Executor.shutdown"),
    ],
)
def test_blocking_by_any_public_name(name: str, canonical: str) -> None:
    found = function(name)
    assert found.name == canonical
    assert found.blocking is not None


@pytest.mark.parametrize(
    "name",
    [
        "requests.Session",
        "httpx.AsyncClient.get",
        "sqlalchemy.create_engine",
        "sqlalchemy.ext.asyncio.AsyncSession.execute",
        "redis.asyncio.Redis.get",
        "asyncio.Queue.get",
        "asyncio.Task.result",
        "anyio.Path.read_text",
        "queue.Queue.get_nowait",
        "botocore.client.BaseClient.get_paginator",
        "unittest.mock.AsyncMock.commit",
        "nobody.knows",
        "requests",
        "",
    ],
)
def test_what_does_not_block(name: str) -> None:
    found = CATALOGUE.find_function(name)
    assert found is None or found.blocking is None


@pytest.mark.parametrize(
    ("name", "returned"),
    [
        ("sqlmodel.create_engine", TypeName("sqlalchemy.Engine")),
        ("sqlalchemy.orm.sessionmaker", TypeName("sqlalchemy.orm.sessionmaker")),
        ("sqlalchemy.orm.sessionmaker.__call__", TypeName("sqlalchemy.orm.Session")),
        ("sqlalchemy.orm.Query.filter", TypeName("sqlalchemy.orm.Query")),
        ("sqlmodel.Session.__enter__", TypeName("sqlmodel.Session")),
        ("pathlib.PosixPath.resolve", TypeName("pathlib.PosixPath")),
        (
            "pathlib.Path.iterdir",
            TypeName("collections.abc.Iterator", (TypeName("pathlib.Path"),)),
        ),
        ("boto3.client", TypeName("botocore.client.BaseClient")),
        (
            "sqlalchemy.ext.asyncio.AsyncEngine.connect",
            TypeName("sqlalchemy.ext.asyncio.AsyncConnection"),
        ),
    ],
)
def test_what_a_call_gives(name: str, returned: TypeName) -> None:
    assert function(name).returns == returned


def test_what_is_awaited_and_what_asks_a_database() -> None:
    execute = function("sqlmodel.ext.asyncio.session.AsyncSession.execute")
    assert (execute.awaitable, execute.query) == (True, True)
    add = function("sqlalchemy.ext.asyncio.AsyncSession.add")
    assert (add.awaitable, add.query) == (False, False)


def test_every_method_of_a_class_may_block() -> None:
    found = function("botocore.client.BaseClient.list_objects_v2")
    assert found.name == "botocore.client.BaseClient.list_objects_v2"
    assert found.blocking is not None
    private = CATALOGUE.find_function("botocore.client.BaseClient._make_api_call")
    assert private is None


def test_where_callbacks_run() -> None:
    (off,) = function("fastapi.concurrency.run_in_threadpool").callbacks
    assert (off.parameter, off.position, off.runs) == ("func", 0, "off")
    (later,) = function("asyncio.AbstractEventLoop.call_later").callbacks
    assert (later.position, later.runs) == (1, "on")
    (either,) = function("fastapi.BackgroundTasks.add_task").callbacks
    assert either.runs == "either"


def test_metadata_of_files_only_when_asked_for() -> None:
    assert function("os.path.exists").blocking is None
    asked = Catalogue(OwnNames(metadata=True)).find_function("os.path.exists")
    assert asked is not None
    assert asked.blocking is not None


def test_names_of_the_user_come_first() -> None:
    own = OwnNames(
        blocking=("shop.db.query", "vendor.Client.*"),
        not_blocking=("requests.get", "vendor.Client.name"),
        offloaders=("shop.pool.run",),
    )
    catalogue = Catalogue(own)

    def blocks(name: str) -> bool:
        found = catalogue.find_function(name)
        return found is not None and found.blocking is not None

    assert blocks("shop.db.query")
    assert blocks("vendor.Client.fetch")
    assert not blocks("vendor.Client.name")
    assert not blocks("vendor.ClientError")
    assert not blocks("requests.api.get")
    assert blocks("requests.post")
    pool = catalogue.find_function("shop.pool.run")
    assert pool is not None
    assert [each.runs for each in pool.callbacks] == ["off"]
