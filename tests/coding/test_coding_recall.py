"""Events spoken of again, and what is only planned: found by the real coder in reports of two or three sentences."""

import pytest
from coding_checks import check, countries, told

from sayso.document import Document


def claims(coder, text, words, kind):
    coded = coder.code(Document.of(text, published="2024-06-20"))
    check(coded)
    found = [c for c in coded.claims if words in c.sentence_span.text and c.type == kind]
    assert found, told(coded.claims)
    return found


AGAIN = "Kenya attacked Somalia on Monday. It was hot. The attack lasted two hours."


def test_a_definite_noun_has_the_participants_of_the_event_told_before(coder):
    (claim, *_) = claims(coder, AGAIN, "lasted", "ASSAULT")
    assert (countries(claim.actors), countries(claim.recipients)) == ({"KEN"}, {"SOM"})


@pytest.mark.parametrize("noun", ["An attack", "No attack"])
def test_an_indefinite_one_has_not(coder, noun):
    coded = coder.code(Document.of(AGAIN.replace("The attack", noun), published="2024-06-20"))
    assert not [c for c in coded.claims if "lasted" in c.sentence_span.text and "KEN" in countries(c.actors)]


def test_the_same_noun_goes_before_a_nearer_event(coder):
    text = (
        "Peru and Ecuador signed a peace agreement in Lima on Monday. Chile promised Bolivia a port. "
        "The forthcoming agreement would reinforce the border."
    )
    (claim, *_) = claims(coder, text, "reinforce", "AGREE")
    assert countries(claim.actors) == {"PER", "ECU"}
    assert "future" in claim.aux


def test_talks_that_only_one_is_named_beside_are_between_those_who_held_them(coder):
    text = (
        "President Boric met President Boluarte in Santiago on Monday. The border is 170 kilometres long. "
        "The meeting underlined the interest of Peru in a railway."
    )
    (claim, *_) = claims(coder, text, "underlined", "CONSULT")
    assert countries(claim.actors) | countries(claim.recipients) == {"CHL", "PER"}


@pytest.mark.parametrize("verb", ["announced", "unveiled"])
def test_an_agreement_that_is_planned_lies_ahead(coder, verb):
    (claim, *_) = claims(coder, f"President Boric {verb} plans for a new trade agreement with Peru.", verb, "AGREE")
    assert "future" in claim.aux


def test_a_plan_to_do_something_is_a_promise_and_made(coder):
    text = "President Boric announced a plan to build 300 schools for Peru."
    found = [c for c in coder.code(Document.of(text)).claims if c.type == "AGREE" and "announced" in c.trigger.text]
    assert all("future" not in c.aux for c in found)


def test_counted_people_are_those_to_whom_it_is_done(coder):
    found = claims(coder, "Gunmen attacked a bus in Mali on Monday. Two were killed.", "Two were", "ASSAULT")
    assert [r.span.text for c in found for r in c.recipients] == ["Two"]
