import datetime

import pytest
from stories import Story

from sayso.errors import QueryError, SaysoError
from sayso.settle.event_filter import EventFilter
from sayso.settle.ledger import Ledger
from sayso.store import Store


@pytest.fixture
def ledger(settled: Store) -> Ledger:
    return settled.ledger()


def arms(ledger: Ledger, stories: list[Story]) -> str:
    story = next(each for each in stories if each.name == "howitzers")
    return ledger.event_id(min(story.events["arms"].claims))


@pytest.mark.parametrize(
    ("event_filter", "count"),
    [
        (EventFilter(actor="XOS", with_="XKA", type="AID"), 1),
        (EventFilter(actor="XKA", with_="XOS", type="AID"), 1),  # either way
        (EventFilter(actor="XKA", recipient="XOS", type="AID"), 0),  # one way
        (EventFilter(actor="XKA", with_="XTR", type="CONSULT"), 2),  # what they do together
        (EventFilter(actor="liberation front", type="ASSAULT"), 2),
        (EventFilter(type="COOPERATE", recipient="XKA"), 1),  # arms sold, by one of the accounts
        (EventFilter(follow_up="called-off", until=datetime.date(2031, 12, 31)), 1),
        (EventFilter(place="dural"), 1),
        (EventFilter(since=datetime.date(2031, 6, 10), until=datetime.date(2031, 6, 12), type="CONSULT"), 2),
        (EventFilter(type="AID", denied=True, actor="XLU"), 1),  # a ransom
        (EventFilter(type="ASSAULT", min_origins=4, until=datetime.date(2031, 12, 31)), 1),
    ],
)
def test_filters(ledger: Ledger, event_filter: EventFilter, count: int) -> None:
    found = ledger.events(event_filter)
    assert len(found) == count
    assert ledger.count(event_filter) == count


def test_orders_and_limits(ledger: Ledger) -> None:
    every = ledger.events()
    most = ledger.events(EventFilter(order="claims"))
    assert most[0].claims == max(event.claims for event in every)
    assert [event.id for event in ledger.events(EventFilter(limit=3))] == [event.id for event in every[:3]]
    assert ledger.count(EventFilter(limit=3)) == len(every)


def test_as_of_a_day(ledger: Ledger, stories: list[Story]) -> None:
    key = arms(ledger, stories)
    then = ledger.event(key, as_of=datetime.date(2031, 5, 10))
    assert (then.status, then.claims, then.origins, then.deniers) == ("alleged", 1, 1, ())
    assert ledger.event(key, as_of=datetime.date(2031, 5, 11)).status == "disputed"
    assert ledger.event(key).status == "confirmed"
    with pytest.raises(QueryError, match="no report speaks of"):
        ledger.event(key, as_of=datetime.date(2031, 5, 9))
    assert ledger.count(EventFilter(status="confirmed"), as_of=datetime.date(2031, 5, 10)) < ledger.count(
        EventFilter(status="confirmed")
    )


def test_dossier(ledger: Ledger, stories: list[Story]) -> None:
    dossier = ledger.dossier(arms(ledger, stories))
    assert len(dossier.testimonies) == dossier.event.claims
    denials = [told for told in dossier.testimonies if told.side == "denies"]
    assert {told.document.publisher for told in denials} == {"Meridian Wire", "Lakeside Post"}
    assert len({told.origin for told in denials}) == 1, "two papers, one government"
    copied = next(told for told in denials if told.document.publisher == "Lakeside Post")
    assert [(step.name, step.evidence) for step in copied.steps] == [
        ("Lakeside Post", "publisher"),
        ("Meridian Wire", "copy"),
        ("XOS (government)", "attribution"),
    ]
    folds = dossier.origins[copied.origin].folds
    assert [(fold.evidence, fold.claim) for fold in folds] == [("holder", copied.claim.id)]
    assert [moment.day for moment in dossier.history] == sorted(
        {told.document.published for told in dossier.testimonies}
    )  # pyright: ignore[reportArgumentType]


def test_dossier_as_of_a_day_shows_what_was_there(ledger: Ledger, stories: list[Story]) -> None:
    day = datetime.date(2031, 5, 11)
    dossier = ledger.dossier(arms(ledger, stories), as_of=day)
    assert max(told.document.published for told in dossier.testimonies) == day  # pyright: ignore[reportArgumentType, reportCallIssue]
    assert dossier.history[-1].day == day


def test_a_ring_is_one_origin_and_flagged(ledger: Ledger) -> None:
    (event,) = [each for each in ledger.events(EventFilter(place="Omra", type="ASSAULT")) if each.circular]
    dossier = ledger.dossier(event.id)
    ring = next(origin for origin in dossier.origins if origin.circular)
    assert (ring.reports, event.origins) == (2, 1)
    assert any(fold.evidence == "circular" and "in turn" in fold.detail for fold in ring.folds)


def test_story_and_dyad(ledger: Ledger, stories: list[Story]) -> None:
    story = ledger.story(arms(ledger, stories))
    assert {"AID", "ACCUSE"} <= {event.type for event in story}
    days = [event.start or event.first_published for event in story]
    assert days == sorted(days)  # pyright: ignore[reportArgumentType, reportCallIssue]
    months = ledger.dyad("XKA", "XTR")
    assert [month.month for month in months] == sorted({month.month for month in months})
    september = next(month for month in months if month.month == datetime.date(2031, 9, 1))
    assert september.together == 2
    assert september.back >= 1, "prisoners are freed by XTR"
    assert [(m.forth, m.back) for m in ledger.dyad("XTR", "XKA")] == [(m.back, m.forth) for m in months]
    assert ledger.dyad("XKA", "XTR", since=datetime.date(2032, 1, 1)) == [m for m in months if m.month.year >= 2032]
    with pytest.raises(QueryError, match="there is no event between XKA and QQQ"):
        ledger.dyad("XKA", "QQQ")


def test_keys(ledger: Ledger) -> None:
    event = ledger.events(EventFilter(limit=1))[0]
    assert ledger.event(event.id[:10]) == event
    with pytest.raises(QueryError, match="more than one event is meant by 'e-'"):
        ledger.event("e-")
    with pytest.raises(QueryError, match="there is no event 'x'"):
        ledger.event("x")


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"type": "AIDE"}, "did you mean AID"),
        ({"status": "disputd"}, "did you mean disputed"),
        ({"order": "size"}, "there is no order"),
        ({"actor": " "}, "matches nobody"),
        ({"limit": -1}, "makes no sense"),
    ],
)
def test_filter_errors(ledger: Ledger, wrong: dict[str, object], message: str) -> None:
    with pytest.raises(QueryError, match=message):
        ledger.events(EventFilter(**wrong))  # pyright: ignore[reportArgumentType]


def test_frames(settled: Store) -> None:
    frame = settled.events(actor="XOS", with_="XKA", type="AID")
    assert frame["status"].tolist() == ["confirmed"]
    assert settled.events(actor="XOS", with_="XKA", type="AID", as_of="2031-05-10")["status"].tolist() == ["alleged"]
    table = settled.events(form="arrow", since="2032-01-01")
    assert table.num_rows == settled.ledger().count(EventFilter(since=datetime.date(2032, 1, 1)))
    with pytest.raises(QueryError, match="there is no filter 'colour'"):
        settled.events(colour="red")
    with pytest.raises(QueryError, match="there is no form 'excel'"):
        settled.events(form="excel")
    with pytest.raises(QueryError, match="is not a day"):
        settled.events(as_of="yesterday")


def test_never_settled(store: Store) -> None:
    with pytest.raises(SaysoError, match="run `sayso settle`"):
        store.ledger()
