"""The tables of columns themselves: names, layouts, the page that shows them."""

import re
from pathlib import Path

import pytest

from sayso.export import FORMATS, Format, r_name
from sayso.export.extra import EXTRA
from sayso.export.reference import documented, refreshed
from sayso.export.selection import Wanted, select
from sayso.export.source import EVENT_FIELDS, FIELDS, whole_rows
from sayso.store import View

PAGE = Path(__file__).parents[2] / "docs" / "exports.md"
R_RESERVED = {"if", "else", "repeat", "while", "function", "for", "next", "break", "in", "true", "false", "null", "na"}
EVERY_FORMAT = pytest.mark.parametrize("format", FORMATS.values(), ids=list(FORMATS))


@EVERY_FORMAT
def test_r_and_stata_take_every_name(format: Format) -> None:
    for columns in (format.claims, format.events):
        names = [r_name(column.name) for column in (*columns, *EXTRA)]
        assert len(names) == len(set(names)), "no two columns fall together"
        for name in names:
            assert re.fullmatch(r"[a-z][a-z0-9_]{0,31}", name), name
            assert name not in R_RESERVED


@EVERY_FORMAT
def test_every_column_says_where_it_is_from_and_what_an_empty_one_loses(format: Format) -> None:
    for column in (*format.claims, *format.events, *EXTRA):
        assert column.of, column.name
        assert column.sql or column.lost, f"{column.name} is always empty and does not say so"


@pytest.mark.parametrize(
    ("name", "named"),
    [
        ("Event ID", "event_id"),
        ("SQLDATE", "sqldate"),
        ("Actor1Type1Code", "actor1_type1_code"),
        ("ActionGeo_ADM1Code", "action_geo_adm1_code"),
        ("GeoNames ID", "geo_names_id"),
        ("place_country", "place_country"),
    ],
)
def test_r_names(name: str, named: str) -> None:
    assert r_name(name) == named


def test_icews_has_its_twenty_columns() -> None:
    assert [column.name for column in FORMATS["icews"].claims] == [
        "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code",
        "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher",
        "City", "District", "Province", "Country", "Latitude", "Longitude",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "count", "places"),
    [
        # Counted from 1, as scripts that read the nameless files with awk or usecols have them.
        ("gdelt1", 58, {2: "SQLDATE", 27: "EventCode", 31: "GoldsteinScale", 54: "ActionGeo_Lat", 58: "SOURCEURL"}),
        ("gdelt2", 61, {8: "Actor1CountryCode", 30: "QuadClass", 57: "ActionGeo_Lat", 60: "DATEADDED"}),
    ],
)
def test_gdelt_columns_stand_where_scripts_look_for_them(name: str, count: int, places: dict[int, str]) -> None:
    names = [column.name for column in FORMATS[name].claims]
    assert len(names) == count
    assert {place: names[place - 1] for place in places} == places


@pytest.mark.parametrize(("unit", "fields"), [("claims", FIELDS), ("events", EVENT_FIELDS)])
def test_both_sources_give_the_fields_that_columns_may_use(settled_view: View, unit, fields) -> None:
    query = whole_rows("*", unit, select(Wanted(), unit))
    result = settled_view.cursor().execute(query.sql, query.parameters)
    assert tuple(column[0] for column in result.description or ()) == fields


def test_the_page_shows_every_format_as_it_is() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert refreshed(page) == page, "run python -m sayso.export.reference docs/exports.md"
    # Parquet has the columns of CSV, and GDELT 2.0 those of 1.0 and three more, which the page says in words.
    shown = {name for kind, name in documented(page) if kind == "columns"}
    assert shown | {"parquet", "gdelt2"} == {*FORMATS, "extra"}
    assert {name for kind, name in documented(page) if kind == "lost"} | {"gdelt2"} == set(FORMATS)
    more = {c.name for c in FORMATS["gdelt2"].claims} - {c.name for c in FORMATS["gdelt1"].claims}
    assert more == {"Actor1Geo_ADM2Code", "Actor2Geo_ADM2Code", "ActionGeo_ADM2Code"}
