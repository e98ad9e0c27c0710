"""What the oracle fetches from the package index and from public repositories, kept between runs.

The folder is `SDD_ORACLE_CACHE` if that is set; in CI `.oracle_cache` in this checkout, which
hides itself from git; else the place for caches of the user's platform.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath

CHECKOUT = Path(__file__).resolve().parents[2]
PIP_SECONDS = 600


class OracleUnavailableError(Exception):
    """The oracle could not be fetched, with what pip said. A test that meets it fails."""


def cache_folder() -> Path:
    """The folder for everything that is fetched; made if it does not exist."""
    folder = _chosen_folder()
    folder.mkdir(parents=True, exist_ok=True)
    if folder.is_relative_to(CHECKOUT):
        (folder / ".gitignore").write_text("*\n", encoding="utf-8")
    return folder


def _chosen_folder() -> Path:
    given = os.environ.get("SDD_ORACLE_CACHE")
    if given:
        return Path(given).resolve()
    if os.environ.get("CI"):
        return CHECKOUT / ".oracle_cache"
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", home)) / "sdd-oracle" / "Cache"
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "sdd-oracle"
    return Path(os.environ.get("XDG_CACHE_HOME", home / ".cache")) / "sdd-oracle"


def environment(requirements: tuple[str, ...]) -> Path:
    """The interpreter of a virtual environment that holds the requirements."""

    def make(folder: Path) -> None:
        _run([sys.executable, "-m", "venv", str(folder)])
        _run([str(_interpreter(folder)), "-m", "pip", "install", "-q", *requirements])

    return _interpreter(_kept("environment", requirements, make))


def packages(python: Path, requirements: tuple[str, ...]) -> Path:
    """A folder with the files of some distributions alone, as a checkout would have them."""

    def make(folder: Path) -> None:
        command = [str(python), "-m", "pip", "install", "-q", "--no-deps", "--no-compile"]
        _run([*command, "--target", str(folder), *requirements])

    return _kept("packages", requirements, make)


def source_folder(python: Path, pinned: str, name: str) -> Path:
    """A folder that holds one folder of a source distribution.

    pinned: a line of a requirements file with version and hash; name: of the folder, directly
    below the root of the distribution.
    """

    def make(folder: Path) -> None:
        with tempfile.TemporaryDirectory() as scratch:
            listed = Path(scratch, "requirements.txt")
            listed.write_text(f"{pinned}\n", encoding="utf-8")
            command = [str(python), "-m", "pip", "download", "-q", "--no-deps", "--no-binary=:all:"]
            _run([*command, "--require-hashes", "-r", str(listed), "-d", scratch])
            (archive,) = Path(scratch).glob("*.tar.gz")
            unpack(archive, name, folder)

    return _kept("source", (pinned, name), make)


def repository(name: str, commit: str, patterns: tuple[str, ...]) -> Path:
    """A folder with files of one commit of a public repository.

    name: owner and name. patterns: pathspecs of git, which say what is wanted.
    """

    def make(folder: Path) -> None:
        with tempfile.TemporaryDirectory() as scratch:
            archive = Path(scratch, "tree.tar")
            git = ["git", "-C", scratch]
            _run(["git", "init", "-q", "--bare", scratch])
            _run([*git, "fetch", "-q", "--depth=1", f"https://github.com/{name}", commit])
            prefix = "--prefix=commit/tree/"
            _run([*git, "archive", prefix, "-o", str(archive), "FETCH_HEAD", "--", *patterns])
            unpack(archive, "tree", folder)

    return _kept("repository", (name, commit, *patterns), make) / "tree"


def unpack(archive: Path, name: str, target: Path) -> None:
    """Write the regular files below one folder of an archive, and nothing else.

    Links and names that lead out of the target are left behind.
    """
    with tarfile.open(archive) as opened:
        for member in opened:
            parts = PurePosixPath(member.name).parts[1:]
            content = opened.extractfile(member) if member.isfile() else None
            if content is None or parts[:1] != (name,) or ".." in parts or "\\" in member.name:
                continue
            path = target.joinpath(*parts)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.read())


def _kept(kind: str, wanted: tuple[str, ...], make: Callable[[Path], None]) -> Path:
    """A folder of the cache, made beside its place and moved there only when it is whole."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    key = hashlib.sha256("\n".join((sys.platform, version, *wanted)).encode()).hexdigest()[:16]
    place = cache_folder() / f"{kind}-{key}"
    if place.is_dir():
        return place
    made = Path(tempfile.mkdtemp(prefix=f"{kind}-", dir=cache_folder()))
    try:
        make(made)
        made.rename(place)
    except OSError:
        if not place.is_dir():
            raise
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return place


def _interpreter(folder: Path) -> Path:
    windows = folder / "Scripts" / "python.exe"
    return windows if sys.platform == "win32" else folder / "bin" / "python"


def _run(command: list[str]) -> None:
    """Run a command to its end; raises OracleUnavailableError with its last words."""
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        timeout=PIP_SECONDS,
        check=False,
    )
    if done.returncode:
        words = (done.stderr or done.stdout)[-2000:]
        raise OracleUnavailableError(f"{' '.join(command[1:])} failed:\n{words}")
