"""Judging: a claim accepted, corrected, rejected; the queue of what the coder was least sure of."""

from typing import Annotated, Any, Literal
from urllib.parse import parse_qsl

import anyio.to_thread
import msgspec
from litestar import Request, Response, get, post
from litestar.datastructures import FormMultiDict
from litestar.params import JSONBody, QueryParameter
from litestar.response import Redirect, Stream

from sayso.errors import QueryError
from sayso.export.judged import export_judged
from sayso.judgement import Judgement, Verdict
from sayso.ontology import Ontology
from sayso.serve.claim_rows import ClaimRow, claim_rows
from sayso.serve.claims import claim_context
from sayso.serve.corrections import Correction, as_correction, corrected
from sayso.serve.filters import Asked, AskedClaims, Rows
from sayso.serve.paging import Paged, Slice, paged
from sayso.serve.render import url
from sayso.serve.requests import field, fields, judge_name, remember_judge
from sayso.serve.safety import WriteToken, check_write
from sayso.serve.workbench import Bench
from sayso.store.filter import TYPES, compile_filter
from sayso.store.store import Store
from sayso.store.view import View

Skipped = Annotated[str | None, QueryParameter(max_length=100, description="the claim that was passed over last")]
Last = Annotated[str | None, QueryParameter(max_length=100, description="the claim that was decided on last")]


class ToJudge(msgspec.Struct, frozen=True, kw_only=True):
    """A decision on a claim: ``{"claim": "c-…", "verdict": "rejected", "person": "mk"}``.

    ``corrected`` takes a ``correction``; ``withdrawn`` takes back what was decided before.
    """

    claim: Annotated[str, msgspec.Meta(max_length=100)]
    verdict: Verdict
    person: Annotated[str, msgspec.Meta(max_length=100)] | None = None
    note: Annotated[str, msgspec.Meta(max_length=2000)] | None = None
    correction: Correction | None = None


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """What a write needs: send ``write_token`` as the header ``X-Sayso-Token``."""

    person: str
    write_token: str


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """The claim to be judged next (``null`` where none is left) and how many wait, itself included."""

    next: ClaimRow | None
    left: int


# ---------------------------------------------------------------- pages


@get("/judge", include_in_schema=False, sync_to_thread=True)
def judge_page(
    bench: Bench, request: Request[Any, Any, Any], asked: AskedClaims, after: Skipped = None, last: Last = None
) -> Response[str]:
    """The claim that the coder was least sure of among those that pass the filters and nobody has judged."""
    with bench.database.reading() as (store, view):
        waiting = next_claim(store, view, asked, after)
        before = next(iter(claim_rows(store, view, view.claims_of([last]))), None) if last else None
        if waiting.next is None:
            done = store.judgements().count()
            return bench.pages.page(
                "judged_all.html", queue=asked.query, last=before, types=TYPES, done=done, passed=after is not None
            )
        context = claim_context(bench, store, view, waiting.next)
    return bench.pages.page(
        "claim.html",
        **context,
        form=as_correction(waiting.next.claim),
        problem=None,
        queue=asked.query,
        last=before,
        left=waiting.left,
        judge=judge_name(request, bench.settings.person),
        types=TYPES,
    )


@post("/judge", include_in_schema=False)
async def judge_form(bench: Bench, request: Request[Any, Any, Any]) -> Response[str] | Redirect:
    """A decision from the form; then the next claim of the queue, or the claim again."""
    form = await request.form()
    check_write(request, bench.keys, field(form, "token"))
    return await anyio.to_thread.run_sync(_judged, bench, request, form)


@get("/judgements", include_in_schema=False, sync_to_thread=True)
def judgements_table(bench: Bench, rows: Rows) -> Response[str]:
    """What was decided, the latest first, each with what it was decided on."""
    with bench.database.reading() as (store, view):
        found = find_judgements(store, rows)
        by_id = {row.claim.id: row for row in claim_rows(store, view, view.claims_of([j.claim for j in found.items]))}
    return bench.pages.page("judgements.html", found=found, claims=by_id)


