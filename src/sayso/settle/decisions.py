"""What people decided about claims and events: kept for good, outranking what was computed."""

import datetime
from typing import TYPE_CHECKING, Literal

import msgspec

from sayso.errors import QueryError
from sayso.settle.assembly import EVENT_ID

if TYPE_CHECKING:
    import duckdb

Verdict = Literal["same", "not-same", "wrong", "withdrawn"]
VERDICTS: tuple[Verdict, ...] = ("same", "not-same", "wrong", "withdrawn")


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """One decision: ``Decision(verdict="same", claim="c-1", other="c-2", person="mk", …)``.

    ``same`` and ``not-same`` are about two claims, ``wrong`` about one that the coder got wrong; ``withdrawn`` takes
    back what was decided before on the same claims. ``decided_at`` is UTC.
    """

    id: int
    decided_at: datetime.datetime
    person: str
    verdict: Verdict
    claim: str
    other: str | None = None
    note: str | None = None


def read_decisions(connection: "duckdb.DuckDBPyConnection") -> list[Decision]:
    """All decisions, in the order in which they were made."""
    fields = Decision.__struct_fields__
    rows = connection.execute(f"SELECT {', '.join(fields)} FROM decisions ORDER BY id").fetchall()
    return [Decision(**dict(zip(fields, row, strict=True))) for row in rows]


def in_force(decisions: list[Decision]) -> list[Decision]:
    """Those that hold: of several on the same claims the last, unless it withdraws."""
    last: dict[frozenset[str | None], Decision] = {}
    for decision in decisions:
        key = frozenset({decision.claim, decision.other})
        last.pop(key, None)
        if decision.verdict != "withdrawn":
            last[key] = decision
    return list(last.values())


def add_decision(
    connection: "duckdb.DuckDBPyConnection",
    verdict: str,
    claim: str,
    other: str | None,
    *,
    person: str,
    note: str | None = None,
) -> Decision:
    """Add a decision; nothing that was decided before is changed or removed.

    Raises ``QueryError`` where the verdict is none, a claim is missing or too many, or nobody is named.
    """
    if verdict not in VERDICTS:
        raise QueryError(f"there is no verdict {verdict!r}; there are {', '.join(VERDICTS)}")
    if verdict in ("same", "not-same") and (other is None or other == claim):
        raise QueryError(f"{verdict} is about two claims or events; name a second one that differs from the first")
    if verdict == "wrong" and other is not None:
        raise QueryError("wrong is about one claim; leave the second one out")
    if not person.strip():
        raise QueryError("a decision needs somebody who made it; name yourself")
    row = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM decisions").fetchone()
    decision = Decision(
        id=int(row[0]) if row else 1,
        decided_at=datetime.datetime.now(datetime.UTC).replace(tzinfo=None),
        person=person.strip(),
        verdict=verdict,  # pyright: ignore[reportArgumentType] - checked above
        claim=claim,
        other=other,
        note=note,
    )
    connection.execute(
        "INSERT INTO decisions VALUES (?, ?, ?, ?, ?, ?, ?)",
        [getattr(decision, name) for name in Decision.__struct_fields__],
    )
    return decision


def claim_meant(connection: "duckdb.DuckDBPyConnection", key: str) -> str:
    """The claim that ``key`` is the id of, or the first claim of the event that it is, or once was, the id of.

    The beginning of an event's id will do.

    Raises ``QueryError`` where there is no such claim or event, or more than one such event.
    """
    found = connection.execute("SELECT id FROM claims WHERE id = ? AND superseded_at IS NULL", [key]).fetchall()
    if not found and key:
        found = connection.execute("SELECT anchor FROM events WHERE starts_with(id, ?) LIMIT 2", [key]).fetchall()
    if not found:
        found = connection.execute(
            f"SELECT claim FROM event_claims WHERE {EVENT_ID} = ? AND NOT refers", [key]
        ).fetchall()
    if len(found) == 1:
        return str(found[0][0])
    if found:
        raise QueryError(f"more than one event is meant by {key!r}; give more of the id")
    raise QueryError(f"there is no claim or event {key!r}; `sayso event` shows the ids of an event's claims")
