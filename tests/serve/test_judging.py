"""Judging: by form and by API, added and never changed, taken back by a further decision, exported for training."""

import json
from pathlib import Path
from typing import Any

import pytest
from hostile_report import Client

from sayso.corpus.annotations import load_annotations
from sayso.store import Store


def judge(client: Client, token: str, **decision: Any) -> Any:
    return client.post("/api/v1/judgements", json=decision, headers={"x-sayso-token": token})


def first(client: Client, query: str = "") -> dict[str, Any]:
    return client.get(f"/api/v1/queue?{query}").json()["next"]["claim"]


def test_the_queue_begins_with_what_the_coder_was_least_sure_of(client: Client) -> None:
    waiting = client.get("/api/v1/queue?type=AID").json()
    sure = [
        row["claim"]["confidence"]
        for row in client.get("/api/v1/claims?type=AID&order=unsure&limit=200").json()["items"]
    ]
    assert waiting["next"]["claim"]["confidence"] == sure[0] == min(sure)
    assert waiting["left"] == len(sure)
    second = client.get(f"/api/v1/queue?type=AID&after={waiting['next']['claim']['id']}").json()
    assert second["next"]["claim"]["id"] != waiting["next"]["claim"]["id"]
    assert second["next"]["claim"]["confidence"] >= sure[0]


def test_a_decision_is_added_and_taken_back(writing: Client, token: str, own_db: Path) -> None:
    claim = first(writing)["id"]
    left = writing.get("/api/v1/queue").json()["left"]
    made = judge(writing, token, claim=claim, verdict="rejected", person="mk", note="no such event")
    assert made.status_code == 201
    assert (made.json()["person"], made.json()["verdict"]) == ("mk", "rejected")
    assert writing.get("/api/v1/queue").json()["left"] == left - 1
    assert writing.get(f"/api/v1/claim?id={claim}").json()["judgement"]["note"] == "no such event"
    assert judge(writing, token, claim=claim, verdict="withdrawn", person="mk").status_code == 201
    assert writing.get("/api/v1/queue").json()["left"] == left
    kept = writing.get("/api/v1/judgements").json()
    assert [each["verdict"] for each in kept["items"]] == ["withdrawn", "rejected"]
    with Store.open(own_db, read_only=True) as store:
        ledger = [(d.verdict, d.claim) for d in store.ledger().decisions()]
    assert ledger == [("wrong", claim), ("withdrawn", claim)]  # the ledger hears of it


def test_a_correction_by_api(writing: Client, token: str) -> None:
    claim = first(writing, "document=wire-summit")
    correction = {
        "type": "CONSULT",
        "trigger": {"text": claim["trigger"]["text"]},
        "aux": ["historical"],
        "actors": [{"text": "Putin", "name": "Vladimir Putin", "country": "RUS", "sector": "GOV"}],
        "attribution": [{"stance": "alleges"}],
    }
    made = judge(writing, token, claim=claim["id"], verdict="corrected", correction=correction).json()
    after = made["correction"]
    text = writing.get("/api/v1/report?id=wire-summit").json()["report"]["document"]["text"]
    span = after["actors"][0]["span"]
    assert text[span["start"] : span["end"]] == "Putin" == span["text"]
    assert (after["type"], after["aux"], after["recipients"], after["when"]) == ("CONSULT", ["historical"], [], None)
    assert after["attribution"] == [{"holder": None, "stance": "alleges", "cue": None, "quoted": False}]
    assert after["id"] != claim["id"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"type": "HUG"}, "no event type"),
        ({"trigger": {"text": "not in the sentence"}}, "event words"),
        ({"actors": [{"text": "Nobody Of This Name"}]}, "do not stand in the report"),
        ({"actors": [{"text": "Putin", "sector": "ZZZ"}]}, "no sector"),
        ({"modes": ["dance"]}, "no mode"),
        ({"since": "yesterday"}, "not a day"),
        ({"since": "2024-06-20", "until": "2024-06-19"}, "before the first"),
        ({"since": "2019-01-01", "date_text": "in 2019"}, "give the day"),
        ({"place": "Atlantis"}, "does not stand in the report"),
        ({"attribution": [{"stance": "alleges", "cue": {"text": "whispered it"}}]}, "cue"),
    ],
)
def test_a_correction_that_cannot_be_is_refused_with_its_reason(
    client: Client, change: dict[str, Any], told: str
) -> None:
    claim = first(client, "document=wire-summit")
    correction = {"type": claim["type"], "trigger": {"text": claim["trigger"]["text"]}} | change
    token = client.get("/api/v1/session").json()["write_token"]
    answer = judge(client, token, claim=claim["id"], verdict="corrected", correction=correction)
    assert answer.status_code == 400
    assert told in answer.json()["error"]["message"]


