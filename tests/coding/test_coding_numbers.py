"""How many were killed, injured, arrested, or came."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.coding.numbers import KINDS, numbers, value

COUNTS = [
    # sentence, type, [(kind, low, high, words)]
    ("Gunmen killed two hundred people.", "ASSAULT", [("killed", 200, 200, "two hundred")]),
    ("The attack killed one.", "ASSAULT", [("killed", 1, 1, "one")]),
    ("One person died.", "ASSAULT", [("killed", 1, 1, "One")]),
    ("It killed 5.", "ASSAULT", [("killed", 5, 5, "5")]),
    ("The war killed 1.5 million people.", "ASSAULT", [("killed", 1_500_000, 1_500_000, "1.5 million")]),
    ("At least seven soldiers were killed.", "ASSAULT", [("killed", 7, None, "seven")]),
    ("More than 30 men were wounded.", "ASSAULT", [("injured", 30, None, "30")]),
    ("Up to 30 men were wounded.", "ASSAULT", [("injured", 0, 30, "30")]),
    ("Police arrested nearly 40 people.", "COERCE", [("arrested", 0, 40, "40")]),
    ("Guards detained 1,200 villagers.", "COERCE", [("arrested", 1200, 1200, "1,200")]),
    ("About 3,000 people marched in Lima.", "PROTEST", [("crowd", 3000, 3000, "3,000")]),
    ("As many as 50 protesters gathered.", "PROTEST", [("crowd", 0, 50, "50")]),
    ("Some 200,000 demonstrators filled the square.", "PROTEST", [("crowd", 200_000, 200_000, "200,000")]),
]


@pytest.mark.parametrize(("sentence", "kind", "wanted"), COUNTS)
def test_reads_the_count_and_its_bound(sentence, kind, wanted):
    assert [(n.kind, n.low, n.high, n.span.text) for n in numbers(sentence, 0, kind)] == wanted


def test_two_counts_of_one_event_are_both_read():
    found = numbers("At least seven soldiers were killed and 1,200 others injured.", 0, "ASSAULT")
    assert [(n.kind, n.low) for n in found] == [("killed", 7), ("injured", 1200)]


@pytest.mark.parametrize("sentence", ["Someone was killed.", "A stone killed the dog.", "A third were killed.", ""])
def test_no_count_no_number(sentence):
    assert numbers(sentence, 0, "ASSAULT") == ()


def test_types_without_counts_have_none():
    assert numbers("The bomb killed 3 people.", 0, "CONSULT") == ()


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("The blast killed at least 12 and wounded 30.", [("killed", 12), ("injured", 30)]),
        ("Twenty-five people were killed.", [("killed", 25)]),
        ("In 2019 two men were killed.", [("killed", 2)]),
        ("In 2019, gunmen killed a man.", []),
    ],
)
def test_counts_in_odd_places(sentence, wanted):
    assert [(n.kind, n.low) for n in numbers(sentence, 0, "ASSAULT")] == wanted


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("12", 12), ("1,200", 1200), ("one", 1), ("Nineteen", 19), ("two hundred", 200), ("ninety thousand", 90_000),
        ("3.5 million", 3_500_000), ("1.2 thousand", 1200), ("40 thousand", 40_000),
    ],
)  # fmt: skip
def test_value(words, number):
    assert value(words) == number


PIECES = st.sampled_from([
    "killed", "wounded", "at least", "12", "1,200", "2,", "3.5 million", "two hundred", "people", "were", "arrested",
    "protesters", "up to", "and", "İ", "\u0661\u0662", "²", "👩‍👩‍👧", "7.", ",", "nine", "marched", "\n",
])  # fmt: skip


@given(
    st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=14).map(" ".join)),
    st.integers(0, 1000),
    st.sampled_from(sorted(KINDS)),
)
def test_offsets_are_the_documents(sentence, offset, kind):
    text = "x" * offset + sentence
    for number in numbers(sentence, offset, kind):
        assert number.span.text == text[number.span.start : number.span.end]
        assert number.high is None or number.low <= number.high
        assert number.low >= 0
