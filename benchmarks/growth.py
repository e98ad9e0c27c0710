"""How the time for following calls grows with the functions of a project.

    python -m benchmarks.growth

Generates projects of chains of helpers, each behind an async endpoint, and writes
benchmarks/growth.md. Reading is not counted; it has its own page.
"""

import statistics
import time
from pathlib import Path

from sdd.link.linking import Given, link_calls
from sdd.model.facts import ModuleFacts
from sdd.read.python.pool import Readers, Source

PAGE = Path(__file__).parent / "growth.md"
SIZES = (1_000, 10_000, 100_000)
RUNS = 3
PER_FILE = 100
DEPTH = 10


def module(number: int) -> str:
    """A file of helpers in chains of DEPTH functions, the first of each chain async.

    The last function of each chain calls one of the file before; in the first file it blocks.
    """
    head = "import requests\n"
    if number:
        head += f"from app.m{number - 1} import f{PER_FILE - 1} as before\n"
    return head + "".join(_function(index, number > 0) for index in range(PER_FILE))


def _function(index: int, has_before: bool) -> str:
    if index % DEPTH == 0:
        return f"async def f{index}(client: requests.Session):\n    f{index + 1}(client)\n"
    if index % DEPTH == DEPTH - 1:
        last = "before(client)" if has_before and index < PER_FILE - 1 else "client.get('x')"
        return f"def f{index}(client: requests.Session):\n    return {last}\n"
    return f"def f{index}(client: requests.Session):\n    return f{index + 1}(client)\n"


def read(functions: int) -> tuple[list[ModuleFacts], Given]:
    """The facts of a generated project."""
    files = {f"app/m{n}.py": module(n).encode() for n in range(functions // PER_FILE)}
    files["app/__init__.py"] = b""
    sources = [Source(path, data, always=True) for path, data in files.items()]
    with Readers() as readers:
        found = [each.facts for each in readers.read(sources) if each.facts is not None]
    return found, Given(tuple(files))


def measure(functions: int) -> tuple[float, int]:
    """The median CPU seconds for following calls, and how many ways were found."""
    modules, given = read(functions)
    seconds: list[float] = []
    ways = 0
    for _ in range(RUNS):
        started = time.process_time()
        found = link_calls(modules, given, lambda paths: (), ()).event_loop
        seconds.append(time.process_time() - started)
        ways = len(found.paths)
    return statistics.median(seconds), ways


def main() -> None:
    """Measure and write the page."""
    rows = []
    for functions in SIZES:
        seconds, ways = measure(functions)
        each = 1e6 * seconds / functions
        rows.append(f"| {functions:,} | {ways:,} | {seconds:.2f} | {each:.0f} |")
    PAGE.write_text(
        "\n".join(
            [
                "# Growth of following calls",
                "",
                "By `python -m benchmarks.growth`: chains of helpers behind async functions, the",
                f"median of {RUNS} runs on one core, without reading the files.",
                "",
                "| functions | ways found | CPU seconds | microseconds per function |",
                "|---:|---:|---:|---:|",
                *rows,
                "",
            ]
        ),
        encoding="utf-8",
    )
    print(PAGE.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
