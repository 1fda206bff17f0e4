"""The shipped tables hold together, are as full as promised and open fast enough."""

from collections import Counter
from datetime import date

import pytest

from sayso.knowledge import Country, Entry, Knowledge, Region, RoleLine


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge.load()


def test_no_errors(knowledge: Knowledge) -> None:
    assert [problem for problem in knowledge.lint() if problem.level == "error"] == []


def test_counts(knowledge: Knowledge) -> None:
    kinds = [entry.kind for entry in knowledge.all_entries]
    assert len(knowledge.countries) >= 240
    assert kinds.count("body") >= 1400
    assert len(knowledge.roles) >= 5000
    assert len(knowledge.regions) >= 800


@pytest.mark.parametrize(
    ("name", "country", "sector"),
    [
        ("Pentagon", "USA", "MIL"),
        ("CIA", "USA", "SPY"),
        ("F.B.I.", "USA", "COP"),
        ("the State Department", "USA", "GOV"),
        ("U.S. Senate", "USA", "LEG"),
        ("IDF", "ISR", "MIL"),
        ("Revolutionary Guards", "IRN", "MIL"),
        ("Duma", "RUS", "LEG"),
        ("United Nations", "IGO", "IGO"),
        ("Nato", "IGO", "IGO"),
        ("Reuters", "GBR", "MED"),
        ("KCNA", "PRK", "MED"),
        ("Human Rights Watch", "NGO", "NGO"),
        ("Syrian Observatory for Human Rights", "SYR", "NGO"),
        ("Google", "MNC", "BUS"),
        ("Gazprom", "RUS", "BUS"),
        ("Scotland Yard", "GBR", "COP"),
        ("Taliban", "AFG", None),
    ],
)
def test_bodies(knowledge: Knowledge, name: str, country: str, sector: str | None) -> None:
    found = knowledge.entries(name)
    assert found
    assert found[0].country == country
    assert sector is None or found[0].sector == sector


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("protesters", ("CVL", False)),
        ("gendarmes", ("COP", False)),
        ("lawmakers", ("LEG", False)),
        ("smugglers", ("CRM", False)),
        ("foreign minister", ("GOV", False)),
        ("president", ("GOV", True)),
        ("government", ("GOV", True)),
        ("former president", ("ELI", False)),
        ("warplanes", ("MIL", False)),
        ("rebels", ("REB", False)),
        ("gunmen", ("UAF", False)),
        ("opposition leader", ("OPP", False)),
        ("policemen", ("COP", False)),
        ("people", ("CVL", False)),
        ("spokesman", (None, False)),
        ("sandwich", None),
    ],
)
def test_roles(knowledge: Knowledge, noun: str, expected: tuple[str | None, bool] | None) -> None:
    assert knowledge.role(noun) == expected


@pytest.mark.parametrize(
    ("name", "countries"),
    [
        ("the Korean Peninsula", ("PRK", "KOR")),
        ("Golan Heights", ("SYR", "ISR")),
        ("South China Sea", ()),
        ("Donbass", ("UKR",)),
        ("Idlib", ("SYR",)),
        ("Deir al-Zour", ("SYR",)),
        ("Kyiv", ("UKR",)),
        ("Khartoum", ("SDN",)),
    ],
)
def test_regions(knowledge: Knowledge, name: str, countries: tuple[str, ...]) -> None:
    region = knowledge.region(name)
    assert region is not None
    assert region.countries == countries


@pytest.mark.parametrize(
    ("name", "on", "sector"),
    [
        ("Labour Party", date(2003, 3, 20), "PTY"),
        ("Labour Party", date(2015, 9, 12), "OPP"),
        ("Tories", date(2004, 10, 5), "OPP"),
        ("Conservative Party", date(2012, 1, 1), "PTY"),
        ("BJP", date(2009, 1, 1), "OPP"),
    ],
)
def test_a_party_rules_or_opposes_by_date(knowledge: Knowledge, name: str, on: date, sector: str) -> None:
    party = knowledge.entries(name, on)[0]
    assert (party.sector, party.valid(on)) == (sector, True)


def test_an_article_may_be_dropped(knowledge: Knowledge) -> None:
    assert [entry.id for entry in knowledge.entries("Bashar Assad")][:1] == ["bashar-al-assad"]
    assert knowledge.entries("Al Gore", date(1999, 1, 1))[0].name == "Al Gore"


def test_a_word_of_a_name_tells_its_sector(knowledge: Knowledge) -> None:
    assert [knowledge.name_word(word) for word in ("Foundation", "Herald", "Tree")] == ["NGO", "MED", None]


def test_enough_of_each_kind(knowledge: Knowledge) -> None:
    by_sector = Counter((entry.kind, entry.sector) for entry in {e.id: e for e in knowledge.all_entries}.values())
    assert by_sector["group", "REB"] >= 400
    assert by_sector["body", "MED"] >= 250
    assert by_sector["body", "NGO"] >= 150
    assert by_sector["body", "BUS"] >= 150
    assert by_sector["body", "IGO"] >= 200


def test_lint_finds_what_is_wrong() -> None:
    bad = Knowledge(
        countries=[Country(iso3="AAA", name="Aland"), Country(iso3="b", name="Bland")],
        entries=[
            Entry(id="x", name="X", kind="person", country="ZZZ", sector="GOV"),
            Entry(id="y", name="Y", kind="group", country="AAA", sector="NOPE"),
            Entry(id="z", name="Z", kind="person", start=date(2012, 1, 1), end=date(2011, 1, 1)),
            Entry(id="t", name="T", kind="person", role="premier", start=date(2000, 1, 1), end=date(2005, 1, 1)),
            Entry(id="t", name="T", kind="person", role="premier", start=date(2002, 1, 1), end=date(2008, 1, 1)),
            Entry(id="g", name="Z", kind="group"),
        ],
        regions=[Region(name="R", kind="swamp", countries=("QQQ",), latitude=99.0)],
        roles=[RoleLine(noun="boss", sector="XXX", lead=True)],
    )
    text = "\n".join(map(str, bad.lint()))
    for expected in (
        "country 'b': the code must be three capitals",
        "unknown country 'ZZZ'",
        "unknown sector 'NOPE'",
        "starts 2012-01-01, after it ends on 2011-01-01",
        "the same role twice in overlapping periods (premier)",
        "unknown kind 'swamp'",
        "unknown country 'QQQ'",
        "latitude and longitude must both be there",
        "role 'boss': unknown sector 'XXX'",
    ):
        assert expected in text
    assert "error: 'z'" not in text
