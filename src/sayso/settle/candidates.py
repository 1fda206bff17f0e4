"""Which claims to compare, and how like each pair is: everything about pairs, for many claims at once."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec
import numpy as np
import numpy.typing as npt

from sayso.settle.families import near_pairs
from sayso.settle.features import FEATURES, Rows
from sayso.settle.grouping import find, groups
from sayso.settle.keys import keys
from sayso.settle.likeness import Chosen, reasons, scores, speak_for_one

if TYPE_CHECKING:
    import duckdb

Numbers = npt.NDArray[np.int32]

_APART = -1_000_000_000  # what a person's “not same” weighs
_CHUNK = 16_384  # pairs weighed at once: what is made of them fits into the processor's cache
_KEYS_A_PART = 1_000_000  # keys joined at once, so that the pairs fit into memory


class Members(msgspec.Struct, frozen=True):
    """Claims that are settled: their numbers, which ascend, and for each its id, its coding and its features."""

    numbers: Numbers
    names: npt.NDArray[np.object_]
    codings: Numbers
    rows: Rows

    def at(self, numbers: npt.ArrayLike) -> npt.NDArray[np.int64]:
        """The positions of these numbers."""
        return np.searchsorted(self.numbers, np.asarray(numbers, np.int32))


class Pairs(msgspec.Struct, frozen=True):
    """Pairs of claims, by their numbers, each once and the smaller first, with what they weigh."""

    one: Numbers
    other: Numbers
    score: Numbers


class Verdicts(msgspec.Struct, frozen=True):
    """What people decided, by the numbers of claims: pairs that are one event, in the order of the decisions, with the
    reasons in words; pairs that are not; claims that are wrong."""

    together: dict[tuple[int, int], str]
    apart: frozenset[tuple[int, int]]
    wrong: frozenset[int]


class Member(msgspec.Struct, frozen=True, gc=False):
    """A claim of an event: its number, and the claim that it is most like with the score and the reasons of that."""

    number: int
    joined_to: int | None
    score: float | None
    reason: str | None


# ---------------------------------------------------------------------- what the ledger keeps of claims


def write_features(connection: "duckdb.DuckDBPyConnection", numbers: Numbers, rows: Rows) -> None:
    """Keep the features of these claims."""
    if not len(numbers):
        return
    size = FEATURES.itemsize
    data = rows.tobytes()
    arrays = {  # noqa: F841 - DuckDB finds the arrays by the name of the variable
        "number": numbers,
        "features": np.array([data[at : at + size] for at in range(0, len(data), size)], object),
    }
    connection.execute("INSERT INTO claim_features SELECT number, features FROM arrays")


def read_features(connection: "duckdb.DuckDBPyConnection", numbers: Numbers) -> Rows:
    """The features of claims of the ledger, in the order of their numbers, which ascend."""
    if not len(numbers):
        return np.empty(0, FEATURES)
    arrays = {"number": numbers}  # noqa: F841 - see above
    found = connection.execute(
        "SELECT f.features FROM claim_features f JOIN arrays a ON a.number = f.number ORDER BY f.number"
    ).fetchall()
    return np.frombuffer(b"".join(features for (features,) in found), FEATURES)


def write_keys(connection: "duckdb.DuckDBPyConnection", numbers: Sequence[int], rows: Rows) -> None:
    """Write the keys under which these claims look for their like."""
    owners: list[int] = []
    hashes: list[int] = []
    whole: list[bool] = []
    types: list[int] = []
    for number, row in zip(numbers, rows, strict=True):
        for key, enough in keys(row):
            owners.append(number)
            hashes.append(key)
            whole.append(enough)
            types.append(int(row["type"]))
    arrays = {  # noqa: F841 - DuckDB finds the arrays by the name of the variable
        "number": np.array(owners, np.int32),
        "key": np.array(hashes, np.int64),
        "whole": np.array(whole, bool),
        "type": np.array(types, np.int8),
    }
    if owners:
        connection.execute("INSERT INTO claim_keys SELECT number, key, whole, type FROM arrays")


# ---------------------------------------------------------------------- which pairs there are


def candidate_pairs(
    connection: "duckdb.DuckDBPyConnection", members: str, others: str | None = None
) -> Iterator[tuple[Numbers, Numbers]]:
    """Pairs of claims that share a key, in parts: both in the table ``members`` (of one column, ``number``); or one in
    ``members`` and the other in the ledger before, with ``others`` naming that as a condition on ``b``.

    A pair may be in several parts.
    """
    _near_types(connection)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE wanted_keys AS "
        f"SELECT k.* FROM claim_keys k JOIN {members} m ON m.number = k.number"
    )
    right = "wanted_keys" if others is None else "claim_keys"
    condition = "a.number < b.number" if others is None else others
    for part, parts in _parts(connection):
        yield _pairs(connection, right, condition, f"a.key % {parts} IN ({part}, {-part})")
    connection.execute("DROP TABLE wanted_keys")


def pairs_within(
    connection: "duckdb.DuckDBPyConnection", members: Numbers, component: Numbers, standing: Numbers
) -> Iterator[tuple[Numbers, Numbers, Numbers]]:
    """Pairs of claims that share a key and hang together, in parts that have whole components: the numbers of the
    claims of the part, then the pairs, each once.

    ``standing`` is for each claim the event that it is in and stays in, below zero where that is to be found: two
    claims of different standing events are no pair. Claims that hang together with no other are in no part.
    """
    roots, counts = np.unique(component, return_counts=True)
    several = np.isin(component, roots[counts > 1])
    if not several.any():
        return
    arrays = {  # noqa: F841 - see above
        "number": members[several],
        "component": component[several],
        "standing": standing[several],
    }
    _near_types(connection)
    connection.execute("CREATE OR REPLACE TEMP TABLE grouped AS SELECT number, component, standing FROM arrays")
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE wanted_keys AS "
        "SELECT k.*, g.component, g.standing FROM claim_keys k JOIN grouped g ON g.number = k.number"
    )
    condition = (
        "a.component = b.component AND a.number < b.number AND "
        "(a.standing < 0 OR b.standing < 0 OR a.standing = b.standing)"
    )
    for part, parts in _parts(connection):
        inside = members[several & (component % parts == part)]
        if len(inside):
            yield inside, *_pairs(connection, "wanted_keys", condition, f"a.component % {parts} = {part}")
    connection.execute("DROP TABLE wanted_keys")


def _near_types(connection: "duckdb.DuckDBPyConnection") -> None:
    near = near_pairs()
    arrays = {  # noqa: F841 - see above
        "one": np.array([one for one, _ in near], np.int8),
        "other": np.array([other for _, other in near], np.int8),
    }
    connection.execute("CREATE OR REPLACE TEMP TABLE near_types AS SELECT one, other FROM arrays")


def _parts(connection: "duckdb.DuckDBPyConnection") -> Iterator[tuple[int, int]]:
    row = connection.execute("SELECT count(*) FROM wanted_keys").fetchone()
    parts = 1 + (int(row[0]) if row else 0) // _KEYS_A_PART
    yield from ((part, parts) for part in range(parts))


def _pairs(connection: "duckdb.DuckDBPyConnection", right: str, condition: str, part: str) -> tuple[Numbers, Numbers]:
    found = connection.execute(
        f"SELECT DISTINCT least(a.number, b.number) AS one, greatest(a.number, b.number) AS other "
        f"FROM wanted_keys a JOIN {right} b ON a.key = b.key AND NOT (a.whole AND b.whole) AND {condition} "
        f"JOIN near_types t ON t.one = a.type AND t.other = b.type WHERE {part}"
    ).fetchnumpy()
    return np.asarray(found["one"], np.int32), np.asarray(found["other"], np.int32)


# ---------------------------------------------------------------------- what they weigh


def like(rows: Rows, one: npt.NDArray[np.int64], other: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Which of these pairs, by the positions of their features in ``rows``, speak for one event."""
    found = np.empty(len(one), bool)
    for first in range(0, len(one), _CHUNK):
        chunk = slice(first, first + _CHUNK)
        found[chunk] = speak_for_one(rows, one[chunk], other[chunk])
    return found


