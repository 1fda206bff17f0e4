"""The quick answer to whether two claims are one event is the answer of the whole score."""

import numpy as np
import pytest
from stories import Story

from sayso.claim import Claim
from sayso.settle.features import Rows, features
from sayso.settle.likeness import MOST, evidence, scores, speak_for_one


@pytest.fixture(scope="module")
def rows(stories: list[Story]) -> Rows:
    reports = [coded for story in stories for coded in story.reports]
    claims: list[Claim] = [claim for coded in reports for claim in coded.claims]
    return features(claims, {coded.document.id: coded.document.published for coded in reports})


@pytest.fixture(scope="module")
def pairs(rows: Rows) -> tuple[np.ndarray, np.ndarray]:
    one, other = np.triu_indices(len(rows), 1)
    return one, other


def test_no_evidence_weighs_more_than_it_may(rows: Rows, pairs: tuple[np.ndarray, np.ndarray]) -> None:
    found = evidence(rows[pairs[0]], rows[pairs[1]])
    assert set(found) == set(MOST)
    for name, weights in found.items():
        assert weights.max() <= MOST[name], name


def test_speaking_for_one_event_is_a_score_above_zero(rows: Rows, pairs: tuple[np.ndarray, np.ndarray]) -> None:
    whole = scores(rows[pairs[0]], rows[pairs[1]]) > 0
    assert (speak_for_one(rows, *pairs) == whole).all()
    assert whole.any()
    assert not whole.all()


def test_which_of_two_comes_first_does_not_matter(rows: Rows, pairs: tuple[np.ndarray, np.ndarray]) -> None:
    one, other = rows[pairs[0]], rows[pairs[1]]
    assert (scores(one, other) == scores(other, one)).all()
