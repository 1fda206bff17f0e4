"""Countries that words don't tell, chosen among those that the report names."""

from pathlib import Path

import pytest

from sayso.document import Document
from sayso.draft import Draft
from sayso.errors import ModelError
from sayso.knowledge import Knowledge
from sayso.parse import Parser
from sayso.resolve.belonging import FILE, NOWHERE, Belonging, CountryChoice
from sayso.resolve.gazetteer import Gazetteer
from sayso.resolve.people import womens_names
from sayso.resolve.resolver import Resolver
from sayso.resolve.scene import Context, Scene
from sayso.span import Span

TEXT = "Kenya and Uganda quarrel over a lake. Kenyan ministers met. Uganda arrested nine fishermen on Friday."


@pytest.fixture(scope="module")
def knowledge():
    return Knowledge.load()


@pytest.fixture(scope="module")
def parsed():
    return Parser().parse(Document.of(TEXT))


@pytest.fixture(scope="module")
def fishermen(parsed):
    return next(token for token in parsed.doc if token.text == "fishermen")


def belonging(parsed, knowledge, **weights):
    return Belonging(Scene(parsed, knowledge, Gazetteer(), womens_names()), CountryChoice(weights))


@pytest.fixture(scope="module")
def found(parsed, knowledge, fishermen):
    return belonging(parsed, knowledge).candidates(fishermen, "CVL", Context("KEN", "a rule", "in play"))


def test_the_countries_named_and_none_are_candidates_the_rules_answer_first(found):
    assert next(iter(found)) == "KEN"
    assert set(found) == {"KEN", "UGA", NOWHERE}


def test_where_and_how_a_country_is_named_is_seen(found):
    assert {"rule", "rule:in play", "sentence before", "sentence before:adjective", "last:2"} <= set(found["KEN"])
    assert {"before:name", "alone in the sentence", "last:1"} <= set(found["UGA"])
    assert {"nowhere", "nowhere:fisherman", "nowhere:by:in play"} <= set(found[NOWHERE])


def test_the_country_for_which_most_speaks_is_the_likeliest(found):
    assert CountryChoice().likeliest(found, "CVL") == "KEN"
    near = CountryChoice({"rule": 1.0, "alone in the sentence|CVL": 1.5})
    assert near.likeliest(found, "CVL") == "UGA"
    assert near.likeliest(found, "MIL") == "KEN"
    assert CountryChoice({"nowhere:fisherman": 0.5}).likeliest(found, "CVL") == NOWHERE


def test_what_was_learned_overrules_the_rules_and_the_reason_says_so(parsed, knowledge):
    start = TEXT.index("nine fishermen")
    span = Span.of(TEXT, start, start + len("nine fishermen"))
    draft = Draft(sentence=2, trigger=span, type="COERCE", actors=(span,))

    def actor(weights):
        return Resolver(knowledge, countries=CountryChoice(weights)).resolve(parsed, [draft])[0].actors[0]

    assert actor({"last:1": 3.0}).country == "UGA"
    chosen = actor({"last:2": 3.0})
    assert chosen.country == "KEN"
    assert "guessed from" in (chosen.reason or "")
    assert actor({"nowhere": 3.0}).country is None


def test_where_the_rules_have_no_answer_or_know_whence_people_fled_nothing_is_weighed(parsed, knowledge, fishermen):
    choice = belonging(parsed, knowledge, nowhere=3.0)
    assert choice.likeliest(fishermen, "CVL", Context("KEN", "a rule", "in play")) is None
    fled = Context("KEN", "a rule", "fled from")
    assert choice.likeliest(fishermen, "REF", fled) == fled
    assert belonging(parsed, knowledge, rank=3.0).likeliest(fishermen, "CVL", None) is None


def test_in_a_report_that_names_no_country_the_rules_alone_has_one(knowledge):
    parsed = Parser().parse(Document.of("Protesters marched."))
    rule = Context("KEN", "the publisher's country", "publisher")
    assert list(belonging(parsed, knowledge).candidates(parsed.doc[0], "CVL", rule)) == ["KEN", NOWHERE]


def test_weights_come_back_as_they_were_saved(tmp_path: Path):
    choice = CountryChoice({"rule": 1.25, "last:1|CVL": -0.5})
    choice.save(tmp_path)
    assert CountryChoice.load(tmp_path) == choice
    (tmp_path / FILE).write_text("[1]")
    with pytest.raises(ModelError, match="reinstall"):
        CountryChoice.load(tmp_path)
