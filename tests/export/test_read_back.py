"""Every table format, written from the coded examples and read back by pandas: names, types, code lists."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pandas
import pytest

from sayso.export import FORMATS, Format, Options, Wanted, write_parquet, write_text
from sayso.export.column import Column
from sayso.export.extra import EXTRA
from sayso.ontology import Ontology
from sayso.store import Store, View

pytestmark = pytest.mark.slow

ONTOLOGY = Ontology.load()
DYADS = [each for each in FORMATS.values() if each.rows == "dyads"]
EVERY_DYAD_FORMAT = pytest.mark.parametrize("format", DYADS, ids=[each.name for each in DYADS])
BEYOND = {"IGO", "NGO", "MNC", "IMG"}


@pytest.fixture(scope="module")
def view(coded_examples: Path) -> Iterator[View]:
    with Store.open(coded_examples, read_only=True) as store:
        yield store.view()


def read_back(view: View, format: Format, options: Options = Options()) -> pandas.DataFrame:  # noqa: B008 - frozen
    """A format as its users' scripts read it: tabs, no quoting rules given, code columns as text."""
    file = io.StringIO(newline="")
    written = write_text(view, format, file, options=options)
    columns = format.claims + (EXTRA if options.extra else ())
    kinds = {column.name: column.kind for column in columns}
    header = format.header if options.header is None else options.header
    file.seek(0)
    frame = pandas.read_csv(
        file,
        sep=format.delimiter,
        header=0 if header else None,
        names=None if header else list(kinds),
        dtype={name: str for name, kind in kinds.items() if kind in ("text", "list")},
        keep_default_na=False,
        na_values=[""],
    )
    assert list(frame.columns) == list(kinds)
    assert len(frame) == written.rows > 100
    return frame


def given(frame: pandas.DataFrame, column: str) -> pandas.Series:
    values = frame[column].dropna()
    assert len(values), f"{column} is empty throughout, so nothing is tested"
    return values


@pytest.mark.parametrize("format", [each for each in FORMATS.values() if each.name != "parquet"], ids=lambda f: f.name)
def test_every_column_has_its_type(view: View, format: Format) -> None:
    extra = format.rows == "dyads"
    frame = read_back(view, format, Options(extra=extra))
    for column in format.claims + (EXTRA if extra else ()):
        values = frame[column.name].dropna()
        if column.sql is None:
            assert values.empty, f"{column.name} is said to be always empty"
        else:
            check_kind(column, values)


def check_kind(column: Column, values: pandas.Series) -> None:
    match column.kind:
        case "integer":
            assert (values == values.astype("int64")).all(), column.name
            assert values.abs().max() < 2**53 if len(values) else True, "R holds it exactly"
        case "number":
            values.astype(float)
        case "day":
            assert values.str.fullmatch(r"\d{4}-\d\d-\d\d").all(), column.name
            pandas.to_datetime(values, format="%Y-%m-%d")
        case "flag":
            assert set(values) <= {0, 1}, column.name
        case "text" | "list":
            assert not values.str.contains(r"[\t\r\n]").any(), column.name


@EVERY_DYAD_FORMAT
def test_lines_part_at_the_same_places_for_a_reader_that_knows_no_quotes(view: View, format: Format) -> None:
    file = io.StringIO(newline="")
    written = write_text(view, format, file)
    lines = file.getvalue().splitlines()
    assert len(lines) == written.rows + format.header
    assert {line.count("\t") for line in lines} == {len(format.claims) - 1}
    assert '"' not in file.getvalue()


@pytest.mark.parametrize(
    ("name", "codes", "goldstein", "quad"),
    [
        ("icews", "CAMEO Code", "Intensity", None),
        ("gdelt1", "EventCode", "GoldsteinScale", "QuadClass"),
        ("gdelt2", "EventCode", "GoldsteinScale", "QuadClass"),
        ("cameo", "code", "goldstein", "quad_class"),
    ],
)
def test_codes_scores_and_quad_classes(view: View, name: str, codes: str, goldstein: str, quad: str | None) -> None:
    frame = read_back(view, FORMATS[name], Options(extra=True))
    assert set(frame[codes]) <= set(ONTOLOGY.cameo.codes), "every row has a code, and CAMEO has it"
    assert frame[codes].nunique() > 10
    assert given(frame, goldstein).between(-10, 10).all()
    for _, row in frame.iterrows():
        score = ONTOLOGY.cameo.goldstein(row[codes])
        assert row[goldstein] == score or (score is None and pandas.isna(row[goldstein]))
        type, _ = ONTOLOGY.cameo.plover_for(row[codes]) or (None, None)
        intended = row["sayso_future"] == 1 and row["sayso_negation"] == 0 and row["sayso_hypothetical"] == 0
        assert type == row["sayso_type"] or intended, "the code is of the event's type, or of its announcement"
        if quad:
            assert row[quad] == ONTOLOGY.cameo.quad(row[codes])
    if quad:
        assert set(frame[quad]) == {1, 2, 3, 4}


