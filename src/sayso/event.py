"""What claims that speak of the same thing add up to."""

import datetime
from typing import Literal

import msgspec

Status = Literal["confirmed", "reported", "disputed", "denied", "alleged", "announced", "hypothetical", "historical"]
FollowUp = Literal["open", "fulfilled", "called-off"]
Side = Literal["affirms", "denies", "doubts", "foresees"]


class Party(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who takes part in an event, by the name that most claims give: ``Party(name="Russia", country="RUS")``.

    ``country`` and ``sector`` as for :class:`sayso.actor.Actor`.
    """

    name: str
    country: str | None = None
    sector: str | None = None


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One event as its claims have it: who did what to whom, how it stands, and how many independent origins it has.

    ``type`` is the one that most claims have, ``types`` are all of them. ``start`` to ``end`` are the days that it can
    have been on, by what the claims say; ``None`` where none says when. ``status`` and ``follow_up`` follow the rules
    in docs/ledger.md. ``claims`` and ``reports`` count those that speak of it; ``origins`` the independent origins
    that affirm it, ``denying_origins`` those that deny it; ``affirmers`` and ``deniers`` name them. ``intensity`` runs
    from -10 (most hostile) to 10 (most friendly).
    """

    id: str
    type: str
    types: tuple[str, ...]
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    start: datetime.date | None = None
    end: datetime.date | None = None
    precision: str | None = None
    place: str | None = None
    place_country: str | None = None
    geonames: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    quad: int
    intensity: float
    status: Status
    follow_up: FollowUp | None = None
    due: datetime.date | None = None
    claims: int
    reports: int
    origins: int
    denying_origins: int = 0
    circular: bool = False
    affirmers: tuple[str, ...] = ()
    deniers: tuple[str, ...] = ()
    first_published: datetime.date | None = None
    last_published: datetime.date | None = None
    confidence: float = 1.0
