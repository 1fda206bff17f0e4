"""Which words of a report are quoted."""

import pytest
import spacy

from sayso.parse.quotes import quoted


@pytest.fixture(scope="module")
def nlp():
    return spacy.blank("en")


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("“We won,” he said.", "“We won,”"),
        ('"We won," he said.', '"We won,"'),
        ('He said: "We won. "They lost." She left.', '"We won. "They lost."'),
        ("“We won.\n\nShe left.", "“We won."),
        ("She left.", ""),
    ],
)
def test_the_words_between_the_marks_are_quoted(nlp, text, inside):
    doc = nlp(text)
    found = [token.text for token, within in zip(doc, quoted(doc), strict=True) if within]
    assert "".join(found) == inside.replace(" ", "").replace("\n", "")
