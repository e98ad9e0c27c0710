"""The templates of a project, for everything that writes documents and records."""

from pathlib import Path

from sdd.record.templates import Templates
from sdd.workspace.template_files import find_template


def templates_of(root: Path) -> Templates:
    """The project's templates over those of the package. root: absolute and resolved."""
    return Templates(lambda name: find_template(root, name))