@get("/judged.jsonl", include_in_schema=False, sync_to_thread=True)
def judged_file(bench: Bench) -> Stream:
    """All that holds, as annotated documents: what ``sayso train`` takes."""
    import io  # noqa: PLC0415 - here only

    file = io.StringIO()
    with bench.database.unhurried() as store:
        export_judged(store, file)
    headers = {"content-disposition": 'attachment; filename="judged.jsonl"'}
    return Stream(iter([file.getvalue()]), media_type="application/x-ndjson", headers=headers)


# ---------------------------------------------------------------- API


@get("/session", operation_id="session", tags=["judging"], sync_to_thread=False)
def session_answer(bench: Bench) -> Session:
    """The token that writes have to bring. Pages of other sites cannot read this answer."""
    return Session(person=bench.settings.person, write_token=bench.keys.write)


@get("/queue", operation_id="queue", tags=["judging"], sync_to_thread=True)
def queue_answer(bench: Bench, asked: AskedClaims, after: Skipped = None) -> Waiting:
    """The claim to be judged next: of those that nobody has judged, the one that the coder was least sure of."""
    with bench.database.reading() as (store, view):
        return next_claim(store, view, asked, after)


@get("/judgements", operation_id="judgements", tags=["judging"], sync_to_thread=True)
def judgements_answer(bench: Bench, rows: Rows) -> Paged[Judgement]:
    """Everything that was ever decided, the latest first."""
    with bench.database.reading() as (store, _):
        return find_judgements(store, rows)


@post("/judgements", operation_id="judge", tags=["judging"], sync_to_thread=True, status_code=201)
def judge_answer(
    bench: Bench,
    request: Request[Any, Any, Any],
    data: JSONBody[ToJudge],
    write_token: WriteToken,
) -> Judgement:
    """Decide on a claim. Decisions are added and never changed; the last one on a claim holds."""
    check_write(request, bench.keys, write_token)
    return judge(bench, data)


# ---------------------------------------------------------------- what they do


def judge(bench: Bench, decision: ToJudge) -> Judgement:
    """Write one decision down. What can be wrong with it is found before the database is opened for writing."""
    if (decision.verdict == "corrected") != (decision.correction is not None):
        raise QueryError("“corrected” takes a correction, and no other verdict does")
    with bench.database.reading() as (_, view):
        claim = view.claim(decision.claim)
        made = None
        if decision.correction is not None:
            made = corrected(claim, decision.correction, view.document(claim.document), bench.ontology)
    person = (decision.person or "").strip() or bench.settings.person
    with bench.database.writing() as store:
        judgements = store.judgements()
        before = judgements.of([claim.id]).get(claim.id)
        given = judgements.add(claim, decision.verdict, person=person, correction=made, note=decision.note)
        # The ledger leaves out what is wrong, from its next settling on.
        if decision.verdict == "rejected":
            store.decide("wrong", claim.id, person=person, note=decision.note)
        elif before is not None and before.verdict == "rejected":
            store.decide("withdrawn", claim.id, person=person, note=decision.note)
        return given


def next_claim(store: Store, view: View, asked: Asked, after: str | None) -> Waiting:
    """The least sure of the claims that pass the filter and have not been judged, behind ``after`` in the queue."""
    query = compile_filter(asked.wanted)
    found = view.sql(_QUEUE.format(where=query.where), [*query.parameters, after]).rows
    left, next_id = found[0]
    rows = claim_rows(store, view, view.claims_of([next_id] if next_id else []))
    return Waiting(next=rows[0] if rows else None, left=left)


def find_judgements(store: Store, rows: Slice) -> Paged[Judgement]:
    """One page of decisions."""
    judgements = store.judgements()
    return paged(judgements.all(limit=rows.limit, offset=rows.offset), judgements.count(), rows)


def _judged(bench: Bench, request: Request[Any, Any, Any], form: FormMultiDict) -> Response[str] | Redirect:
    correction = None
    verdict = msgspec.convert(field(form, "verdict"), Verdict)
    person = field(form, "person")[:100]
    queue = dict(parse_qsl(field(form, "queue").removeprefix("?"))) if field(form, "in_queue") else None
    claim = field(form, "claim")
    try:
        correction = _correction(form, bench.ontology) if verdict == "corrected" else None
        decision = ToJudge(
            claim=claim, verdict=verdict, person=person, note=field(form, "note")[:2000] or None, correction=correction
        )
        judge(bench, decision)
    except QueryError as error:
        return _again(bench, request, claim, correction, str(error), queue)
    # What was taken back is the next to be decided on again, as it was before.
    last = None if verdict == "withdrawn" else claim
    answer = Redirect(url("/claim", id=claim) if queue is None else url("/judge", queue, last=last), status_code=303)
    if person:
        remember_judge(answer, person)
    return answer


