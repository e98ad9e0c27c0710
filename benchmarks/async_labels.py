"""Write benchmarks/async-rules.md: how right ASY301 and ASY302 are, by labels that people wrote.

    python -m benchmarks.async_labels      from the root of the checkout

Every source of the labels is fetched once into a cache (`tests/oracle/cache.py`), and `sdd check`
reads it. A label stands at a rule, a file, a line and a blocking callable of one source.
"""

import json
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from tests.oracle.cache import environment, packages, repository
from tests.oracle.docs_src import REQUIREMENTS

LABELS = Path(__file__).with_name("async-labels.jsonl")
PAGE = Path(__file__).with_name("async-rules.md")
# Sources that nobody had looked at while the rules were written: what is labelled there is what
# they said at first.
UNSEEN = frozenset({"danny-avila/rag_api", "SciPhi-AI/R2R", "assafelovic/gpt-researcher"})
HEAD = """# How right the rules about blocking calls are

Written by `python -m benchmarks.async_labels` from [async-labels.jsonl](async-labels.jsonl). The
findings were drawn by a fixed seed from all that was found, at most one for each blocking place
first, and read in the code hop by hop; "right" means that the async function can run the
blocking call on the event loop. "told today" counts the labelled findings that `sdd` still makes.

"""


@dataclass(frozen=True, order=True)
class Spot:
    """Where a finding stands, and what it says blocks."""

    rule: str
    source: str
    file: str
    line: int
    callee: str


def main() -> None:
    """Run as a script."""
    labels = read_labels()
    told = set[Spot]()
    for source, version in sorted(
        {(spot.source, version) for spot, (_, version) in labels.items()}
    ):
        told |= findings(source, version)
    text = HEAD + "\n".join(page(labels, told)) + "\n"
    PAGE.write_text(text, encoding="utf-8", newline="\n")
    print(text)


def read_labels() -> dict[Spot, tuple[str, str]]:
    """The label ("right" or "wrong") and the version of the source, by place."""
    found: dict[Spot, tuple[str, str]] = {}
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        each = json.loads(line)
        spot = Spot(each["code"], each["package"], each["file"], each["line"], each["callee"])
        found[spot] = (each["label"], each["version"])
    return found


def findings(source: str, version: str) -> set[Spot]:
    """What `sdd` finds today in one source."""
    root = folder_of(source, version)
    with tempfile.TemporaryDirectory() as scratch:
        report = Path(scratch, "report.json")
        command = [sys.executable, "-m", "sdd", "check", "--root", str(root), "--format", "json"]
        command += ["--select", "ASY301,ASY302", "--output", str(report), str(root)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if not report.is_file():
            raise SystemExit(f"sdd check ended with {done.returncode} on {source}:\n{done.stderr}")
        listed = json.loads(report.read_text(encoding="utf-8"))["findings"]
    return {
        Spot(each["code"], source, each["path"], each["line"], each["message"].partition("()")[0])
        for each in listed
    }


def folder_of(source: str, version: str) -> Path:
    """The Python files of one source, fetched once."""
    if "/" in source:
        return repository(source, version, (":(glob)**/*.py",))
    return packages(environment(REQUIREMENTS), (f"{source}=={version}",))


def page(labels: dict[Spot, tuple[str, str]], told: set[Spot]) -> list[str]:
    """The tables, and the labelled findings that were wrong."""
    unseen = {spot: label for spot, label in labels.items() if spot.source in UNSEEN}
    lines = table(labels, told)
    lines += ["", "At first contact, in three repositories that were not used while the rules were"]
    lines += ["written; what was wrong there was then repaired by what it lacked:", ""]
    lines += table(unseen, told)
    lines += ["", "Labelled as wrong:", ""]
    for spot, (label, _) in sorted(labels.items()):
        if label == "wrong":
            state = "still told" if spot in told else "no longer told"
            lines.append(f"- {spot.rule} {spot.source} `{spot.file}:{spot.line}`: {state}")
    return lines


def table(labels: dict[Spot, tuple[str, str]], told: set[Spot]) -> list[str]:
    """One row for each rule."""
    lines = ["| rule | labelled | right | precision | told today | of them right |"]
    lines.append("|---|---:|---:|---:|---:|---:|")
    for rule in sorted({spot.rule for spot in labels}):
        count = Counter(label for spot, (label, _) in labels.items() if spot.rule == rule)
        now = Counter(
            label for spot, (label, _) in labels.items() if spot.rule == rule and spot in told
        )
        share = 100 * count["right"] / count.total()
        lines.append(
            f"| {rule} | {count.total()} | {count['right']} | {share:.1f} % | {now.total()} "
            f"| {now['right']} |"
        )
    return lines


if __name__ == "__main__":
    main()
