"""The founding case, coded by the coder that ships: a supply of arms that two governments allege and others deny."""

from pathlib import Path

import pytest

from sayso.coding import Coder
from sayso.document import Document
from sayso.read import read
from sayso.settle.event_filter import EventFilter
from sayso.store import Store

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.mark.slow
def test_one_supply_of_munitions(store: Store) -> None:
    reports = [document for document in read([str(EXAMPLES)]) if isinstance(document, Document)]
    with store.writer() as writer:
        writer.add_many(Coder().pipe(reports))
    store.settle()
    ledger = store.ledger()
    chosen = EventFilter(actor="PRK", recipient="RUS", type="AID", status="disputed")
    supplies = [event for event in ledger.events(chosen) if event.affirmers]
    assert len(supplies) == 1
    dossier = ledger.dossier(supplies[0].id)
    assert {"United States (government)", "South Korea (government)"} <= set(dossier.event.affirmers)
    assert "Russia (government)" in dossier.event.deniers
    # The Courier’s reprint of the Meridian Wire adds claims, and no origin.
    reprinted = [told for told in dossier.testimonies if told.document.publisher == "Harbor City Courier"]
    assert reprinted
    for told in reprinted:
        assert dossier.origins[told.origin].reports > 1
        assert [step.name for step in told.steps[:2]] == ["Harbor City Courier", "Meridian Wire"]
