"""Reports: the list, and one report as published with every claim marked in place."""

from typing import Annotated, TypeAlias

import msgspec
from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from sayso.coded import Coded
from sayso.coding.decision import Decision
from sayso.display.explanation import nothing_coded
from sayso.display.marked import marked
from sayso.display.standing import standings
from sayso.errors import QueryError
from sayso.judgement import Judgement
from sayso.serve.claim_rows import ReportHead
from sayso.serve.events import events_of
from sayso.serve.filters import Rows, day
from sayso.serve.paging import Paged, Slice, paged
from sayso.serve.settings import MAX_TEXT
from sayso.serve.workbench import Bench
from sayso.span import Span
from sayso.store.view import View

ReportId = Annotated[str, QueryParameter(name="id", max_length=1000)]
Words = Annotated[str | None, QueryParameter(max_length=200, description="stand in the title or the text")]
Since = Annotated[str | None, QueryParameter(max_length=10, description="published on that day or later")]
Until = Annotated[str | None, QueryParameter(max_length=10, description="published on that day or before")]
Publisher = Annotated[str | None, QueryParameter(max_length=200)]
SentenceNumber = Annotated[int, QueryParameter(ge=0, le=1_000_000, description="counted from 0")]


class AskedReports(msgspec.Struct, frozen=True, kw_only=True):
    """A filter of reports as the query string had it; empty where nothing is asked."""

    words: str = ""
    publisher: str = ""
    since: str = ""
    until: str = ""


ReportsAsked: TypeAlias = NamedDependency[AskedReports]


def asked_reports(
    words: Words = None, publisher: Publisher = None, since: Since = None, until: Until = None
) -> AskedReports:
    """The reports that a query string asks for."""
    given = {"words": words, "publisher": publisher, "since": since, "until": until}
    return AskedReports(**{name: (value or "").strip() for name, value in given.items()})


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """Why a sentence was coded as it was: every decision that this sayso takes on it. ``nothing`` says in words why no
    event was found, where none was."""

    sentence: Span
    decisions: tuple[Decision, ...]
    nothing: str | None


class ReportAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A report with its sentences and claims, and what holds of them by people's judgement, by claim."""

    report: Coded
    judgements: dict[str, Judgement]


@get("/reports", include_in_schema=False, sync_to_thread=True)
def reports_table(bench: Bench, rows: Rows, asked_reports: ReportsAsked) -> Response[str]:
    """The reports that pass the filters, the latest first."""
    with bench.database.reading() as (_, view):
        found = find_reports(view, rows, asked_reports)
    return bench.pages.page("reports.html", found=found, asked=msgspec.structs.asdict(asked_reports))


@get("/report", include_in_schema=False, sync_to_thread=True)
def report_alone(bench: Bench, report_id: ReportId) -> Response[str]:
    """The text as published, its claims marked where they stand, and beside it what each mark means."""
    with bench.database.reading() as (store, view):
        coded = view.coded(report_id)
        judged = store.judgements().of(claim.id for claim in coded.claims)
        events = events_of(view, [claim.id for claim in coded.claims])
    here = {each for claim in coded.claims for each in standings(claim)}
    return bench.pages.page(
        "report.html", coded=coded, text=marked(coded), judged=judged, events=events, standings_here=here
    )


@get("/why", include_in_schema=False, sync_to_thread=True)
def why(bench: Bench, report_id: ReportId, sentence: SentenceNumber) -> Response[str]:
    """A fragment: every decision that this sayso takes on a sentence, and what speaks for and against."""
    return bench.pages.page("why.html", told=_explained(bench, report_id, sentence), number=sentence + 1)


@get("/explanation", operation_id="explanation", tags=["reports"], sync_to_thread=True)
def explanation_answer(bench: Bench, report_id: ReportId, sentence: SentenceNumber) -> Explanation:
    """Why a sentence (counted from 0) was coded as it was: every decision, with its score and what took it."""
    return _explained(bench, report_id, sentence)


def _explained(bench: Bench, report_id: str, sentence: int) -> Explanation:
    with bench.database.reading() as (_, view):
        coded = view.coded(report_id)
    if sentence >= len(coded.sentences):
        raise QueryError(f"{report_id} has {len(coded.sentences)} sentences; there is no sentence {sentence + 1}")
    if len(coded.document.text) > MAX_TEXT:
        raise QueryError("this report is too long to be explained here; `sayso explain` in a terminal can")
    decisions = bench.coding.explain(coded.document, sentence)
    coded_here = any(claim.sentence == sentence for claim in coded.claims)
    return Explanation(
        sentence=coded.sentences[sentence],
        decisions=decisions,
        nothing=None if coded_here else nothing_coded(decisions),
    )


@get("/reports", operation_id="reports", tags=["reports"], sync_to_thread=True)
def reports_answer(bench: Bench, rows: Rows, asked_reports: ReportsAsked) -> Paged[ReportHead]:
    """The reports that pass the filters, the latest first, without their texts."""
    with bench.database.reading() as (_, view):
        return find_reports(view, rows, asked_reports)


@get("/report", operation_id="report", tags=["reports"], sync_to_thread=True)
def report_answer(bench: Bench, report_id: ReportId) -> ReportAnswer:
    """A report with its text, its sentences and its claims."""
    with bench.database.reading() as (store, view):
        coded = view.coded(report_id)
        return ReportAnswer(report=coded, judgements=store.judgements().of(claim.id for claim in coded.claims))


def find_reports(view: View, rows: Slice, asked: AskedReports) -> Paged[ReportHead]:
    """One page of the reports that pass the filters."""
    parts, values = ["superseded_at IS NULL"], []
    if asked.words:
        parts.append("(contains(lower(title), lower(?)) OR contains(lower(text), lower(?)))")
        values += [asked.words] * 2
    if asked.publisher:
        parts.append("contains(lower(publisher), lower(?))")
        values.append(asked.publisher)
    for sql, value in (("published >= ?", day(asked.since)), ("published <= ?", day(asked.until, last=True))):
        if value is not None:
            parts.append(sql)
            values.append(value)
    where = " AND ".join(parts)
    found = view.sql(
        f"WITH passing AS MATERIALIZED (SELECT rowid AS place, id, published FROM documents WHERE {where}), "
        "wanted AS (SELECT * FROM passing ORDER BY published DESC NULLS LAST, id LIMIT ? OFFSET ?) "
        "SELECT d.id, d.title, d.published, d.publisher, d.url, "
        "(SELECT count(*) FROM claims c WHERE c.document = d.id AND c.superseded_at IS NULL), "
        "(SELECT count(*) FROM passing) FROM wanted w JOIN documents d ON d.rowid = w.place "
        "ORDER BY d.published DESC NULLS LAST, d.id",
        [*values, rows.limit, rows.offset],
    ).rows
    if found:
        total = found[0][-1]
    else:
        total = view.sql(f"SELECT count(*) FROM documents WHERE {where}", values).rows[0][0] if rows.offset else 0
    names = ("id", "title", "published", "publisher", "url", "claims")
    return paged([ReportHead(**dict(zip(names, row[:-1], strict=True))) for row in found], total, rows)
