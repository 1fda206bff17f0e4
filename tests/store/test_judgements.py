"""Judgements are added and never changed; the last on a claim holds."""

from pathlib import Path

import pytest
from store_examples import report

from sayso.errors import StoreError
from sayso.export.judged import judged_records
from sayso.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store.open(tmp_path / "db.duckdb")
    with store.writer() as writer:
        writer.add(report())
    return store


def test_the_last_holds_and_all_are_kept(store: Store) -> None:
    claim = store.view().claims()[0]
    judgements = store.judgements()
    judgements.add(claim, "accepted", person="a")
    judgements.add(claim, "corrected", person="b", correction=claim, note="as it was")
    assert judgements.of([claim.id, "c-other"]) == {claim.id: judgements.history(claim.id)[1]}
    assert judgements.of([claim.id])[claim.id].correction == claim
    judgements.add(claim, "withdrawn", person="a")
    assert judgements.of([claim.id]) == {}
    assert judgements.current() == []
    assert [each.verdict for each in judgements.all()] == ["withdrawn", "corrected", "accepted"]
    assert [each.id for each in judgements.history(claim.id)] == [1, 2, 3]
    assert judgements.all(limit=1, offset=1)[0].verdict == "corrected"


def test_what_lacks_a_part_is_refused(store: Store) -> None:
    claim = store.view().claims()[0]
    with pytest.raises(StoreError, match="name of the person"):
        store.judgements().add(claim, "accepted", person=" ")
    with pytest.raises(StoreError, match="comes with a correction"):
        store.judgements().add(claim, "corrected", person="a")
    with pytest.raises(StoreError, match="comes with a correction"):
        store.judgements().add(claim, "accepted", person="a", correction=claim)
    assert store.judgements().count() == 0


def test_only_sentences_that_were_judged_to_the_end_are_exported(store: Store) -> None:
    claims = store.view().claims()
    by_sentence = {claim.sentence: [c for c in claims if c.sentence == claim.sentence] for claim in claims}
    whole, part = (
        next(s for s, c in by_sentence.items() if len(c) == 1),
        next(s for s, c in by_sentence.items() if len(c) > 1),
    )
    assert list(judged_records(store)) == []
    store.judgements().add(by_sentence[part][0], "accepted", person="a")
    assert list(judged_records(store)) == []
    store.judgements().add(by_sentence[whole][0], "rejected", person="a")
    (record,) = judged_records(store)
    assert [sentence["id"] for sentence in record["sentences"]] == [whole]
    assert record["claims"] == []
