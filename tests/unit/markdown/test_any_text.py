"""Any text is read or refused with a reason, and every place lies inside of it."""

from collections.abc import Callable, Iterator

from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import fields

from sdd.model.finding import Place
from sdd.read.markdown.checklist import read_checklist
from sdd.read.markdown.constitution import read_constitution
from sdd.read.markdown.outline import DocumentTooWild, outline
from sdd.read.markdown.plan import read_plan
from sdd.read.markdown.spec import read_spec
from sdd.read.markdown.tasks import read_tasks

PIECES = (
    "# ", "## ", "- ", "- [ ] ", "- [x] T001 ", "[P] [US1] ", "1. ", "> ", "```", "<!--", "-->",
    "**", "`", "|", "|-|", "---", "===", "\n", "\n\n", "\r\n", "\r", "\t", "    ", "\x0c", "\u2028",
    "\ufeff", "\x00", "[NEEDS CLARIFICATION: x]", "**Status**: ", "**Version**: 1.0.0 | ",
    "FR-001", "- **FR-001**: ", "User Story 1", "Phase 1: Setup", "Constitution Check", "MUST ",
    "`API201`", "sdd: ignore[SPC101] why", "[PROJECT_NAME]", "TODO(X)", "src/a.py", "\\", "~~",
    "Technical Context", "Project Structure", "# Option 1: x", "\U0001f3af", "é", "<div>", ":",
    "<!-- Sync Impact Report\nVersion change: 1.0.0 → 1.1.0\n", "Added sections: ", "1.0.0 → ",
    "## Core Principles\n\n", "### I. A\n", "Given a, When b, Then c", "| FAIL |", "❌ FAIL",
    "src/\n├── a/", "**Storage**:\n", "- CHK001 ", "Acceptance",
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(st.sampled_from(PIECES), max_size=60).map("".join),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5)), max_size=40).map("".join),
)
READERS: tuple[Callable[[str, str], Struct], ...] = (
    read_constitution,
    read_spec,
    read_plan,
    read_tasks,
    read_checklist,
)


def places(value: object) -> Iterator[Place]:
    if isinstance(value, Place):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from places(item)
    elif isinstance(value, Struct):
        for field in fields(value):
            yield from places(getattr(value, field.name))


@given(TEXTS)
@example("\x0c\n\x000")
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_and_every_place_is_inside_it(text: str) -> None:
    try:
        lines = outline(text, "x.md").lines
    except DocumentTooWild as wild:
        assert wild.reason
        return
    for read in READERS:
        for place in places(read(text, "x.md")):
            assert place.path == "x.md"
            assert 1 <= place.line <= place.end_line <= len(lines)
            assert 1 <= place.column <= len(lines[place.line - 1]) + 1
            assert 1 <= place.end_column <= len(lines[place.end_line - 1]) + 1
            assert (place.line, place.column) <= (place.end_line, place.end_column)


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_reading_is_the_same_for_every_line_end(text: str) -> None:
    unix = text.replace("\r\n", "\n").replace("\r", "\n")
    for read in READERS:
        try:
            assert read(unix, "x.md") == read(unix.replace("\n", "\r\n"), "x.md")
        except DocumentTooWild:
            continue
