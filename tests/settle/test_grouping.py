from itertools import combinations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.settle.grouping import components, groups

NAMES = [f"c-{letter}" for letter in "abcdefg"]
EVERY_PAIR = list(combinations(range(7), 2))
PAIRS = st.lists(st.integers(-3, 3), max_size=len(EVERY_PAIR)).map(lambda given: dict(zip(EVERY_PAIR, given)))  # noqa: B905
# The machine that runs the tests may be busy with something else.
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def test_what_speaks_against_holds_groups_apart() -> None:
    """a is like b and b like c, but c is unlike a: the stronger likeness wins, and no chain is made."""
    assert groups(["a", "b", "c"], [(0, 1, 5), (1, 2, 4), (0, 2, -9)]) == [[0, 1], [2]]
    assert groups(["a", "b", "c"], [(0, 1, 5), (1, 2, 4), (0, 2, -1)]) == [[0, 1, 2]]


def test_a_person_outweighs_all() -> None:
    assert groups(["a", "b"], [(0, 1, 9000), (0, 1, -1_000_000_000)]) == [[0], [1]]


@patient
@given(weights=PAIRS, order=st.permutations(range(7)), shuffled=st.randoms(use_true_random=False))
def test_numbering_and_order_do_not_matter(weights: dict[tuple[int, int], int], order: list[int], shuffled) -> None:
    triples = [(one, other, weight) for (one, other), weight in weights.items()]
    plain = groups(NAMES, triples)
    at = {old: new for new, old in enumerate(order)}
    again = [(at[other], at[one], weight) for one, other, weight in triples]
    shuffled.shuffle(again)
    renumbered = groups([NAMES[old] for old in order], again)
    by_name = {frozenset(NAMES[order[item]] for item in group) for group in renumbered}
    assert by_name == {frozenset(NAMES[item] for item in group) for group in plain}


@patient
@given(weights=PAIRS)
def test_groups_lie_within_components(weights: dict[tuple[int, int], int]) -> None:
    """So that components can be settled apart from each other."""
    triples = [(one, other, weight) for (one, other), weight in weights.items()]
    roots = components(7, [(one, other) for one, other, weight in triples if weight > 0])
    for group in groups(NAMES, triples):
        assert len({roots[item] for item in group}) == 1
