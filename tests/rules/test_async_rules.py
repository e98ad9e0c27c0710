"""ASY303 to ASY310: what they find, and what looks like it and is none."""

from pathlib import Path

import pytest

from tests.language import finds

HEAD = (
    "import asyncio\nimport threading\nimport time\nfrom functools import partial\n"
    "from sqlalchemy import select\nfrom sqlalchemy.ext.asyncio import AsyncSession\n"
    "from sqlalchemy.orm import Session\n"
    "async def work(key=1): ...\ndef plain(key=1): ...\nlock = threading.Lock()\n"
)
OFFSET = HEAD.count("\n")


def found_in(tmp_path: Path, body: str, code: str) -> list[tuple[int, str]]:
    """Line within the body, and message, of each finding of one rule."""
    found = finds(tmp_path, {"app.py": HEAD + body}, select=(code,))
    return [(each.place.line - OFFSET, each.message) for each in found]


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("work()", "is dropped"),
        ("waiting = work()", "nothing uses"),
        ("return work().name", "attribute instead of its result"),
        ("return work()['name']", "attribute instead of its result"),
        ("if work(): pass", "always true"),
        ("assert work()", "always true"),
        ("return not work()", "always true"),
        ("return 1 if work() else 2", "always true"),
        ("return work() == 1", "as if it were its result"),
        ("return f'{work()}'", "as if it were its result"),
        ("for each in work(): pass", "iterated"),
        ("with work(): pass", "entered"),
        ("found = work()\n    return found.name", "attribute instead of its result"),
    ],
)
def test_a_coroutine_that_never_runs_is_found(tmp_path: Path, statement: str, problem: str) -> None:
    ((line, message),) = found_in(tmp_path, f"async def f():\n    {statement}\n", "ASY303")
    assert line == 2
    assert message.startswith("work() is a coroutine that ")
    assert problem in message


@pytest.mark.parametrize(
    "statement",
    [
        "await work()",
        "return work()",
        "found = work()\n    await found",
        "found = work()\n    return found",
        "self.waiting = work()",
        "waiting.append(work())",
        "waiting = {'a': work()}",
        "asyncio.create_task(work())",
        "await asyncio.gather(work(), *[work() for _ in 'ab'])",
        "yield work()",
        "work().close()",
        "return work().__await__()",
        "asyncio.gather(work())",
        "found = work()\n    def later(): return found",
        "return work() is None",
    ],
)
def test_a_coroutine_that_may_still_run_is_left_alone(tmp_path: Path, statement: str) -> None:
    body = f"async def f(self=None, waiting=None):\n    {statement}\n"
    assert found_in(tmp_path, body, "ASY303") == []


@pytest.mark.parametrize("decorator", ["unknown", "unknown(1)", "asyncio.coroutine", "plain"])
def test_a_decorator_may_make_something_else_of_a_coroutine_function(
    tmp_path: Path, decorator: str
) -> None:
    body = f"@{decorator}\nasync def made(): ...\nasync def f():\n    made()\n"
    assert found_in(tmp_path, body, "ASY303") == []


def test_a_sync_function_forgets_too(tmp_path: Path) -> None:
    ((line, _),) = found_in(tmp_path, "def f():\n    work()\n", "ASY303")
    assert line == 2


@pytest.mark.parametrize(
    ("statement", "count"),
    [
        ("asyncio.create_task(work())", 1),
        ("asyncio.ensure_future(work())", 1),
        ("asyncio.get_running_loop().create_task(work())", 1),
        ("task = asyncio.create_task(work())", 1),
        ("task = asyncio.create_task(work())\n    kept.add(task)", 0),
        ("kept.append(asyncio.create_task(work()))", 0),
        ("self.task = asyncio.create_task(work())", 0),
        ("return asyncio.create_task(work())", 0),
        ("await asyncio.create_task(work())", 0),
        ("async with asyncio.TaskGroup() as group:\n        group.create_task(work())", 0),
        ("other.create_task(work())", 0),
    ],
)
def test_tasks_that_nobody_keeps(tmp_path: Path, statement: str, count: int) -> None:
    body = f"async def f(self=None, kept=None, other=None):\n    {statement}\n"
    assert len(found_in(tmp_path, body, "ASY304")) == count


