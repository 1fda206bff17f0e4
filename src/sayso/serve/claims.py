"""Claims: the table with its filters, one claim alone, and both as files."""

import io
import itertools
import tempfile
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from litestar import Request, Response, get
from litestar.params import QueryParameter
from litestar.response import Stream

from sayso.display.explanation import resolutions
from sayso.display.marked import marked_sentence
from sayso.export import FORMATS, Options, Wanted, export_jsonl, write_text
from sayso.serve.claim_rows import ClaimRow, claim_rows, claims_page
from sayso.serve.corrections import as_correction
from sayso.serve.events import events_of
from sayso.serve.filters import Asked, AskedClaims, Rows
from sayso.serve.paging import Paged
from sayso.serve.requests import judge_name
from sayso.serve.workbench import Bench
from sayso.store.filter import TYPES
from sayso.store.store import Store
from sayso.store.view import View

Form = Literal["csv", "jsonl"]
_BATCH = 500
_KEPT = 1 << 20  # bytes of a table that are kept in memory; what is longer goes through a file
_PIECE = 1 << 16
_TYPES: dict[Form, str] = {"csv": "text/csv", "jsonl": "application/x-ndjson"}
ClaimId = Annotated[str, QueryParameter(name="id", max_length=100)]


@get("/claims", include_in_schema=False, sync_to_thread=True)
def claims_table(bench: Bench, asked: AskedClaims, rows: Rows) -> Response[str]:
    """The claims that pass the filters, a page of them."""
    with bench.database.reading() as (store, view):
        found = claims_page(store, view, asked.wanted, rows)
    return bench.pages.page("claims.html", found=found, asked=asked, types=TYPES)


@get("/claims.csv", include_in_schema=False, sync_to_thread=True)
def claims_csv(bench: Bench, asked: AskedClaims) -> Stream:
    """All claims that pass the filters, as a table."""
    return _download(bench, asked, "csv")


@get("/claims.jsonl", include_in_schema=False, sync_to_thread=True)
def claims_jsonl(bench: Bench, asked: AskedClaims) -> Stream:
    """All claims that pass the filters, one JSON object a line."""
    return _download(bench, asked, "jsonl")


@get("/claim", include_in_schema=False, sync_to_thread=True)
def claim_alone(bench: Bench, request: Request[Any, Any, Any], claim_id: ClaimId) -> Response[str]:
    """One claim: its sentence, its parts and how they were read, what was decided on it, and the form to judge it."""
    with bench.database.reading() as (store, view):
        row = claim_rows(store, view, [view.claim(claim_id)])[0]
        context = claim_context(bench, store, view, row)
    form = as_correction(row.claim)
    judge = judge_name(request, bench.settings.person)
    return bench.pages.page(
        "claim.html", **context, form=form, problem=None, queue=None, last=None, left=None, judge=judge, types=TYPES
    )


@get("/claims", operation_id="claims", tags=["claims"], sync_to_thread=True)
def claims_answer(bench: Bench, asked: AskedClaims, rows: Rows) -> Paged[ClaimRow]:
    """The claims that pass the filters. Filters add up; a field left empty is as if it were not there."""
    with bench.database.reading() as (store, view):
        return claims_page(store, view, asked.wanted, rows)


@get("/claim", operation_id="claim", tags=["claims"], sync_to_thread=True)
def claim_answer(bench: Bench, claim_id: ClaimId) -> ClaimRow:
    """One claim by its id."""
    with bench.database.reading() as (store, view):
        return claim_rows(store, view, [view.claim(claim_id)])[0]


def _download(bench: Bench, asked: Asked, form: Form) -> Stream:
    headers = {"content-disposition": f'attachment; filename="claims.{form}"'}
    pieces = _table(bench, asked) if form == "csv" else _lines(bench, asked)
    return Stream(pieces, media_type=_TYPES[form], headers=headers)


def claim_context(bench: Bench, store: Store, view: View, row: ClaimRow) -> dict[str, Any]:
    """What the page of one claim shows: its sentence cut at the claim's words, the sentences around it, its past."""
    claim = row.claim
    found = view.sql(
        "SELECT position, text FROM current_sentences "
        "WHERE document = ? AND position BETWEEN ? AND ? ORDER BY position",
        [claim.document, claim.sentence - 1, claim.sentence + 1],
    ).rows
    others = view.sql(
        "SELECT id FROM claims WHERE document = ? AND sentence = ? AND superseded_at IS NULL AND id <> ? "
        "ORDER BY position LIMIT 20",
        [claim.document, claim.sentence, claim.id],
    ).rows
    text = marked_sentence(claim)
    return {
        "row": row,
        "text": text,
        "before": " ".join(words for position, words in found if position < claim.sentence),
        "after": " ".join(words for position, words in found if position > claim.sentence),
        "others": claim_rows(store, view, view.claims_of([id for (id,) in others])),
        "event": events_of(view, [claim.id]).get(claim.id),
        "history": store.judgements().history(claim.id),
        "read": list(resolutions(claim)),
        "ontology": bench.ontology,
    }


def _table(bench: Bench, asked: Asked) -> Iterator[bytes]:
    """The claims as ``sayso export csv`` writes them, piece by piece."""
    with tempfile.SpooledTemporaryFile(_KEPT, "w+", encoding="utf-8", newline="") as file:
        with bench.database.unhurried() as store:
            write_text(store.view(), FORMATS["csv"], file, Wanted(claims=asked.wanted), Options(unit="claims"))  # type: ignore[arg-type]
        file.seek(0)
        while piece := file.read(_PIECE):
            yield piece.encode()


def _lines(bench: Bench, asked: Asked) -> Iterator[bytes]:
    """Batch by batch, so that a large download is never held whole."""
    with bench.database.unhurried() as store:
        found = store.view().iter_claims(asked.wanted)
        while batch := list(itertools.islice(found, _BATCH)):
            file = io.StringIO(newline="")
            export_jsonl(batch, file)
            yield file.getvalue().encode()
