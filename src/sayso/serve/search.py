"""One box that looks through reports, claims and actors."""

from typing import Annotated

import msgspec
from litestar import Response, get
from litestar.params import QueryParameter

from sayso.errors import QueryError
from sayso.serve.actors import ActorHead, find_actors
from sayso.serve.claim_rows import ClaimRow, ReportHead, claims_page
from sayso.serve.paging import Paged, Slice
from sayso.serve.reports import AskedReports, find_reports
from sayso.serve.workbench import Bench
from sayso.store.filter import ClaimFilter
from sayso.store.store import Store
from sayso.store.view import View

Sought = Annotated[str, QueryParameter(name="q", max_length=200, description="words, a name, or a country code")]


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """The first few of each; ``total`` within each says how many there are."""

    actors: Paged[ActorHead]
    reports: Paged[ReportHead]
    claims: Paged[ClaimRow]


@get("/search", include_in_schema=False, sync_to_thread=True)
def search_page(bench: Bench, sought: Sought = "") -> Response[str]:
    """Reports, claims and actors that the words are found in."""
    found = bench.ask(find, sought.strip()) if sought.strip() else None
    return bench.pages.page("search.html", found=found, sought=sought)


@get("/search", operation_id="search", tags=["overview"], sync_to_thread=True)
def search_answer(bench: Bench, sought: Sought) -> Found:
    """Reports, claims and actors that the words are found in."""
    if not sought.strip():
        raise QueryError("give q a word to look for")
    return bench.ask(find, sought.strip())


def find(bench: Bench, store: Store, view: View, words: str) -> Found:
    """The first few of each."""
    few = Slice(limit=8)
    return Found(
        actors=find_actors(bench, store, view, few, words),
        reports=find_reports(view, few, AskedReports(words=words)),
        claims=claims_page(store, view, ClaimFilter(words=words, order="published"), few),
    )
