"""Each report once: idempotence, superseding, quarantine, runs."""

import datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from store_examples import TEXT, report

from sayso.claim import Claim
from sayso.coded import Coded, Quarantined
from sayso.document import Document
from sayso.errors import StoreError
from sayso.store import Store, writer

TABLES = ("runs", "documents", "codings", "sentences", "claims", "participants", "links", "numbers", "quarantine")


def contents(path: Path) -> dict[str, list[Any]]:
    """Every row of every table, run and times included."""
    with duckdb.connect(str(path), read_only=True) as connection:
        return {table: sorted(map(repr, connection.execute(f"FROM {table}").fetchall())) for table in TABLES}


def write(path: Path, *reports: Coded) -> list[str]:
    with Store.open(path) as store, store.writer() as writer:
        return [writer.add(coded) for coded in reports]


def changed(coded: Coded, **fields: Any) -> Coded:
    return Coded(**{name: getattr(coded, name) for name in Coded.__struct_fields__} | fields)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "news.duckdb"


def test_coding_the_same_reports_again_changes_nothing_at_all(path: Path) -> None:
    reports = [report(f"r{number}") for number in range(5)]
    assert write(path, *reports) == ["new"] * 5
    before = contents(path)
    assert write(path, *reports) == ["unchanged"] * 5
    assert write(path, *reversed(reports)) == ["unchanged"] * 5
    assert contents(path) == before


def test_the_same_report_twice_in_one_run_is_there_once(path: Path) -> None:
    assert write(path, report(), report()) == ["new", "unchanged"]
    assert len(contents(path)["documents"]) == 1
    assert len(contents(path)["claims"]) == 5


def test_a_changed_text_supersedes_and_the_old_claims_are_kept(path: Path) -> None:
    old = report()
    new = changed(old, document=Document.of(TEXT + " More.", id="summit"), claims=old.claims[:2])
    assert write(path, old, new) == ["new", "superseded"]
    with Store.open(path) as store:
        view = store.view()
        assert view.coded("summit") == new
        assert view.count() == 2
        assert view.summary().superseded == 5
        assert view.sql("SELECT count(*) FROM documents").rows == [(2,)]
        assert view.sql("SELECT count(*) FROM current_participants").rows == [(4,)]
        kept = view.sql("SELECT count(*), count(superseded_at) FROM claims WHERE superseded_at IS NOT NULL").rows
        assert kept == [(5, 5)]


def test_a_text_that_returns_is_current_again(path: Path) -> None:
    old = report()
    new = changed(old, document=Document.of(TEXT + " More.", id="summit"))
    assert write(path, old, new) == ["new", "superseded"]
    assert write(path, old) == ["superseded"]
    with Store.open(path) as store:
        view = store.view()
        assert view.coded("summit") == old
        texts = view.sql("SELECT text_hash, superseded_at IS NULL FROM documents ORDER BY 2").rows
        assert texts == [(new.document.text_hash, False), (old.document.text_hash, True)]
        assert view.count() == 5


def test_another_coder_that_reads_differently_supersedes(path: Path) -> None:
    new = report(coder="test 2")
    new = changed(new, claims=new.claims[1:])
    assert write(path, report(), new) == ["new", "superseded"]
    with Store.open(path) as store:
        assert store.view().coded("summit") == new
        assert store.view().summary().superseded == 5


def test_another_coder_that_reads_the_same_supersedes_nothing(path: Path) -> None:
    new = report(coder="test 2", confidence=0.5, url="https://example.org")
    assert write(path, report(), new) == ["new", "unchanged"]
    with Store.open(path) as store:
        assert store.view().coded("summit") == new, "coder, confidence and metadata are brought up to date"
        assert store.view().summary().superseded == 0
        with store.writer() as writer:
            assert writer.coded_already(new.document, "test 2")
            assert not writer.coded_already(new.document, "test 1")


def test_coded_already_knows_text_and_coder_also_of_what_is_not_yet_written(path: Path) -> None:
    coded = report()
    with Store.open(path) as store, store.writer() as writer:
        assert not writer.coded_already(coded.document, "test 1")
        writer.add(coded)
        assert writer.coded_already(coded.document, "test 1")
        assert not writer.coded_already(coded.document, "test 2")
        assert not writer.coded_already(Document.of("Other words.", id="summit"), "test 1")


def test_quarantine_holds_each_once_until_its_source_is_read(path: Path) -> None:
    lost = Quarantined(source="in/summit.txt", reason="empty", detail="the file is empty")
    other = Quarantined(source="in/b.json#3", reason="bad-json", detail="line 3 is not JSON")
    for _ in range(2):
        with Store.open(path) as store:
            with store.writer() as writer:
                for quarantined in (lost, other, lost):
                    writer.quarantine(quarantined)
            assert store.view().quarantine() == [other, lost]
    write(path, report())
    with Store.open(path) as store:
        assert store.view().quarantine() == [other]


def test_a_run_is_noted_with_its_counts(path: Path) -> None:
    write(path, report("a"), report("b"), report("a"))
    with Store.open(path) as store:
        query = "SELECT id, coder, documents_new, documents_unchanged, claims, finished >= started FROM runs"
        assert store.view().sql(query).rows == [(1, "test 1", 2, 1, 10, True)]


def test_leaving_with_an_error_keeps_what_was_added(path: Path) -> None:
    with Store.open(path) as store:
        with pytest.raises(KeyboardInterrupt), store.writer() as writer:  # noqa: PT012
            writer.add(report())
            raise KeyboardInterrupt
        assert store.view().count() == 5


def test_a_batch_that_cannot_be_written_is_taken_back_whole(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: object) -> None:
        raise duckdb.IOException("No space left on device")

    with Store.open(path) as store:
        with monkeypatch.context() as patched:
            writing = store.writer()
            writing.add(report("a"))
            patched.setattr(writer.Writer, "_write_run", broken)
            with pytest.raises(StoreError, match="taken back: No space left"):
                writing.flush()
        assert store.view().count() == 0
        writing.add(report("b"))
        writing.close()
        assert [d.id for d in store.view().documents()] == ["b"]


def test_one_writer_at_a_time_and_none_for_readers(path: Path) -> None:
    with Store.open(path) as store:
        with store.writer() as first, pytest.raises(StoreError, match="has a writer already"):
            store.writer()
        with pytest.raises(StoreError, match="writer is closed"):
            first.add(report())
        store.writer().close()
    with Store.open(path, read_only=True) as store, pytest.raises(StoreError, match="reading only"):
        store.writer()


def test_thousands_of_claims_take_seconds(path: Path) -> None:
    claims = report().claims
    reports = []
    for number in range(500):
        fields = [{name: getattr(c, name) for name in Claim.__struct_fields__} for c in claims * 4]
        made = tuple(Claim(**f | {"id": f"c-{number}-{i}", "document": f"d{number}"}) for i, f in enumerate(fields))
        reports.append(changed(report(f"d{number}"), claims=made))
    started = datetime.datetime.now(datetime.UTC)
    write(path, *reports)
    took = (datetime.datetime.now(datetime.UTC) - started).total_seconds()
    with Store.open(path) as store:
        assert store.view().count() == 10_000
    assert took < 30, "generous, for a busy machine: measured at 3 to 5 s"
