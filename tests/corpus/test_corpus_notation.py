"""The notation of claims: what is written is what is read, and what is wrong is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.coding.labels import AUXILIARIES
from sayso.corpus.notation import STANCES, NotationError, claim_of, line_of
from sayso.ontology import Ontology

ONTOLOGY = Ontology.load()
WORDS = st.from_regex(r"[A-Za-z’'ŭé-]{1,8}( [a-z0-9-]{1,6}){0,3}", fullmatch=True)
PEOPLE = st.fixed_dictionaries(
    {
        "text": WORDS,
        "name": st.none(),
        "country": st.sampled_from(["", "USA", "IGO"]),
        "sector": st.sampled_from(["", "GOV", "REB"]),
    }
)
LINKS = st.fixed_dictionaries(
    {"holder": st.none() | PEOPLE, "stance": st.sampled_from(STANCES), "cue": WORDS | st.just("")}
)
CLAIMS = st.fixed_dictionaries(
    {
        "type": st.sampled_from(sorted(ONTOLOGY.types)),
        "mode": st.just([]),
        "trigger": WORDS,
        "actors": st.lists(PEOPLE, max_size=3),
        "recipients": st.lists(PEOPLE, max_size=2),
        "aux": st.lists(st.sampled_from(AUXILIARIES), unique=True),
        "attribution": st.lists(LINKS, max_size=2),
        "date": st.none() | st.just({"text": "last year", "start": "2015-01-01", "end": "2015-12-31"}),
        "place": st.none() | st.fixed_dictionaries({"name": WORDS, "country": st.sampled_from(["", "SYR"])}),
        "core": st.booleans(),
    }
)


@given(CLAIMS)
def test_a_written_claim_is_read_as_it_was(claim: dict[str, object]) -> None:
    assert claim_of(line_of(claim), ONTOLOGY) == claim


def test_a_line_in_full() -> None:
    line = (
        "  AID? | arming | Iran [IRN GOV] > The rebels = Houthis [YEM REB] ; them [- CVL] | future | "
        'by Washington [USA GOV] alleges "accuses" | on "in May" 2019-05-01..2019-05-31 | at Sana\'a [YEM]'
    )
    claim = claim_of(line, ONTOLOGY)
    assert claim["core"] is False
    assert [r["name"] for r in claim["recipients"]] == ["Houthis", None]
    assert [r["country"] for r in claim["recipients"]] == ["YEM", ""]
    assert claim["attribution"][0]["stance"] == "alleges"
    assert claim["date"]["end"] == "2019-05-31"
    assert line_of(claim) == line.strip()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("ASSAULT | killed", "fields"),
        ("ATTACK | killed | A [USA] >", "'ATTACK' is no event type"),
        ("ASSAULT arrest | killed | A [USA] >", "no mode 'arrest'"),
        ("ASSAULT | killed | A [USA]", "' > '"),
        ("ASSAULT | killed | A (USA) >", "is no participant"),
        ("ASSAULT | killed | A [US GOV] >", "three-letter"),
        ("ASSAULT | killed | A [USA] > | probably", "'probably' is none of"),
        ('ASSAULT | killed | A [USA] > | by B [USA] thinks "x"', "is none of"),
    ],
)
def test_what_is_wrong_is_said(line: str, said: str) -> None:
    with pytest.raises(NotationError, match=said.replace("(", r"\(")):
        claim_of(line, ONTOLOGY)
