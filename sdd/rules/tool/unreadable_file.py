"""SDD001."""

from collections.abc import Iterator

from sdd.plugin import (
    Context,
    Finding,
    Meta,
    Offending,
    Place,
    Rule,
    Severity,
    Sound,
    UnreadableFile,
)


class UnreadableFileRule(Rule[UnreadableFile]):
    """A file that was found and cannot be understood.

    What it finds:
        Python files that do not parse or decode, documents that are too wild to read, files
        that vanish, are too large or may not be opened.

    Why it matters:
        Nothing in such a file is checked. Silence about it would read as approval.

    What to do:
        Repair the file, or exclude it if it is no source, such as a template named `.py`.

    Fix safety:
        No fix is offered.
    """

    meta = Meta(
        code="SDD001",
        name="unreadable-file",
        summary="a file that does not parse or decode",
        severity=Severity.ERROR,
        since="0.1.0",
        remedy="Repair the file, or add it to `exclude` in [tool.sdd] if it is not source.",
    )
    subject = UnreadableFile
    examples = (
        Offending("def broken(:\n    pass\n", 1, "is not Python"),
        Offending("x = 1\n\n" + "(" * 300 + ")" * 300 + "\n", 3, "nested brackets"),
        Sound('match = "a soft keyword is a good name"\n'),
    )

    def check(self, subject: UnreadableFile, context: Context) -> Iterator[Finding]:
        place = Place(subject.path, subject.line, subject.column, subject.line, subject.column)
        yield self.finding(place, f"cannot be checked: {subject.reason}", key="file")
