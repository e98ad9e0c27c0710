"""The lines of a conversation form a tree: which of them the person took back."""

from msgspec import Struct


class Node(Struct):
    """A line of the tree. before: the node that it follows, "" for a root; typed: by a person.

    owner: the nearest typed node at or above it, found while the tree grows.
    """

    before: str
    typed: bool
    owner: str = ""


class Tree:
    """Grows line by line. A rewind leaves a branch that nothing follows any more.

    Answers of tools that ran side by side branch too, so that only what hangs on a prompt that
    was left behind is taken back.
    """

    def __init__(self) -> None:
        self._nodes: dict[str, Node] = {}
        self._order: dict[str, int] = {}
        self._last = ""

    def add(self, id: str, before: str, *, typed: bool) -> None:
        """A line in the order of the file; before: the line that it answers, "" for none."""
        above = self._nodes.get(before)
        owner = id if typed else above.owner if above else ""
        self._nodes[id] = Node(before, typed, owner)
        self._order[id] = len(self._order)
        self._last = id

    def holds(self, id: str) -> bool:
        """Whether a line is known: resumed sessions repeat theirs."""
        return id in self._nodes

    def owner(self, id: str) -> str:
        """The prompt that a line belongs to, "" if none is known."""
        node = self._nodes.get(id)
        return node.owner if node else ""

    def taken_back(self) -> frozenset[str]:
        """The prompts that the newest line does not follow from.

        Where the way back ends, at a root or a line that is missing, everything earlier counts:
        the order of the file is then all that is known.
        """
        followed, end = self._way_back()
        return frozenset(
            id
            for id, node in self._nodes.items()
            if node.typed and id not in followed and self._order[id] > end
        )

    def _way_back(self) -> tuple[set[str], int]:
        followed: set[str] = set()
        id, first = self._last, 0
        while (node := self._nodes.get(id)) and id not in followed:
            followed.add(id)
            first = self._order[id]
            id = node.before
        return followed, first
