"""The story of a line as plain text."""

from sdd.model.secret_story import LineStory, LiteralStory
from sdd.report.plain import plain


def render_story(story: LineStory) -> str:
    """One paragraph a literal, one line a step; ends with the decision."""
    if not story.literals:
        return f"{plain(story.path)}:{story.line}: no literal stands on this line\n"
    return "\n".join(_literal(story, each) for each in story.literals)


def _literal(story: LineStory, literal: LiteralStory) -> str:
    width = max(len(step.name) for step in literal.steps)
    steps = (f"  {step.name:<{width}}  {plain(step.decision)}\n" for step in literal.steps)
    head = f"{plain(story.path)}:{story.line}:{literal.column}\n"
    return "".join((head, *steps, f"  {_decision(story, literal)}\n"))


def _decision(story: LineStory, literal: LiteralStory) -> str:
    if not literal.group:
        return "not reported"
    if literal.group != "live" and story.kind != "app":
        return f"not reported: {literal.group}, and {story.kind} paths report live formats only"
    return f"reported by {story.code} as {literal.group}"