def _again(
    bench: Bench,
    request: Request[Any, Any, Any],
    claim: str,
    correction: Correction | None,
    problem: str,
    queue: dict[str, str] | None,
) -> Response[str]:
    """The claim's page with what was typed and what is wrong with it; in the queue still, if it was."""
    with bench.database.reading() as (store, view):
        row = claim_rows(store, view, [view.claim(claim)])[0]
        context = claim_context(bench, store, view, row)
    return bench.pages.page(
        "claim.html",
        status=400,
        **context,
        form=correction or as_correction(row.claim),
        problem=problem,
        queue=queue,
        last=None,
        left=None,
        judge=judge_name(request, bench.settings.person),
        types=TYPES,
    )


def _correction(form: FormMultiDict, ontology: Ontology) -> Correction:
    type = field(form, "type")
    # The boxes are those of the type that the claim had: of another type the modes it shares are meant, no others.
    known = ontology.types[type].modes if type in ontology.types else ()
    raw = {
        "type": type,
        "trigger": {"text": field(form, "trigger_text"), "start": _place(field(form, "trigger_start"))},
        "modes": [mode for mode in fields(form, "mode") if mode in known],
        "aux": fields(form, "aux"),
        "actors": _people(form, "actor"),
        "recipients": _people(form, "recipient"),
        "attribution": _steps(form),
        "since": field(form, "since").strip() or None,
        "until": field(form, "until").strip() or None,
        "date_text": field(form, "date_text").strip() or None,
        "place": field(form, "place").strip() or None,
        "place_text": field(form, "place_text").strip() or None,
        "place_country": field(form, "place_country").strip() or None,
    }
    try:
        return msgspec.convert(raw, Correction)
    except msgspec.ValidationError as error:
        raise QueryError(f"the form holds something that cannot be: {error}") from error


def _people(form: FormMultiDict, role: Literal["actor", "recipient", "holder"]) -> list[dict[str, Any]]:
    columns = [fields(form, f"{role}_{part}") for part in ("text", "start", "name", "country", "sector")]
    return [_who(values) for values in zip(*columns, strict=False) if role == "holder" or values[0].strip()]


def _who(values: tuple[str, ...]) -> dict[str, Any]:
    text, start, name, country, sector = (value.strip() for value in values)
    return {
        "text": text,
        "start": _place(start),
        "name": name or None,
        "country": country or None,
        "sector": sector or None,
    }


def _steps(form: FormMultiDict) -> list[dict[str, Any]]:
    columns = [fields(form, name) for name in ("stance", "cue", "cue_start")]
    return [
        {
            "stance": stance,
            "holder": holder if holder["text"] else None,
            "cue": {"text": cue, "start": _place(start)} if cue.strip() else None,
        }
        for (stance, cue, start), holder in zip(zip(*columns, strict=False), _people(form, "holder"), strict=False)
        if stance
    ]


def _place(start: str) -> int | None:
    return int(start) if start.isascii() and start.isdigit() and len(start) < 10 else None


# The claims that wait, found once for both: how many they are, and the first behind the one passed over last.
_QUEUE = """
WITH waiting AS MATERIALIZED (
    SELECT c.rowid AS number, c.confidence, c.document, c.position
    FROM claims c LEFT JOIN documents d ON d.id = c.document AND d.superseded_at IS NULL
    WHERE {where} AND c.id NOT IN (SELECT j.claim FROM current_judgements j)
),
passed AS (SELECT confidence, document, position FROM claims WHERE id = ? AND superseded_at IS NULL),
first AS (
    SELECT w.number FROM waiting w LEFT JOIN passed p ON true
    WHERE p.document IS NULL OR (w.confidence, w.document, w.position) > (p.confidence, p.document, p.position)
    ORDER BY w.confidence, w.document, w.position LIMIT 1
)
SELECT (SELECT count(*) FROM waiting), (SELECT c.id FROM claims c JOIN first f ON f.number = c.rowid)
"""
