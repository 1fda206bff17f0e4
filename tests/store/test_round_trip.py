"""What is written comes back equal."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store_examples import TEXT, coded_reports, report, span, with_id

from sayso.claim import Claim, Number
from sayso.coded import Coded
from sayso.document import Document
from sayso.errors import StoreError
from sayso.span import Span
from sayso.store import Store


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(reports=st.lists(coded_reports(), max_size=4, unique_by=lambda coded: coded.document.id))
def test_reports_come_back_equal(tmp_path_factory: pytest.TempPathFactory, reports: list[Coded]) -> None:
    path = tmp_path_factory.mktemp("round") / "db.duckdb"
    with Store.open(path) as store, store.writer() as writer:
        assert writer.add_many(reports)["new"] == len(reports)
    with Store.open(path, read_only=True) as store:
        view = store.view()
        assert [view.coded(coded.document.id) for coded in reports] == reports
        assert view.count() == sum(len(coded.claims) for coded in reports)
        assert {d.id: d for d in view.documents()} == {coded.document.id: coded.document for coded in reports}


def test_a_lone_surrogate_becomes_the_replacement_character_and_offsets_hold(tmp_path: Path) -> None:
    text = "half \ud83d a smile"
    coded = Coded(document=Document.of(text, id="x"), sentences=(Span.of(text, 0, len(text)),), claims=(), coder="t")
    with Store.open(tmp_path / "db.duckdb") as store:
        with store.writer() as writer:
            assert writer.add(coded) == "new"
            assert writer.coded_already(coded.document, "t")
            assert writer.add(coded) == "unchanged"
        back = store.view().coded("x")
    assert back.document.text == text.replace("\ud83d", "\ufffd")
    assert back.sentences[0].end == len(text)


def test_the_second_claim_of_one_id_is_left_out(tmp_path: Path) -> None:
    coded = report()
    doubled = Coded(document=coded.document, sentences=coded.sentences, claims=coded.claims * 2, coder=coded.coder)
    with Store.open(tmp_path / "db.duckdb") as store:
        with store.writer() as writer:
            writer.add(doubled)
        assert store.view().coded("summit") == coded


def test_a_number_too_large_is_refused_with_its_document_and_the_rest_goes_on(tmp_path: Path) -> None:
    number = Number(kind="crowd", low=10**30, high=None, span=span("12"))
    first = report().claims[0]
    fields = {name: getattr(first, name) for name in Claim.__struct_fields__}
    bad = Coded(
        document=Document.of(TEXT, id="bad"), sentences=(), claims=(with_id(Claim(**fields | {"numbers": (number,)})),)
    )
    with Store.open(tmp_path / "db.duckdb") as store:
        with store.writer() as writer:
            with pytest.raises(StoreError, match="'12' is too large"):
                writer.add(bad)
            assert writer.add(report()) == "new"
        assert [d.id for d in store.view().documents()] == ["summit"]
