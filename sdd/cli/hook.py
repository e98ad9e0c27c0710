"""`sdd hook`: what agents call at every edit, at every stop and at the end of a session.

It answers before a person would notice, so nothing is imported here that an event may not need.
Exit code 2 would be an order to the agent: it is for findings alone, and all our trouble is 1.
"""

import json
import os
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from sdd.errors import SddError, UsageError

_AGENTS = ("claude", "codex")
_FINISH = "finish"
_USAGE = """\
Usage: sdd hook claude|codex

  Answer one event of a coding agent: one JSON object on standard input. What hooks call that
  `sdd hooks install` put there.
"""
_FOR_PERSON = 1
_STANDARD_INPUT = 0
_CHUNK = 65_536
_LARGEST = 50_000_000
_PATIENCE_SECONDS = 5.0


def run_hook(words: Sequence[str]) -> NoReturn:
    """Answer the event on standard input, and end the process.

    words: what stands behind `sdd hook`: the name of an agent.
    """
    if "--help" in words:
        print(_USAGE, end="")
        sys.exit()
    try:
        code, message = _result(words)
    except SddError as error:
        code, message = _FOR_PERSON, f"sdd: {error.what}"
    except Exception as error:
        code, message = _FOR_PERSON, f"sdd: this is a bug in sdd: {type(error).__name__}"
    if message:
        from sdd.redact.masking import mask

        print(mask(message), file=sys.stderr, flush=True)
    # A reader that still waits for the end of input would keep the process.
    os._exit(code)


def _result(words: Sequence[str]) -> tuple[int, str]:
    """The exit code, and what stderr says."""
    if len(words) == 3 and words[0] == _FINISH:
        return _finish(Path(words[1]), Path(words[2]))
    if len(words) != 1 or words[0] not in _AGENTS:
        return _FOR_PERSON, f"sdd: there is no hook {' '.join(words)!r}\n{_USAGE}".rstrip()
    event = read_event(_STANDARD_INPUT)
    if not event:
        return 0, ""
    from sdd.app.hooks.event import answer

    given = answer(event, os.environ)
    return given.code, given.message


def _finish(transcript: Path, folder: Path) -> tuple[int, str]:
    """Finish the record of a session that has ended."""
    from sdd.app.phr.after_session import record_session

    record_session(folder, transcript)
    return 0, ""


def read_event(stream: int, patience: float = _PATIENCE_SECONDS) -> dict[str, Any]:
    """The one JSON object on a stream, as soon as it is whole: its end may never come.

    stream: a file descriptor; a closed one holds no object. patience: in seconds. Empty where
    there is no object. Raises UsageError for something else.
    """
    parts = bytearray()
    done = threading.Event()

    def read() -> None:
        try:
            while len(parts) < _LARGEST and (chunk := os.read(stream, _CHUNK)):
                parts.extend(chunk)
                if chunk.rstrip().endswith(b"}") and _is_whole(bytes(parts)):
                    break
        except OSError:
            pass
        done.set()

    threading.Thread(target=read, daemon=True).start()
    done.wait(patience)
    if not parts.strip():
        return {}
    try:
        event = json.loads(bytes(parts))
    except (ValueError, RecursionError):
        raise UsageError("the event on standard input is no JSON object") from None
    if not isinstance(event, dict):
        raise UsageError("the event on standard input is no JSON object")
    return event


def _is_whole(data: bytes) -> bool:
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return True
