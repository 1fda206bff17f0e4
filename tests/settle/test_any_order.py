"""The same ledger whatever the order in which reports arrive, and however often it is settled in between."""

import tempfile
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledger_dump import dump
from stories import Story, load

from sayso.coded import Coded
from sayso.document import Document
from sayso.store import Store

REPORTS = [coded for story in load() for coded in story.reports]


@pytest.fixture(scope="module")
def expected(stories: list[Story]) -> dict[str, list[str]]:
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "db.duckdb") as store:
        add(store, REPORTS)
        store.settle()
        return dump(store)


def add(store: Store, reports: list[Coded]) -> None:
    with store.writer() as writer:
        writer.add_many(reports)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(order=st.permutations(REPORTS), cuts=st.sets(st.integers(1, len(REPORTS) - 1), max_size=4))
def test_order_of_arrival(expected: dict[str, list[str]], order: list[Coded], cuts: set[int]) -> None:
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "db.duckdb") as store:
        bounds = [0, *sorted(cuts), len(order)]
        for first, last in pairwise(bounds):
            add(store, order[first:last])
            store.settle()
        assert dump(store) == expected


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(passing=st.sets(st.integers(0, len(REPORTS) - 1), min_size=1, max_size=6), later=st.booleans())
def test_what_was_read_differently_once_leaves_no_trace(
    expected: dict[str, list[str]], passing: set[int], later: bool
) -> None:
    """Reports that came with other claims, text and day first, and were settled so, are as if they never had."""
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "db.duckdb") as store:
        add(store, [_otherwise(REPORTS[at]) if at in passing else REPORTS[at] for at in range(len(REPORTS))])
        store.settle()
        if later:
            add(store, [REPORTS[at] for at in sorted(passing)])
        else:
            for at in sorted(passing):
                add(store, [REPORTS[at]])
                store.settle()
        store.settle()
        assert dump(store) == expected


def _otherwise(coded: Coded) -> Coded:
    """The report with the text of the first one, without a day, and with claims of another type."""
    other = REPORTS[0]
    claims = [
        msgspec.structs.replace(each, document=coded.document.id, id=f"{each.id}-x", type="AID")
        for each in other.claims
    ]
    document = Document(id=coded.document.id, text=other.document.text, publisher=coded.document.publisher)
    return Coded(document=document, sentences=other.sentences, claims=tuple(claims), coder="another 1")


def test_rebuilding_gives_the_same(expected: dict[str, list[str]], store: Store) -> None:
    add(store, REPORTS[: len(REPORTS) // 2])
    store.settle()
    add(store, REPORTS[len(REPORTS) // 2 :])
    store.settle()
    done = store.settle(rebuild=True)
    assert done.rebuilt
    assert dump(store) == expected


def test_nothing_new_nothing_done(store: Store) -> None:
    add(store, REPORTS[:6])
    assert store.settle().events > 0
    again = store.settle()
    assert (again.documents, again.claims, again.events) == (0, 0, 0)
    assert store.view().sql("SELECT count(*) FROM settlings").rows == [(1,)]
