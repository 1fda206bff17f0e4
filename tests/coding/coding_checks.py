"""What the tests of the coder look at: every span of a coded report, and who acts in a claim."""

from collections.abc import Iterable, Iterator

from sayso.actor import Actor
from sayso.claim import Claim
from sayso.coded import Coded
from sayso.span import Span


def spans(claim: Claim) -> Iterator[Span]:
    """Every span that a claim holds."""
    yield claim.sentence_span
    yield claim.trigger
    for actor in (*claim.actors, *claim.recipients):
        yield actor.span
    for link in claim.attribution:
        if link.holder:
            yield link.holder.span
        if link.cue:
            yield link.cue
    for part in (claim.place, claim.when, *claim.numbers):
        if part:
            yield part.span


def countries(actors: Iterable[Actor]) -> set[str | None]:
    return {a.country for a in actors}


def holders(claim: Claim) -> list[tuple[str | None, str]]:
    """The attribution as (country of the holder, stance); the country is ``None`` where nobody is named."""
    return [(k.holder.country if k.holder else None, k.stance) for k in claim.attribution]


def told(claims: Iterable[Claim]) -> str:
    """The claims in one line each, for messages of failed tests."""
    return "\n".join(
        f"{c.sentence} {c.type} “{c.trigger.text}” {sorted(map(str, countries(c.actors)))} → "
        f"{sorted(map(str, countries(c.recipients)))} {list(c.aux)} {holders(c)}"
        for c in claims
    )


def check(coded: Coded) -> None:
    """What holds of every coded report, whatever the model found."""
    text = coded.document.text
    for sentence in coded.sentences:
        assert sentence.text == text[sentence.start : sentence.end]
    ids = [c.id for c in coded.claims]
    assert len(ids) == len(set(ids))
    for claim in coded.claims:
        for span in spans(claim):
            assert span.start < span.end
            assert span.text == text[span.start : span.end]
        assert claim.document == coded.document.id
        assert claim.sentence_span == coded.sentences[claim.sentence]
        assert claim.trigger.within(claim.sentence_span)
        assert 0.0 <= claim.confidence <= 1.0
        assert claim.coder == coded.coder
        assert len(set(claim.aux)) == len(claim.aux)
        assert claim.actors or claim.recipients
    assert [c.sentence for c in coded.claims] == sorted(c.sentence for c in coded.claims)
