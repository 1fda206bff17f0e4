"""A settled event as rows of the ledger's tables."""

from collections.abc import Collection, Mapping
from typing import Any

from sayso.event import Event
from sayso.settle.assembly import Settled
from sayso.settle.origins import Origin

Row = dict[str, Any]
TABLES = ("events", "event_claims", "event_history", "event_numbers", "origins", "origin_steps", "folds")


def rows(
    settled: Settled, why: Mapping[str, tuple[str | None, float | None, str | None]], answering: Collection[str]
) -> dict[str, list[Row]]:
    """The rows by table; ``why`` has for each claim the one it was joined to, with score and reason; ``answering`` are
    the claims that belong to another event, and deny this one without naming it."""
    event = settled.event.id
    key = {"event": event}
    found = settled.origins
    at = {index: position for position, origin in enumerate(found.origins) for index in origin.members}
    made: dict[str, list[Row]] = {table: [] for table in TABLES}
    made["events"].append(_event_row(settled.event, settled.anchor))
    for index, testimony in enumerate(settled.testimonies):
        claim = testimony.claim
        joined_to, score, reason = why.get(claim.id, (None, None, None))
        made["event_claims"].append(
            key
            | {
                "claim": claim.id,
                "document": claim.document,
                "published": testimony.published,
                "standing": testimony.standing,
                "side": testimony.side,
                "origin": at[index],
                "joined_to": joined_to,
                "score": score,
                "reason": reason,
                "refers": claim.id in answering,
            }
        )
        for position, step in enumerate(found.sources[index].steps):
            made["origin_steps"].append(
                {
                    "claim": claim.id,
                    "event": event,
                    "position": position,
                    "kind": step.kind,
                    "name": step.name,
                    "country": step.country,
                    "stance": step.stance,
                    "evidence": step.evidence,
                    "detail": step.detail,
                }
            )
    for moment in settled.history:
        made["event_history"].append(key | {name: getattr(moment, name) for name in moment.__struct_fields__})
    for toll in settled.tolls:
        made["event_numbers"].append(key | {name: getattr(toll, name) for name in toll.__struct_fields__})
    for position, origin in enumerate(found.origins):
        made["origins"].append(key | {"position": position} | _origin_row(settled, origin))
        for fold in origin.folds:
            made["folds"].append(
                key
                | {
                    "origin": position,
                    "claim": fold.claim,
                    "into_claim": fold.into,
                    "evidence": fold.evidence,
                    "detail": fold.detail,
                }
            )
    return made


def _event_row(event: Event, anchor: str) -> Row:
    return {
        "id": event.id,
        "anchor": anchor,
        "type": event.type,
        "types": event.types,
        "modes": event.modes,
        "contexts": event.contexts,
        "actors": [party.name for party in event.actors],
        "actor_countries": [party.country for party in event.actors],
        "actor_sectors": [party.sector for party in event.actors],
        "recipients": [party.name for party in event.recipients],
        "recipient_countries": [party.country for party in event.recipients],
        "recipient_sectors": [party.sector for party in event.recipients],
        "date_start": event.start,
        "date_end": event.end,
        "date_precision": event.precision,
        "place_name": event.place,
        "place_country": event.place_country,
        "place_geonames": event.geonames,
        "place_latitude": event.latitude,
        "place_longitude": event.longitude,
        "quad": event.quad,
        "intensity": event.intensity,
        "status": event.status,
        "follow_up": event.follow_up,
        "due": event.due,
        "claims": event.claims,
        "reports": event.reports,
        "origins": event.origins,
        "denying_origins": event.denying_origins,
        "circular": event.circular,
        "affirmers": event.affirmers,
        "deniers": event.deniers,
        "first_published": event.first_published,
        "last_published": event.last_published,
        "confidence": event.confidence,
    }


def _origin_row(settled: Settled, origin: Origin) -> Row:
    testimonies = [settled.testimonies[index] for index in origin.members]
    days = [testimony.published for testimony in testimonies if testimony.published]
    return {
        "side": origin.side,
        "kind": origin.kind,
        "name": origin.name,
        "country": origin.country,
        "first_published": min(days, default=None),
        "claims": len(testimonies),
        "reports": len({testimony.claim.document for testimony in testimonies}),
        "circular": origin.circular,
    }
