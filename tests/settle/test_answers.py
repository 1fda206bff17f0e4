"""Denials that name no event: what they count against, and what they do not."""

import datetime
from pathlib import Path

import msgspec
import pytest

from sayso.actor import Actor
from sayso.claim import Claim, claim_id
from sayso.coded import Coded
from sayso.document import Document
from sayso.link import Link
from sayso.settle.answers import answers
from sayso.settle.event_filter import EventFilter
from sayso.span import Span
from sayso.store import Store

DAY = datetime.date(2033, 3, 3)
TOLD = "Karvia said that Tirland shelled Omra on Monday."


def report(*sentences: str, id: str = "r-1", publisher: str = "Northern Star") -> tuple[Document, tuple[Span, ...]]:
    text = " ".join(sentences)
    spans: list[Span] = []
    at = 0
    for sentence in sentences:
        spans.append(Span(at, at + len(sentence), sentence))
        at += len(sentence) + 1
    return Document(id=id, text=text, published=DAY, publisher=publisher), tuple(spans)


def claim(
    document: Document,
    sentences: tuple[Span, ...],
    sentence: int,
    type: str,
    trigger: str,
    by: str,
    *,
    to: str | None = None,
    holder: str | None = None,
    stance: str = "asserts",
) -> Claim:
    """A claim on words of a sentence; actors are given as ``"Tirland=XTR"`` and stand for governments."""
    where = sentences[sentence]

    def span(words: str) -> Span:
        start = where.start + where.text.index(words)
        return Span(start, start + len(words), words)

    def actor(text: str) -> Actor:
        words, _, country = text.partition("=")
        return Actor(span=span(words), name=words, country=country, sector="GOV")

    links = (Link(holder=actor(holder), stance=stance),) if holder else ()  # pyright: ignore[reportArgumentType]
    made = Claim(
        id="", document=document.id, sentence=sentence, sentence_span=where, trigger=span(trigger), type=type,
        actors=(actor(by),), recipients=(actor(to),) if to else (), attribution=links, coder="by-hand 1",
    )  # fmt: skip
    fields = {name: getattr(made, name) for name in Claim.__struct_fields__}
    return Claim(**(fields | {"id": claim_id(made)}))


@pytest.mark.parametrize(
    ("sentence", "trigger", "counts"),
    [
        ("Tirland denied it.", "denied it", True),
        ("Tirland rejected the accusation.", "rejected", True),
        ("Tirland denied the Karvian charge on Tuesday.", "denied", True),
        ("Tirland dismissed all such reports as propaganda.", "dismissed", True),
        ("Tirland denied any involvement in the affair.", "denied", True),
        ("Tirland has denied responsibility.", "denied responsibility", True),
        ("The report was denied by Tirland.", "denied", True),
        ("Tirland rejected the demand.", "rejected the demand", False),
        ("Tirland rejected accusations of genocide.", "rejected", False),
        ("Tirland denied that its planes had crossed the river.", "denied", False),
        ("Tirland refused to talk.", "refused to talk", False),
    ],
)
def test_what_refers_to_what_was_said(sentence: str, trigger: str, counts: bool) -> None:
    document, sentences = report(TOLD, sentence)
    told = claim(document, sentences, 0, "ASSAULT", "shelled Omra", "Tirland=XTR", holder="Karvia=XKA")
    denial = claim(document, sentences, 1, "REJECT", trigger, "Tirland=XTR")
    assert [(each.claim, each.denied) for each in answers([told, denial])] == [(denial.id, told.id)] * counts


def test_only_what_is_laid_at_the_denier_s_door() -> None:
    document, sentences = report(TOLD, "Lunda denied it.")
    told = claim(document, sentences, 0, "ASSAULT", "shelled Omra", "Tirland=XTR", holder="Karvia=XKA")
    assert answers([told, claim(document, sentences, 1, "REJECT", "denied it", "Lunda=XLU")]) == []


def test_not_what_the_denier_said_himself() -> None:
    document, sentences = report("Tirland said that it shelled Omra on Monday.", "Tirland denied the reports.")
    told = claim(document, sentences, 0, "ASSAULT", "shelled Omra", "Tirland=XTR", holder="Tirland=XTR")
    assert answers([told, claim(document, sentences, 1, "REJECT", "denied", "Tirland=XTR")]) == []


def test_the_nearest_accusation_is_meant() -> None:
    """Between the shelling and the denial Tirland is accused of something else: nothing is said of the shelling."""
    document, sentences = report(TOLD, "Karvia accused Tirland of greed.", "Tirland denied the accusation.")
    told = claim(document, sentences, 0, "ASSAULT", "shelled Omra", "Tirland=XTR", holder="Karvia=XKA")
    accused = claim(document, sentences, 1, "ACCUSE", "accused", "Karvia=XKA", to="Tirland=XTR")
    assert answers([told, accused, claim(document, sentences, 2, "REJECT", "denied", "Tirland=XTR")]) == []


