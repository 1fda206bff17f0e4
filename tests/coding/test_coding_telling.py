"""A single event in a report that tells of nothing else must be surer than one among others."""

import itertools

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sayso.coding.proposal import Proposal
from sayso.coding.telling import ENOUGH, TELLS, in_report

SHARES = st.lists(st.lists(st.floats(0.01, 0.99), max_size=3), min_size=1, max_size=12)


def proposal(confidence: float) -> Proposal:
    return Proposal(sentence=0, head=(0, 4), type="ACCUSE", found=0.9, sound=0.9, core=0.9, confidence=confidence,
                    slots={}, aux={}, unnamed={}, modes={})  # fmt: skip


def heard(*sentences: list[float]) -> list[list[float]]:
    return [[p.confidence for p in ps] for ps in in_report([[proposal(c) for c in cs] for cs in sentences])]


def test_alone_it_is_less_sure() -> None:
    among = heard([0.9], [0.8], [0.7], [], [])[0][0]
    alone = heard([0.9], [], [], [], [])[0][0]
    assert among == 0.9
    assert TELLS < alone < 0.8


def test_a_short_report_says_nothing_of_itself() -> None:
    assert heard([0.6], [], []) == [[0.6], [], []]


@pytest.mark.parametrize(("expected", "sure"), [(None, 0.9), (0.0, 0.9), (-4.0, 0.5)])
def test_where_such_reports_tell_of_nothing_all_are_less_sure(expected: float | None, sure: float) -> None:
    report = [[proposal(0.9)] for _ in range(ENOUGH)]
    assert all(p.confidence <= sure for ps in in_report(report, expected) for p in ps)
    assert [p.confidence for ps in in_report(report[1:], expected) for p in ps] == [0.9] * (ENOUGH - 1)


@given(SHARES)
@example([[], [], [], [], [0.010000000000000002, 0.01]])
def test_order_and_bounds_stay(sentences: list[list[float]]) -> None:
    after = heard(*sentences)
    assert [len(s) for s in after] == [len(s) for s in sentences]
    for before, now in zip(sentences, after, strict=True):
        assert all(0 < n <= b + 1e-9 for b, n in zip(before, now, strict=True))
        for (low, low_now), (high, high_now) in itertools.permutations(zip(before, now, strict=True), 2):
            assert low_now < high_now or low > high - 1e-9  # floats that lie nearer may meet
    if len(sentences) < ENOUGH:
        assert after == sentences
