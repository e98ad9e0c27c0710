"""Write benchmarks/transcripts.md: time and memory of `sdd phr` and `sdd hook` as processes.

python -m benchmarks.transcripts

The installed command is measured, from the call that starts it to its end; what measures adds
nothing to it. Only on systems that have `posix_spawn`.
"""

import json
import os
import platform
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

from tests.cli.running import BLOCKING, MARK
from tests.git import repository
from tests.transcripts import ROOT, happy_path, jsonl, long_session

COMMAND = Path(sys.executable).with_name("sdd")
PAGE = Path(__file__).with_suffix(".md")
SIZES = (1, 10, 50)
RUNS = 5
MEGABYTE = 1 << 20 if sys.platform == "darwin" else 1 << 10
HEAD = f"""# Transcripts

Written by `python -m benchmarks.transcripts`: the installed command as a process of its own, the
median of {RUNS} runs, on {{machine}}, Python {{python}}, {{cores}} cores, load {{load:.1f}} at the
beginning. Seconds are those on the clock; processor seconds are what it used, whatever else ran.
Memory is the largest resident size, which is never less than that of what measures.

| what | seconds | processor seconds | memory, MB |
|---|---:|---:|---:|
"""


class Run(NamedTuple):
    """One run. seconds, processor: in seconds; memory: in megabytes."""

    seconds: float
    processor: float
    memory: float


def measure(words: list[str], cwd: Path, stdin: bytes, code: int) -> Run:
    """One `sdd` in a folder; raises where it ends with another exit code."""
    given, out = cwd / ".stdin", cwd / ".stdout"
    given.write_bytes(stdin)
    environ = {**os.environ, "HOME": str(cwd), "CLAUDE_PROJECT_DIR": str(cwd)}
    files = [
        (os.POSIX_SPAWN_OPEN, 0, str(given), os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, str(out), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
        (os.POSIX_SPAWN_DUP2, 1, 2),
    ]
    began = perf_counter()
    process = os.posix_spawn(COMMAND, [str(COMMAND), *words], environ, file_actions=files)
    _, status, used = os.wait4(process, 0)
    seconds = perf_counter() - began
    assert os.waitstatus_to_exitcode(status) == code, out.read_text()
    return Run(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / MEGABYTE)


def row(name: str, words: list[str], cwd: Path, stdin: bytes = b"", code: int = 0) -> str:
    """One line of the table."""
    runs = [measure(words, cwd, stdin, code) for _ in range(RUNS)]
    seconds, processor = median(run.seconds for run in runs), median(run.processor for run in runs)
    return f"| {name} | {seconds:.2f} | {processor:.2f} | {max(run.memory for run in runs):.0f} |"


def rows(place: Path) -> list[str]:
    """The lines of the table. place: a project in a folder of its own."""
    short = place / "short.jsonl"
    short.write_bytes(jsonl(happy_path(ROOT).lines))
    words = ["phr", "--root", str(place), "--dry-run", "--from"]
    found = [row("`sdd phr`, a session of 14 lines", [*words, str(short)], place)]
    for size in SIZES:
        long = place / f"{size}.jsonl"
        with long.open("wb") as stream:
            stream.writelines(long_session(size))
        found.append(row(f"`sdd phr`, a session of {size} MB", [*words, str(long)], place))
    hook, name = ["hook", "claude"], "`sdd hook claude`"
    other = event("Notification", place)
    found.append(row(f"{name}, an event that is none of ours", hook, place, other))
    found.append(row(f"{name}, a stop", hook, place, event("Stop", place, transcript_path=short)))
    edit = event("PostToolUse", place, tool_input={"file_path": f"{place}/app/main.py"})
    found.append(row(f"{name}, an edit with a finding", hook, place, edit, code=2))
    return found


def event(kind: str, place: Path, **more: object) -> bytes:
    """What an agent puts on standard input."""
    return json.dumps({"hook_event_name": kind, "cwd": str(place), **more}, default=str).encode()


def main() -> None:
    """Run as a script."""
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        place = repository(Path(folder).resolve() / "shop", {**MARK, "app/main.py": BLOCKING})
        table = rows(place)
    head = HEAD.format(
        machine=platform.machine(),
        python=platform.python_version(),
        cores=os.cpu_count(),
        load=load,
    )
    PAGE.write_text("\n".join([head.rstrip(), *table, ""]), encoding="utf-8", newline="\n")
    print(PAGE.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
