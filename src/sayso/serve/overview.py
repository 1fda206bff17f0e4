"""The first page: what is in the database, what is contested, who deals with whom."""

import datetime

import msgspec
from litestar import Response, get

from sayso.display.overview import Overview, overview
from sayso.display.standing import Standing
from sayso.event import Event
from sayso.serve.claim_rows import ClaimRow, claim_rows
from sayso.serve.events import settled
from sayso.serve.periods import Unit, unit_of
from sayso.serve.render import FAMILIES
from sayso.serve.workbench import Bench, Workbench
from sayso.settle.event_filter import EventFilter
from sayso.store.store import Store
from sayso.store.view import View

TOP = 8


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    """Claims of the reports of one day, month or year, by how the event stands by them."""

    start: datetime.date
    standing: Standing
    family: str
    claims: int


class Front(msgspec.Struct, frozen=True, kw_only=True):
    """What the first page shows; ``events`` is 0 where the database was never settled, ``left`` counts the claims that
    nobody has judged."""

    counts: Overview
    events: int
    left: int
    unit: Unit
    bars: list[Bar]
    contested: list[list[ClaimRow]]
    disputed: list[Event]
    disputed_count: int
    doubtful: list[ClaimRow]


@get("/", include_in_schema=False, sync_to_thread=True)
def front_page(bench: Bench) -> Response[str]:
    """Counts, a search box, the latest contested events, the busiest dyads."""
    return bench.pages.page("overview.html", front=bench.ask(front))


@get("/overview", operation_id="overview", tags=["overview"], sync_to_thread=True)
def overview_answer(bench: Bench) -> Overview:
    """What the database holds: counts by type and standing, busiest dyads, who denies what, what is contested."""
    with bench.database.reading() as (_, view):
        return bench.database.remembered("overview", lambda: overview(view, TOP))


@get("/front", operation_id="front", tags=["overview"], sync_to_thread=True)
def front_answer(bench: Bench) -> Front:
    """All that the first page shows: the counts of `overview`, claims over time, the latest disputed events."""
    return bench.ask(front)


def front(bench: Workbench, store: Store, view: View) -> Front:
    """What the first page shows, counted once for each state of the claims; what is left to judge each time anew."""
    counted = bench.database.remembered("front", lambda: _front(store, view))
    return msgspec.structs.replace(counted, left=counted.counts.claims - view.sql(_JUDGED).rows[0][0])


def _front(store: Store, view: View) -> Front:
    counts = overview(view, TOP)
    first, last = (datetime.date.fromisoformat(day) if day else None for day in (counts.first, counts.last))
    unit = unit_of(first, last)
    disputed, disputed_count = _disputed(store, view)
    doubtful = [claim_id for (claim_id,) in view.sql(_DOUBTFUL, [TOP]).rows]
    return Front(
        counts=counts,
        events=view.sql("SELECT count(*) FROM events").rows[0][0],
        left=0,
        unit=unit,
        bars=[
            Bar(start=start, standing=standing, family=FAMILIES[standing], claims=claims)
            for start, standing, claims in view.sql(_BARS.format(unit=unit)).rows
        ],
        contested=[claim_rows(store, view, event.claims) for event in counts.contested],
        disputed=disputed,
        disputed_count=disputed_count,
        doubtful=claim_rows(store, view, view.claims_of(doubtful)),
    )


def _disputed(store: Store, view: View) -> tuple[list[Event], int]:
    """The latest events that some affirm and others deny, and how many there are; none where nothing is settled."""
    if not settled(view):
        return [], 0
    ledger, wanted = store.ledger(), EventFilter(status="disputed", order="published")
    return ledger.events(msgspec.structs.replace(wanted, limit=TOP)), ledger.count(wanted)


_JUDGED = """
SELECT count(*) FROM current_judgements j JOIN claims c ON c.id = j.claim AND c.superseded_at IS NULL
"""
_BARS = """
SELECT date_trunc('{unit}', published)::DATE AS start, standing, count(*)
FROM current_claims WHERE published IS NOT NULL GROUP BY ALL ORDER BY ALL
"""
_DOUBTFUL = """
SELECT id FROM current_claims WHERE standing IN ('denied', 'doubted', 'alleged')
QUALIFY row_number() OVER (PARTITION BY document, sentence ORDER BY position) = 1
ORDER BY published DESC NULLS LAST, document, position LIMIT ?
"""
