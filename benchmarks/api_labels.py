"""Write benchmarks/api-rules.md: how right the API rules are, by labels that people wrote.

python -m benchmarks.api_labels                  from the root of the checkout
python -m benchmarks.api_labels --draw API206 3  prints findings to label: three of each source

Every source of the labels is fetched once into a cache (`tests/oracle/cache.py`), and `sdd check`
reads it. A label stands at a rule, a file and a line of one source.
"""

import json
import random
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.oracle.applications import FASTAPI
from tests.oracle.cache import environment, packages, repository, source_folder
from tests.oracle.docs_src import HASH, REQUIREMENTS

LABELS = Path(__file__).with_name("api-labels.jsonl")
PAGE = Path(__file__).with_name("api-rules.md")
EXAMPLES = "docs_src"
SEED = 20261125
# Rules of which every finding is labelled, not a sample.
COMPLETE = ("API203", "API204", "API205", "API220")
# Distributions that make one application together.
BESIDE = {"titiler.application": ("core", "extensions", "mosaic", "xarray")}
WANTED = (
    ":(glob)**/*.py",
    ":(glob)**/pyproject.toml",
    ":(glob)**/*.lock",
    ":(glob)**/requirements*",
    ":(exclude,glob)**/site-packages/**",
)
HEAD = """# How right the API rules are

Written by `python -m benchmarks.api_labels` from [api-labels.jsonl](api-labels.jsonl). What the
columns mean and how the labels were made is in [README.md](README.md).

"""


@dataclass(frozen=True, order=True)
class Spot:
    """Where a finding stands. source: a distribution, an owner/name, or the examples."""

    rule: str
    source: str
    file: str
    line: int

    def __str__(self) -> str:
        """For lists in the page."""
        return f"{self.rule} {self.source} `{self.file}:{self.line}`"


@dataclass(frozen=True)
class Label:
    """What a reader said of a finding, and why."""

    right: bool
    why: str


def main(arguments: list[str]) -> int:
    """Run as a script; returns the exit code."""
    labels, versions = read_labels()
    found = check_sources(versions)
    if arguments[:1] == ["--draw"]:
        print("\n".join(drawn(found, arguments[1], int(arguments[2]))))
        return 0
    text = HEAD + "\n".join(page(labels, versions, found)) + "\n"
    PAGE.write_text(text, encoding="utf-8", newline="\n")
    print(text)
    return 0


def read_labels() -> tuple[dict[Spot, Label], dict[str, str]]:
    """The labels, and the version or commit of each source."""
    labels: dict[Spot, Label] = {}
    versions: dict[str, str] = {}
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        each = json.loads(line)
        spot = Spot(each["rule"], each["source"], each["file"], each["line"])
        labels[spot] = Label(each["label"] == "right", each["why"])
        versions[each["source"]] = each["version"]
    return labels, versions


def check_sources(versions: dict[str, str]) -> dict[Spot, str]:
    """What sdd finds today in every source, with the message."""
    found: dict[Spot, str] = {}
    with ThreadPoolExecutor(2) as pool:
        for part in pool.map(lambda item: findings(*item), sorted(versions.items())):
            found |= part
    return found


def findings(source: str, version: str) -> dict[Spot, str]:
    """Findings of the API family in one source, with the confidence that users see."""
    root = folder_of(source, version)
    with tempfile.TemporaryDirectory() as scratch:
        report = Path(scratch, "report.json")
        command = [sys.executable, "-m", "sdd", "check", "--root", str(root), "--select", "API"]
        command += ["--format", "json", "--output", str(report), str(root)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if not report.is_file():
            raise SystemExit(f"sdd check ended with {done.returncode} on {source}:\n{done.stderr}")
        listed = json.loads(report.read_text(encoding="utf-8"))["findings"]
    return {
        Spot(each["code"], source, each["path"], each["line"]): each["message"] for each in listed
    }


def folder_of(source: str, version: str) -> Path:
    """The files of one source, fetched once."""
    python = environment(REQUIREMENTS)
    if source == EXAMPLES:
        return source_folder(python, f"{FASTAPI} --hash=sha256:{HASH}", EXAMPLES)
    if "/" in source:
        return repository(source, version, WANTED)
    beside = (f"{source.partition('.')[0]}.{part}" for part in BESIDE.get(source, ()))
    return packages(python, tuple(f"{name}=={version}" for name in (source, *beside)))


def drawn(found: Iterable[Spot], rule: str, count: int) -> Iterator[str]:
    """Findings to read, the same in every run: so many of each source."""
    by_source: dict[str, list[Spot]] = {}
    for spot in sorted(found):
        if spot.rule == rule:
            by_source.setdefault(spot.source, []).append(spot)
    for source, spots in by_source.items():
        chance = random.Random(f"{SEED} {rule} {source}")
        yield from (str(spot) for spot in sorted(chance.sample(spots, min(count, len(spots)))))


def page(
    labels: dict[Spot, Label], versions: dict[str, str], found: dict[Spot, str]
) -> Iterator[str]:
    """The lines of the page."""
    yield from table(labels, found)
    yield "\n## Examples of the framework's documentation that really have the fault\n"
    yield "Every finding of API203, API204, API205 and API220 on `docs_src`:\n"
    for spot in sorted(found):
        if spot.source == EXAMPLES and spot.rule in COMPLETE:
            label = labels.get(spot)
            yield f"- {spot}: {found[spot]} ({verdict(label)})"
    yield from listed("Wrong findings that are still told", labels, found, right=False, told=True)
    yield from listed("Right findings that are gone", labels, found, right=True, told=False)
    yield "\n## New findings of the rules that are labelled in full\n"
    for spot in sorted(found.keys() - labels.keys()):
        if spot.rule in COMPLETE:
            yield f"- {spot}: {found[spot]}"
    yield "\n## Sources\n"
    yield from (f"- {source} {version}" for source, version in sorted(versions.items()))


def table(labels: dict[Spot, Label], found: dict[Spot, str]) -> Iterator[str]:
    """One line for each rule: as labelled, and as it is told today."""
    yield "| rule | labelled | right | wrong | right, still told | wrong, still told | told today |"
    yield "|---|---:|---:|---:|---:|---:|---:|"
    today = Counter(spot.rule for spot in found)
    for rule in sorted({spot.rule for spot in labels}):
        mine = {spot: label for spot, label in labels.items() if spot.rule == rule}
        right = {spot for spot, label in mine.items() if label.right}
        wrong = mine.keys() - right
        figures = (len(mine), len(right), len(wrong), len(right & found.keys()))
        cells = (rule, *figures, len(wrong & found.keys()), today[rule])
        yield f"| {' | '.join(str(cell) for cell in cells)} |"


def listed(
    title: str, labels: dict[Spot, Label], found: dict[Spot, str], *, right: bool, told: bool
) -> Iterator[str]:
    """A section with the labels of one kind."""
    yield f"\n## {title}\n"
    for spot, label in sorted(labels.items(), key=lambda item: item[0]):
        if label.right is right and (spot in found) is told:
            yield f"- {spot}: {label.why}"


def verdict(label: Label | None) -> str:
    """A label in one word."""
    if label is None:
        return "not labelled"
    return "right" if label.right else "wrong"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
