"""What a file says that is neither Python nor a document of the method. No values are kept."""

from msgspec import Struct

from sdd.model.facts import Suppression
from sdd.model.finding import Place


class FileSecret(Struct, frozen=True, array_like=True):
    """A credential in a file; its value is nowhere in the facts.

    place: of the value, without quotes. part: what it stands in, for identity: the keys around
    it joined by dots, a section, or `cell 3` of a notebook. binding: the name that binds it, or
    "". context: the kind of file, for messages. shape, group, length, hint: see `SecretLiteral`.
    """

    place: Place
    part: str
    binding: str
    context: str
    shape: str
    group: str
    length: int
    hint: str


class NamedVariable(Struct, frozen=True, array_like=True):
    """A variable of the environment that a file sets or documents. place: of its name."""

    name: str
    place: Place


class OtherFile(Struct, frozen=True):
    """Everything that one such file says.

    path: posix, relative to the root. kind: "dotenv", "yaml", "toml", "ini", "json",
    "notebook", "dockerfile", "shell" or "markdown". uses: words in capitals of a file that may use
    variables of the environment, sorted. template: a dotenv file that shows which
    variables there are, such as `.env.example`. tracked: an `.env` that git tracks.
    broken: why it could only be searched line by line, or "".
    """

    path: str
    kind: str
    secrets: tuple[FileSecret, ...] = ()
    suppressions: tuple[Suppression, ...] = ()
    variables: tuple[NamedVariable, ...] = ()
    uses: tuple[str, ...] = ()
    template: bool = False
    tracked: bool = False
    broken: str = ""