def test_a_sentence_in_between_does_not_matter() -> None:
    document, sentences = report(TOLD, "Lunda called for talks.", "Tirland denied the reports.")
    told = claim(document, sentences, 0, "ASSAULT", "shelled Omra", "Tirland=XTR", holder="Karvia=XKA")
    other = claim(document, sentences, 1, "REQUEST", "called for talks", "Lunda=XLU")
    denial = claim(document, sentences, 2, "REJECT", "denied", "Tirland=XTR")
    assert [each.denied for each in answers([told, other, denial])] == [told.id]


def test_a_report_that_opens_with_the_denial_tells_after_it_what_is_denied() -> None:
    document, sentences = report("Tirland rejected the accusations on Friday.", "Lunda called for talks.", TOLD)
    denial = claim(document, sentences, 0, "REJECT", "rejected", "Tirland=XTR")
    other = claim(document, sentences, 1, "REQUEST", "called for talks", "Lunda=XLU")
    told = claim(document, sentences, 2, "ASSAULT", "shelled Omra", "Tirland=XTR", holder="Karvia=XKA")
    assert [each.denied for each in answers([denial, other, told])] == [told.id]


def test_the_allegations_are_no_event_of_their_own() -> None:
    """The coder makes a denied accusation of the word; what is denied stands elsewhere all the same."""
    document, sentences = report(TOLD, "Tirland has rejected the allegations.")
    told = claim(document, sentences, 0, "ASSAULT", "shelled Omra", "Tirland=XTR", holder="Karvia=XKA")
    denial = claim(document, sentences, 1, "REJECT", "has rejected", "Tirland=XTR")
    noun = claim(document, sentences, 1, "ACCUSE", "allegations", "Tirland=XTR", holder="Tirland=XTR", stance="denies")
    (link,) = noun.attribution
    noun = msgspec.structs.replace(noun, attribution=(msgspec.structs.replace(link, cue=denial.trigger),))
    assert [(each.claim, each.denied) for each in answers([told, denial, noun])] == [(denial.id, told.id)]


def test_two_accusations_after_it_leave_open_which_is_meant() -> None:
    more = "Lunda said that Tirland seized a ship."
    document, sentences = report("Tirland rejected the accusations.", TOLD, more)
    denial = claim(document, sentences, 0, "REJECT", "rejected", "Tirland=XTR")
    told = claim(document, sentences, 1, "ASSAULT", "shelled Omra", "Tirland=XTR", holder="Karvia=XKA")
    seized = claim(document, sentences, 2, "COERCE", "seized a ship", "Tirland=XTR", holder="Lunda=XLU")
    assert answers([denial, told, seized]) == []


def test_what_the_report_itself_tells_after_it_is_not_denied() -> None:
    document, sentences = report("Tirland rejected the accusations.", "Tirland signed a pact with Lunda in May.")
    denial = claim(document, sentences, 0, "REJECT", "rejected", "Tirland=XTR")
    told = claim(document, sentences, 1, "AGREE", "signed a pact", "Tirland=XTR", to="Lunda=XLU")
    assert answers([denial, told]) == []


def test_what_is_far_off_is_not_meant() -> None:
    between = [f"Nobody spoke of it on day {day}." for day in range(5)]
    document, sentences = report("Tirland rejected the accusations.", *between, TOLD)
    denial = claim(document, sentences, 0, "REJECT", "rejected", "Tirland=XTR")
    told = claim(document, sentences, 6, "ASSAULT", "shelled Omra", "Tirland=XTR", holder="Karvia=XKA")
    assert answers([denial, told]) == []


def test_an_event_is_not_named_after_a_denial_before_it(store: Store) -> None:
    """The denial is an event of its own, with the id that its first claim gives it."""
    document, sentences = report("Tirland rejected the accusations on Friday.", TOLD)
    denial = claim(document, sentences, 0, "REJECT", "rejected", "Tirland=XTR")
    told = claim(document, sentences, 1, "ASSAULT", "shelled Omra", "Tirland=XTR", holder="Karvia=XKA")
    add(store, Coded(document=document, sentences=sentences, claims=(denial, told), coder="by-hand 1"))
    ledger = store.ledger()
    assert len({ledger.event_id(each.id) for each in (denial, told)}) == 2
    assert ledger.event(told.id).type == "ASSAULT"
    assert ledger.event(told.id).status == "disputed"


