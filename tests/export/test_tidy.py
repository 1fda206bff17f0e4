"""The claims table: read back by csv."""

import csv
import io
import tempfile
from pathlib import Path

from hypothesis import given, settings
from store_examples import coded_reports, report

from sayso.coded import Coded
from sayso.export import FORMATS, write_text
from sayso.store import Store

COLUMNS = [column.name for column in FORMATS["csv"].claims]


def exported(*reports: Coded) -> list[dict[str, str]]:
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "news.duckdb") as store:
        with store.writer() as writer:
            for each in reports:
                writer.add(each)
        file = io.StringIO(newline="")
        written = write_text(store.view(), FORMATS["csv"], file)
    assert len(file.getvalue().splitlines()) == written.rows + 1, "a claim is one line to every reader"
    file.seek(0)
    return list(csv.DictReader(file))


def test_a_row_a_claim() -> None:
    pledge, accusation, supply, denial, visit = exported(report(url="https://news.example/1"))
    assert list(pledge) == COLUMNS
    assert (pledge["type"], pledge["actors"], pledge["actor_countries"]) == ("SUPPORT", "Kim Jong Un", "PRK")
    assert (pledge["date_start"], pledge["place"], pledge["contexts"]) == (
        "2024-06-19",
        "Pyongyang",
        "military; diplomatic",
    )
    assert (pledge["publisher"], pledge["published"], pledge["url"]) == ("AP", "2024-06-20", "https://news.example/1")
    assert (accusation["actor_names"], accusation["stances"], accusation["date_start"]) == ("", "", "")
    assert (denial["stances"], denial["holders"], denial["holder_countries"]) == ("denies", "Russia", "RUS")
    assert (denial["killed"], denial["injured"], denial["quoted"]) == ("12", "", "1")
    assert [visit[aux] for aux in ("negation", "future", "hypothetical", "historical")] == ["0", "1", "1", "0"]
    assert [row["standing"] for row in (pledge, supply, denial, visit)] == [
        "reported", "alleged", "denied", "hypothetical",
    ]  # fmt: skip


def test_without_claims_there_is_a_header() -> None:
    assert exported() == []


@settings(max_examples=20, deadline=None)
@given(coded=coded_reports())
def test_each_list_in_a_cell_has_a_place_for_each_participant(coded: Coded) -> None:
    by_id = {claim.id: claim for claim in coded.claims}
    found = exported(coded)
    assert {row["id"] for row in found} == set(by_id)
    for row in found:
        claim = by_id[row["id"]]
        for column in ("actors", "actor_names", "actor_countries", "actor_sectors"):
            assert len(row[column].split("; ")) == max(1, len(claim.actors)) or any(
                "; " in a.span.text for a in claim.actors
            )
        assert float(row["confidence"]) == claim.confidence
