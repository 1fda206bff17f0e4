"""The id of a claim."""

import msgspec

from sayso.claim import Claim, claim_id
from sayso.span import Span

TEXT = "Kim thanked Putin \ud800."
CLAIM = Claim(
    id="",
    document="d-1",
    sentence=0,
    sentence_span=Span.of(TEXT, 0, len(TEXT)),
    trigger=Span.of(TEXT, 4, 19),  # with half a character, as broken exports have them
    type="SUPPORT",
)


def test_half_a_character_has_an_id_too() -> None:
    assert claim_id(CLAIM) == claim_id(CLAIM) != claim_id(msgspec.structs.replace(CLAIM, type="AID"))


def test_confidence_and_coder_do_not_count() -> None:
    assert claim_id(CLAIM) == claim_id(msgspec.structs.replace(CLAIM, confidence=0.5, coder="another"))
