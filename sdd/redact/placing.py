"""What kind of place a file is: secrets in tests, examples and documentation are often staged."""

import re
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct

from sdd.redact.vocabulary import words

PathClass: TypeAlias = Literal["app", "test", "example", "docs"]

_FOLDERS: dict[str, PathClass] = {
    **dict.fromkeys(
        words(
            "test tests testing __tests__ e2e fixtures fixture testdata test_data mocks __mocks__"
            " unit_tests integration_tests"
        ),
        "test",
    ),
    **dict.fromkeys(
        words(
            "example examples sample samples demo demos tutorial tutorials cookbook cookbooks"
            " quickstart quickstarts playground"
        ),
        "example",
    ),
    **dict.fromkeys(words("doc docs docs_src documentation"), "docs"),
}
_FILES: tuple[tuple[PathClass, re.Pattern[str]], ...] = (
    (
        "test",
        re.compile(
            r"(?:test_.{0,255}|.{0,255}_tests?|conftest|tests?)\.py|.{0,255}\.(?:spec|test)\.[jt]sx?"
        ),
    ),
    ("example", re.compile(r".{0,255}\.(?:example|sample|template|dist|tmpl)(?:\.[a-z]+)?")),
    ("docs", re.compile(r".{0,255}\.(?:md|mdx|rst|adoc|ipynb)")),
)


class Places(Struct, frozen=True):
    """Which paths report more than live token formats, beside application code."""

    everywhere: Annotated[
        bool, Meta(description="Hold tests, examples and documentation to the same.")
    ] = False

    def reports(self, group: str, path: str) -> bool:
        """Whether a secret of a group ("live", "credential", ...) counts at a path."""
        return group == "live" or self.everywhere or path_class(path) == "app"


def path_class(path: str) -> PathClass:
    """The class of a posix path relative to the project root, by its folders, then its name.

    Only "app" reports every class of secret; the others report live token formats alone.
    """
    *folders, name = path.lower().split("/")
    for folder in folders:
        if folder in _FOLDERS:
            return _FOLDERS[folder]
    return next((kind for kind, pattern in _FILES if pattern.fullmatch(name)), "app")
