"""Reports and claims for the tests of store and export: written by hand, and made at random."""

import datetime
import re
from typing import Any, get_args

from hypothesis import strategies as st

from sayso.actor import Actor
from sayso.claim import Auxiliary, Claim, Number, Quantity, claim_id
from sayso.coded import Coded
from sayso.document import Document
from sayso.link import Link, Stance
from sayso.place import Place
from sayso.span import Span
from sayso.when import Precision, When

TEXT = (
    "Kim Jong Un pledged full support to Vladimir Putin in Pyongyang on Wednesday. "
    "U.S. officials accused North Korea of supplying arms to Russia. "
    "Moscow denied the supply, which killed 12. "
    "A visit to Jerusalem by the PKK may follow."
)


def span(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span.of(text, start, start + len(words))


def actor(words: str, country: str | None = None, sector: str | None = "GOV", **fields: Any) -> Actor:
    return Actor(span=span(words), country=country, sector=sector, **fields)


def sentences(text: str = TEXT) -> tuple[Span, ...]:
    found, start = [], 0
    for part in re.split(r"(?<!U\.S)\. ", text):
        end = min(start + len(part) + 1, len(text))
        found.append(Span.of(text, start, end))
        start = end + 1
    return tuple(found)


KIM = actor("Kim Jong Un", "PRK", name="Kim Jong Un", kb="prk-kim-jong-un", role="head of state", reason="by name")
PUTIN = actor("Vladimir Putin", "RUS", name="Vladimir Putin", kb="rus-putin")
OFFICIALS = actor("U.S. officials", "USA")
NORTH_KOREA = actor("North Korea", "PRK", name="North Korea")
RUSSIA = actor("Russia", "RUS", name="Russia")
MOSCOW = actor("Moscow", "RUS", name="Russia", reason="a capital for its government")
PKK = actor("PKK", "TUR", sector="REB")


def claim(document: str, sentence: int, trigger: str, type: str, **fields: Any) -> Claim:
    made = Claim(
        id="",
        document=document,
        sentence=sentence,
        sentence_span=sentences()[sentence],
        trigger=span(trigger),
        type=type,
        **fields,
    )
    return with_id(made)


def with_id(made: Claim) -> Claim:
    fields = {name: getattr(made, name) for name in Claim.__struct_fields__}
    return Claim(**(fields | {"id": claim_id(made)}))


def report(id: str = "summit", coder: str = "test 1", confidence: float = 0.9, **fields: Any) -> Coded:
    """A report of four claims: a pledge, an accusation, the supply alleged and denied, a visit that may follow."""
    day = datetime.date(2024, 6, 19)
    document = Document.of(
        TEXT,
        id=id,
        published=datetime.date(2024, 6, 20),
        publisher="AP",
        title="Summit",
        source=f"in/{id}.txt",
        **fields,
    )
    common: dict[str, Any] = {"coder": coder, "confidence": confidence}
    claims = (
        claim(
            id, 0, "pledged full support", "SUPPORT", actors=(KIM,), recipients=(PUTIN,), modes=("verbal",),
            contexts=("military", "diplomatic"),
            when=When(span=span("on Wednesday"), start=day, end=day, precision="day", reason="the day before"),
            place=Place(
                span=span("Pyongyang"), name="Pyongyang", country="PRK", geonames=1871859, latitude=39.03385,
                longitude=125.75432,
            ),
            **common,
        ),
        claim(id, 1, "accused", "ACCUSE", actors=(OFFICIALS,), recipients=(NORTH_KOREA,), **common),
        claim(
            id, 1, "supplying arms", "AID", actors=(NORTH_KOREA,), recipients=(RUSSIA,),
            attribution=(Link(holder=OFFICIALS, stance="alleges", cue=span("accused")),), **common,
        ),
        claim(
            id, 2, "the supply", "AID", actors=(NORTH_KOREA,), recipients=(RUSSIA,),
            attribution=(Link(holder=MOSCOW, stance="denies", cue=span("denied"), quoted=True),),
            numbers=(Number(kind="killed", low=12, high=None, span=span("12")),), **common,
        ),
        claim(id, 3, "visit", "CONSULT", actors=(PKK,), aux=("future", "hypothetical"), **common),
    )  # fmt: skip
    return Coded(document=document, sentences=sentences(), claims=claims, coder=coder)


# ---------------------------------------------------------------------- at random

# Anything that UTF-8 can hold, NUL, quotes and other scripts included.
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
MAYBE = st.none() | WORDS
DAYS = st.dates(min_value=datetime.date(1000, 1, 1))


@st.composite
def coded_reports(draw: st.DrawFn) -> Coded:
    text = draw(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60))

    def any_span() -> Span:
        start = draw(st.integers(0, len(text) - 1))
        return Span.of(text, start, draw(st.integers(start + 1, len(text))))

    def any_actor() -> Actor:
        fields = {name: draw(MAYBE) for name in ("name", "kb", "country", "sector", "role", "reason")}
        return Actor(span=any_span(), **fields)

    def some(make: Any) -> tuple[Any, ...]:
        return tuple(make() for _ in range(draw(st.integers(0, 3))))

    def any_link() -> Link:
        return Link(
            holder=any_actor() if draw(st.booleans()) else None,
            stance=draw(st.sampled_from(get_args(Stance))),
            cue=any_span() if draw(st.booleans()) else None,
            quoted=draw(st.booleans()),
        )

    def any_number() -> Number:
        figures = st.integers(0, 2**63 - 1)
        kind = draw(st.sampled_from(get_args(Quantity)))
        return Number(kind=kind, low=draw(figures), high=draw(st.none() | figures), span=any_span())

    def any_place() -> Place:
        return Place(
            span=any_span(), name=draw(WORDS), country=draw(MAYBE), geonames=draw(st.none() | st.integers(0, 2**40)),
            latitude=draw(st.none() | st.floats(-90, 90)), longitude=draw(st.none() | st.floats(-180, 180)),
            reason=draw(MAYBE),
        )  # fmt: skip

    def any_when() -> When:
        precision = draw(st.sampled_from(get_args(Precision)))
        return When(span=any_span(), start=draw(DAYS), end=draw(DAYS), precision=precision, reason=draw(MAYBE))

    def any_claim(id: str, number: int) -> Claim:
        return Claim(
            id=f"c-{number}",
            document=id,
            sentence=number,
            sentence_span=any_span(),
            trigger=any_span(),
            type=draw(st.sampled_from(["AID", "CONSULT", "ASSAULT"])),
            modes=draw(st.lists(WORDS, max_size=2).map(tuple)),
            contexts=draw(st.lists(WORDS, max_size=2).map(tuple)),
            actors=some(any_actor),
            recipients=some(any_actor),
            aux=draw(st.lists(st.sampled_from(get_args(Auxiliary)), unique=True).map(tuple)),
            attribution=some(any_link),
            place=any_place() if draw(st.booleans()) else None,
            when=any_when() if draw(st.booleans()) else None,
            numbers=some(any_number),
            confidence=draw(st.floats(0, 1)),
            coder=draw(WORDS),
        )

    document = Document(
        id=draw(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)),
        text=text,
        title=draw(MAYBE),
        published=draw(st.none() | DAYS),
        publisher=draw(MAYBE),
        url=draw(MAYBE),
        language=draw(MAYBE),
        source=draw(MAYBE),
    )
    claims = tuple(any_claim(document.id, number) for number in range(draw(st.integers(0, 3))))
    return Coded(document=document, sentences=some(any_span), claims=claims, coder=draw(WORDS))
