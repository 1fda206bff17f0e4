"""Actors from elsewhere: every entry becomes a line of a table, or is left out with a reason."""

import bz2
import csv
import gzip
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wikidata_sample import dump

from sayso.errors import KnowledgeError
from sayso.knowledge import Knowledge
from sayso.knowledge.importing import import_csv, import_phoenix, import_wikidata
from sayso.knowledge.importing.cameo import Code, place_and_sector, read_code
from sayso.knowledge.importing.phoenix import blocks, gaps, joined
from sayso.knowledge.lookup import find

PHOENIX = Path(__file__).parents[3] / "shared" / "phoenix"
ACTORS = """# a dictionary of our own, in PETRARCH's format
BELGIUM_ [BEL]
+BELGIAN_
+BELGUIM_  # a misspelling
+TESTVILLE_

NATIONAL_TEST_FORCES_(NTF)_
+TESTERS'_ARMY
\t[BELMIL]
ADA_NORTH_  # CountryInfo.txt
+PRESIDENT_ADA_NORTH_
\t[BELELI 700101-990809]
\t[BELGOV 991231-080507]
\t[BELGOV 080501-090101]
\t[BELGOV >20130601]
\t[BELELI]
BO_WEST_
BO_A._WEST
\t[BELGOV 20010230-20020101]
\t[BELGOV <031231]
UNCODED_THING

TEST_LIBERATION_FRONT_ [BELREB <900101][BELGOV >900102]
NOBODY_ [---]
FAR_KINGDOM_ [QQQGOV]
REVERSED_MAN_ [BELGOV 100101-090101]
VLADIMIR_PUTIN_ [RUSGOV >080508]
"""
AGENTS = """!PERSON! = MAN, WOMAN
TESTING_FARMER [~AGR]
TEST_!PERSON! [~BUS]
TESTING_POLICE {} [~COP]
CHIEF_OF_TESTS {CHIEFS_OF_TESTS} [~GOV]
DEPARTMENT_OF_TESTS [~ENV}
TEST_!NOBODY! [~BUS]
"""


@pytest.fixture(scope="module")
def shipped() -> Knowledge:
    return Knowledge.load()


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    def run(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return run


def test_a_dictionary_of_actors(shipped: Knowledge, write: Callable[..., Path], tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = import_phoenix([write("mine.actors.txt", ACTORS)], out, shipped)
    own = Knowledge.load([out])
    assert done.entries == 10
    assert {(each.entry, each.line, each.reason) for each in done.left_out} == {
        ("BO_WEST_", 19, "“20010230-20020101” is no date: day is out of range for month"),
        ("UNCODED_THING", 21, "no code"),
        ("NOBODY_", 24, "it means nobody"),
        ("FAR_KINGDOM_", 25, "“QQQ” of “QQQGOV” is no country that the tables know"),
        ("REVERSED_MAN_", 26, "“[BELGOV 100101-090101]” ends before it begins"),
    }
    assert [problem for problem in own.lint() if problem.level == "error"] == []
    assert own.country_of("Belguim") == (own.countries["BEL"], "alias")
    region = own.region("Testville")
    assert region is not None
    assert region.countries == ("BEL",)
    for name in ("National Test Forces", "NTF", "Testers' Army"):
        assert [(entry.kind, entry.sector) for entry in own.entries(name)] == [("body", "MIL")]


@pytest.mark.parametrize(
    ("day", "sector", "out_since"),
    [
        (date(1960, 1, 1), None, None),
        (date(1980, 1, 1), "ELI", None),
        (date(1999, 10, 1), "ELI", None),
        (date(2008, 6, 1), "GOV", None),
        (date(2010, 1, 1), "ELI", None),
        (date(2024, 1, 1), "GOV", None),
    ],
)
def test_dated_codes_hold_on_their_days(
    shipped: Knowledge,
    write: Callable[..., Path],
    tmp_path: Path,
    day: date,
    sector: str | None,
    out_since: date | None,
) -> None:
    import_phoenix([write("mine.actors.txt", ACTORS)], tmp_path / "out", shipped)
    (match,) = find(Knowledge.load(tmp_path / "out"), "Ada North", day).matches
    holding = [period for period in match.periods if period.holds]
    assert [period.sector for period in holding] == ([sector] if sector else [])
    assert match.out_since == out_since


def test_groups_change_sides_and_names_without_code_join(
    shipped: Knowledge, write: Callable[..., Path], tmp_path: Path
) -> None:
    import_phoenix([write("mine.actors.txt", ACTORS)], tmp_path / "out", shipped)
    own = Knowledge.load(tmp_path / "out")
    front = own.entries("Test Liberation Front", date(1989, 5, 1))
    assert [(entry.sector, entry.kind) for entry in front] == [("REB", "group"), ("GOV", "group")]
    assert [entry.name for entry in own.entries("Bo A. West")] == ["Bo West"]


def test_whom_the_shipped_tables_know_keeps_their_lines(
    shipped: Knowledge, write: Callable[..., Path], tmp_path: Path
) -> None:
    done = import_phoenix([write("mine.actors.txt", ACTORS)], tmp_path / "out", shipped)
    own = Knowledge.load(tmp_path / "out")
    assert own.entry("vladimir-putin") == shipped.entry("vladimir-putin")
    assert done.known >= 2  # Putin, and “Belgian”


def test_a_dictionary_of_agents(shipped: Knowledge, write: Callable[..., Path], tmp_path: Path) -> None:
    done = import_phoenix([write("mine.agents.txt", AGENTS)], tmp_path / "out", shipped)
    own = Knowledge.load(tmp_path / "out")
    nouns = ("testing farmers", "test man", "test woman", "testing police", "chiefs of tests", "testing polices")
    assert [own.role(noun) for noun in nouns] == [
        ("LAB", False), ("BUS", False), ("BUS", False), ("COP", False), ("GOV", False), None,
    ]  # fmt: skip
    assert [(each.line, each.reason) for each in done.left_out] == [
        (6, "no code"),
        (7, "the set “!NOBODY!” isn't defined"),
    ]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("RUSGOV", ("RUS", "GOV")),
        ("IGOUNOREFHCR", ("IGO", "IGO")),
        ("NGOUSAHRI", ("USA", "NGO")),
        ("MNCUSA", ("MNC", "BUS")),
        ("USAASMGOV", ("ASM", "GOV")),
        ("IMGMUSALQ", ("IMG", "REB")),
        ("MEAREB", ("IMG", "REB")),
        ("KSV", ("XKX", None)),
        ("CHRCTH", (None, "REL")),
        ("AFGREBMUS", ("AFG", "REB")),
    ],
)
def test_codes(shipped: Knowledge, code: str, expected: tuple[str | None, str | None]) -> None:
    assert place_and_sector(code, shipped.countries) == expected


