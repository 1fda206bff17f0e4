"""Judgements in the database: added, never changed."""

import datetime
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from sayso.claim import Claim
from sayso.errors import StoreError
from sayso.judgement import Judgement, Verdict

if TYPE_CHECKING:
    import duckdb

TABLES = """
CREATE TABLE judgements (
    id INTEGER NOT NULL,
    decided_at TIMESTAMP NOT NULL,
    person VARCHAR NOT NULL,
    verdict VARCHAR NOT NULL CHECK (verdict IN ('accepted', 'corrected', 'rejected', 'withdrawn')),
    claim VARCHAR NOT NULL,
    document VARCHAR NOT NULL,
    correction VARCHAR,
    note VARCHAR
);
CREATE VIEW current_judgements AS
    SELECT * FROM judgements
    QUALIFY row_number() OVER (PARTITION BY claim ORDER BY id DESC) = 1 AND verdict <> 'withdrawn';
"""
_COLUMNS = "id, claim, document, verdict, person, decided_at, correction, note"


class Judgements:
    """Judgements of one database: ``store.judgements().of(["c-1f0c"])``."""

    def __init__(self, connection: "duckdb.DuckDBPyConnection") -> None:
        self._connection = connection

    def add(
        self,
        claim: Claim,
        verdict: Verdict,
        *,
        person: str,
        correction: Claim | None = None,
        note: str | None = None,
    ) -> Judgement:
        """Write one down, for good. Raises ``StoreError`` where it lacks a person, or a correction that it needs."""
        if not person.strip():
            raise StoreError("a judgement needs the name of the person who gives it")
        if (verdict == "corrected") != (correction is not None):
            raise StoreError("a judgement “corrected” comes with a correction, and no other does")
        made = Judgement(
            id=self._next_id(),
            claim=claim.id,
            document=claim.document,
            verdict=verdict,
            person=person.strip(),
            decided_at=datetime.datetime.now(datetime.UTC).replace(tzinfo=None, microsecond=0),
            correction=correction,
            note=note or None,
        )
        encoded = msgspec.json.encode(correction).decode() if correction else None
        row = [made.id, made.claim, made.document, made.verdict, made.person, made.decided_at, encoded, made.note]
        self._connection.execute(f"INSERT INTO judgements ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
        return made

    def all(self, *, limit: int | None = None, offset: int = 0) -> list[Judgement]:
        """Everything that was ever decided, the latest first."""
        tail = f"LIMIT {int(limit)} OFFSET {int(offset)}" if limit is not None else ""
        return self._select(f"FROM judgements ORDER BY id DESC {tail}")

    def count(self) -> int:
        """How many were ever given."""
        row = self._connection.execute("SELECT count(*) FROM judgements").fetchone()
        return int(row[0]) if row else 0

    def of(self, claims: Iterable[str]) -> dict[str, Judgement]:
        """What holds now of these claims, by claim."""
        found = self._select("FROM current_judgements WHERE claim IN (SELECT unnest(?::VARCHAR[]))", [list(claims)])
        return {judgement.claim: judgement for judgement in found}

    def history(self, claim: str) -> list[Judgement]:
        """All that was decided on a claim, the first first."""
        return self._select("FROM judgements WHERE claim = ? ORDER BY id", [claim])

    def current(self) -> list[Judgement]:
        """All that holds now, report by report."""
        return self._select("FROM current_judgements ORDER BY document, id")

    def _next_id(self) -> int:
        row = self._connection.execute("SELECT coalesce(max(id), 0) + 1 FROM judgements").fetchone()
        return int(row[0]) if row else 1

    def _select(self, query: str, parameters: Sequence[Any] = ()) -> list[Judgement]:
        rows = self._connection.execute(f"SELECT {_COLUMNS} {query}", list(parameters)).fetchall()
        return [_judgement(row) for row in rows]


def _judgement(row: tuple[Any, ...]) -> Judgement:
    id, claim, document, verdict, person, decided_at, correction, note = row
    return Judgement(
        id=id,
        claim=claim,
        document=document,
        verdict=verdict,
        person=person,
        decided_at=decided_at,
        correction=msgspec.json.decode(correction, type=Claim) if correction else None,
        note=note,
    )
