"""Constants that can be followed statically: numbers, text, booleans, None."""

from http import HTTPStatus
from typing import TypeAlias

from sdd.link.names import External, Names, Unknown, Variable
from sdd.model.expressions import Constant, Expression, FString, Number, Operator, Text
from sdd.model.facts import ModuleFacts

Value: TypeAlias = Number | Unknown


class Values:
    """Evaluates constant expressions; names are followed to their one assignment."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.asking: set[tuple[str, int]] = set()

    def value_of(self, facts: ModuleFacts, scope: int, node: Expression, at: int = -1) -> Value:
        """The constant value of an expression, or why it has none."""
        match node:
            case Constant(value=value):
                return value
            case Text(value=value):
                return Unknown("is withheld") if value is None else value
            case FString(parts=parts):
                return self._joined(facts, scope, parts, at)
            case Operator(operator="+", operands=parts):
                return self._joined(facts, scope, parts, at)
        return self._named(facts, scope, node, at)

    def _joined(
        self, facts: ModuleFacts, scope: int, parts: tuple[Expression, ...], at: int
    ) -> Value:
        values = [self.value_of(facts, scope, part, at) for part in parts]
        texts = [value for value in values if isinstance(value, str)]
        if len(texts) == len(values):
            return "".join(texts)
        return Unknown("is text built from values that are not constant")

    def _named(self, facts: ModuleFacts, scope: int, node: Expression, at: int) -> Value:
        meaning = self.names.meaning(facts, scope, node, at)
        if isinstance(meaning, External):
            return _status_constant(meaning.name)
        if not isinstance(meaning, Variable):
            return meaning if isinstance(meaning, Unknown) else Unknown("is no constant")
        binding, home = meaning.binding, self.names.program.facts[meaning.path]
        key = (meaning.path, binding.at)
        plain = binding.how in ("assign", "annotate") and not binding.unpack
        if not plain or binding.value is None or key in self.asking:
            return Unknown("is no constant")
        self.asking.add(key)
        try:
            return self.value_of(home, meaning.scope, binding.value, binding.at)
        finally:
            self.asking.discard(key)


def _status_constant(name: str) -> Value:
    """`status.HTTP_201_CREATED` and `HTTPStatus.CREATED` by their names."""
    owner, _, last = name.removesuffix(".value").rpartition(".")
    if owner in ("fastapi.status", "starlette.status") and last.startswith("HTTP_"):
        digits = last.split("_")[1]
        return int(digits) if digits.isdigit() else Unknown("is no status code")
    if owner == "http.HTTPStatus" and last in _HTTP_STATUS:
        return _HTTP_STATUS[last]
    return Unknown(f"{name} is not followed")


_HTTP_STATUS = {status.name: status.value for status in HTTPStatus}
