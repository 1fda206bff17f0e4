import datetime

import pytest
from reports_by_hand import summit

from sayso.claim import Number
from sayso.display.phrase import attributions, blocks, number_phrase, one_line, safe, when_phrase, who_phrase
from sayso.span import Span
from sayso.when import Precision, When

WORDS = Span(0, 3, "was")


@pytest.mark.parametrize(
    ("first", "last", "precision", "expected"),
    [
        ("2024-06-19", "2024-06-19", "day", "Wed 19 Jun 2024"),
        ("2024-06-17", "2024-06-23", "week", "week of Mon 17 Jun 2024"),
        ("2024-06-01", "2024-06-30", "month", "Jun 2024"),
        ("2024-03-01", "2024-05-31", "season", "Mar–May 2024"),
        ("2023-12-01", "2024-02-29", "season", "Dec 2023 – Feb 2024"),
        ("2011-01-01", "2011-12-31", "year", "2011"),
        ("1950-01-01", "1953-12-31", "range", "1950–1953"),
        ("1950-06-25", "1953-07-27", "range", "Sun 25 Jun 1950 – Mon 27 Jul 1953"),
        ("2024-06-18", "2024-06-19", "range", "Tue 18 Jun 2024 – Wed 19 Jun 2024"),
    ],
)
def test_when(first: str, last: str, precision: Precision, expected: str) -> None:
    day = datetime.date.fromisoformat
    assert when_phrase(When(span=WORDS, start=day(first), end=day(last), precision=precision)) == expected


def test_numbers() -> None:
    assert number_phrase(Number(kind="killed", low=12, high=12, span=WORDS)) == "12 killed"
    assert number_phrase(Number(kind="injured", low=10, high=12, span=WORDS)) == "10–12 injured"
    assert number_phrase(Number(kind="crowd", low=3000, high=None, span=WORDS)) == "a crowd of at least 3,000"


def test_who() -> None:
    claims = summit().claims
    assert who_phrase(claims[0]) == "Kim Jong Un [PRK GOV] → Russia [RUS GOV]"
    assert who_phrase(claims[1]) == "leaders"


def test_those_who_say_the_same_share_a_line_and_a_chain_goes_outward_from_the_event() -> None:
    found = {block.claim.trigger.text: attributions(block) for block in blocks(summit().claims)}
    assert found["supplying"] == [
        (0, "alleged by U.S. officials [USA GOV] (“accused”)"),
        (0, "denied by Moscow [RUS GOV] and Pyongyang [PRK GOV] (“denied”)"),
    ]
    assert found["impose sanctions"] == [
        (0, "alleged by two officials (“citing”)"),
        (1, "asserted by The agency (“said”)"),
    ]
    assert found["sign"] == []


def test_nothing_that_a_terminal_obeys_passes() -> None:
    assert safe("a\x1b[2Jb\x9b1mc\x07\u202ed\ud800e\x00\r") == "a[2Jb1mcde"
    assert safe("two\nlines\tkept – “so”") == "two\nlines\tkept – “so”"
    assert one_line(" a\n\n b ") == " a b "
