"""The shape of `[tool.sdd]`. Imports pydantic, so it is imported only where there are settings."""

from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from sdd.workspace.configuration_mistakes import MOST_SUGGESTIONS, Mistake
from sdd.workspace.wording import quote_word, suggest

_Severity = Literal["error", "warning", "info"]
_Confidence = Literal["high", "medium", "low"]


class SettingsTable(BaseModel):
    """`[tool.sdd]` as people write it."""

    model_config = ConfigDict(extra="forbid", strict=True, validate_by_name=False)

    select: list[str] = []
    ignore: list[str] = []
    exclude: list[str] = []
    src: list[str] = []
    plugins: list[str] = []
    per_path: dict[str, list[str]] = Field(default={}, alias="per-path")
    severity: dict[str, _Severity] = {}
    fail_on: _Severity = Field(default="error", alias="fail-on")
    min_confidence: _Confidence = Field(default="medium", alias="min-confidence")
    rules: dict[str, dict[str, Any]] = {}


def _one_of(choices: Any) -> str:
    return "one of " + ", ".join(quote_word(choice) for choice in get_args(choices))


# What a value must be, by key; the second word is for a value inside it, the third one deeper.
_EXPECTED: dict[str, tuple[str, ...]] = {
    "select": ("a list of rules", "text"),
    "ignore": ("a list of rules", "text"),
    "exclude": ("a list of patterns", "text"),
    "src": ("a list of folders", "text"),
    "plugins": ("a list of names", "text"),
    "per-path": ("a table of patterns and rules", "a list of rules", "text"),
    "severity": ("a table of rules and severities", _one_of(_Severity)),
    "fail-on": (_one_of(_Severity),),
    "min-confidence": (_one_of(_Confidence),),
    "rules": ("a table of rules and their options", "a table of options"),
}


def check_shape(table: dict[str, Any]) -> tuple[Mistake, ...]:
    """Every unknown key and every value of the wrong kind; none means that the shape is right."""
    try:
        SettingsTable.model_validate(table)
    except ValidationError as error:
        details = error.errors(include_url=False, include_context=False, include_input=False)
        return tuple(_describe(detail, order) for order, detail in enumerate(details))
    return ()


def _describe(detail: ErrorDetails, order: int) -> Mistake:
    path = detail["loc"]
    key = str(path[0])
    if detail["type"] == "extra_forbidden":
        hint = suggest(key, _EXPECTED) if order < MOST_SUGGESTIONS else ""
        return Mistake(path, f"unknown key {quote_word(key)}{hint}")
    name = quote_word(".".join(part for part in path if isinstance(part, str)))
    place = f"each item of {name}" if isinstance(path[-1], int) else name
    return Mistake(path, f"{place} must be {_EXPECTED[key][len(path) - 1]}")
