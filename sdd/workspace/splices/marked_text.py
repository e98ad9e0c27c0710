"""A block between markers in a Markdown file that people write, too."""

import re

BEGIN = "<!-- sdd:agents:begin: written by `sdd hooks install agents` -->"
END = "<!-- sdd:agents:end -->"
_BLOCK = re.compile(
    r"(?P<before>(?:\r?\n)*)^<!-- sdd:agents:begin\b[^\n]*\n(?P<inside>.*?)"
    r"^<!-- sdd:agents:end -->[ \t]*(?:\r?\n|\Z)",
    re.M | re.S,
)


def find(text: str) -> str | None:
    """What stands between the markers; None without them."""
    match = _BLOCK.search(text)
    return match["inside"] if match else None


def add(text: str, inside: str) -> str:
    """The text with the block: in its old place, else at the end."""
    block = f"{BEGIN}\n{inside}{END}\n"
    match = _BLOCK.search(text)
    if match:
        return f"{text[: match.end('before')]}{block}{text[match.end() :]}"
    if not text:
        return block
    # What the end of the text was shows when the block is taken out again.
    return f"{text}\n{block}" if text.endswith("\n") else f"{text}\n\n{block[:-1]}"


def remove(text: str) -> str:
    """The text without the block and the empty line above it."""
    match = _BLOCK.search(text)
    if not match:
        return text
    is_ended = match[0].endswith("\n")
    start = text[: match.end("before")].removesuffix("\n" if is_ended else "\n\n")
    return start + text[match.end() :]
