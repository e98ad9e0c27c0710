"""`sdd constitution`: what a team reads about its own clauses."""

import json
import time
from pathlib import Path

from tests.cli.running import sdd
from tests.language import write_project

LAW = """# Shop Constitution

## Contracts

- Routes MUST declare what they return. <!-- sdd: bind API201 -->
- Lists SHOULD be cut into pages. <!-- sdd: bind unpaginated-list severity=error -->
- Containers MUST NOT run as root (`OPS502`).
- Tests MAY hold dummies (`hardcoded-secret`).

## Async (NON-NEGOTIABLE)

Handlers obey all of this:

- No blocking call on the loop (`ASY301`).
- Tasks are kept by whoever starts them.

**Rationale**: the loop MUST be free.

Everybody likes speed.

```sdd
rules = ["dangling-task"]

[untested-endpoint]
```

**Version**: 1.2.0 | **Ratified**: 2026-01-15 | **Last Amended**: 2026-02-01
"""
CODE = """import time
from fastapi import FastAPI

app = FastAPI()


@app.get("/orders")
async def orders():
    time.sleep(1)  # sdd: ignore[ASY301] measured, see the wiki
    return []
"""
PATH = ".specify/memory/constitution.md"


def project(folder: Path) -> Path:
    return write_project(folder, {PATH: LAW, "app.py": CODE})


def test_the_object_holds_every_clause_with_its_modality_and_rules(tmp_path: Path) -> None:
    ran = sdd(project(tmp_path), "constitution", "--format", "json")
    assert ran.code == 0, ran.err
    told = json.loads(ran.out)
    assert list(told) == [
        "schema", "path", "version", "ratified", "amended", "musts", "enforced_musts", "articles",
    ]  # fmt: skip
    assert (told["schema"], told["path"]) == ("sdd-constitution/1", PATH)
    assert (told["version"], told["ratified"], told["amended"]) == (
        "1.2.0", "2026-01-15", "2026-02-01",
    )  # fmt: skip
    assert (told["musts"], told["enforced_musts"]) == (4, 2)
    contracts, handlers = told["articles"]
    assert (contracts["title"], contracts["line"]) == ("Contracts", 3)
    assert [
        (each["line"], each["modality"], each["keyword"], [rule["code"] for rule in each["rules"]])
        for each in (*contracts["clauses"], *handlers["clauses"])
    ] == [
        (5, "must", True, ["API201"]),
        (6, "should", True, ["API206"]),
        (7, "must_not", True, []),
        (8, "may", True, []),
        (14, "must_not", False, ["ASY301", "ASY304"]),
        (15, "must", False, []),
    ]
    assert contracts["clauses"][1]["rules"] == [
        {"code": "API206", "how": "explicit", "severity": "error", "options": {}}
    ]


def test_the_table_tells_what_is_enforced_waived_planned_and_found(tmp_path: Path) -> None:
    text = sdd(project(tmp_path), "constitution").out.decode()
    rows = {line.split()[0]: line for line in text.splitlines() if line[:1].isdigit()}
    assert "API201 missing-response-model" in rows["5"]
    assert rows["5"].split()[-3:] == ["error", "explicit", "1"]
    assert "known, not enforced yet" in rows["7"]
    assert "SEC101 hardcoded-secret" in rows["8"]
    assert rows["8"].endswith("waiver")
    assert "- line 15 (must): Tasks are kept by whoever starts them." in text
    assert text.endswith("Enforced MUSTs: 2 of 4\n")


def test_exceptions_are_listed_with_reason_and_clause(tmp_path: Path) -> None:
    lines = sdd(project(tmp_path), "constitution", "--exceptions").lines
    assert lines[1].split()[0] == "app.py:9"
    assert lines[1].endswith("measured, see the wiki")
    assert "Async (NON-NEGOTIABLE) (line 14)" in lines[1]
    assert len(lines) == 2


def test_without_a_constitution_the_command_says_so(tmp_path: Path) -> None:
    ran = sdd(write_project(tmp_path, {"app.py": CODE}), "constitution")
    assert ran.code == 2
    assert "there is no constitution here" in ran.err


def test_a_rule_that_the_settings_turn_off_enforces_nothing(tmp_path: Path) -> None:
    write_project(project(tmp_path), {"pyproject.toml": '[tool.sdd]\nignore = ["API201"]\n'})
    text = sdd(tmp_path, "constitution").out.decode()
    assert "explicit, turned off" in text
    assert "- line 5 (must): Routes MUST declare what they return." in text
    assert text.endswith("Enforced MUSTs: 1 of 4\n")
    ran = sdd(tmp_path, "check", "--format", "concise")
    assert ran.code == 1
    assert "pyproject.toml:2:1: SDD004" in ran.out.decode()


def test_odd_options_are_told_and_no_secret_is(tmp_path: Path) -> None:
    shaped = "".join(("gh", "p_", "Zk3vQ9xLr7" * 4))[:40]
    text = LAW.replace("bind API201", f"bind API201 day=2026-01-15 far=inf word={shaped}")
    ran = sdd(write_project(tmp_path, {PATH: text}), "constitution", "--format", "json")
    assert ran.code == 0, ran.err
    options = json.loads(ran.out)["articles"][0]["clauses"][0]["rules"][0]["options"]
    assert (options["day"], options["far"]) == ("2026-01-15", "inf")
    assert shaped not in ran.out.decode()


def test_a_constitution_of_five_thousand_wrong_bindings_is_read_in_a_moment(tmp_path: Path) -> None:
    clauses = "".join(
        f"- It MUST hold. <!-- sdd: bind no-rule-{number} a=[ b=[ -->\n" for number in range(5_000)
    )
    write_project(tmp_path, {PATH: f"# Shop\n\n## Rules\n\n{clauses}"})
    started = time.perf_counter()
    ran = sdd(tmp_path, "constitution")
    assert time.perf_counter() - started < 30
    assert ran.out.decode().endswith("Enforced MUSTs: 0 of 5000\n")
