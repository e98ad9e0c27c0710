"""An edit of a record changes what it is asked to, and no other byte."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdd.model.decisions import DecisionStatus, Relation
from sdd.read.markdown.adr import read_adr
from sdd.record.adr_edit import with_number, with_reference, with_status

PATH = "history/adr/0007-x.md"
FRAMES = (
    "# ADR-0007: x\n\n- **Status**: Proposed\n- **Date**: 2026-01-02\n\n## Decision\n\n{}\n",
    "# 7. x\n\nDate: 2026-01-02\n\n## Status\n\nProposed\n\n## Decision\n\n{}\n",
    "---\nstatus: proposed\n---\n\n# x\n\n## Decision Outcome\n\n{}\n",
)
PROSE = st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), max_size=60)


@given(PROSE, st.sampled_from(FRAMES), st.sampled_from(["\n", "\r\n"]))
def test_a_status_changes_one_line(prose: str, frame: str, end: str) -> None:
    text = frame.replace("{}", f"says {prose}.").replace("\n", end)
    after = with_status(text, read_adr(text, PATH), DecisionStatus.ACCEPTED)
    assert read_adr(after, PATH).status is DecisionStatus.ACCEPTED
    before, changed = text.split(end), after.split(end)
    assert len(before) == len(changed)
    assert sum(one != two for one, two in zip(before, changed, strict=True)) == 1


@given(PROSE, st.sampled_from(FRAMES), st.sampled_from(list(Relation)))
def test_a_reference_is_added_and_nothing_lost(prose: str, frame: str, relation: Relation) -> None:
    text = frame.replace("{}", f"says {prose}.")
    after = with_reference(text, read_adr(text, PATH), relation, "[ADR-0003](0003-y.md)")
    (found,) = read_adr(after, PATH).named(relation)
    assert (found.number, found.target) == (3, "history/adr/0003-y.md")
    lines = iter(after.splitlines())
    assert all(line in lines for line in text.rstrip().splitlines())


@pytest.mark.parametrize(
    ("title", "expected"),
    [("# ADR-0007: x", "# ADR-0012: x"), ("# 7. x 7", "# 12. x 7"), ("# x 7", "# x 7")],
)
def test_a_number_changes_in_the_title_alone(title: str, expected: str) -> None:
    text = f"{title}\n\nADR-0007 says 7.\n"
    assert with_number(text, read_adr(text, PATH), 12) == f"{expected}\n\nADR-0007 says 7.\n"
