"""Phrases of clauses about secrets and security, by the code of their rule."""

from sdd.plugin import Phrase, refuses, wants

_OWN_WORK = "tool|tools|agent|agents|skill|skills|subagent*"
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

SECURITY: dict[str, tuple[Phrase, ...]] = {
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
}