def test_polecat_speaks_plover(view: View) -> None:
    frame = read_back(view, FORMATS["polecat"])
    assert frame["Event ID"].is_unique
    assert set(frame["Event Type"]) <= set(ONTOLOGY.types)
    modes = frame[["Event Type", "Event Mode"]].dropna()
    assert len(modes)
    assert set(modes.itertuples(index=False, name=None)) <= set(ONTOLOGY.modes)
    assert set(frame["Quad Code"]) == {
        "VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT",
    }  # fmt: skip
    assert given(frame, "Intensity").between(-10, 10).all()
    assert set(";".join(given(frame, "Contexts")).split(";")) <= set(ONTOLOGY.contexts)
    for role in ("Actor", "Recipient"):
        assert set(given(frame, f"Primary {role} Sector")) <= set(ONTOLOGY.sectors)
        assert all(re.fullmatch("[A-Z]{3}", country) for country in given(frame, f"{role} Country"))
        named = frame[frame[f"{role} Country"] == "PRK"]
        assert set(named[f"{role} COW"]) == {731}
    assert given(frame, "Latitude").between(-90, 90).all()
    assert given(frame, "Longitude").between(-180, 180).all()


def test_icews_ids_are_numbers_of_their_own(view: View) -> None:
    frame = read_back(view, FORMATS["icews"])
    assert frame["Event ID"].is_unique
    assert frame["Event ID"].dtype == "int64"
    assert "Russian Federation" in set(frame["Source Country"])
    assert given(frame, "Sentence Number").min() == 1


@pytest.mark.parametrize("name", ["gdelt1", "gdelt2"])
def test_gdelt_days_actors_and_places(view: View, name: str) -> None:
    frame = read_back(view, FORMATS[name], Options(undated="published"))
    assert frame["GLOBALEVENTID"].is_unique
    days = pandas.to_datetime(frame["SQLDATE"].astype(int).astype(str), format="%Y%m%d")
    assert (days.dt.year == frame["Year"]).all()
    assert (days.dt.year * 100 + days.dt.month == frame["MonthYear"]).all()
    assert (frame["FractionDate"] // 1 == frame["Year"]).all()
    for actor in ("Actor1", "Actor2"):
        country, role = frame[f"{actor}CountryCode"].fillna(""), frame[f"{actor}Type1Code"].fillna("")
        more = frame[f"{actor}Type2Code"].fillna("")
        assert (frame[f"{actor}Code"].fillna("") == country + role + more).all()
        assert not BEYOND & set(country)
    assert set(frame["ActionGeo_Type"]) <= {0, 1, 2, 3, 4, 5}
    placed = frame[frame["ActionGeo_FullName"].notna()]
    assert (placed["ActionGeo_Type"] > 0).all()
    assert set(placed[placed["ActionGeo_FullName"].str.contains("Pyongyang")]["ActionGeo_CountryCode"]) == {"KN"}
    assert (frame["EventBaseCode"] == frame["EventCode"].str[:3]).all()
    assert (frame["EventRootCode"] == frame["EventCode"].str[:2]).all()
    added = frame["DATEADDED"].astype(str)
    assert added.str.fullmatch(r"\d{8}" if name == "gdelt1" else r"\d{8}000000").all()


def test_tidy_csv_and_parquet_hold_the_same(view: View, tmp_path: Path) -> None:
    text = read_back(view, FORMATS["csv"])
    written = write_parquet(view, tmp_path / "claims.parquet")
    typed = pandas.read_parquet(tmp_path / "claims.parquet")
    assert list(typed.columns) == list(text.columns)
    assert len(typed) == len(text) == written.rows == written.items == view.count()
    assert list(typed["id"]) == list(text["id"])
    assert typed["id"].is_unique
    for column in FORMATS["parquet"].claims:
        values = typed[column.name]
        match column.kind:
            case "flag":
                assert values.dtype == bool
                assert (values.astype(int) == text[column.name]).all()
            case "list":
                joined = ["; ".join((each or "").replace(";", ",") for each in row) for row in values]
                assert [cell.replace("\n", " ") for cell in joined] == list(text[column.name].fillna(""))
            case "day":
                assert list(values.astype(str).str[:10].replace({"NaT": None, "None": None}).dropna()) == list(
                    text[column.name].dropna()
                )
            case "integer" | "number":
                pandas.testing.assert_series_equal(
                    values.astype(float), text[column.name].astype(float), check_names=False
                )
    assert set(typed["standing"]) == set(view.summary().by_standing)


def test_what_no_column_says_is_counted(view: View) -> None:
    written = write_text(view, FORMATS["icews"], io.StringIO(newline=""), Wanted())
    assert written.by_standing == view.summary().by_standing
    assert written.items == view.count() < written.rows
    frame = read_back(view, FORMATS["icews"])
    assert written.undated == frame["Event Date"].isna().sum() > 0
