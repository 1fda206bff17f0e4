"""Dyads: two parties, cooperation and conflict by month, in words and in deeds, plain and contested."""

import datetime
from collections import Counter
from collections.abc import Iterable
from typing import Annotated, Any, Literal, NamedTuple, TypeAlias

import msgspec
from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from sayso.display.overview import COUNTRY_PAIRS
from sayso.errors import QueryError
from sayso.event import Event
from sayso.serve.claim_rows import ClaimRow, claim_rows
from sayso.serve.events import events_by_id, events_of
from sayso.serve.filters import Rows, day
from sayso.serve.paging import Paged, Slice, cut, paged
from sayso.serve.periods import Unit, first_day, unit_of
from sayso.serve.quads import QUADS, quad_sql
from sayso.serve.workbench import Bench, Workbench
from sayso.store.filter import party_sql
from sayso.store.store import Store
from sayso.store.view import View

BEHIND = 50  # events, and claims, that are shown behind a bar
One = Annotated[str, QueryParameter(max_length=200, description="a country code, an id, or part of a name")]
OfCountry = Annotated[str | None, QueryParameter(max_length=3, description="a code of three letters")]
Since = Annotated[str | None, QueryParameter(max_length=10, description="published on that day or later")]
Until = Annotated[str | None, QueryParameter(max_length=10, description="published on that day or before")]
At = Annotated[str | None, QueryParameter(max_length=10, description="what is behind the bars that begin on that day")]
Quad = Annotated[
    Literal["1", "2", "3", "4", ""] | None,
    QueryParameter(description="with at: 1 verbal or 2 material cooperation, 3 verbal or 4 material conflict"),
]
Contested = Annotated[Literal["yes", "no", ""] | None, QueryParameter(description="with at: only those, or the others")]


class DyadHead(msgspec.Struct, frozen=True, kw_only=True):
    """Two countries in a list: ``forth`` counts what ``one`` does to ``other``, ``back`` the reverse."""

    one: str
    other: str
    claims: int
    forth: int
    back: int
    cooperation: int
    conflict: int
    contested: int


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    """Claims of the reports of one day, month or year (that begins with ``start``) of one quad class (1 to 4), and
    whether the event is contested by them: alleged, doubted, denied or negated."""

    start: datetime.date
    quad: int
    kind: str
    contested: bool
    claims: int


class Way(msgspec.Struct, frozen=True, kw_only=True):
    """What one does to the other, by type."""

    actor: str
    recipient: str
    types: list[tuple[str, int]]


class Behind(msgspec.Struct, frozen=True, kw_only=True):
    """What is behind the bars of one time: its claims, the latest first, and the events that they are in (none where
    the database was never settled)."""

    start: datetime.date
    quad: int | None
    contested: bool | None
    events: list[Event]
    claims: Paged[ClaimRow]


class Dyad(msgspec.Struct, frozen=True, kw_only=True):
    """Everything between two parties, by the time of the reports, since most sentences give no day.

    ``unit`` of the bars is a day, a month or a year, by how long a time the reports span.
    """

    one: str
    other: str
    unit: Unit
    bars: list[Bar]
    ways: list[Way]
    latest: Paged[ClaimRow]
    behind: Behind | None = None


class AskedDyad(msgspec.Struct, frozen=True, kw_only=True):
    """Two parties, days of publication, and which bars to look behind (``at`` none: behind none)."""

    one: str
    other: str
    since: str
    until: str
    at: str
    quad: int | None
    contested: bool | None


DyadAsked: TypeAlias = NamedDependency[AskedDyad]


def asked_dyad(
    one: One,
    other: One,
    since: Since = None,
    until: Until = None,
    at: At = None,
    quad: Quad = None,
    contested: Contested = None,
) -> AskedDyad:
    """The dyad that a query string asks for."""
    return AskedDyad(
        one=one,
        other=other,
        since=(since or "").strip(),
        until=(until or "").strip(),
        at=(at or "").strip(),
        quad=int(quad) if quad else None,
        contested={"yes": True, "no": False}.get(contested or ""),
    )


