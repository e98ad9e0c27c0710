"""Template text that nobody replaced, in specs and plans."""

import re
from collections.abc import Iterable, Iterator

from sdd.model.documents import Mention
from sdd.read.markdown.inline import Text
from sdd.read.markdown.outline import Block, Comment
from sdd.read.markdown.parts import texts

# How the bracketed samples of the templates begin; a bracket that only looks similar (a link,
# a checkbox, "[date]" in a sentence) begins otherwise.
_SAMPLES = (
    "FEATURE NAME]", "功能名称]", "功能名稱]", "機能名]", "Brief Title]", "简要标题]", "簡要標題]",
    "Entity 1]", "Entity 2]", "Describe this user journey", "Describe the main user journey",
    "Explain the value and why", "Describe how this can be tested", "Add more user stories",
    "specific capability", "key interaction", "data requirement", "behavior, e.g.",
    "What it represents", "Measurable metric", "User satisfaction metric", "Business metric",
    "boundary condition]", "error scenario]", "Extract from feature spec",
    "domain-specific, e.g.", "if applicable, e.g.", "single/web/mobile", "e.g., Python",
    "e.g., FastAPI", "e.g., pytest", "e.g., Linux server", "Gates determined based on",
    "Document the selected structure", "e.g., 4th project]", "e.g., Repository pattern]",
    "NEEDS CLARIFICATION: auth method not", "NEEDS CLARIFICATION: retention period not",
    "Assumption about target users", "Assumption about scope boundaries",
    "Assumption about data/environment", "Dependency on existing system",
    "how this plan keeps to it]",
)  # fmt: skip
# These are common words: they count only where the template has them, behind a label.
_VALUES = ("initial state]", "action]", "expected outcome]", "DATE]", "FEATURE]", "日期]", "日付]")
_LABEL_ENDS = ("** ", ": ")
_BRANCH = re.compile(r"`\[[A-Z]?###-feature(?:-name)?\]`")
_LONGEST_SAMPLE = max(map(len, (*_SAMPLES, *_VALUES)))
_SIGNS = re.compile(
    r"\$ARGUMENTS\b|\bTKTK\b|(?<![?\w])\?\?\?(?!\?)|__SPECKIT_COMMAND_[A-Z_]{1,40}__|<placeholder>"
    r"|^(?:TODO[:(]|TODO$)",
    re.MULTILINE,
)
_LONGEST_TOKEN = 300


def read_residue(blocks: Iterable[Block]) -> tuple[Mention, ...]:
    """Every leftover of a template, in order; also the comments that ask for an action."""
    return tuple(mention for block in blocks for mention in _in_block(block))


def sample_end(text: Text, start: int) -> int:
    """Where the template sample that begins at a bracket ends; 0 if none begins there."""
    words = text.prose[start + 1 : start + 1 + _LONGEST_SAMPLE]
    labelled = text.prose[max(0, start - 3) : start].endswith(_LABEL_ENDS)
    if not words.startswith(_SAMPLES) and not (labelled and words.startswith(_VALUES)):
        return 0
    end = text.shown.find("]", start, start + _LONGEST_TOKEN) + 1
    return end if end and text.shown[end : end + 1] not in ("(", "[") else 0


def ends_in_sample(text: Text) -> bool:
    """Whether the last thing that a line says is a sample of a template."""
    start = text.prose.rfind("[")
    return start >= 0 and sample_end(text, start) >= len(text.prose.rstrip(" .*_"))


def _in_block(block: Block) -> Iterator[Mention]:
    if isinstance(block, Comment) and "ACTION REQUIRED" in block.text:
        yield Mention("<!-- ACTION REQUIRED -->", block.place)
    for text in texts(block):
        found = [match.span() for match in _SIGNS.finditer(text.prose)]
        found += [(match.start() + 1, match.end() - 1) for match in _BRANCH.finditer(text.shown)]
        for match in re.finditer(r"\[", text.prose):
            if end := sample_end(text, match.start()):
                found.append((match.start(), end))
        yield from (text.mention(*span) for span in sorted(found))
