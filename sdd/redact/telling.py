"""What is told of a secret that was found, in code or beside it: words, weight, certainty."""

from sdd.redact.names import secret_noun, secret_strength

NAMED = "named"

_STEPS = {"live": 0, "credential": 0, "default": 1, "test": 2}
# A signed token may have expired, and a key of a test account still opens the account.
_STEPS_OF_SHAPE = {"jwt": 1, "stripe-test-key": 1}
_SHORT = 8


def told(binding: str, shape: str, group: str, context: str) -> str:
    """One line for a message, e.g. `hardcoded password in "DB_PASSWORD" (YAML)`.

    binding: the name that binds it, or ""; shape, group: see `judge.Verdict`.
    """
    kind = secret_noun(binding) if shape == NAMED else shape.replace("-", " ")
    adjective = "default" if group == "default" else "hardcoded"
    where = f' in "{binding}"' if binding else ""
    return f"{adjective} {kind}{where} ({context})"


def steps_below(shape: str, group: str) -> int:
    """By how many steps a secret is less severe than one that is known to open something."""
    return _STEPS_OF_SHAPE.get(shape, _STEPS[group])


def is_sure(binding: str, shape: str, group: str, length: int) -> bool:
    """Whether hardly anything else looks like it. length: of the value, in characters."""
    if group == "live":
        return True
    if group != "credential" or length < _SHORT:
        return False
    return shape != NAMED or secret_strength(binding) == "strong"
