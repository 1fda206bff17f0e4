"""Claims as JSON lines, in the annotation format that claims/score.py reads."""

import json
import re
from collections.abc import Iterable
from typing import Any, TextIO

from sayso.actor import Actor
from sayso.claim import Claim
from sayso.coded import Coded
from sayso.export.selection import Wanted
from sayso.export.table import records
from sayso.link import Link
from sayso.span import Span
from sayso.store.view import View

_EVERYTHING = Wanted()

# Written escaped: what many readers take for the end of a line, and lone surrogates, which UTF-8 cannot hold.
_TO_ESCAPE = re.compile("[\x85\u2028\u2029\ud800-\udfff]")


def export_jsonl(claims: Iterable[Claim], file: TextIO) -> int:
    """Write ``claims`` to ``file``, one JSON object a line; gives how many.

    ::

        with open("claims.jsonl", "w", encoding="utf-8") as file:
            export_jsonl(view.iter_claims(), file)
    """
    return write_records((claim_record(claim) for claim in claims), file)


def export_documents(coded: Iterable[Coded], file: TextIO) -> int:
    """Write reports with their claims in the format of annotated documents, one a line; gives how many."""
    return write_records((document_record(each) for each in coded), file)


def export_events(view: View, file: TextIO, wanted: Wanted = _EVERYTHING) -> int:
    """Write events, one JSON object a line, with the columns of the tidy table of events; gives how many.

    Raises ``SaysoError`` where the database has no events yet.
    """
    return write_records(records(view, "events", wanted), file)


def claim_record(claim: Claim) -> dict[str, Any]:
    """One claim as the file has it: ``{"doc_id": …, "event": {"type": "AID", …}, "trigger": {…}, "actors": […], …}``.

    Actors have ``""`` for a country or sector that is unknown, as the annotation format does; all else that is
    unknown is null.
    """
    place, when = claim.place, claim.when
    return {
        "doc_id": claim.document,
        "id": claim.id,
        "sentence": claim.sentence,
        "event": {"type": claim.type, "modes": list(claim.modes), "contexts": list(claim.contexts)},
        "trigger": _span(claim.trigger),
        "actors": [_actor(actor) for actor in claim.actors],
        "recipients": [_actor(actor) for actor in claim.recipients],
        "aux": list(claim.aux),
        "attribution": [_link(link) for link in claim.attribution],
        "date": {"start": when.start.isoformat(), "end": when.end.isoformat()}
        | {"text": when.span.text, "precision": when.precision}
        if when
        else None,
        "place": {
            "name": place.name,
            "country": place.country or "",
            "geonames": place.geonames,
            "latitude": place.latitude,
            "longitude": place.longitude,
            "text": place.span.text,
        }
        if place
        else None,
        "numbers": [{"kind": n.kind, "low": n.low, "high": n.high, "text": n.span.text} for n in claim.numbers],
        "confidence": claim.confidence,
        "coder": claim.coder,
    }


def document_record(coded: Coded) -> dict[str, Any]:
    """One report with its claims, as claims/GUIDELINES.md has it: ``{"doc_id": …, "text": …, "claims": […]}``."""
    document = coded.document
    claims = []
    for claim in coded.claims:
        record = claim_record(claim)
        claims.append(
            {"sentence": claim.sentence, "type": claim.type, "mode": list(claim.modes), "trigger": claim.trigger.text}
            | {key: record[key] for key in ("actors", "recipients", "aux", "attribution", "date", "place")}
            | {"core": True}
        )
    return {
        "doc_id": document.id,
        "published": document.published.isoformat() if document.published else None,
        "publisher": document.publisher,
        "title": document.title,
        "text": document.text,
        "sentences": [{"id": i, "start": s.start, "end": s.end} for i, s in enumerate(coded.sentences)],
        "claims": claims,
    }


def write_records(records: Iterable[dict[str, Any]], file: TextIO) -> int:
    """Write records as JSON lines; gives how many."""
    written = 0
    for record in records:
        line = json.dumps(record, ensure_ascii=False)
        file.write(_TO_ESCAPE.sub(lambda match: f"\\u{ord(match[0]):04x}", line) + "\n")
        written += 1
    return written


def _span(span: Span) -> dict[str, Any]:
    return {"text": span.text, "start": span.start, "end": span.end}


def _actor(actor: Actor) -> dict[str, Any]:
    return _span(actor.span) | {
        "name": actor.name,
        "kb": actor.kb,
        "country": actor.country or "",
        "sector": actor.sector or "",
        "role": actor.role,
    }


def _link(link: Link) -> dict[str, Any]:
    return {
        "holder": _actor(link.holder) if link.holder else None,
        "stance": link.stance,
        "cue": link.cue.text if link.cue else None,
        "quoted": link.quoted,
    }
