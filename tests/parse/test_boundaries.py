"""Sentences: where they end, and that their offsets are the document's."""

import pathlib

import pytest

from sayso.document import Document
from sayso.errors import ModelError
from sayso.parse import Parser
from sayso.span import Span

SEED = pathlib.Path(__file__).parents[3] / "shared" / "seeds" / "putin-kim-pyongyang.txt"


@pytest.fixture(scope="module")
def parser():
    return Parser()


TABLE = [
    ("PM sorry over jailings\n\nTony Blair has apologised.", ["PM sorry over jailings", "Tony Blair has apologised."]),
    ("Gov. Ann Lee met Sen. John Doe. They spoke.", ["Gov. Ann Lee met Sen. John Doe.", "They spoke."]),
    ("The U.S. Congress met Mr. Smith.", ["The U.S. Congress met Mr. Smith."]),
    ("He moved to the U.S. The move surprised us.", ["He moved to the U.S.", "The move surprised us."]),
    ('She said: "We will go." Then she left.', ['She said: "We will go."', "Then she left."]),
    ("“They lied.” He left.", ["“They lied.”", "He left."]),
    ("  He came.\n\n \n He left.  \n", ["He came.", "He left."]),
    ("", []),
    (" \n ", []),
]


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_sentences(parser, text, expected):
    parsed = parser.parse(Document.of(text))
    assert [s.text for s in parsed.sentences] == expected
    for span in parsed.spans():
        assert text[span.start : span.end] == span.text


@pytest.mark.skipif(not SEED.exists(), reason="the founding report is not here")
def test_founding_report_has_23_sentences(parser):
    text = SEED.read_text("utf-8")
    parsed = parser.parse(Document.of(text))
    assert len(parsed.sentences) == 23
    assert "\n" not in "".join(s.text for s in parsed.sentences)


def test_pipe_gives_what_parse_gives(parser):
    documents = [Document.of("He came. She left."), Document.of("They\ud800 met.")]
    piped = list(parser.pipe(documents))
    assert [p.document for p in piped] == documents
    assert [p.spans() for p in piped] == [parser.parse(d).spans() for d in documents]


def test_tokens_and_sentence_at(parser):
    text = "The U.S.-led coalition struck. It left."
    parsed = parser.parse(Document.of(text))
    assert parsed.tokens(Span.of(text, 13, 22)).text == "coalition"
    assert parsed.tokens(Span.of(text, len(text) - 1, len(text))).text == "."
    assert [parsed.sentence_at(i) for i in (0, 29, 31, len(text))] == [0, 0, 1, 1]


def test_missing_model_says_what_to_do():
    with pytest.raises(ModelError, match="spacy download en_core_web_nowhere"):
        Parser("en_core_web_nowhere")
