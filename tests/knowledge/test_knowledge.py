"""Lookups in the shipped tables, and in a user's own over them."""

from datetime import date
from pathlib import Path

import pytest

from sayso.errors import KnowledgeError
from sayso.knowledge import Knowledge


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge.load()


@pytest.mark.parametrize(
    ("text", "iso3", "how"),
    [
        ("North Korea", "PRK", "name"),
        ("the DPRK’s", "PRK", "alias"),
        ("North Koreans", "PRK", "demonym"),
        ("South Korean", "KOR", "adjective"),
        ("Blue House", "KOR", "seat"),
        ("Kremlin", "RUS", "seat"),
        ("Moscow", "RUS", "capital"),
        ("U.S.", "USA", "alias"),
        ("US", "USA", "alias"),
        ("Quai d’Orsay", "FRA", "seat"),
        ("Kyiv", "UKR", "capital"),
        ("Sana'a", "YEM", "capital"),
        ("Côte d’Ivoire", "CIV", "alias"),
        ("Kosovo", "XKX", "name"),
        ("Poles", "POL", "demonym"),
    ],
)
def test_country_of(knowledge: Knowledge, text: str, iso3: str, how: str) -> None:
    found = knowledge.country_of(text)
    assert found is not None
    assert (found[0].iso3, found[1]) == (iso3, how)


@pytest.mark.parametrize("word", ["us", "Us", "who", "Who", "ice", "nobody", "", "the"])
def test_a_word_is_no_country(knowledge: Knowledge, word: str) -> None:
    assert knowledge.country_of(word) is None
    assert knowledge.entries(word) == []


@pytest.mark.parametrize(
    ("text", "on", "iso3"),
    [
        ("Kremlin", date(1985, 1, 1), "SUN"),
        ("Kremlin", date(2024, 6, 19), "RUS"),
        ("Yugoslavia", date(1980, 5, 4), "YUG"),
        ("Yugoslavia", date(1999, 3, 24), "SCG"),
        ("Sanaa", date(1985, 1, 1), "YAR"),
        ("Prague", date(1968, 8, 21), "CSK"),
    ],
)
def test_country_of_on_a_date(knowledge: Knowledge, text: str, on: date, iso3: str) -> None:
    found = knowledge.country_of(text, on)
    assert found is not None
    assert found[0].iso3 == iso3


PEOPLE = """id,name,aliases,country,sector,role,from,to,note
ada-north,Ada North,A. North,XKX,GOV,prime minister,2010,2014-03,
ada-north,Ada North,A. North,XKX,ELI,former prime minister,2014-04,,
bo-north,Bo North,,XKX,JUD,judge,2012,2020,
"""


def test_a_user_file_adds_people_with_roles_on_a_date(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text(PEOPLE, encoding="utf-8")
    knowledge = Knowledge.load(tmp_path / "mine.csv")
    assert [entry.sector for entry in knowledge.entries("Ada North", date(2014, 3, 31))] == ["GOV", "ELI"]
    assert [entry.sector for entry in knowledge.entries("ADA NORTH'S", date(2014, 4, 1))] == ["ELI", "GOV"]
    assert {entry.id for entry in knowledge.surname("North")} >= {"ada-north", "bo-north"}
    assert knowledge.surname("North", date(2016, 1, 1))[0].sector in {"ELI", "JUD"}
    assert len(knowledge.entry("ada-north")) == 2


def test_a_user_line_replaces_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "roles.csv").write_text("noun,sector,lead\ngendarmes,MIL,\n", encoding="utf-8")
    assert Knowledge.load(tmp_path).role("gendarmes") == ("MIL", False)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("id,name\nx,X\n", "which is no table's"),
        ("noun,sector,lead\ngendarmes,COP\n", "2 cells where 3 belong"),
        (PEOPLE.replace("2014-03", "March 2014"), "'March 2014' is no date"),
    ],
)
def test_a_broken_file_is_named_with_its_remedy(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=message):
        Knowledge.load(path)
