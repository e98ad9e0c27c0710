"""A list of alternatives, in any of the ways that people write one, as one text each."""

import re

_BULLET = re.compile(r"(?P<indent>[ \t]*)(?:[-*+]|\d{1,3}[.)])[ \t]+(?P<text>.*)")
_HEADING = re.compile(r"#{2,6}[ \t]+(?P<text>.*?)[ \t]*#*\Z")
_RULE_ROW = re.compile(r"[ \t]*\|?[ \t:|-]+\|?[ \t]*\Z")
_MOST = 12


def read_alternatives(text: str) -> tuple[str, ...]:
    """Each alternative as Markdown without a list marker, at most twelve.

    They are headings with text below, rows of a table, list items, or a paragraph.
    """
    lines = text.split("\n")
    if any(_HEADING.match(line) for line in lines):
        found = _from_headings(lines)
    elif sum(line.lstrip().startswith("|") for line in lines) >= 3:
        found = _from_rows(lines)
    else:
        found = _from_items(lines)
    return tuple(each for each in found if each)[:_MOST]


def _from_headings(lines: list[str]) -> list[str]:
    found: list[list[str]] = []
    for line in lines:
        if heading := _HEADING.match(line):
            found.append([f"**{heading['text'].strip('*')}**"])
        elif found and line.strip():
            found[-1].append(line)
    return [_joined(each) for each in found]


def _from_rows(lines: list[str]) -> list[str]:
    rows = [line for line in lines if line.lstrip().startswith("|") and not _RULE_ROW.match(line)]
    cells = [[cell.strip() for cell in row.strip().strip("|").split("|")] for row in rows[1:]]
    return [f"**{row[0].strip('*')}**: {'; '.join(filter(None, row[1:]))}" for row in cells if row]


def _from_items(lines: list[str]) -> list[str]:
    """Items of the outermost list, each with what is nested in it; else paragraphs."""
    found: list[list[str]] = []
    for line in lines:
        bullet = _BULLET.match(line)
        if bullet and len(bullet["indent"].expandtabs(4)) < 2:
            found.append([bullet["text"]])
        elif line.strip() and found:
            found[-1].append(line)
        elif line.strip():
            found.append([line.strip()])
    return [_joined(each) for each in found]


def _joined(lines: list[str]) -> str:
    """An item: its first line, continuation lines in it, nested items below it."""
    text = lines[0].strip()
    for line in lines[1:]:
        nested = _BULLET.match(line)
        text += f"\n  - {nested['text']}" if nested else f" {line.strip()}"
    return text
