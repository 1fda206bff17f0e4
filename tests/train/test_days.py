"""Learning which time is whose, on reports written for it."""

import json
import subprocess
import sys
from typing import Any

import pytest

from sayso.knowledge import Knowledge
from sayso.parse import Parser
from sayso.resolve import Resolver
from sayso.resolve.weighing import FILE, Weighing
from sayso.train.days import RARE, Seen, fitted, pairs, reports, train

TOWNS = ("Tarsa", "Vedran", "Oluba", "Kesh", "Moravo", "Litani")


def annotated(name: str, *events: tuple[str, str, str | None]) -> dict[str, Any]:
    """A report of 20 June 2024, a sentence an event: its words, its trigger, and the day annotated if it has one."""
    text, sentences, claims = "", [], []
    for number, (words, trigger, day) in enumerate(events):
        start = len(text) + bool(text)
        text = f"{text} {words}".strip()
        sentences.append({"id": number, "start": start, "end": start + len(words)})
        claims.append({
            "sentence": number, "trigger": trigger, "type": "ASSAULT", "actors": [], "recipients": [], "aux": [],
            "date": {"start": day, "end": day} if day else None,
        })  # fmt: skip
    return {"doc_id": name, "text": text, "sentences": sentences, "claims": claims, "published": "2024-06-20"}


@pytest.fixture(scope="module")
def documents():
    """Six reports in which the time of the event's own verb is its day, and that of a verb of saying is not."""
    return [
        annotated(
            f"r{n}",
            (f"Rebels shelled {town} on Monday.", "shelled", "2024-06-17"),
            (f"The mayor said on Wednesday that rebels had shelled {town}.", "shelled", None),
        )
        for n, town in enumerate(TOWNS)
    ]


@pytest.fixture(scope="module")
def knowledge():
    return Knowledge.load()


def test_each_time_of_an_event_s_sentence_is_a_pair_and_right_if_it_is_the_day_annotated(documents, knowledge):
    (report,) = reports(documents[:1], Parser())
    found = pairs(Resolver(knowledge, Weighing()), report)
    assert [each.right for each in found] == [True, False]
    assert "close=own" in found[0].words
    assert "close=own" not in found[1].words


def test_events_come_in_the_order_of_the_text_and_those_whose_words_are_not_there_are_left_out():
    document = annotated(
        "r", ("Rebels shelled Kesh on Monday and fled.", "shelled", "2024-06-17"), ("It fell.", "lost", None)
    )
    document["claims"].insert(0, {**document["claims"][0], "trigger": "fled", "date": None})
    (report,) = reports([document], Parser())
    assert [draft.trigger.text for draft in report.drafts] == ["shelled", "fled"]
    assert report.gold == [("2024-06-17", "2024-06-17"), None]


def test_what_is_learned_tells_days_in_a_report_not_learned_from(documents, knowledge):
    weighing = train(list(reports(documents[1:], Parser())), knowledge)
    (report,) = reports(documents[:1], Parser())
    claims = Resolver(knowledge, weighing).resolve(report.parsed, report.drafts)
    assert [claim.when and claim.when.start.isoformat() for claim in claims] == ["2024-06-17", None]


def test_what_few_pairs_show_is_not_learned():
    seen = [Seen(["near", "odd"], True)] * (RARE - 1) + [Seen(["near"], True)] * RARE + [Seen(["far"], False)] * RARE
    weighing = fitted(seen)
    assert "odd" not in weighing.weights
    assert weighing.weights["near"] > 0 > weighing.weights["far"]


def test_the_command_leaves_out_what_is_held_out_and_what_was_written_for_training(documents, tmp_path):
    wrong = [annotated(f"{kind}-{n}", ("Rebels shelled Kesh on Monday.", "shelled", None))
             for kind in ("own", "held") for n in range(9)]  # fmt: skip
    file, held = tmp_path / "reports.jsonl", tmp_path / "held.json"
    file.write_text("".join(json.dumps(each) + "\n" for each in (*documents, *wrong)), "utf-8")
    held.write_text(
        json.dumps({"documents": [each["doc_id"] for each in wrong if each["doc_id"].startswith("held")]}), "utf-8"
    )
    out = tmp_path / "made" / "days"
    command = [sys.executable, "-m", "sayso.train.days", str(file), "--held-out", str(held), "--out", str(out)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "6 reports with 12 times" in ran.stderr
    assert Weighing.load(out).weights["close=own"] > 0
    assert (out / FILE).stat().st_size > 0


def test_annotations_without_their_texts_are_refused_with_what_to_do(documents, tmp_path):
    bare = tmp_path / "bare.jsonl"
    bare.write_text(json.dumps({k: v for k, v in documents[0].items() if k != "text"}), "utf-8")
    command = [sys.executable, "-m", "sayso.train.days", str(bare), "--out", str(tmp_path / "out")]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    assert ran.stderr.startswith("Error: ")
    assert "a document lacks doc_id, text" in ran.stderr
    assert not (tmp_path / "out").exists()
