"""Who says the words of a quotation, and as far as the quotation goes."""

import pytest

from sayso.document import Document
from sayso.parse import Parser
from sayso.parse.saying import Speakers


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("“They came at night,” said the mayor. “They shot my brother. Nobody helped us.” The army left in May.",
         [None, "mayor", "mayor", None]),
        ("The mayor of Tarsa told reporters: “They came at night. They shot my brother.” Nobody was held.",
         [None, "mayor", None]),
        ("“They came at night. They shot my brother,” the mayor said.", ["mayor", None]),
        ('"They came at night," the mayor said. "They shot my brother." "It was the army," said a nurse.',
         [None, "mayor", None]),
        ("The mayor said they came at night. They shot his brother.", [None, None]),
        ("The mayor said so. The town was calm. “They shot my brother.”", [None, None, None]),
    ],
)  # fmt: skip
def test_the_speaker_is_carried_as_far_as_the_quotation_goes(parser, text, speakers):
    parsed = parser.parse(Document.of(text))
    found = Speakers(parsed)
    assert [(who := found.carried(n)) and who.subject.text for n in range(len(parsed.sentences))] == speakers


@pytest.mark.parametrize(
    ("text", "sentence", "speaker"),
    [
        # The sentence says so itself, though another verb of saying is nearer to the quoted word elsewhere.
        ("The nurse said so. “They shot us,” said the mayor.", 1, "mayor"),
        # Carried on by the quotation, past a nearer sentence in which somebody else says something.
        ("“They came at night,” said the mayor. “They shot us. We ran.” The army said nothing.", 2, "mayor"),
        # The quotation leads to nobody: the sentence before tells who was speaking, without quoting.
        ("The mayor said that nobody had helped. He sighed. “They shot us.”", 2, "mayor"),
        # Who writes “I” outside quotation marks says nothing of whose words the quotation is.
        ("The mayor told the court. I said nothing. “They shot us.”", 2, "mayor"),
        ("The town was calm. “They shot us.” Nobody was held.", 1, None),
    ],
)
def test_the_speaker_is_named_by_the_sentence_or_its_quotation_or_what_stands_near(parser, text, sentence, speaker):
    found = Speakers(parser.parse(Document.of(text))).of(sentence)
    assert (found and found.subject.text) == speaker
