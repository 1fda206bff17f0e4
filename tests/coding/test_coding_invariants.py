"""What holds of every coded report, whatever the model finds in it."""

from pathlib import Path

import pytest
from coding_checks import check, holders
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.coding import Coder, Drafter
from sayso.document import Document
from sayso.parse import Parser
from sayso.read import read

EXAMPLES = Path(__file__).parents[2] / "examples"
WORDS = st.sampled_from([
    "Rebels", "attacked", "the", "army.", "Turkey", "accused", "Greece", "of", "allegedly", "killing", "12", "men,",
    "Putin", "met", "Kim", "in", "Pyongyang.", "“It", "is", "war,”", "said", "he", "İzmir", "🙂", "\n\n", "denied",
    "will", "U.S.", "officials", "not", "both", "they", "\u200b", "e\u0301", "-", "(",
])  # fmt: skip


@pytest.fixture(scope="module")
def examples():
    documents = [d for d in read([str(EXAMPLES)]) if isinstance(d, Document)]
    assert len(documents) >= 10
    return documents


@pytest.fixture(scope="module")
def coded(coder, examples):
    return list(coder.pipe(examples))


def test_examples_hold(coded, examples):
    assert [c.document for c in coded] == examples
    for each in coded:
        check(each)
    assert sum(len(c.claims) for c in coded) > 50


def test_one_by_one_is_as_in_a_stream(coder, coded, examples):
    """The batch changes no more than the last digits of a confidence."""
    for document, piped in zip(examples, coded, strict=True):
        alone = coder.code(document)
        assert [c.id for c in alone.claims] == [c.id for c in piped.claims]
        for a, b in zip(alone.claims, piped.claims, strict=True):
            assert a.confidence == pytest.approx(b.confidence, abs=1e-3)


def test_coding_twice_is_the_same(coder, examples):
    for document in examples[:4]:
        assert coder.code(document) == coder.code(document)


def test_explain_has_every_trigger_that_was_kept(coder, examples):
    for document in examples[:5]:
        decisions = coder.explain(document)
        kept = [d for d in decisions if d.kept and d.stage == "event"]
        for claim in coder.code(document).claims:
            assert any(
                d.sentence == claim.sentence and d.label == claim.type and d.span and d.span.overlaps(claim.trigger)
                for d in kept
            )
        for decision in decisions:
            if decision.span:
                assert decision.span.text == document.text[decision.span.start : decision.span.end]
        assert all(d.note for d in decisions if d.stage == "event" and not d.kept)


def test_explain_of_one_sentence(coder, examples):
    document = examples[0]
    everything = coder.explain(document)
    sentences = {d.sentence for d in everything}
    assert sorted(d.sentence for d in everything) == [d.sentence for d in everything]
    for sentence in sorted(sentences)[:4]:
        assert coder.explain(document, sentence) == tuple(d for d in everything if d.sentence == sentence)
    assert coder.explain(document, 10_000) == ()


def test_a_threshold_of_one_keeps_nothing(examples):
    coder = Coder(threshold=1.0)
    assert [c for d in examples[:3] for c in coder.code(d).claims] == []


def test_a_lower_threshold_keeps_no_less(examples):
    parser = Parser()
    parsed = [parser.parse(d) for d in examples[:3]]
    drafters = [Drafter(threshold=t) for t in (0.7, 0.4)]
    few, many = (d.draft(parsed, d.propose(parsed)) for d in drafters)
    for fewer, more in zip(few, many, strict=True):
        assert len(fewer) <= len(more)


@pytest.mark.parametrize("text", [
    "Rebels attacked \ud83d the town.",
    "Rebels\x00 attacked the town.",
    "\ufeffRebels attacked the town.\r\n\r\nThey fled.",
    "🙂 Rebels attacked 🇫🇷 the town. 👩‍👩‍👧 They killed 12 men.",
    "İstanbul accused Αθήνα; e\u0301lite troops\u200battacked.",
    "Rebels attacked the town, and " + "the mayor, a tall and quiet man, " * 70 + "fled.",
])  # fmt: skip
def test_odd_text_holds(coder, text):
    coded = coder.code(Document.of(text, published="2024-06-19"))
    check(coded)
    assert coded == coder.code(coded.document)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=30).map(" ".join)))
def test_any_text_holds(coder, text):
    check(coder.code(Document.of(text, published="2024-06-19")))


@pytest.mark.slow
def test_two_processes_give_what_one_gives(coder, coded, examples):
    spread = list(coder.pipe(examples, processes=2))
    assert [[c.id for c in each.claims] for each in spread] == [[c.id for c in each.claims] for each in coded]
    assert {c.coder for c in spread} == {coder.name}


def test_nobody_is_an_article(coded):
    named = [a.span.text for each in coded for c in each.claims for a in (*c.actors, *c.recipients)]
    assert named
    assert not {"the", "a", "an"} & {words.lower() for words in named}


def test_who_denies_together_denies_in_claims_of_their_own(coded):
    """“Both Moscow and Pyongyang deny any arms transfer”, where the network finds only the first of them."""
    report = next(each for each in coded if each.document.title.startswith("Putin and Kim sign"))
    transfers = [c for c in report.claims if c.trigger.text == "arms transfer"]
    assert {holder for c in transfers for holder in holders(c)} == {("RUS", "denies"), ("PRK", "denies")}