def test_a_later_report_that_opens_with_the_denial(store: Store) -> None:
    """The denial counts against the event that the report of the day before told of."""
    first, sentences = report(TOLD)
    told = claim(first, sentences, 0, "ASSAULT", "shelled Omra", "Tirland=XTR", holder="Karvia=XKA")
    add(store, Coded(document=first, sentences=sentences, claims=(told,), coder="by-hand 1"))
    opening = "Tirland has rejected the allegations."
    later, sentences = report(opening, TOLD, id="r-2", publisher="Lakeside Post")
    later = msgspec.structs.replace(later, published=DAY + datetime.timedelta(1))
    denial = claim(later, sentences, 0, "REJECT", "rejected", "Tirland=XTR")
    again = claim(later, sentences, 1, "ASSAULT", "shelled Omra", "Tirland=XTR", holder="Karvia=XKA")
    add(store, Coded(document=later, sentences=sentences, claims=(denial, again), coder="by-hand 1"))
    (event,) = store.ledger().events(EventFilter(type="ASSAULT"))
    assert (event.status, event.deniers, event.reports) == ("disputed", ("XTR (government)",), 2)
    (then,) = store.ledger().iter_events(EventFilter(type="ASSAULT"), as_of=DAY)
    assert (then.status, then.denying_origins) == ("reported", 0)


def coded(id: str = "r-1", publisher: str = "Northern Star") -> Coded:
    document, sentences = report(TOLD, "Tirland denied the reports.", id=id, publisher=publisher)
    told = claim(document, sentences, 0, "ASSAULT", "shelled Omra", "Tirland=XTR", holder="Karvia=XKA")
    denial = claim(document, sentences, 1, "REJECT", "denied", "Tirland=XTR")
    return Coded(document=document, sentences=sentences, claims=(told, denial), coder="by-hand 1")


def add(store: Store, *reports: Coded) -> None:
    with store.writer() as writer:
        writer.add_many(reports)
    store.settle()


def test_the_ledger_counts_it(store: Store) -> None:
    each = coded()
    told, denial = each.claims
    add(store, each)
    ledger = store.ledger()
    (event,) = ledger.events(EventFilter(type="ASSAULT"))
    assert (event.status, event.denying_origins, event.deniers) == ("disputed", 1, ("XTR (government)",))
    assert (event.types, event.claims, event.reports) == (("ASSAULT",), 2, 1)
    dossier = ledger.dossier(event.id)
    (against,) = [each for each in dossier.testimonies if each.side == "denies"]
    assert against.claim == denial
    assert against.joined_to == told.id
    assert against.steps[-1].name == "XTR (government)"
    assert ledger.event_id(denial.id) != event.id, "the denial is an event of its own too"
    assert [each.type for each in ledger.events(EventFilter(type="REJECT"))] == ["REJECT"]


def test_later_reports_and_decisions(store: Store, tmp_path: Path) -> None:
    """It holds when others come in, and goes when somebody says that the denial was read wrongly."""
    first, second = coded(), coded("r-2", "Lakeside Post")
    add(store, first)
    add(store, second)
    (event,) = store.ledger().events(EventFilter(type="ASSAULT"))
    assert (event.reports, event.denying_origins) == (2, 1)
    with Store.open(tmp_path / "other.duckdb") as other:
        add(other, second, first)
        assert other.ledger().events() == store.ledger().events()
    for each in (first, second):
        store.decide("wrong", each.claims[1].id, person="mk")
    store.settle()
    (event,) = store.ledger().events(EventFilter(type="ASSAULT"))
    assert (event.denying_origins, event.status) == (0, "reported")


def test_it_goes_with_its_report(store: Store) -> None:
    each = coded()
    add(store, each)
    without = Coded(document=each.document, sentences=each.sentences, claims=each.claims[:1], coder="by-hand 2")
    add(store, without)
    (event,) = store.ledger().events()
    assert event.denying_origins == 0
    assert store.view().sql("SELECT count(*) FROM answers").rows == [(0,)]


def test_a_denial_of_the_deed_a_day_later_by_another_outlet(store: Store) -> None:
    """It names what it denies, and so belongs to the event, whether it comes in with the accusation or after it."""
    document, sentences = report("Karvia supplied shells to Tirland.", id="r-1")
    told = Coded(
        document=document,
        sentences=sentences,
        claims=(claim(document, sentences, 0, "AID", "supplied shells", "Karvia=XKA", to="Tirland=XTR"),),
        coder="by-hand 1",
    )
    document, sentences = report(
        "Karvia denied that Karvia supplied any shells to Tirland.", id="r-2", publisher="Southern Post"
    )
    document = msgspec.structs.replace(document, published=DAY + datetime.timedelta(1))
    denial = claim(
        document, sentences, 0, "AID", "supplied any shells", "Karvia=XKA", to="Tirland=XTR",
        holder="Karvia=XKA", stance="denies",
    )  # fmt: skip
    denied = Coded(document=document, sentences=sentences, claims=(denial,), coder="by-hand 1")
    with store.writer() as writer:
        writer.add(told)
    store.settle()
    with store.writer() as writer:
        writer.add(denied)
    store.settle()
    (event,) = store.ledger().iter_events(EventFilter(type="AID"))
    assert (event.status, event.claims, event.denying_origins) == ("disputed", 2, 1)
    (then,) = store.ledger().iter_events(EventFilter(type="AID"), as_of=DAY)
    assert then.status == "reported"
