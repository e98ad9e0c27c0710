"""What installing, or taking out, would change: one file's old text and new text."""

import os
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from sdd.app.hooks.manifest import Installed
from sdd.app.hooks.targets import Listing, Marked, Script, Target, Yaml, is_ours
from sdd.errors import UsageError
from sdd.workspace.files import read_file
from sdd.workspace.splices import json_text, marked_text, shell_text, yaml_text
from sdd.workspace.splices.entry import CannotSplice, Keys, digest_of, items_at
from sdd.workspace.wording import quote

_CONFIG_ID = "sdd-check"
_WINDOWS_END = "\r\n"


class Plan(Struct, frozen=True):
    """A change of one file. path: absolute; shown: as people know it. old: None for no file.

    new: None where the file goes. installed: for the manifest, None after taking out.
    notes: what a person must know. executable: the file must be.
    """

    path: Path
    shown: str
    old: str | None
    new: str | None
    installed: Installed | None = None
    notes: tuple[str, ...] = ()
    executable: bool = False

    @property
    def changes(self) -> bool:
        """Whether anything is to be done."""
        return self.old != self.new


def plan_install(root: Path, target: Target, known: Installed | None) -> Plan:
    """What installing changes; nothing where it is installed, or where a person changed it.

    Raises UsageError where the file cannot be read or added to.
    """
    path, shown = place_of(root, target)
    raw = _text(path, shown)
    old = _with_line_feeds(raw)
    before = known or Installed(shown, created=old is None)
    try:
        return _with_line_ends_of(raw, _install(target, path, shown, old, before))
    except CannotSplice as error:
        raise _refuse(shown, error, target) from None


def _install(target: Target, path: Path, shown: str, old: str | None, before: Installed) -> Plan:
    if isinstance(target, Script):
        return _install_script(target, path, shown, old, before)
    if isinstance(target, Yaml):
        return _install_yaml(target, path, shown, old, before)
    if isinstance(target, Marked):
        return _install_marked(target, path, shown, old, before)
    return _install_listing(target, path, shown, old, before)


def plan_removal(root: Path, target: Target, known: Installed) -> Plan:
    """What taking out changes. What a person changed stays, and is named."""
    path, shown = place_of(root, target)
    raw = _text(path, shown)
    old = _with_line_feeds(raw)
    if old is None:
        return Plan(path, shown, None, None, notes=(f"{shown} is not there any more",))
    try:
        return _with_line_ends_of(raw, _remove(target, path, shown, old, known))
    except CannotSplice as error:
        raise _refuse(shown, error, target) from None


def _remove(target: Target, path: Path, shown: str, old: str, known: Installed) -> Plan:
    if isinstance(target, Script):
        return _remove_script(path, shown, old, known)
    if isinstance(target, Yaml):
        return _remove_yaml(path, shown, old, known)
    if isinstance(target, Marked):
        return _remove_marked(target, path, shown, old, known)
    return _remove_listing(target, path, shown, old, known)


def place_of(root: Path, target: Target) -> tuple[Path, str]:
    """The file of a target: absolute, and as people know it.

    Raises UsageError where a link leads out of the project.
    """
    place = target.path if isinstance(target, Script) else root / target.path
    shown = place.relative_to(root) if place.is_relative_to(root) else place
    real = Path(os.path.realpath(place))
    # The hooks of git may lie elsewhere: in the repository that a work tree belongs to.
    is_own = isinstance(target, Script) and real.parent == Path(os.path.realpath(place.parent))
    if not (is_own or real.is_relative_to(root)):
        raise UsageError(f"{quote(shown.as_posix())} leads out of the project", "remove that link")
    return place, shown.as_posix()


def _text(path: Path, shown: str) -> str | None:
    if not path.exists():
        return None
    real = Path(os.path.realpath(path))
    data = read_file(real.parent, real.name)
    if not isinstance(data, bytes):
        raise UsageError(f"cannot use {quote(shown)}: {data.reason}")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise UsageError(f"cannot use {quote(shown)}: it is not UTF-8") from None


def _with_line_feeds(text: str | None) -> str | None:
    return text.replace(_WINDOWS_END, "\n") if text and _has_windows_ends(text) else text


def _with_line_ends_of(text: str | None, plan: Plan) -> Plan:
    """The plan with the line ends that the file has, where all of them are those of Windows."""
    if not text or not _has_windows_ends(text):
        return plan
    new = plan.new.replace("\n", _WINDOWS_END) if plan.new is not None else None
    return replace(plan, old=text, new=new)


def _has_windows_ends(text: str) -> bool:
    return 0 < text.count("\n") == text.count(_WINDOWS_END)


def _refuse(shown: str, error: CannotSplice, target: Target) -> UsageError:
    by_hand = ""
    if isinstance(target, Yaml):
        by_hand = 'add a hook with the entry "sdd check" by hand'
    return UsageError(f"cannot change {quote(shown)}: {error.what}", error.hint or by_hand)


def _install_listing(
    target: Listing, path: Path, shown: str, old: str | None, before: Installed
) -> Plan:
    text, digests, made = old or "", list(before.digests), list(before.made)
    if old is not None and not old.strip("\ufeff \t\r\n"):
        made.append(())  # the file is there and holds nothing, not even an object
    notes: list[str] = []
    for entry in target.entries:
        present = items_at(target.parse(text), entry.keys)
        if any(digest_of(each) == entry.digest for each in present):
            continue
        if any(map(is_ours, present)):
            notes.append(f"{'.'.join(entry.keys)} already calls sdd in its own way and stays so")
            continue
        made += [keys for keys in _missing(target.parse(text), entry.keys) if keys not in made]
        text = target.add(text, entry)
        digests.append((entry.keys, entry.digest))
    installed = Installed(shown, before.created, tuple(digests), tuple(made))
    new = text if text != (old or "") else old
    return Plan(path, shown, old, new, installed, tuple(notes))


