"""Files and folders that are not what they seem: each is told of, none ends the run."""

import json
import os
import sys
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path
from time import sleep

import pytest

from sdd.model.facts import UnreadableFile
from sdd.read.python import pool
from sdd.read.python.pool import Readers, Reading, Source
from sdd.workspace.files import read_file
from tests.cli.running import BLOCKING, MARK, folder_for_anybody, sdd, sdd_as_nobody
from tests.language import finds, places, run, write_project

POSIX = pytest.mark.skipif(os.name != "posix", reason="links and permissions are those of POSIX")


def unchecked(root: Path, **request: object) -> list[tuple[str, str]]:
    (outcome,) = run(root, {}, **request).outcomes
    return [(each.path, each.reason) for each in outcome.unchecked]


@POSIX
def test_a_loop_of_links_is_walked_once(tmp_path: Path) -> None:
    write_project(tmp_path, {**MARK, "app/a.py": BLOCKING})
    (tmp_path / "app" / "again").symlink_to(tmp_path / "app", target_is_directory=True)
    (tmp_path / "up").symlink_to("..", target_is_directory=True)
    (tmp_path / "self.py").symlink_to("self.py")
    (tmp_path / "gone.py").symlink_to("nowhere.py")
    assert places(finds(tmp_path, {}))[0] == ("app/a.py", 5, "ASY301")
    assert [path for path, _, _ in places(finds(tmp_path, {}))].count("app/a.py") == 1
    reasons = dict(unchecked(tmp_path))
    assert "leads back to itself" in reasons["self.py"]
    assert "a symbolic link to nothing" in reasons["gone.py"]


@POSIX
def test_a_link_that_leaves_the_project_is_not_followed(tmp_path: Path) -> None:
    write_project(tmp_path, {"outside.py": BLOCKING, "project/.specify/memory/constitution.md": ""})
    (tmp_path / "project" / "a.py").symlink_to(tmp_path / "outside.py")
    assert "leads out of the project" in dict(unchecked(tmp_path / "project"))["a.py"]


@POSIX
def test_a_pipe_named_like_a_module_is_not_opened(tmp_path: Path) -> None:
    write_project(tmp_path, {**MARK, "a.py": BLOCKING})
    os.mkfifo(tmp_path / "pipe.py")
    assert dict(unchecked(tmp_path)) == {"pipe.py": "is not a regular file"}


def test_a_file_of_20_mb_is_a_finding_with_its_reason(tmp_path: Path) -> None:
    write_project(tmp_path, {**MARK, "big.py": b"x = 1\n" * 3_500_000, "a.py": BLOCKING})
    ran = sdd(tmp_path, "check", "--format", "json")
    assert ran.code == 1
    found = json.loads(ran.out)
    assert [(each["path"], each["code"]) for each in found["findings"]] == [
        ("a.py", "ASY301"),
        ("big.py", "SDD001"),
    ]
    assert "larger than 10 MB" in found["findings"][1]["message"]
    assert found["unchecked"] == [{"path": "big.py", "reason": "larger than 10 MB"}]


def test_a_file_that_vanishes_before_it_is_read_is_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def vanishing(root: Path, path: str) -> bytes | UnreadableFile:
        (root / "gone.py").unlink(missing_ok=True)
        return read_file(root, path)

    monkeypatch.setattr("sdd.app.sources.read_file", vanishing)
    found = finds(tmp_path, {**MARK, "a.py": BLOCKING, "gone.py": BLOCKING})
    assert places(found) == [("a.py", 5, "ASY301"), ("gone.py", 1, "SDD001")]
    assert "vanished during the run" in found[1].message


@POSIX
def test_a_folder_and_a_file_without_permission_are_told_of() -> None:
    with folder_for_anybody() as root:
        files = {"closed/b.py": BLOCKING, "secret.py": BLOCKING, "a.py": BLOCKING}
        write_project(root, MARK | files)
        (root / "closed").chmod(0)
        (root / "secret.py").chmod(0)
        ran = sdd_as_nobody(root, "check", "--format", "json")
        (root / "closed").chmod(0o755)
        assert "Traceback" not in ran.err
        found = json.loads(ran.out)
        assert ran.code == 1
        assert [each["path"] for each in found["unchecked"]] == ["closed", "secret.py"]
        assert all("no permission" in each["reason"] for each in found["unchecked"])
        assert ("a.py", "ASY301") in [(each["path"], each["code"]) for each in found["findings"]]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
@pytest.mark.parametrize("format", ["console", "json", "sarif"])
def test_a_name_that_is_not_utf_8_is_told_of_in_every_format(tmp_path: Path, format: str) -> None:
    write_project(tmp_path, {**MARK, "a.py": BLOCKING})
    bad = os.fsencode(tmp_path) + b"/caf\xe9.py"
    Path(os.fsdecode(bad)).write_text(BLOCKING)
    ran = sdd(tmp_path, "check", "--format", format)
    assert ran.code == 1
    assert "Traceback" not in ran.err
    assert "caf\\xe9.py" in ran.err
    assert "not UTF-8" in ran.err
    ran.out.decode("utf-8")


def test_odd_but_legal_names_keep_each_report_on_its_lines(tmp_path: Path) -> None:
    if os.name != "posix":
        pytest.skip("Windows forbids such names")
    write_project(tmp_path, {"line\nbreak.py": BLOCKING, "::error::.py": BLOCKING})
    for format in ("concise", "github"):
        ran = sdd(tmp_path, "check", "--format", format)
        assert len(ran.lines) == 2
        assert "\x1b" not in ran.out.decode()
        assert all(line.count("::") <= 3 for line in ran.lines)


