"""Feature specification text to a value."""

import re

from sdd.model.documents import Field, Section, Spec, Story
from sdd.read.markdown.markers import read_clarifications
from sdd.read.markdown.outline import outline
from sdd.read.markdown.parts import read_header, read_sections, read_suppressions, read_title
from sdd.read.markdown.requirements import read_criteria, read_requirements
from sdd.read.markdown.residue import read_residue
from sdd.read.markdown.stories import read_stories

_EARLY = (
    "primary user story", "review & acceptance checklist", "execution status",
    "execution flow", "acceptance scenarios",
)  # fmt: skip
# Any two of these make a specification ours; its own title or branch field is enough alone.
_SIGNS = (
    ("user scenarios", "user stories", "primary user story"),
    ("requirements", "functional requirements"),
    ("success criteria", "measurable outcomes"),
)
_OWN_CHAPTERS = (
    "user scenario", "user stor", "primary user", "acceptance", "edge case", "requirement",
    "functional", "non-functional", "key entit", "success", "measurable", "assumption",
    "clarification", "dependenc", "constraint", "out of scope", "scope", "non-goal", "goal",
    "overview", "summary", "introduction", "risk", "note", "open question", "review", "execution",
    "feature description", "context", "background", "appendix", "glossary", "reference",
)  # fmt: skip
_ANOTHER_TEMPLATE, _MOSTLY_ANOTHER = 4, 6
_DELTA = re.compile(r"(?:added|modified|removed|renamed) requirements")


def read_spec(text: str, path: str) -> Spec:
    """A specification from its text; path: posix, relative to the root.

    Any text gives a specification, if an empty one; raises DocumentTooWild and nothing else.
    """
    document = outline(text, path)
    sections = read_sections(document)
    fields = read_header(document)
    stories = read_stories(document, sections)
    return Spec(
        path=path,
        title=read_title(sections),
        dialect=_dialect(sections, stories, fields),
        fields=fields,
        sections=sections,
        stories=stories,
        requirements=read_requirements(document, sections),
        criteria=read_criteria(document, sections),
        clarifications=read_clarifications(document.blocks),
        residue=read_residue(document.blocks),
        suppressions=read_suppressions(document),
    )


def _dialect(
    sections: tuple[Section, ...], stories: tuple[Story, ...], fields: tuple[Field, ...]
) -> str:
    keys = {section.key for section in sections}
    if any(_DELTA.fullmatch(key) or key.startswith("requirement:") for key in keys):
        return "other"
    if any(story.number for story in stories) or "success criteria" in keys:
        return "stories" if _is_ours(sections, fields) else "other"
    if keys.intersection(_EARLY):
        return "scenarios"
    return "stories" if _is_ours(sections, fields) else "other"


def _is_ours(sections: tuple[Section, ...], fields: tuple[Field, ...]) -> bool:
    """True for the layout of spec-kit; also for a text without chapters, which has no layout.

    A title or a branch is enough, unless the chapters are those of another template: most of
    them are, or, where hardly one is ours, one of them calls itself mandatory.
    """
    chapters = [section.key for section in sections if section.level > 1]
    signs = sum(any(key.startswith(words) for key in chapters) for words in _SIGNS)
    titled = any(section.key.startswith("feature specification") for section in sections)
    if not (titled or not chapters or any(field.key == "feature branch" for field in fields)):
        return signs > 1
    top = [section for section in sections if section.level == 2]
    foreign = [section for section in top if not section.key.startswith(_OWN_CHAPTERS)]
    if signs == len(_SIGNS) or not foreign:
        return True
    if signs > 1:
        return len(foreign) < _MOSTLY_ANOTHER or 2 * len(foreign) <= len(top)
    demanded = any("(mandatory" in section.title.casefold() for section in foreign)
    return len(foreign) < _ANOTHER_TEMPLATE and not demanded
