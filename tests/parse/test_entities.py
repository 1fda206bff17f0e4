"""The entities of a sentence."""

from pathlib import Path

from sayso.document import Document
from sayso.parse import Parser
from sayso.parse.entities import entities

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_they_are_those_that_spacy_finds_in_the_sentence():
    texts = [path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("*.txt"))]
    found = 0
    for parsed in Parser().pipe(map(Document.of, texts)):
        for sentence in parsed.sentences:
            assert entities(sentence) == list(sentence.ents)
            found += len(sentence.ents)
    assert found > 100
