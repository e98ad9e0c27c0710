"""SEC112: what an answer shows of an error, graded by whose error it is."""

from pathlib import Path

import pytest

from sdd.model.finding import Finding, Severity
from tests.language import finds

HEAD = """\
import json
import traceback

import sqlalchemy.exc
from fastapi import FastAPI, HTTPException, WebSocket, status
from fastapi.responses import JSONResponse
from pydantic import ValidationError

app = FastAPI()


class Missing(Exception):
    pass


class Gone(HTTPException):
    pass


"""
ROUTE = '@app.get("/a")\ndef read_a():\n    try:\n        return work()\n'
LINE = len((HEAD + ROUTE).split("\n")) + 1


def found(tmp_path: Path, caught: str, answer: str, **tables: str) -> tuple[Finding, ...]:
    body = "".join(f"        {line}\n" for line in answer.split("\n"))
    files = {"main.py": f"{HEAD}{ROUTE}    except {caught} as e:\n{body}", **tables}
    return finds(tmp_path, files, select=("SEC112",))


@pytest.mark.parametrize(
    "answer",
    [
        "raise HTTPException(500, str(e))",
        "raise HTTPException(status_code=400, detail=str(e))",
        'raise HTTPException(500, detail=f"it failed: {e}")',
        'raise HTTPException(500, detail=f"it failed: {e!r}")',
        'raise HTTPException(500, detail="it failed: " + str(e))',
        'raise HTTPException(500, detail="it failed: %s" % e)',
        'raise HTTPException(500, detail="it failed: {}".format(e))',
        'raise HTTPException(500, detail={"error": repr(e), "code": 1})',
        "raise HTTPException(500, detail=e.args[0])",
        "raise HTTPException(500, detail=traceback.format_exc())",
        'return {"error": str(e)}',
        "return JSONResponse({'error': str(e)}, status_code=500)",
        "return JSONResponse(status_code=500, content=dict(error=str(e)))",
        "raise Gone(410, str(e))",
    ],
)
def test_any_exception_that_is_shown_is_an_error(tmp_path: Path, answer: str) -> None:
    (finding,) = found(tmp_path, "Exception", answer)
    assert (finding.place.line, finding.severity) == (LINE, Severity.ERROR)
    assert "shows the client" in finding.message


def test_it_is_followed_through_a_variable(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, "Exception", "text = f'no: {e}'\nraise HTTPException(500, text)")
    assert finding.place.line == LINE + 1
    assert finding.message == "HTTPException (500) shows the client what any Exception says (e)"


def test_a_message_of_a_websocket_counts(tmp_path: Path) -> None:
    text = (
        f'{HEAD}@app.websocket("/ws")\nasync def talk(socket: WebSocket):\n    try:\n'
        "        work()\n    except Exception as e:\n"
        "        await socket.send_json({'e': str(e)})\n"
    )
    assert len(finds(tmp_path, {"main.py": text}, select=("SEC112",))) == 1


def test_a_handler_shows_what_it_is_registered_for(tmp_path: Path) -> None:
    handler = (
        "@app.exception_handler({0})\ndef answer(request, exc):\n"
        "    return JSONResponse({{'error': str(exc)}}, status_code=500)\n"
    )
    added = (
        "def answer(request, exc):\n    return {{'error': str(exc)}}\n\n\n"
        "app.add_exception_handler({0}, answer)\n"
    )
    for text in (handler, added):
        for raised, count in (("Exception", 1), ("Missing", 0)):
            files = {"main.py": HEAD + text.format(raised)}
            assert len(finds(tmp_path, files, select=("SEC112",))) == count


@pytest.mark.parametrize(
    ("caught", "code", "severity"),
    [
        ("sqlalchemy.exc.IntegrityError", "500", Severity.ERROR),
        ("sqlalchemy.exc.IntegrityError", "409", Severity.WARNING),
        ("KeyError", "status.HTTP_500_INTERNAL_SERVER_ERROR", Severity.ERROR),
        ("OSError", "status.HTTP_404_NOT_FOUND", Severity.WARNING),
        ("ValueError", "500", Severity.ERROR),
        ("Missing", "503", Severity.WARNING),
        ("(Missing, Exception)", "404", Severity.ERROR),
    ],
)
def test_the_severity_follows_from_the_class_and_the_status(
    tmp_path: Path, caught: str, code: str, severity: Severity
) -> None:
    (finding,) = found(tmp_path, caught, f"raise HTTPException({code}, str(e))")
    assert finding.severity is severity


@pytest.mark.parametrize(
    ("caught", "answer"),
    [
        ("Exception", 'raise HTTPException(500, "it failed") from e'),
        ("Exception", "log(str(e))\nraise HTTPException(500)"),
        ("Exception", "raise HTTPException(500, detail=type(e).__name__)"),
        ("Exception", "raise HTTPException(500, detail=public(e))"),
        ("Exception", "raise HTTPException(500, str(e) if settings.debug else 'it failed')"),
        ("Exception", "if settings.DEBUG:\n    raise HTTPException(500, str(e))\nraise"),
        ("Exception", "if isinstance(e, Missing):\n    raise HTTPException(404, str(e))\nraise"),
        ("Missing", "raise HTTPException(404, str(e))"),
        ("ValueError", "raise HTTPException(422, str(e))"),
        ("json.JSONDecodeError", "raise HTTPException(400, str(e))"),
        ("ValidationError", "raise HTTPException(422, str(e))"),
        ("HTTPException", "raise HTTPException(502, str(e))"),
        ("Gone", "return {'error': str(e)}"),
    ],
)
def test_what_is_meant_for_the_client_or_not_shown_is_silent(
    tmp_path: Path, caught: str, answer: str
) -> None:
    assert found(tmp_path, caught, answer) == ()


def test_a_strict_project_hears_of_its_own_exceptions_too(tmp_path: Path) -> None:
    table = {"pyproject.toml": "[tool.sdd.rules.SEC112]\nstrict = true\n"}
    (finding,) = found(tmp_path, "Missing", "raise HTTPException(404, str(e))", **table)
    assert finding.severity is Severity.INFO
