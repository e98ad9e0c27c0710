"""`[tool.sdd]`: what is understood, and what is said of mistakes."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Meta as Limit
from msgspec import Struct
from msgspec.structs import replace

from sdd.errors import ConfigurationError, UsageError
from sdd.model.finding import Confidence, Finding, Severity
from sdd.model.settings import PathRules, Settings
from sdd.plugin import Context, Meta, Project, Rule
from sdd.workspace.configuration import load_settings, resolve_rules


class SecretOptions(Struct, frozen=True):
    """Options of every kind."""

    allow: tuple[str, ...] = ()
    min_length: Annotated[int, Limit(ge=1, le=99)] = 8
    mode: Literal["strict", "loose"] = "strict"
    report_tests: bool = False
    ratio: float | None = None
    names: dict[str, int] = {}

    def __post_init__(self) -> None:
        if self.mode == "loose" and self.report_tests:
            raise ValueError("loose mode never reports tests")


class HardcodedSecret(Rule[Project]):
    meta = Meta("SEC101", "hardcoded-secret", "", Severity.ERROR, "0.1", "")
    subject = Project
    options = SecretOptions

    def check(self, subject: Project, context: Context) -> Iterator[Finding]:
        yield from ()


class MissingResponseModel(Rule[Project]):
    meta = Meta("API201", "missing-response-model", "", Severity.WARNING, "0.1", "")
    subject = Project

    def check(self, subject: Project, context: Context) -> Iterator[Finding]:
        yield from ()


class MissingTag(MissingResponseModel):
    meta = Meta("API211", "missing-tag", "", Severity.INFO, "0.1", "")


RULES: list[type[Rule[Any]]] = [MissingTag, HardcodedSecret, MissingResponseModel]


def load(root: Path, text: str, name: str = "pyproject.toml") -> Settings:
    (root / name).write_bytes(text.encode())
    return load_settings(root, RULES, None if name == "pyproject.toml" else root / name)


def mistakes(root: Path, text: str, name: str = "pyproject.toml") -> tuple[str, ...]:
    with pytest.raises(ConfigurationError) as caught:
        load(root, text, name)
    return caught.value.mistakes


# -- what is understood -----------------------------------------------------------------------


def test_every_key_is_read(tmp_path):
    settings = load(
        tmp_path,
        """
        [project]
        name = "shop"
        [tool.sdd]
        select = ["missing-tag", "SEC"]
        ignore = ["API20"]
        exclude = ["legacy/", "*_pb2.py"]
        src = ["src", "./backend/app/", "win\\\\path", "."]
        fail-on = "warning"
        min-confidence = "high"
        plugins = ["acme"]
        [tool.sdd.per-path]
        "tests/**" = ["SEC101", "API"]
        "scripts/" = []
        [tool.sdd.severity]
        API = "info"
        missing-response-model = "error"
        [tool.sdd.rules.hardcoded-secret]
        allow = ["dummy"]
        min-length = 12
        report_tests = true
        ratio = 1
        """,
    )
    assert replace(settings, lines={}) == Settings(
        select=("API211", "SEC101"),
        ignore=("API201",),
        exclude=("legacy/", "*_pb2.py"),
        src=("src", "backend/app", "win/path", "."),
        per_path=(
            PathRules("tests/**", ("API201", "API211", "SEC101")),
            PathRules("scripts/", ()),
        ),
        severity={"API201": Severity.ERROR, "API211": Severity.INFO},
        fail_on=Severity.WARNING,
        min_confidence=Confidence.HIGH,
        plugins=("acme",),
        rules={"SEC101": {"allow": ["dummy"], "min_length": 12, "report_tests": True, "ratio": 1}},
        origin="pyproject.toml",
    )


def test_the_narrower_word_decides_a_severity_in_whatever_order(tmp_path):
    settings = load(
        tmp_path, "[tool.sdd.severity]\nAPI211 = 'error'\nAPI2 = 'warning'\nAPI21 = 'info'\n"
    )
    assert settings.severity == {"API201": Severity.WARNING, "API211": Severity.ERROR}


def test_without_a_file_or_a_table_the_defaults_hold(tmp_path):
    assert load_settings(tmp_path, RULES) == Settings()
    assert load(tmp_path, "[project]\nname = 'x'\n") == Settings()
    assert load(tmp_path, "[tool.sdd]\n") == Settings(origin="pyproject.toml")


def test_a_broken_file_that_says_nothing_of_us_is_not_our_business(tmp_path):
    assert load(tmp_path, "[project\nname = ") == Settings()


def test_a_file_with_a_mark_and_windows_line_ends_is_read(tmp_path):
    (tmp_path / "pyproject.toml").write_bytes(
        b'\xef\xbb\xbf[tool.sdd]\r\nselect = [\r\n  "SEC",\r\n]\r\n'
    )
    assert load_settings(tmp_path, RULES).select == ("SEC101",)


@pytest.mark.parametrize("text", ["fail-on = 'info'", "[tool.sdd]\nfail-on = 'info'"])
def test_a_file_that_was_asked_for_has_the_table_or_the_keys_alone(tmp_path, text):
    settings = load(tmp_path, text, "sdd.toml")
    assert (settings.fail_on, settings.origin) == (Severity.INFO, "sdd.toml")


def test_the_origin_of_a_file_elsewhere_is_told_from_the_root(tmp_path):
    (tmp_path / "conf.toml").write_text("select = []")
    root = tmp_path / "backend"
    root.mkdir()
    assert load_settings(root, RULES, tmp_path / "conf.toml").origin == "../conf.toml"


def test_pydantic_is_imported_only_where_there_are_settings(tmp_path):
    script = """if True:
        import sys
        from pathlib import Path
        from sdd.workspace.configuration import load_settings
        root = Path(sys.argv[1])
        load_settings(root, [])
        print("pydantic" in sys.modules)
        (root / "pyproject.toml").write_text("[tool.sdd]\\nfail-on = 'info'")
        load_settings(root, [])
        print("pydantic" in sys.modules)
    """
    repository = Path(__file__).parents[3]
    command = [sys.executable, "-c", script, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=repository)
    assert done.stdout.split() == ["False", "True"]


# -- mistakes ---------------------------------------------------------------------------------


def test_all_mistakes_show_at_once_each_with_its_line(tmp_path):
    found = mistakes(
        tmp_path,
        """\
