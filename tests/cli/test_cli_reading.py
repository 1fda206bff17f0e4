"""The commands that read a database."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from sayso.coded import Coded

CONTROLS = {"\x1b", "\x07", "\x9b", "\u202e"}


def test_show(sayso: Any) -> None:
    result = sayso("show", "summit")
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines() == [
        "Kim hosts Putin",
        "The Wire · Thu 20 Jun 2024 · summit · 8 claims",
        "",
        "1  Kim Jong Un pledged ●support for Russia in Pyongyang on Wednesday.",
        "     ● SUPPORT  Kim Jong Un [PRK GOV] → Russia [RUS GOV]  · reported · Wed 19 Jun 2024 · Pyongyang",
        "2  The leaders will ○sign a treaty.",
        "     ○ AGREE  leaders  · announced",
        "",
        "3  U.S. officials ●accused North Korea of ◐✕supplying arms to Russia, which Moscow and Pyongyang",
        "   denied.",
        "     ● ACCUSE  U.S. officials [USA GOV] → North Korea [PRK GOV]  · reported",
        "     ◐✕ AID  North Korea [PRK GOV] → Russia [RUS GOV]  · alleged, denied",
        "       └ alleged by U.S. officials [USA GOV] (“accused”)",
        "       └ denied by Moscow [RUS GOV] and Pyongyang [PRK GOV] (“denied”)",
        "4  The agency, citing two officials, said Tokyo may ◐impose sanctions.",
        "     ◐ SANCTION  Japan [JPN GOV]  · alleged, hypothetical",
        "       └ alleged by two officials (“citing”)",
        "         └ asserted by The agency (“said”)",
        "5  Soviet forces ◂helped Korea in 1950.",
        "     ◂ AID  Soviet forces [RUS MIL]  · historical",
        "6  Nothing else happened.",
        "",
        "✕ denied  ◐ alleged  ◇ hypothetical  ○ announced  ◂ historical  ● reported",
    ]


def test_show_one_sentence(sayso: Any) -> None:
    result = sayso("show", "summit", "--sentence", "2")
    assert "○sign" in result.stdout
    assert "pledged" not in result.stdout


def test_show_a_sentence_that_is_not_there(sayso: Any) -> None:
    result = sayso("show", "summit", "--sentence", "7")
    assert result.exit_code == 1
    assert result.stderr == "Error: summit has 6 sentences; there is no sentence 7\n"


def test_show_json_is_the_report(sayso: Any) -> None:
    coded = msgspec.json.decode(sayso("show", "summit", "--json").stdout, type=Coded)
    assert [claim.type for claim in coded.claims][:2] == ["SUPPORT", "AGREE"]


def test_show_html(sayso: Any, tmp_path: Path) -> None:
    page = tmp_path / "out.html"
    assert sayso("show", "summit", "--html", str(page)).exit_code == 0
    assert page.read_text("utf-8").startswith("<!doctype html>")
    assert sayso("show", "summit", "--html", "-").stdout == page.read_text("utf-8")


def test_show_html_where_nothing_can_be_written(sayso: Any, tmp_path: Path) -> None:
    result = sayso("show", "summit", "--html", str(tmp_path / "no" / "out.html"))
    assert result.exit_code == 1
    assert "cannot be written: No such file or directory" in result.stderr


@pytest.mark.parametrize(
    "command",
    [
        ("show", "evil"),
        ("claims", "--table"),
        ("summary",),
        ("quarantine", "--table"),
        ("show", "\x1b[31mnobody\x07"),
    ],
)
def test_nothing_hostile_reaches_the_terminal(sayso: Any, command: tuple[str, ...]) -> None:
    result = sayso(*command)
    assert result.output
    assert not CONTROLS & set(result.output)


def test_markup_in_texts_stays_text(sayso: Any) -> None:
    output = sayso("show", "evil").stdout
    assert "[bold]x[/bold]" in output
    assert ":smile:" in output


def test_claims_into_a_pipe_are_csv(sayso: Any) -> None:
    rows = list(csv.DictReader(io.StringIO(sayso("claims", "--document", "summit").stdout)))
    assert [row["type"] for row in rows] == ["SUPPORT", "AGREE", "ACCUSE", "AID", "AID", "AID", "SANCTION", "AID"]
    assert sayso("claims", "--document", "summit", "--csv").stdout == sayso("claims", "--document", "summit").stdout


@pytest.mark.parametrize(
    ("filters", "triggers"),
    [
        (("--actor", "PRK", "--with", "RUS", "--type", "aid"), ["supplying"] * 3),
        (("--actor", "PRK", "--recipient", "RUS", "--without-aux", "future", "--limit", "1"), ["support for"]),
        (("--aux", "future"), ["sign"]),
        (("--stance", "denied", "--holder", "RUS"), ["supplying"]),
        (("--place", "pyong"), ["support for"]),
        (("--since", "2024-06", "--until", "2024"), ["support for"]),
        (("--since", "2024-06-20"), []),
        (("--published-until", "2023"), []),
        (("--min-confidence", "1", "--type", "SANCTION", "--order", "confidence"), ["impose sanctions"]),
    ],
)
def test_filters(sayso: Any, filters: tuple[str, ...], triggers: list[str]) -> None:
    result = sayso("claims", "--document", "summit", "--json", *filters)
    assert [json.loads(line)["trigger"]["text"] for line in result.stdout.splitlines()] == triggers


def test_claims_table(sayso: Any) -> None:
    output = sayso("claims", "--table", "--document", "summit", "--limit", "2").stdout
    assert "● SUPPORT" in output
    assert "reported · Wed 19 Jun 2024 · Pyongyang" in output
    assert output.endswith("2 of 8 claims; --limit 8 shows them all\n")
    assert sayso("claims", "--table", "--actor", "FRA").stdout == "No claim passes these filters.\n"


def test_a_wide_table_has_a_column_for_each(sayso: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "where" not in sayso("claims", "--table", "--document", "summit").stdout
    monkeypatch.setattr("sayso.cli.claims.WIDE", 100)
    assert "where" in sayso("claims", "--table", "--document", "summit").stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("claims", "--type", "WAR"), "'WAR' is not one of"),
        (("claims", "--since", "yesterday"), "'yesterday' is not a day; write it as 2024-06-19 (or 2024-06, or 2024)"),
        (("claims", "--since", "2024-02-30"), "'2024-02-30' is not a day"),
        (("claims", "--min-confidence", "2"), "2.0 is not in the range 0<=x<=1"),
        (("show",), "Missing argument 'DOC'"),
    ],
)
def test_a_wrong_command_line_is_2(sayso: Any, arguments: tuple[str, ...], message: str) -> None:
    result = sayso(*arguments)
    assert result.exit_code == 2
    assert message in result.stderr


def test_export(sayso: Any, tmp_path: Path) -> None:
    lines, table = tmp_path / "claims.jsonl", tmp_path / "claims.csv"
    result = sayso("export", "jsonl", str(lines), "--document", "summit")
    assert result.stderr == f"Wrote 8 claims to {lines}\n"
    assert len(lines.read_text("utf-8").splitlines()) == 8
    sayso("export", "csv", str(table), "--document", "summit")
    assert table.read_text("utf-8") == sayso("export", "csv", "-", "--document", "summit").stdout


def test_quarantine(sayso: Any) -> None:
    assert sayso("quarantine", "--csv").stdout.endswith(",no-text,Give --text-key.\n")
    assert json.loads(sayso("quarantine", "--json").stdout)["reason"] == "no-text"
    assert "1 in quarantine" in sayso("quarantine", "--table").stdout
    assert sayso("quarantine", "--table", "--reason", "empty").stdout == "0 in quarantine\n"


def test_summary(sayso: Any) -> None:
    output = sayso("summary").stdout
    assert "2 reports of 2024-06-20 · 9 claims · 1 in quarantine" in output
    assert "PRK – RUS" in output
    assert "Contested within one sentence: 1" in output
    assert "◐✕ AID  North Korea [PRK GOV] → Russia [RUS GOV]" in output


def test_summary_json(sayso: Any) -> None:
    found = json.loads(sayso("summary", "--json").stdout)
    assert found["by_type"]["AID"] == {"alleged": 1, "denied": 2, "historical": 1}
    pair = next(dyad for dyad in found["dyads"] if (dyad["one"], dyad["other"]) == ("PRK", "RUS"))
    assert (pair["claims"], pair["forth"], pair["back"]) == (4, 4, 0)
    assert pair["types"] == ["AID", "SUPPORT"]
    voices = {voice["name"]: voice["stances"] for voice in found["voices"]}
    assert voices["Moscow"] == {"denies": 1}
    assert voices["U.S. officials"] == {"alleges": 1}


def test_a_database_that_is_missing_is_4_and_names_the_remedy(sayso: Any, tmp_path: Path) -> None:
    missing = tmp_path / "none.duckdb"
    result = sayso("claims", "--db", str(missing))
    assert result.exit_code == 4
    assert result.stderr == f"Error: there is no database at {missing}; `sayso code REPORTS --db {missing}` makes one\n"
    assert not missing.exists()


def test_a_report_that_is_missing_is_1(sayso: Any) -> None:
    result = sayso("show", "sumit")
    assert result.exit_code == 1
    assert result.stderr == "Error: there is no document 'sumit'; did you mean summit?\n"
