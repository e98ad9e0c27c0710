"""The result of a run: everything that a report may print, and nothing that it must compute."""

from msgspec import Struct, field

from sdd.model.finding import Article, Finding, Severity


class RuleCard(Struct, frozen=True):
    """What is worth telling about a rule without running it.

    docs: headings and their text in the fixed order (What it finds, Why it matters,
    What to do, Fix safety). options: name, default and meaning of each option.
    examples: source text of offending and sound examples.
    """

    code: str
    name: str
    summary: str
    severity: Severity
    since: str
    opt_in: bool
    docs: dict[str, str]
    options: tuple[tuple[str, str, str], ...] = ()
    offending: tuple[str, ...] = ()
    sound: tuple[str, ...] = ()
    article: Article | None = None


class Unchecked(Struct, frozen=True, order=True):
    """A file that was found and not checked. path: posix, relative to the root."""

    path: str
    reason: str


class Outcome(Struct, frozen=True):
    """One run over one project root.

    root: the root's place relative to the current folder, posix, `.` for the folder itself.
    findings: sorted by `Finding.order`, after suppression and confidence.
    rules: cards of the rules that ran, in code order.
    python_files, documents, other_files: how many files of each kind were read.
    source_roots: relative to the root, "" for the root itself.
    suppressed, baselined: how many findings were hidden by either.
    lines: redacted source text of the lines that findings stand on, by (path, line).
    """

    root: str
    findings: tuple[Finding, ...]
    rules: tuple[RuleCard, ...]
    python_files: int
    documents: int
    other_files: int = 0
    suppressed: int = 0
    baselined: int = 0
    unchecked: tuple[Unchecked, ...] = ()
    source_roots: tuple[str, ...] = ()
    lines: dict[tuple[str, int], str] = field(default_factory=dict)

    @property
    def extent(self) -> int:
        """How many files were read."""
        return self.python_files + self.documents + self.other_files

    def count(self, severity: Severity) -> int:
        """How many findings have exactly this severity."""
        return sum(finding.severity is severity for finding in self.findings)
