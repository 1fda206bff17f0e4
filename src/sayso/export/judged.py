"""What people judged, as annotated documents: the format of claims/, which ``sayso train`` takes."""

from collections.abc import Iterator
from typing import Any, TextIO

import msgspec

from sayso.claim import Claim
from sayso.coded import Coded
from sayso.export.jsonl import document_record, write_records
from sayso.judgement import Judgement
from sayso.store.store import Store


def export_judged(store: Store, file: TextIO) -> int:
    """Write the judged reports to ``file``, one a line; gives how many.

    A report comes with the sentences of which every claim has been judged, and no others: what nobody has looked at
    must not teach that nothing happens there. Accepted claims stand as they were coded, corrected ones as corrected,
    rejected ones are left out. Reports that have changed since they were judged are passed over.
    """
    return write_records(judged_records(store), file)


def judged_records(store: Store) -> Iterator[dict[str, Any]]:
    """The same as records, report by report."""
    view = store.view()
    by_document: dict[str, dict[str, Judgement]] = {}
    for judgement in store.judgements().current():
        by_document.setdefault(judgement.document, {})[judgement.claim] = judgement
    for document, judged in by_document.items():
        if view.holds(document):
            record = _record(view.coded(document), judged)
            if record:
                yield record


def _record(coded: Coded, judged: dict[str, Judgement]) -> dict[str, Any] | None:
    unjudged = {claim.sentence for claim in coded.claims if claim.id not in judged}
    sentences = {claim.sentence for claim in coded.claims if claim.id in judged} - unjudged
    if not sentences:
        return None
    kept = [_as_judged(claim, judged[claim.id]) for claim in coded.claims if claim.sentence in sentences]
    record = document_record(msgspec.structs.replace(coded, claims=tuple(claim for claim in kept if claim)))
    record["sentences"] = [sentence for sentence in record["sentences"] if sentence["id"] in sentences]
    return record | {"judged_by": sorted({judgement.person for judgement in judged.values()})}


def _as_judged(claim: Claim, judgement: Judgement) -> Claim | None:
    match judgement.verdict:
        case "accepted":
            return claim
        case "corrected":
            return judgement.correction
        case _:
            return None
