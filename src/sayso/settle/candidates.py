"""Which claims to compare, and how like each pair is: everything about pairs, for many claims at once."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec
import numpy as np
import numpy.typing as npt

from sayso.settle.families import near_pairs
from sayso.settle.features import Rows
from sayso.settle.grouping import components, groups
from sayso.settle.keys import keys
from sayso.settle.likeness import reasons, scores

if TYPE_CHECKING:
    import duckdb

Numbers = npt.NDArray[np.int32]

_APART = -1_000_000_000  # what a person's “not same” weighs
_CHUNK = 200_000  # pairs weighed at once
_KEYS_A_PART = 1_500_000  # keys joined at once, so that the pairs fit into memory


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


def candidate_pairs(
    connection: "duckdb.DuckDBPyConnection", members: str, others: str | None = None
) -> Iterator[tuple[Numbers, Numbers]]:
    """Pairs of claims that share a key, in parts: both in the table ``members`` (of one column, ``number``); or one in
    ``members`` and the other in the ledger before, with ``others`` naming that as a condition on ``b``."""
    connection.execute("CREATE OR REPLACE TEMP TABLE near_types (one TINYINT, other TINYINT)")
    connection.executemany("INSERT INTO near_types VALUES (?, ?)", near_pairs())
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE wanted_keys AS "
        f"SELECT k.* FROM claim_keys k JOIN {members} m ON m.number = k.number"
    )
    row = connection.execute("SELECT count(*) FROM wanted_keys").fetchone()
    parts = 1 + (int(row[0]) if row else 0) // _KEYS_A_PART
    right = "wanted_keys" if others is None else "claim_keys"
    condition = "a.number < b.number" if others is None else others
    for part in range(parts):
        found = connection.execute(
            f"SELECT DISTINCT least(a.number, b.number) AS one, greatest(a.number, b.number) AS other "
            f"FROM wanted_keys a JOIN {right} b ON a.key = b.key AND NOT (a.whole AND b.whole) AND {condition} "
            f"JOIN near_types t ON t.one = a.type AND t.other = b.type "
            f"WHERE a.key % {parts} IN ({part}, {-part})"
        ).fetchnumpy()
        yield np.asarray(found["one"], np.int32), np.asarray(found["other"], np.int32)
    connection.execute("DROP TABLE wanted_keys")


def weighed(pairs: Iterable[tuple[Numbers, Numbers]], numbers: Numbers, rows: Rows) -> Pairs:
    """The pairs with their scores, each once; ``rows`` are the features of ``numbers``, which ascend."""
    ones, others, found = [np.empty(0, np.int32)], [np.empty(0, np.int32)], [np.empty(0, np.int32)]
    for one, other in pairs:
        for first in range(0, len(one), _CHUNK):
            a, b = one[first : first + _CHUNK], other[first : first + _CHUNK]
            ones.append(a)
            others.append(b)
            found.append(scores(rows[np.searchsorted(numbers, a)], rows[np.searchsorted(numbers, b)]))
    one, other, score = np.concatenate(ones), np.concatenate(others), np.concatenate(found)
    _, first_at = np.unique(one.astype(np.int64) << 32 | other, return_index=True)
    return Pairs(one[first_at], other[first_at], score[first_at])


def hanging_together(numbers: Numbers, pairs: Pairs, verdicts: Verdicts) -> Numbers:
    """For each claim the smallest number of those that it hangs together with over pairs that speak for one event."""
    positive = pairs.score > 0
    one, other = np.searchsorted(numbers, pairs.one[positive]), np.searchsorted(numbers, pairs.other[positive])
    edges = list(zip(one.tolist(), other.tolist(), strict=True))
    at = {int(number): place for place, number in enumerate(numbers)} if verdicts.together else {}
    edges += [(at[a], at[b]) for a, b in verdicts.together]
    roots = components(len(numbers), edges)
    return numbers[np.array(roots, np.int64)] if roots else numbers


def events_of(
    numbers: Numbers,
    names: Sequence[str],
    component: Numbers,
    pairs: Pairs,
    verdicts: Verdicts,
) -> Iterator[list[int]]:
    """The numbers of the claims of each event; ``names`` are the ids of the claims ``numbers``.

    Wrong claims are in none.
    """
    root_of = dict(zip(numbers.tolist(), component.tolist(), strict=True))
    name_of = dict(zip(numbers.tolist(), names, strict=True))
    members: dict[int, list[int]] = {}
    for number, root in root_of.items():
        members.setdefault(root, []).append(number)
    roots = component[np.searchsorted(numbers, pairs.one)]
    inside = roots == component[np.searchsorted(numbers, pairs.other)]
    edges: dict[int, list[tuple[int, int, int]]] = {}
    found = zip(
        roots[inside].tolist(), pairs.one[inside].tolist(), pairs.other[inside].tolist(), pairs.score[inside].tolist(),
        strict=True,
    )  # fmt: skip
    for root, one, other, score in found:
        edges.setdefault(root, []).append((one, other, score))
    together: dict[int, list[tuple[int, int]]] = {}
    for one, other in verdicts.together:
        together.setdefault(root_of[one], []).append((one, other))
    for one, other in verdicts.apart:
        if root_of[one] == root_of[other]:
            edges.setdefault(root_of[one], []).append((one, other, _APART))
    for root, claims in members.items():
        if len(claims) == 1:
            if claims[0] not in verdicts.wrong:
                yield claims
            continue
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


def joined(
    events: Sequence[Sequence[int]],
    name_of: dict[int, str],
    pairs: Pairs,
    numbers: Numbers,
    rows: Rows,
    verdicts: Verdicts,
) -> dict[int, Member]:
    """For each claim of an event of several the one that it is most like, and why; what people said goes first."""
    event_of = {number: at for at, event in enumerate(events) for number in event}
    best: dict[int, tuple[int, str, int]] = {}
    positive = pairs.score > 0
    triples = zip(
        pairs.one[positive].tolist(), pairs.other[positive].tolist(), pairs.score[positive].tolist(), strict=True
    )
    for a, b, score in triples:
        if a not in event_of or event_of[a] != event_of.get(b):
            continue
        for number, other in ((a, b), (b, a)):
            entry = (-score, name_of[other], other)
            if number not in best or entry < best[number]:
                best[number] = entry
    chosen = sorted(best)
    one = rows[np.searchsorted(numbers, np.array(chosen, np.int32))]
    two = rows[np.searchsorted(numbers, np.array([best[number][2] for number in chosen], np.int32))]
    made = {
        number: Member(number, best[number][2], -best[number][0] / 1000, reason)
        for number, reason in zip(chosen, reasons(one, two), strict=True)
    }
    for (a, b), reason in verdicts.together.items():
        for number, other in ((a, b), (b, a)):
            if number in event_of and event_of[number] == event_of.get(other):
                made[number] = Member(number, other, None, reason)
    return made
