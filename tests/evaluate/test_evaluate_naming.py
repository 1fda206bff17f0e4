"""``sayso evaluate --naming``: who those are whose words are given, counted on a report written for it."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from sayso.cli.main import main
from sayso.corpus.annotations import document_of
from sayso.evaluate.naming import gold_mentions, measure_naming, named
from sayso.knowledge import Knowledge
from sayso.parse import Parser
from sayso.resolve import Resolver

TEXT = "French and German ministers met in Lyon. Police arrested a baker, who blamed the mayor."
SPLIT = TEXT.index(" Police")


def who(text: str, country: str, sector: str) -> dict[str, Any]:
    return {"text": text, "name": None, "country": country, "sector": sector}


def claim(
    sentence: int, trigger: str, actors: list[dict[str, Any]], recipients: list[dict[str, Any]]
) -> dict[str, Any]:
    return {"sentence": sentence, "trigger": trigger, "actors": actors, "recipients": recipients, "attribution": []}


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    ministers = "French and German ministers"
    return {
        "doc_id": "own-naming-1",
        "published": "2024-05-03",
        "text": TEXT,
        "sentences": [{"id": 0, "start": 0, "end": SPLIT}, {"id": 1, "start": SPLIT + 1, "end": len(TEXT)}],
        "claims": [
            claim(0, "met", [who(ministers, "FRA", "GOV"), who(ministers, "DEU", "GOV")], []),
            claim(1, "arrested", [who("Police", "FRA", "COP")], [who("a baker", "ITA", "CVL")]),
            claim(1, "blamed", [who("words that stand nowhere", "FRA", "CVL")], [who("the mayor", "FRA", "BUS")]),
        ],
    }


def test_a_mention_that_stands_for_several_is_one(document: dict[str, Any]) -> None:
    mentions = list(gold_mentions(document))
    assert [(span.text, pairs) for span, pairs in mentions] == [
        ("French and German ministers", {("FRA", "GOV"), ("DEU", "GOV")}),
        ("Police", {("FRA", "COP")}),
        ("a baker", {("ITA", "CVL")}),
        ("the mayor", {("FRA", "BUS")}),
    ]
    assert all(document["text"][span.start : span.end] == span.text for span, _ in mentions)


def test_right_is_what_is_exactly_annotated(document: dict[str, Any]) -> None:
    parser, resolver = Parser(), Resolver(Knowledge.load())
    found = named(resolver, parser.parse(document_of(document)), document)
    assert [(m.country, m.sector, m.both) for m in found] == [
        (True, True, True),
        (True, True, True),
        (False, found[2].sector, False),
        (True, False, False),
    ]
    figures = {f.measure: f for f in measure_naming(resolver, parser, [document]).figures}
    assert figures["country"].value == pytest.approx(3 / 4)
    assert figures["country and sector"].value == pytest.approx(2 / 4)
    assert figures["country"].of == 4


def test_the_command_prints_it(document: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "annotated.jsonl"
    path.write_text(json.dumps(document) + "\n", "utf-8")
    ran = CliRunner().invoke(main, ["evaluate", "--naming", str(path), "--json"])
    assert ran.exit_code == 0, ran.output
    measured = json.loads(ran.stdout)
    assert measured[0]["name"] == "naming"
    assert [f["measure"] for f in measured[0]["figures"]] == ["country", "sector", "country and sector"]
