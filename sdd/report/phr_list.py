"""The list of prompt history records: for people and for programs."""

from collections.abc import Mapping, Sequence

from sdd.redact.text import redact_text
from sdd.report.json_text import to_json
from sdd.report.plain import shorten
from sdd.report.table import align

_COLUMNS = ("route", "file_id", "stage", "date", "problems", "title")
_LONGEST_TITLE = 70


def render_list(rows: Sequence[Mapping[str, object]], format: str) -> str:
    """Records in the order given, with a newline at the end. format: "text" or "json".

    rows: what the JSON holds: path, id, file_id, stage, route, dialect, title, date, feature and
    problems (codes). Secrets in them are left out.
    """
    clean = [{key: _clean(value) for key, value in row.items()} for row in rows]
    if format == "json":
        return to_json(clean)
    header = tuple(name.replace("file_", "") for name in _COLUMNS)
    table = [header, *(tuple(_cell(row[name]) for name in _COLUMNS) for row in clean)]
    return "".join(f"{line}\n" for line in align(table))


def _clean(value: object) -> object:
    return redact_text(value).text if isinstance(value, str) else value


def _cell(value: object) -> str:
    text = ",".join(map(str, value)) if isinstance(value, list) else str(value)
    return shorten(text, _LONGEST_TITLE) or "-"