@get("/dyads", include_in_schema=False, sync_to_thread=True)
def dyads_table(bench: Bench, rows: Rows, country: OfCountry = None) -> Response[str]:
    """Which countries deal with one another, the busiest first."""
    return bench.pages.page("dyads.html", found=bench.ask(find_dyads, rows, country or ""), country=country or "")


@get("/dyad", include_in_schema=False, sync_to_thread=True)
def dyad_alone(bench: Bench, asked_dyad: DyadAsked) -> Response[str]:
    """Two parties by month, and the events behind each bar."""
    asked, found = asked_dyad, bench.ask(_dyad, asked_dyad)
    query = {"one": asked.one, "other": asked.other, "since": asked.since, "until": asked.until}
    return bench.pages.page("dyad.html", dyad=found, table=_table(found.bars), query=query, quads=QUADS)


@get("/dyads", operation_id="dyads", tags=["dyads"], sync_to_thread=True)
def dyads_answer(bench: Bench, rows: Rows, country: OfCountry = None) -> Paged[DyadHead]:
    """Which countries deal with one another, the busiest first."""
    return bench.ask(find_dyads, rows, country or "")


@get("/dyad", operation_id="dyad", tags=["dyads"], sync_to_thread=True)
def dyad_answer(bench: Bench, asked_dyad: DyadAsked) -> Dyad:
    """Two parties: claims by month and quad class, types each way, the latest claims; with ``at``, what is behind a
    bar."""
    return bench.ask(_dyad, asked_dyad)


def find_dyads(bench: Bench, store: Store, view: View, rows: Slice, country: str) -> Paged[DyadHead]:
    """One page of pairs of countries, or of those that one country is part of."""
    every = every_dyad(bench, view)
    code = country.strip().upper()
    kept = [dyad for dyad in every if not code or code in (dyad.one, dyad.other)]
    return cut(kept, rows)


def every_dyad(bench: Workbench, view: View) -> list[DyadHead]:
    """All pairs of countries, the busiest first, counted once for each state of the claims."""
    return bench.database.remembered("dyads", lambda: _every_dyad(bench, view))


def _every_dyad(bench: Workbench, view: View) -> list[DyadHead]:
    found = view.sql(_DYADS.format(quad=quad_sql(bench.ontology, "c.type"))).rows
    return [DyadHead(**dict(zip(DyadHead.__struct_fields__, row, strict=True))) for row in found]


def _dyad(bench: Bench, store: Store, view: View, asked: AskedDyad) -> Dyad:
    one, other = asked.one, asked.other
    if one.strip().lower() == other.strip().lower():
        raise QueryError("a dyad takes two different parties")
    # Read once and counted here: finding the claims of a dyad is what takes time.
    found = _claims(view, one, other, day(asked.since), day(asked.until, last=True))
    days = [each.published for each in found if each.published]
    unit = unit_of(min(days, default=None), max(days, default=None))
    counts = Counter(
        (first_day(each.published, unit), bench.ontology.types[each.type].quad, each.contested)
        for each in found
        if each.published and each.type in bench.ontology.types
    )
    rows = Slice(limit=12)
    latest = claim_rows(store, view, view.claims_of([each.id for each in found[: rows.limit]]))
    return Dyad(
        one=one,
        other=other,
        unit=unit,
        bars=[
            Bar(start=start, quad=quad, kind=QUADS[quad], contested=contested, claims=count)
            for (start, quad, contested), count in sorted(counts.items())
        ],
        ways=[
            Way(actor=one, recipient=other, types=_by_type(each.type for each in found if each.forth)),
            Way(actor=other, recipient=one, types=_by_type(each.type for each in found if each.back)),
        ],
        latest=paged(latest, len(found), rows),
        behind=_behind(bench, store, view, found, unit, asked),
    )


def _behind(
    bench: Bench, store: Store, view: View, found: "list[_Found]", unit: Unit, asked: AskedDyad
) -> Behind | None:
    start, quad, contested = day(asked.at), asked.quad, asked.contested
    if start is None:
        return None
    start = first_day(start, unit)
    types = bench.ontology.types
    ids = [
        each.id
        for each in found
        if each.published
        and first_day(each.published, unit) == start
        and (quad is None or (each.type in types and types[each.type].quad == quad))
        and contested in (None, each.contested)
    ]
    rows = Slice(limit=BEHIND)
    events = events_by_id(view, events_of(view, ids).values(), BEHIND)
    claims = claim_rows(store, view, view.claims_of(ids[: rows.limit]))
    return Behind(start=start, quad=quad, contested=contested, events=events, claims=paged(claims, len(ids), rows))