def test_a_verdict_and_its_correction_go_together(client: Client) -> None:
    token = client.get("/api/v1/session").json()["write_token"]
    claim = first(client)["id"]
    assert judge(client, token, claim=claim, verdict="corrected").status_code == 400
    assert judge(client, token, claim=claim, verdict="splendid").status_code == 400
    assert judge(client, token, claim="c-none", verdict="accepted").status_code == 404


def test_by_form_the_next_claim_follows_and_the_name_is_kept(writing: Client, token: str) -> None:
    claim = first(writing)["id"]
    form = {"token": token, "claim": claim, "verdict": "accepted", "person": "Zoë", "in_queue": "1", "queue": ""}
    answer = writing.post("/judge", data=form)
    assert answer.status_code == 200
    assert claim not in answer.text.partition("judge")[2].partition("</form>")[0]
    assert 'value="Zoë"' in answer.text
    assert writing.get(f"/api/v1/claim?id={claim}").json()["judgement"]["person"] == "Zoë"


def test_the_form_as_it_stands_changes_nothing(writing: Client, token: str) -> None:
    import lxml.html  # noqa: PLC0415 - comes with trafilatura

    rows = writing.get("/api/v1/claims?document=accusation-washington&limit=40").json()["items"]
    for row in rows:
        claim = row["claim"]
        page = lxml.html.fromstring(writing.get(f"/claim?id={claim['id']}").text)
        form = page.xpath("//form[@id='judge']")[0]
        values = [(name, value) for name, value in form.form_values() if name not in ("verdict", "person")]
        data: dict[str, list[str]] = {}
        for name, value in values:
            data.setdefault(name, []).append(value)
        answer = writing.post("/judge", data=data | {"verdict": "corrected", "person": "mk"})
        assert answer.status_code == 200, answer.text
        corrected = writing.get(f"/api/v1/claim?id={claim['id']}").json()["judgement"]["correction"]
        for part in ("type", "trigger", "actors", "recipients", "aux", "attribution", "when", "place", "modes"):
            assert corrected[part] == claim[part], part


def test_what_was_judged_trains(writing: Client, token: str, tmp_path: Path) -> None:
    rows = writing.get("/api/v1/claims?document=wire-summit&order=document&limit=100").json()["items"]
    sentence = rows[0]["claim"]["sentence"]
    here = [row["claim"]["id"] for row in rows if row["claim"]["sentence"] == sentence]
    elsewhere = next(row["claim"]["id"] for row in rows if row["claim"]["sentence"] != sentence)
    for number, claim in enumerate(here):
        judge(writing, token, claim=claim, verdict="rejected" if number == 0 else "accepted", person="mk")
    judge(writing, token, claim=elsewhere, verdict="accepted", person="mk")
    file = tmp_path / "judged.jsonl"
    file.write_text(writing.get("/judged.jsonl").text, "utf-8")
    (document,) = load_annotations([file])
    # Only sentences that were judged to the end: the other sentence may have claims that nobody has looked at.
    judged = {s["id"] for s in document["sentences"]}
    assert sentence in judged
    assert all(c["sentence"] in judged for c in document["claims"])
    assert len([c for c in document["claims"] if c["sentence"] == sentence]) == len(here) - 1
    for each in document["sentences"]:
        words = document["text"][each["start"] : each["end"]]
        assert all(c["trigger"] in words for c in document["claims"] if c["sentence"] == each["id"])
    assert json.loads(file.read_text("utf-8").splitlines()[0])["judged_by"] == ["mk"]


def test_same_and_not_same(writing: Client, token: str) -> None:
    events = writing.get("/api/v1/events?order=claims&limit=3").json()["items"]
    one = events[0]
    dossier = writing.get(f"/api/v1/event?id={one['id']}").json()
    claim = dossier["testimonies"][-1]["claim"]["id"]
    other = dossier["testimonies"][0]["claim"]["id"]
    form = {"token": token, "verdict": "not-same", "one": claim, "other": other, "person": "mk", "back": one["id"]}
    assert writing.post("/decide", data=form, follow_redirects=False).status_code == 303
    again = [writing.get(f"/api/v1/event?id={each}").json()["event"]["id"] for each in (claim, other)]
    assert again[0] != again[1]
    form = {"token": token, "verdict": "same", "one": claim, "other": other, "person": "mk"}
    writing.post("/decide", data=form)
    again = [writing.get(f"/api/v1/event?id={each}").json()["event"]["id"] for each in (claim, other)]
    assert again[0] == again[1]


