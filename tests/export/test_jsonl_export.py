"""The claims file: read back by json, and by the scorer that it is written for."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from store_examples import KIM, coded_reports, report

from sayso.coded import Coded
from sayso.export import document_record, export_documents, export_jsonl

SCORER = Path(__file__).parents[3] / "shared" / "claims" / "score.py"


def exported(coded: Coded) -> list[dict[str, Any]]:
    file = io.StringIO()
    assert export_jsonl(coded.claims, file) == len(coded.claims)
    return [json.loads(line) for line in file.getvalue().splitlines()]


def test_a_claim_in_full() -> None:
    record = exported(report())[0]
    assert record.pop("id").startswith("c-")
    assert record == {
        "doc_id": "summit",
        "sentence": 0,
        "event": {"type": "SUPPORT", "modes": ["verbal"], "contexts": ["military", "diplomatic"]},
        "trigger": {"text": "pledged full support", "start": 12, "end": 32},
        "actors": [
            {"text": "Kim Jong Un", "start": 0, "end": 11, "name": "Kim Jong Un", "kb": "prk-kim-jong-un"}
            | {"country": "PRK", "sector": "GOV", "role": "head of state"}
        ],
        "recipients": [
            {"text": "Vladimir Putin", "start": 36, "end": 50, "name": "Vladimir Putin", "kb": "rus-putin"}
            | {"country": "RUS", "sector": "GOV", "role": None}
        ],
        "aux": [],
        "attribution": [],
        "date": {"start": "2024-06-19", "end": "2024-06-19", "text": "on Wednesday", "precision": "day"},
        "place": {"name": "Pyongyang", "country": "PRK", "geonames": 1871859, "text": "Pyongyang"}
        | {"latitude": 39.03385, "longitude": 125.75432},
        "numbers": [],
        "confidence": 0.9,
        "coder": "test 1",
    }


def test_attribution_and_numbers() -> None:
    record = exported(report())[3]
    (link,) = record["attribution"]
    assert (link["holder"]["text"], link["holder"]["country"], link["stance"]) == ("Moscow", "RUS", "denies")
    assert (link["cue"], link["quoted"]) == ("denied", True)
    assert record["numbers"] == [{"kind": "killed", "low": 12, "high": None, "text": "12"}]
    assert record["date"] is None
    assert record["place"] is None


@settings(max_examples=25, deadline=None)
@given(coded=coded_reports())
def test_a_line_a_claim_and_every_offset_holds(coded: Coded) -> None:
    records = exported(coded)
    text = coded.document.text
    for record, claim in zip(records, coded.claims, strict=True):
        assert (record["id"], record["doc_id"], record["aux"]) == (claim.id, coded.document.id, list(claim.aux))
        for span in (record["trigger"], *record["actors"], *record["recipients"]):
            assert text[span["start"] : span["end"]] == span["text"]
        for actor in (*record["actors"], *record["recipients"]):
            assert actor["country"] is not None
            assert actor["sector"] is not None


def test_a_claim_is_one_line_to_every_reader() -> None:
    file = io.StringIO()
    export_jsonl([msgspec.structs.replace(report().claims[0], coder="a\x85b\u2028c\u2029d\n\x0b\x1ce")], file)
    (line,) = file.getvalue().splitlines()
    assert json.loads(line)["coder"] == "a\x85b\u2028c\u2029d\n\x0b\x1ce"


def test_what_utf_8_cannot_hold_is_escaped() -> None:
    file = io.StringIO()
    export_jsonl([msgspec.structs.replace(report().claims[0], document="half \ud83d")], file)
    assert json.loads(file.getvalue().encode())["doc_id"] == "half \ud83d"


def test_a_report_as_an_annotated_document() -> None:
    file = io.StringIO()
    assert export_documents([report()], file) == 1
    record = json.loads(file.getvalue())
    assert record == document_record(report())
    assert (record["doc_id"], record["published"], len(record["sentences"])) == ("summit", "2024-06-20", 4)
    assert record["claims"][0]["trigger"] == "pledged full support"
    assert record["claims"][0]["actors"][0]["country"] == KIM.country


@pytest.mark.skipif(not SCORER.exists(), reason=f"the scorer is not at {SCORER}")
def test_the_scorer_reads_it_and_finds_it_all_right_against_itself(tmp_path: Path) -> None:
    coded = report()
    gold, claims = tmp_path / "gold", tmp_path / "claims.jsonl"
    gold.mkdir()
    with (gold / "all.jsonl").open("w", encoding="utf-8") as file:
        export_documents([coded], file)
    with claims.open("w", encoding="utf-8") as file:
        export_jsonl(coded.claims, file)
    command = [sys.executable, str(SCORER), str(gold), str(claims), "--json"]
    scores = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    assert (scores["documents"], scores["coded"], scores["core_gold"]) == (1, 5, 5)
    assert [scores[key]["f1"] for key in ("typed", "dyad", "aux", "attribution")] == [1.0] * 4
    assert scores["date"] == scores["place_country"] == {"right": 1, "of": 1}
