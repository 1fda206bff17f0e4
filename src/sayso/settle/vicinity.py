"""Settling near what is new: which claims have to be grouped anew because of some, and how they are grouped then.

Groups are made by contracting the heaviest pair again and again (see :mod:`sayso.settle.grouping`), over claims that
hang together by the thousand. Yet what is in no group with a claim has no part in how that claim is grouped: as long
as nothing of one set of claims is ever contracted with anything outside it, both go their ways as if the other were
not there. The events that stand are such sets. So the claims that are new or changed (the *opened* ones) are grouped
with the standing events around them (those of which a claim speaks for one event with an opened one), and with nothing
else. Where no standing event becomes one with anything, the result is that of grouping everything; where one does, it
is opened too, and what lies around it comes in, until none does.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

import numpy as np

from sayso.settle import candidates
from sayso.settle.candidates import Member, Members, Numbers, Verdicts
from sayso.settle.features import Rows
from sayso.settle.grouping import components

if TYPE_CHECKING:
    import duckdb

Part = tuple[list[list[int]], dict[int, Member]]
"""Some events, by the numbers of their claims, and for claims of events of several what each was joined to."""

OPEN = -1  # in place of the standing event of a claim that is to be grouped


class Vicinity:
    """The opened claims and the standing events around them: ``Vicinity(…).settle(new)`` groups them.

    ``load`` gives the claims of some numbers with their features, which it is given.
    """

    def __init__(
        self,
        connection: "duckdb.DuckDBPyConnection",
        verdicts: Verdicts,
        load: Callable[[Numbers, Rows], Members],
        known: tuple[Numbers, Rows],
    ) -> None:
        self._connection = connection
        self._verdicts = verdicts
        self._load = load
        self._numbers, self._rows = known  # of which claims the features have been read
        self._opened: Numbers = np.empty(0, np.int32)
        self._alike: list[tuple[Numbers, Numbers]] = []  # pairs that speak for one event; one of each is opened
        self._event_of: dict[int, list[int]] = {}
        self._joined: dict[int, Member] = {}

    def settle(self, new: Numbers) -> tuple[Members, Part]:
        """Group these claims, and what must be with them; gives the opened claims and their events."""
        frontier = self._open(new)
        while len(frontier):
            self._search(frontier)
            frontier = self._open_events(self._group(frontier))
        events = {id(event): event for event in self._event_of.values()}
        return self._members(self._opened), (list(events.values()), self._joined)

    # ------------------------------------------------------------------ whom it concerns

    def _open(self, claims: Numbers) -> Numbers:
        """Open these claims, and the events that a person made one with theirs; gives all that were not open."""
        before = self._opened
        self._opened = np.union1d(before, claims).astype(np.int32)
        while True:
            opened = set(self._opened.tolist())
            mates = {
                number for pair in self._verdicts.together if len(opened & set(pair)) == 1 for number in pair
            } - opened
            if not mates:
                return np.setdiff1d(self._opened, before, assume_unique=True)
            numbers, _ = self._standing(np.array(sorted(mates), np.int32))
            self._opened = np.union1d(self._opened, numbers).astype(np.int32)

    def _open_events(self, events: set[int]) -> Numbers:
        if not events:
            return np.empty(0, np.int32)
        # An event goes by the number of one of its claims.
        numbers, _ = self._standing(np.array(sorted(events), np.int32))
        return self._open(numbers)

    def _standing(self, claims: Numbers) -> tuple[Numbers, Numbers]:
        """All claims of the standing events that these are in, by number; and the event of each."""
        arrays = {"number": claims}  # noqa: F841 - DuckDB finds the arrays by the name of the variable
        found = self._connection.execute(
            "SELECT number, component FROM settled_claims WHERE component IN "
            "(SELECT component FROM settled_claims WHERE number IN (SELECT number FROM arrays)) ORDER BY number"
        ).fetchnumpy()
        return np.asarray(found["number"], np.int32), np.asarray(found["component"], np.int32)

    def _search(self, frontier: Numbers) -> None:
        """Find whom these claims are like."""
        arrays = {"number": frontier}  # noqa: F841 - see above
        self._connection.execute("CREATE OR REPLACE TEMP TABLE frontier AS SELECT number FROM arrays")
        wrong = np.array(sorted(self._verdicts.wrong), np.int32)
        for one, other in candidates.candidate_pairs(self._connection, "frontier", "a.number <> b.number"):
            self._read(np.union1d(one, other))
            kept = candidates.like(
                self._rows, np.searchsorted(self._numbers, one), np.searchsorted(self._numbers, other)
            )
            if len(wrong):
                kept &= ~(np.isin(one, wrong) | np.isin(other, wrong))
            self._alike.append((one[kept], other[kept]))

    def _read(self, numbers: Numbers) -> None:
        missing = np.setdiff1d(numbers, self._numbers, assume_unique=True)
        if not len(missing):
            return
        rows = np.concatenate([self._rows, candidates.read_features(self._connection, missing)])
        together = np.concatenate([self._numbers, missing])
        order = np.argsort(together)
        self._numbers, self._rows = together[order].astype(np.int32), rows[order]

    def _members(self, numbers: Numbers) -> Members:
        self._read(numbers)
        return self._load(numbers, self._rows[np.searchsorted(self._numbers, numbers)])

    # ------------------------------------------------------------------ how they are grouped

    def _group(self, frontier: Numbers) -> set[int]:
        """Group what hangs together with these claims; gives the standing events that something has become one with."""
        numbers, standing, component = self._hanging_together()
        concerned = np.isin(component, np.unique(component[np.searchsorted(numbers, frontier)]))
        members = self._members(numbers[concerned])
        component, standing = component[concerned], standing[concerned]
        for number in members.numbers[standing == OPEN].tolist():
            self._joined.pop(number, None)
            self._event_of.pop(number, None)
            if number not in self._verdicts.wrong:
                self._event_of[number] = [number]
        verdicts = self._verdicts_on_opened()
        grown: set[int] = set()
        for inside, one, other in candidates.pairs_within(self._connection, members.numbers, component, standing):
            at = members.at(inside)
            pairs = candidates.weighed(members, one, other)
            events = list(candidates.events_of(members, inside, component[at], pairs, verdicts))
            whole, crossed = _sorted_out(events, dict(zip(inside.tolist(), standing[at].tolist(), strict=True)))
            grown |= crossed
            self._event_of.update((number, event) for event in whole for number in event)
            self._joined |= candidates.joined(whole, members, pairs, verdicts)
        return grown

    def _hanging_together(self) -> tuple[Numbers, Numbers, Numbers]:
        """The opened claims and those of the standing events around them, by number; the standing event of each; and
        the smallest number of those that each hangs together with."""
        one = np.concatenate([pair[0] for pair in self._alike]) if self._alike else self._opened[:0]
        other = np.concatenate([pair[1] for pair in self._alike]) if self._alike else self._opened[:0]
        around, event = self._standing(np.setdiff1d(np.union1d(one, other), self._opened).astype(np.int32))
        numbers = np.concatenate([self._opened, around])
        standing = np.concatenate([np.full(len(self._opened), OPEN, np.int32), event])
        order = np.argsort(numbers)
        numbers, standing = numbers[order], standing[order]
        # Each claim of a standing event is tied to the one that the event goes by.
        tied = standing != OPEN
        one = np.concatenate([one, numbers[tied]])
        other = np.concatenate([other, standing[tied]])
        pairs = [*zip(np.searchsorted(numbers, one).tolist(), np.searchsorted(numbers, other).tolist(), strict=True)]
        pairs += [tuple(np.searchsorted(numbers, pair).tolist()) for pair in self._verdicts_on_opened().together]
        return numbers, standing, numbers[np.array(components(len(numbers), pairs), np.int64)]

    def _verdicts_on_opened(self) -> Verdicts:
        """What people decided, less who is one event with whom beyond the opened claims."""
        verdicts = self._verdicts
        if not verdicts.together:
            return verdicts
        opened = set(self._opened.tolist())
        together = {pair: reason for pair, reason in verdicts.together.items() if pair[0] in opened}
        return Verdicts(together, verdicts.apart, verdicts.wrong)


def _sorted_out(events: Iterable[list[int]], standing: dict[int, int]) -> tuple[list[list[int]], set[int]]:
    """Of these events the ones that opened claims alone make up; and the standing events of which a claim has become
    one with anything else."""
    whole: list[list[int]] = []
    crossed: set[int] = set()
    for event in events:
        found = {standing[number] for number in event}
        if found == {OPEN}:
            whole.append(event)
        elif len(found) > 1:
            crossed |= found - {OPEN}
    return whole, crossed


def parts(connection: "duckdb.DuckDBPyConnection", members: Members, verdicts: Verdicts) -> Iterator[Part]:
    """The events of all claims there are, part by part."""
    pairs = candidates.candidate_pairs(connection, "members")
    component = candidates.hanging_together(members, pairs, verdicts)
    alone = np.ones(len(members.numbers), bool)
    for inside, one, other in candidates.pairs_within(
        connection, members.numbers, component, np.full(len(component), OPEN, np.int32)
    ):
        at = members.at(inside)
        alone[at] = False
        found = candidates.weighed(members, one, other)
        events = list(candidates.events_of(members, inside, component[at], found, verdicts))
        yield events, candidates.joined(events, members, found, verdicts)
    yield [[number] for number in members.numbers[alone].tolist() if number not in verdicts.wrong], {}
