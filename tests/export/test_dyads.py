"""Rows of pairs: who is put beside whom, which day a row gets, and what a cell may hold."""

import csv
import datetime
import io
from pathlib import Path
from typing import Any

import msgspec
import pytest
from store_examples import KIM, MOSCOW, NORTH_KOREA, OFFICIALS, PKK, PUTIN, RUSSIA, claim, report, with_id

from sayso.actor import Actor
from sayso.claim import Claim
from sayso.export import FORMATS, Options, Wanted, write_text
from sayso.span import Span
from sayso.store import ClaimFilter, Store


def exported(tmp_path: Path, *claims: Claim, format: str = "cameo", **options: Any) -> list[dict[str, str]]:
    """The rows of a report of these claims, with sayso's own columns."""
    path = tmp_path / "news.duckdb"
    with Store.open(path) as store:
        with store.writer() as writer:
            writer.add(msgspec.structs.replace(report(), claims=claims))
        return rows(store, format, **options)


def rows(store: Store, format: str = "cameo", wanted: Wanted | None = None, **options: Any) -> list[dict[str, str]]:
    file = io.StringIO(newline="")
    options = {"extra": True, "header": True} | options
    write_text(store.view(), FORMATS[format], file, wanted or Wanted(), Options(**options))
    file.seek(0)
    return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def pairs(found: list[dict[str, str]]) -> list[tuple[str, str]]:
    return [(row["source"], row["target"]) for row in found]


def test_each_actor_with_each_recipient(tmp_path: Path) -> None:
    both = claim("summit", 1, "accused", "ACCUSE", actors=(OFFICIALS, KIM), recipients=(NORTH_KOREA, RUSSIA))
    found = exported(tmp_path, both)
    assert pairs(found) == [
        ("USAGOV", "PRKGOV"), ("USAGOV", "RUSGOV"), ("PRKGOV", "PRKGOV"), ("PRKGOV", "RUSGOV"),
    ]  # fmt: skip
    assert len({row["eid"] for row in found}) == 4
    assert {row["sayso_id"] for row in found} == {both.id}


@pytest.mark.parametrize("type", ["CONSULT", "AGREE", "COOPERATE"])
def test_those_who_meet_do_it_with_one_another(tmp_path: Path, type: str) -> None:
    assert pairs(exported(tmp_path, claim("summit", 3, "visit", type, actors=(KIM, PUTIN)))) == [
        ("PRKGOV", "RUSGOV"),
        ("RUSGOV", "PRKGOV"),
    ]


def test_those_who_impose_sanctions_on_nobody_named_do_not_sanction_one_another(tmp_path: Path) -> None:
    found = exported(tmp_path, claim("summit", 1, "accused", "SANCTION", actors=(OFFICIALS, PUTIN)))
    assert pairs(found) == [("USAGOV", ""), ("RUSGOV", "")]


def test_an_act_of_nobody_named_is_a_row(tmp_path: Path) -> None:
    found = exported(
        tmp_path,
        claim("summit", 2, "the supply", "AID", recipients=(RUSSIA,)),
        claim("summit", 3, "visit", "CONSULT"),
    )
    assert pairs(found) == [("", "RUSGOV"), ("", "")]


def test_codes_of_those_without_a_country(tmp_path: Path) -> None:
    def of(country: str, sector: str | None) -> Actor:
        return Actor(span=PKK.span, country=country, sector=sector)

    acts = [
        claim("summit", 3, word, "CONSULT", actors=(of(*who),))
        for word, who in [("visit", ("IMG", "REB")), ("visit to", ("IGO", "IGO")), ("follow", ("NGO", None))]
    ]
    found = exported(tmp_path, *acts, format="gdelt1")
    assert [
        (row["Actor1Code"], row["Actor1CountryCode"], row["Actor1Type1Code"], row["Actor1Type2Code"]) for row in found
    ] == [
        ("IMGREB", "", "IMG", "REB"),
        ("IGO", "", "IGO", ""),
        ("NGO", "", "NGO", ""),
    ]


