"""Quotations that run over sentences: whose words they are, and what is done by saying them."""

import pytest

from sayso.coding.speakers import Speakers, carried, with_speakers
from sayso.document import Document
from sayso.draft import Draft, DraftLink
from sayso.parse import Parsed, Parser
from sayso.span import Span


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


def draft(parsed: Parsed, words: str, kind: str, **more: object) -> Draft:
    start = parsed.document.text.index(words)
    span = Span(start, start + len(words), words)
    return Draft(sentence=parsed.sentence_at(start), trigger=span, type=kind, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("“They came at night,” said the mayor. “They shot my brother. Nobody helped us.” The army left in May.",
         [None, "the mayor", "the mayor", None]),
        ("The mayor of Tarsa told reporters: “They came at night. They shot my brother.” Nobody was held.",
         [None, "The mayor", None]),
        ("“They came at night. They shot my brother,” the mayor said.", ["the mayor", None]),
        ('"They came at night," the mayor said. "They shot my brother." "It was the army," said a nurse.',
         [None, "the mayor", None]),
        ("The mayor said they came at night. They shot his brother.", [None, None]),
        ("The mayor said so. The town was calm. “They shot my brother.”", [None, None, None]),
    ],
)  # fmt: skip
def test_the_speaker_is_carried_as_far_as_the_quotation_goes(parser, text, speakers):
    parsed = parser.parse(Document.of(text))
    found = Speakers(parsed)
    assert [(who := found.of(n)) and who.words.text for n in range(len(parsed.sentences))] == speakers


@pytest.fixture
def parsed(parser) -> Parsed:
    return parser.parse(Document.of("“They came at night,” said the mayor. “They shot my brother. It is a scandal.”"))


def test_what_a_quotation_tells_is_told_by_its_speaker(parsed):
    shot = draft(parsed, "shot", "ASSAULT")
    (told,) = with_speakers(parsed, [shot])
    (link,) = told.attribution
    assert (link.holder and link.holder.text, link.stance, link.cue and link.cue.text) == (
        "the mayor",
        "asserts",
        "said",
    )
    (why,) = carried(parsed, [shot])
    assert (why.stage, why.span and why.span.text) == ("attribution", "the mayor")


def test_who_says_it_is_a_scandal_accuses(parsed):
    (told,) = with_speakers(parsed, [draft(parsed, "scandal", "ACCUSE")])
    assert [a.text for a in told.actors] == ["the mayor"]
    assert told.attribution == ()


def test_what_another_holds_stays_with_them(parsed):
    they = Span(parsed.document.text.rindex("They"), parsed.document.text.rindex("They") + 4, "They")
    held = draft(parsed, "shot", "ASSAULT", attribution=(DraftLink(holder=they, stance="alleges"),))
    assert with_speakers(parsed, [held]) == [held]
