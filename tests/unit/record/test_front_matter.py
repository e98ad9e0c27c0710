"""Front matter: any text survives writing and reading; broken blocks give what they say."""

from datetime import date

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sdd.read.markdown.front_matter import read_front_matter
from sdd.record.front_matter import write_front_matter

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
ODD = st.sampled_from(
    [
        *("null", "~", "yes", "0007", "1e3", "0x1F", "2026-11-25", "---", "...", "-", "#", "@a"),
        *("`b`", "!tag", "&a", "*a", "%x", ":", "a:b", "a:", "{a}", "[a]", "'q'", '"q"', "|", ">"),
        *("?", "=", "", " ", "a\n---\nb", "a: b", "a #b", "\u2028", "\x85", "\ufeffx", "\0"),
        *("\x1b[1m", "\r\n", "\t"),
    ]
)
SCALAR = TEXT | ODD
VALUES = st.recursive(
    SCALAR,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab-", min_size=1), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.text("abcXYZ_", min_size=1, max_size=20) | ODD, VALUES, max_size=6))
def test_any_text_survives_writing_and_reading(fields: dict[str, object]) -> None:
    written = write_front_matter(fields)
    found = read_front_matter(written + "\n# Body\n")
    assert found.broken == ""
    assert found.fields == fields
    assert list(found.fields) == list(fields)
    assert found.body == written.count("\n") + 1


@given(st.dictionaries(st.text("abc", min_size=1), SCALAR, min_size=1))
def test_other_readers_of_yaml_see_the_same_texts(fields: dict[str, str]) -> None:
    block = write_front_matter(fields).removeprefix("---\n").removesuffix("---\n")
    assert yaml.safe_load(block) == fields


@given(TEXT | st.text("-:#\n [{|>\"'abc&*"))
def test_any_document_can_be_read(text: str) -> None:
    read_front_matter(text)
    read_front_matter(f"---\n{text}\n---\n")
    read_front_matter(f"---\ntitle: {text}\n---\n")


def test_half_a_surrogate_pair_is_replaced() -> None:
    written = write_front_matter({"title": "cut \ud83d here"})
    assert read_front_matter(written).fields == {"title": "cut \ufffd here"}


def test_numbers_dates_and_empty_values_have_their_short_form() -> None:
    written = write_front_matter(
        {"id": "0007", "date": date(2026, 11, 25), "tokens": {"input": 12}, "tests": [], "x": {}}
    )
    assert written == (
        '---\nid: "0007"\ndate: 2026-11-25\ntokens:\n  input: 12\ntests: []\nx: {}\n---\n'
    )


def test_scalars_stay_as_they_are_written() -> None:
    found = read_front_matter("---\nid: 0007\ndate: 2025-01-02\nticket: null\n---\n# Body\n")
    assert found.fields == {"id": "0007", "date": "2025-01-02", "ticket": "null"}
    assert found.lines == {"id": 2, "date": 3, "ticket": 4}
    assert found.opened
    assert found.body == 6
    assert found.text("ticket", "id") == "0007"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_and_a_byte_order_mark_do_not_matter(end: str) -> None:
    text = "\ufeff" + end.join(["---", "title: A", "labels:", "  - b", "---", "# Body", ""])
    found = read_front_matter(text)
    assert found.fields == {"title": "A", "labels": ["b"]}
    assert found.body == 6


def test_a_broken_block_says_where_and_gives_what_its_lines_say() -> None:
    found = read_front_matter(
        "---\n"
        "id: 0003\n"
        "title: Chapter 9: the rest\n"
        "command: /sp.plan [a, b\n"
        'labels: ["a", "b"]\n'
        "files:\n"
        "- app/main.py\n"
        "- app/@x.py (new: yes)\n"
        "links:\n"
        "  spec: specs/001-x/spec.md\n"
        "  adr: null\n"
        "---\n"
        "body\n"
    )
    assert "mapping values are not allowed" in found.broken
    assert found.broken_line == 3
    assert found.text("title") == "Chapter 9: the rest"
    assert found.text("command") == "/sp.plan [a, b"
    assert found.texts("labels") == ("a", "b")
    assert found.texts("files") == ("app/main.py", "app/@x.py (new: yes)")
    assert found.table("links") == {"spec": "specs/001-x/spec.md", "adr": "null"}
    assert found.lines["files"] == 6
    assert found.body == 13


def test_a_block_without_its_first_rule_is_found_by_its_first_field() -> None:
    found = read_front_matter("id: 0002\ntitle: A\n\n---\n\n## Prompt\n")
    assert found.fields == {"id": "0002", "title": "A"}
    assert not found.opened
    fenced = read_front_matter("```prompt\n---\nid: 0016\n---\n\n## Prompt\n```\n")
    assert fenced.fields == {"id": "0016"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# Title\n",
        "---\n\nprose between rules\n\n---\n",
        "Note: a\n---\n",
        "---\nid: 1\n## A\n",
    ],
)
def test_other_documents_have_no_front_matter(text: str) -> None:
    found = read_front_matter(text)
    assert found.fields == {}
    assert found.body == 1


def test_repeated_keys_and_comments_are_told() -> None:
    found = read_front_matter("---\n# mine\nid: 1\nid: 2\n# last\n---\n")
    assert found.fields == {"id": "2"}
    assert found.repeated == ("id",)
    assert found.comments == (("id", "# mine"), ("", "# last"))


@pytest.mark.parametrize(
    "inside",
    [
        "a: &a [x, x]\nb: &b [*a, *a]\n" + "".join(
            f"{chr(99 + i)}: &{chr(99 + i)} [{', '.join(['*' + chr(98 + i)] * 9)}]\n"
            for i in range(9)
        ),
        "a: &a [*a]\n",
        "a: " + "[" * 900 + "]" * 900 + "\n",
        "a: " + "{a: " * 5000 + "\n",
        "id: " + "- " * 30_000 + "\n",
    ],
    ids=["laughs", "circle", "deep", "deeper", "chain"],
)  # fmt: skip
def test_a_block_that_is_built_to_exhaust_its_reader_is_broken(inside: str) -> None:
    found = read_front_matter(f"---\nid: 1\n{inside}---\n")
    assert found.broken
    assert found.fields
