"""What the framework is asked about: its own examples, and applications of other people."""

from dataclasses import dataclass, field
from pathlib import Path

from tests.oracle.cache import environment, packages, source_folder

FASTAPI = "fastapi==0.165.0"


@dataclass(frozen=True)
class Application:
    """An application from the package index.

    sources: the distributions whose code is read, as pip requirements. module, expression: what
    gives the application once imported. features: what makes it a hard case. variables:
    environment that it needs to be imported.
    """

    name: str
    sources: tuple[str, ...]
    module: str
    expression: str
    features: str
    variables: dict[str, str] = field(default_factory=dict)
    extras: tuple[str, ...] = ()

    def fetch(self) -> tuple[Path, Path]:
        """The interpreter that has its dependencies, and the folder with its own code."""
        python = environment((FASTAPI, *self.sources, *self.extras))
        return python, packages(python, self.sources)
