"""Which claims or events are exported, and in which order."""

import datetime
from collections.abc import Sequence
from typing import Any, get_args

import msgspec

from sayso.errors import QueryError, SaysoError
from sayso.event import Status
from sayso.export.column import Unit
from sayso.store.filter import ClaimFilter, compile_filter
from sayso.store.view import View

_SEVERAL = ("aux", "without_aux", "standing", "without_standing", "status", "without_status")
_DAYS = ("since", "until", "published_since", "published_until")
_CLAIMS = "FROM claims c LEFT JOIN documents d ON d.id = c.document AND d.superseded_at IS NULL"
_EVENT_ORDERS = {
    "document": "e.first_published NULLS LAST, e.id",
    "published": "e.last_published DESC NULLS LAST, e.id",
    "date": "e.date_start NULLS LAST, e.date_end, e.id",
    "confidence": "e.confidence DESC, e.id",
}


class Selection(msgspec.Struct, frozen=True):
    """SQL that gives the ``id`` of each claim or event wanted and its ``place`` in the order, with its parameters."""

    sql: str
    parameters: tuple[Any, ...]


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be exported: ``Wanted(claims=ClaimFilter(actor="PRK"), status=("disputed",))``.

    Of events those pass that have at least one claim that passes ``claims``: without the auxiliary ``hypothetical``
    means events that are not merely thought of. ``status``, ``without_status`` and ``min_origins`` are about events
    alone.
    """

    claims: ClaimFilter = ClaimFilter()
    status: tuple[Status, ...] = ()
    without_status: tuple[Status, ...] = ()
    min_origins: int | None = None

    @classmethod
    def of(cls, **filters: Any) -> "Wanted":
        """From the fields of ``ClaimFilter`` and of this: ``Wanted.of(actor="PRK", status="disputed")``.

        Where several values may be given, one alone will do. Raises ``QueryError`` for a filter that does not exist.
        """
        own = tuple(name for name in cls.__struct_fields__ if name != "claims")
        for name, value in filters.items():
            if name not in own and name not in ClaimFilter.__struct_fields__:
                raise QueryError(
                    f"there is no filter {name!r}; there are {', '.join((*ClaimFilter.__struct_fields__, *own))}"
                )
            if name in _SEVERAL:
                filters[name] = (value,) if isinstance(value, str) else tuple(value)
            if name in _DAYS and isinstance(value, str):
                filters[name] = _day(name, value)
        events = {name: filters.pop(name) for name in own if name in filters}
        return cls(claims=ClaimFilter(**filters), **events)

    @property
    def about_events(self) -> bool:
        """Whether it asks for what only events have."""
        return bool(self.status or self.without_status or self.min_origins is not None)

    def require_claims(self) -> None:
        """Raises ``QueryError`` where it asks of claims what only events have."""
        if self.about_events:
            raise QueryError(
                "status and origins are an event's; claims have a standing (--standing), "
                "or ask for events (--rows events)"
            )


def select(wanted: Wanted, unit: Unit) -> Selection:
    """The SQL of what is wanted; raises ``QueryError`` for what does not exist, or a status of claims."""
    if unit == "events":
        return _events(wanted)
    wanted.require_claims()
    query = compile_filter(wanted.claims)
    order = query.tail.partition(" LIMIT")[0]
    return Selection(
        f"SELECT c.id, row_number() OVER ({order}) AS place {_CLAIMS} WHERE {query.where} {query.tail}",
        query.parameters,
    )


def _events(wanted: Wanted) -> Selection:
    query = compile_filter(msgspec.structs.replace(wanted.claims, limit=None))
    where = [f"e.id IN (SELECT t.event FROM event_claims t JOIN (SELECT c.id {_CLAIMS} WHERE {query.where}) p "]
    where[0] += "ON p.id = t.claim)"
    parameters = list(query.parameters)
    for words, sql in ((wanted.status, ""), (wanted.without_status, "NOT ")):
        if words:
            where.append(f"{sql}list_contains(?, e.status)")
            parameters.append([_status(word) for word in words])
    if wanted.min_origins is not None:
        where.append("e.origins >= ?")
        parameters.append(wanted.min_origins)
    limit = wanted.claims.limit
    tail = f"ORDER BY {_EVENT_ORDERS[wanted.claims.order]}" + (f" LIMIT {int(limit)}" if limit is not None else "")
    order = tail.partition(" LIMIT")[0]
    return Selection(
        f"SELECT e.id, row_number() OVER ({order}) AS place FROM events e WHERE {' AND '.join(where)} {tail}",
        tuple(parameters),
    )


def _day(name: str, text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise QueryError(f"{name}={text!r} is not a day; write it as 2024-06-19, or give a datetime.date") from error


def _status(word: str) -> str:
    if word not in get_args(Status):
        raise QueryError(f"there is no status {word!r}; there are {', '.join(get_args(Status))}")
    return word


def picked(ids: Sequence[str]) -> Selection:
    """Those of these ids, in their order."""
    return Selection(
        "SELECT unnest(?::VARCHAR[]) AS id, unnest(?::BIGINT[]) AS place", (list(ids), list(range(len(ids))))
    )


def settled(view: View) -> bool:
    """Whether the database has a ledger: events can be exported."""
    return bool(view.sql("SELECT 1 FROM settlings LIMIT 1").rows)


def require_settled(view: View) -> None:
    """Raises ``SaysoError`` with the remedy where there are no events to export."""
    if not settled(view):
        raise SaysoError("this database has no events yet; `sayso settle` makes them of its claims")
