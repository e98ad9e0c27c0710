"""Entries added to files that people wrote: the rest of the file keeps every byte."""

import re
import tomllib
from typing import Any

_TABLE = """\
[tool.sdd]
# Which rules run, and how severe they are, the constitution decides.
fail-on = "error"
"""
_HOOK = """\
- repo: local
  hooks:
    - id: sdd-check
      name: sdd check
      entry: sdd check
      language: system
      always_run: true
      pass_filenames: false
      require_serial: true
"""
_OURS = re.compile(r"sdd-check")


class CannotAmendError(Exception):
    """A file is not in a form to which something can be added; str() is the reason."""


def add_settings(text: str) -> str:
    """A `pyproject.toml` with a table `[tool.sdd]`; the same text where it has one.

    Raises CannotAmendError where the text is not TOML or gives the table no room.
    """
    tool = _toml(text).get("tool")
    if isinstance(tool, dict) and "sdd" in tool:
        return text
    amended = _joined(text, _TABLE)
    if "sdd" not in _toml(amended, "its `tool` table is written in one line")["tool"]:
        raise CannotAmendError("its `tool` table is written in one line")
    return amended


def add_hook(text: str) -> str:
    """A `.pre-commit-config.yaml` with our hook; the same text where it has one.

    Raises CannotAmendError where the text is not YAML, or its `repos` are no block list.
    """
    data = _yaml(text)
    if data is None:
        return _joined(text, f"repos:\n{_indented(_HOOK, 2)}")
    repos = data.get("repos") if isinstance(data, dict) else None
    if not isinstance(repos, list) or not repos:
        raise CannotAmendError("it has no list `repos` with an entry")
    if _has_hook(repos):
        return text
    line, indent = _end_of_repos(text)
    lines = text.splitlines(keepends=True)
    ending = "\r\n" if "\r\n" in text else "\n"
    before = "".join(lines[:line])
    if before and not before.endswith("\n"):
        before += ending
    hook = _indented(_HOOK, indent).replace("\n", ending)
    amended = before + hook + "".join(lines[line:])
    if _yaml(amended) != {**data, "repos": [*repos, *_yaml(_HOOK)]}:
        raise CannotAmendError("its `repos` are not written as a block list")
    return amended


def _joined(text: str, added: str) -> str:
    ending = "\r\n" if "\r\n" in text else "\n"
    gap = "" if not text else ending if text.endswith("\n") else ending * 2
    return text + gap + added.replace("\n", ending)


def _indented(text: str, spaces: int) -> str:
    return "".join(f"{' ' * spaces}{line}" for line in text.splitlines(keepends=True))


def _toml(text: str, reason: str = "") -> dict[str, Any]:
    try:
        return tomllib.loads(text.replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise CannotAmendError(reason or f"it is no valid TOML: {error}") from None


def _yaml(text: str) -> Any:
    import yaml

    try:
        return yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" in line {mark.line + 1}" if mark else ""
        raise CannotAmendError(f"it is no valid YAML{where}") from None


def _has_hook(repos: list[Any]) -> bool:
    hooks = (repo.get("hooks") for repo in repos if isinstance(repo, dict))
    return any(
        isinstance(hook, dict) and _OURS.match(str(hook.get("id", "")))
        for found in hooks
        if isinstance(found, list)
        for hook in found
    )


def _end_of_repos(text: str) -> tuple[int, int]:
    """How many lines stand before the end of the list, and how far its dashes are indented."""
    import yaml

    root = yaml.compose(text, Loader=yaml.SafeLoader)
    for key, value in root.value if isinstance(root, yaml.MappingNode) else ():
        if key.value == "repos" and isinstance(value, yaml.SequenceNode) and not value.flow_style:
            last = value.value[-1]
            lines = text.splitlines()
            end = min(last.end_mark.line + (last.end_mark.column > 0), len(lines))
            # The parser counts blank lines and comments behind the list to its last entry.
            while end > last.start_mark.line + 1 and _says_nothing(lines[end - 1]):
                end -= 1
            return end, value.start_mark.column
    raise CannotAmendError("its `repos` are not written as a block list")


def _says_nothing(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")