_DAYS = st.dates(date(1900, 1, 1), date(2030, 1, 1))
_CODES = st.lists(st.tuples(_DAYS, _DAYS).map(sorted), max_size=6)


@given(_CODES, _DAYS)
def test_a_code_without_days_fills_exactly_the_gaps(spans: list[list[date]], day: date) -> None:
    dated = [Code(text="", country="BEL", sector="GOV", first=first, last=last) for first, last in spans]
    bare = Code(text="", country="BEL", sector="MIL")
    free = [each for each in gaps(bare, dated) if (each.first or date.min) <= day <= (each.last or date.max)]
    assert len(free) == (0 if any(first <= day <= last for first, last in spans) else 1)
    merged = [each for each in joined(dated) if (each.first or date.min) <= day <= (each.last or date.max)]
    assert len(merged) == (1 if any(first <= day <= last for first, last in spans) else 0)


@given(_DAYS, _DAYS)
def test_days_of_codes_come_back(first: date, last: date) -> None:
    first, last = sorted((first, last))
    code = read_code(f"RUSGOV {first:%Y%m%d}-{last:%Y%m%d}", {"RUS"})
    assert (code.first, code.last) == (first, last)


@given(st.lists(st.text(alphabet="AB_+[] \t#<>~-01", max_size=20)))
def test_no_line_of_a_dictionary_is_lost(lines: list[str]) -> None:
    found = list(blocks("x", lines))
    named = sum(bool(line.partition("#")[0].strip()) for line in lines)
    assert (len(found) > 0) == (named > 0)
    assert all(block.names for block in found)


@pytest.mark.skipif(not PHOENIX.exists(), reason=f"{PHOENIX} isn't there")
def test_the_phoenix_dictionaries(shipped: Knowledge, tmp_path: Path) -> None:
    paths = sorted(PHOENIX.glob("*.txt"))
    done = import_phoenix(paths, tmp_path / "out", shipped)
    assert done.entries > 29_000
    assert len(done.left_out) < 100
    assert [each for each in Knowledge.load(tmp_path / "out").lint() if each.level == "error"] == []


