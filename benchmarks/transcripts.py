"""Write benchmarks/transcripts.md: time and memory of `sdd phr` and `sdd hook` as processes.

python -m benchmarks.transcripts
"""

import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

from tests.transcripts import ROOT, happy_path, jsonl, long_session

REPOSITORY = Path(__file__).resolve().parents[1]
PAGE = Path(__file__).with_suffix(".md")
SIZES = (1, 10, 50)
RUNS = 3
HEAD = f"""# Transcripts

Written by `python -m benchmarks.transcripts`: whole processes, the median of {RUNS} runs, on
{{machine}}, Python {{python}}. Memory is the largest resident size of the process.

| what | seconds | memory, MB |
|---|---:|---:|
"""
MEASURED = """
import resource, subprocess, sys
code = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(code, used / (1 << 20 if sys.platform == "darwin" else 1 << 10))
"""


def measure(words: list[str], cwd: Path, stdin: bytes = b"") -> tuple[float, float]:
    """Seconds and megabytes of one `sdd`; raises where it fails."""
    began = perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", MEASURED,
         sys.executable, "-m", "sdd", *words],
        cwd=cwd,
        input=stdin,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), "HOME": str(cwd)},
        capture_output=True,
        check=True,
    )  # fmt: skip
    code, megabytes = done.stdout.split()
    assert code == b"0", done.stderr.decode()
    return perf_counter() - began, float(megabytes)


def row(name: str, words: list[str], cwd: Path, stdin: bytes = b"") -> str:
    """One line of the table."""
    runs = [measure(words, cwd, stdin) for _ in range(RUNS)]
    return f"| {name} | {median(time for time, _ in runs):.2f} | {max(mb for _, mb in runs):.0f} |"


def main() -> None:
    """Run as a script."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder).resolve()
        (place / ".specify").mkdir()
        short = place / "short.jsonl"
        short.write_bytes(jsonl(happy_path(ROOT).lines))
        words = ["phr", "--dry-run", "--from"]
        rows.append(row("`sdd phr`, a session of 14 lines", [*words, str(short)], place))
        for size in SIZES:
            long = place / f"{size}.jsonl"
            with long.open("wb") as stream:
                stream.writelines(long_session(size))
            name = f"`sdd phr`, a session of {size} MB"
            rows.append(row(name, [*words, str(long)], place))
        event = b'{"hook_event_name": "Notification"}'
        name = "`sdd hook claude`, an event that is none of ours"
        rows.append(row(name, ["hook", "claude"], place, event))
        stop = f'{{"hook_event_name": "Stop", "cwd": "{place}", "transcript_path": "{short}"}}'
        rows.append(row("`sdd hook claude`, a stop", ["hook", "claude"], place, stop.encode()))
    head = HEAD.format(machine=platform.machine(), python=platform.python_version())
    PAGE.write_text("\n".join([head.rstrip(), *rows, ""]), encoding="utf-8", newline="\n")
    print(PAGE.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
