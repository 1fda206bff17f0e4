"""Which events: a filter as a record, and the SQL that it stands for."""

import datetime
import difflib
from collections.abc import Iterable, Sequence
from typing import Any, Literal, get_args

import msgspec

from sayso.errors import QueryError
from sayso.event import FollowUp, Status
from sayso.store.filter import TYPES

EventOrder = Literal["date", "published", "origins", "claims"]

_ORDERS: dict[EventOrder, str] = {
    "date": "coalesce(e.date_start, e.first_published) NULLS LAST, e.id",
    "published": "e.last_published DESC NULLS LAST, e.id",
    "origins": "e.origins DESC, e.claims DESC, e.id",
    "claims": "e.claims DESC, e.id",
}


class EventFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which events are wanted: ``EventFilter(actor="PRK", with_="RUS", min_origins=2)``; each field given must hold.

    ``actor``, ``recipient`` and ``with_`` take a country code or part of a name, as in ``ClaimFilter``: ``with_`` is
    the other party whichever way the act goes. ``type`` is one of PLOVER's sixteen and finds events of which any claim
    has it. ``status`` and ``follow_up`` are those of the day asked for. ``since`` and ``until`` are days of the event;
    where no claim says when, the day of its first report stands in, since a list is for looking, not for counting.
    ``min_origins`` is about those that affirm; ``denied`` asks that somebody denies it, or that nobody does.
    ``order`` is ``date``, ``published`` (last report first), ``origins`` or ``claims`` (most first).
    """

    actor: str | None = None
    recipient: str | None = None
    with_: str | None = None
    type: str | None = None
    status: Status | None = None
    follow_up: FollowUp | None = None
    place: str | None = None
    since: datetime.date | None = None
    until: datetime.date | None = None
    min_origins: int | None = None
    denied: bool | None = None
    limit: int | None = None
    order: EventOrder = "date"


class EventQuery(msgspec.Struct, frozen=True):
    """A WHERE clause over ``events e`` with its parameters, and an ORDER BY and LIMIT."""

    where: str
    parameters: tuple[Any, ...]
    tail: str


def compile_event_filter(event_filter: EventFilter) -> EventQuery:
    """The SQL of a filter; every value that comes from outside is a parameter.

    Raises ``QueryError`` for a type, status, follow-up or order that does not exist, with what was probably meant.
    """
    f = event_filter
    parts: list[tuple[str, Sequence[Any]]] = [("true", ())]
    parts += _parties(f)
    if f.type is not None:
        parts.append(("list_contains(e.types, ?)", [known(f.type.upper(), TYPES, "event type")]))
    if f.status is not None:
        parts.append(("e.status = ?", [known(f.status, get_args(Status), "status")]))
    if f.follow_up is not None:
        parts.append(("e.follow_up = ?", [known(f.follow_up, get_args(FollowUp), "follow-up")]))
    if f.place is not None:
        is_code = _is_code(f.place)
        sql = "e.place_country = ?" if is_code else "contains(lower(e.place_name), lower(?))"
        parts.append((sql, [f.place]))
    for sql, value in (
        ("coalesce(e.date_end, e.first_published) >= ?", f.since),
        ("coalesce(e.date_start, e.first_published) <= ?", f.until),
        ("e.origins >= ?", f.min_origins),
    ):
        if value is not None:
            parts.append((sql, [value]))
    if f.denied is not None:
        parts.append(("e.denying_origins > 0" if f.denied else "e.denying_origins = 0", ()))
    order = _ORDERS[known(f.order, _ORDERS, "order")]
    if f.limit is not None and f.limit < 0:
        raise QueryError(f"a limit of {f.limit} events makes no sense; leave it out for all")
    tail = f"ORDER BY {order}" + (f" LIMIT {int(f.limit)}" if f.limit is not None else "")
    return EventQuery(" AND ".join(sql for sql, _ in parts), tuple(v for _, values in parts for v in values), tail)


def known(value: Any, names: Iterable[Any], what: str) -> Any:
    """The value, if it is among ``names``; raises ``QueryError`` with the nearest otherwise."""
    listed = list(names)
    if value in listed:
        return value
    close = difflib.get_close_matches(str(value), listed, n=1)
    hint = f"; did you mean {close[0]}?" if close else f"; there are {', '.join(listed)}"
    raise QueryError(f"there is no {what} {value!r}{hint}")


def _parties(f: EventFilter) -> list[tuple[str, Sequence[Any]]]:
    if f.with_ is None:
        return [
            _on_side(who, side) for who, side in ((f.actor, "actor"), (f.recipient, "recipient")) if who is not None
        ]
    if f.actor is None:
        one, one_values = _on_side(f.with_, "actor")
        other, other_values = _on_side(f.with_, "recipient")
        found: list[tuple[str, Sequence[Any]]] = [(f"({one} OR {other})", [*one_values, *other_values])]
    else:
        a_acts, a_acts_values = _on_side(f.actor, "actor")
        b_acts, b_acts_values = _on_side(f.with_, "actor")
        b_has, b_has_values = _on_side(f.with_, "recipient")
        # One does it to the other, or both do it and nobody has it done to them. `with_` may be the actor's side too.
        a_has, a_has_values = _on_side(f.actor, "recipient")
        sql = f"(({a_acts} AND {b_has}) OR ({b_acts} AND {a_has}) OR ({a_acts} AND {b_acts} AND len(e.recipients) = 0))"
        values = [*a_acts_values, *b_has_values, *b_acts_values, *a_has_values, *a_acts_values, *b_acts_values]
        found = [(sql, values)]
    if f.recipient is not None:
        found.append(_on_side(f.recipient, "recipient"))
    return found


def _on_side(who: str, side: str) -> tuple[str, Sequence[Any]]:
    who = who.strip()
    if not who:
        raise QueryError("an empty name matches nobody; give a country code or part of a name")
    names = f"list_filter(e.{side}s, lambda n: {{}})"
    if _is_code(who):
        by_name = names.format("regexp_matches(n, ?)")
        return f"(list_contains(e.{side}_countries, ?) OR len({by_name}) > 0)", [who, rf"\b{who}\b"]
    by_name = names.format("contains(lower(n), lower(?))")
    return f"(list_contains(e.{side}_countries, upper(?)) OR len({by_name}) > 0)", [who, who]


def _is_code(text: str) -> bool:
    return len(text) == 3 and text.isascii() and text.isalpha() and text.isupper()
