"""Compare the routes that the framework serves with those that `sdd routes` lists."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

Row = dict[str, Any]

# How the contract that sdd names translates into whether the framework validates answers.
HAS_CONTRACT = {
    "response_model": True,
    "annotation": True,
    "stream": True,
    "none": False,
    "opted_out": False,
    "no_body": False,
    "response_class": False,
}

PLACE = ("file", "line")

# Ways of taking a row served for a row listed, from the closest to the loosest.
LIKENESSES = (
    ("kind", "path", "methods", "file", "line"),
    ("path", "methods", "file", "line"),
    ("kind", "path", "file", "line"),
    ("methods", "file", "line"),
    ("kind", "path", "methods"),
)


@dataclass(frozen=True)
class Difference:
    """What the two sides say differently. cause: groups alike ones; text: for people."""

    cause: str
    text: str


@dataclass
class Agreement:
    """The result for one application.

    rows: served; agreeing: of them, those that are listed just so; extra: listed, not served.
    outside: rows whose endpoint is in another package. unknown: what sdd could not follow.
    """

    name: str
    rows: int = 0
    agreeing: int = 0
    extra: int = 0
    outside: int = 0
    unknown: int = 0
    differences: list[Difference] = field(default_factory=list)

    @property
    def disagreeing(self) -> int:
        """Rows of either side that the other does not have just so."""
        return self.rows - self.agreeing + self.extra

    @property
    def agrees(self) -> bool:
        """True where nothing differs."""
        return not self.differences


def compare_all(answer: dict[str, Any], table: dict[str, Any], complete: bool) -> list[Agreement]:
    """Compare each application of an answer of `served.py` with a table of `sdd routes`.

    What the table calls unknown in a file that was loaded is a difference too. complete: the
    targets were all modules, so an application that only the table has is a difference.
    """
    listed = table["routes"]
    agreements, taken = [], set()
    for target in answer["targets"]:
        for number, served in enumerate(target["applications"]):
            name = application_of(served, listed)
            taken.add(name)
            rows = [each for each in listed if name and each["app"] == name]
            own = served["names"] or [f"{target['module']} #{number}"]
            others = {_key(each, PLACE) for each in listed if not name or each["app"] != name}
            agreements.append(compare(name or own[0], served, rows, others))
    loaded = set(answer["loaded"])
    rest = Agreement("(elsewhere)")
    for each in table["unknown"]:
        if each["file"] in loaded:
            rest.unknown += 1
            text = f"{each['file']}:{each['line']}: {each['reason']}"
            rest.differences.append(Difference("unknown to sdd", text))
    for each in listed:
        if complete and each["app"] and each["app"] not in taken and each["file"] in loaded:
            text = f"{each['app']}: {_tell(None, each, '')}"
            rest.differences.append(Difference("an application that is not served", text))
    return [*agreements, rest]


def compare(
    name: str,
    served: dict[str, Any],
    listed: list[Row],
    others: Collection[tuple[Any, ...]] = (),
) -> Agreement:
    """Compare one application (of `served.py`) with the rows that sdd lists for it.

    The rows served stand in the order in which they match. others: places of endpoints that sdd
    lists for other applications or for none.
    """
    found = Agreement(name)
    left = [_normal(each) for each in served["rows"]]
    found.rows = len(left)
    found.outside = sum(each["kind"] != "mount" and each["file"] is None for each in left)
    for doubt in served["schema"]:
        found.differences.append(Difference("the oracle is in doubt", f"{doubt} (OpenAPI)"))
    right = sorted((_normal(each) for each in listed), key=lambda each: int(each["order"]))
    pairs = list(_pairs(left, right))
    moved = _moved(left, pairs)
    for number, (row, other) in enumerate(pairs):
        causes = [*_causes(row, other, others), *(["order differs"] if number in moved else ())]
        found.agreeing += bool(row) and not causes
        found.extra += row is None
        found.differences += [Difference(each, _tell(row, other, each)) for each in causes]
    return found


def application_of(served: dict[str, Any], listed: list[Row]) -> str | None:
    """The name that sdd has for an application: its own, else that of the most alike.

    A dotted name may start further in than the import did, where a folder is no package.
    """
    names = sorted({each["app"] for each in listed if each["app"]}, key=len, reverse=True)
    for own in served["names"]:
        for name in names:
            if own == name or own.endswith(f".{name}"):
                return str(name)
    wanted = {_sign(row) for row in served["rows"]}
    shared = {each["app"] for each in listed if each["app"] and _sign(each) in wanted}
    found = [compare(name, served, _rows_of(name, listed)) for name in sorted(shared)]
    best = max(found, key=lambda each: (each.agreeing, -each.extra), default=None)
    return best.name if best else None


def _rows_of(name: str, listed: list[Row]) -> list[Row]:
    return [each for each in listed if each["app"] == name]


def summary(found: Iterable[Agreement]) -> str:
    """Every difference, grouped by cause, the most frequent first."""
    grouped: dict[str, list[str]] = {}
    for each in found:
        for difference in each.differences:
            grouped.setdefault(difference.cause, []).append(f"{each.name}: {difference.text}")
    lines = []
    for cause, texts in sorted(grouped.items(), key=lambda item: (-len(item[1]), item[0])):
        lines += [f"{cause} ({len(texts)})", *(f"  {text}" for text in sorted(texts))]
    return "\n".join(lines)


def _normal(row: Row) -> Row:
    return {**row, "methods": tuple(row["methods"])}


def _sign(row: Row) -> tuple[Any, ...]:
    """What tells applications apart; where a mount stands is known to one side only."""
    place = (None, None) if row["kind"] == "mount" else _key(row, PLACE)
    return row["path"], tuple(row["methods"]), *place


def _key(row: Row, names: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(row[name] for name in names)


def _pairs(left: list[Row], right: list[Row]) -> Iterator[tuple[Row | None, Row | None]]:
    """Each row served with the one listed for it; what has no partner stands alone."""
    for names in LIKENESSES:
        left_over = []
        for row in left:
            partner = next((each for each in right if _alike(row, each, names)), None)
            if partner is None:
                left_over.append(row)
                continue
            right.remove(partner)
            yield row, partner
        left = left_over
    yield from ((row, None) for row in left)
    yield from ((None, row) for row in right)


def _moved(left: Sequence[Row], pairs: Sequence[tuple[Row | None, Row | None]]) -> set[int]:
    """The numbers of the pairs that would have to be moved for both orders to be the same."""
    position = {id(row): index for index, row in enumerate(left)}
    both = sorted(
        (position[id(row)], int(other["order"]), number)
        for number, (row, other) in enumerate(pairs)
        if row is not None and other is not None
    )
    kept = _longest_rise([order for _, order, _ in both])
    return {number for index, (_, _, number) in enumerate(both) if index not in kept}


def _longest_rise(values: Sequence[int]) -> set[int]:
    """The indices of a longest subsequence that only rises."""
    tails: list[int] = []
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for index, value in enumerate(values):
        length = bisect_left(tails, value)
        before[index] = ends[length - 1] if length else None
        tails[length : length + 1] = [value]
        ends[length : length + 1] = [index]
    found: set[int] = set()
    current = ends[-1] if ends else None
    while current is not None:
        found.add(current)
        current = before[current]
    return found


def _causes(
    served: Row | None, listed: Row | None, others: Collection[tuple[Any, ...]]
) -> Iterator[str]:
    """The names of what differs."""
    if listed is None:
        is_known = served is not None and _key(served, PLACE) in others
        yield "served, listed elsewhere" if is_known else "served, not listed"
    elif served is None:
        yield "listed, not served"
    else:
        yield from (f"{name} differs" for name in _compared(served) if served[name] != listed[name])
        if served["kind"] != "mount" and not _contracts_agree(served, listed["contract"]):
            yield "contract differs"


def _compared(served: Row) -> Iterator[str]:
    """The fields of which the framework knows a value."""
    yield from ("kind", "path", "methods")
    optional = ("file", "line", "status_code", "is_async", "include_in_schema")
    yield from (name for name in optional if served[name] is not None)


def _contracts_agree(served: Row, listed: str) -> bool:
    """A class that is not JSON answers past the annotation, which OpenAPI leaves out as well."""
    if listed == "response_class" and not served["is_json"]:
        return True
    return HAS_CONTRACT.get(listed) is bool(served["contract"])


def _alike(served: Row, listed: Row, names: tuple[str, ...]) -> bool:
    return all(
        served[name] == listed[name] or (name in ("file", "line") and served[name] is None)
        for name in names
    )


def _tell(served: Row | None, listed: Row | None, cause: str) -> str:
    row = served or listed or {}
    where = f"{'/'.join(row['methods']) or row['kind']} {row['path']}"
    place = f"{row['file']}:{row['line']}"
    if served is None or listed is None:
        return f"{where} at {place}"
    if cause == "order differs":
        return f"{where} at {place}: listed as number {listed['order']}, matched at another place"
    name = cause.removesuffix(" differs")
    name = name if name in served else "contract"
    return f"{where} at {place}: serves {served[name]!r}, listed {listed[name]!r}"