@pytest.mark.parametrize(
    ("name", "pack"), [("d.json", bytes), ("d.json.gz", gzip.compress), ("d.json.bz2", bz2.compress)]
)
def test_a_wikidata_dump(
    shipped: Knowledge, write: Callable[..., Path], tmp_path: Path, name: str, pack: Callable[[bytes], bytes]
) -> None:
    done = import_wikidata([write(name, pack(dump()))], tmp_path / "out", shipped)
    own = Knowledge.load(tmp_path / "out")
    terms = [(e.country, e.sector, e.role, e.start, e.end, e.note) for e in own.entries("Ada North the Tried")]
    assert terms == [
        ("BEL", "GOV", "Minister of Tests of Belgium", date(2011, 12, 6), date(2014, 10, 31), "Wikidata Q900001"),
        ("BEL", "GOV", "ambassador of Belgium", date(2015, 1, 1), None, "Wikidata Q900001"),
    ]
    (south,) = own.entries("Cy South")  # the century of the beginning is too vague, but death ends an office
    assert (south.start, south.end) == (None, date(2019, 3, 1))
    (party,) = own.entries("Test Party")
    assert (party.kind, party.sector, party.start, party.end) == (
        "group", "PTY", date(1990, 1, 1), date(2005, 6, 30),
    )  # fmt: skip
    assert [(e.country, e.sector) for e in own.entries("Test Organization of Nations")] == [("IGO", "IGO")]
    assert own.entries("Bo West") == own.entries("a lake") == []
    assert sorted((each.entry, each.reason) for each in done.left_out) == [
        ("Ada North", "“Q900012” ended on an unknown day"),
        ("Ada North", "“keeper of the seal” is no political office that is known"),
        ("Ministry of Nowhere", "no country"),
        ("Old Cardinal", "over before 1945"),
        ("Q900004", "no English label"),
        ("{broken", "is no JSON object"),
    ]


def test_a_dump_cut_short_is_an_error(shipped: Knowledge, write: Callable[..., Path], tmp_path: Path) -> None:
    cut = gzip.compress(dump())[:-40]
    with pytest.raises(KnowledgeError, match="fetch the dump again"):
        import_wikidata([write("d.json.gz", cut)], tmp_path / "out", shipped)


OWN = """Person;State;Office;Since;Until;AKA;Shoe size
Ada North;Belgium;interior minister;2010-02;2014/3/5;A. North|Addie North;39
Ada North;BEL;prime minister;2014-03-06;;;39
Bo West;Narnia;minister;;;;41
;BEL;minister;;;;41
Cy South;BEL;minister;03/04/2020;;;41
Di East;BEL;minister;2020;2019;;41
"""


def test_a_table_of_ones_own(shipped: Knowledge, write: Callable[..., Path], tmp_path: Path) -> None:
    done = import_csv([write("mine.csv", OWN)], tmp_path / "out", shipped)
    own = Knowledge.load(tmp_path / "out")
    (match,) = find(own, "Addie North", date(2014, 3, 1)).matches
    assert (match.country, match.sector, match.role) == ("BEL", "GOV", "interior minister")
    assert [(p.start, p.end) for p in match.periods] == [
        (date(2010, 2, 1), date(2014, 3, 5)),
        (date(2014, 3, 6), None),
    ]
    assert [(each.line, each.reason.partition("”")[0]) for each in done.left_out] == [
        (4, "“Narnia"),
        (5, "no name"),
        (6, "“03/04/2020"),
        (7, "“2020"),
    ]
    with (tmp_path / "out" / "left-out.tsv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.reader(file, delimiter="\t"))) == 1 + len(done.left_out)


def test_columns_can_be_said(shipped: Knowledge, write: Callable[..., Path], tmp_path: Path) -> None:
    path = write("k.csv", "Amtsinhaber,Land\nAda North,BEL\n")
    import_csv([path], tmp_path / "out", shipped, {"name": "Amtsinhaber", "country": "Land"})
    assert [entry.country for entry in Knowledge.load(tmp_path / "out").entries("Ada North")] == ["BEL"]
    with pytest.raises(KnowledgeError, match="no column is called a name"):
        import_csv([path], tmp_path / "other", shipped)
    with pytest.raises(KnowledgeError, match="name a new folder"):
        import_csv([path], tmp_path / "out", shipped, {"name": "Amtsinhaber"})
    with pytest.raises(KnowledgeError, match="--knowledge"):
        import_csv([write("p.csv", "noun,sector,lead\nx,GOV,\n")], tmp_path / "third", shipped)
