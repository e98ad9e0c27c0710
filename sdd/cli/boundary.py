"""The one boundary where trouble becomes words and exit codes.

0 clean, 1 findings at or above `fail-on`, 2 cannot do the work asked for, 3 a bug in `sdd`,
130 interrupted.
"""

import functools
import os
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ParamSpec

from sdd import __version__
from sdd.errors import ConfigurationError, SddError
from sdd.redact.masking import mask

Parameters = ParamSpec("Parameters")
FINDINGS, CANNOT, BUG, INTERRUPTED = 1, 2, 3, 130


@contextmanager
def boundary() -> Iterator[None]:
    """Run a command; errors leave as a few lines on stderr and the right exit code."""
    try:
        yield
    except SddError as error:
        complain(error)
        sys.exit(CANNOT)
    except KeyboardInterrupt:
        print("sdd: interrupted", file=sys.stderr)
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        # The reader of our output went away; there is nobody left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(CANNOT)
    except Exception as error:
        confess(error)
        sys.exit(BUG)


def bounded(command: Callable[Parameters, None]) -> Callable[Parameters, None]:
    """A command that runs inside the boundary.

    It stands inside the command line library, which has its own ideas of an interrupt and of a
    broken pipe.
    """

    @functools.wraps(command)
    def run(*arguments: Parameters.args, **keywords: Parameters.kwargs) -> None:
        with boundary():
            command(*arguments, **keywords)

    return run


def complain(error: SddError) -> None:
    """What happened, where, and what to do."""
    if isinstance(error, ConfigurationError):
        print("sdd: the configuration cannot be used:", file=sys.stderr)
        lines = [f"  {mistake}" for mistake in error.mistakes]
    else:
        lines = [f"sdd: {error.what}"]
    if error.hint:
        lines.append(f"  {error.hint}")
    if error.example:
        lines.append(f"  for example: {error.example}")
    print("\n".join(mask(line) for line in lines), file=sys.stderr)


def confess(error: Exception) -> None:
    """A bug of ours: where it is in our code, without any value of the checked project."""
    frames = traceback.extract_tb(error.__traceback__)
    print(f"sdd: this is a bug in sdd {__version__}: {type(error).__name__}", file=sys.stderr)
    for frame in frames[-6:]:
        print(f"  {Path(frame.filename).name}:{frame.lineno} in {frame.name}", file=sys.stderr)
    print("  Please report these lines; nothing was changed.", file=sys.stderr)
