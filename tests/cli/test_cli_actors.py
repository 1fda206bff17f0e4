"""``sayso actors``: who is who, one's own tables, and what is wrong in them."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from sayso.cli.code import load_coder
from sayso.knowledge.lookup import Found

PEOPLE = "id,name,aliases,country,sector,role,from,to,note\n"


def test_find_says_who_that_is_on_the_day_and_on_others(sayso: Any) -> None:
    shown = sayso("actors", "find", "Belousov", "--on", "2024-06-19")
    assert shown.exit_code == 0
    assert "on 2024-06-19: RUS GOV defence minister" in shown.stdout
    assert "first deputy prime minister" in shown.stdout
    assert "people.csv line" in shown.stdout


def test_find_as_json_is_a_record(sayso: Any) -> None:
    found = msgspec.json.decode(sayso("actors", "find", "Tony Blair", "--on", "2003", "--json").stdout, type=Found)
    assert [(match.id, match.country, match.sector, match.role) for match in found.matches] == [
        ("tony-blair", "GBR", "GOV", "prime minister")
    ]
    assert {period.sector for period in found.matches[0].periods if not period.holds} >= {"OPP", "ELI"}


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Kremlin", "by seat"), ("gendarmes", "role  COP"), ("PKK", "group, by alias"), ("Crimea", "UKR")],
)
def test_find_knows_words_of_every_table(sayso: Any, name: str, shown: str) -> None:
    assert shown in sayso("actors", "find", name).stdout


def test_find_shows_what_is_near(sayso: Any) -> None:
    shown = sayso("actors", "find", "Sergei Lavorv")
    assert shown.exit_code == 1
    assert "Near: Sergei Lavrov" in shown.stdout
    assert json.loads(sayso("actors", "find", "qqqq", "--json").stdout)["near"] == []


def test_import_then_find_then_lint(sayso: Any, tmp_path: Path) -> None:
    table, out = tmp_path / "mine.csv", tmp_path / "mine"
    table.write_text("name,country,office\nAda North,Belgium,interior minister\nBo West,Narnia,x\n", "utf-8")
    done = sayso("actors", "import", "csv", str(table), "--out", str(out))
    assert done.exit_code == 0
    assert "Read 2 entries" in done.stderr
    assert "1 left out" in done.stderr
    assert "BEL GOV  interior minister" in sayso("actors", "find", "North", "--knowledge", str(out)).stdout
    assert sayso("actors", "lint", str(out)).exit_code == 0
    again = sayso("actors", "import", "csv", str(table), "--out", str(out))
    assert again.exit_code == 1
    assert "name a new folder" in again.stderr


def test_lint_names_the_line_and_all_that_cannot_be_read(sayso: Any, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text(f"{PEOPLE}ada,Ada,,XXX,GOV,minister,,,\nada,Ada,,BEL,GOV,judge,June,,\nbo,Bo\n", "utf-8")
    broken = sayso("actors", "lint", str(tmp_path))
    assert broken.exit_code == 1
    assert f"{path} line 3: from 'June' is no date" in broken.stdout
    assert f"{path} line 4: 2 cells where 9 belong" in broken.stdout
    path.write_text(f"{PEOPLE}ada,Ada,,XXX,GOV,minister,,,\n", "utf-8")
    wrong = sayso("actors", "lint", str(tmp_path))
    assert wrong.exit_code == 1
    assert wrong.stdout == f"error: {path} line 2: person 'ada': unknown country 'XXX'\n"


def test_a_folder_without_tables_is_an_error(sayso: Any, tmp_path: Path) -> None:
    shown = sayso("actors", "find", "Kim", "--knowledge", str(tmp_path))
    assert shown.exit_code == 1
    assert "there is no .csv file in it" in shown.stderr


@pytest.mark.slow
def test_a_coder_with_ones_own_tables_has_another_name(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(f"{PEOPLE}ada,Ada North,,BEL,GOV,prime minister,,,\n", "utf-8")
    asked: dict[str, Any] = {"model": None, "threshold": None, "spacy_model": None}
    plain, own = load_coder(**asked), load_coder(**asked, knowledge=(tmp_path,))
    assert plain.name != own.name
    from sayso.document import Document  # noqa: PLC0415 - beside what it is for

    (claim,) = own.code(Document.of("Ada North condemned Russia.")).claims
    assert [(actor.kb, actor.country, actor.role) for actor in claim.actors] == [("ada", "BEL", "prime minister")]
