"""Write benchmarks/routes.md: how far `sdd routes` agrees with what FastAPI itself serves.

python -m benchmarks.routes            from the root of the checkout, with the package index
python -m benchmarks.routes NAME ...   measures these alone, and keeps the other lines of the page
python -m benchmarks.routes --details  also prints every difference, grouped by cause

The applications are installed into a cache (`tests/oracle/cache.py`) and imported by another
interpreter; sdd only reads them.
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from tests.oracle.agreement import Agreement, summary
from tests.oracle.applications import DEMANDED, FASTAPI, MEASURED, Application, compare_application
from tests.oracle.docs_src import compare_examples, expected_not_importable

PAGE = Path(__file__).with_name("routes.md")
HEAD = """# Agreement with the framework

Written by `python -m benchmarks.routes`; what the columns mean is in [README.md](README.md).

| application | version | FastAPI | rows | first | agree | differ | unknown | elsewhere | start-up |
|---|---|---|---:|---:|---:|---:|---:|---:|---|
"""

Measure = Callable[[], tuple[str, tuple[Agreement, ...]]]


def main(arguments: list[str]) -> int:
    """Run as a script; returns the exit code."""
    wanted = [each for each in arguments if not each.startswith("-")]
    lines, details = [], []
    for name, measure in measures().items():
        if wanted and name not in wanted:
            lines.append(written(name))
            continue
        line, agreements = measure()
        print(line, flush=True)
        lines.append(line)
        details.append(f"{name}\n{summary(agreements)}")
    text = HEAD + "\n".join(lines) + "\n\n" + "\n".join(notes()) + "\n"
    PAGE.write_text(text, encoding="utf-8", newline="\n")
    if "--details" in arguments:
        print("\n\n".join(details))
    return 0


def measures() -> dict[str, Measure]:
    """What gives the line and the comparisons of each application, by name."""
    found: dict[str, Measure] = {"docs_src": measure_examples}
    for application in (*DEMANDED, *MEASURED):
        found[application.name] = partial(measure_application, application)
    return found


def measure_examples() -> tuple[str, tuple[Agreement, ...]]:
    """The framework's own examples."""
    found = compare_examples().agreements
    version = FASTAPI.partition("==")[2]
    return row("docs_src", f"{version} | {version}", "", found), found


def measure_application(application: Application) -> tuple[str, tuple[Agreement, ...]]:
    """One application from the package index."""
    found = compare_application(application, start_up=application in DEMANDED)
    version = f"{application.version} | {found.framework}"
    line = row(application.name, version, found.start_up, found.agreements, application.first)
    return line, found.agreements


def written(name: str) -> str:
    """The line that the page has for an application."""
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    return next((line for line in lines if line.startswith(f"| {name} |")), f"| {name} | - |")


def row(
    name: str, version: str, start_up: str, found: Iterable[Agreement], first: int | None = None
) -> str:
    """One line of the table."""
    each = list(found)
    rows, agreeing = sum(one.rows for one in each), sum(one.agreeing for one in each)
    unknown, outside = sum(one.unknown for one in each), sum(one.outside for one in each)
    differing = sum(one.disagreeing for one in each)
    met = "-" if first is None else first
    cells = (name, version, rows, met, agreeing, differing, unknown, outside, start_up or "-")
    return f"| {' | '.join(str(cell) for cell in cells)} |"


def notes() -> Iterator[str]:
    """What each application is there for, and what could not be asked."""
    yield "## Why these\n"
    yield "- docs_src: the examples in the source distribution of FastAPI."
    for application in (*DEMANDED, *MEASURED):
        yield f"- {application.name}: {application.features}."
    yield "\n## Examples that do not import\n"
    for name, reason in expected_not_importable().items():
        yield f"- `{name}`: {reason}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
