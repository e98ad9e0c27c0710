"""Values to text, through templates that a project may replace."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from sdd.errors import SddError, UsageError

if TYPE_CHECKING:
    from jinja2 import Environment

# The path of a template as a reader knows it and its text; None where there is none.
FindTemplate = Callable[[str], tuple[str, str] | None]


class Templates:
    """The templates of one project.

    A template of a project is somebody else's: it runs in jinja2's sandbox, sees nothing but
    the values that it is given, and can include only other templates of `find`.
    """

    def __init__(self, find: FindTemplate) -> None:
        self._find = find
        self._environment: Environment | None = None

    def render(self, name: str, **values: object) -> str:
        """The text of a template with values filled in; it ends with one line feed.

        name: a file name such as "adr.md.j2". Raises UsageError where a project's template does
        not work: it names the template, the line and the reason.
        """
        import jinja2

        try:
            text = self._prepared().get_template(name).render(values)
        except jinja2.TemplateSyntaxError as error:
            where = error.filename or error.name or name
            raise _refuse(f"{where}, line {error.lineno}", error.message or "") from None
        except jinja2.TemplateNotFound as error:
            raise _refuse(str(error.name), "there is no such template") from None
        except (jinja2.TemplateError, ArithmeticError, LookupError, TypeError, ValueError) as error:
            raise _refuse(self._path(name), str(error)) from None
        except (MemoryError, RecursionError) as error:
            raise _refuse(self._path(name), type(error).__name__) from None
        return text.rstrip() + "\n"

    def _path(self, name: str) -> str:
        found = self._find(name)
        return found[0] if found else name

    def _prepared(self) -> "Environment":
        if self._environment is None:
            self._environment = _make_environment(self._find)
        return self._environment


def _make_environment(find: FindTemplate) -> "Environment":
    from jinja2 import FunctionLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        found = find(name)
        return (found[1], found[0], lambda: True) if found else None

    # What is written is Markdown, so that nothing is escaped as HTML.
    return ImmutableSandboxedEnvironment(
        loader=FunctionLoader(load),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _refuse(where: str, reason: str) -> SddError:
    return UsageError(
        f"the template {where} does not work: {reason}",
        "mend it, or move it away to use the one that comes with sdd",
    )
