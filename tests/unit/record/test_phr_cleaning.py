"""Where things lie on a machine stays out of records."""

import pytest

from sdd.record.phr.cleaning import Places

UNIX = Places(["/srv/ann/shop"], ["/srv/ann"])
WINDOWS = Places(["C:\\code\\shop"], ["D:\\people\\Ann"])


@pytest.mark.parametrize(
    ("places", "text", "shown"),
    [
        (UNIX, "/srv/ann/shop/app/x.py", "app/x.py"),
        (UNIX, "in /srv/ann/shop, /srv/ann/x", "in ., ~/x"),
        (UNIX, "/srv/ann/shopping /srv/anna", "~/shopping /srv/anna"),
        (WINDOWS, "C:\\code\\shop\\app\\x.py", "app\\x.py"),
        (WINDOWS, "c:/code/shop/app/x.py", "app/x.py"),
        (WINDOWS, '{"path": "C:\\\\code\\\\shop\\\\x.py"}', '{"path": "x.py"}'),
        (WINDOWS, "C:\\code\\shopping", "C:\\code\\shopping"),
        (WINDOWS, "D:\\people\\Ann\\x", "~/x"),
    ],
)
def test_texts_lose_the_folders_of_the_machine(places: Places, text: str, shown: str) -> None:
    assert places.shorten(text) == shown


@pytest.mark.parametrize(
    ("places", "path", "relative"),
    [
        (UNIX, "/srv/ann/shop/app/x.py", "app/x.py"),
        (UNIX, "/srv/ann/shop", "."),
        (UNIX, "~/shop/app/x.py", "app/x.py"),
        (UNIX, "~/other.py", "<external>/other.py"),
        (UNIX, "/srv/ann/shop/../other.py", "<external>/other.py"),
        (UNIX, "app/../x.py", "x.py"),
        (UNIX, "../x.py", "<external>/x.py"),
        (WINDOWS, "c:/Code/shop/app/x.py", "app/x.py"),
        (WINDOWS, "C:\\code\\shop\\app\\x.py", "app/x.py"),
        (WINDOWS, "D:\\x.py", "<external>/x.py"),
        (WINDOWS, "\\\\server\\share\\x.py", "<external>/x.py"),
    ],
)
def test_written_files_are_relative_or_external(places: Places, path: str, relative: str) -> None:
    assert places.relative(path) == relative
