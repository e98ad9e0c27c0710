"""Writing a file whole or not at all."""

import errno
import os
import stat
from pathlib import Path

import pytest

from sdd.errors import OutputError
from sdd.workspace.writing import create_exclusively, write_atomically


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_a_new_file_holds_the_bytes_and_nothing_is_left_beside_it(tree):
    root = tree()
    write_atomically(root / "report.json", b"{}\r\n\0")
    assert (root / "report.json").read_bytes() == b"{}\r\n\0"
    assert names(root) == ["report.json"]


def test_a_new_file_gets_the_mode_that_any_program_would_give_it(tree):
    root = tree()
    (root / "other").write_bytes(b"")
    write_atomically(root / "report.json", b"")
    assert (root / "report.json").stat().st_mode == (root / "other").stat().st_mode


def test_an_existing_file_is_replaced_and_keeps_its_mode(tree):
    root = tree({"run.sh": "old"})
    (root / "run.sh").chmod(0o750)
    write_atomically(root / "run.sh", b"new")
    assert (root / "run.sh").read_bytes() == b"new"
    assert stat.S_IMODE((root / "run.sh").stat().st_mode) == 0o750


def test_a_link_is_written_through(tree):
    root = tree({"real.md": "old"})
    (root / "link.md").symlink_to("real.md")
    write_atomically(root / "link.md", b"new")
    assert (root / "link.md").is_symlink()
    assert (root / "real.md").read_bytes() == b"new"


@pytest.mark.parametrize(
    ("number", "message"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EROFS, "the disk is read-only"),
        (errno.EIO, "input/output error"),
    ],
)
@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_after_a_failure_the_original_is_untouched(tree, monkeypatch, number, message, step):
    root = tree({"report.json": "old"})

    def fail(*given: object) -> None:
        raise OSError(number, "boom")

    monkeypatch.setattr(*{"fsync": (os, "fsync"), "replace": (Path, "replace")}[step], fail)
    with pytest.raises(OutputError) as caught:
        write_atomically(root / "report.json", b"new")
    assert caught.value.what.endswith(f'report.json": {message}')
    assert (root / "report.json").read_text() == "old"
    assert names(root) == ["report.json"]


def test_an_interruption_leaves_nothing_behind(tree, monkeypatch):
    root = tree({"report.json": "old"})

    def interrupt(*given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(root / "report.json", b"new")
    assert names(root) == ["report.json"]


def test_a_missing_folder_is_named_with_what_to_do(tree):
    root = tree()
    with pytest.raises(OutputError) as caught:
        write_atomically(root / "out" / "report.json", b"")
    assert caught.value.what.endswith(f'the folder "{root}/out" does not exist')
    assert caught.value.example == f"mkdir -p {root}/out"
    assert names(root) == []


def test_a_file_in_place_of_the_folder_is_told(tree):
    root = tree({"out": "x"})
    with pytest.raises(OutputError, match='out" is not a folder'):
        write_atomically(root / "out" / "report.json", b"")


def test_a_folder_is_not_replaced(tree):
    root = tree({}, "out/")
    with pytest.raises(OutputError, match="it is a folder"):
        write_atomically(root / "out", b"")
    assert (root / "out").is_dir()


def test_a_device_is_not_replaced_by_a_file():
    with pytest.raises(OutputError, match='cannot write "/dev/null": it is not a regular file'):
        write_atomically(Path("/dev/null"), b"")
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


def test_a_folder_that_may_not_be_written_to_is_told(tree, without_rights):
    root = tree({"out/report.json": "old"})
    (root / "out").chmod(0o555)
    with without_rights(), pytest.raises(OutputError, match="no permission"):
        write_atomically(root / "out" / "new.json", b"")
    assert names(root / "out") == ["report.json"]


def test_a_file_that_may_not_be_written_is_not_replaced_although_its_folder_allows_it(
    tree, without_rights
):
    root = tree({"out/report.json": "old"})
    (root / "out").chmod(0o777)
    (root / "out" / "report.json").chmod(0o444)
    with without_rights(), pytest.raises(OutputError, match="no permission"):
        write_atomically(root / "out" / "report.json", b"new")
    assert (root / "out" / "report.json").read_text() == "old"


def test_a_file_that_must_be_new_is_made(tree):
    root = tree()
    create_exclusively(root / "0001-auth.md", b"# ADR\n")
    assert (root / "0001-auth.md").read_bytes() == b"# ADR\n"
    assert names(root) == ["0001-auth.md"]


@pytest.mark.parametrize("existing", ["file", "folder", "link"])
def test_a_name_that_is_taken_is_left_as_it_is(tree, existing):
    root = tree()
    place = root / "0001-auth.md"
    if existing == "file":
        place.write_bytes(b"mine")
    elif existing == "folder":
        place.mkdir()
    else:
        place.symlink_to("nothing")
    with pytest.raises(FileExistsError):
        create_exclusively(place, b"# ADR\n")
    assert names(root) == ["0001-auth.md"]
    assert existing != "file" or place.read_bytes() == b"mine"


def test_a_file_system_without_hard_links_is_served_too(tree, monkeypatch):
    root = tree()

    def refuse(*given: object) -> None:
        raise PermissionError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    create_exclusively(root / "a.md", b"text")
    assert (root / "a.md").read_bytes() == b"text"
    with pytest.raises(FileExistsError):
        create_exclusively(root / "a.md", b"other")
    assert (root / "a.md").read_bytes() == b"text"
    assert names(root) == ["a.md"]


def test_a_new_file_in_a_missing_folder_is_told(tree):
    with pytest.raises(OutputError, match="does not exist"):
        create_exclusively(tree() / "history" / "a.md", b"")
