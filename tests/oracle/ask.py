"""Ask both sides: the framework what it serves, and `sdd routes` what it read."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

SERVED = Path(__file__).with_name("served.py")
CHECKOUT = Path(__file__).resolve().parents[2]
SECONDS = 300

Target = dict[str, Any]


def ask_framework(
    python: Path,
    root: Path,
    targets: list[Target],
    variables: dict[str, str],
    files: tuple[str, ...] = (),
    start_up: bool = False,
    script: Path = SERVED,
) -> dict[str, Any]:
    """The answer of a script; what fails beside others is asked again without them.

    root: first import path. variables: environment of the applications. files: empty ones that
    they expect in the current folder, which is a scratch folder and their home; "x/" is a folder.
    script: `served.py`, or another one that reads the same request.
    """
    whole = _ask(python, root, targets, variables, files, start_up, script)
    answers = {_key(each): each for each in whole["targets"]}
    failed = _failures(answers)
    while failed:
        again = [_wanted(each) for each in failed]
        more = _ask(python, root, again, variables, files, start_up, script)
        answers |= {_key(each): each for each in more["targets"]}
        whole["loaded"] = sorted({*whole["loaded"], *more["loaded"]})
        left = _failures(answers)
        if len(left) == len(failed):
            break
        failed = left
    return {**whole, "targets": list(answers.values())}


def ask_sdd(root: Path) -> dict[str, Any]:
    """What `sdd routes --format json` prints for a folder."""
    done = subprocess.run(
        [sys.executable, "-m", "sdd", "routes", "--root", str(root), "--format", "json"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=SECONDS,
        check=False,
    )
    if done.returncode:
        raise AssertionError(f"sdd routes ended with {done.returncode}:\n{done.stderr[-2000:]}")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _ask(
    python: Path,
    root: Path,
    targets: list[Target],
    variables: dict[str, str],
    files: tuple[str, ...],
    start_up: bool,
    script: Path,
) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        for file in files:
            path = scratch / file
            folder = path if file.endswith("/") else path.parent
            folder.mkdir(parents=True, exist_ok=True)
            if folder != path:
                path.touch()
        request, answer = scratch / "request.json", scratch / "answer.json"
        asked = {"root": str(root), "targets": targets, "start_up": start_up}
        request.write_text(json.dumps(asked), encoding="utf-8")
        done = subprocess.run(
            [str(python), "-IB", "-W", "ignore", str(script), str(request), str(answer)],
            cwd=scratch,
            env={**os.environ, "HOME": name, "USERPROFILE": name, **variables},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
        if not answer.is_file():
            raise AssertionError(done.stderr.decode("utf-8", "replace")[-2000:])
        found: dict[str, Any] = json.loads(answer.read_text(encoding="utf-8"))
        return found


def _failures(answers: dict[tuple[str, str], Target]) -> list[Target]:
    return [each for each in answers.values() if each["error"]]


def _wanted(answer: Target) -> Target:
    return {"module": answer["module"], "expression": answer["expression"]}


def _key(answer: Target) -> tuple[str, str]:
    return answer["module"], answer["expression"]