[tool.sdd]
sellect = ["SEC"]
select = [
    "SEC101",
    "SEX101",
    7,
]
ignore = "SEC"
exclude = ["# nothing"]
src = ["../other", "/abs", "C:/x", "ok"]
fail-on = "errors"
min-confidence = 3
per_path = {}

[tool.sdd.per-path]
"tests/**" = ["hardcoded-secrets"]
"[a" = []
"docs/**" = "SEC101"

[tool.sdd.severity]
SEC101 = "fatal"
SE = "info"

[tool.sdd.rules.SEC101]
alow = []
allow = "dummy"
min-length = 100
mode = "hard"
ratio = "x"
report-tests = true
report_tests = true
names = {a = "b"}

[tool.sdd.rules.API]
x = 1
[tool.sdd.rules.API201]
max = 1
[tool.sdd.rules]
"API211" = 3
missing-tags = {}
""",
    )
    assert found == (
        'pyproject.toml:2: unknown key "sellect"; did you mean "select"?',
        'pyproject.toml:5: unknown rule "SEX101" in "select"; did you mean "SEC101"?',
        'pyproject.toml:6: each item of "select" must be text',
        'pyproject.toml:8: "ignore" must be a list of rules',
        'pyproject.toml:9: "# nothing" in "exclude" is a pattern that matches nothing',
        'pyproject.toml:10: "../other" in "src" is not a folder below the root',
        'pyproject.toml:10: "/abs" in "src" is not a folder below the root',
        'pyproject.toml:10: "C:/x" in "src" is not a folder below the root',
        'pyproject.toml:11: "fail-on" must be one of "error", "warning", "info"',
        'pyproject.toml:12: "min-confidence" must be one of "high", "medium", "low"',
        'pyproject.toml:13: unknown key "per_path"; did you mean "per-path"?',
        'pyproject.toml:16: unknown rule "hardcoded-secrets" in "per-path";'
        ' did you mean "hardcoded-secret"?',
        'pyproject.toml:17: "[a" in "per-path" is a pattern that matches nothing',
        'pyproject.toml:18: "per-path.docs/**" must be a list of rules',
        'pyproject.toml:21: "severity.SEC101" must be one of "error", "warning", "info"',
        'pyproject.toml:22: unknown rule "SE" in "severity"; did you mean "SEC"?',
        'pyproject.toml:25: unknown option "alow" of SEC101; did you mean "allow"?',
        'pyproject.toml:26: option "allow" of SEC101 must be a list with each item text',
        'pyproject.toml:27: option "min-length" of SEC101'
        " must be a whole number, at least 1, at most 99",
        'pyproject.toml:28: option "mode" of SEC101 must be one of "loose", "strict"',
        'pyproject.toml:29: option "ratio" of SEC101 must be a number',
        'pyproject.toml:31: option "report_tests" of SEC101 is given twice',
        'pyproject.toml:32: option "names" of SEC101 must be a table',
        'pyproject.toml:34: "API" is not one rule; options belong to a code or name',
        'pyproject.toml:37: unknown option "max" of API201',
        'pyproject.toml:39: "rules.API211" must be a table of options',
        'pyproject.toml:40: unknown rule "missing-tags" in "rules"; did you mean "missing-tag"?',
    )


def test_mistakes_in_quoted_dotted_and_inline_keys_have_their_lines(tmp_path):
    found = mistakes(
        tmp_path,
        "x = 1\ntool.\"sdd\".'fail-on' = 1\n"
        "tool.sdd.rules = {SEC101 = {allow = [\n'a',\n2], mode = 1}}\n",
    )
    assert found == (
        'pyproject.toml:2: "fail-on" must be one of "error", "warning", "info"',
        'pyproject.toml:3: option "allow" of SEC101 must be a list with each item text',
        'pyproject.toml:5: option "mode" of SEC101 must be one of "loose", "strict"',
    )


def test_lines_are_right_with_windows_line_ends(tmp_path):
    assert mistakes(tmp_path, "[tool.sdd]\r\n\r\nselekt = []\r\n") == (
        'pyproject.toml:3: unknown key "selekt"; did you mean "select"?',
    )


def test_options_that_do_not_fit_together_are_told_in_the_words_of_the_rule(tmp_path):
    text = "[tool.sdd.rules.SEC101]\nmode = 'loose'\nreport-tests = true\n"
    assert mistakes(tmp_path, text) == (
        "pyproject.toml:1: options of SEC101: loose mode never reports tests",
    )


def test_options_by_code_and_by_name_are_refused(tmp_path):
    text = "[tool.sdd.rules.SEC101]\n[tool.sdd.rules.hardcoded-secret]\n"
    assert mistakes(tmp_path, text) == ("pyproject.toml:2: options of SEC101 are given twice",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("tool = 1 # sdd", 'pyproject.toml:1: "tool" must be a table'),
        ("\n[tool]\nsdd = 1", 'pyproject.toml:3: "sdd" must be a table'),
        ("[[tool.sdd]]", 'pyproject.toml:1: "sdd" must be a table'),
    ],
)
def test_a_table_that_is_none_is_refused(tmp_path, text, message):
    assert mistakes(tmp_path, text) == (message,)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[tool.sdd]\nselect = SEC\n", "2:10: not valid TOML: "),
        ("[tool.sdd]\nselect = [\n", "3:1: not valid TOML: "),
        ("[tool.sdd]\nx = 1\nx = 2\n", "3:6: not valid TOML: "),
        ("[tool.sdd]\nx = '\0'\n", "2:6: not valid TOML: "),
        ("[tool.sdd]\nx = " + "9" * 5000, "1:1: a number has too many digits"),
        ("[tool.sdd]\nx = " + "[" * 5000, "1:1: values are nested too deeply"),
        ("[tool.sdd]\nx" + ".x" * 50 + " = 1", "2:1: keys are nested more than 32 deep"),
    ],
)
def test_text_that_is_no_toml_is_told_with_line_column_and_reason(tmp_path, text, message):
    (found,) = mistakes(tmp_path, text)
    assert found.startswith(f"pyproject.toml:{message}")


def test_a_key_of_many_parts_takes_no_time(tmp_path):
    start = time.perf_counter()
    (found,) = mistakes(tmp_path, "sdd." * 200_000 + "a = 1")
    assert found == "pyproject.toml:1:1: keys are nested more than 32 deep"
    assert time.perf_counter() - start < 5


def test_bytes_that_are_not_utf8_are_told_with_line_and_column(tmp_path):
    (tmp_path / "pyproject.toml").write_bytes("[tool.sdd]\n# é".encode() + b"\xe9\n")
    with pytest.raises(ConfigurationError) as caught:
        load_settings(tmp_path, RULES)
    assert caught.value.mistakes == ("pyproject.toml:2:4: this is not UTF-8",)


def test_a_file_that_cannot_be_read_is_told(tmp_path):
    (tmp_path / "pyproject.toml").mkdir()
    with pytest.raises(ConfigurationError) as caught:
        load_settings(tmp_path, RULES)
    assert caught.value.mistakes == ("pyproject.toml: is not a regular file",)


def test_a_missing_file_that_was_asked_for_is_refused_with_the_nearest_name(tmp_path):
    (tmp_path / "sdd.toml").touch()
    with pytest.raises(UsageError) as caught:
        load_settings(tmp_path, RULES, tmp_path / "sd.toml")
    expected = f'no such configuration file: "{tmp_path}/sd.toml"; did you mean "sdd.toml"?'
    assert caught.value.what == expected


def test_a_pyproject_that_was_asked_for_must_have_the_table(tmp_path):
    path = tmp_path / "other" / "pyproject.toml"
    path.parent.mkdir()
    path.write_text("[project]\n")
    with pytest.raises(ConfigurationError, match=r"there is no \[tool.sdd\] table"):
        load_settings(tmp_path, RULES, path)


def test_mistakes_in_a_file_that_was_asked_for_name_that_file(tmp_path):
    found = mistakes(tmp_path, "select = []\nselekt = []\n", "sdd.toml")
    assert found == (f'{tmp_path}/sdd.toml:2: unknown key "selekt"; did you mean "select"?',)


def test_odd_names_are_quoted_on_one_line_and_cut(tmp_path):
    found = mistakes(tmp_path, '[tool.sdd]\n"a\\n\\u001b[31m" = 1\n' + "b" * 500 + " = 1\n")
    assert found == (
        'pyproject.toml:2: unknown key "a\\n\\u001b[31m"',
        f'pyproject.toml:3: unknown key "{"b" * 60}…"',
    )


def test_ten_thousand_mistakes_are_told_in_seconds(tmp_path):
    words = ",\n".join(f'"SEX{number}"' for number in range(10_000))
    start = time.perf_counter()
    assert len(mistakes(tmp_path, f"[tool.sdd]\nselect = [\n{words}]\n")) == 10_000
    assert time.perf_counter() - start < 10


TABLES = st.dictionaries(
    st.sampled_from(
        ["select", "ignore", "exclude", "per-path", "severity", "rules", "src", "fail-on", "x"]
    ),
    st.sampled_from(
        [
            *("1", "''", "[]", "[1, 'SEC', 'no']", "{}", "{SEC101 = {}}", "1979-05-27", "[[]]"),
            *("{SEC101 = {allow = 1}}", "{'*' = ['SEC', 'no', 1]}", "{API = [{}]}"),
            "{SEC = 'info'}",
        ]
    ),
)


@given(TABLES)
def test_any_table_gives_settings_or_mistakes_with_places(tmp_path_factory, table):
    root = tmp_path_factory.mktemp("project")
    lines = [f"{key} = {value}" for key, value in table.items()]
    try:
        load(root, "\n".join(["[tool.sdd]", *lines]))
    except ConfigurationError as error:
        for mistake in error.mistakes:
            number = int(mistake.removeprefix("pyproject.toml:").split(":")[0])
            key = lines[number - 2].split(" ")[0]
            assert 2 <= number <= len(lines) + 1
            assert key in mistake or "SEC101" in mistake or "not one rule" in mistake
            assert "pydantic" not in mistake and "http" not in mistake


# -- words for rules --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ([], ()),
        (["SEC101"], ("SEC101",)),
        (["sec101", "Hardcoded-Secret"], ("SEC101",)),
        (["API"], ("API201", "API211")),
        (["API2"], ("API201", "API211")),
        (["API21", "SEC"], ("API211", "SEC101")),
    ],
)
def test_rules_are_named_by_code_name_or_prefix(words, codes):
    assert resolve_rules(words, RULES) == codes


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["SEC102"], 'unknown rule "SEC102"; did you mean "SEC101"?'),
        (["AP"], 'unknown rule "AP"; did you mean "API"?'),
        (["hardcoded"], 'unknown rule "hardcoded"; did you mean "hardcoded-secret"?'),
        (["zzzzzz", "SEC"], 'unknown rule "zzzzzz"'),
        (["", "zzz"], 'unknown rule "", "zzz"'),
    ],
)
def test_unknown_words_are_refused_by_name(words, message):
    with pytest.raises(UsageError) as caught:
        resolve_rules(words, RULES)
    assert caught.value.what == message
