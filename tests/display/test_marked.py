"""A report cut for a page holds every character of its sentences, and every mark counts on a block that is there."""

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from reports_by_hand import hostile, summit

sys.path.insert(0, str(Path(__file__).parents[1] / "store"))

from store_examples import coded_reports

from sayso.coded import Coded
from sayso.display.marked import marked, marked_sentence


def holds(coded: Coded) -> None:
    text = marked(coded)
    shown = [sentence for paragraph in text.paragraphs for sentence in paragraph]
    assert ["".join(piece.text for piece in each.stretches) for each in shown] == [s.text for s in coded.sentences]
    numbers = {n for each in shown for piece in each.stretches for n in (*piece.triggers, *piece.opens)}
    assert numbers <= set(range(len(text.blocks)))
    for each in shown:
        for number in each.blocks:
            assert sum(number in piece.opens for piece in each.stretches) <= 1


@pytest.mark.parametrize("coded", [summit(), hostile()], ids=["summit", "hostile"])
def test_nothing_is_lost(coded: Coded) -> None:
    holds(coded)


@settings(deadline=None, max_examples=50)
@given(coded_reports())
def test_nothing_is_lost_of_any_report(coded: Coded) -> None:
    holds(coded)


def test_the_words_of_one_claim_are_told_by_their_roles() -> None:
    claim = summit().claims[0]
    pieces = marked_sentence(claim)
    assert [piece.text for piece in pieces if piece.triggers] == ["support for"]
    roles = {piece.text: piece.roles for piece in pieces if piece.roles}
    assert roles["Kim Jong Un"] == ("actor 0",)
    assert roles["on Wednesday"] == ("when 0",)
    assert "".join(piece.text for piece in pieces) == claim.sentence_span.text