def _missing(document: object, keys: Keys) -> list[Keys]:
    """The tables and lists on a chain of keys that are not there yet, outer ones first."""
    missing = []
    for depth, key in enumerate(keys, 1):
        document = document.get(key) if isinstance(document, dict) else None
        if document is None:
            missing.append(keys[:depth])
    return missing


def _remove_listing(target: Listing, path: Path, shown: str, old: str, known: Installed) -> Plan:
    text, notes = old, list[str]()
    for keys, digest in known.digests:
        present = items_at(target.parse(text), keys)
        mine = [index for index, each in enumerate(present) if digest_of(each) == digest]
        if mine:
            text = target.remove(text, keys, mine[-1])
        elif any(map(is_ours, present)):
            notes.append(f"{'.'.join(keys)} was changed by somebody and stays")
    if target.parse is json_text.parse:
        text = _without_empty(text, known.made)
    is_empty = known.created and not target.parse(text)
    return Plan(path, shown, old, None if is_empty else text, notes=tuple(notes))


def _without_empty(text: str, made: Sequence[Keys]) -> str:
    """Lists and tables that were made for our entries go with them, if they are empty."""
    for keys in sorted(made, key=len, reverse=True):
        document: object = json_text.parse(text)
        for key in keys:
            document = document.get(key) if isinstance(document, dict) else None
        if document in ([], {}):
            text = json_text.remove_key(text, keys) if keys else ""
    return text


def _install_yaml(target: Yaml, path: Path, shown: str, old: str | None, before: Installed) -> Plan:
    [key] = target.entry.keys
    present = yaml_text.items(old or "", key)
    if any(_CONFIG_ID in _hook_ids(item.value) for item in present):
        is_same = any(digest_of(item.value) == target.entry.digest for item in present)
        notes = () if is_same else (f"{shown} already has a hook {_CONFIG_ID}; it stays as it is",)
        return Plan(path, shown, old, old, before, notes)
    new = yaml_text.add(old or "", target.entry)
    digests = ((target.entry.keys, target.entry.digest),)
    made = (target.entry.keys,) if key not in yaml_text.parse(old or "") else ()
    return Plan(path, shown, old, new, Installed(shown, before.created, digests, made))


def _hook_ids(repo: object) -> list[object]:
    hooks = repo.get("hooks") if isinstance(repo, dict) else None
    return [each.get("id") for each in hooks or [] if isinstance(each, dict)]


def _remove_yaml(path: Path, shown: str, old: str, known: Installed) -> Plan:
    text, notes = old, list[str]()
    for (key,), digest in known.digests:
        items = yaml_text.items(text, key)
        mine = [item for item in items if digest_of(item.value) == digest]
        if mine:
            text = yaml_text.remove(text, mine[-1])
        elif any(_CONFIG_ID in _hook_ids(item.value) for item in items):
            notes.append(f"the hook {_CONFIG_ID} was changed by somebody and stays")
        if (key,) in known.made and not yaml_text.items(text, key):
            text = yaml_text.remove_key(text, key)
    is_empty = known.created and not text.strip()
    return Plan(path, shown, old, None if is_empty else text, notes=tuple(notes))


def _install_script(
    target: Script, path: Path, shown: str, old: str | None, before: Installed
) -> Plan:
    present = shell_text.find(old or "")
    digests = (((), digest_of(target.inside)),)
    if present is not None:
        notes = () if present == target.inside else (f"the block of sdd in {shown} stays as it is",)
        return Plan(path, shown, old, old, before, notes)
    new = shell_text.add(old or "", target.inside)
    installed = Installed(shown, before.created, digests)
    return Plan(path, shown, old, new, installed, executable=True)


def _remove_script(path: Path, shown: str, old: str, known: Installed) -> Plan:
    present = shell_text.find(old)
    if present is None or ((), digest_of(present)) not in known.digests:
        notes = () if present is None else (f"the block in {shown} was changed and stays",)
        return Plan(path, shown, old, old, notes=notes)
    text = shell_text.remove(old)
    is_empty = known.created and text.strip() in ("", "#!/bin/sh")
    return Plan(path, shown, old, None if is_empty else text)


def _install_marked(
    target: Marked, path: Path, shown: str, old: str | None, before: Installed
) -> Plan:
    present = marked_text.find(old or "")
    is_known = present is None or ((), digest_of(present)) in before.digests
    if present == target.inside:
        return Plan(path, shown, old, old, before)
    if not is_known:
        note = f"the block of sdd in {shown} was changed and stays"
        return Plan(path, shown, old, old, before, (note,))
    new = marked_text.add(target.head if old is None else old, target.inside)
    digests = (((), digest_of(target.inside)),)
    return Plan(path, shown, old, new, Installed(shown, before.created, digests))


def _remove_marked(target: Marked, path: Path, shown: str, old: str, known: Installed) -> Plan:
    present = marked_text.find(old)
    if present is None or ((), digest_of(present)) not in known.digests:
        notes = () if present is None else (f"the block in {shown} was changed and stays",)
        return Plan(path, shown, old, old, notes=notes)
    text = marked_text.remove(old)
    is_empty = known.created and text.strip() == target.head.strip()
    return Plan(path, shown, old, None if is_empty else text)
