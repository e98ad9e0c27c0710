"""Phrases of clauses about the contract of an API, by the code of their rule."""

from sdd.plugin import Phrase, Value, ValueKind, refuses, wants

_OWN_WORK = "tool|tools|agent|agents|skill|skills|subagent*"
_CLUSTER = "pod|pods|kubernetes|k8s|helm|minikube"
_NOT_ENDPOINTS = (
    f"{_OWN_WORK}|error code*|generated|adr|decision*|pr|prs|method*|deprecat*"
    "|breaking|private|test|tests|rate limit*|side effects|integration*|external"
)

API: dict[str, tuple[Phrase, ...]] = {
    "API201": (
        wants(
            "response model*|response schema*|response type*|response contract*|output model*"
            "|output schema*|typed response*|response dto*",
            without="@log|error response model*|multiple|responses parameter",
        ),
        wants("return type*|return annotation*", "endpoint*|route|routes", without="signature*"),
        wants("declare*|define*|state*", "what it answers|what it returns|what they return"),
        wants(
            "pydantic|schema|schemas|typed model*",
            "response|responses|request response|responding|outputs|output",
            without=_OWN_WORK,
        ),
        wants("pydantic", "api boundar*|boundaries"),
    ),
    "API202": (
        wants(
            "request model*|request schema*|input model*|input schema*|request body model*"
            "|request validation|request dto*",
            without="frontend",
        ),
        wants(
            "pydantic|schema|schemas|typed model*",
            "request|requests|request body|body|bodies|payload*|inputs|input",
            without=_OWN_WORK,
        ),
        wants("pydantic", "api boundar*|boundaries|boundary|apis"),
        wants("validat*", "boundary|boundaries", "type*|input*|schema*|request*"),
        wants("external input*|user input*", "typed|schema*|pydantic", "validat*"),
        wants("runtime type check*|runtime type validation|runtime validation", "pydantic"),
        refuses(
            "dict|dicts|dictionaries|untyped|typed any",
            "body|bodies|request body|request bodies|payload*",
        ),
    ),
    "API203": (
        refuses("shadow*|unreachable", "route*|path*|endpoint*"),
        refuses("answer", "earlier route|later route|later one"),
        wants("before", "specific|static|literal", "dynamic|parameter*|generic", "route*|path*"),
    ),
    "API204": (refuses("duplicate*|same path", "route|routes|endpoint*"),),
    "API205": (wants("path parameter*", "declar*|match*|bound|used", "@endpoint"),),
    "API206": (
        wants(
            "paginat*|paged|cursor based|limit offset|limit and offset|offset and limit",
            "list|lists|collection*|endpoint*|result*|quer*|record*|response*|dataset*",
        ),
    ),
    "API207": (
        wants(
            "status code*|http status*|the status",
            "appropriate|correct|proper|properly|explicit*|right|fitting|suitable|meaningful"
            "|standard|201|204|semantic*|specif*|includ*|declar*|define|defined|says",
            without="error response*|errors|error code*|exception*|httpexception|magic|test|tests",
        ),
    ),
    "API208": (
        wants(
            "version|versioned|versioning|versions",
            "api|apis|endpoint*|route|routes|path|paths|url|urls",
            without="pydantic|python|semantic*|semver|breaking|backward*|package*|specification*"
            "|constitution|changelog|document*|lock|dependenc*|compatib*|minor|major",
            values=(Value("prefix", ValueKind.PREFIX),),
        ),
        wants(
            "v1|v2|api v1",
            "under|prefix*|start|starts|begin|begins|mount*|served|below",
            "@every|endpoint*|route|routes|path|paths|url|urls",
            values=(Value("prefix", ValueKind.PREFIX),),
        ),
    ),
    "API209": (
        refuses("verb|verbs", "url*|path*|route*|endpoint*"),
        wants("noun|nouns|resource names|plural", "url*|path|paths|route*|endpoint*"),
    ),
    "API210": (
        wants(
            "document|documented|documentation|openapi docs|swagger",
            "endpoint*|route|routes|api documentation|apis|the api|openapi",
            without=f"{_NOT_ENDPOINTS}|specification",
        ),
        wants(
            "docstring*",
            "endpoint*|route|routes",
            "have|has|carry|with|includ*|need|needs|require*|provide*|every|all|each|must have",
            without=_NOT_ENDPOINTS,
        ),
        wants(
            "summary|summaries|description|descriptions",
            "endpoint*|route|routes|openapi|api|apis",
            "docstring*|tag|tags|description|descriptions|carry|declar*|specif*|response model*",
            without=_NOT_ENDPOINTS,
        ),
    ),
    "API211": (
        wants(
            "tag|tags|tagged", "@endpoint|specif*|includ*|declar*|openapi", without="git|release"
        ),
    ),
    "API212": (
        wants(
            "health endpoint*|health check endpoint*|health route*|readiness endpoint*",
            without=_CLUSTER,
        ),
        wants(
            "health|healthz|ready|readyz|health check*|liveness",
            "endpoint*|route|routes|service|services|application",
            without=f"{_CLUSTER}|container*|docker*|compose|traffic image",
        ),
    ),
    "API213": (
        wants(
            "bounded|bounds|constrain*|constraint*|min length|max length|range|ranges",
            "query parameter*|path parameter*|parameters|query params",
            without=_OWN_WORK,
        ),
    ),
    "API214": (
        wants("responses parameter|multiple response type*|responses argument"),
        wants(
            "document|documented|declared|declare",
            "error code*|error response*|error status*|exceptions|failure*|errors",
            "code|codes|status|endpoint*|api|apis|openapi|raises|interface*",
            without="changelog|taxonomy",
        ),
    ),
    "API215": (
        refuses(
            "orm|orm model*|orm object*|database model*|db model*|sqlalchemy model*|sqlmodel model*"
            "|database entit*|orm entit*|orm instance*",
            "return*|expos*|response*|respond*|leak*|serializ*",
        ),
        wants(
            "separat*|distinct|apart",
            "api schema*|dto*|response schema*|response model*|api model*",
            "database model*|orm|entit*|db model*",
        ),
    ),
    "API216": (
        wants(
            "pydantic v2|pydantic 2",
            "syntax|pattern*|style|compl*|convention*|idiom*|features|standards|consistently",
        ),
        refuses("pydantic v1|pydantic 1|class config|orm mode|deprecated pydantic"),
    ),
    "API217": (
        wants("lifespan", "initiali*|startup|shutdown|resource*|use|used|handler*", without="mcp"),
        refuses("on event|startup event*"),
    ),
    "API218": (
        wants("exception handler*|global exception|global error handl*|error handling middleware"),
        wants(
            "caught|catch*|handle|handled|transform*|convert*|mapped|translated",
            "all exceptions|every exception|unhandled exception*|unexpected error*"
            "|unexpected exception*|uncaught",
            without=_OWN_WORK,
        ),
    ),
    "API219": (wants("annotated", "depends|dependency|dependencies|injection"),),
    "API221": (
        refuses("dict|dicts|dictionaries|bare dict*|any", "response*|return*", without="body"),
    ),
}
