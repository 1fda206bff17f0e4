"""Which claims or events are exported, and in which order."""

import datetime
from collections.abc import Sequence
from typing import Any, get_args

import msgspec

from sayso.errors import QueryError
from sayso.event import Status
from sayso.export.column import Unit
from sayso.settle.event_filter import EventFilter, compile_event_filter, known
from sayso.settle.ledger import Ledger, events_as_of
from sayso.store.filter import ClaimFilter, compile_filter
from sayso.store.view import View

_SEVERAL = ("aux", "without_aux", "standing", "without_standing", "status", "without_status")
_DAYS = ("since", "until", "published_since", "published_until", "as_of")
_OF_EVENTS = ("actor", "recipient", "with_", "type", "place")  # what an event has itself
_CLAIMS = "FROM claims c LEFT JOIN documents d ON d.id = c.document AND d.superseded_at IS NULL"
_EVENT_ORDERS = {
    "document": "e.first_published NULLS LAST, e.id",
    "published": "e.last_published DESC NULLS LAST, e.id",
    "date": "e.date_start NULLS LAST, e.date_end, e.id",
    "confidence": "e.confidence DESC, e.id",
}


class Selection(msgspec.Struct, frozen=True):
    """SQL that gives the ``id`` of each claim or event wanted and its ``place`` in the order, with its parameters.

    ``before`` are named parts of the query that it, and what is computed from it, build on; they come first, and so do
    their parameters.
    """

    sql: str
    parameters: tuple[Any, ...]
    before: str = ""
    before_parameters: tuple[Any, ...] = ()

    @property
    def parts(self) -> str:
        """All as named parts of a query, to stand after WITH; the last is ``wanted``."""
        return f"{self.before}wanted AS ({self.sql})"

    @property
    def all_parameters(self) -> tuple[Any, ...]:
        """The parameters of ``parts``."""
        return (*self.before_parameters, *self.parameters)

    def picked(self, ids: Sequence[str]) -> "Selection":
        """The same for these ids alone, in their order."""
        places = list(range(len(ids)))
        sql = "SELECT unnest(?::VARCHAR[]) AS id, unnest(?::BIGINT[]) AS place"
        return msgspec.structs.replace(self, sql=sql, parameters=(list(ids), places))


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be exported: ``Wanted(claims=ClaimFilter(actor="PRK"), status=("disputed",))``.

    An event passes by its own parties, type, place and days; by the other fields of ``claims`` where at least one claim
    of it passes them all: without the auxiliary ``hypothetical`` means events that are not merely thought of.
    ``status``, ``without_status``, ``min_origins`` and ``as_of`` are about events alone; ``as_of`` a day they stand,
    and count, as what was published by then had it.
    """

    claims: ClaimFilter = ClaimFilter()
    status: tuple[Status, ...] = ()
    without_status: tuple[Status, ...] = ()
    min_origins: int | None = None
    as_of: datetime.date | None = None

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
        return bool(self.status or self.without_status or self.as_of) or self.min_origins is not None

    def require_claims(self) -> None:
        """Raises ``QueryError`` where it asks of claims what only events have."""
        if self.about_events:
            raise QueryError(
                "status, origins and as-of are of events; claims have a standing (--standing), "
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
    claims, day = wanted.claims, wanted.as_of
    conditions = [_of_themselves(wanted), _of_their_claims(claims)]
    where = " AND ".join(sql for sql, _ in conditions)
    order = _EVENT_ORDERS[known(claims.order, _EVENT_ORDERS, "order")]
    tail = f"ORDER BY {order}" + (f" LIMIT {int(claims.limit)}" if claims.limit is not None else "")
    events, days = events_as_of(day)
    then = "WHERE NOT refers" + ("" if day is None else " AND published <= ?")
    return Selection(
        f"SELECT e.id, row_number() OVER (ORDER BY {order}) AS place FROM ledger e WHERE {where} {tail}",
        tuple(value for _, values in conditions for value in values),
        before=f"ledger AS (SELECT * FROM {events}), told_claims AS (SELECT * FROM event_claims {then}), ",
        before_parameters=(*days, *([] if day is None else [day])),
    )


def _of_themselves(wanted: Wanted) -> tuple[str, list[Any]]:
    """What is asked of events themselves, as `sayso events` asks it; but an event that no claim gives a day has none:
    a list may put it on the day of its report, a count may not."""
    claims = wanted.claims
    fields = {name: getattr(claims, name) for name in _OF_EVENTS}
    query = compile_event_filter(EventFilter(min_origins=wanted.min_origins, limit=claims.limit, **fields))
    where, parameters = [query.where], list(query.parameters)
    for sql, value in (("e.date_end >= ?", claims.since), ("e.date_start <= ?", claims.until)):
        if value is not None:
            where.append(sql)
            parameters.append(value)
    for words, sql in ((wanted.status, ""), (wanted.without_status, "NOT ")):
        if words:
            where.append(f"{sql}list_contains(?, e.status)")
            parameters.append([known(word, get_args(Status), "status") for word in words])
    return " AND ".join(where), parameters


def _of_their_claims(claims: ClaimFilter) -> tuple[str, list[Any]]:
    """That one claim of an event passes all the rest."""
    rest = dict.fromkeys((*_OF_EVENTS, "since", "until", "limit"))
    query = compile_filter(msgspec.structs.replace(claims, **rest))
    passing = f"SELECT c.id {_CLAIMS} WHERE {query.where}"
    sql = f"e.id IN (SELECT t.event FROM told_claims t JOIN ({passing}) p ON p.id = t.claim)"
    return sql, list(query.parameters)


def _day(name: str, text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise QueryError(f"{name}={text!r} is not a day; write it as 2024-06-19, or give a datetime.date") from error


def settled(view: View) -> bool:
    """Whether the database has a ledger: events can be exported."""
    return bool(view.sql("SELECT 1 FROM settlings LIMIT 1").rows)


def unsettled(view: View) -> int:
    """How many reports came in, changed or went away since events were last made of claims."""
    now = "SELECT id, document, digest FROM codings WHERE superseded_at IS NULL"
    then = "SELECT coding, document, digest FROM settled_codings"
    changed = f"SELECT document FROM ({now} EXCEPT {then}) UNION SELECT document FROM ({then} EXCEPT {now})"
    return int(view.sql(f"SELECT count(*) FROM ({changed})").rows[0][0])


def require_settled(view: View) -> None:
    """Raises ``SaysoError`` with the remedy where there are no events to export."""
    Ledger(view.cursor())
