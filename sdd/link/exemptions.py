"""Whether the arguments of a call keep a blocking callable from blocking."""

from collections.abc import Callable

from msgspec import Struct

from sdd.link.library import Blocking, Constant, Exemption
from sdd.model import expressions
from sdd.model.expressions import Attribute, Call, Expression, Name, Text, walk


class Asking(Struct, frozen=True):
    """What has to be known of expressions at the place of a call.

    name_of: canonical name of something outside the project, "" for what is none.
    class_of: canonical name of the class of a value, "" if it is not known.
    """

    name_of: Callable[[Expression], str]
    class_of: Callable[[Expression], str]


def does_block(blocking: Blocking, call: Call, asking: Asking) -> bool:
    """False where an argument says that the call does not wait; True where nothing is known."""
    return not any(_applies(each, call, asking) for each in blocking.unless)


def _applies(exemption: Exemption, call: Call, asking: Asking) -> bool:
    position = exemption.position if exemption.position >= 0 else None
    argument = call.argument(exemption.parameter, position)
    if argument is None:
        return exemption.kind == "absent" and not any(each.star for each in call.arguments)
    match exemption.kind:
        case "equals":
            return _equals(argument, exemption.value)
        case "mentions":
            return any(asking.name_of(each) == exemption.name for each in _names_in(argument))
        case "is":
            return asking.class_of(argument) == exemption.name
    return False


def _equals(argument: Expression, value: Constant) -> bool:
    if isinstance(argument, Text):
        return argument.value == value
    # 0 is False, and 0.0 is 0, for every parameter that means "do not wait".
    return isinstance(argument, expressions.Constant) and argument.value == value


def _names_in(argument: Expression) -> list[Expression]:
    return [each for each in walk(argument) if isinstance(each, Name | Attribute)]