def test_the_checked_code_is_never_imported(tmp_path: Path) -> None:
    trap = "import pathlib\npathlib.Path(__file__).with_name('ran').touch()\nraise SystemExit\n"
    names = ("conftest.py", "setup.py", "app/__init__.py", "typer.py", "libcst.py", "json.py")
    files = dict.fromkeys(names, trap + BLOCKING)
    write_project(tmp_path, {**MARK, **files, "pyproject.toml": "[tool.sdd]\nplugins = []\n"})
    ran = sdd(tmp_path, "check", "--format", "json")
    assert ran.code == 1
    assert json.loads(ran.out)["checked"]["python_files"] == len(names)
    assert not list(tmp_path.rglob("ran"))
    assert not list(tmp_path.rglob("*.pyc"))
    sdd(tmp_path, "routes")
    assert not list(tmp_path.rglob("ran"))


class BrittleExecutor(Executor):
    """Runs at once, but breaks like a pool of processes over any chunk with a deadly file."""

    def submit(self, work: Callable[..., bytes], /, *words: object, **options: object) -> Future:
        future: Future[bytes] = Future()
        (chunk,) = words
        assert isinstance(chunk, tuple)
        if any(b"deadly" in source.data for source in chunk):
            future.set_exception(BrokenProcessPool("a worker died"))
        else:
            future.set_result(work(*words, **options))
        return future


def test_a_worker_that_dies_costs_one_file() -> None:
    sources = [Source(f"m{n}.py", BLOCKING.encode()) for n in range(20)]
    sources[7] = Source("m7.py", b"deadly = 1\n")
    with Readers(lambda workers: BrittleExecutor()) as readers:
        readings = sorted(readers.read(sources), key=_path)
    assert [each.path for each in readings if each.facts] == sorted(
        f"m{n}.py" for n in range(20) if n != 7
    )
    (lost,) = (each.trouble for each in readings if each.trouble)
    assert (lost.path, lost.reason) == ("m7.py", pool.DEAD)


@pytest.mark.skipif(not pool.FORKS, reason="a worker is only killed where processes are forked")
def test_a_real_worker_that_is_killed_costs_one_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_python = pool.read_python

    def deadly(data: bytes, path: str, **options: bool) -> object:
        if path == "deadly.py":
            os.kill(os.getpid(), 9)
        return read_python(data, path, **options)

    monkeypatch.setattr(pool, "read_python", deadly)
    files = {f"m{n}.py": BLOCKING for n in range(5)}
    found = finds(tmp_path, {**MARK, **files, "deadly.py": BLOCKING})
    assert places(found) == [
        ("deadly.py", 1, "SDD001"),
        *((name, 5, "ASY301") for name in files),
    ]
    assert pool.DEAD in found[0].message


@pytest.mark.skipif(not pool.FORKS, reason="needs a worker that shares what is patched")
def test_a_worker_that_never_comes_back_costs_one_file(monkeypatch: pytest.MonkeyPatch) -> None:
    read_python = pool.read_python

    def stalling(data: bytes, path: str, **options: bool) -> object:
        if path == "slow.py":
            sleep(600)
        return read_python(data, path, **options)

    def forked(workers: int) -> Executor:
        return ProcessPoolExecutor(workers, mp_context=get_context("fork"))

    monkeypatch.setattr(pool, "read_python", stalling)
    monkeypatch.setattr(pool, "_patience", lambda chunks: 0.5)
    sources = [Source(name, BLOCKING.encode()) for name in ("slow.py", "a.py", "b.py")]
    with Readers(forked) as readers:
        readings = sorted(readers.read(sources), key=_path)
    assert [each.path for each in readings if each.facts] == ["a.py", "b.py"]
    assert [each.trouble.reason for each in readings if each.trouble] == [pool.SLOW]


def _path(reading: Reading) -> str:
    return reading.path


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_findings_in_code_and_documents_do_not_depend_on_line_ends(
    tmp_path: Path, line_end: str
) -> None:
    spec = "# Feature Specification: B\n\n- **FR-001**: A [NEEDS CLARIFICATION: b?]\n"
    files = {"app.py": BLOCKING, "specs/001-b/spec.md": spec}
    changed = {path: text.replace("\n", line_end).encode() for path, text in files.items()}
    found = finds(tmp_path, changed, select=("ASY301", "SPC102"))
    assert [(each.code, each.place.line, each.place.column) for each in found] == [
        ("ASY301", 5, 5),
        ("SPC102", 3, 17),
    ]
    assert [each.place.end_column for each in found] == [18, 42]


def test_the_excerpt_is_the_line_of_the_finding_behind_a_form_feed(tmp_path: Path) -> None:
    text = "x = '\x0c\x0b'\ny = '\u2028\x1c'\n" + BLOCKING
    write_project(tmp_path, {"a.py": text})
    lines = sdd(tmp_path, "check", "--select", "ASY301").lines
    assert lines[0] == "a.py:7:5"
    assert "    7 |     time.sleep(1)" in lines


def test_many_findings_in_one_file_take_no_time_beyond_their_number(tmp_path: Path) -> None:
    count = 4_000
    lines = [f'password_{n} = "hunter2-correct-{n}"  # sdd: ignore[ASY301] x' for n in range(count)]
    found = finds(tmp_path, {"a.py": "\n".join(lines)})
    assert sum(each.code == "SEC101" for each in found) == count
    assert sum(each.code == "SDD003" for each in found) == count
