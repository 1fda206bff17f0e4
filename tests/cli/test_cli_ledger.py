"""settle, events, event, story, dyad, decide: what they print and what they return."""

import csv
import io
import json
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

sys.path.insert(0, str(Path(__file__).parents[1] / "settle"))

from stories import load

from sayso.cli import main
from sayso.store import Store


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "news.duckdb"
    with Store.open(path) as store, store.writer() as writer:
        writer.add_many(coded for story in load() if not story.held_out for coded in story.reports)
    return path


def run(db: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments), env={"SAYSO_DB": str(db), "COLUMNS": "120", "SAYSO_USER": "mk"})


@pytest.fixture
def settled(news: Path) -> Path:
    assert run(news, "settle").exit_code == 0
    return news


def test_settle_says_what_it_did(news: Path) -> None:
    count = sum(len(coded.claims) for story in load() if not story.held_out for coded in story.reports)
    first = run(news, "settle").stderr
    assert f"Settled {count} claims into " in first
    assert run(news, "settle").stderr == "Nothing has changed since the last time.\n"
    again = run(news, "settle", "--rebuild", "--memory", "500MB").stderr
    assert again.partition(" in ")[0] == first.partition(" in ")[0]


def test_settle_with_an_odd_amount_of_memory(news: Path) -> None:
    found = run(news, "settle", "--memory", "much")
    assert found.exit_code == 1
    assert "'much' is no amount of memory; write it as 2GB" in found.stderr


def test_settle_needs_a_database(tmp_path: Path) -> None:
    found = run(tmp_path / "no.duckdb", "settle")
    assert found.exit_code == 4
    assert "there is no database" in found.stderr
    assert not (tmp_path / "no.duckdb").exists()


def test_events_before_settling(news: Path) -> None:
    found = run(news, "events")
    assert found.exit_code == 1
    assert "run `sayso settle`" in found.stderr


def test_events_as_a_table(settled: Path) -> None:
    found = run(settled, "events", "--dyad", "XOS", "XKA", "--type", "AID", "--table").stdout
    assert "confirmed" in found
    assert "4 – 1" in found
    assert found.endswith("1 event\n")
    assert "No event passes" in run(settled, "events", "--actor", "QQQ", "--table").stdout
    count = len(run(settled, "events", "--json").stdout.splitlines())
    assert f"1 of {count} events; --limit {count}" in run(settled, "events", "--limit", "1", "--table").stdout


def test_events_for_programs(settled: Path) -> None:
    rows = list(
        csv.DictReader(io.StringIO(run(settled, "events", "--follow-up", "called-off", "--until", "2031").stdout))
    )
    assert [row["status"] for row in rows] == ["announced"]
    assert rows[0]["actors"] == "Ilse Brand"
    assert rows[0]["actor_countries"] == "XBE"
    lines = run(settled, "events", "--denied", "--json").stdout.splitlines()
    assert {json.loads(line)["denying_origins"] for line in lines} == {1, 2}
    then = run(settled, "events", "--type", "AID", "--status", "alleged", "--as-of", "2031-05-10").stdout
    assert len(then.splitlines()) == 2


def test_dyad_excludes_actor(settled: Path) -> None:
    found = run(settled, "events", "--dyad", "XOS", "XKA", "--actor", "XBE")
    assert found.exit_code == 2
    assert "--dyad A B stands for" in found.stderr


def event(db: Path) -> str:
    return json.loads(run(db, "events", "--dyad", "XOS", "XKA", "--type", "AID", "--json").stdout)["id"]


def test_event_in_two_columns(settled: Path) -> None:
    text = run(settled, "event", event(settled)).stdout
    head = next(line for line in text.splitlines() if line.startswith("Affirmed by"))
    assert "Denied by" in head
    assert "Lakeside Post" in text
    assert "holder: both on the word of XOS (government)" in text
    assert "What was known when" in text
    earlier = run(settled, "event", event(settled), "--as-of", "2031-05-10").stdout
    assert "As of Sat 10 May 2031: alleged" in earlier
    assert "Denied by: nobody" in earlier
    dossier = json.loads(run(settled, "event", event(settled), "--json").stdout)
    assert len(dossier["testimonies"]) == dossier["event"]["claims"]


def test_story_marks_the_event(settled: Path) -> None:
    lines = run(settled, "story", event(settled)).stdout
    assert lines.count("◀") == 1


def test_dyad(settled: Path, tmp_path: Path) -> None:
    text = run(settled, "dyad", "xos", "xbe").stdout
    assert "2031-10" in text
    page = tmp_path / "out.html"
    assert run(settled, "dyad", "XOS", "XBE", "--plot", str(page)).exit_code == 0
    assert "<svg" in page.read_text("utf-8")
    assert run(settled, "dyad", "XOS", "XBE", "--plot", str(tmp_path / "out.svg")).exit_code == 0
    chart = ElementTree.parse(tmp_path / "out.svg").getroot()
    assert "2031-10" in {text.text for text in chart.iter("{http://www.w3.org/2000/svg}text")}
    wrong = run(settled, "dyad", "XOS", "XBE", "--plot", str(tmp_path / "out.pdf"))
    assert wrong.exit_code == 1
    assert "ends in .html, .svg or .png" in wrong.stderr


def test_dyad_as_an_image(settled: Path, tmp_path: Path) -> None:
    pytest.importorskip("vl_convert")
    image = tmp_path / "out.png"
    assert run(settled, "dyad", "XOS", "XBE", "--plot", str(image)).exit_code == 0
    data = image.read_bytes()
    assert data.startswith(b"\x89PNG")
    width, height = (int.from_bytes(data[at : at + 4], "big") for at in (16, 20))
    assert width >= 1000
    assert height >= 1000


def test_an_image_says_what_it_takes(settled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    image = tmp_path / "out.png"
    wrong = run(settled, "dyad", "XOS", "XBE", "--plot", str(image))
    assert wrong.exit_code == 1
    assert "pip install 'sayso[plot]'" in wrong.stderr
    assert not image.exists()


def test_decide_takes_effect_at_once(settled: Path) -> None:
    rounds = run(settled, "events", "--dyad", "XKA", "XTR", "--type", "CONSULT", "--json").stdout.splitlines()
    one, other = (json.loads(line)["id"] for line in rounds)
    made = run(settled, "decide", "same", one, other, "--note", "one meeting")
    assert "Decision 1 by mk: same" in made.stderr
    again = run(settled, "events", "--dyad", "XKA", "XTR", "--type", "CONSULT", "--json").stdout.splitlines()
    assert len(again) == 1
    assert "mk, " in run(settled, "event", json.loads(again[0])["id"]).stdout
