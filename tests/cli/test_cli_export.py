"""`sayso export`: files, names, and what it says of what the rows cannot."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pandas
import pytest
from click.testing import Result

Sayso = Callable[..., Result]


def rows(result: Result, delimiter: str = "\t") -> list[dict[str, str]]:
    assert result.exit_code == 0, result.output
    return list(csv.DictReader(io.StringIO(result.stdout), delimiter=delimiter))


@pytest.mark.parametrize("format", ["csv", "polecat", "icews", "gdelt1", "gdelt2", "cameo", "jsonl", "parquet"])
def test_every_format_to_a_file(sayso: Sayso, tmp_path: Path, format: str) -> None:
    result = sayso("export", format, str(tmp_path / "out"))
    assert result.exit_code == 0, result.output
    assert (tmp_path / "out").stat().st_size > 0
    assert not result.stdout
    assert f"to {tmp_path / 'out'}" in result.stderr


def test_what_the_columns_cannot_say_is_said(sayso: Sayso, tmp_path: Path) -> None:
    told = sayso("export", "icews", str(tmp_path / "events.tab")).stderr
    assert "No column says that of these claims are:" in told
    assert "1 announced" in told
    assert "--extra adds columns that do; --without-standing" in told
    assert "--undated published gives them the report's." in told
    assert "No column says" not in sayso("export", "icews", "-", "--extra", "--undated", "drop").stderr


def test_extra_columns_under_names_for_r(sayso: Sayso) -> None:
    found = rows(sayso("export", "icews", "-", "--extra", "--names", "r", "--standing", "denied"))
    assert {row["sayso_standing"] for row in found} == {"denied"}
    assert {"event_id", "cameo_code", "source_country"} <= set(found[0])


def test_gdelt_has_no_line_of_names_unless_asked(sayso: Sayso) -> None:
    bare = sayso("export", "gdelt2", "-").stdout.splitlines()
    named = sayso("export", "gdelt2", "-", "--header").stdout.splitlines()
    assert named[0].startswith("GLOBALEVENTID\tSQLDATE\t")
    assert named[1:] == bare
    assert sayso("export", "gdelt2", "-", "--names", "r").stdout.startswith("globaleventid\tsqldate\t")
    assert sayso("export", "polecat", "-", "--no-header").stdout.startswith("c-")


def test_filters_add_up(sayso: Sayso) -> None:
    all_of_them = rows(sayso("export", "csv", "-"), ",")
    chosen = rows(sayso("export", "csv", "-", "--without-standing", "denied", "--without-standing", "alleged"), ",")
    assert len(chosen) < len(all_of_them)
    assert {row["standing"] for row in chosen}.isdisjoint({"denied", "alleged"})
    certain = rows(sayso("export", "csv", "-", "--without-aux", "hypothetical", "--actor", "PRK"), ",")
    assert certain
    assert all(row["hypothetical"] == "0" and "PRK" in row["actor_countries"] for row in certain)


def test_parquet_is_read_by_pandas(sayso: Sayso, tmp_path: Path) -> None:
    path = tmp_path / "o'clock.parquet"  # a quotation mark in a name must not end it
    assert sayso("export", "parquet", str(path)).exit_code == 0
    assert len(pandas.read_parquet(path)) == len(rows(sayso("export", "csv", "-"), ","))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("csv", "-", "--rows", "events"), "this database has no events yet; run `sayso settle`"),
        (("jsonl", "-", "--status", "disputed"), "this database has no events yet"),
        (("csv", "-", "--rows", "claims", "--status", "disputed"), "claims have a standing (--standing)"),
        (("jsonl", "-", "--rows", "claims", "--min-origins", "2"), "claims have a standing (--standing)"),
        (("parquet", "-"), "cannot be written to standard output; name a file"),
        (("parquet", "/nowhere/at/all.parquet"), "/nowhere/at/all.parquet cannot be written"),
        (("icews", "/nowhere/at/all.tab"), "/nowhere/at/all.tab cannot be written"),
    ],
)
def test_what_cannot_be_done_is_said(sayso: Sayso, arguments: tuple[str, ...], message: str) -> None:
    result = sayso("export", *arguments)
    assert result.exit_code == 1
    assert message in result.stderr
    assert not result.stdout


def test_the_claims_command_pipes_the_same_csv(sayso: Sayso) -> None:
    assert sayso("claims").stdout == sayso("export", "csv", "-").stdout


def test_jsonl_of_claims_is_as_it_was(sayso: Sayso) -> None:
    lines = sayso("export", "jsonl", "-").stdout.splitlines()
    assert {"doc_id", "event", "trigger", "actors", "recipients", "aux", "attribution"} <= set(json.loads(lines[0]))