def weighed(members: Members, one: Numbers, other: Numbers) -> Pairs:
    """These pairs with their scores."""
    a, b = members.at(one), members.at(other)
    score = np.empty(len(one), np.int32)
    for first in range(0, len(one), _CHUNK):
        chunk = slice(first, first + _CHUNK)
        score[chunk] = scores(Chosen(members.rows, a[chunk]), Chosen(members.rows, b[chunk]))
    return Pairs(one, other, score)


def hanging_together(members: Members, pairs: Iterable[tuple[Numbers, Numbers]], verdicts: Verdicts) -> Numbers:
    """For each claim the smallest number of those that it hangs together with over pairs that speak for one event."""
    parent = list(range(len(members.numbers)))
    wrong = members.at(sorted(verdicts.wrong))

    def join(a: int, b: int) -> None:
        root, second = find(parent, a), find(parent, b)
        if root != second:
            parent[max(root, second)] = min(root, second)

    for one, other in pairs:
        a, b = members.at(one), members.at(other)
        kept = like(members.rows, a, b)
        if len(wrong):
            kept &= ~(np.isin(a, wrong) | np.isin(b, wrong))
        for left, right in zip(a[kept].tolist(), b[kept].tolist(), strict=True):
            join(left, right)
    for one, other in verdicts.together:
        join(*members.at([one, other]).tolist())
    roots = [find(parent, at) for at in range(len(parent))]
    return members.numbers[np.array(roots, np.int64)]


