"""Any title gives a path segment that every system takes."""

import re
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdd.record.slug import LONGEST, slug

SEGMENT = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("auth strategy", "auth-strategy"),
        ("  Use PostgreSQL 16 (not MySQL)!  ", "use-postgresql-16-not-mysql"),
        ("../../etc/passwd", "etc-passwd"),
        ("..\\..\\windows\\system32", "windows-system32"),
        ("Straße über Łódź", "strasse-uber-lodz"),
        ("认证 策略", "renzheng-celue"),
        ("Don’t cache users' data", "dont-cache-users-data"),
        ("trailing dots...", "trailing-dots"),
        ("a\x00b\nc", "a-b-c"),
        ("CON", "about-con"),
        ("com1", "about-com1"),
        ("com¹", "about-com1"),
        ("console", "console"),
        ("!!!", "untitled"),
        ("", "untitled"),
    ],
)
def test_a_title_becomes_a_slug(title: str, expected: str) -> None:
    assert slug(title) == expected


def test_a_long_title_is_cut_between_words() -> None:
    found = slug("decide " * 40)
    assert found == "-".join(["decide"] * 8)
    assert len(slug("x" * 500)) == LONGEST


@given(st.text())
def test_any_text_gives_a_safe_segment(title: str) -> None:
    found = slug(title)
    assert SEGMENT.fullmatch(found)
    assert len(found) <= LONGEST + len("about-")
    assert not PureWindowsPath(found).is_reserved()
    assert Path("folder", found).parent == Path("folder")
    assert slug(found) == found
