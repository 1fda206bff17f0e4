"""What is loaded and counted before anybody asks, and how long what was counted holds."""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
from hostile_report import opened

from sayso.coded import Coded
from sayso.serve.coder import Coding
from sayso.serve.database import Database
from sayso.store import Store


def until(holds: Callable[[], bool], seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_the_coder_is_loaded_before_the_first_text(db: Path) -> None:
    with opened(db, warm=True) as client:
        assert client.get("/api/v1/coder").json()["state"] in ("loading", "ready")
        until(lambda: client.get("/api/v1/coder").json()["state"] == "ready")
        assert "hidden" in client.get("/try").text.partition('class="waiting"')[2].partition(">")[0]


def test_whoever_is_early_is_told_and_waits(db: Path) -> None:
    with opened(db) as client:
        assert client.get("/api/v1/coder").json() == {"state": "asleep"}
        assert "models are loaded" in client.get("/try").text
        assert client.post("/api/v1/code", json={"text": "Kim thanked Putin."}).json()["claims"]
        assert client.get("/api/v1/coder").json() == {"state": "ready"}


def test_a_model_that_is_not_there_is_told_of_and_the_pages_work(db: Path, tmp_path: Path) -> None:
    with opened(db, warm=True, model=str(tmp_path)) as client:
        until(lambda: client.get("/api/v1/coder").json()["state"] == "failed")
        assert "could not be loaded" in client.get("/try").text
        assert client.get("/").status_code == 200
        answer = client.post("/api/v1/code", json={"text": "Kim thanked Putin."})
        assert answer.status_code == 400
        assert str(tmp_path) in answer.json()["error"]["message"]


def test_counts_outlive_judgements_and_end_with_new_claims(own_db: Path, coded_examples: list[Coded]) -> None:
    database = Database(own_db)
    counted: list[int] = []

    def count() -> int:
        with database.reading() as (_, view):
            made = database.remembered("claims", lambda: counted.append(1) or view.count())
        return made

    before = count()
    with database.writing() as store:
        claim = store.view().claims_of([coded_examples[0].claims[0].id])[0]
        store.judgements().add(claim, "rejected", person="mk")
        store.decide("wrong", claim.id, person="mk")
    assert count() == before
    assert len(counted) == 1
    with database.writing() as store, store.writer() as writer:
        writer.add(fresh(coded_examples[0]))
    assert count() > before
    with database.writing() as store:
        store.settle()
    count()
    assert len(counted) == 3
    database.close()


def test_a_cursor_that_another_thread_is_letting_go_of_is_waited_for(own_db: Path) -> None:
    reading = Store.open(own_db, read_only=True)
    threading.Timer(0.2, reading.close).start()
    database = Database(own_db)
    with database.writing() as store:
        assert not store.read_only
    database.close()


def fresh(coded: Coded) -> Coded:
    """The same report under another name, with claims of its own."""
    document = msgspec.structs.replace(coded.document, id="another")
    claims = tuple(
        msgspec.structs.replace(claim, id=f"c-other{number}", document="another")
        for number, claim in enumerate(coded.claims)
    )
    return msgspec.structs.replace(coded, document=document, claims=claims)


def test_pages_are_answered_while_all_is_counted(db: Path) -> None:
    with opened(db, warm=True) as client:
        answers = [client.get(path).status_code for path in ("/", "/actors", "/dyads", "/map", "/network", "/try")]
    assert answers == [200] * 6


def test_a_database_that_cannot_be_counted_does_not_end_the_workbench(tmp_path: Path) -> None:
    Store.open(tmp_path / "empty.duckdb").close()
    with opened(tmp_path / "empty.duckdb", warm=True) as client:
        shown: Any = client.get("/")
    assert "Nothing here yet" in shown.text


WATCH = """() => {
    const waiting = document.querySelector('.waiting');
    const note = () => sessionStorage.setItem('told', waiting.textContent);
    new MutationObserver(note).observe(waiting, { childList: true });
}"""


def test_the_waiting_state_is_shown(page: Any, listen: Callable[..., Any], db: Path, monkeypatch: Any) -> None:
    gate = threading.Event()
    loaded = Coding._loaded
    monkeypatch.setattr(Coding, "_loaded", lambda self: (gate.wait(60), loaded(self))[1])
    with listen(db, warm=True) as address:
        window = page()
        window.goto(f"{address}/try")
        assert "being loaded" in window.locator(".waiting").inner_text()
        window.evaluate(WATCH)  # Playwright itself sees nothing of a page that another one is on its way to replace
        window.locator("textarea").fill("Kim Jong Un thanked Vladimir Putin.")
        window.keyboard.press("Control+Enter")
        time.sleep(0.5)
        gate.set()
        window.wait_for_selector(".tried .mark")
        assert "Loading the models" in window.evaluate("sessionStorage.getItem('told')")
