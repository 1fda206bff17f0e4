"""Settling near what is new gives what settling everything gives, where claims hang together by the dozen."""

import random
import sys
import tempfile
from itertools import pairwise
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledger_dump import dump

from sayso.coded import Coded
from sayso.store import Store

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from ledger_scale import World, reports

SEEDS = st.integers(0, 10_000)
VERDICTS = st.lists(st.sampled_from(["same", "not-same", "wrong", "withdrawn"]), min_size=2, max_size=5)
patient = settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def news(seed: int, count: int = 16, days: int = 10) -> list[Coded]:
    """Reports of what two countries do to each other within days, most of it more than once."""
    world = World(seed, days)
    world.countries, world.weights = world.countries[:2], world.weights[:2]
    return list(reports(world, 0, count, count / days))


def add(store: Store, coded: list[Coded]) -> None:
    with store.writer() as writer:
        writer.add_many(coded)


def events(store: Store) -> list[tuple[str, int]]:
    return [(name, claims) for name, claims in store.view().sql("SELECT id, claims FROM events ORDER BY id").rows]


@patient
@given(seed=SEEDS, cuts=st.sets(st.integers(1, 15), min_size=1, max_size=3))
def test_goes_and_all_at_once(seed: int, cuts: set[int]) -> None:
    arriving = news(seed)
    random.Random(seed).shuffle(arriving)
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "db.duckdb") as store:
        for first, last in pairwise([0, *sorted(cuts), len(arriving)]):
            add(store, arriving[first:last])
            store.settle()
        bit_by_bit = dump(store)
        store.settle(rebuild=True)
        assert bit_by_bit == dump(store)


@patient
@given(
    seed=SEEDS, verdicts=st.lists(st.sampled_from(["same", "not-same", "wrong", "withdrawn"]), min_size=2, max_size=5)
)
def test_decisions_in_between(seed: int, verdicts: list[str]) -> None:
    """Whatever people decide on any claims while reports come in and go."""
    arriving, rng = news(seed), random.Random(seed)
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "db.duckdb") as store:
        add(store, arriving[:8])
        store.settle()
        for at, verdict in enumerate(verdicts):
            claims = [name for (name,) in store.view().sql("SELECT claim FROM settled_claims ORDER BY claim").rows]
            one, other = rng.sample(claims, 2)
            store.decide(verdict, one, None if verdict == "wrong" else other, person="mk")
            if at % 2:
                add(store, arriving[8 + at : 10 + at])
                add(store, [Coded(document=arriving[at].document, sentences=(), claims=(), coder="another 1")])
            store.settle()
        bit_by_bit = dump(store)
        store.settle(rebuild=True)
        assert bit_by_bit == dump(store)


def test_what_stands_is_not_grouped_again(store: Store) -> None:
    """A report on another day than all before touches none of what hangs together there."""
    arriving = news(1)
    add(store, arriving[:-1])
    before = store.settle()
    again = store.settle()
    assert again.claims == 0
    add(store, arriving[-1:])
    after = store.settle()
    (largest,) = store.view().sql("SELECT max(claims) FROM events").rows[0]
    assert largest > 2  # they do hang together
    assert len(arriving[-1].claims) <= after.claims < before.claims / 2
    assert after.events < before.events / 2
    assert len(events(store)) > after.events
