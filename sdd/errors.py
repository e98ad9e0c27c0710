"""The kinds of trouble that are the user's to mend, in the words that they will read.

Findings are not errors (they are the product's result), and a bug in `sdd` is any other
exception: `sdd.cli` turns the three into exit codes 1, 2 and 3.
"""


class SddError(Exception):
    """The work asked for cannot be done (exit code 2).

    what: one sentence that says what happened and where.
    hint: what to do about it, or an empty string.
    example: a line that would have worked, or an empty string.
    """

    def __init__(self, what: str, hint: str = "", example: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.hint = hint
        self.example = example


class UsageError(SddError):
    """The command line asks for something that does not exist or cannot be combined."""


class ConfigurationError(SddError):
    """The configuration cannot be used; `mistakes` holds every one, each with its place.

    mistakes: lines of the form `pyproject.toml:12: unknown key "sellect"; did you mean "select"?`
    """

    def __init__(self, mistakes: tuple[str, ...], hint: str = "") -> None:
        super().__init__("\n".join(mistakes), hint)
        self.mistakes = mistakes


class NothingToCheckError(SddError):
    """No file was found that could be checked: zero files checked is never clean."""


class OutputError(SddError):
    """A file that was asked for cannot be written."""


class GitError(SddError):
    """Git is missing, refuses, or does not know what it was asked for."""


class BaselineError(SddError):
    """A baseline is broken: taking it for an empty one would report what was accepted."""
