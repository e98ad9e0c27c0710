"""The options of `sdd check` about the baseline, as one request."""

from pathlib import Path

from sdd.app.baselines import BaselineRequest
from sdd.cli.arguments import BY_ITSELF
from sdd.errors import UsageError


def baseline_request(
    file: Path | None, unused: bool, write: Path | None, prune: bool
) -> BaselineRequest:
    """What the user wants of the baseline. Raises UsageError for wishes that contradict.

    file: of `--baseline`; write: of `--write-baseline`, a stand-in where it names none.
    """
    named = write if write and str(write) != BY_ITSELF else None
    if named and file and named != file:
        raise UsageError("--baseline and --write-baseline name two files", "Name one.")
    if unused and (file or write or prune):
        raise UsageError("--no-baseline cannot be combined with what uses one")
    if write and prune:
        raise UsageError("--write-baseline leaves nothing to prune", "Leave --prune-baseline out.")
    return BaselineRequest(named or file, not unused, write is not None, prune)
