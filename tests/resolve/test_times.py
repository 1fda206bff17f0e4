"""Where a report names a time."""

import pytest

from sayso.document import Document
from sayso.parse import Parser
from sayso.resolve.times import times_in


@pytest.fixture(scope="module")
def times():
    parser = Parser()
    return lambda text: [time.text for time in times_in(parser.parse(Document.of(text)).doc, text)]


def test_they_come_in_order_and_once(times):
    found = times("On 4 May 2021 the army left Aleppo, and two days later it came back.")
    assert found == ["4 May 2021", "two days later"]


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("Such claims have been heard often since the 9/11 attacks.", "9/11"),
        ("The bridge was blown up in the Second World War by engineers.", "Second World War"),
        ("The two sides have not met since then.", "since then"),
    ],
)
def test_what_spacy_passes_over_is_found(times, text, time):
    assert any(time in found for found in times(text))


def test_the_name_of_a_paper_is_no_time(times):
    assert times("The Sunday Times reported that the minister had lied.") == []
