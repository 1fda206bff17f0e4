"""What somebody says a claim should be, checked against its report: a claim again."""

import datetime
import re
from typing import Annotated, get_args

import msgspec

from sayso.actor import Actor
from sayso.claim import Auxiliary, Claim, claim_id
from sayso.document import Document
from sayso.errors import QueryError
from sayso.link import Link, Stance
from sayso.ontology import Ontology
from sayso.place import Place
from sayso.serve.filters import day
from sayso.span import Span
from sayso.when import When

Short = Annotated[str, msgspec.Meta(max_length=500)]


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """Words of the report; ``start`` (characters of the text, from 0) where they occur more than once."""

    text: Short
    start: int | None = None


class Who(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody: the words for them, and who that is. Leave unknown what is unknown."""

    text: Short
    start: int | None = None
    name: Short | None = None
    country: Annotated[str, msgspec.Meta(max_length=3)] | None = None
    sector: Annotated[str, msgspec.Meta(max_length=3)] | None = None


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """A step of attribution, outermost first; ``holder`` is null where nobody is named."""

    stance: Stance
    holder: Who | None = None
    cue: Words | None = None


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """The claim as it should read. All of it is given, not only what changes."""

    type: Short
    trigger: Words
    modes: Annotated[tuple[Short, ...], msgspec.Meta(max_length=20)] = ()
    aux: Annotated[tuple[Auxiliary, ...], msgspec.Meta(max_length=4)] = ()
    actors: Annotated[tuple[Who, ...], msgspec.Meta(max_length=50)] = ()
    recipients: Annotated[tuple[Who, ...], msgspec.Meta(max_length=50)] = ()
    attribution: Annotated[tuple[Step, ...], msgspec.Meta(max_length=20)] = ()
    since: Short | None = None
    until: Short | None = None
    date_text: Short | None = None
    place: Short | None = None
    place_text: Short | None = None
    place_country: Annotated[str, msgspec.Meta(max_length=3)] | None = None


def corrected(claim: Claim, correction: Correction, document: Document, ontology: Ontology) -> Claim:
    """The claim with everything that the correction says; raises ``QueryError`` that names the field and the remedy.

    Whoever was in the claim before with the same words and name keeps id, office and span.
    """
    made = msgspec.structs.replace(
        claim,
        type=_type(correction.type, ontology),
        modes=tuple(_mode(mode, correction.type, ontology) for mode in correction.modes),
        aux=tuple(aux for aux in get_args(Auxiliary) if aux in correction.aux),
        trigger=_trigger(claim, correction.trigger, document),
        actors=_actors(claim, correction.actors, document, ontology),
        recipients=_actors(claim, correction.recipients, document, ontology),
        attribution=tuple(_link(claim, step, document, ontology) for step in correction.attribution),
        when=_when(claim, correction, document),
        place=_place(claim, correction, document),
        confidence=1.0,
        coder="person",
    )
    return msgspec.structs.replace(made, id=claim_id(made))


def span_in(document: Document, words: Words | Who, near: int, within: Span | None = None) -> Span | None:
    """Where these words stand: at ``start`` where the text has them there, else nearest to ``near``."""
    text, start = words.text.strip(), words.start
    if not text:
        return None
    if start is not None and document.text[start : start + len(text)] == text:
        found = Span(start, start + len(text), text)
    else:
        low, high = (within.start, within.end) if within else (0, len(document.text))
        places = [match.start() for match in re.finditer(re.escape(text), document.text[low:high])]
        if not places:
            return None
        at = low + min(places, key=lambda place: abs(low + place - near))
        found = Span(at, at + len(text), text)
    return found if within is None or found.within(within) else None


def _type(name: str, ontology: Ontology) -> str:
    if name not in ontology.types:
        raise QueryError(f"there is no event type {name!r}; there are {', '.join(ontology.types)}")
    return name


def _mode(mode: str, type: str, ontology: Ontology) -> str:
    known = ontology.types[type].modes
    if mode not in known:
        raise QueryError(f"{type} has no mode {mode!r}; it has {', '.join(known) or 'none'}")
    return mode


def _trigger(claim: Claim, words: Words, document: Document) -> Span:
    found = span_in(document, words, claim.trigger.start, claim.sentence_span)
    if found is None:
        raise QueryError(f"the event words {words.text!r} do not stand in the sentence; copy them from it")
    return found


def _actors(claim: Claim, given: tuple[Who, ...], document: Document, ontology: Ontology) -> tuple[Actor, ...]:
    return tuple(_actor(claim, who, document, ontology) for who in given if who.text.strip())


def _actor(claim: Claim, who: Who, document: Document, ontology: Ontology) -> Actor:
    known = [*claim.actors, *claim.recipients, *(link.holder for link in claim.attribution if link.holder)]
    sector = (who.sector or "").upper() or None
    worded = [a for a in known if (a.span.text, a.name or "") == (who.text.strip(), who.name or "")]
    same = next((a for a in worded if (a.country, a.sector) == (who.country or None, sector)), None)
    before = same or next(iter(worded), None)
    span = before.span if before and who.start in (None, before.span.start) else None
    span = span or span_in(document, who, claim.trigger.start)
    if span is None:
        raise QueryError(f"the words {who.text!r} do not stand in the report; copy them from it")
    if sector is not None and sector not in ontology.sectors:
        raise QueryError(f"there is no sector {who.sector!r}; there are {', '.join(ontology.sectors)}")
    return Actor(
        span=span,
        name=(who.name or "").strip() or None,
        kb=same.kb if same else None,
        country=(who.country or "").strip().upper() or None,
        sector=sector,
        role=same.role if same else None,
        reason=same.reason if same else "said by a person",
    )


def _link(claim: Claim, step: Step, document: Document, ontology: Ontology) -> Link:
    cue = span_in(document, step.cue, claim.trigger.start) if step.cue and step.cue.text.strip() else None
    if cue is None and step.cue and step.cue.text.strip():
        raise QueryError(f"the cue {step.cue.text!r} does not stand in the report; copy it from it")
    holder = _actor(claim, step.holder, document, ontology) if step.holder and step.holder.text.strip() else None
    quoted = any(link.quoted for link in claim.attribution if link.cue == cue)
    return Link(holder=holder, stance=step.stance, cue=cue, quoted=quoted)


def _when(claim: Claim, correction: Correction, document: Document) -> When | None:
    start, end = day(correction.since), day(correction.until or correction.since, last=True)
    if start is None or end is None:
        if correction.until:
            raise QueryError("give a first day too, or no day at all")
        return None
    if end < start:
        raise QueryError(f"the last day ({end}) is before the first ({start})")
    if claim.when and (claim.when.start, claim.when.end) == (start, end):
        return claim.when
    words = (correction.date_text or "").strip() or (claim.when.span.text if claim.when else "")
    span = span_in(document, Words(text=words), claim.trigger.start)
    if span is None:
        raise QueryError("copy the words that give the day from the report (“on Wednesday”)")
    return When(
        span=span,
        start=start,
        end=end,
        precision="day" if start == end else "range",
        reason="said by a person",
    )


def _place(claim: Claim, correction: Correction, document: Document) -> Place | None:
    name, country = (correction.place or "").strip(), (correction.place_country or "").strip().upper() or None
    if not name:
        return None
    if claim.place and (claim.place.name, claim.place.country) == (name, country):
        return claim.place
    words = (correction.place_text or "").strip() or name
    span = span_in(document, Words(text=words), claim.trigger.start)
    if span is None:
        raise QueryError(f"the place {words!r} does not stand in the report; copy the words for it")
    return Place(span=span, name=name, country=country, reason="said by a person")


def as_correction(claim: Claim) -> Correction:
    """A claim as the correction that changes nothing: what the form begins with."""
    when, place = claim.when, claim.place
    return Correction(
        type=claim.type,
        trigger=Words(text=claim.trigger.text, start=claim.trigger.start),
        modes=claim.modes,
        aux=claim.aux,
        actors=tuple(_who(actor) for actor in claim.actors),
        recipients=tuple(_who(actor) for actor in claim.recipients),
        attribution=tuple(
            Step(
                stance=link.stance,
                holder=_who(link.holder) if link.holder else None,
                cue=Words(text=link.cue.text, start=link.cue.start) if link.cue else None,
            )
            for link in claim.attribution
        ),
        since=_iso(when.start) if when else None,
        until=_iso(when.end) if when else None,
        date_text=when.span.text if when else None,
        place=place.name if place else None,
        place_text=place.span.text if place else None,
        place_country=place.country if place else None,
    )


def _who(actor: Actor) -> Who:
    return Who(
        text=actor.span.text,
        start=actor.span.start,
        name=actor.name,
        country=actor.country,
        sector=actor.sector,
    )


def _iso(date: datetime.date) -> str:
    return date.isoformat()
