"""Quotations that run over sentences: what they tell is told by their speaker, or done by saying it."""

import pytest

from sayso.coding.speakers import carried, with_speakers
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