# ---------------------------------------------------------------------- what is one event


def events_of(
    members: Members, inside: Numbers, component: Numbers, pairs: Pairs, verdicts: Verdicts
) -> Iterator[list[int]]:
    """The numbers of the claims of each event: of ``inside``, whole components, with the pairs within them.

    ``component`` is that of each of ``inside``. Wrong claims are in no event.
    """
    root_of = dict(zip(inside.tolist(), component.tolist(), strict=True))
    name_of = dict(zip(inside.tolist(), members.names[members.at(inside)].tolist(), strict=True))
    claims_of: dict[int, list[int]] = {}
    for number, root in root_of.items():
        claims_of.setdefault(root, []).append(number)
    edges: dict[int, list[tuple[int, int, int]]] = {}
    for one, other, score in zip(pairs.one.tolist(), pairs.other.tolist(), pairs.score.tolist(), strict=True):
        if one not in verdicts.wrong and other not in verdicts.wrong:
            edges.setdefault(root_of[one], []).append((one, other, score))
    together: dict[int, list[tuple[int, int]]] = {}
    for one, other in verdicts.together:
        if one in root_of:
            together.setdefault(root_of[one], []).append((one, other))
    for one, other in verdicts.apart:
        if one in root_of and root_of[one] == root_of.get(other):
            edges.setdefault(root_of[one], []).append((one, other, _APART))
    for root, claims in claims_of.items():
        claims.sort(key=lambda number: name_of[number])
        at = {number: place for place, number in enumerate(claims)}
        weights = [(at[one], at[other], score) for one, other, score in edges.get(root, ())]
        found_groups = groups([name_of[number] for number in claims], weights)
        events = [[claims[place] for place in group] for group in found_groups]
        yield from _merged(events, together.get(root, ()), verdicts.apart)


def _merged(
    events: list[list[int]], together: Sequence[tuple[int, int]], apart: frozenset[tuple[int, int]]
) -> list[list[int]]:
    """The events, those made one of which a person said so; claims that a person parted are never made one."""
    for one, other in together:
        first = next(event for event in events if one in event)
        second = next(event for event in events if other in event)
        if first is second or any((min(a, b), max(a, b)) in apart for a in first for b in second):
            continue
        events = [event for event in events if event is not second and event is not first]
        events.append(sorted(first + second))
    return events


def joined(events: Sequence[Sequence[int]], members: Members, pairs: Pairs, verdicts: Verdicts) -> dict[int, Member]:
    """For each claim of an event of several the one that it is most like, and why; what people said goes first."""
    event_of = {number: at for at, event in enumerate(events) for number in event}
    best: dict[int, tuple[int, str, int]] = {}
    positive = pairs.score > 0
    one, other = pairs.one[positive], pairs.other[positive]
    quadruples = zip(
        one.tolist(), other.tolist(), pairs.score[positive].tolist(),
        members.names[members.at(one)].tolist(), members.names[members.at(other)].tolist(),
        strict=True,
    )  # fmt: skip
    for a, b, score, name_a, name_b in quadruples:
        if a not in event_of or event_of[a] != event_of.get(b):
            continue
        for number, name, mate in ((a, name_b, b), (b, name_a, a)):
            entry = (-score, name, mate)
            if number not in best or entry < best[number]:
                best[number] = entry
    chosen = sorted(best)
    sides = [Chosen(members.rows, members.at(each)) for each in (chosen, [best[number][2] for number in chosen])]
    made = {
        number: Member(number, best[number][2], -best[number][0] / 1000, reason)
        for number, reason in zip(chosen, reasons(*sides), strict=True)
    }
    for (a, b), reason in verdicts.together.items():
        for number, mate in ((a, b), (b, a)):
            if number in event_of and event_of[number] == event_of.get(mate):
                made[number] = Member(number, mate, None, reason)
    return made
