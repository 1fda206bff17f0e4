"""Records to rows of the tables, and back.

What was written comes back equal, with one exception: a lone surrogate (half of a character, as broken JSON yields)
cannot be stored as UTF-8 and becomes U+FFFD, one for one, so that offsets hold.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from sayso.actor import Actor
from sayso.claim import Claim, Number
from sayso.coded import Coded
from sayso.document import Document
from sayso.errors import StoreError
from sayso.link import Link
from sayso.place import Place
from sayso.span import Span
from sayso.when import When

Row = dict[str, Any]
CHILDREN = ("participants", "links", "numbers")
_INT64 = 2**63 - 1


def digest(coded: Coded) -> str:
    """A hash of everything in ``coded``: equal where nothing at all has changed."""
    return _hash(_bare(msgspec.to_builtins(coded), drop=frozenset()))


def reading(coded: Coded) -> str:
    """A hash of what was read in the text, by whichever coder and however sure: equal where no claim differs."""
    record = [coded.document.text_hash, *(msgspec.to_builtins(part) for part in (coded.sentences, coded.claims))]
    return _hash(_bare(record, drop=frozenset({"confidence", "coder", "reason"})))


def _bare(value: Any, drop: frozenset[str]) -> Any:
    """The value without its empty fields, so that a field added to a record later does not change old hashes."""
    kind = type(value)
    if kind is dict:
        return {
            key: item if type(item) is str else _bare(item, drop)
            for key, item in value.items()
            if item is not None and item != () and key not in drop
        }
    if kind is list or kind is tuple:
        return [_bare(item, drop) for item in value]
    return value


def _hash(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


def document_row(document: Document) -> Row:
    return {
        "id": document.id,
        "text_hash": document.text_hash,
        "title": document.title,
        "published": document.published,
        "publisher": document.publisher,
        "url": document.url,
        "language": document.language,
        "source": document.source,
        "text": document.text,
    }


def document_of(row: Mapping[str, Any]) -> Document:
    return Document(**{name: row[name] for name in Document.__struct_fields__})


def sentence_rows(coded: Coded, coding: int) -> list[Row]:
    return [
        {
            "document": coded.document.id,
            "coding": coding,
            "position": position,
            "span_start": span.start,
            "span_end": span.end,
            "text": span.text,
        }
        for position, span in enumerate(coded.sentences)
    ]


def claim_rows(claims: Iterable[Claim], coding: int) -> dict[str, list[Row]]:
    """The rows of ``claims`` and of the three tables beneath it. A second claim with the id of one before is left out:
    an id names one claim."""
    rows: dict[str, list[Row]] = {table: [] for table in ("claims", *CHILDREN)}
    seen: set[str] = set()
    for position, claim in enumerate(claims):
        if claim.id in seen:
            continue
        seen.add(claim.id)
        key = {"claim": claim.id, "coding": coding}
        rows["claims"].append(_claim_row(claim, position, coding))
        for role, actors in (("actor", claim.actors), ("recipient", claim.recipients)):
            rows["participants"] += [key | {"role": role, "position": i} | _actor_row(a) for i, a in enumerate(actors)]
        rows["links"] += [key | {"position": i} | _link_row(link) for i, link in enumerate(claim.attribution)]
        rows["numbers"] += [key | {"position": i} | _number_row(claim, n) for i, n in enumerate(claim.numbers)]
    return rows


def _claim_row(claim: Claim, position: int, coding: int) -> Row:
    place, when = claim.place, claim.when
    return {
        "id": claim.id,
        "coding": coding,
        "document": claim.document,
        "position": position,
        "sentence": claim.sentence,
        "sentence_start": claim.sentence_span.start,
        "sentence_end": claim.sentence_span.end,
        "sentence_text": claim.sentence_span.text,
        "trigger_start": claim.trigger.start,
        "trigger_end": claim.trigger.end,
        "trigger_text": claim.trigger.text,
        "type": claim.type,
        "modes": claim.modes,
        "contexts": claim.contexts,
        "aux": claim.aux,
        "date_start": when.start if when else None,
        "date_end": when.end if when else None,
        "date_precision": when.precision if when else None,
        "date_text": when.span.text if when else None,
        "date_span_start": when.span.start if when else None,
        "date_span_end": when.span.end if when else None,
        "date_reason": when.reason if when else None,
        "place_name": place.name if place else None,
        "place_country": place.country if place else None,
        "place_geonames": place.geonames if place else None,
        "place_latitude": place.latitude if place else None,
        "place_longitude": place.longitude if place else None,
        "place_text": place.span.text if place else None,
        "place_span_start": place.span.start if place else None,
        "place_span_end": place.span.end if place else None,
        "place_reason": place.reason if place else None,
        "confidence": claim.confidence,
        "coder": claim.coder,
    }


def _actor_row(actor: Actor, prefix: str = "") -> Row:
    return {
        f"{prefix}{'start' if prefix else 'span_start'}": actor.span.start,
        f"{prefix}{'end' if prefix else 'span_end'}": actor.span.end,
        f"{prefix}text": actor.span.text,
        f"{prefix}name": actor.name,
        f"{prefix}kb": actor.kb,
        f"{prefix}country": actor.country,
        f"{prefix}sector": actor.sector,
        f"{prefix}office": actor.role,  # in the table, `role` says actor or recipient
        f"{prefix}reason": actor.reason,
    }


def _link_row(link: Link) -> Row:
    cue = link.cue
    return {
        "stance": link.stance,
        "quoted": link.quoted,
        "cue_start": cue.start if cue else None,
        "cue_end": cue.end if cue else None,
        "cue": cue.text if cue else None,
    } | (_actor_row(link.holder, "holder_") if link.holder else {})


def _number_row(claim: Claim, number: Number) -> Row:
    for figure in (number.low, number.high):
        if figure is not None and abs(figure) > _INT64:
            raise StoreError(f"document {claim.document}: the number {number.span.text!r} is too large to be stored")
    span = number.span
    return {
        "kind": number.kind,
        "low": number.low,
        "high": number.high,
        "span_start": span.start,
        "span_end": span.end,
        "text": span.text,
    }


def claim_of(row: Mapping[str, Any], children: Mapping[str, list[Mapping[str, Any]]]) -> Claim:
    """The claim of a row of ``claims`` and its rows of the three tables beneath it, in order."""
    participants = children["participants"]
    return Claim(
        id=row["id"],
        document=row["document"],
        sentence=row["sentence"],
        sentence_span=Span(row["sentence_start"], row["sentence_end"], row["sentence_text"]),
        trigger=Span(row["trigger_start"], row["trigger_end"], row["trigger_text"]),
        type=row["type"],
        modes=tuple(row["modes"]),
        contexts=tuple(row["contexts"]),
        actors=tuple(_actor_of(p) for p in participants if p["role"] == "actor"),
        recipients=tuple(_actor_of(p) for p in participants if p["role"] == "recipient"),
        aux=tuple(row["aux"]),
        attribution=tuple(_link_of(link) for link in children["links"]),
        place=_place_of(row),
        when=_when_of(row),
        numbers=tuple(
            Number(kind=n["kind"], low=n["low"], high=n["high"], span=_span_of(n)) for n in children["numbers"]
        ),
        confidence=row["confidence"],
        coder=row["coder"],
    )


def _span_of(row: Mapping[str, Any]) -> Span:
    return Span(row["span_start"], row["span_end"], row["text"])


def _actor_of(row: Mapping[str, Any]) -> Actor:
    return Actor(
        span=_span_of(row),
        name=row["name"],
        kb=row["kb"],
        country=row["country"],
        sector=row["sector"],
        role=row["office"],
        reason=row["reason"],
    )


def _link_of(row: Mapping[str, Any]) -> Link:
    holder = None
    if row["holder_start"] is not None:
        holder = Actor(
            span=Span(row["holder_start"], row["holder_end"], row["holder_text"]),
            name=row["holder_name"],
            kb=row["holder_kb"],
            country=row["holder_country"],
            sector=row["holder_sector"],
            role=row["holder_office"],
            reason=row["holder_reason"],
        )
    cue = Span(row["cue_start"], row["cue_end"], row["cue"]) if row["cue_start"] is not None else None
    return Link(holder=holder, stance=row["stance"], cue=cue, quoted=row["quoted"])


def _place_of(row: Mapping[str, Any]) -> Place | None:
    if row["place_span_start"] is None:
        return None
    return Place(
        span=Span(row["place_span_start"], row["place_span_end"], row["place_text"]),
        name=row["place_name"],
        country=row["place_country"],
        geonames=row["place_geonames"],
        latitude=row["place_latitude"],
        longitude=row["place_longitude"],
        reason=row["place_reason"],
    )


def _when_of(row: Mapping[str, Any]) -> When | None:
    if row["date_span_start"] is None:
        return None
    return When(
        span=Span(row["date_span_start"], row["date_span_end"], row["date_text"]),
        start=row["date_start"],
        end=row["date_end"],
        precision=row["date_precision"],
        reason=row["date_reason"],
    )
