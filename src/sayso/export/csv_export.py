"""Claims as a table, one row a claim, for R, Stata and spreadsheets."""

import csv
import re
from collections.abc import Iterable, Sequence
from typing import Any, TextIO

from sayso.actor import Actor
from sayso.claim import Claim

SEPARATOR = "; "
_BREAK = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_SURROGATE = re.compile("[\ud800-\udfff]")

CSV_COLUMNS: tuple[str, ...] = (
    "id", "document", "sentence", "type", "modes", "contexts",
    "actors", "actor_names", "actor_countries", "actor_sectors",
    "recipients", "recipient_names", "recipient_countries", "recipient_sectors",
    "negation", "future", "hypothetical", "historical",
    "stances", "holders", "holder_countries", "cues", "quoted",
    "date_start", "date_end", "date_precision", "date_text",
    "place", "place_country", "place_geonames", "latitude", "longitude",
    "killed", "injured", "crowd", "arrested",
    "trigger", "trigger_start", "trigger_end", "sentence_text", "confidence", "coder",
)  # fmt: skip


def export_csv(claims: Iterable[Claim], file: TextIO) -> int:
    """Write ``claims`` to ``file`` as CSV with a header, one row a claim; gives how many.

    Where a claim has several actors, recipients or links, their cells hold them in order, parted by ``; ``, with an
    empty place for what is unknown: the second of ``actor_countries`` is the second actor's. Auxiliaries are 1 or 0. An
    unknown value is an empty cell. Line breaks within a cell become spaces: many a reader of CSV trips over them. Open
    the file with ``newline=""``, as Python's csv wants it.
    """
    writer = csv.DictWriter(file, CSV_COLUMNS, lineterminator="\n")
    writer.writeheader()
    written = 0
    for claim in claims:
        writer.writerow({column: _cell(value) for column, value in _row(claim).items()})
        written += 1
    return written


def _cell(value: Any) -> Any:
    return _SURROGATE.sub("\ufffd", _BREAK.sub(" ", value)) if isinstance(value, str) else value


def _row(claim: Claim) -> dict[str, Any]:
    place, when, links = claim.place, claim.when, claim.attribution
    numbers = {number.kind: number for number in reversed(claim.numbers)}  # the first of a kind counts
    return (
        {
            "id": claim.id,
            "document": claim.document,
            "sentence": claim.sentence,
            "type": claim.type,
            "modes": _joined(claim.modes),
            "contexts": _joined(claim.contexts),
            "stances": _joined([link.stance for link in links]),
            "holders": _joined([_called(link.holder) for link in links]),
            "holder_countries": _joined([link.holder.country if link.holder else None for link in links]),
            "cues": _joined([link.cue.text if link.cue else None for link in links]),
            "quoted": _joined([str(int(link.quoted)) for link in links]),
            "date_start": when.start.isoformat() if when else None,
            "date_end": when.end.isoformat() if when else None,
            "date_precision": when.precision if when else None,
            "date_text": when.span.text if when else None,
            "place": place.name if place else None,
            "place_country": place.country if place else None,
            "place_geonames": place.geonames if place else None,
            "latitude": place.latitude if place else None,
            "longitude": place.longitude if place else None,
            "trigger": claim.trigger.text,
            "trigger_start": claim.trigger.start,
            "trigger_end": claim.trigger.end,
            "sentence_text": claim.sentence_span.text,
            "confidence": claim.confidence,
            "coder": claim.coder,
        }
        | _actors(claim.actors, "actor")
        | _actors(claim.recipients, "recipient")
        | {aux: int(aux in claim.aux) for aux in ("negation", "future", "hypothetical", "historical")}
        | {kind: numbers[kind].low if kind in numbers else None for kind in ("killed", "injured", "crowd", "arrested")}
    )


def _called(actor: Actor | None) -> str | None:
    return (actor.name or actor.span.text) if actor else None


def _actors(actors: Sequence[Actor], role: str) -> dict[str, str]:
    return {
        f"{role}s": _joined([actor.span.text for actor in actors]),
        f"{role}_names": _joined([actor.name for actor in actors]),
        f"{role}_countries": _joined([actor.country for actor in actors]),
        f"{role}_sectors": _joined([actor.sector for actor in actors]),
    }


def _joined(values: Sequence[str | None]) -> str:
    return SEPARATOR.join((value or "").replace(";", ",") for value in values)