def test_a_mode_decides_the_code_and_one_that_plover_does_not_have_is_none(tmp_path: Path) -> None:
    found = exported(
        tmp_path,
        claim("summit", 3, "visit", "CONSULT", actors=(KIM,), modes=("visit", "multilateral")),
        claim("summit", 0, "pledged", "SUPPORT", actors=(KIM,), modes=("verbal",)),
        claim("summit", 2, "killed", "ASSAULT", actors=(PKK,), modes=("aerial",), aux=("future",)),
        claim("summit", 2, "which killed", "ASSAULT", actors=(PKK,), modes=("aerial",), aux=("future", "negation")),
    )
    assert [(row["code"], row["quad_class"], row["goldstein"]) for row in found] == [
        ("042", "1", "1.9"),
        ("050", "1", "3.5"),
        ("1384", "3", "-7.0"),  # announced: a threat
        ("195", "4", "-10.0"),  # “will not strike” is no threat
    ]


@pytest.mark.parametrize(
    ("undated", "days"),
    [
        ("empty", ["2024-06-19", "", "", "", ""]),
        ("published", ["2024-06-19", "2024-06-20", "2024-06-20", "2024-06-20", "2024-06-20"]),
        ("drop", ["2024-06-19"]),
    ],
)
def test_the_day_of_publication_counts_only_where_one_asks_for_it(
    tmp_path: Path, undated: str, days: list[str]
) -> None:
    found = exported(tmp_path, *report().claims, undated=undated)
    assert [row["date"] for row in found] == days
    assert [row["sayso_date_start"] for row in found[1:]] == [""] * (len(days) - 1), "what was reported stays apart"


def test_a_cell_cannot_break_a_line(tmp_path: Path) -> None:
    odd = Actor(span=Span(0, 3, "Kim"), name='the\t"Bear"\r\nof\u2028the\x0bNorth', country="PRK", sector="GOV")
    (row,) = exported(tmp_path, with_id(msgspec.structs.replace(claim("summit", 0, "pledged", "AID"), actors=(odd,))))
    assert row["source_name"] == "the 'Bear' of the North"


def test_filters_by_standing_and_auxiliary(tmp_path: Path) -> None:
    with Store.open(tmp_path / "news.duckdb") as store:
        with store.writer() as writer:
            writer.add(report())

        def standings(**filters: Any) -> list[str]:
            return [row["sayso_standing"] for row in rows(store, wanted=Wanted(claims=ClaimFilter(**filters)))]

        assert standings() == ["reported", "reported", "alleged", "denied", "hypothetical"]
        assert standings(without_standing=("denied", "alleged")) == ["reported", "reported", "hypothetical"]
        assert standings(standing=("denied",)) == ["denied"]
        assert standings(without_aux=("hypothetical",), type="AID") == ["alleged", "denied"]
        assert standings(actor="PRK", with_="RUS", since=datetime.date(2024, 6, 19)) == ["reported"]


def test_denied_and_hypothetical_can_be_counted(tmp_path: Path) -> None:
    found = exported(tmp_path, *report().claims, format="gdelt2", names="r")
    told = {(row["sayso_standing"], row["sayso_hypothetical"], row["sayso_stances"]) for row in found}
    assert told == {
        ("reported", "0", ""), ("alleged", "0", "alleges"), ("denied", "0", "denies"), ("hypothetical", "1", ""),
    }  # fmt: skip
    assert found[0]["action_geo_country_code"] == "KN"


def test_moscow_stands_for_russia_in_every_format(tmp_path: Path) -> None:
    denial = claim("summit", 2, "denied", "REJECT", actors=(MOSCOW,), recipients=(OFFICIALS,))
    names = {"polecat": "Actor Name", "icews": "Source Name", "gdelt1": "Actor1Name", "cameo": "source_name"}
    for number, (format, column) in enumerate(names.items()):
        folder = tmp_path / str(number)
        folder.mkdir()
        (row,) = exported(folder, denial, format=format)
        assert row[column].casefold() == "russia"