class _Found(NamedTuple):
    """A claim between the two: whether its event is contested by it, and which way it goes (neither: together)."""

    id: str
    published: datetime.date | None
    type: str
    contested: bool
    forth: bool
    back: bool


def _claims(view: View, one: str, other: str, since: datetime.date | None, until: datetime.date | None) -> list[_Found]:
    """The claims that ``ClaimFilter(actor=one, with_=other)`` lets through, the latest report first."""
    (one_sql, one_values), (other_sql, other_values) = party_sql(one, "p."), party_sql(other, "p.")
    query = _CLAIMS.format(one=one_sql, other=other_sql)
    return [_Found(*row) for row in view.sql(query, [*one_values, *other_values, since, since, until, until]).rows]


def _by_type(types: Iterable[str]) -> list[tuple[str, int]]:
    return sorted(Counter(types).items(), key=lambda item: (-item[1], item[0]))


def _table(bars: list[Bar]) -> list[dict[str | int, Any]]:
    """The chart's figures as rows of a table: a time, and a count for each quad class and the contested of all."""
    rows: dict[datetime.date, dict[str | int, Any]] = {}
    for bar in bars:
        row = rows.setdefault(bar.start, {"start": bar.start, 1: 0, 2: 0, 3: 0, 4: 0, "contested": 0})
        row[bar.quad] += bar.claims
        row["contested"] += bar.claims if bar.contested else 0
    return [rows[start] for start in sorted(rows, reverse=True)]


_CONTESTED = "standing IN ('alleged', 'doubted', 'denied', 'negated')"
_DYADS = f"""
{COUNTRY_PAIRS}
SELECT one, other, count(*) AS claims, count(*) FILTER (forth AND NOT back), count(*) FILTER (back AND NOT forth),
    count(*) FILTER ({{quad}} <= 2), count(*) FILTER ({{quad}} > 2), count(*) FILTER ({_CONTESTED})
FROM pairs p JOIN current_claims c ON c.id = p.claim
GROUP BY one, other ORDER BY claims DESC, one, other
"""
# The rule of ClaimFilter for two parties, and which way an act goes, in one pass over those who take part.
_CLAIMS = """
WITH one AS MATERIALIZED (SELECT p.claim, p.coding, p.role, p.position FROM participants p WHERE {one}),
other AS MATERIALIZED (SELECT p.claim, p.coding, p.role, p.position FROM participants p WHERE {other}),
pairs AS MATERIALIZED (
    SELECT p.claim, p.coding, bool_or(p.role = 'actor' AND q.role = 'recipient') AS forth,
        bool_or(p.role = 'recipient' AND q.role = 'actor') AS back
    FROM one p JOIN other q ON q.claim = p.claim AND q.coding = p.coding
    WHERE p.role <> q.role OR (p.role = 'actor' AND p.position <> q.position AND NOT EXISTS (
        SELECT 1 FROM participants n WHERE n.claim = p.claim AND n.coding = p.coding AND n.role = 'recipient'))
    GROUP BY p.claim, p.coding
)
SELECT c.id, d.published, c.type,
    list_contains(c.aux, 'negation') OR (c.id, c.coding) IN (
        SELECT l.claim, l.coding FROM links l WHERE l.stance IN ('alleges', 'doubts', 'denies')),
    p.forth, p.back
FROM pairs p JOIN claims c ON c.id = p.claim AND c.coding = p.coding
LEFT JOIN documents d ON d.id = c.document AND d.superseded_at IS NULL
WHERE c.superseded_at IS NULL AND (?::DATE IS NULL OR d.published >= ?) AND (?::DATE IS NULL OR d.published <= ?)
ORDER BY d.published DESC NULLS LAST, c.document, c.position
"""
