"""Write benchmarks/secrets.md: how right SEC101 is, and how fast, beside three peers.

    python -m benchmarks.secrets            everything, from the root of the checkout
    python -m benchmarks.secrets --misses   prints where `sdd` and the labels differ

Sources come from the package index and from GitHub, once, into the cache of the oracle. The labels
are in secret-labels.jsonl, what was read of projects that nothing was tuned on in
secret-heldout.jsonl; benchmarks/README.md tells how both were made. All tools run on the same
folders, with their own allowances in comments (`noqa`, `nosec`, `pragma`) turned off.
"""

import json
import os
import re
import resource
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from tests.oracle.cache import environment, packages, repository

LABELS = Path(__file__).with_name("secret-labels.jsonl")
HELDOUT = Path(__file__).with_name("secret-heldout.jsonl")
PAGE = Path(__file__).with_name("secrets.md")
PEERS = ("ruff==0.17.6", "bandit==1.9.4", "detect-secrets==1.5.0")
RUNS = 2
SELECTED = "SEC101,SEC102"
STAGED = re.compile(
    r"(?i)(?:^|/)(?:tests?|testing|fixtures?|examples?|docs?|docs_src|e2e)/"
    r"|(?:^|/)(?:test_[^/]*|[^/]*_tests?|conftest)\.py$"
)
WANTED = (":(glob)**/*.py", ":(exclude,glob)**/site-packages/**")
HEAD = """# Secrets in Python: how right, how fast

Written by `python -m benchmarks.secrets` from [secret-labels.jsonl](secret-labels.jsonl); what is
counted and how the labels were made is in [README.md](README.md).

"""

Spot = tuple[str, int]


class Label(Struct, frozen=True):
    """One line of the labels. label: "secret", "test" (counted neither way) or "lookalike"."""

    package: str
    version: str
    file: str
    line: int
    identifier: str
    label: str
    why: str


class Count(Struct):
    """What one tool found: of the secrets, beside them, and how many there are."""

    found: int = 0
    wrong: int = 0
    secrets: int = 0

    @property
    def row(self) -> str:
        """Cells of the table: found, wrong, precision, recall."""
        hits = self.found + self.wrong
        precision = f"{100 * self.found / hits:.0f} %" if hits else "-"
        recall = f"{100 * self.found / self.secrets:.0f} %" if self.secrets else "-"
        return f"{self.found} of {self.secrets} | {self.wrong} | {precision} | {recall}"


def read_labels() -> list[Label]:
    """Every label."""
    decode = LABELS.read_text(encoding="utf-8").splitlines()
    return [Label(**json.loads(line)) for line in decode]


def source(package: str, version: str, python: Path) -> Path:
    """The folder of one source."""
    if "/" in package:
        return repository(package, version, WANTED)
    return packages(python, (f"{package}=={version}",))


def run(command: Sequence[str | Path], folder: Path) -> str:
    """Standard output of a command, whatever it finds."""
    here = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    done = subprocess.run(
        [str(word) for word in command],
        cwd=folder,
        env=here,
        capture_output=True,
        check=False,
    )
    return done.stdout.decode("utf-8", "replace")


def python_files(folder: Path) -> list[str]:
    """Python files of application code, relative."""
    paths = (path.relative_to(folder).as_posix() for path in folder.rglob("*.py"))
    return sorted(path for path in paths if not STAGED.search(path))


def sdd_hits(folder: Path, python: Path) -> Iterator[Spot]:
    """What SEC101 reports, of every severity."""
    command = [sys.executable, "-m", "sdd", "check", "--root", ".", "--select", "SEC101"]
    report = json.loads(run([*command, "--format", "json", "."], folder))
    for each in report["findings"]:
        if each["code"] == "SEC101":
            yield each["path"], each["line"]


def ruff_hits(folder: Path, python: Path) -> Iterator[Spot]:
    """S105 to S107."""
    command = [python, "-m", "ruff", "check", "-q", "--isolated", "--ignore-noqa"]
    select = ["--no-respect-gitignore", "--select", "S105,S106,S107", "--output-format", "json"]
    for each in json.loads(run([*command, *select, "."], folder) or "[]"):
        # Newer versions report syntax errors whatever is selected.
        if (each["code"] or "").startswith("S10"):
            path = Path(each["filename"]).resolve().relative_to(folder.resolve())
            yield path.as_posix(), each["location"]["row"]


def bandit_hits(folder: Path, python: Path) -> Iterator[Spot]:
    """B105 to B107."""
    command = [python, "-m", "bandit", "-q", "-r", ".", "--ignore-nosec", "-f", "json"]
    found = json.loads(run([*command, "-t", "B105,B106,B107"], folder) or '{"results": []}')
    for each in found["results"]:
        yield each["filename"].removeprefix("./"), each["line_number"]


def detect_secrets_hits(folder: Path, python: Path) -> Iterator[Spot]:
    """Every plugin; verification over the network is off."""
    command = [python, "-m", "detect_secrets", "scan", "--no-verify", "--disable-filter"]
    filtered = "detect_secrets.filters.allowlist.is_line_allowlisted"
    files = python_files(folder)
    for start in range(0, len(files), 200):
        text = run([*command, filtered, *files[start : start + 200]], folder)
        for path, hits in json.loads(text)["results"].items():
            yield from ((path.removeprefix("./"), hit["line_number"]) for hit in hits)


