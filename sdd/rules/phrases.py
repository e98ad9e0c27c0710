"""The phrases by which clauses of a constitution ask for rules, by code.

They stand side by side, since telling two rules apart is a matter of both their words. Rules that
are not built yet have theirs already: a clause that asks for one is listed as such. A rule with
phrases in its `meta` answers for itself.
"""

from sdd.plugin import Phrase, Value, ValueKind, refuses, speaks_of, wants

_OWN_WORK = "tool|tools|agent|agents|skill|skills|subagent*"
_CLUSTER = "pod|pods|kubernetes|k8s|helm|minikube"
_BLOCKING: tuple[Phrase, ...] = (
    refuses(
        "block*",
        "event loop|async*|call|calls|i o|io|handler*|endpoint*|operation*|code|loop|synchronous",
        without="cpu*|merge*",
    ),
    wants(
        "async|asynchronous|asynchronously|non blocking|nonblocking|await|awaited|aiohttp",
        "i o|io|database|db|external|http|network|outgoing|call|calls|quer*|client|clients"
        "|session|sessions|driver*|disk",
        without="cpu*|rate limit*|factory|lifespan",
    ),
    refuses(
        "sync|synchronous|synchronously",
        "call|calls|i o|io|database|http|client|clients|driver*|library|libraries",
    ),
    refuses("time sleep|requests library"),
    wants("to thread|run in executor|run in threadpool|thread pool*", "block*|sync|synchronous",
          without="cpu*"),
)  # fmt: skip
_STORED = (
    "environment variable*|environment|env file*|env var*|secret manager*|secrets manager*|vault"
    "|secret management|secret store|key vault|environ|runtime|run time"
)
_CONFIDENTIAL = (
    "secret*|credential*|password*|api key*|access key*|private key*|connection string*"
    "|jwt secret*|secret value*"
)
_SCANS = "scan|scans|scanned|scanning|detect|detects|detection"
_PERSONAL = f"{_CONFIDENTIAL}|token|tokens|pii|personal*|sensitive*|private data"

_NOT_ENDPOINTS = (
    f"{_OWN_WORK}|error code*|generated|adr|decision*|pr|prs|method*|deprecat*"
    "|breaking|private|test|tests|rate limit*|side effects|integration*|external"
)

