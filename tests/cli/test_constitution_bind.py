"""`sdd constitution bind`: what is written, and that nothing else is touched."""

import json
import os
import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from tests.cli.running import sdd
from tests.language import write_project

PATH = ".specify/memory/constitution.md"
COMMENT = re.compile(r" <!-- sdd: bind [^>]*-->")
FOOTER = "**Version**: 1.0.0 | **Ratified**: 2026-01-15 | **Last Amended**: 2026-01-15"
LAW = f"""# Shop Constitution

## Contracts

Every endpoint MUST declare a response model. Lists MUST be paginated, **and secrets MUST NOT be
hardcoded.** Nobody minds the rest.

- All routes MUST be served under `/api/v1`.@@
- Coverage MUST NOT fall below 80 %.
  - Stack traces MUST NOT reach the client.

    CORS MUST be restricted to known origins.
- Names MUST be short (`duplicate-task-id`).

1. Handlers MUST NOT make blocking calls.
2. Logs MUST NOT contain passwords.\\
   They leak.

> SQL MUST use parameterised queries.

| Rule | Word |
|---|---|
| Handlers MUST be `async def` | always |
| Names of routes | fine |

Setext MUST be fine
-------------------

```text
Secrets MUST NOT be hardcoded. <!-- sdd: bind API201 how=inferred -->
```

{FOOTER}
""".replace("@@", "  ")


def bound(folder: Path, data: bytes) -> bytes:
    (write_project(folder, {PATH: ""}) / PATH).write_bytes(data)
    ran = sdd(folder, "constitution", "bind")
    assert ran.code == 0, ran.err
    return (folder / PATH).read_bytes()


def rendered(text: str) -> str:
    html = MarkdownIt("commonmark").enable("table").render(text)
    return re.sub(r"[ \t]+", " ", re.sub(r" ?<!--.*?-->", "", html, flags=re.DOTALL))


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("last", ["", "\n"])
def test_only_comments_are_added(tmp_path: Path, end: str, mark: str, last: str) -> None:
    text = mark + LAW.strip().replace("\n", end) + last.replace("\n", end)
    after = bound(tmp_path, text.encode()).decode()
    head, fence, tail = after.partition("```text")
    stripped = COMMENT.sub("", head) + fence + tail
    assert stripped == text
    assert rendered(after) == rendered(text)
    lines = [line.rstrip("\r") for line in after.split("\n")]
    assert (
        "- All routes MUST be served under `/api/v1`."
        " <!-- sdd: bind API208 prefix=/api/v1 how=inferred -->  "
    ) in lines
    assert (
        "| Handlers MUST be `async def` | always <!-- sdd: bind ASY308 how=inferred --> |" in lines
    )


def test_a_second_run_changes_nothing_and_check_agrees(tmp_path: Path) -> None:
    once = bound(tmp_path, LAW.encode())
    assert sdd(tmp_path, "constitution", "bind", "--check").code == 0
    assert bound(tmp_path, once) == once


def test_check_fails_and_diff_shows_and_neither_writes(tmp_path: Path) -> None:
    write_project(tmp_path, {PATH: LAW})
    before = (tmp_path / PATH).read_bytes()
    check = sdd(tmp_path, "constitution", "bind", "--check")
    assert check.code == 1
    assert "out of date at line 5, " in check.err
    diff = sdd(tmp_path, "constitution", "bind", "--diff")
    assert diff.code == 0
    assert "+1. Handlers MUST NOT make blocking calls. <!-- sdd: bind ASY301" in diff.out.decode()
    assert (tmp_path / PATH).read_bytes() == before


def test_what_is_written_binds_as_before_and_is_explicit(tmp_path: Path) -> None:
    write_project(tmp_path, {PATH: LAW})
    before = json.loads(sdd(tmp_path, "constitution", "--format", "json").out)
    sdd(tmp_path, "constitution", "bind")
    after = json.loads(sdd(tmp_path, "constitution", "--format", "json").out)
    hows = {
        rule["how"]
        for article in after["articles"]
        for clause in article["clauses"]
        for rule in clause["rules"]
    }
    assert hows == {"explicit"}
    told = json.dumps(after).replace('"explicit"', '"inferred"')
    assert json.loads(told) == json.loads(json.dumps(before).replace('"explicit"', '"inferred"'))


def test_a_changed_clause_is_out_of_date_and_renewed(tmp_path: Path) -> None:
    once = bound(tmp_path, LAW.encode()).decode()
    amended = once.replace("below 80 %", "below 90 %")
    (tmp_path / PATH).write_text(amended, encoding="utf-8")
    check = sdd(tmp_path, "constitution", "bind", "--check")
    assert (check.code, "out of date at line 9;" in check.err) == (1, True)
    again = bound(tmp_path, amended.encode()).decode()
    assert again == amended.replace("minimum=80", "minimum=90")


def test_what_people_wrote_stays(tmp_path: Path) -> None:
    text = (
        f"# Shop\n\n- Secrets MUST NOT be hardcoded. <!-- sdd: bind API201 -->\n"
        f"- Lists MUST be paginated. <!-- sdd: bind none -->\n\n{FOOTER}\n"
    )
    assert bound(tmp_path, text.encode()).decode() == text


def test_without_a_constitution_or_in_another_encoding_nothing_is_done(tmp_path: Path) -> None:
    ran = sdd(write_project(tmp_path / "none", {"app.py": ""}), "constitution", "bind")
    assert (ran.code, "there is no constitution here" in ran.err) == (2, True)
    odd = write_project(tmp_path / "odd", {PATH: ""})
    data = "# Shop\n\n- Schl\u00fcssel MUST NOT be hardcoded secrets.\n".encode("latin-1")
    (odd / PATH).write_bytes(data)
    ran = sdd(odd, "constitution", "bind")
    assert ran.code == 2
    assert (odd / PATH).read_bytes() == data


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root writes everywhere")
def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    write_project(tmp_path, {PATH: LAW})
    (tmp_path / PATH).chmod(0o400)
    assert sdd(tmp_path, "constitution", "bind").code == 2


def test_five_thousand_clauses_are_bound(tmp_path: Path) -> None:
    clauses = "".join(f"- Endpoint {n} MUST declare a response model.\n" for n in range(5_000))
    after = bound(tmp_path, f"# Shop\n\n## Rules\n\n{clauses}".encode()).decode()
    assert after.count("<!-- sdd: bind API201 how=inferred -->") == 5_000