def test_events_are_joined_and_parted_by_the_api(writing: Client, token: str) -> None:
    head = {"x-sayso-token": token}
    event = writing.get("/api/v1/events?order=claims&limit=1").json()["items"][0]
    assert event["id"] in [each["id"] for each in writing.get(f"/api/v1/story?id={event['id']}").json()["items"]]
    told = writing.get(f"/api/v1/event?id={event['id']}").json()["testimonies"]
    one, other = told[-1]["claim"]["id"], told[0]["claim"]["id"]
    decision = {"verdict": "not-same", "one": one, "other": other, "person": "mk"}
    assert writing.post("/api/v1/decisions", json=decision).status_code == 400  # without the token
    assert writing.post("/api/v1/decisions", json=decision, headers={"x-sayso-token": "x"}).status_code == 403
    made = writing.post("/api/v1/decisions", json=decision, headers=head)
    assert (made.status_code, made.json()["verdict"], made.json()["person"]) == (201, "not-same", "mk")
    apart = {writing.get(f"/api/v1/event?id={each}").json()["event"]["id"] for each in (one, other)}
    assert len(apart) == 2
    writing.post("/api/v1/decisions", json=decision | {"verdict": "withdrawn"}, headers=head)
    together = {writing.get(f"/api/v1/event?id={each}").json()["event"]["id"] for each in (one, other)}
    assert len(together) == 1
    kept = writing.get("/api/v1/decisions").json()
    assert [each["verdict"] for each in kept["items"]] == ["withdrawn", "not-same"]
    wrong = decision | {"other": "c-none"}
    assert writing.post("/api/v1/decisions", json=wrong, headers=head).json()["error"]["message"]
    settled = writing.post("/api/v1/settlings", headers=head)
    assert settled.status_code == 201
    assert settled.json()["events"] == writing.get("/api/v1/events").json()["total"]


def test_the_api_keeps_a_text_only_with_a_token(writing: Client, token: str) -> None:
    text = {"text": "Moscow denied that North Korea had supplied arms to Russia.", "published": "2024-06-20"}
    before = writing.get("/api/v1/reports").json()["total"]
    assert writing.post("/api/v1/code", json=text).json()["claims"]
    assert writing.post("/api/v1/code", json=text | {"keep": True}).status_code == 403
    assert writing.get("/api/v1/reports").json()["total"] == before
    kept = writing.post("/api/v1/code", json=text | {"keep": True}, headers={"x-sayso-token": token})
    assert kept.status_code == 200
    assert writing.get("/api/v1/reports").json()["total"] == before + 1
    why = writing.get(f"/api/v1/explanation?id={kept.json()['document']['id']}&sentence=0").json()
    assert why["nothing"] is None
    assert any(each["kept"] for each in why["decisions"])


def test_a_correction_that_cannot_be_stays_in_the_queue(writing: Client, token: str) -> None:
    claim = writing.get("/api/v1/queue?actor=PRK").json()["next"]["claim"]["id"]
    form = {"token": token, "claim": claim, "verdict": "corrected", "person": "mk", "type": "AID", "in_queue": "1"}
    answer = writing.post("/judge", data={**form, "queue": "?actor=PRK", "trigger_text": "words that stand nowhere"})
    assert answer.status_code == 400
    assert 'name="in_queue"' in answer.text
    assert 'name="queue" value="?actor=PRK"' in answer.text
    assert "words that stand nowhere" in answer.text


def test_the_last_decision_can_be_taken_back_from_the_queue(writing: Client, token: str) -> None:
    claim = writing.get("/api/v1/queue").json()["next"]["claim"]["id"]
    form = {"token": token, "claim": claim, "person": "mk", "in_queue": "1", "queue": ""}
    after = writing.post("/judge", data={**form, "verdict": "accepted"})
    assert f'name="claim" value="{claim}"' in after.text.split('id="judge"')[0]
    assert f'value="{claim}"' not in after.text.split('id="judge"')[1].partition("</form>")[0]
    back = writing.post("/judge", data={**form, "verdict": "withdrawn"})
    assert f'value="{claim}"' in back.text.split('id="judge"')[1]
    assert "Take back" not in back.text
