"""The policy of a project: as a table, as Markdown, or as one JSON object."""

from collections.abc import Sequence

from sdd.model.policy import Binding, Demand
from sdd.model.policy_report import PolicyReport
from sdd.report.json_text import to_json
from sdd.report.plain import plain
from sdd.report.table import align

_SCHEMA = "sdd-constitution/1"
_LONGEST = 60
_HEAD = ("line", "article", "clause", "rule", "severity", "bound", "findings")


def render_policy(report: PolicyReport, format: str, verbose: bool = False) -> str:
    """The policy as text. format: "table", "markdown" or "json"; verbose: say why, too."""
    if format == "json":
        return to_json(_as_object(report))
    rows = [row for demand in report.policy.demands for row in _rows(report, demand)]
    table = (_markdown if format == "markdown" else align)((_HEAD, *rows))
    why = _why(report) if verbose else []
    return (
        "\n".join([*table, "", *why, *_scopes(report), *_unenforced(report), _figure(report)])
        + "\n"
    )


def render_exceptions(report: PolicyReport, format: str) -> str:
    """The comments that let code be an exception to a clause. format: as above."""
    found = [
        {
            "path": each.place.path,
            "line": each.place.line,
            "code": each.code,
            "reason": each.reason,
            "article": {"title": each.article.title, "line": each.article.line},
        }
        for each in report.exceptions
    ]
    if format == "json":
        return to_json({"schema": "sdd-exceptions/1", "exceptions": found})
    if not found:
        return "No comment makes an exception to the constitution.\n"
    rows: list[tuple[str, ...]] = [("place", "rule", "article", "reason")]
    rows += [
        (
            f"{each.place.path}:{each.place.line}",
            f"{each.code} {report.names.get(each.code, '')}",
            f"{each.article.title} (line {each.article.line})",
            each.reason or "none given",
        )
        for each in report.exceptions
    ]
    return "\n".join(_markdown(rows) if format == "markdown" else align(rows)) + "\n"


def _rows(report: PolicyReport, demand: Demand) -> list[tuple[str, ...]]:
    clause = demand.clause
    head = (str(clause.place.line), demand.article, _cut(clause.text))
    rows: list[tuple[str, ...]] = [
        (*head, _named(report, each.code), each.severity.value, _bound(report, each),
         str(report.findings.get(each.code, 0)))
        for each in demand.bindings
    ]  # fmt: skip
    rows += [
        (*head, _named(report, each.code), "", "known, not enforced yet", "")
        for each in demand.planned
    ]
    rows += [(*head, _named(report, each.code), "", "waiver", "") for each in demand.waives]
    return rows


def _scopes(report: PolicyReport) -> list[str]:
    """Where waivers and exceptions hold; one that names no path permits nothing."""
    said = [
        f"- line {demand.clause.place.line}: {', '.join(each.code for each in codes)}"
        f" {'in ' + ', '.join(demand.scope) if demand.scope else 'nowhere: it names no path'}"
        for demand in report.policy.demands
        if (codes := demand.waives or (demand.bindings if demand.scope else ()))
    ]
    return ["Permitted by exception:", "", *map(plain, said), ""] if said else []


def _why(report: PolicyReport) -> list[str]:
    """Why rules were inferred, and the reasons and exceptions that clauses give."""
    said: list[str] = []
    told = ""
    for demand in report.policy.demands:
        line = demand.clause.place.line
        for each in (*demand.bindings, *demand.planned, *demand.waives):
            if each.is_inferred:
                said.append(
                    f"- line {line}: {each.code}, since {each.reason} ({each.score} of 100)"
                )
            for key, value in each.options:
                said.append(f"- line {line}: {each.code} with {key} = {value}")
        if demand.clause.reason not in ("", told) and (demand.bindings or demand.planned):
            told = demand.clause.reason
            said.append(f"- line {line}: the reason that it gives: {told}")
    return ["Why:", "", *map(plain, said), ""] if said else []


def _bound(report: PolicyReport, binding: Binding) -> str:
    return binding.how if binding.code in report.running else f"{binding.how}, turned off"


def _named(report: PolicyReport, code: str) -> str:
    return f"{code} {report.names.get(code, '')}".rstrip()


def _unenforced(report: PolicyReport) -> list[str]:
    """The clauses that demand something and that nothing watches over."""
    left = [
        each
        for each in report.policy.demands
        if each.modality.severity and not each.is_enforced(report.running)
    ]
    if not left:
        return []
    said = [
        f"- line {each.clause.place.line} ({each.modality.replace('_', ' ')}"
        f"{', left to people' if each.is_settled else ''}): {plain(_cut(each.clause.text))}"
        for each in left
    ]
    return ["Enforced by nothing:", "", *said, ""]


def _figure(report: PolicyReport) -> str:
    enforced, musts = len(report.policy.enforced(report.running)), len(report.policy.musts)
    return f"Enforced MUSTs: {enforced} of {musts}"


def _markdown(rows: Sequence[Sequence[str]]) -> list[str]:
    lines = ["| " + " | ".join(_cell(cell) for cell in row) + " |" for row in rows]
    return [lines[0], "|" + "---|" * len(rows[0]), *lines[1:]]


def _cell(text: str) -> str:
    shown = plain(text).replace("&", "&amp;").replace("<", "&lt;").replace("\\", "\\\\")
    return shown.replace("|", "\\|")


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"


def _as_object(report: PolicyReport) -> dict[str, object]:
    status, policy = report.status, report.policy
    return {
        "schema": _SCHEMA,
        "path": status.path,
        "version": status.version,
        "ratified": status.ratified,
        "amended": status.amended,
        "musts": len(policy.musts),
        "enforced_musts": len(policy.enforced(report.running)),
        "articles": [
            {"title": title, "line": line, "clauses": clauses}
            for title, line in report.articles
            if (clauses := [_clause(each) for each in policy.demands if each.article_line == line])
        ],
    }


def _clause(demand: Demand) -> dict[str, object]:
    return {
        "line": demand.clause.place.line,
        "modality": demand.modality.value,
        "keyword": demand.keyword,
        "text": demand.clause.text,
        "rules": [_rule(each) for each in demand.bindings],
    }


def _rule(binding: Binding) -> dict[str, object]:
    return {
        "code": binding.code,
        "how": binding.how,
        "severity": binding.severity.value,
        "options": dict(binding.options),
    }