QUERY = "(await session.execute(select(User))).scalars()"


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (f"for user in {QUERY}:\n        await session.get(Order, user.id)", [3]),
        (
            f"users = {QUERY}.all()\n    for user in users:\n"
            "        await session.get(Order, user.id)",
            [4],
        ),
        (f"users = {QUERY}\n    return [await session.get(Order, u.id) for u in users]", [3]),
        ("for user in await rows(session, User):\n        await one(session, user)", [3]),
        (f"rows = {{u.id: u for u in {QUERY}.all()}}", []),
        ("for batch in batches:\n        await session.get(Order, batch)", []),
        (f"for user in {QUERY}:\n        print(user)\n    await session.get(Order, 1)", []),
        (f"for user in {QUERY}:\n        if user:\n            await session.get(Order, 1)", [4]),
    ],
)
def test_queries_in_loops_over_rows(tmp_path: Path, body: str, lines: list[int]) -> None:
    helpers = (
        "async def rows(session: AsyncSession, User):\n"
        "    found = await session.execute(select(User))\n    return list(found.scalars())\n"
        "async def one(session: AsyncSession, user):\n    return await session.get(dict, user.id)\n"
    )
    text = f"async def f(session: AsyncSession, User, Order, batches):\n    {body}\n{helpers}"
    assert [line for line, _ in found_in(tmp_path, text, "ASY305")] == lines


@pytest.mark.parametrize(
    ("statement", "count"),
    [
        ("asyncio.run(work())", 1),
        ("asyncio.get_event_loop().run_until_complete(work())", 1),
        ("asyncio.new_event_loop().run_until_complete(work())", 1),
        ("await asyncio.to_thread(asyncio.run, work())", 0),
        ("threading.Thread(target=lambda: asyncio.run(work())).start()", 0),
    ],
)
def test_a_loop_in_a_loop(tmp_path: Path, statement: str, count: int) -> None:
    assert len(found_in(tmp_path, f"async def f():\n    {statement}\n", "ASY306")) == count


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("await asyncio.to_thread(time.sleep(1))", "time.sleep is called before"),
        ("await asyncio.to_thread(work)", "work is a coroutine function"),
        ("await asyncio.to_thread(work())", "work is called before"),
        ("asyncio.get_running_loop().run_in_executor(None, work)", "work is a coroutine function"),
        ("threading.Thread(target=work).start()", "work is a coroutine function"),
        ("await asyncio.to_thread(plain)", ""),
        ("await asyncio.to_thread(partial(plain, 1))", ""),
        ("await asyncio.to_thread(unknown())", ""),
        ("await asyncio.to_thread(lambda: plain())", ""),
        ("await asyncio.to_thread(plain, work)", ""),
    ],
)
def test_what_is_handed_to_a_thread(tmp_path: Path, statement: str, message: str) -> None:
    found = found_in(tmp_path, f"async def f():\n    {statement}\n", "ASY309")
    assert [each[1].startswith(message) for each in found] == ([True] if message else [])


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("with lock:\n        await work()", 1),
        ("with lock:\n        async with asyncio.Lock(): pass", 1),
        ("with lock:\n        return [x async for x in key]", 1),
        ("with lock:\n        if key:\n            await work()", 1),
        ("with lock:\n        plain()\n    await work()", 0),
        ("with lock:\n        async def later():\n            await work()", 0),
        ("with open('x') as file:\n        await work()", 0),
        ("async with asyncio.Lock():\n        await work()", 0),
    ],
)
def test_locks_that_are_held_over_an_await(tmp_path: Path, body: str, count: int) -> None:
    found = found_in(tmp_path, f"async def f(key=None):\n    {body}\n", "ASY310")
    assert [line for line, _ in found] == [2] * count