PHRASES: dict[str, tuple[Phrase, ...]] = {
    "SEC101": (
        refuses("hard cod*|hardcod*", f"{_CONFIDENTIAL}|sensitive*"),
        refuses(
            _CONFIDENTIAL,
            "code|codebase|source|repository|repositories|repo|git|version control|diff|commit*",
            without="log|logs",
        ),
        refuses(
            "commit|committed|commits|checked in|checked into|version control|source control",
            _CONFIDENTIAL,
        ),
        wants(_STORED, _CONFIDENTIAL, without="documented|configmaps|env example|gitignore"),
        wants("isolated|secured|externali*", "credential*|secret*", "secrets|vault|environment"),
        wants(_SCANS, "secret*|credential*|api key*", without="dependenc*|vulnerab*"),
        refuses("fallback secret*|default secret*|dev fallback secret*"),
    ),
    "SEC102": (
        refuses(
            "hard cod*|hardcod*",
            f"{_CONFIDENTIAL}|sensitive*",
            without="source code|in code|in source|python code",
        ),
        refuses(
            _CONFIDENTIAL,
            "repository|repositories|repo|git|version control|diff|commit*|docker*|compose|yaml"
            "|configuration|config|documents",
            without="log|logs",
        ),
        refuses(
            "commit|committed|commits|checked in|checked into|version control|source control",
            _CONFIDENTIAL,
        ),
        wants(
            _STORED, _CONFIDENTIAL, without="documented|configmaps|env example|in code|gitignore"
        ),
        wants("isolated|secured|externali*", "credential*|secret*", "secrets|vault|environment"),
        wants(_SCANS, "secret*|credential*|api key*", without="dependenc*|vulnerab*"),
    ),
    "SEC103": (
        refuses("@log", _PERSONAL),
        refuses(_PERSONAL, "@log"),
        wants("redact*|mask|masks|masked|masking|scrub*|saniti*", "@log"),
    ),
    "SEC104": (
        wants("env example|env sample|env template|env dist"),
        wants("document|documented|documentation|listed", "environment variable*|env var*"),
    ),
    "SEC105": (
        wants("@settings"),
        refuses("environ|getenv|os environ|os getenv"),
    ),
    "SEC110": (
        wants(
            "cors|cross origin*",
            "restrict*|explicit*|allowlist*|allow list*|whitelist*|specific|configur*|limit*"
            "|known|trusted|name|names|list|lists",
        ),
        refuses("wildcard*", "cors|origin*"),
        refuses("all origins|any origin"),
    ),
    "SEC111": (
        wants(
            "parameteri*|prepared statement*|bind param*|bound param*|bind variable*",
            "quer*|sql|statement*|database",
        ),
        refuses(
            "string concatenat*|string interpolat*|string format*|f string*|fstring*"
            "|concatenat*|interpolat*|built from text",
            "sql|quer*|statement*",
        ),
        refuses("raw sql|dynamic sql|raw quer*", without="in routes|in handlers|in endpoints"),
        refuses("sql injection|sqli"),
        wants(
            "sql injection prevention|sql injection protection|injection prevention"
            "|prevent sql injection"
        ),
    ),
    "SEC112": (
        refuses(
            "stack trace*|stacktrace*|traceback*|internal error*|internal detail*"
            "|internal system detail*|implementation detail*|exception detail*|raw exception*"
            "|database exception*|database error*|sql error*"
            "|raw database exception*|internal state|internal server detail*|internal exception*",
            "response*|client|clients|user|users|expos*|leak*|return*|api|apis|consumer*|reveal*"
            "|show|shows|shown|production|message*",
        ),
        refuses(
            "unhandled exception*|raw error*",
            "expos*|leak*|client|clients|consumer*|user|users|reveal*",
            without=_OWN_WORK,
        ),
        wants(
            "generic error*|generic message*|safe error*|sanitized error*|sanitised error*"
            "|sanitized message*|sanitised message*|user friendly error*|generic and non technical",
            "response*|client*|user*|return*|production",
        ),
    ),
    "SEC113": (wants("http only|httponly|secure cookie*|samesite|same site", "cookie*"),),
    "SEC114": (
        wants(
            "authenticat*|authoriz*|authoris*|jwt|jwts|token|tokens|require auth|bearer",
            "@every",
            "endpoint*|route|routes|request|requests|api|apis|boundary",
            without="queries|cors|tool|tools|generate*|rate limit*|scoped|401|form data",
        ),
        wants(
            "protect*|require*|secure*",
            "authenticat*|authoriz*|current user|jwt|login",
            "route|routes|endpoint*|api|apis|mutation*",
            without="quer*|tool|tools|scoped",
        ),
    ),
    "SEC115": (
        wants(
            "rate limit*|rate limited|rate limiting|throttl*",
            without="external|third party|outgoing|upstream|retries|llm|counter*|mechanism*"
            "|strateg*|behavior|behaviour|algorithm*",
        ),
        wants(
            "limited|limit",
            "in rate|request rate|requests per",
            "endpoint*|route*|api|apis",
            without="external",
        ),
    ),
    "SEC116": (
        wants("signature*", "jwt|jwts|token|tokens"),
        wants(
            "expir*|short lived",
            "jwt|jwts|token|tokens",
            without="401|return|returns|rotat*|refresh",
        ),
        refuses("none algorithm|unverified", "jwt|jwts|token|tokens|algorithm"),
    ),
    "SEC117": (
        wants("bcrypt|argon2*|scrypt|pbkdf2", "password*|hash*"),
        wants("hash|hashed|hashing", "password*", without="response*|return*|expos*"),
        refuses("md5|sha1|sha 1|plaintext|plain text", "password*"),
    ),
    "SEC118": (
        refuses("debug|debug mode|reload|auto reload", "production|prod|deploy*"),
        wants("disabled|off", "debug|debug mode|reload", "production|prod|deploy*"),
    ),
    "SEC119": (
        refuses(
            f"{_CONFIDENTIAL}|password hash*|hash|hashes|hashed password*|token|tokens"
            "|sensitive field*|sensitive data",
            "response*|return*|serializ*|serialis*|expos*|contract*",
            without="log|logs|error*|url|urls|committed|hardcod*|env|localstorage",
        ),
    ),
    "SEC120": (wants("limit|limits|limited|maximum|max|capped", "upload*|file size*|body size*"),),
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
    "ASY301": _BLOCKING,
    "ASY302": _BLOCKING,
    "ASY303": (
        wants("await|awaited", "coroutine*|async call*|async function*"),
        refuses("unawaited|forgotten await|missing await"),
    ),
    "ASY304": (refuses("fire and forget|dangling|orphaned", "task|tasks|coroutine*"),),
    "ASY305": (
        refuses("n 1"),
        wants("eager load*|eager loading|selectinload|joinedload"),
        refuses("ask|query|queries|quer*", "loop|loops|per row"),
    ),
    "ASY306": (refuses("asyncio run|run until complete|nested event loop*"),),
    "ASY307": (
        wants("handle*|log|logged|catch|caught", "background task*", "error*|exception*|failure*"),
    ),
    "ASY308": (
        wants(
            "async|asynchronous|async functions",
            "endpoint*|route|routes|route handler*|request handler*|path operation*",
            without="client*|webhook*|test|tests|event handler*",
        ),
        wants("async def", "handlers|endpoint handler*|api handler*"),
        refuses("sync|synchronous|def", "endpoint*|route|routes|route handler*|handlers"),
    ),
    "ASY310": (refuses("threading lock*|sync lock*|lock held", "await|async*"),),
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
    "OPS501": (
        wants("pin|pinned|pinning|exact version*", "dependenc*|version*|package*|requirements"),
        wants("lock file*|lockfile*|uv lock|poetry lock"),
        wants("explicit version constraint*|version constraint*|locked version"),
    ),
    "OPS502": (
        refuses("root", "container*|image*|docker*", without="project root|root directory"),
        wants("non root|nonroot|unprivileged", "container*|image*|docker*|user|run*"),
    ),
    "OPS503": (wants("multi stage|multistage", "docker*|image*|build*", without="generate"),),
    "OPS504": (
        wants(
            "healthcheck|health check*|health checks",
            "docker*|container*|compose|image*",
            without=_CLUSTER,
        ),
    ),
    "OPS505": (
        wants(
            "resource limit*|memory limit*|cpu limit*|cpu and memory limit*",
            "container*|compose|service|services|docker*",
            without=_CLUSTER,
        ),
    ),
    "OPS506": (
        wants(
            "reversib*|revertab*|revertib*|downgrade|downgrades|rollback*|roll back|rolled back",
            "migration|migrations",
        ),
        refuses("irreversib*", "migration|migrations"),
    ),
    "OPS507": (
        wants(
            "alembic|migration|migrations",
            "schema change*|model change*|database change*|schema versioning|schema evolution"
            "|every schema|changes to the schema|schema modification*",
        ),
    ),
    "OPS508": (
        wants(
            "test|tests|tested",
            "all endpoint*|every endpoint*|each endpoint*|all route|all routes|every route"
            "|each route|all api endpoint*|every api endpoint*|each api endpoint*"
            "|all fastapi endpoint*|every public endpoint*|all public endpoint*"
            "|each public endpoint*",
            without="depend*|pytest*|httpx|asgitransport|asyncclient",
        ),
    ),
    "OPS509": (
        speaks_of(
            "coverage",
            "code coverage|test coverage|coverage|unit coverage",
            values=(Value("minimum", ValueKind.PERCENT, needed=True),),
        ),
    ),
    "OPS510": (
        wants(
            "tests|test|tested",
            "new functions and features|new feature*|new functionality|every feature|every change"
            "|all changes|new code"
            "|each change|every new",
            without="before|coverage|adr|test plan|checklist",
        ),
        refuses(
            "without tests|without corresponding tests|untested|without test|before tests|no tests",
            "code|feature*|change*|merge*|logic",
        ),
        refuses("feature|features|change|code|task", "without", "test|tests|unit tests"),
        refuses(
            "code|production code|feature code|change",
            "before tests|without tests|without corresponding tests",
        ),
    ),
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
