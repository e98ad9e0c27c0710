"""Phrases of clauses about layers, types and files, by the code of their rule."""

from sdd.plugin import Phrase, Value, ValueKind, refuses, wants

_OWN_WORK = "tool|tools|agent|agents|skill|skills|subagent*"

ARCHITECTURE: dict[str, tuple[Phrase, ...]] = {
    "ARC401": (
        wants(
            "→",
            "router*|routes|controller*|handler*|api",
            "service*|use case*",
            without="migration*|phase|event|events|red|workflow|order",
            values=(Value("layers", ValueKind.LAYERS, needed=True),),
        ),
        wants(
            "inward|inwards|dependency rule|layer boundar*|layered architecture"
            "|architecture boundar*|architectural boundar*|clean architecture|dependency direction"
            "|one direction",
            "depend*|import*|flow*|respect*|direction|boundar*|layer*|follow*|maintain*|enforc*",
            values=(Value("layers", ValueKind.LAYERS),),
        ),
        refuses(
            "import*|depend|depends|reach|access|violating",
            "layer|layers|infrastructure|upper layer*|outer layer*|clean architecture",
            values=(Value("layers", ValueKind.LAYERS),),
        ),
        wants(
            "only call|only depend|depend only|call only|import only",
            "service|services|repositor*|layer*",
        ),
    ),
    "ARC402": (
        refuses(
            "business logic|business rule*|domain logic|logic|quer*|database access|validation"
            "|database call*",
            "@router",
            without="error*|sanitiz*|_",
            values=(Value("max-statements", ValueKind.COUNT, of="statements|lines"),),
        ),
        refuses("@router", "logic|business logic|quer*|business rule*"),
        wants(
            "thin|lean|slim",
            "@router",
            values=(Value("max-statements", ValueKind.COUNT, of="statements|lines"),),
        ),
        wants(
            "business logic|business rule*|domain logic|validation logic|database quer*"
            "|database logic|persistence logic"
            "|data access",
            "service layer|service function*|services|service|repositories|repository"
            "|repository layer|use cases|domain layer",
            without=f"{_OWN_WORK}|abstracted",
        ),
        wants("separat*|decoupl*|isolated", "business logic", "i o|http|presentation|transport|ui"),
        wants(
            "only",
            "handlers|route handler*|endpoints|routers",
            "service|services|delegat*|pars*",
            values=(Value("max-statements", ValueKind.COUNT, of="statements|lines"),),
        ),
        wants(
            "at most|no more than|maximum|limited to|max|fewer than",
            "statements|lines",
            "handler*|endpoint*|route|routes",
            values=(Value("max-statements", ValueKind.COUNT, of="statements|lines"),),
        ),
    ),
    "ARC403": (
        wants(
            "read only|readonly|protected|off limits",
            "folder*|director*|path*|file*|models",
            values=(Value("paths", ValueKind.FOLDERS, needed=True),),
        ),
        refuses(
            "modif*|edit|edited|change|changed|touch*",
            "folder*|director*|path*|files|models|schema*|migrations|directly",
            values=(Value("paths", ValueKind.FOLDERS, needed=True),),
        ),
    ),
    "ARC404": (
        wants(
            "type hint*|type annotation*|type hinted|typed|annotated|annotations|annotation"
            "|explicit type*|type signature*|type hinting",
            "function*|method*|signature*|code|parameter*|return*|throughout|everywhere|codebase"
            "|public|python|services|present",
            without=f"{_OWN_WORK}|column*|attribute*|variable*|props|prop|fixture*|pydantic"
            "|checking|depends",
        ),
        wants(
            "strong typing|strict typing|static typing|full type coverage|fully typed",
            without="column*|attribute*|field*",
        ),
        wants("strict|strict mode", "mypy|pyright", without="typescript"),
    ),
    "ARC405": (
        wants(
            "organi*|structured",
            "domain|domains|feature|features|module|modules",
            "project|code|codebase|each domain",
            without="test|tests|documentation",
        ),
    ),
    "ARC406": (
        wants("pathlib"),
        refuses("os path|path separator*|hardcoded path*|path concatenat*"),
    ),
    "ARC407": (
        refuses(
            "fastapi|httpexception|http|framework*|web framework|starlette",
            "service|services|service layer|domain|business logic|use cases|core|repositories",
            without="client*|status*|error page*|call*",
        ),
        wants(
            "ignorant|agnostic|independent|unaware|know nothing",
            "framework*|http|fastapi|web framework|transport",
        ),
        wants("only|strictly|exclusively|solely", "fastapi", "http|interface layer|presentation"),
    ),
    "ARC408": (
        wants(
            "docstring*",
            "function*|method*|class|classes|public|module*",
            without=f"{_OWN_WORK}|endpoint*|route*|contain|contains|note",
        ),
    ),
}
