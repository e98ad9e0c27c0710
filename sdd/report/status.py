"""How far the features are: a table with bars, or one JSON object."""

import io

import msgspec

from sdd.model.status import FeatureStatus, ProjectStatus, TaskCounts

_SCHEMA = "sdd-status/1"
_BAR = 20
_COUNTED = (
    "feature", "path", "requirements", "success_criteria", "stories", "scenarios",
    "open_clarifications", "phases", "tasks",
)  # fmt: skip


def render_status(status: ProjectStatus, format: str, *, color: bool, width: int) -> str:
    """The status as text. format: "table" or "json"."""
    return _render_json(status) if format == "json" else _render_table(status, color, width)


def _render_json(status: ProjectStatus) -> str:
    document = {
        "schema": _SCHEMA,
        "constitution": status.constitution,
        "features": [
            {name: getattr(feature, name) for name in _COUNTED} for feature in status.features
        ],
    }
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode() + "\n"


def _render_table(status: ProjectStatus, color: bool, width: int) -> str:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for name in ("Feature", "Documents", "Open", "Tasks", "Findings"):
        table.add_column(
            name, justify="right" if name == "Open" else "left", no_wrap=name != "Feature"
        )
    for feature in status.features:
        open_count = Text(
            str(feature.open_clarifications), "red" if feature.open_clarifications else ""
        )
        table.add_row(
            Text(feature.feature, overflow="fold"),
            ", ".join(feature.documents) or "none",
            open_count,
            _bar(feature.tasks),
            _findings(feature),
        )
    stream = io.StringIO()
    console = Console(
        file=stream, width=width, force_terminal=color, no_color=not color, highlight=False,
        emoji=False, markup=False,
    )  # fmt: skip
    console.print(_head(status))
    if status.features:
        console.print()
        console.print(table)
    return "\n".join(line.rstrip() for line in stream.getvalue().split("\n"))


def _head(status: ProjectStatus) -> str:
    law = status.constitution
    if law is None:
        return "No constitution: every rule has its default severity."
    parts = [f"Constitution {law.version}" if law.version else "Constitution without a version"]
    parts += [f"ratified {law.ratified}"] if law.ratified else []
    parts += [f"amended {law.amended}"] if law.amended else []
    parts += [f"{law.placeholders} placeholders left"] if law.placeholders else []
    return ", ".join(parts)


def _bar(tasks: TaskCounts) -> str:
    if not tasks.total:
        return "none"
    filled = _BAR * tasks.done // tasks.total
    return f"{'█' * filled}{'░' * (_BAR - filled)} {tasks.done}/{tasks.total}"


def _findings(feature: FeatureStatus) -> str:
    counts = feature.findings
    words = [
        f"{counts[name]} {name if counts[name] == 1 or name == 'info' else name + 's'}"
        for name in ("error", "warning", "info")
        if counts.get(name)
    ]
    return ", ".join(words) or "none"