@pytest.mark.parametrize(
    ("path", "severity"), [("app/main.py", "error"), ("tests/test_main.py", "warning")]
)
def test_what_blocks_in_tests_is_less_bad(tmp_path: Path, path: str, severity: str) -> None:
    text = "import time\ndef wait():\n    time.sleep(1)\n"
    text += "async def f():\n    time.sleep(1)\n    wait()\n"
    found = finds(tmp_path, {path: text}, select=("ASY301", "ASY302"))
    assert [(each.code, each.severity.value) for each in found] == [
        ("ASY301", severity),
        ("ASY302", severity),
    ]


def test_a_module_that_shadows_the_standard_library_is_the_project_s_own(tmp_path: Path) -> None:
    files = {
        "time.py": "def sleep(seconds):\n    return seconds\n",
        "app.py": "import time\nasync def f():\n    time.sleep(1)\n",
    }
    assert finds(tmp_path, files, select=("ASY",)) == ()


def test_a_very_long_function_and_a_very_long_chain_of_helpers_end(tmp_path: Path) -> None:
    long = "".join(f"    value_{n} = step(value_{n - 1})\n" for n in range(1, 5_000))
    chain = "".join(f"def f{n}():\n    return f{n + 1}()\n" for n in range(2_000))
    text = (
        f"import time\ndef step(value):\n    return value\n{chain}"
        f"def f2000():\n    time.sleep(1)\n"
        f"async def endpoint(value_0):\n{long}    f0()\n"
    )
    (found,) = finds(tmp_path, {"app.py": text}, select=("ASY",))
    assert found.code == "ASY302"
    assert found.place.line == text.count("\n")
    assert len(found.related) == 2_002


def test_modules_that_import_each_other_are_followed(tmp_path: Path) -> None:
    files = {
        "app/__init__.py": "",
        "app/a.py": "from app.b import load\nURL = 'x'\nasync def f():\n    load()\n",
        "app/b.py": "import requests\nfrom app import a\ndef load():\n    requests.get(a.URL)\n",
    }
    (found,) = finds(tmp_path, files, select=("ASY",))
    assert (found.place.path, found.place.line) == ("app/a.py", 4)
    assert found.message.endswith("f -> load (app/b.py:4) -> requests.get")


@pytest.mark.parametrize(
    "body",
    [
        "def f0(): return f1()\ndef f1(): return f0()\nasync def f():\n    f0().load()\n",
        "x = x\nasync def f():\n    x.load()\n    x()\n",
        "class A(A): pass\nasync def f():\n    A().load()\n",
        "class A(B): pass\nclass B(A): pass\nasync def f():\n    A().load()\n    B.x\n",
        "def d(f): return d\n@d\ndef g(): ...\nasync def f():\n    g()\n",
        "f0 = lambda g: g(g)\nasync def f():\n    f0(f0)\n",
        "def f0(g): g(f0)\nasync def f():\n    f0(f0)\n",
        "Alias = 'Alias'\nasync def f(a: Alias, b: 'Alias'):\n    a.load()\n    b.load()\n",
        "async def f():\n    global requests\n    requests = requests\n    requests.get('x')\n",
    ],
)
def test_what_depends_on_itself_is_unknown_and_ends(tmp_path: Path, body: str) -> None:
    assert finds(tmp_path, {"app.py": body}, select=("ASY301", "ASY302")) == ()


@pytest.mark.parametrize(
    "body",
    [
        "".join(f"def f{n}():\n    return f{n + 1}()\n" for n in range(3_000))
        + "async def f():\n    f0().get('x')\n",
        "x0 = plain()\n"
        + "".join(f"x{n + 1} = x{n} if x{n} else x{n}\n" for n in range(3_000))
        + "async def f():\n    x3000.get('x')\n",
        "".join(f"def f{n}(g):\n    f{n + 1}(g)\n" for n in range(3_000))
        + "def f3000(g):\n    g()\nasync def f():\n    f0(plain)\n",
        "class C0: ...\n"
        + "".join(f"class C{n + 1}(C{n}): ...\n" for n in range(1_000))
        + "async def f():\n    C1000().x.get('x')\n",
    ],
    ids=["returns", "assignments", "callbacks", "bases"],
)
def test_values_that_follow_from_thousands_of_others_end(tmp_path: Path, body: str) -> None:
    assert found_in(tmp_path, body, "ASY302") == []
