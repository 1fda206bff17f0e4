"""Claims with what a table shows beside them: the report, the standing, what somebody decided."""

import datetime
from collections.abc import Iterable, Sequence

import msgspec

from sayso.claim import Claim
from sayso.display.phrase import Block, attributions
from sayso.display.standing import Standing, standing, standings
from sayso.judgement import Judgement
from sayso.serve.paging import Paged, Slice, paged
from sayso.store.filter import ClaimFilter
from sayso.store.store import Store
from sayso.store.view import View


class ReportHead(msgspec.Struct, frozen=True, kw_only=True):
    """A report without its text."""

    id: str
    title: str | None = None
    published: datetime.date | None = None
    publisher: str | None = None
    url: str | None = None
    claims: int | None = None

    @property
    def name(self) -> str:
        """What to call it: its title, or else its id."""
        return self.title or self.id


class ClaimRow(msgspec.Struct, frozen=True, kw_only=True):
    """A claim where it stands: in which report, how the event stands by it, and what a person decided on it.

    ``standing`` is the weightiest of ``standings``; ``judgement`` is null where nobody has judged.
    """

    claim: Claim
    standing: Standing
    standings: tuple[Standing, ...]
    report: ReportHead
    judgement: Judgement | None = None

    @property
    def by(self) -> list[tuple[int, str]]:
        """On whose word it stands, a depth and a phrase a step."""
        return attributions(Block((self.claim,)))


def claim_rows(store: Store, view: View, claims: Sequence[Claim]) -> list[ClaimRow]:
    """The claims, each with its report and its judgement."""
    heads = report_heads(view, {claim.document for claim in claims})
    judged = store.judgements().of(claim.id for claim in claims)
    return [
        ClaimRow(
            claim=claim,
            standing=standing(claim),
            standings=standings(claim),
            report=heads.get(claim.document) or ReportHead(id=claim.document),
            judgement=judged.get(claim.id),
        )
        for claim in claims
    ]


def claims_page(store: Store, view: View, wanted: ClaimFilter, rows: Slice) -> Paged[ClaimRow]:
    """One page of the claims that pass a filter."""
    rows.check()
    found, total = view.page(wanted, offset=rows.offset, limit=rows.limit)
    return paged(claim_rows(store, view, found), total, rows)


def report_heads(view: View, ids: Iterable[str]) -> dict[str, ReportHead]:
    """The reports of these ids, by id."""
    query = (
        "SELECT id, title, published, publisher, url FROM documents "
        "WHERE superseded_at IS NULL AND id IN (SELECT unnest(?::VARCHAR[]))"
    )
    return {
        id: ReportHead(id=id, title=title, published=published, publisher=publisher, url=url)
        for id, title, published, publisher, url in view.sql(query, [list(ids)]).rows
    }
