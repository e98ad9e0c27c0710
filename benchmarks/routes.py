"""Write benchmarks/routes.md: how far `sdd routes` agrees with what FastAPI itself serves.

python -m benchmarks.routes            from the root of the checkout, with the package index
python -m benchmarks.routes --details  also prints every difference, grouped by cause

The applications are installed into a cache (`tests/oracle/cache.py`) and imported by another
interpreter; sdd only reads them.
"""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.oracle.agreement import Agreement, summary
from tests.oracle.applications import FASTAPI, LARGE, SMALL, compare_application
from tests.oracle.docs_src import Examples, compare_examples

PAGE = Path(__file__).with_name("routes.md")
HEAD = """# Agreement with the framework

Written by `python -m benchmarks.routes`; what the columns mean is in [README.md](README.md).

| application | version | FastAPI | rows | agreeing | disagreeing | unknown | elsewhere | start-up |
|---|---|---|---:|---:|---:|---:|---:|---|
"""


def main(arguments: list[str]) -> int:
    """Run as a script; returns the exit code."""
    examples = compare_examples()
    version = FASTAPI.partition("==")[2]
    lines = [row("FastAPI's `docs_src`", f"{version} | {version}", "", examples.agreements)]
    details = [summary(examples.agreements)]
    for application in (*SMALL, *LARGE):
        found = compare_application(application, start_up=True)
        version = f"{application.version} | {found.framework}"
        lines.append(row(application.name, version, found.start_up, found.agreements))
        details.append(summary(found.agreements))
    text = HEAD + "\n".join(lines) + "\n\n" + "\n".join(notes(examples)) + "\n"
    PAGE.write_text(text, encoding="utf-8", newline="\n")
    print(text)
    if arguments == ["--details"]:
        print("\n\n".join(details))
    return 0


def row(name: str, version: str, start_up: str, found: Iterable[Agreement]) -> str:
    """One line of the table."""
    each = list(found)
    rows, agreeing = sum(one.rows for one in each), sum(one.agreeing for one in each)
    unknown, outside = sum(one.unknown for one in each), sum(one.outside for one in each)
    differing = sum(one.disagreeing for one in each)
    cells = (name, version, rows, agreeing, differing, unknown, outside, start_up or "-")
    return f"| {' | '.join(str(cell) for cell in cells)} |"


def notes(examples: Examples) -> Iterator[str]:
    """What each application is there for, and what could not be asked."""
    yield "## Why these\n"
    for application in (*SMALL, *LARGE):
        yield f"- {application.name}: {application.features}."
    yield "\n## Examples that do not import\n"
    for name, reason in examples.not_importable.items():
        yield f"- `{name}`: {reason.partition(':')[0]}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
