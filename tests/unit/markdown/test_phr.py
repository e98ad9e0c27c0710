"""Prompt history records in every dialect that is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdd.model.prompt_records import is_record
from sdd.read.markdown.phr import read_phr

PATH = "history/prompts/002-orders/0007-add-orders.green.prompt.md"
BODY = """
## Prompt

Add the endpoint.

## My own heading

And test it.

## Response snapshot

Done.

## Outcome

- ✅ Impact: one endpoint
"""
PLAIN = """\
---
id: 0007
title: Add orders
stage: green
date: 2026-02-03
surface: agent
model: some-model
feature: 002-orders
branch: 002-orders
user: ann
command: /sp.implement
labels: ["orders", "api"]
links:
  spec: specs/002-orders/spec.md
  ticket: null
files:
 - app/orders.py (created)
tests:
 - none
---
"""
UPPER = """\
---
# Prompt History Record (PHR)
ID: 7
TITLE: "Add orders"
STAGE: green
DATE_ISO: 2026-02-03
FEATURE: 002-orders
LINKS:
  SPEC: /specs/002-orders/spec.md
FILES_YAML: |
  - app/orders.py (created)
PROMPT_TEXT: |
  Add the endpoint.

  And test it.
---

# Add orders
"""
ISO = """\
---
id: '0007'
title: Add orders
stage: green
date_iso: 2026-02-03
feature: 002-orders
files_yaml:
  - app/orders.py (created)
prompt_text: "Add the endpoint.\\n\\nAnd test it."
---
"""
NESTED = """\
---
prompt_history_record:
  id: "0007"
  title: Add orders
  stage: green
  date: 2026-02-03
  feature: 002-orders
---
"""
BARE = (
    PLAIN.removeprefix("---\n").replace("links:\n  spec", "links:\nspec").replace(" - app", "- app")
)
BROKEN = PLAIN.replace("title: Add orders", "title: Add orders: the endpoint [draft")


@pytest.mark.parametrize(
    ("text", "dialect"),
    [
        (PLAIN + BODY, "spec-kit-plus"),
        (UPPER, "upper"),
        (ISO, "iso"),
        (NESTED + BODY, "nested"),
        (BARE + BODY, "bare"),
        ("```prompt\n" + PLAIN + BODY + "```\n", "bare"),
    ],
)
def test_every_dialect_says_the_same(text: str, dialect: str) -> None:
    record = read_phr(text, PATH)
    wanted = "spec-kit-plus" if text.startswith("```") else dialect
    assert record.dialect == wanted
    assert int(record.id) == 7
    assert (record.title, record.stage, record.date) == ("Add orders", "green", "2026-02-03")
    assert record.feature == "002-orders"
    assert (record.file_id, record.file_stage, record.slug) == ("0007", "green", "add-orders")
    assert record.route == "002-orders"
    assert record.prompt.startswith("Add the endpoint.")
    assert record.prompt.endswith("And test it.")
    assert record.prompt_place is not None


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("0007-add-orders.green.prompt.md", ("0007", "add-orders", "green")),
        ("0007-add-orders.prompt.md", ("0007", "add-orders", "")),
        ("001-add-orders.phr.md", ("001", "add-orders", "")),
        ("001-add-orders.md", ("001", "add-orders", "")),
        ("temp-sum.prompts.md", ("", "temp-sum", "")),
        ("phr-001-fix.green.md", ("001", "fix", "green")),
    ],
)
def test_a_name_says_a_stage_only_where_it_has_one(name: str, told: tuple[str, ...]) -> None:
    record = read_phr("# A\n", f"history/prompts/general/{name}")
    assert (record.file_id, record.slug, record.file_stage) == told


def test_broken_fields_give_what_their_lines_say() -> None:
    record = read_phr(BROKEN + BODY, PATH)
    assert record.front.broken
    assert record.title == "Add orders: the endpoint [draft"
    assert record.front.texts("labels") == ("orders", "api")
    assert record.stage == "green"


def test_a_record_of_prose_has_its_prompt_at_least() -> None:
    record = read_phr("# Lesson 2\n\n**Date**: 2026-02-03\n\n### User Prompt\n\nDo it.\n", PATH)
    assert (record.dialect, record.id, record.title) == ("prose", "", "")
    assert record.prompt == "Do it."


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_prompt_and_response_end_where_the_next_part_begins(end: str) -> None:
    text = ("\ufeff" + PLAIN + BODY).replace("\n", end)
    record = read_phr(text, PATH)
    assert record.prompt == "Add the endpoint.\n\n## My own heading\n\nAnd test it."
    assert record.response == "Done."
    assert record.prompt_place is not None
    assert record.prompt_place.line == PLAIN.count("\n") + 2


def test_names_of_the_template_can_stand_as_headings() -> None:
    record = read_phr(f"{PLAIN}\nPROMPT_TEXT:\n\nDo it.\n\nRESPONSE_TEXT:\n\nDone.\n", PATH)
    assert (record.prompt, record.response) == ("Do it.", "Done.")


def test_headings_inside_a_fence_belong_to_the_prompt() -> None:
    fenced = "## Prompt\n\n````text\nAdd it.\n## Outcome\n```\nx\n```\n````\n\n## Outcome\n"
    assert read_phr(PLAIN + fenced, PATH).prompt == "Add it.\n## Outcome\n```\nx\n```"


def test_placeholders_count_outside_of_prompts_and_code() -> None:
    text = PLAIN.replace("Add orders", "{{TITLE}}") + BODY.replace(
        "one endpoint", "`{{X_Y}}` {{ABC}}"
    )
    text = text.replace("And test it.", "And keep {{TITLE}}.")
    assert [(each.text, each.place.line) for each in read_phr(text, PATH).placeholders] == [
        ("{{TITLE}}", 3),
        ("{{ABC}}", text[: text.index("{{ABC}}")].count("\n") + 1),
    ]


def test_secrets_are_told_by_kind_and_place_and_never_by_value() -> None:
    token = chr(103) + "hp_" + "R7kQz2mXv9" + "LtB4nWy8Pd" + "Hs3Jf6Gc1T" + "aEo5Ui"
    text = PLAIN + BODY.replace("Done.", f"Done with {token}.")
    record = read_phr(text, PATH)
    [secret] = record.secrets
    assert secret.kind == "github-token"
    assert secret.place.line == text[: text.index(token)].count("\n") + 1
    assert (secret.place.column, secret.place.end_column) == (11, 51)
    assert token not in repr(secret)


@pytest.mark.parametrize(
    "words", ["ghp_" + "x" * 36, "postgresql://user:password@localhost/db", "[redacted: jwt]"]
)
def test_fillers_are_no_secrets(words: str) -> None:
    assert read_phr(PLAIN + BODY.replace("Done.", f"Done with {words}."), PATH).secrets == ()


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (PATH, True),
        ("history/prompts/general/12-x.md", True),
        ("history/prompts/README.md", False),
        ("history/prompts/general/notes.txt", False),
        ("specs/001-x/prompts/0001-x.plan.prompt.md", True),
        ("docs/prompts/0001-x.spec.prompt.md", True),
        ("docs/0001-x.spec.prompt.md", False),
        ("app/prompts/system.md", False),
    ],
)
def test_which_files_are_records(path: str, expected: bool) -> None:
    assert is_record(path) is expected


@given(st.text() | st.text("-#`{}:\n []|AZ_"), st.text("a0-./"))
def test_any_text_can_be_read(text: str, path: str) -> None:
    read_phr(text, path)
    read_phr(f"---\nid: 1\n---\n{text}", path)
