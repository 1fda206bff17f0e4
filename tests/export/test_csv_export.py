"""The claims table: read back by csv."""

import csv
import io

import msgspec
from hypothesis import given, settings
from store_examples import coded_reports, report

from sayso.coded import Coded
from sayso.export import CSV_COLUMNS, export_csv


def exported(coded: Coded) -> list[dict[str, str]]:
    file = io.StringIO(newline="")
    assert export_csv(coded.claims, file) == len(coded.claims)
    file.seek(0)
    return list(csv.DictReader(file))


def test_a_row_a_claim() -> None:
    pledge, accusation, _, denial, visit = exported(report())
    assert tuple(pledge) == CSV_COLUMNS
    assert (pledge["type"], pledge["actors"], pledge["actor_countries"]) == ("SUPPORT", "Kim Jong Un", "PRK")
    assert (pledge["date_start"], pledge["place"], pledge["contexts"]) == (
        "2024-06-19",
        "Pyongyang",
        "military; diplomatic",
    )
    assert (accusation["actor_names"], accusation["stances"], accusation["date_start"]) == ("", "", "")
    assert (denial["stances"], denial["holders"], denial["holder_countries"]) == ("denies", "Russia", "RUS")
    assert (denial["killed"], denial["injured"]) == ("12", "")
    assert [visit[aux] for aux in ("negation", "future", "hypothetical", "historical")] == ["0", "1", "1", "0"]


def test_without_claims_there_is_a_header() -> None:
    file = io.StringIO()
    assert export_csv([], file) == 0
    assert file.getvalue().splitlines() == [",".join(CSV_COLUMNS)]


@settings(max_examples=25, deadline=None)
@given(coded=coded_reports())
def test_each_list_in_a_cell_has_a_place_for_each_participant(coded: Coded) -> None:
    for row, claim in zip(exported(coded), coded.claims, strict=True):
        for column in ("actors", "actor_names", "actor_countries", "actor_sectors"):
            assert len(row[column].split("; ")) == max(1, len(claim.actors))
        assert float(row["confidence"]) == claim.confidence


def test_a_claim_is_one_line() -> None:
    file = io.StringIO()
    claim = msgspec.structs.replace(report().claims[0], coder='a\r\nb\rc\nd\u2028e "f", \ud83d', modes=("x;y", "z"))
    export_csv([claim], file)
    _, line = file.getvalue().splitlines()
    row = next(csv.reader([line]))
    assert row[CSV_COLUMNS.index("coder")] == 'a b c d e "f", \ufffd'
    assert row[CSV_COLUMNS.index("modes")] == "x,y; z"
