"""String literals: their value, and whether it is fit to be kept in the facts."""

import ast

import libcst as cst
from msgspec import Struct

from sdd.model.facts import SecretLiteral
from sdd.redact.judge import Verdict, judge
from sdd.redact.masking import mask
from sdd.redact.names import secret_strength

# Longer texts are prompts, queries and data; no rule reads further.
MAX_KEPT = 4_000


# Contexts that change a verdict: in text that is read by people, usage examples abound.
ELEMENT = "element"
DOCSTRING = "docstring"


class Bound(Struct, frozen=True):
    """What binds a literal. name: the identifier or key; context: how, for messages."""

    name: str
    context: str


def choose_name(names: list[str]) -> str:
    """Of several names for one value, the one that speaks most of a secret."""
    for strength in ("strong", "weak"):
        for name in names:
            if secret_strength(name) == strength:
                return name
    return names[0] if names else ""


def string_value(node: cst.SimpleString) -> str | None:
    """The text of a plain or bytes literal (bytes as Latin-1); None if it is not valid."""
    raw = node.value
    prefix, quote = node.prefix, node.quote
    body = raw[len(prefix) + len(quote) : -len(quote)]
    if "\\" not in body or ("r" in prefix and "b" not in prefix):
        return body
    try:
        value = ast.literal_eval(raw)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return None
    return value.decode("latin-1") if isinstance(value, bytes) else value


def number_value(node: cst.BaseNumber) -> int | float | None:
    """The value of an integer or float; None for complex and absurdly long numbers."""
    text = getattr(node, "value", "").replace("_", "")
    try:
        value = int(text, 0) if isinstance(node, cst.Integer) else float(text)
    except (ValueError, OverflowError):
        return None
    return value if abs(value) < 2**63 else None


class Literals:
    """Judges the literals of one file and collects those that look like secrets.

    shaped: whether the file's text may hold exact token formats at all.
    """

    def __init__(self, shaped: bool) -> None:
        self.shaped = shaped
        self.found: list[SecretLiteral] = []

    def keep(self, value: str, at: int, scope: int, bound: Bound | None) -> str | None:
        """The value as the facts may hold it: cut, or None if it looks like a secret."""
        if not value.isascii():
            # Escapes can spell lone surrogates, which no encoding can carry to another process.
            value = value.encode("utf-8", "replace").decode("utf-8")
        verdict = self.judge(value, bound)
        if verdict is None:
            return value[:MAX_KEPT]
        self.found.append(
            SecretLiteral(
                scope=scope,
                at=at,
                binding=mask(bound.name) if bound else "",
                context=bound.context if bound else "literal",
                shape=verdict.shape,
                group=verdict.group,
                length=verdict.length,
                hint=verdict.hint,
                reason=verdict.reason,
            )
        )
        return None

    def judge(self, value: str, bound: Bound | None) -> Verdict | None:
        """The verdict on a literal; one that nothing names is judged by its shape alone."""
        if bound is None:
            return judge(value, name="", context="literal") if self.shaped else None
        verdict = judge(value, name=bound.name, context=bound.context)
        if verdict and verdict.group == "default" and bound.context == ELEMENT:
            # A list of such words is a vocabulary; a list of passwords has stranger values.
            return None
        if verdict and verdict.group != "live" and bound.context == DOCSTRING:
            return None
        return verdict
