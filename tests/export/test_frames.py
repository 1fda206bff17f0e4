"""Claims and events as pandas and Arrow tables."""

import importlib.util
from pathlib import Path
from typing import Any

import pyarrow
import pytest

import sayso
from sayso.errors import QueryError, SaysoError
from sayso.export import FORMATS
from sayso.export import frame as frame_of
from sayso.store import Store


def test_claims_as_a_data_frame(settled: Path) -> None:
    with sayso.open(settled) as store:
        frame = store.claims()
        assert list(frame.columns) == [column.name for column in FORMATS["parquet"].claims]
        assert len(frame) == 10
        assert frame["date_start"].dtype.kind == "M"
        assert frame["future"].dtype == bool
        denied = store.claims(standing="denied", document="summit").iloc[0]
    assert list(denied["actor_countries"]) == ["PRK"]
    assert list(denied["holders"]) == ["Russia"]
    assert denied["killed"] == 12


def test_filters_have_the_names_of_the_options(settled: Path) -> None:
    with sayso.open(settled) as store:
        assert set(store.claims(actor="PRK", with_="RUS", type="AID")["standing"]) == {"alleged", "denied"}
        assert len(store.claims(since="2024-06-19", without_standing=["denied"])) == 2
        assert list(store.claims(order="date", limit=1)["trigger"]) == ["pledged full support"]


def test_claims_as_an_arrow_table(settled: Path) -> None:
    with sayso.open(settled) as store:
        table = store.claims(form="arrow")
    assert isinstance(table, pyarrow.Table)
    assert table.num_rows == 10
    assert pyarrow.types.is_list(table.schema.field("actors").type)
    assert table.schema.field("date_start").type == pyarrow.date32()


def test_events(settled: Path) -> None:
    with sayso.open(settled) as store:
        frame = frame_of(store.view(), "events", order="date")
        assert list(frame.columns) == [column.name for column in FORMATS["parquet"].events]
        assert list(frame["status"]) == ["reported", "disputed", "announced"]
        supply = frame.iloc[1]
        assert (supply["claims"], supply["origins"], supply["denying_origins"]) == (4, 1, 1)
        assert list(supply["stances"]) == ["alleges", "denies"]
        assert list(supply["deniers"]) == ["Russia"]
        assert supply["killed"] == 14, "the latest report counts"
        assert list(frame_of(store.view(), "events", status="disputed")["id"]) == [supply["id"]]
        chosen = frame_of(store.view(), "events", form="arrow", min_origins=1, without_status=("disputed",))
        assert chosen.num_rows == 2


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        ({"aktor": "PRK"}, "no filter 'aktor'; there are actor,"),
        ({"standing": "deny"}, "no standing 'deny'; did you mean denied"),
        ({"status": "denied"}, "claims have a standing"),
        ({"since": "June"}, "since='June' is not a day"),
    ],
)
def test_what_does_not_exist_is_said(settled: Path, filters: dict[str, Any], message: str) -> None:
    with sayso.open(settled) as store, pytest.raises(QueryError, match=message):
        store.claims(**filters)


def test_a_form_that_does_not_exist_is_said(settled: Path) -> None:
    with (
        sayso.open(settled) as store,
        pytest.raises(SaysoError, match="no table of form 'polars'; ask for one of pandas"),
    ):
        store.claims(form="polars")  # type: ignore[call-overload]


def test_a_database_that_was_never_settled_says_so(tmp_path: Path) -> None:
    with (
        Store.open(tmp_path / "news.duckdb") as store,
        pytest.raises(SaysoError, match="no events yet; run `sayso settle`"),
    ):
        frame_of(store.view(), "events")


@pytest.mark.parametrize(("form", "package"), [("pandas", "pandas"), ("arrow", "pyarrow")])
def test_without_the_package_it_says_what_to_install(
    settled: Path, monkeypatch: pytest.MonkeyPatch, form: Any, package: str
) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr("sayso.export.table.find_spec", lambda name: None if name == package else find(name))
    with (
        sayso.open(settled) as store,
        pytest.raises(SaysoError, match=rf"need {package}.*pip install 'sayso\[frames\]'"),
    ):
        store.claims(form=form)
