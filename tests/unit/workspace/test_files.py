"""Reading one file: its bytes, or the reason in plain words."""

import os
import threading
from pathlib import Path

import pytest

from sdd.model.facts import UnreadableFile
from sdd.workspace.files import read_file


def reason(root: Path, path: str, limit: int = 10_000_000) -> str:
    answer = read_file(root, path, limit)
    assert isinstance(answer, UnreadableFile), answer
    return answer.reason


def test_a_file_is_read_byte_for_byte(tree):
    root = tree({"app/a.py": "x = 'é'\r\n\0"})
    assert read_file(root, "app/a.py") == "x = 'é'\r\n\0".encode()


def test_an_empty_file_is_no_bytes_and_no_reason(tree):
    assert read_file(tree({}, "a.py"), "a.py") == b""


def test_a_file_that_is_gone_has_vanished(tree):
    root = tree({}, "a.py")
    assert reason(root, "gone.py") == "vanished during the run"
    assert reason(root, "a.py/b.py") == "vanished during the run"


def test_a_file_of_exactly_the_limit_is_read_and_one_byte_more_is_too_large(tree):
    root = tree({"a.py": "x" * 2_500_000})
    assert read_file(root, "a.py", 2_500_000) == b"x" * 2_500_000
    assert reason(root, "a.py", 2_499_999) == "larger than 2.5 MB"


def test_a_twenty_megabyte_file_is_refused_by_default(tree):
    root = tree()
    with (root / "a.py").open("wb") as stream:
        stream.truncate(20_000_000)
    assert reason(root, "a.py") == "larger than 10 MB"


def test_a_file_that_may_not_be_read_is_named_with_that_reason(tree, without_rights):
    root = tree({"a.py": "x"})
    (root / "a.py").chmod(0)
    with without_rights():
        assert reason(root, "a.py") == "no permission to read it"


def test_a_named_pipe_is_never_opened(tree, monkeypatch):
    root = tree()
    os.mkfifo(root / "pipe.py")
    opened = []
    monkeypatch.setattr(os, "open", lambda *given: opened.append(given))
    assert reason(root, "pipe.py") == "is not a regular file"
    assert opened == []


def test_a_file_that_turns_into_a_pipe_meanwhile_does_not_block(tree, monkeypatch):
    root = tree({}, "a.py")
    real_open = os.open

    def swap_and_open(path, flags):
        Path(path).unlink()
        os.mkfifo(path)
        return real_open(path, flags)

    monkeypatch.setattr(os, "open", swap_and_open)
    answers = []
    thread = threading.Thread(target=lambda: answers.append(read_file(root, "a.py")), daemon=True)
    thread.start()
    thread.join(5)
    assert answers == [UnreadableFile("a.py", "is not a regular file")]


def test_folders_and_devices_are_not_regular_files(tree):
    assert reason(tree({}, "pkg/"), "pkg") == "is not a regular file"
    assert reason(Path("/dev"), "null") == "is not a regular file"


@pytest.mark.parametrize("path", ["../secret.py", "pkg/../../secret.py", "/etc/hostname"])
def test_a_path_out_of_the_root_is_not_read(tree, path):
    root = tree({"secret.py": "x", "project/pkg/a.py": ""}) / "project"
    assert reason(root, path) == "leads out of the project"


def test_a_link_out_of_the_root_is_not_followed(tree):
    root = tree({"secret.py": "x"}, "project/") / "project"
    (root / "a.py").symlink_to(root.parent / "secret.py")
    (root / "pkg").symlink_to(root.parent)
    assert reason(root, "a.py") == "leads out of the project"
    assert reason(root, "pkg/secret.py") == "leads out of the project"


def test_a_link_that_stays_inside_is_followed(tree):
    root = tree({"lib/b.py": "x = 1"})
    (root / "a.py").symlink_to("lib/b.py")
    (root / "pkg").symlink_to("lib")
    assert read_file(root, "a.py") == b"x = 1"
    assert read_file(root, "pkg/b.py") == b"x = 1"


def test_a_link_that_leads_to_itself_is_told(tree):
    root = tree()
    (root / "a.py").symlink_to("b.py")
    (root / "b.py").symlink_to("a.py")
    assert reason(root, "a.py") == "a symbolic link that leads back to itself"


@pytest.mark.parametrize("path", ["a\0b.py", "\ud800.py"])
def test_what_cannot_be_a_file_name_is_a_reason_and_no_crash(tree, path):
    assert reason(tree(), path) == "its name cannot be the name of a file"


def test_a_name_that_is_too_long_is_a_reason(tree):
    assert reason(tree(), "a" * 5000) == "its path is too long for this system"


def test_a_reason_can_be_printed_although_the_name_is_not_utf8(tree):
    answer = read_file(tree(), os.fsdecode(b"caf\xe9.py"))
    assert answer == UnreadableFile("caf\\xe9.py", "vanished during the run")
