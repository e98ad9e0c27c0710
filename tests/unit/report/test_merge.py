import pytest
from msgspec.structs import replace

from sdd.model.finding import Place, Related, Severity
from sdd.model.outcome import Unchecked
from sdd.report.merge import merge, merge_from_here, merge_within_checkout
from tests.unit.report.samples import CARD, CLAUSE, OPT_IN, OUTCOME, finding, outcome


def paths(merged):
    return [found.place.path for found in merged.findings]


def test_one_outcome_stays_as_it_is():
    assert merge([OUTCOME]) == OUTCOME


def test_paths_are_relative_to_the_outermost_root():
    inner = outcome(finding("b.py"), root="services/billing")
    outer = outcome(finding("a.py"), root="services")
    merged = merge([inner, outer])
    assert (merged.root, paths(merged)) == ("services", ["a.py", "billing/b.py"])


def test_siblings_are_told_apart_by_the_folder_that_holds_both():
    merged = merge([outcome(finding(), root="x/one"), outcome(finding(), root="x/two")])
    assert (merged.root, paths(merged)) == ("x", ["one/app.py", "two/app.py"])


def test_the_current_folder_beside_another_keeps_both_paths_right():
    merged = merge([outcome(finding()), outcome(finding(), root="../b")])
    assert (merged.root, paths(merged)) == (".", ["../b/app.py", "app.py"])


def test_every_path_of_a_finding_moves_with_it():
    found = finding(article=CLAUSE, related=(Related("see", Place("m.py", 3)),))
    inner = replace(
        outcome(found, root="in", lines={("app.py", 1): "x = 1"}),
        unchecked=(Unchecked("u.py", "too large"),),
    )
    merged = merge([outcome(), inner])
    moved = merged.findings[0]
    assert moved.place.path == "in/app.py"
    assert moved.related == (Related("see", Place("in/m.py", 3)),)
    assert moved.article.path == "in/.specify/memory/constitution.md"
    assert merged.lines == {("in/app.py", 1): "x = 1"}
    assert merged.unchecked == (Unchecked("in/u.py", "too large"),)


def test_counts_are_added_and_rules_listed_once_in_code_order():
    one = replace(OUTCOME, rules=(OPT_IN,), baselined=2)
    merged = merge([one, replace(OUTCOME, root="in", rules=(CARD, OPT_IN), suppressed=4)])
    assert (merged.python_files, merged.documents) == (4, 2)
    assert (merged.suppressed, merged.baselined) == (5, 2)
    assert (merged.count(Severity.ERROR), merged.count(Severity.WARNING)) == (2, 2)
    assert [card.code for card in merged.rules] == ["API201", "SEC101"]


@pytest.mark.parametrize(
    ("root", "clicked", "uploaded"),
    [
        (".", "app.py", "app.py"),
        ("backend", "backend/app.py", "backend/app.py"),
        ("..", "../app.py", "app.py"),
        ("/srv/project", "/srv/project/app.py", "app.py"),
        ("/", "/app.py", "app.py"),
        ("D:/project", "D:/project/app.py", "app.py"),
    ],
)
def test_people_see_paths_from_here_and_services_never_see_a_path_that_climbs(
    root, clicked, uploaded
):
    one = [outcome(finding(), root=root)]
    assert paths(merge_from_here(one)) == [clicked]
    assert paths(merge_within_checkout(one)) == [uploaded]


def test_no_outcome_is_refused():
    with pytest.raises(ValueError, match="no outcome"):
        merge([])
