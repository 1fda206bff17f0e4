"""Every page answers, says what it is, and holds what it should."""

import csv
import html
import io
import json
from pathlib import Path

import pytest
from hostile_report import Client, opened

from sayso.store import Store

PAGES = [
    "/", "/search?q=arms", "/search", "/events", "/events?status=disputed", "/events?as_of=2024-06-19", "/claims",
    "/claims?actor=PRK&with=RUS&type=AID&standing=alleged", "/claims?words=treaty&order=unsure&limit=5&offset=5",
    "/reports", "/reports?words=treaty&since=2024-06-20", "/report?id=wire-summit", "/actors", "/actors?words=kim",
    "/actor?who=RUS", "/actor?who=vladimir-putin", "/actor?who=Russia", "/dyads", "/dyads?country=PRK",
    "/dyad?one=PRK&other=RUS", "/dyad?one=PRK&other=RUS&since=2030", "/map", "/map?type=AID", "/network",
    "/network?by=actor&most=20", "/judge", "/judge?document=wire-summit", "/judgements", "/try", "/api", "/signs",
]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_a_page_answers(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert "<h1" in answer.text
    assert "Something went wrong" not in answer.text


@pytest.mark.parametrize("path", PAGES)
def test_a_page_answers_on_an_empty_database(tmp_path: Path, path: str) -> None:
    Store.open(tmp_path / "empty.duckdb").close()
    with opened(tmp_path / "empty.duckdb") as client:
        answer = client.get(path)
    missing = path.startswith(("/report?", "/actor?"))
    assert answer.status_code == (404 if missing else 200)
    assert "<h1" in answer.text


def test_every_sentence_of_a_report_is_there_verbatim(client: Client, db: Path) -> None:
    import lxml.html  # noqa: PLC0415 - comes with trafilatura

    with Store.open(db, read_only=True) as store:
        coded = store.view().coded("wire-summit")
    page = lxml.html.fromstring(client.get("/report?id=wire-summit").text)
    shown = [
        element.text_content()
        for element in page.xpath("//article[contains(@class,'text')]//span[contains(@class,'sentence')]")
    ]
    assert shown == [sentence.text for sentence in coded.sentences]
    marks = page.xpath("//a[contains(@class,'mark')]")
    assert {number for mark in marks for number in mark.get("data-blocks").split()} == {
        block.get("data-block") for block in page.xpath("//li[@data-block]")
    }


def test_what_is_shown_can_be_downloaded(client: Client) -> None:
    total = client.get("/api/v1/claims?type=AID").json()["total"]
    rows = list(csv.DictReader(io.StringIO(client.get("/claims.csv?type=AID").text)))
    lines = [json.loads(line) for line in client.get("/claims.jsonl?type=AID").text.splitlines()]
    assert len(rows) == len(lines) == total > 3
    assert {row["type"] for row in rows} == {line["event"]["type"] for line in lines} == {"AID"}
    events = client.get("/api/v1/events?status=disputed").json()
    assert len(list(csv.DictReader(io.StringIO(client.get("/events.csv?status=disputed").text)))) == events["total"] > 0


def test_a_long_download_has_one_header(client: Client) -> None:
    everything = client.get("/claims.csv").text
    assert everything.count("id,document,published") == 1
    assert len(list(csv.reader(io.StringIO(everything)))) == client.get("/api/v1/claims").json()["total"] + 1


def test_pages_of_a_table_hold_every_claim_once(client: Client) -> None:
    seen, offset = [], 0
    while offset is not None:
        answer = client.get(f"/api/v1/claims?limit=100&offset={offset}").json()
        seen += [row["claim"]["id"] for row in answer["items"]]
        offset = answer["next"]
    assert len(seen) == len(set(seen)) == answer["total"]


def test_an_event_shows_both_sides_and_its_origins(client: Client) -> None:
    event = client.get("/api/v1/events?status=disputed&order=claims").json()["items"][0]
    page = client.get(f"/event?id={event['id']}").text
    for heading in ("Affirmed by", "Denied by", "Independent origins", "What was known when"):
        assert heading in page
    assert all(html.escape(name) in page for name in [*event["affirmers"], *event["deniers"]])
    claim = client.get(f"/api/v1/event?id={event['id']}").json()["testimonies"][0]["claim"]["id"]
    assert event["id"] in client.get(f"/event?id={claim}").text  # found by a claim in it too


def test_a_database_that_was_never_settled_says_so_and_settles(tmp_path: Path, coded_examples: list) -> None:
    with Store.open(tmp_path / "new.duckdb") as store, store.writer() as writer:
        writer.add_many(coded_examples[:3])
    with opened(tmp_path / "new.duckdb") as client:
        assert "No events yet" in client.get("/events").text
        assert client.get("/api/v1/events").json()["total"] == 0
        token = client.get("/api/v1/session").json()["write_token"]
        assert client.post("/settle", data={"token": token}, follow_redirects=False).status_code == 303
        assert client.get("/api/v1/events").json()["total"] > 0


def test_why_tells_every_decision(client: Client) -> None:
    answer = client.get("/why?id=wire-summit&sentence=0")
    assert answer.status_code == 200
    assert "✓ kept" in answer.text
    assert "– no" in answer.text
    assert "there is no sentence 1000" in client.get("/why?id=wire-summit&sentence=999").text


def test_a_text_is_coded_and_kept_only_when_told(writing: Client, token: str) -> None:
    text = (
        "Moscow denied that North Korea had supplied arms to Russia. Kim Jong Un thanked Vladimir Putin on Wednesday."
    )
    form = {"token": token, "text": text, "published": "2024-06-20"}
    before = writing.get("/api/v1/reports").json()["total"]
    answer = writing.post("/try", data=form)
    assert answer.status_code == 200
    assert "denied" in answer.text
    assert "Wed 19 Jun 2024" in answer.text
    assert writing.get("/api/v1/reports").json()["total"] == before
    kept = writing.post("/try", data=form | {"keep": "1"}, follow_redirects=False)
    assert kept.status_code == 303
    assert writing.get("/api/v1/reports").json()["total"] == before + 1
    assert writing.get(kept.headers["location"]).status_code == 200


def test_the_html_of_a_page_is_read(writing: Client, token: str) -> None:
    words = "Kim Jong Un thanked Vladimir Putin in Pyongyang. " * 6
    html = f"<html><head><title>A title</title></head><body><article><p>{words}</p></article></body></html>"
    answer = writing.post("/try", data={"token": token, "text": html, "html": "1"})
    assert answer.status_code == 200
    assert "SUPPORT" in answer.text
    assert writing.post("/try", data={"token": token, "text": "<html></html>", "html": "1"}).status_code == 400


def test_a_page_of_html_is_known_by_its_beginning(writing: Client, token: str) -> None:
    words = "Kim Jong Un thanked Vladimir Putin in Pyongyang. " * 6
    page = f"<!DOCTYPE html><html><body><article><p>{words}</p></article></body></html>"
    answer = writing.post("/try", data={"token": token, "text": page})
    assert answer.status_code == 200
    assert "DOCTYPE" not in answer.text.partition('class="text"')[2]


def test_what_an_actor_says_and_what_it_denies(client: Client) -> None:
    dossier = client.get("/api/v1/actor?who=PRK").json()
    assert dossier["denied"]
    for row in dossier["denied"]:
        holders = [(link["stance"], (link["holder"] or {}).get("country")) for link in row["claim"]["attribution"]]
        assert ("denies", "PRK") in holders or ("doubts", "PRK") in holders
    assert not {row["claim"]["id"] for row in dossier["denied"]} & {row["claim"]["id"] for row in dossier["said"]}
    page = client.get("/actor?who=PRK").text
    assert "stance=denied" in page
    assert "What it denies or doubts" in page


def test_the_first_page_counts_what_is_left_to_judge(writing: Client, token: str) -> None:
    front = writing.get("/api/v1/front").json()
    assert front["left"] == front["counts"]["claims"] == writing.get("/api/v1/queue").json()["left"]
    assert front["events"] == writing.get("/api/v1/events").json()["total"]
    claim = writing.get("/api/v1/queue").json()["next"]["claim"]["id"]
    judged = {"claim": claim, "verdict": "accepted", "person": "mk"}
    writing.post("/api/v1/judgements", json=judged, headers={"x-sayso-token": token})
    assert writing.get("/api/v1/front").json()["left"] == front["left"] - 1


def test_every_word_is_explained(client: Client) -> None:
    words = client.get("/api/v1/words").json()
    assert len(words["types"]) == 16
    assert len(words["standings"]) == 9
    page = client.get("/signs").text
    for name in [*(each["name"] for each in words["types"]), *words["sectors"], *words["bodies"]]:
        assert f">{name}<" in page


def test_search_finds_all_three(client: Client) -> None:
    found = client.get("/api/v1/search?q=Putin").json()
    assert found["reports"]["total"] > 0
    assert found["claims"]["total"] > 0
    assert "vladimir-putin" in {actor["key"] for actor in found["actors"]["items"]}


def test_map_and_network_hold_what_the_claims_hold(client: Client) -> None:
    places = client.get("/api/v1/places?document=wire-summit").json()
    assert places["total"] == client.get("/api/v1/claims?document=wire-summit").json()["total"]
    ties = client.get("/api/v1/network").json()["ties"]
    tie = next(each for each in ties if (each["actor"], each["recipient"]) == ("PRK", "RUS"))
    assert tie["claims"] == client.get("/api/v1/claims?actor=PRK&recipient=RUS").json()["total"]
    assert tie["cooperation"] + tie["conflict"] == tie["claims"]


def test_a_dyads_bars_add_up_to_its_claims(client: Client) -> None:
    dyad = client.get("/api/v1/dyad?one=PRK&other=RUS").json()
    assert sum(bar["claims"] for bar in dyad["bars"]) == dyad["latest"]["total"]
    for bar in dyad["bars"]:
        picked = f"at={bar['start']}&quad={bar['quad']}&contested={'yes' if bar['contested'] else 'no'}"
        behind = client.get(f"/api/v1/dyad?one=PRK&other=RUS&{picked}").json()["behind"]
        assert behind["claims"]["total"] == bar["claims"]
        assert 0 < len(behind["events"]) <= bar["claims"]
    assert client.get("/api/v1/dyad?one=PRK&other=RUS&at=1999-01-01").json()["behind"]["claims"]["total"] == 0
    assert dyad["unit"] == "day"
