"""The first page: what is in the database, what is contested, who deals with whom."""

import datetime

import msgspec
from litestar import Response, get

from sayso.display.overview import Overview, overview
from sayso.display.standing import Standing
from sayso.serve.claim_rows import ClaimRow, claim_rows
from sayso.serve.render import FAMILIES
from sayso.serve.workbench import Bench
from sayso.store.store import Store
from sayso.store.view import View

TOP = 8


class Month(msgspec.Struct, frozen=True, kw_only=True):
    """Claims of the reports of one month, by how the event stands by them."""

    month: datetime.date
    standing: Standing
    family: str
    claims: int


class Front(msgspec.Struct, frozen=True, kw_only=True):
    """What the first page shows beside the plain counts."""

    counts: Overview
    months: list[Month]
    contested: list[list[ClaimRow]]


@get("/", include_in_schema=False, sync_to_thread=True)
def front_page(bench: Bench) -> Response[str]:
    """Counts, a search box, the latest contested events, the busiest dyads."""
    with bench.database.reading() as (store, view):
        front = bench.database.remembered("front", lambda: _front(store, view))
    return bench.pages.page("overview.html", front=front)


@get("/overview", operation_id="overview", tags=["overview"], sync_to_thread=True)
def overview_answer(bench: Bench) -> Overview:
    """What the database holds: counts by type and standing, busiest dyads, who alleges and denies, what is contested."""
    with bench.database.reading() as (_, view):
        return bench.database.remembered("overview", lambda: overview(view, TOP))


def _front(store: Store, view: View) -> Front:
    counts = overview(view, TOP)
    return Front(
        counts=counts,
        months=[
            Month(month=month, standing=standing, family=FAMILIES[standing], claims=claims)
            for month, standing, claims in view.sql(_MONTHS).rows
        ],
        contested=[claim_rows(store, view, event.claims) for event in counts.contested],
    )


_MONTHS = """
SELECT date_trunc('month', published)::DATE AS month, standing, count(*)
FROM current_claims WHERE published IS NOT NULL GROUP BY ALL ORDER BY ALL
"""
