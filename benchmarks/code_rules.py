"""Write benchmarks/code-rules.md: how right the rules on practice are, by labels that people wrote.

python -m benchmarks.code_rules                 fetches every source of the labels
python -m benchmarks.code_rules --from FOLDER   takes them from there: one folder each, named
                                                owner+name, or as the distribution
python -m benchmarks.code_rules --unchecked     counts the labels alone, and checks nothing

A label stands at a rule, a file and a line of one source; see `benchmarks.api_labels`. A round is
one reading: of what was found at first contact (1), or after repairs (2).
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.api_labels import Label, Spot, folder_of, listed

LABELS = Path(__file__).with_name("code-rule-labels.jsonl")
PAGE = Path(__file__).with_name("code-rules.md")
HEAD = """# How right the rules on practice are

Written by `python -m benchmarks.code_rules` from [code-rule-labels.jsonl](code-rule-labels.jsonl).
Findings were drawn by a fixed seed, so many of each source, and read in the code before anything
was repaired (round 1), or after repairs, with another seed (round 2). "told today" counts the
labelled findings that `sdd` still makes.

"""


def main(arguments: list[str]) -> int:
    """Run as a script; returns the exit code."""
    given = Path(arguments[1]) if arguments[:1] == ["--from"] else None
    rows = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    rules = sorted({row["rule"] for row in rows})
    versions = {row["source"]: row["version"] for row in rows}
    told: set[Spot] = set()
    checked = arguments[:1] != ["--unchecked"]
    for source, version in sorted(versions.items()) if checked else ():
        root = found_in(given, source) if given else folder_of(source, version)
        told |= findings(source, root, rules)
    PAGE.write_text(
        HEAD + "\n".join(page(rows, told) if checked else unchecked(rows)) + "\n",
        encoding="utf-8",
        newline="\n",
    )
    print(PAGE.read_text(encoding="utf-8"))
    return 0


def found_in(folder: Path, source: str) -> Path:
    """The folder of a source below another; SystemExit where there is none."""
    for name in (source.replace("/", "+"), source, source.replace("-", "_")):
        if (folder / name).is_dir():
            return folder / name
    raise SystemExit(f"{folder} has no folder for {source}")


def findings(source: str, root: Path, rules: list[str]) -> set[Spot]:
    """What `sdd` finds today in one source by some rules."""
    with tempfile.TemporaryDirectory() as scratch:
        report = Path(scratch, "report.json")
        command = [sys.executable, "-m", "sdd", "check", "--root", str(root), "--no-baseline"]
        command += ["--select", ",".join(rules), "--format", "json", "--output", str(report)]
        done = subprocess.run([*command, str(root)], capture_output=True, text=True, check=False)
        if not report.is_file():
            raise SystemExit(f"sdd check ended with {done.returncode} on {source}:\n{done.stderr}")
        listing = json.loads(report.read_text(encoding="utf-8"))["findings"]
    return {Spot(each["code"], source, each["path"], each["line"]) for each in listing}


def unchecked(rows: list[dict[str, str | int]]) -> Iterator[str]:
    """The labels alone."""
    yield "What `sdd` tells today was not asked for this page.\n"
    yield "| rule | round | labelled | right | precision |"
    yield "|---|---:|---:|---:|---:|"
    for rule, number in sorted({(row["rule"], row["round"]) for row in rows}):
        mine = [row for row in rows if (row["rule"], row["round"]) == (rule, number)]
        right = sum(row["label"] == "right" for row in mine)
        yield f"| {rule} | {number} | {len(mine)} | {right} | {100 * right / len(mine):.0f} % |"
    yield "\n## Labelled as wrong\n"
    yield from (f"- {spot_of(row)}: {row['why']}" for row in rows if row["label"] == "wrong")


def page(rows: list[dict[str, str | int]], told: set[Spot]) -> Iterator[str]:
    """The lines of the page."""
    yield "| rule | round | labelled | right | precision | told today | of them right |"
    yield "|---|---:|---:|---:|---:|---:|---:|"
    for rule, number in sorted({(row["rule"], row["round"]) for row in rows}):
        mine = [row for row in rows if (row["rule"], row["round"]) == (rule, number)]
        right = [row for row in mine if row["label"] == "right"]
        still = [row for row in mine if spot_of(row) in told]
        kept = [row for row in right if spot_of(row) in told]
        share = f"{100 * len(right) / len(mine):.0f} %"
        cells = (rule, number, len(mine), len(right), share, len(still), len(kept))
        yield f"| {' | '.join(str(cell) for cell in cells)} |"
    labels = {spot_of(row): Label(row["label"] == "right", str(row["why"])) for row in rows}
    here = dict.fromkeys(told, "")
    yield from listed("Wrong findings that are still told", labels, here, right=False, told=True)
    yield from listed("Right findings that are gone", labels, here, right=True, told=False)


def spot_of(row: dict[str, str | int]) -> Spot:
    """Where a label stands."""
    return Spot(str(row["rule"]), str(row["source"]), str(row["file"]), int(row["line"]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