TOOLS: dict[str, Callable[[Path, Path], Iterator[Spot]]] = {
    "sdd SEC101": sdd_hits,
    "ruff S105-S107": ruff_hits,
    "bandit B105-B107": bandit_hits,
    "detect-secrets": detect_secrets_hits,
}


def measure(labels: Sequence[Label], python: Path, misses: bool) -> dict[str, Count]:
    """For each tool: how many secrets it found and missed, and how many other lines it named."""
    counts: dict[str, Count] = {name: Count() for name in TOOLS}
    for package, version in sorted({(each.package, each.version) for each in labels}):
        folder = source(package, version, python)
        own = [each for each in labels if (each.package, each.version) == (package, version)]
        secrets = {(each.file, each.line) for each in own if each.label == "secret"}
        neither = {(each.file, each.line) for each in own if each.label == "test"}
        for name, hits in TOOLS.items():
            spots = {spot for spot in hits(folder, python) if not STAGED.search(spot[0])} - neither
            spots = {spot for spot in spots if spot[0].endswith(".py")}
            counts[name].found += len(spots & secrets)
            counts[name].wrong += len(spots - secrets)
            counts[name].secrets += len(secrets)
            if misses and name.startswith("sdd"):
                print_differences(package, secrets, spots)
    return counts


def print_differences(package: str, secrets: set[Spot], spots: set[Spot]) -> None:
    """Where `sdd` and the labels differ; places only, never a value."""
    for path, line in sorted(secrets - spots):
        print(f"missed {package} {path}:{line}")
    for path, line in sorted(spots - secrets):
        print(f"wrong  {package} {path}:{line}")


def heldout() -> list[str]:
    """What the rules said of projects when they first met them, from the rows that were read."""
    rows = [json.loads(line) for line in HELDOUT.read_text(encoding="utf-8").splitlines()]
    lines = [
        "## First contact with projects that nothing was tuned on",
        "",
        f"{len({row['package'] for row in rows})} public FastAPI projects; as the rules were "
        "before what was found here was repaired.",
        "",
        "| rule | told and right | told and wrong | not told | precision | recall |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for rule in ("SEC101", "SEC102"):
        kinds = Counter((row["label"], row["told"]) for row in rows if row["rule"] == rule)
        right, wrong = kinds["secret", True], kinds["lookalike", True]
        missed = kinds["secret", False]
        precision, recall = right / (right + wrong), right / (right + missed)
        lines.append(
            f"| {rule} | {right} | {wrong} | {missed} | {precision:.0%} | {recall:.0%} |".replace(
                "%", " %"
            )
        )
    return [*lines, ""]


def seconds(command: Sequence[str | Path], folder: Path) -> tuple[float, float]:
    """Wall and processor time of one run, its children included."""
    started, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    run(command, folder)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - started, used


def speed(python: Path, version: str) -> list[str]:
    """Whole commands on the wheel of zenml, in turn, so that a slow moment is slow for both."""
    folder = source("zenml", version, python)
    ours = [sys.executable, "-m", "sdd", "check", "--root", ".", "--select", SELECTED, "."]
    theirs = [python, "-m", "detect_secrets", "scan", "--all-files", "."]
    pairs = [(seconds(ours, folder), seconds(theirs, folder)) for _ in range(RUNS)]
    rows = [
        (f"`sdd check --select {SELECTED}`", [own for own, _ in pairs]),
        ("`detect-secrets scan --all-files`", [peer for _, peer in pairs]),
        ("ratio, pair by pair", [(p[0] / o[0], p[1] / o[1]) for o, p in pairs]),
    ]
    return [
        f"## Speed on the wheel of zenml {version}",
        "",
        f"Median of {RUNS} cold runs in turn, {os.cpu_count()} cores.",
        "",
        "| command | seconds | of processor time |",
        "|---|---:|---:|",
        *(f"| {name} | {_median(times, 0)} | {_median(times, 1)} |" for name, times in rows),
        "",
    ]


def _median(times: Sequence[tuple[float, float]], index: int) -> str:
    return f"{statistics.median(each[index] for each in times):.1f}"


def main() -> None:
    """Measure, and write the page or print the differences."""
    labels = read_labels()
    python = environment(PEERS)
    misses = "--misses" in sys.argv
    if misses:
        for name in list(TOOLS)[1:]:
            del TOOLS[name]
    counts = measure(labels, python, misses)
    kinds = Counter(each.label for each in labels)
    lines = [
        f"{kinds['secret']} secrets, {kinds['lookalike']} look-alikes, {kinds['test']} staged for "
        f"tests, in {len({each.package for each in labels})} sources.",
        "",
        "| tool | secrets found | other lines named | precision | recall |",
        "|---|---:|---:|---:|---:|",
        *(f"| {name} | {count.row} |" for name, count in counts.items()),
        "",
    ]
    if misses:
        print("\n".join(lines))
        return
    lines += heldout()
    lines += speed(python, next(each.version for each in labels if each.package == "zenml"))
    PAGE.write_text(HEAD + "\n".join(lines), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
