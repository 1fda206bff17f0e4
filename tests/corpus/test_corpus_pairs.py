"""Pairs: the marks come off, and the words stand where they stood."""

from hypothesis import given
from hypothesis import strategies as st

from sayso.corpus.pairs import claim_pairs, unmarked

WORDS = st.text("abc é“’.,", min_size=1, max_size=12)


@given(WORDS, WORDS, WORDS, WORDS, st.booleans())
def test_marks_come_off(before: str, source: str, between: str, target: str, turned: bool) -> None:
    first, second = ("t", "s") if turned else ("s", "t")
    text, where = unmarked(f"{before}<{first}>{source}</{first}>{between}<{second}>{target}</{second}>")
    assert text == before + source + between + target
    assert text[slice(*where[first])] == source
    assert text[slice(*where[second])] == target


def test_one_inside_the_other() -> None:
    text, where = unmarked("<s>the army of <t>Iran</t></s> fired")
    assert text == "the army of Iran fired"
    assert (text[slice(*where["s"])], text[slice(*where["t"])]) == ("the army of Iran", "Iran")


def test_claims_give_pairs_with_every_type_between_them() -> None:
    def claim(kind: str) -> dict[str, object]:
        someone = {"name": None, "country": "", "sector": ""}
        return {"sentence": 0, "type": kind, "trigger": "left", "actors": [{"text": "Ann", **someone}],
                "recipients": [{"text": "Bob", **someone}]}  # fmt: skip

    document = {"doc_id": "a", "text": "Ann left Bob.", "sentences": [{"id": 0, "start": 0, "end": 13}],
                "claims": [claim("RETREAT"), claim("CONCEDE"), {**claim("AID"), "recipients": []}]}  # fmt: skip
    (pair,) = claim_pairs([document])
    assert (pair.source, pair.target, pair.types) == ((0, 3), (9, 12), ("CONCEDE", "RETREAT"))
