"""Phrases of clauses about documents and records, by the code of their rule."""

from sdd.plugin import Phrase, refuses, wants

DOCUMENTS: dict[str, tuple[Phrase, ...]] = {
    "CON004": (
        wants("sync impact report|impact report"),
        wants(
            "major|minor|patch",
            "principle*|governance|clarification*|wording|incompatible|guidance|section|sections"
            "|refinement*|removal*|removed|redefined",
            without="api|endpoint*|response*|schema*",
        ),
    ),
    "SPC101": (
        wants(
            "functional requirement*|mandatory section*",
            "spec|specs|specification|specifications|feature|features",
            without="trace*",
        ),
    ),
    "SPC102": (
        refuses(
            "needs clarification|open question*|unresolved question*|open clarification*"
            "|question about it|unresolved ambigu*",
            "spec|specs|specification*|implement*|built|plan|plans|open",
        ),
    ),
    "SPC104": (
        wants(
            "testable|unambiguous",
            "every requirement|each requirement|all requirements|requirements must"
            "|requirements are|functional requirement*|requirement must",
        ),
    ),
    "SPC105": (
        wants(
            "acceptance criteria|acceptance scenario*|given when then|acceptance",
            "user stor*|story|stories|feature specification*",
            without="test suite",
        ),
    ),
    "SPC107": (wants("measurable|quantif*", "success criteria|outcome*|success criterion"),),
    "PLN101": (wants("constitution check", "plan|plans|plan md|gate|planning"),),
    "PLN103": (
        wants("complexity tracking"),
        wants(
            "justif*",
            "violation*|complexity|deviation*",
            "plan|plans|plan md|adr*|decision record*",
        ),
    ),
    "PLN105": (refuses("needs clarification", "plan|plans"),),
    "TSK104": (refuses("same file", "parallel", "task|tasks"),),
    "TSK108": (
        wants(
            "reference*|name|names|specify|cite",
            "task|tasks",
            "file|files|file path*",
            without="pr|prs|commit*|agent*",
        ),
    ),
    "TSK110": (refuses("ticked|marked complete|marked done|checked off", "task|tasks"),),
    "TSK105": (refuses("ticked|marked complete|marked done|checked off", "task|tasks"),),
    "TRC101": (
        wants("task|tasks", "requirement|requirements", "trace*|mapped|map|maps|covered|linked"),
    ),
    "TRC103": (
        wants("test|tests", "requirement|requirements", "trace*|mapped|covered|linked|each|every"),
    ),
    "TRC110": (
        wants(
            "reference|references|mention|cite|link",
            "commit|commits|commit message*|pull request*|prs|pr|changes",
            "task|tasks|issue|issues|ticket*|requirement id*",
        ),
    ),
    "ADR101": (
        wants(
            "adr|adrs|decision record*",
            "template|format|numbered|status|sections",
            without="supersed*",
        ),
    ),
    "ADR103": (
        wants(
            "supersed*",
            "adr|adrs|decision record*",
            "reference*|link|links|name|names|point|points|both",
            without="may",
        ),
    ),
    "ADR104": (
        wants(
            "adr|adrs|decision record*",
            "significant*|decision|decisions|suggest*|important",
            without="template|template md|deviation*|complexity|supersed*",
        ),
    ),
    "PHR103": (refuses("secret*|credential*", "phr|phrs|prompt history"),),
    "PHR104": (
        wants(
            "phr|phrs|prompt history record*",
            "created|create|preserved|session*|interaction*|recorded|written|trail|after every",
            without="format|template",
        ),
    ),
    "SDD002": (wants("reason|reasons|justif*|say why", "suppress*|ignore comment*|noqa|silence*"),),
}
