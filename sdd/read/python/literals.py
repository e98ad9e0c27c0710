"""String literals: their value, and whether it is fit to be kept in the facts."""

import ast

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
# What counts where nothing binds it, in comments and docstrings: no guessable passwords of URLs.
CERTAIN = frozenset(("live", "credential"))
# Keys and keywords of OpenAPI below which stands what a request may look like.
EXAMPLES = frozenset(("example", "examples", "openapi_examples"))


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


def string_value(node: ast.AST) -> str | None:
    """The text of a string or bytes literal (bytes as Latin-1); None for anything else."""
    value = node.value if isinstance(node, ast.Constant) else None
    if isinstance(value, bytes):
        return value.decode("latin-1")
    return value if isinstance(value, str) else None


class Literals:
    """Judges the literals of one file and collects those that look like secrets.

    shaped: whether the file's text may hold exact token formats at all. examples: how many
    examples are open around what is judged.
    """

    def __init__(self, shaped: bool) -> None:
        self.shaped = shaped
        self.found: list[SecretLiteral] = []
        self.examples = 0

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
            verdict = judge(value, name="", context="literal") if self.shaped else None
            return self._if_alive(verdict) if self.examples else verdict
        verdict = judge(value, name=bound.name, context=bound.context)
        if verdict and verdict.group == "default" and bound.context == ELEMENT:
            # A list of such words is a vocabulary; a list of passwords has stranger values.
            return None
        if self.examples:
            return self._if_alive(verdict)
        if verdict and verdict.group not in CERTAIN and bound.context == DOCSTRING:
            return None
        return verdict

    def _if_alive(self, verdict: Verdict | None) -> Verdict | None:
        return verdict if verdict and verdict.group == "live" else None
