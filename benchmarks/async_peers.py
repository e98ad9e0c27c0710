"""Write benchmarks/async.md: what other tools find of blocking calls, and what sdd finds.

    python -m benchmarks.async_peers --wheels FOLDER --peers FOLDER

FOLDER of wheels: those of PACKAGES, as `pip download --no-deps` fetches them. FOLDER of peers: the
`bin` of an environment with ruff and flake8-async. Each package is unpacked into a temporary folder
and read there by every tool; nothing is imported. `async_peers_reasons.toml` says of findings of
the peers that are not ours why not, by package, place and code.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from pathlib import Path
from typing import TypeAlias
from zipfile import ZipFile

PAGE = Path(__file__).with_name("async.md")
REASONS = Path(__file__).with_name("async_peers_reasons.toml")
PACKAGES = ("langflow_base", "skypilot", "zenml", "arize_phoenix", "khoj")
RUFF = "ASYNC210,ASYNC212,ASYNC220,ASYNC221,ASYNC222,ASYNC230,ASYNC250,ASYNC251"
FLAKE8 = re.compile(r"^(?P<path>.+?):(?P<line>\d+):\d+:? (?P<code>ASYNC2\d\d)\b")
HEAD = """# Blocking calls beside other tools

Written by `python -m benchmarks.async_peers`; what it compares is in [README.md](README.md).
{versions}. The last two columns count findings of ruff and flake8-async on lines where sdd
finds nothing.

| package | files | ruff | flake8-async | ASY301 | ASY302 | not ours: ruff | flake8-async |
|---|---:|---:|---:|---:|---:|---:|---:|
"""
MISSING = """
## What they find and sdd does not

| package | place | code | why |
|---|---|---|---|
"""
# path relative to the package, line, code
Found: TypeAlias = set[tuple[str, int, str]]


def main(arguments: list[str]) -> int:
    """Run as a script; returns 1 where a finding of a peer is neither ours nor explained."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--wheels", type=Path, required=True)
    parser.add_argument("--peers", type=Path, required=True)
    given = parser.parse_args(arguments)
    reasons = tomllib.loads(REASONS.read_text(encoding="utf-8"))
    rows, missing, unexplained = [], [], 0
    for package in PACKAGES:
        (wheel,) = given.wheels.glob(f"{package}-*.whl")
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            ZipFile(wheel).extractall(root)
            ruff, flake8, ours = (find(root, given.peers) for find in (by_ruff, by_flake8, by_sdd))
            files = sum(1 for _ in root.rglob("*.py"))
        codes = Counter(code for _, _, code in ours)
        lines = {(path, line) for path, line, _ in ours}
        absent = {tool: not_ours(found, lines) for tool, found in (("r", ruff), ("f", flake8))}
        counts = (files, len(ruff), len(flake8), codes["ASY301"], codes["ASY302"])
        cells = (*counts, *map(len, absent.values()))
        name = "-".join(wheel.name.split("-")[:2])
        rows.append(f"| {name} | {' | '.join(map(str, cells))} |")
        for path, line, code in sorted(absent["r"] | absent["f"]):
            why = reason(reasons, package, f"{path}:{line}", code)
            unexplained += not why
            missing.append(f"| {name} | `{path}:{line}` | {code} | {why or '?'} |")
        print(rows[-1])
    text = HEAD.format(versions=versions(given.peers)) + "\n".join(rows) + "\n"
    text += MISSING + "\n".join(missing) + "\n"
    PAGE.write_text(text, encoding="utf-8", newline="\n")
    print(f"{len(missing)} not ours, {unexplained} without a reason")
    return 1 if unexplained else 0


def reason(reasons: dict[str, dict[str, str]], package: str, place: str, code: str) -> str:
    """Why a finding is not ours: what was written for the place, or else for the code."""
    return reasons.get(package, {}).get(place, "") or reasons.get("codes", {}).get(code, "")


def not_ours(found: Found, lines: set[tuple[str, int]]) -> Found:
    """Findings on lines where sdd finds nothing."""
    return {each for each in found if each[:2] not in lines}


def by_ruff(root: Path, peers: Path) -> Found:
    """What ruff finds, suppressions in the code left out of account."""
    command = [peers / "ruff", "check", "--isolated", "--ignore-noqa", "--preview", "--no-cache"]
    out = run([*command, "--select", RUFF, "--output-format", "json", "."], root)
    return {
        (relative(each["filename"], root), each["location"]["row"], each["code"])
        for each in json.loads(out)
        if each["code"]
    }


def by_flake8(root: Path, peers: Path) -> Found:
    """What flake8-async finds of its 2xx codes, told that asyncio is the library."""
    command = [peers / "flake8-async", "--disable-noqa", "--enable", "ASYNC2", "--asyncio"]
    out = run([*command, *sorted(root.rglob("*.py"))], root)
    matches = filter(None, map(FLAKE8.match, out.splitlines()))
    return {(relative(each["path"], root), int(each["line"]), each["code"]) for each in matches}


def by_sdd(root: Path, _: Path) -> Found:
    """What sdd finds."""
    command = [sys.executable, "-m", "sdd", "check", "--select", "ASY301,ASY302", "--root", "."]
    out = run([*command, "--format", "json", "."], root)
    return {(each["path"], each["line"], each["code"]) for each in json.loads(out)["findings"]}


def relative(path: str, root: Path) -> str:
    """A path as a tool gives it, posix, relative to the root."""
    return (root / path).resolve().relative_to(root.resolve()).as_posix()


def run(command: list[object], root: Path) -> str:
    """Standard output of a tool that ends with 1 where it finds something."""
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd=root, capture_output=True, text=True, timeout=900)
    if done.returncode not in (0, 1):
        raise SystemExit(f"{words[0]} ended with {done.returncode}: {done.stderr[-2000:]}")
    return done.stdout


def versions(peers: Path) -> str:
    """The versions of the peers, for the page."""
    out = run([peers / "python", "-m", "pip", "list", "--format", "json"], peers)
    known = {each["name"]: each["version"] for each in json.loads(out)}
    return f"ruff {known['ruff']}, flake8-async {known['flake8-async']}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
