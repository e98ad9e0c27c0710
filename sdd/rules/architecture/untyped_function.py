"""ARC404."""

from collections.abc import Iterator
from typing import Annotated

import msgspec
from msgspec import Struct

from sdd.plugin import Context, Finding, Meta, Offending, Rule, Severity, Signature, Sound
from sdd.redact.placing import path_class


class UntypedFunctionOptions(Struct, frozen=True):
    """Which functions have to be annotated, and where."""

    parameters: Annotated[bool, msgspec.Meta(description="Parameters need a type.")] = True
    returns: Annotated[bool, msgspec.Meta(description="What is returned needs a type.")] = True
    variadic: Annotated[bool, msgspec.Meta(description="So do `*args` and `**kwargs`.")] = True
    private: Annotated[
        bool, msgspec.Meta(description="So do functions and classes named `_like_this`.")
    ] = True
    nested: Annotated[bool, msgspec.Meta(description="So do functions inside functions.")] = False
    tests: Annotated[
        bool, msgspec.Meta(description="Hold tests, examples and documentation to the same.")
    ] = False


class UntypedFunction(Rule[Signature]):
    """A function whose signature does not say all types.

    What it finds:
        A function or method with a parameter or a return that has no annotation. `self` and
        `cls` need none, `__init__` needs no return type where one of its arguments has a type,
        lambdas and functions inside functions are left out (option `nested`), and so are the
        implementation behind `@overload` and what `@no_type_check` decorates. With options,
        parameters, returns, `*args` and `**kwargs` (`variadic`) or private functions can be
        left out too. Tests, examples and documentation are left alone (option `tests`).

    Why it matters:
        Type checkers do not look inside a function without annotations, and believe anything of
        what it takes and gives; readers and agents have to guess from its body.

    What to do:
        Annotate every parameter and the return, `-> None` where nothing is returned.

    Fix safety:
        No fix is offered: a type cannot be invented.
    """

    meta = Meta(
        code="ARC404",
        name="untyped-function",
        summary="a function without full annotations",
        severity=Severity.WARNING,
        since="0.1.0",
        remedy="Annotate every parameter and the return.",
        opt_in=True,
    )
    subject = Signature
    options = UntypedFunctionOptions
    examples = (
        Offending(
            "def total(prices: list[int], *extra, rate=1) -> int:\n    return sum(prices) * rate\n",
            1,
            "total has no type for *extra, rate",
        ),
        Offending(
            "class Cart:\n    @property\n    def total(self):\n        return 0\n",
            3,
            "Cart.total has no return type",
        ),
        Offending(
            "async def load(key):\n    return key\n", 1, "load has no type for key and its return"
        ),
        Sound(
            "from typing import overload\n\n\n"
            "class Cart:\n    def __init__(self, size: int):\n        self.size = size\n\n"
            "    @classmethod\n    def empty(cls) -> 'Cart':\n        return cls(0)\n\n\n"
            "@overload\ndef double(value: int) -> int: ...\n@overload\n"
            "def double(value: str) -> str: ...\n"
            "def double(value):\n    return value * 2\n\n\n"
            "def sort(names: list[str]) -> list[str]:\n"
            "    def length(name):\n        return len(name)\n\n"
            "    return sorted(names, key=lambda name: length(name))\n"
        ),
        Sound("def test_it(client):\n    assert client\n", path="tests/test_it.py"),
    )

    def check(self, subject: Signature, context: Context) -> Iterator[Finding]:
        options: UntypedFunctionOptions = context.options
        if not _counts(subject, options):
            return
        missing = tuple(_wanted(subject.missing, options))
        returns = subject.returns and options.returns
        if not missing and not returns:
            return
        yield self.finding(
            subject.place,
            f"{subject.name} has no {_what(missing, returns)}",
            scope=subject.name,
            key=subject.name,
        )


def _counts(signature: Signature, options: UntypedFunctionOptions) -> bool:
    if signature.nested and not options.nested:
        return False
    if signature.private and not options.private:
        return False
    return options.tests or path_class(signature.place.path) == "app"


def _wanted(missing: tuple[str, ...], options: UntypedFunctionOptions) -> Iterator[str]:
    for name in missing if options.parameters else ():
        if options.variadic or not name.startswith("*"):
            yield name


def _what(missing: tuple[str, ...], returns: bool) -> str:
    if not missing:
        return "return type"
    named = ", ".join(missing)
    return f"type for {named}" + (" and its return" if returns else "")
