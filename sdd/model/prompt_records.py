"""Prompt history records (PHR), as spec-kit-plus lays them out and as they are found."""

from msgspec import Struct

from sdd.model.documents import Mention
from sdd.model.facts import Suppression
from sdd.model.finding import Place
from sdd.model.front_matter import FrontMatter

RECORDS = "history/prompts"
# The stages of `create-phr.sh` in their order; the first and the last know no feature.
STAGES = (
    *("constitution", "spec", "plan", "tasks", "red", "green", "refactor", "explainer", "misc"),
    "general",
)
ROUTED = {"constitution": "constitution", "general": "general"}
# Words of earlier releases and of other tools, and what they are called now.
_FORMER = {
    **dict.fromkeys(("architect", "architecture", "planning", "design"), "plan"),
    **dict.fromkeys(("specify", "specification", "clarify"), "spec"),
    **dict.fromkeys(("implement", "implementation", "impl", "implementing"), "green"),
    **dict.fromkeys(("analyze", "analysis", "debug", "debugging", "lesson"), "misc"),
    **dict.fromkeys(("test", "tests"), "red"),
    "refactoring": "refactor",
    "discussion": "explainer",
}


def stage_called(word: str) -> str:
    """The present name of a stage; the word itself where there is none."""
    return _FORMER.get(word.strip().lower(), word.strip())


def is_record(path: str) -> bool:
    """Whether a posix path is that of a record: below `history/prompts`, or by its ending in
    a folder `prompts`, where early releases of spec-kit-plus kept them."""
    lowered = path.lower()
    *folders, name = lowered.split("/")
    if lowered.startswith(f"{RECORDS}/"):
        return name.endswith(".md") and name not in ("readme.md", "index.md")
    return name.endswith(".prompt.md") and "prompts" in folders


class HeldSecret(Struct, frozen=True):
    """A credential in a record. kind: what it is; the value itself is not kept."""

    kind: str
    place: Place


class UnrecordedWork(Struct, frozen=True):
    """Commits that changed code since the last record was committed.

    commits: how many there are; first: subject of the oldest; files: the code that they changed,
    sorted. since: id of the last commit of a record, or "" where there never was one.
    """

    commits: int
    first: str
    files: tuple[str, ...]
    since: str = ""


class PromptRecord(Struct, frozen=True):
    """A record as it was read; nothing in it needs to be as it should.

    file_id, slug, file_stage: what its name says. route: the folder below `history/prompts`,
    posix, or "" where it lies elsewhere. dialect: how its fields are written, see
    `sdd.read.markdown.phr`. id, stage, title, date, feature: as the fields say, else "".
    prompt: what was asked, whole; prompt_place: where it stands, None where nothing does.
    session: id of the agent's session, where `sdd` wrote the record.
    """

    path: str
    file_id: str = ""
    slug: str = ""
    file_stage: str = ""
    route: str = ""
    dialect: str = "prose"
    front: FrontMatter = FrontMatter()
    id: str = ""
    stage: str = ""
    title: str = ""
    date: str = ""
    feature: str = ""
    prompt: str = ""
    prompt_place: Place | None = None
    response: str = ""
    session: str = ""
    placeholders: tuple[Mention, ...] = ()
    secrets: tuple[HeldSecret, ...] = ()
    suppressions: tuple[Suppression, ...] = ()

    def place(self, *keys: str) -> Place:
        """Where the first of these fields stands; the top of the record for none."""
        line = next((self.front.lines[key] for key in keys if key in self.front.lines), 1)
        return Place(self.path, line, 1, line, 1)
