"""What grammar adds to what the network thinks of an event: to come, or background."""

import pytest

from sayso.coding.auxiliaries import auxiliaries
from sayso.document import Document
from sayso.parse import Parser

UNSURE = {"negation": 0.1, "future": 0.1, "hypothetical": 0.1, "historical": 0.5}


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


def scores(parser: Parser, text: str, word: str) -> dict[str, float]:
    event = next(t for t in parser.parse(Document.of(text)).doc if t.text == word)
    return {name: score for name, (score, _) in auxiliaries(event, "ASSAULT", UNSURE).items()}


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The truce in the valley will start on Tuesday.", "truce"),
        ("Their strike will be held in March.", "strike"),
    ],
)
def test_what_will_start_is_to_come(parser, text, word):
    assert scores(parser, text, word)["future"] > 0.7


def test_what_will_end_is_not_to_come(parser):
    assert scores(parser, "The truce in the valley will end on Tuesday.", "truce")["future"] == pytest.approx(0.1)


@pytest.mark.parametrize(
    ("text", "word", "background"),
    [
        ("Rebels control the town.", "control", False),
        ("Troops have besieged the town since May.", "besieged", False),
        ("The town is controlled by rebels.", "controlled", False),
        ("Troops besieged the town.", "besieged", True),
        ("Troops had besieged the town.", "besieged", True),
    ],
)
def test_what_goes_on_is_no_background(parser, text, word, background):
    score = scores(parser, text, word)["historical"]
    assert score == pytest.approx(0.5) if background else score < 0.2
