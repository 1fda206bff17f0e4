from hypothesis import given
from hypothesis import strategies as st

from sayso.settle.grouping import components, groups

NAMES = [f"c-{letter}" for letter in "abcdefg"]
PAIRS = st.dictionaries(
    st.tuples(st.integers(0, 6), st.integers(0, 6)).filter(lambda pair: pair[0] < pair[1]),
    st.integers(-3, 3),
    max_size=21,
)


def test_what_speaks_against_holds_groups_apart() -> None:
    """a is like b and b like c, but c is unlike a: the stronger likeness wins, and no chain is made."""
    assert groups(["a", "b", "c"], [(0, 1, 5), (1, 2, 4), (0, 2, -9)]) == [[0, 1], [2]]
    assert groups(["a", "b", "c"], [(0, 1, 5), (1, 2, 4), (0, 2, -1)]) == [[0, 1, 2]]


def test_a_person_outweighs_all() -> None:
    assert groups(["a", "b"], [(0, 1, 9000), (0, 1, -1_000_000_000)]) == [[0], [1]]


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


@given(weights=PAIRS)
def test_groups_lie_within_components(weights: dict[tuple[int, int], int]) -> None:
    """So that components can be settled apart from each other."""
    triples = [(one, other, weight) for (one, other), weight in weights.items()]
    roots = components(7, [(one, other) for one, other, weight in triples if weight > 0])
    for group in groups(NAMES, triples):
        assert len({roots[item] for item in group}) == 1
