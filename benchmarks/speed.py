"""How long whole commands take, beside a peer, on packages from the package index.

    python -m benchmarks.speed

Writes benchmarks/speed.md. Needs `bandit` on the path or beside the interpreter. Each pair of
commands runs in turn, so that a machine that changes its pace does so for both.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

PAGE = Path(__file__).parent / "speed.md"
RUNS = 3
ROUTERS = (50, 200, 800)
ROUTER = """
router_{n} = APIRouter(prefix="/r{n}")

@router_{n}.get("/items/{{item_id}}")
def read_{n}(item_id: int) -> int:
    return item_id

app.include_router(router_{n}, prefix="/v1")
"""


def seconds(command: Sequence[str], folder: Path) -> float:
    """Wall time of one run; whatever the command finds is no failure."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    started = time.perf_counter()
    subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    return time.perf_counter() - started


def cost(command: Sequence[str], folder: Path) -> tuple[float, float, float]:
    """Wall seconds, processor seconds and the most gigabytes of one run with its workers.

    Memory is what all processes of the run hold, shared pages counted in each; Linux only.
    """
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    before, started = os.times(), time.perf_counter()
    most = 0
    with subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        while process.poll() is None:
            most = max(most, _pages_of(process.pid))
            time.sleep(0.2)
    after, ended = os.times(), time.perf_counter()
    processor = after.children_user + after.children_system
    processor -= before.children_user + before.children_system
    return ended - started, processor, most * os.sysconf("SC_PAGE_SIZE") / 1e9


def _pages_of(session: int) -> int:
    """The resident pages of all processes of a session."""
    pages = 0
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:  # it ended meanwhile
            continue
        if int(fields[3]) == session:
            pages += int(fields[21])
    return pages


def median_of(command: Sequence[str], folder: Path, runs: int = RUNS) -> float:
    """The median wall time of some runs."""
    return statistics.median(seconds(command, folder) for _ in range(runs))


def unpack(requirement: str, folder: Path) -> Path:
    """Download one wheel and unpack it."""
    wheels = folder / "wheels"
    subprocess.run(
        [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", wheels, requirement],
        check=True,
    )
    name = requirement.partition("==")[0].replace("-", "_")
    (wheel,) = wheels.glob(f"{name}-*.whl")
    target = folder / name
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    return target


def sdd(*words: str) -> list[str]:
    """A command of ours."""
    return [sys.executable, "-m", "sdd", *words]


def _find_bandit() -> str:
    beside = str(Path(sys.executable).parent)
    found = shutil.which("bandit", path=os.pathsep.join((beside, os.environ.get("PATH", ""))))
    if found is None:
        raise SystemExit("bandit is neither beside the interpreter nor on the path")
    return found


def beside_bandit(package: Path) -> list[str]:
    """`sdd check` and `bandit -r` in turn."""
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(RUNS):
        ours.append(seconds(sdd("check", str(package)), package.parent))
        peer = [_find_bandit(), "-q", "-r", str(package)]
        theirs.append(seconds(peer, package.parent))
    ratio = statistics.median(b / a for a, b in zip(ours, theirs, strict=True))
    return [
        f"| `sdd check` | {statistics.median(ours):.1f} |",
        f"| `bandit -r` | {statistics.median(theirs):.1f} |",
        f"| ratio, pair by pair | {ratio:.1f} |",
    ]


def growth(folder: Path) -> list[str]:
    """`sdd routes` on a generated project with ever more routers."""
    lines = []
    for count in ROUTERS:
        project = folder / f"routers_{count}"
        project.mkdir()
        head = "from fastapi import APIRouter, FastAPI\n\napp = FastAPI()\n"
        body = "".join(ROUTER.format(n=n) for n in range(count))
        (project / "main.py").write_text(head + body, encoding="utf-8")
        taken = median_of(sdd("routes", str(project), "--format", "json"), folder)
        lines.append(f"| {count} | {taken:.2f} | {taken / count * 1000:.1f} |")
    return lines


def page(folder: Path, fetch: Callable[[str, Path], Path] = unpack) -> str:
    """The whole page as Markdown."""
    zenml, litellm = fetch("zenml==0.98.0", folder), fetch("litellm==1.110.2", folder)
    routes = median_of(sdd("routes", str(litellm), "--format", "json"), folder)
    runs = [cost(sdd("check", str(litellm)), folder) for _ in range(RUNS)]
    wall, processor, memory = (statistics.median(column) for column in zip(*runs, strict=True))
    return "\n".join(
        [
            "# Speed of whole commands",
            "",
            "Written by `python -m benchmarks.speed`: wall seconds, median of "
            f"{RUNS} cold runs, {os.cpu_count()} cores, nothing cached.",
            "",
            "## On the wheel of zenml 0.98.0 (1,433 files, 333,688 lines)",
            "",
            "| command | seconds |",
            "|---|---:|",
            *beside_bandit(zenml),
            "",
            "## On the wheel of litellm 1.110.2 (3,135 files, over a million lines)",
            "",
            "| command | seconds | processor seconds | gigabytes, all processes |",
            "|---|---:|---:|---:|",
            f"| `sdd check` | {wall:.1f} | {processor:.1f} | {memory:.2f} |",
            f"| `sdd routes` | {routes:.1f} | | |",
            "",
            "## `sdd routes` and the number of routers",
            "",
            "| routers | seconds | milliseconds per router, start included |",
            "|---:|---:|---:|",
            *growth(folder),
            "",
        ]
    )


def main() -> None:
    """Measure and write the page."""
    with tempfile.TemporaryDirectory() as folder:
        PAGE.write_text(page(Path(folder)), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
