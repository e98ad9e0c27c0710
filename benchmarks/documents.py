"""Write benchmarks/documents.md: how many findings of the document rules are right.

python -m benchmarks.documents FOLDER

FOLDER holds a checkout of every repository of `document-labels.jsonl`, named `owner+name`, at the
commit of its labels. A label was written from reading the document; it stays when a rule changes.
"""

import json
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from sdd.app.check import CheckRequest, check
from sdd.rules.registry import RULES

LABELS = Path(__file__).with_name("document-labels.jsonl")
PAGE = Path(__file__).with_name("documents.md")
FAMILIES = ("CON", "SPC", "PLN", "TSK")
HEAD = """# Findings in documents, read by a person

Written by `python -m benchmarks.documents FOLDER` from `document-labels.jsonl`. Each label is one
finding of some version of `sdd`, read in its document and called right or wrong. A wrong one was
answered by a general repair; it stays in the file and is counted as *repaired* where `sdd` no
longer says it, and a right one that it no longer says as *lost*.

- **now**: right of all labelled findings that `sdd` still reports
- **when read**: right of all labels, as they were found before any repair
- **reported**: findings of the rule in all checkouts, labelled or not

| rule | right | wrong | repaired | lost | now | when read | reported |
|---|---:|---:|---:|---:|---:|---:|---:|
"""

Key = tuple[str, str, int, str]


def main(arguments: list[str]) -> int:
    """Run as a script; returns the exit code."""
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        print("usage: python -m benchmarks.documents FOLDER", file=sys.stderr)
        return 2
    labels = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    folder = Path(arguments[0])
    commits = {label["repository"]: label["commit"] for label in labels}
    reported = {
        key
        for name, commit in commits.items()
        for key in findings(folder / name.replace("/", "+"), name, commit)
    }
    text = HEAD + "\n".join(rows(labels, reported)) + "\n\n" + "\n".join(notes(labels, commits))
    PAGE.write_text(text + "\n", encoding="utf-8", newline="\n")
    print(text)
    return 0


def findings(root: Path, name: str, commit: str) -> Iterator[Key]:
    """What the document rules say about a checkout, which must be at the labelled commit."""
    words = ["git", "-C", str(root), "rev-parse", "HEAD"]
    head = subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip()
    if head != commit:
        raise SystemExit(f"{root} is at {head}, its labels are about {commit}")
    for outcome in check(CheckRequest(root=root, select=FAMILIES), root).outcomes:
        inside = "" if outcome.root == "." else f"{outcome.root}/"
        for each in outcome.findings:
            yield name, inside + each.place.path, each.place.line, each.code


def rows(labels: list[dict[str, str]], reported: set[Key]) -> Iterator[str]:
    """One line for each rule, and one for all."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for label in labels:
        key = (label["repository"], label["file"], int(label["line"]), label["code"])
        is_reported = key in reported
        outcome = {
            ("right", True): "right",
            ("right", False): "lost",
            ("wrong", True): "wrong",
            ("wrong", False): "repaired",
        }[label["label"], is_reported]
        for name in (label["code"], "all"):
            counts[name][outcome] += 1
    totals = Counter(code for *_, code in reported)
    totals["all"] = len(reported)
    for rule in RULES:
        if rule.meta.code.startswith(FAMILIES):
            name = f"{rule.meta.code} {rule.meta.name}"
            yield row(name, counts[rule.meta.code], totals[rule.meta.code])
    yield row("**all**", counts["all"], totals["all"])


def row(name: str, count: Counter[str], total: int) -> str:
    """One line of the table."""
    right, wrong, repaired, lost = (count[word] for word in ("right", "wrong", "repaired", "lost"))
    now = share(right, right + wrong)
    read = share(right + lost, sum(count.values()))
    cells = (name, right, wrong, repaired, lost, now, read, total)
    return f"| {' | '.join(map(str, cells))} |"


def share(part: int, whole: int) -> str:
    """A share in whole per cent, never rounded up, or a dash."""
    return f"{100 * part // whole} %" if whole else "-"


def notes(labels: Iterable[dict[str, str]], commits: dict[str, str]) -> Iterator[str]:
    """What the labels are about."""
    count = Counter(label["repository"] for label in labels)
    yield f"{sum(count.values())} labels in {len(commits)} repositories:"
    yield ""
    for name in sorted(commits):
        yield f"- {name} at `{commits[name][:12]}`: {count[name]}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
