"""Events as rows: the same formats, one row for each actor and recipient of an event."""

import csv
import datetime
import io
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from ledger_by_hand import PLEDGE, SUPPLY, VISIT

from sayso.cli import main
from sayso.errors import QueryError
from sayso.export import FORMATS, Options, Wanted, Written, export_events, unsettled, write_text
from sayso.settle.event_filter import EventFilter
from sayso.store import ClaimFilter, Store, View


def exported(view: View, format: str, wanted: Wanted | None = None, **options: Any) -> list[dict[str, str]]:
    file = io.StringIO(newline="")
    write_text(view, FORMATS[format], file, wanted or Wanted(), Options(header=True, **options))
    file.seek(0)
    return list(csv.DictReader(file, delimiter=FORMATS[format].delimiter))


def ids(view: View, **fields: Any) -> set[str]:
    return {row["id"] for row in exported(view, "csv", Wanted(**fields), unit="events")}


def test_formats_of_event_data_export_events_where_there_are_any(settled_view: View) -> None:
    written: dict[str, Written] = {
        name: write_text(settled_view, format, io.StringIO(newline=""))
        for name, format in FORMATS.items()
        if name != "parquet"
    }
    assert {name for name, each in written.items() if each.unit == "events"} == {*FORMATS} - {"csv", "parquet"}
    assert written["icews"].items == 3
    assert written["icews"].by_standing == {"reported": 1, "disputed": 1, "announced": 1}


def test_gdelt_counts_claims_publishers_and_reports(settled_view: View) -> None:
    pledge, supply, *_ = exported(settled_view, "gdelt1", Wanted(claims=ClaimFilter(order="date")))
    assert (pledge["NumMentions"], pledge["NumSources"], pledge["NumArticles"]) == ("2", "1", "2"), "both are AP's"
    assert (supply["NumMentions"], supply["EventCode"], supply["QuadClass"]) == ("4", "070", "2")
    assert (pledge["IsRootEvent"], supply["IsRootEvent"]) == ("1", "0")
    assert pledge["SOURCEURL"] == "https://news.example/summit"
    assert (pledge["SQLDATE"], pledge["FractionDate"]) == ("20240619", "2024.463")
    assert pledge["ActionGeo_FullName"] == "Pyongyang, North Korea"
    assert pledge["ActionGeo_Type"] == "4"


def test_an_announced_event_is_an_intent(settled_view: View) -> None:
    visit = exported(settled_view, "cameo", Wanted(status=("announced",)), extra=True)
    assert {(row["code"], row["quad_class"], row["sayso_standing"]) for row in visit} == {("036", "1", "announced")}
    assert [(row["source_name"], row["target_name"]) for row in visit] == [("PKK", ""), ("", "PKK")]


def test_polecat_of_events(settled_view: View) -> None:
    pledge = exported(settled_view, "polecat", Wanted(claims=ClaimFilter(type="SUPPORT")))[0]
    assert (pledge["Event ID"], pledge["Actor Name"], pledge["Actor Country"]) == (
        f"{PLEDGE}-1-1",
        "Kim Jong Un",
        "PRK",
    )
    assert (pledge["Event Date"], pledge["Contexts"], pledge["Publication Date"]) == (
        "2024-06-19", "military;diplomatic", "2024-06-20",
    )  # fmt: skip
    assert (pledge["Source"], pledge["Language"], pledge["Actor Name Raw"]) == ("AP", "en", "")


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({}, {PLEDGE, SUPPLY, VISIT}),
        ({"status": ("disputed", "announced")}, {SUPPLY, VISIT}),
        ({"without_status": ("disputed",)}, {PLEDGE, VISIT}),
        ({"min_origins": 2}, set()),
        ({"claims": ClaimFilter(actor="PRK", with_="RUS")}, {PLEDGE, SUPPLY}),
        ({"claims": ClaimFilter(standing=("denied",))}, {SUPPLY}),
        ({"claims": ClaimFilter(without_standing=("denied",))}, {PLEDGE, SUPPLY, VISIT}),  # others affirm it
        ({"claims": ClaimFilter(without_aux=("hypothetical",)), "without_status": ("reported",)}, {SUPPLY}),
        ({"claims": ClaimFilter(limit=1, order="date")}, {PLEDGE}),
    ],
)
def test_which_events(settled_view: View, fields: dict[str, Any], found: set[str]) -> None:
    assert ids(settled_view, **fields) == found


def test_a_status_that_does_not_exist_is_said(settled_view: View) -> None:
    with pytest.raises(QueryError, match="no status 'refuted'; did you mean reported"):
        ids(settled_view, status=("refuted",))


def test_events_as_json_lines(settled_view: View) -> None:
    file = io.StringIO()
    assert export_events(settled_view, file, Wanted(claims=ClaimFilter(order="date"))) == 3
    pledge, supply, _ = (json.loads(line) for line in file.getvalue().splitlines())
    assert list(pledge) == [column.name for column in FORMATS["csv"].events]
    assert (pledge["date_start"], pledge["actor_names"], pledge["future"]) == ("2024-06-19", ["Kim Jong Un"], False)
    assert (supply["affirmers"], supply["deniers"]) == (["United States (officials)"], ["Russia"])


def test_reports_that_no_event_has_yet_are_counted(settled: Path) -> None:
    # The ledger by hand says nothing of which reports it has taken in.
    result = CliRunner().invoke(main, ["export", "icews", "-", "--db", str(settled)])
    assert result.exit_code == 0
    assert "2 reports new or changed since the last `sayso settle`: not in these events yet." in result.stderr
    assert "No column says that of these events are: 1 announced, 1 disputed." in result.stderr
    assert "--without-status announced, …" in result.stderr


@pytest.mark.slow
def test_the_examples_settled_and_exported(coded_examples: Path, tmp_path: Path) -> None:
    pytest.importorskip("rensa", reason="settling takes it")
    path = shutil.copy(coded_examples, tmp_path / "news.duckdb")
    with Store.open(path) as store:
        store.settle()
        view, ledger = store.view(), store.ledger()
        assert unsettled(view) == 0
        assert ids(view) == {event.id for event in ledger.iter_events()}
        disputed = {event.id for event in ledger.iter_events(EventFilter(status="disputed"))}
        assert disputed
        assert ids(view, status=("disputed",)) == disputed
        dyad = {event.id for event in ledger.iter_events(EventFilter(actor="PRK", with_="RUS", min_origins=2))}
        assert ids(view, claims=ClaimFilter(actor="PRK", with_="RUS"), min_origins=2) == dyad
        day = datetime.date(2024, 6, 19)
        then = {event.id: event.status for event in ledger.iter_events(as_of=day)}
        rows = exported(view, "csv", Wanted(as_of=day), unit="events")
        assert {row["id"]: row["status"] for row in rows} == then
        for name in ("polecat", "icews", "gdelt1", "gdelt2", "cameo"):
            found = exported(view, name, extra=True)
            told = {(row["sayso_id"], row["sayso_standing"]) for row in found}
            assert told == {(event.id, event.status) for event in ledger.iter_events()}
