import itertools
from typing import Any

import pytest
from reports_by_hand import Builder

from sayso.claim import Auxiliary, Claim
from sayso.display.phrase import Block
from sayso.display.standing import SYMBOLS, standing, standings, symbol
from sayso.link import Link, Stance


def claim(*aux: Auxiliary, stances: tuple[Stance, ...] = ()) -> Claim:
    links = tuple(Link(holder=None, stance=stance) for stance in stances)
    return Builder(("They met.",), id="d").claim(0, "met", "CONSULT", aux=aux, attribution=links).claims[0]


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (claim(), ("reported",)),
        (claim(stances=("asserts",)), ("reported",)),  # on somebody's word, which the attribution tells
        (claim(stances=("confirms",)), ("confirmed",)),
        (claim(stances=("alleges",)), ("alleged",)),
        (claim(stances=("doubts",)), ("doubted",)),
        (claim(stances=("asserts", "denies")), ("denied",)),  # the agency said that Moscow denied it
        (claim("future"), ("announced",)),
        (claim("hypothetical", "future"), ("hypothetical", "announced")),
        (claim("historical", stances=("alleges",)), ("alleged", "historical")),
        (claim("negation"), ("negated",)),
        (claim("negation", stances=("denies",)), ("denied", "negated")),
    ],
)
def test_standings(made: Claim, expected: tuple[str, ...]) -> None:
    assert standings(made) == expected
    assert symbol(made) == SYMBOLS[expected[0]]


def test_the_first_is_the_one_that_the_database_counts() -> None:
    """Whatever comes together, screens and SQL call it by the same word."""
    aux: list[Auxiliary] = ["negation", "future", "hypothetical", "historical"]
    stances: list[Stance] = ["asserts", "alleges", "confirms", "denies", "doubts"]
    for some, other in itertools.product(_subsets(aux), _subsets(stances)):
        made = claim(*some, stances=other)
        assert standings(made)[0] == standing(made)


def test_every_standing_has_a_sign_of_its_own() -> None:
    assert len(set(SYMBOLS.values())) == len(SYMBOLS) == 9


def test_a_block_tells_all_its_standings() -> None:
    block = Block((claim(stances=("alleges",)), claim(stances=("denies",))))
    assert block.symbols == "◐✕"
    assert block.standings == ("alleged", "denied")


def _subsets(items: list[Any]) -> list[tuple[Any, ...]]:
    return [found for size in range(len(items) + 1) for found in itertools.combinations(items, size)]
