"""Whether a condition asks where the code runs: in development, in tests, in production."""

from collections.abc import Iterable

from sdd.model.expressions import Attribute, Expression, Name, Text, walk
from sdd.redact.names import split_words

_WORDS = frozenset(
    ("debug", "debugging", "dev", "develop", "development", "local", "localhost", "env",
     "environment", "stage", "staging", "prod", "production", "test", "testing", "tests")
)  # fmt: skip


def asks_for_deployment(tests: Iterable[Expression]) -> bool:
    """Whether one of some conditions speaks of the environment, e.g. `settings.DEBUG`."""
    return any(not _WORDS.isdisjoint(_words(node)) for test in tests for node in walk(test))


def _words(node: Expression) -> tuple[str, ...]:
    match node:
        case Name(id=name) | Attribute(attr=name):
            return tuple(split_words(name))
        case Text(value=str(text)) if len(text) < 40:
            return tuple(split_words(text))
    return ()
