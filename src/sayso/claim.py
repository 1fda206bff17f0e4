"""The atom: one sentence's report of one event."""

import hashlib
from typing import Literal

import msgspec

from sayso.actor import Actor
from sayso.link import Link
from sayso.place import Place
from sayso.span import Span
from sayso.when import When

Auxiliary = Literal["negation", "future", "hypothetical", "historical"]
Quantity = Literal["killed", "injured", "crowd", "arrested"]


class Number(msgspec.Struct, frozen=True, kw_only=True):
    """A count that the sentence gives: “killed 12” is ``Number(kind="killed", low=12, high=12)``."""

    kind: Quantity
    low: int
    high: int | None
    span: Span


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence's report of one event: who did what to whom, whether it happened, and on whose word.

    ``sentence`` is the index of the sentence in the document, ``sentence_span`` where it stands; ``type`` one of
    PLOVER's sixteen; ``attribution`` outermost first, empty where the report itself asserts the event;
    ``confidence`` is between 0 and 1; ``coder`` names the coder and its version.
    """

    id: str
    document: str
    sentence: int
    sentence_span: Span
    trigger: Span
    type: str
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    actors: tuple[Actor, ...] = ()
    recipients: tuple[Actor, ...] = ()
    aux: tuple[Auxiliary, ...] = ()
    attribution: tuple[Link, ...] = ()
    place: Place | None = None
    when: When | None = None
    numbers: tuple[Number, ...] = ()
    confidence: float = 1.0
    coder: str = ""


def claim_id(claim: Claim) -> str:
    """The id that a claim has by what it was made from: the same words read the same way give the same id.

    Confidence and the coder's version do not count, so that a new model that reads a sentence as the old one did
    keeps the claim.
    """
    parts = [
        claim.document,
        str(claim.trigger.start),
        str(claim.trigger.end),
        claim.trigger.text,
        claim.type,
        ",".join(claim.aux),
        *(f"a{a.span.start}:{a.span.end}" for a in claim.actors),
        *(f"r{a.span.start}:{a.span.end}" for a in claim.recipients),
        *(f"l{k.stance}{_holder_key(k.holder)}" for k in claim.attribution),
    ]
    return "c-" + hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _holder_key(holder: Actor | None) -> str:
    """Tells one holder from another, also where two share a mention (“U.S. and South Korean officials”)."""
    return f"{holder.span.start}:{holder.name or ''}:{holder.country or ''}" if holder else "-"
