"""Where things lie on a machine stays out of records."""

import pytest

from sdd.record.phr.cleaning import Places

UNIX = Places(["/home/ann/shop"], ["/home/ann"])
WINDOWS = Places(["C:\\work\\shop"], ["C:\\Users\\Ann"])


@pytest.mark.parametrize(
    ("places", "text", "shown"),
    [
        (UNIX, "/home/ann/shop/app/x.py", "app/x.py"),
        (UNIX, "in /home/ann/shop, /home/ann/x", "in ., ~/x"),
        (UNIX, "/home/ann/shopping /home/anna", "~/shopping /home/anna"),
        (WINDOWS, "C:\\work\\shop\\app\\x.py", "app\\x.py"),
        (WINDOWS, "c:/work/shop/app/x.py", "app/x.py"),
        (WINDOWS, '{"path": "C:\\\\work\\\\shop\\\\x.py"}', '{"path": "x.py"}'),
        (WINDOWS, "C:\\work\\shopping", "C:\\work\\shopping"),
        (WINDOWS, "C:\\Users\\Ann\\x", "~/x"),
    ],
)
def test_texts_lose_the_folders_of_the_machine(places: Places, text: str, shown: str) -> None:
    assert places.shorten(text) == shown


@pytest.mark.parametrize(
    ("places", "path", "relative"),
    [
        (UNIX, "/home/ann/shop/app/x.py", "app/x.py"),
        (UNIX, "/home/ann/shop", "."),
        (UNIX, "~/shop/app/x.py", "app/x.py"),
        (UNIX, "~/other.py", "<external>/other.py"),
        (UNIX, "/home/ann/shop/../other.py", "<external>/other.py"),
        (UNIX, "app/../x.py", "x.py"),
        (UNIX, "../x.py", "<external>/x.py"),
        (WINDOWS, "c:/Work/shop/app/x.py", "app/x.py"),
        (WINDOWS, "C:\\work\\shop\\app\\x.py", "app/x.py"),
        (WINDOWS, "D:\\x.py", "<external>/x.py"),
        (WINDOWS, "\\\\server\\share\\x.py", "<external>/x.py"),
    ],
)
def test_written_files_are_relative_or_external(places: Places, path: str, relative: str) -> None:
    assert places.relative(path) == relative
