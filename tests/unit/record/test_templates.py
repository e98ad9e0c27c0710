"""Templates are filled in strictly, and a project's own can do no harm."""

import pytest

from sdd.errors import UsageError
from sdd.record.templates import Templates


def given(**texts: str) -> Templates:
    known = {name.replace("_", "."): text for name, text in texts.items()}
    return Templates(lambda name: (f"own/{name}", known[name]) if name in known else None)


def test_values_are_filled_in_as_they_are() -> None:
    templates = given(
        a_md="# {{ title }}\n{% for each in options %}\n- {{ each }}\n{% endfor %}\n\n"
    )
    text = templates.render("a.md", title="<b> & 'c'", options=["x", "{{ y }}"])
    assert text == "# <b> & 'c'\n- x\n- {{ y }}\n"


def test_a_template_may_include_another_of_the_same_project() -> None:
    assert given(a_md="{% include 'b.md' %}", b_md="b {{ x }}").render("a.md", x=1) == "b 1\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ok\n{% if %}\n", "own/a.md, line 2"),
        ("{{ missing }}", "'missing' is undefined"),
        ("{% include '/etc/passwd' %}", "there is no such template"),
        ("{% include '../../secret' %}", "there is no such template"),
        ("{{ ().__class__.__bases__ }}", "own/a.md"),
        ("{{ cycler.__init__.__globals__.os.getcwd() }}", "own/a.md"),
        ("{% for x in range(10000000) %}{% endfor %}", "own/a.md"),
        ("{{ 1 / 0 }}", "own/a.md"),
        ("{% include 'a.md' %}", "own/a.md"),
    ],
)
def test_a_template_that_does_not_work_is_named(text: str, said: str) -> None:
    with pytest.raises(UsageError) as raised:
        given(a_md=text).render("a.md", title="x")
    assert said in raised.value.what
    assert "mend it" in raised.value.hint
