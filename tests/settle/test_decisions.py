"""What people decide outranks the machine, is kept for good, and survives a rebuild."""

import pytest
from ledger_dump import dump
from stories import Story

from sayso.errors import QueryError, StoreError
from sayso.store import Store


@pytest.fixture
def rounds(store: Store, stories: list[Story]) -> Store:
    """Two rounds of talks, settled: one event each."""
    story = next(each for each in stories if each.name == "two-rounds")
    with store.writer() as writer:
        writer.add_many(story.reports)
    store.settle()
    return store


def events(store: Store, type: str = "CONSULT") -> list[str]:
    return [row[0] for row in store.view().sql(f"SELECT id FROM events WHERE type = '{type}' ORDER BY date_start").rows]


def claims(store: Store, event: str) -> list[str]:
    return [row[0] for row in store.view().sql(f"SELECT claim FROM event_claims WHERE event = '{event}'").rows]


def test_same_joins_what_the_machine_kept_apart(rounds: Store) -> None:
    first, second = events(rounds)
    both = sorted(claims(rounds, first) + claims(rounds, second))
    rounds.decide("same", first, second, person="mk", note="one meeting with a break")
    rounds.settle()
    (joined,) = events(rounds)
    assert sorted(claims(rounds, joined)) == both
    reasons = rounds.view().sql("SELECT reason FROM event_claims WHERE score IS NULL AND reason IS NOT NULL").rows
    assert reasons == [("decided by mk: one meeting with a break",)] * 2
    before = dump(rounds)
    rounds.settle(rebuild=True)
    assert dump(rounds) == before


def test_both_ids_lead_to_the_event_that_was_made_of_two(rounds: Store) -> None:
    first, second = events(rounds)
    rounds.decide("same", first, second, person="mk")
    rounds.settle()
    (joined,) = events(rounds)
    assert [rounds.ledger().event_id(each) for each in (first, second)] == [joined, joined]
    rounds.decide("withdrawn", first, second, person="mk")
    rounds.settle()
    assert [rounds.ledger().event_id(each) for each in (first, second)] == [first, second]


def test_not_same_parts_what_the_machine_joined(rounds: Store) -> None:
    first, _ = events(rounds)
    one, *_, other = claims(rounds, first)
    rounds.decide("not-same", one, other, person="mk")
    rounds.settle()
    ledger = rounds.ledger()
    assert ledger.event_id(one) != ledger.event_id(other)
    before = dump(rounds)
    rounds.settle(rebuild=True)
    assert dump(rounds) == before


def test_a_wrong_claim_is_in_no_event(rounds: Store) -> None:
    (freed,) = events(rounds, "RETREAT")
    wrong, *_ = claims(rounds, freed)
    rounds.decide("wrong", wrong, person="mk")
    rounds.settle()
    with pytest.raises(QueryError, match="there is no event"):
        rounds.ledger().event_id(wrong)
    before = dump(rounds)
    rounds.settle(rebuild=True)
    assert dump(rounds) == before


def test_withdrawn_is_as_if_never_decided_but_stays_on_record(rounds: Store) -> None:
    before = dump(rounds)
    first, second = events(rounds)
    rounds.decide("same", first, second, person="mk")
    anchors = [row[0] for row in rounds.view().sql("SELECT anchor FROM events WHERE type = 'CONSULT'").rows]
    rounds.settle()
    rounds.decide("withdrawn", *anchors, person="jd")
    rounds.settle()
    assert dump(rounds) == before
    kept = rounds.ledger().decisions()
    assert [(each.verdict, each.person) for each in kept] == [("same", "mk"), ("withdrawn", "jd")]


def test_a_decision_waits_for_a_claim_that_comes_back(rounds: Store, stories: list[Story]) -> None:
    """The report is read differently for a while, so that the claim decided on is not there."""
    import msgspec  # noqa: PLC0415

    first, second = events(rounds)
    rounds.decide("same", first, second, person="mk")
    rounds.settle()
    expected = dump(rounds)
    anchor = rounds.ledger().decisions()[0].claim
    story = next(each for each in stories if each.name == "two-rounds")
    coded = next(each for each in story.reports if any(claim.id == anchor for claim in each.claims))
    with rounds.writer() as writer:
        writer.add(msgspec.structs.replace(coded, claims=()))
    rounds.settle()
    assert len(events(rounds)) == 2
    with rounds.writer() as writer:
        writer.add(coded)
    rounds.settle()
    assert dump(rounds) == expected


@pytest.mark.parametrize(
    ("verdict", "others", "person", "message"),
    [
        ("maybe", 1, "mk", "there is no verdict 'maybe'"),
        ("same", 0, "mk", "name a second one"),
        ("wrong", 1, "mk", "leave the second one out"),
        ("wrong", 0, " ", "name yourself"),
    ],
)
def test_errors(rounds: Store, verdict: str, others: int, person: str, message: str) -> None:
    first, second = events(rounds)
    with pytest.raises(QueryError, match=message):
        rounds.decide(verdict, first, *[second][:others], person=person)
    assert rounds.ledger().decisions() == []


def test_unknown_claim(rounds: Store) -> None:
    with pytest.raises(QueryError, match="there is no claim or event 'e-xyz'"):
        rounds.decide("wrong", "e-xyz", person="mk")


def test_reading_only(rounds: Store) -> None:
    path = rounds.path
    rounds.close()
    with Store.open(path, read_only=True) as store:
        with pytest.raises(StoreError, match="open for reading only"):
            store.settle()
        with pytest.raises(StoreError, match="open for reading only"):
            store.decide("wrong", "e-1", person="mk")
