from msgspec.structs import replace

from sdd.report.explain import render_explanation
from tests.unit.report.samples import CARD, OPT_IN

APPROVED = """\
API201 missing-response-model
  A route answers with a body that no model
  describes

  severity    error
  runs        by default
  since       0.1.0
  asked for   .specify/memory/constitution.md:31
              III. Typed contracts: "Every route
              MUST declare a response model."

What it finds
  A route without a model.

  It looks at:

  - decorators
  - calls

Why it matters
  Clients guess.

Options
  allow = []
    Paths that may answer anything.

Offending example
    @app.get("/x")
    def read():
        return {}

Sound example 1 of 2
    x = 1

Sound example 2 of 2
    y = 2
"""


def test_an_explanation_holds_facts_documentation_options_and_examples():
    assert render_explanation(CARD, color=False, width=50) == APPROVED


def test_colour_marks_headings():
    text = render_explanation(CARD, color=True, width=50)
    assert "\n\x1b[1mWhy it matters\x1b[0m\n" in text


def test_a_rule_that_is_off_says_what_turns_it_on():
    assert render_explanation(OPT_IN, color=False, width=80) == (
        "SEC101 hardcoded-secret\n"
        "  A credential stands in the code | or in a document\n"
        "\n"
        "  severity    warning\n"
        "  runs        only where the constitution or `select` asks for it\n"
        "  since       0.1.0\n"
    )


def test_escape_characters_in_an_example_are_shown():
    card = replace(OPT_IN, offending=("x = '\x1b[0m'\r\ny = 1\n",))
    text = render_explanation(card, color=False, width=80)
    assert text.endswith("\nOffending example\n    x = '\\x1b[0m'\n    y = 1\n")
