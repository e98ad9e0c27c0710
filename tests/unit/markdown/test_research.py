"""What research decided is found however its parts are labelled."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdd.read.markdown.research import read_research

BOLD = """\
# Research

## 1. Tokens

**Question**: Who calls?
**Decision**: Signed tokens.
**Rationale**:
- Both can check.
  Really.
**Alternatives considered**:
- **Sessions**: a store.
- Keys - say nothing
**Best Practices**:
- Rotate.

---

## 2. Other

Text.
"""
HEADINGS = """\
# Research

## Tokens

### Research Question
Who calls?

### Decision
Signed tokens.

### Rationale
- Both can check.
  Really.

### Alternatives Considered

#### Sessions
a store.

#### Keys
say nothing

### Implementation Pattern
```python
**Decision**: not this
```
"""
BULLETS = """\
## Tokens

- **Question**: Who calls?
- **Decision**: Signed tokens.
- **Rationale**: - Both can check.
  Really.
- **Alternatives considered**:
  - Sessions
  - Keys
"""


@pytest.mark.parametrize("text", [BOLD, HEADINGS, BULLETS])
def test_an_item_has_its_parts(text: str) -> None:
    (item,) = read_research(text, "specs/001-a/research.md").items
    assert item.title.endswith("Tokens")
    assert item.question == "Who calls?"
    assert item.decision == "Signed tokens."
    assert "Both can check." in item.rationale and "Rotate" not in item.rationale
    assert [each.strip("*")[:4] for each in item.alternatives] == ["Sess", "Keys"]


def test_alternatives_stand_in_a_table_as_well() -> None:
    table = "| Option | Why not |\n|---|---|\n| Sessions | a store |\n| Keys | silent |\n"
    text = f"## T\n\n**Decision**: x\n\n**Alternatives**:\n\n{table}"
    (item,) = read_research(text, "r.md").items
    assert item.alternatives == ("**Sessions**: a store", "**Keys**: silent")


def test_what_decides_nothing_is_no_item() -> None:
    assert read_research("# Research\n\n## A\n\nText.\n", "r.md").items == ()


@given(st.text(alphabet=st.sampled_from("#*:-| \nDecisonRatlgv`"), max_size=300))
def test_any_text_is_read(text: str) -> None:
    for item in read_research(text, "r.md").items:
        assert item.decision
