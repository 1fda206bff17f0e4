"""The phrases around what the model marks of a time or a place."""

import pytest

from sayso.coding.circumstances import place_phrase, time_phrase
from sayso.document import Document
from sayso.parse import Parser


@pytest.fixture(scope="module")
def sentence():
    parser = Parser()

    def run(text, words):
        tokens = parser.parse(Document.of(text)).sentences[0]
        start = text.index(words)
        return tokens, tokens.char_span(start, start + len(words), alignment_mode="expand")

    return run


@pytest.mark.parametrize(
    ("text", "marked", "phrase"),
    [
        ("Last year, Russia sent troops.", "year", "Last year"),
        ("He was jailed in Ankara last year.", "last", "last year"),
        ("The four-year battle destroyed the town.", "four", "four-year"),
        ("More than three years after the war began, it ended.", "three years", "More than three years after"),
        ("They met on Monday.", "Monday", "Monday"),
        ("They met on Monday.", "on", "on Monday"),
        ("Ties have been poor since 2011.", "2011", "since 2011"),
    ],
)
def test_a_time_is_whole(sentence, text, marked, phrase):
    assert time_phrase(*sentence(text, marked)).text == phrase


@pytest.mark.parametrize(
    ("text", "marked", "phrase"),
    [
        ("They left northern Syria.", "northern", "northern Syria"),
        ("They fought in Iraq and Syria.", "and Syria", "Syria"),
        ("They met in the southeast of the country.", "the", "the southeast of the country"),
        ("They dug in along the border with Iraq.", "border with", "border with Iraq"),
        ("They met in New York.", "York", "New York"),
        ("They met in Paris.", "Paris", "Paris"),
    ],
)
def test_a_place_is_whole(sentence, text, marked, phrase):
    assert place_phrase(*sentence(text, marked)).text == phrase


def test_words_that_name_nothing_are_no_place(sentence):
    assert place_phrase(*sentence("They gave in.", "in")) is None
