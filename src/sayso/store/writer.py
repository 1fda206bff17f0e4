"""Putting coded reports into the database, each once."""

import datetime
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Literal

import msgspec

from sayso.coded import Coded, Quarantined
from sayso.document import Document, encodable
from sayso.errors import StoreError
from sayso.store import rows
from sayso.store.bulk import as_json, insert_statement

if TYPE_CHECKING:
    import duckdb

Outcome = Literal["new", "unchanged", "superseded"]

BATCH_DOCUMENTS = 200
BATCH_CHARACTERS = 8_000_000  # a batch goes to DuckDB as JSON text: long reports make it go earlier
BATCH_SECONDS = 5.0  # what a killed run may lose at most, where coding is slow

_TABLES = ("documents", "codings", "sentences", "claims", *rows.CHILDREN, "quarantine")


class _Current(msgspec.Struct, frozen=True, gc=False):
    """What the database holds of a document now, or will once the batch is written."""

    coding: int
    text_hash: str
    coder: str
    reading: str
    digest: str


class Writer:
    """Puts coded reports into the database, in batches; a report that is there already changes nothing.

    ::

        with store.writer() as writer:
            for coded in Coder().pipe(d for d in documents if not writer.coded_already(d, coder)):
                writer.add(coded)

    Each batch is one transaction, so a run killed at any moment leaves whole reports only; leaving the ``with``
    block, for whatever cause, writes what is still held.
    """

    def __init__(self, connection: "duckdb.DuckDBPyConnection") -> None:
        self.closed = False
        self._connection = connection
        self._inserts = {table: insert_statement(connection, table) for table in _TABLES}
        self._next_coding = self._one("SELECT coalesce(max(id), 0) + 1 FROM codings")
        # Kept in memory, half a kilobyte a report: a query a report costs milliseconds, which a rerun over a large
        # corpus that is coded already would do nothing but wait for.
        self._current = self._load_current()
        self._run: int | None = None
        self._started = _now()
        self._coder: str | None = None
        self._counts: Counter[str] = Counter()
        self._counts_written: Counter[str] = Counter()
        self._held: dict[str, list[rows.Row]] = {table: [] for table in _TABLES}
        self._held_documents: set[str] = set()
        self._held_characters = 0
        self._retired: list[int] = []  # codings to mark superseded
        self._refreshed: list[int] = []  # codings whose rows are written anew under the same number
        self._flushed = time.monotonic()

    def add(self, coded: Coded) -> Outcome:
        """Put one coded report in; says what that meant.

        ``"new"``: the document was not there. ``"unchanged"``: it was, and its claims are the same (what may have
        changed beside them, such as title, confidence or the coder's version, is brought up to date in place).
        ``"superseded"``: its text or its claims differ; the claims that were there are kept, marked superseded.
        """
        self._check_open()
        document = coded.document
        key = encodable(document.id)
        current = self._current.get(key)
        digest = rows.digest(coded)
        if current is not None and current.digest == digest:
            self._counts["unchanged"] += 1
            return "unchanged"
        reading = rows.reading(coded)
        outcome: Outcome = "new" if current is None else "superseded"
        if current is not None and current.reading == reading:
            outcome, coding = "unchanged", current.coding
        else:
            coding = self._next_coding
        claims = rows.claim_rows(coded.claims, coding)  # before anything is held: this can refuse a report
        if key in self._held_documents:
            self.flush()

        if outcome == "unchanged":
            self._refreshed.append(coding)
        else:
            self._next_coding += 1
            self._counts["claims"] += len(claims["claims"])
        if outcome == "superseded" and current is not None:
            self._retired.append(current.coding)
        now = _now()
        self._coder = self._coder or coded.coder or None
        self._held["documents"].append(rows.document_row(document) | {"added_at": now})
        self._held["codings"].append(
            {
                "id": coding,
                "document": document.id,
                "text_hash": document.text_hash,
                "coder": coded.coder,
                "run": self._run_id(),
                "coded_at": now,
                "reading": reading,
                "digest": digest,
            }
        )
        self._held["sentences"] += rows.sentence_rows(coded, coding)
        for table, made in claims.items():
            self._held[table] += made
        self._held_documents.add(key)
        self._current[key] = _Current(coding, document.text_hash, sys.intern(coded.coder), reading, digest)
        self._held_characters += len(document.text)
        self._counts[outcome] += 1
        self._flush_if_full()
        return outcome

    def add_many(self, coded: Iterable[Coded]) -> Counter[Outcome]:
        """Put many in; gives how many were new, unchanged and superseded."""
        return Counter(self.add(each) for each in coded)

    def quarantine(self, quarantined: Quarantined) -> None:
        """Record what could not be read; once, however often it is met. It goes when its source has been read."""
        self._check_open()
        self._held["quarantine"].append(
            {
                "source": quarantined.source,
                "reason": quarantined.reason,
                "detail": quarantined.detail,
                "run": self._run_id(),
                "seen_at": _now(),
            }
        )
        self._counts["quarantined"] += 1
        self._flush_if_full()

    def coded_already(self, document: Document, coder: str) -> bool:
        """True where the database holds this text's claims by this coder and version: a rerun can pass it over."""
        self._check_open()
        current = self._current.get(encodable(document.id))
        return current is not None and (current.text_hash, current.coder) == (document.text_hash, coder)

    def flush(self) -> None:
        """Write what is held, in one transaction."""
        import duckdb  # noqa: PLC0415 (see Store.open)

        self._flushed = time.monotonic()
        if not self._held_documents and not self._held["quarantine"]:
            return
        self._connection.begin()
        try:
            self._write()
            self._connection.commit()
        except BaseException as error:
            # What is held cannot be written now nor later: let go of it, lest closing fails on it a second time.
            self._let_go()
            self._counts = self._counts_written.copy()
            try:
                self._connection.rollback()
                self._current = self._load_current()
            except duckdb.Error:
                self.closed = True  # DuckDB has given the database up (a full disk, say): no more can be written
            if isinstance(error, duckdb.Error):
                raise StoreError(f"a batch could not be written and was taken back: {error}") from error
            raise
        self._let_go()
        self._counts_written = self._counts.copy()

    def close(self) -> None:
        """Write what is held and note the end of the run. A run that changed nothing leaves no trace."""
        if self.closed:
            return
        try:
            self.flush()
            if self._run is not None:
                self._write_run(finished=_now())
        finally:
            self.closed = True
            self._connection.close()

    def __enter__(self) -> "Writer":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    # ------------------------------------------------------------------ within

    def _check_open(self) -> None:
        if self.closed:
            raise StoreError("this writer is closed; ask the store for another")

    def _load_current(self) -> dict[str, _Current]:
        found = self._connection.execute(
            "SELECT document, id, text_hash, coder, reading, digest FROM codings WHERE superseded_at IS NULL"
        ).fetchall()
        return {
            document: _Current(coding, text_hash, sys.intern(coder), reading, digest)
            for document, coding, text_hash, coder, reading, digest in found
        }

    def _one(self, query: str) -> int:
        row = self._connection.execute(query).fetchone()
        return int(row[0]) if row else 0

    def _run_id(self) -> int:
        if self._run is None:
            self._run = self._one("SELECT coalesce(max(id), 0) + 1 FROM runs")
        return self._run

    def _flush_if_full(self) -> None:
        if (
            len(self._held_documents) + len(self._held["quarantine"]) >= BATCH_DOCUMENTS
            or self._held_characters >= BATCH_CHARACTERS
            or time.monotonic() - self._flushed >= BATCH_SECONDS
        ):
            self.flush()

    def _let_go(self) -> None:
        for held in self._held.values():
            held.clear()
        self._held_documents.clear()
        self._held_characters = 0
        self._retired.clear()
        self._refreshed.clear()

    def _write(self) -> None:
        execute = self._connection.execute
        now = _now()
        if self._retired:
            execute("UPDATE codings SET superseded_at = ? WHERE list_contains(?, id)", [now, self._retired])
            execute("UPDATE claims SET superseded_at = ? WHERE list_contains(?, coding)", [now, self._retired])
        if self._refreshed:
            execute("DELETE FROM codings WHERE list_contains(?, id)", [self._refreshed])
            for table in ("sentences", "claims", *rows.CHILDREN):
                execute(f"DELETE FROM {table} WHERE list_contains(?, coding)", [self._refreshed])
        self._write_documents(now)
        for table in ("codings", "sentences", "claims", *rows.CHILDREN):
            self._insert(table, self._held[table])
        self._write_quarantine()
        self._write_run()

    def _write_documents(self, now: datetime.datetime) -> None:
        """One row a text: the same text again replaces its row, keeping the day it was first added."""
        held = self._held["documents"]
        if not held:
            return
        execute = self._connection.execute
        ids = [encodable(row["id"]) for row in held]
        present = execute("SELECT id, text_hash, added_at FROM documents WHERE list_contains(?, id)", [ids]).fetchall()
        if present:
            added = {(document, text_hash): added_at for document, text_hash, added_at in present}
            for row in held:
                row["added_at"] = added.get((row["id"], row["text_hash"]), row["added_at"])
            hashes = [row["text_hash"] for row in held]
            execute(
                "UPDATE documents SET superseded_at = ? WHERE superseded_at IS NULL AND list_contains(?, id)",
                [now, ids],
            )
            execute(
                "DELETE FROM documents WHERE (id, text_hash) IN (SELECT unnest(?), unnest(?))",
                [ids, hashes],
            )
        self._insert("documents", held)
        sources = [encodable(row["source"]) for row in held if row["source"]]
        if sources:
            execute("DELETE FROM quarantine WHERE list_contains(?, source)", [sources])

    def _write_quarantine(self) -> None:
        held = self._held["quarantine"]
        if not held:
            return
        once = {(row["source"], row["reason"], row["detail"]): row for row in held}
        known = self._connection.execute(
            "SELECT source, reason, detail FROM quarantine WHERE list_contains(?, source)",
            [[encodable(source) for source, _, _ in once]],
        ).fetchall()
        known_keys = set(known)
        self._insert("quarantine", [row for key, row in once.items() if tuple(map(encodable, key)) not in known_keys])

    def _write_run(self, finished: datetime.datetime | None = None) -> None:
        counts = [self._counts[key] for key in ("new", "unchanged", "superseded", "claims", "quarantined")]
        run = self._run_id()
        self._connection.execute("DELETE FROM runs WHERE id = ?", [run])
        self._connection.execute(
            "INSERT INTO runs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", [run, self._started, finished, self._coder, *counts]
        )

    def _insert(self, table: str, records: Sequence[rows.Row]) -> None:
        if records:
            self._connection.execute(self._inserts[table], [as_json(records)])


def _now() -> datetime.datetime:
    """The time, UTC, as DuckDB's plain TIMESTAMP has it."""
    return datetime.datetime.now(datetime.UTC).replace(tzinfo=None)
