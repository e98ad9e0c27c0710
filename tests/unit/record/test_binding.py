"""Whatever a constitution looks like, binding adds comments and changes nothing that is read."""

import re
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from sdd.app.binding import bind_text
from sdd.model.finding import Place, Severity
from sdd.model.policy import Binding
from sdd.read.markdown.outline import DocumentTooWild
from sdd.record.binding import comments_for

PLACE = Place("c.md", 1, 1, 1, 1)
COMMENT = re.compile(r" <!-- sdd: bind [^>]* how=inferred -->")
DEMANDS = (
    "Secrets MUST NOT be hardcoded.",
    "Lists MUST be paginated. ",
    "**Routes MUST be served under `/api/v1`.**",
    "Coverage MUST be 80 %",
    "[Logs MUST NOT hold passwords. They leak](x.md)",
    "Handlers MUST NOT make blocking calls\\",
)
PIECES = (
    *DEMANDS,
    "# ", "## A (NON-NEGOTIABLE)\n\n", "- ", "  - ", "1. ", "> ", "```", "```\n", "|", "|-|", "---",
    "===", "\n", "\n\n", "\r\n", "\r", "\t", "    ", "\x0c", "\ufeff", "\x00", "\\", "`", "**", "*",
    "<b title='a. b'>", "<div>\n", "</div>", "<!--", "-->", "  \n", "\\\n", "&amp;", "~~", ": ",
    "<!-- sdd: bind none -->", "<!-- sdd: bind API201 how=inferred -->", "Handlers MUST NOT:\n\n",
    "\U0001f3af", "\u2028", "(", ")", "[a]: b", "<http://a.b/c>", "$x$", "e.g. ",
)  # fmt: skip


def rendered(text: str) -> str:
    html = MarkdownIt("commonmark").enable("table").render(text)
    return re.sub(r"\s+", " ", COMMENT.sub(" ", html)).replace(" <", "<")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
@example("- Secrets MUST NOT be hardcoded.  \nmore")
@example("| a |\n|-|\n| Secrets MUST NOT be hardcoded. |")
@example("> - Lists MUST be paginated.\nlazy")
@example("`Secrets MUST NOT be hardcoded. Lists MUST be paginated.")
@example("<b title='Lists MUST be paginated. Secrets MUST NOT be hardcoded.'>x</b>")
def test_without_its_comments_the_text_is_what_it_was(text: str) -> None:
    try:
        bound = bind_text(text, "c.md", Path("c.md"))
    except DocumentTooWild:
        return
    if "how=inferred" not in text:
        assert COMMENT.sub("", bound.new) == text
        assert rendered(bound.new) == rendered(text)
    again = bind_text(bound.new, "c.md", Path("c.md"))
    assert again.new == bound.new


def test_rules_with_the_same_options_share_a_comment() -> None:
    options = (("layers", ["routers", "services"]), ("prefix", "/api/v1"))
    bindings = [
        Binding("API201", Severity.ERROR, PLACE),
        Binding("API208", Severity.ERROR, PLACE, options),
        Binding("API202", Severity.ERROR, PLACE),
    ]
    assert comments_for(bindings) == (
        "<!-- sdd: bind API201 API202 how=inferred -->",
        '<!-- sdd: bind API208 layers=["routers","services"] prefix=/api/v1 how=inferred -->',
    )


def test_a_value_that_would_end_the_comment_is_left_out() -> None:
    binding = Binding("API208", Severity.ERROR, PLACE, (("prefix", "/a--><b>|"),))
    assert comments_for([binding]) == ("<!-- sdd: bind API208 how=inferred -->",)
