"""The gazetteer: what it knows, and that it opens fast and stays small."""

import subprocess
import sys

import pytest

from sayso.resolve.gazetteer import KINDS, Gazetteer, without_generic


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer()


@pytest.mark.parametrize(
    ("name", "kind", "country", "point"),
    [
        ("Lahaina", "city", "USA", (20.9, -156.7)),
        ("Valemount", "city", "CAN", (52.8, -119.3)),  # a thousand people
        ("Alep", "city", "SYR", (36.2, 37.2)),  # by another name
        ("New Jersey", "division", "USA", (40.2, -74.5)),
        ("B.C.", "division", "CAN", (54.0, -125.0)),
        ("Va.", "division", "USA", (37.5, -77.4)),
        ("Oaxaca", "division", "MEX", (17.0, -96.5)),
        ("Morris County", "county", "USA", (40.9, -74.5)),
        ("Deir ez-Zor Governorate", "division", "SYR", (35.0, 40.5)),
        ("Europe", "continent", None, (48.7, 9.1)),
        ("European", "continent", None, (48.7, 9.1)),
        ("Southeast Asia", "region", None, (6.8, 116.5)),
    ],
)
def test_finds(gazetteer, name, kind, country, point):
    found = [f for f in gazetteer.find(name) if f.kind == kind and f.country == country]
    assert any(abs(f.latitude - point[0]) < 1 and abs(f.longitude - point[1]) < 1 for f in found), gazetteer.find(name)


@pytest.mark.parametrize("name", ["", "Zzyzzxville", "aaaa", "zzzz"])
def test_finds_nothing(gazetteer, name):
    assert gazetteer.find(name) == ()


def test_spelling_does_not_matter(gazetteer):
    assert gazetteer.find("São Paulo") == gazetteer.find("sao paulo") != ()


def test_a_city_lies_in_its_division_and_county(gazetteer):
    (city,) = gazetteer.find("Lahaina")
    assert gazetteer.feature(city.division).name == "Hawaii"
    assert gazetteer.feature(city.county).name == "Maui County"


def test_countries_have_their_middle(gazetteer):
    iran = gazetteer.country("IRN")
    assert (iran.kind, iran.latitude, iran.longitude) == ("country", 32.0, 53.0)
    assert gazetteer.country("SUN") is None


def test_by_id_and_by_point(gazetteer):
    assert gazetteer.by_id(5849996).name == "Lahaina"
    assert gazetteer.by_id(4_000_000_000) is None
    assert gazetteer.country_at(33.5, 36.3) == "SYR"
    assert gazetteer.far_from_cities(30, -140)
    assert not gazetteer.far_from_cities(51.5, 0)


def test_over_the_date_line(gazetteer):
    assert gazetteer.country_at(-16.8, -179.95) == "FJI"  # the nearest city lies at 179.98 E


def test_domains(gazetteer):
    assert gazetteer.country_of_domain("uk") == "GBR"
    assert gazetteer.country_of_domain("io") is None
    assert gazetteer.country_of_domain("com") is None


def test_every_row_holds_together(gazetteer):
    table = gazetteer._table
    assert len(table.kind) > 260_000
    assert set(table.kind) == set(range(len(KINDS)))
    assert abs(table.point[:, 0]).max() <= 90
    assert abs(table.point[:, 1]).max() <= 180
    within = table.division[table.division > 0] - 1
    assert set(table.kind[within]) == {KINDS.index("division")}


@pytest.mark.parametrize(
    ("key", "bare"),
    [("aleppo governorate", "aleppo"), ("state of oaxaca", "oaxaca"), ("kansas city", "kansas"), ("paris", "paris")],
)
def test_without_generic(key, bare):
    assert without_generic(key) == bare


_OPENING = """
import resource, time, numpy, sayso.knowledge
from sayso.resolve.gazetteer import Gazetteer
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
started = time.process_time()
assert Gazetteer().find("Aleppo")
took = time.process_time() - started
print(took, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)
"""


def test_opens_fast_and_stays_small():
    """0.3 s of computing (others may share the machine) and 300 MB are what a user was promised."""
    said = subprocess.run([sys.executable, "-c", _OPENING], check=True, capture_output=True, text=True).stdout
    seconds, megabytes = map(float, said.split())
    assert seconds < 0.3
    assert megabytes < 100
