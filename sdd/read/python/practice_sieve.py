"""A look at a file that nothing else makes worth reading: may a rule about practice speak of it?

Only what a file can hold without a word of `sieve.must_read` is looked for.
"""

import re

_CALLS = (b"execute", b"text(", b"fetch", b"read_sql", b"SQL(", b".raw(", b".query(", b".sql(")
_STATEMENT = re.compile(
    rb"[\"'\s(](?:SELECT|INSERT\s{1,9}INTO|UPDATE|DELETE\s{1,9}FROM|CREATE|ALTER|DROP|TRUNCATE"
    rb"|REPLACE\s{1,9}INTO|MERGE\s{1,9}INTO|PRAGMA|WHERE|ORDER\s{1,9}BY)\s",
    re.IGNORECASE,
)
_BUILT = re.compile(
    rb"\b[fF][rR]?[\"']|\b[rR][fF][\"']|[\"']\s{0,40}(?:%\s?[\w(]|\.format\(|\+\s{0,40}\w)"
    rb"|\.join\(|\w\s{0,40}\+\s{0,40}[\"']"
)


def may_build_sql(data: bytes) -> bool:
    """True where a statement of SQL may be put together and handed on. Linear."""
    if not any(word in data for word in _CALLS):
        return False
    return bool(_BUILT.search(data) and _STATEMENT.search(data))


_OLD_MODEL = re.compile(
    rb"validator\b|\bclass Config\b|\bBaseSettings\b|\bparse_\w{1,9}_as\b|\bGenericModel\b"
    rb"|\b(?:regex|const|min_items|max_items|unique_items|allow_mutation|env|example)="
)
_OLD_CALL = re.compile(
    rb"\.(?:dict|parse_obj|parse_raw|parse_file|from_orm|construct|schema_json|update_forward_refs)\("
    rb"|\.copy\(\s{0,40}(?:update|deep|include|exclude)=|\.json\(\s{0,40}\w{2,20}="
)


def may_be_outdated(data: bytes) -> bool:
    """True where a model may be written or used in the way of Pydantic 1. Linear."""
    if (b"pydantic" in data or b"sqlmodel" in data) and _OLD_MODEL.search(data):
        return True
    return bool(_OLD_CALL.search(data))


def may_hold_practices(data: bytes) -> bool:
    """True where a file may hold what `sdd.model.practices` describes."""
    return b"uvicorn" in data or may_build_sql(data) or may_be_outdated(data)
