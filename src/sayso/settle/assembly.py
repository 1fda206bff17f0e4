"""An event from its claims: type, parties, days, place, numbers, status and how it came to be."""

import datetime
import hashlib
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

import msgspec

from sayso.actor import Actor
from sayso.claim import Claim, Quantity
from sayso.event import Event, FollowUp, Party, Status
from sayso.ontology import Ontology
from sayso.place import Place
from sayso.settle.features import party
from sayso.settle.origins import Origins, Testimony, origins
from sayso.settle.status import Judgement, judge, side_of
from sayso.settle.voices import Voice
from sayso.when import When

T = TypeVar("T", bound=Hashable)

_PARTIES = 8  # named on a side of an event
_SHARE = 0.3  # of the claims that name the most named; who is named less often is likely a slip


class Moment(msgspec.Struct, frozen=True, kw_only=True):
    """How an event stood from a day of publication on."""

    day: datetime.date
    status: Status
    follow_up: FollowUp | None
    claims: int
    reports: int
    origins: int
    denying_origins: int
    reason: str


class Toll(msgspec.Struct, frozen=True, kw_only=True):
    """A count over all claims of an event, and by the latest report; ``high`` is ``None`` where open."""

    kind: Quantity
    low: int
    high: int | None
    latest_low: int
    latest_high: int | None
    latest: str


class Settled(msgspec.Struct, frozen=True, kw_only=True):
    """An event with all that it stands on; ``testimonies`` in the order of publication."""

    event: Event
    anchor: str
    testimonies: tuple[Testimony, ...]
    origins: Origins
    history: tuple[Moment, ...]
    tolls: tuple[Toll, ...]


EVENT_ID = "'e-' || left(sha256(claim), 12)"
"""What :func:`event_id` gives for the column ``claim``, in the words of the database."""


def event_id(anchor: str) -> str:
    """The id of the event whose first claim is ``anchor``."""
    return "e-" + hashlib.sha256(anchor.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def assemble(
    claims: Iterable[Claim], voices: dict[str, Voice], ontology: Ontology, denials: Iterable[Claim] = ()
) -> Settled:
    """The event that ``claims`` speak of, whatever their order; ``voices`` has each claim's report by its id.

    ``denials`` are claims of other events that deny this one too: it is not named after any of them.
    """
    made: list[Testimony] = []
    denials = list(denials)
    elsewhere = {claim.id for claim in denials}
    for claim in (*claims, *denials):
        side, word = side_of(claim)
        made.append(Testimony(claim=claim, voice=voices[claim.document], side=side, standing=word))
    testimonies = tuple(sorted(made, key=_order))
    types = _ranked(_weighty(testimonies), lambda each: [each.claim.type])
    type = types[0]
    quad = int(ontology.quad(type)) if type in ontology.types else 0
    modes = _ranked((each for each in testimonies if each.claim.type == type), lambda each: each.claim.modes)
    found = origins(testimonies)
    judged = judge(testimonies, found, quad)
    days = [each.published for each in testimonies if each.published]
    when, place = _when(testimonies), _place(testimonies)
    anchor = next(each.claim.id for each in testimonies if each.claim.id not in elsewhere)
    event = Event(
        id=event_id(anchor),
        type=type,
        types=tuple(_ranked(testimonies, lambda each: [each.claim.type], first=types)),
        modes=tuple(modes),
        contexts=tuple(_ranked(testimonies, lambda each: each.claim.contexts)),
        actors=_parties(testimonies, lambda claim: claim.actors),
        recipients=_parties(testimonies, lambda claim: claim.recipients),
        start=when.start if when else None,
        end=when.end if when else None,
        precision=when.precision if when else None,
        place=place.name if place else None,
        place_country=place.country if place else None,
        geonames=place.geonames if place else None,
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
        quad=quad,
        intensity=_intensity(ontology, type, modes),
        status=judged.status,
        follow_up=judged.follow_up,
        due=_due(testimonies),
        claims=len(testimonies),
        reports=len({each.claim.document for each in testimonies}),
        origins=sum(origin.side == "affirms" for origin in found.origins),
        denying_origins=sum(origin.side == "denies" for origin in found.origins),
        circular=any(origin.circular for origin in found.origins),
        affirmers=tuple(dict.fromkeys(origin.name for origin in found.origins if origin.side == "affirms")),
        deniers=tuple(dict.fromkeys(origin.name for origin in found.origins if origin.side == "denies")),
        first_published=min(days, default=None),
        last_published=max(days, default=None),
        confidence=max(each.claim.confidence for each in testimonies),
    )
    return Settled(
        event=event,
        anchor=anchor,
        testimonies=testimonies,
        origins=found,
        history=_history(testimonies, found, judged, quad),
        tolls=_tolls(testimonies),
    )


def _order(testimony: Testimony) -> tuple[object, ...]:
    claim = testimony.claim
    day = testimony.published or datetime.date.max
    return day, claim.document, claim.trigger.start, claim.trigger.end, claim.id


def _weighty(testimonies: Sequence[Testimony]) -> list[Testimony]:
    """Those who say what happened, before those who only foresee or deny it."""
    return [each for each in testimonies if each.side == "affirms"] or list(testimonies)


def _ranked(
    testimonies: Iterable[Testimony], of: Callable[[Testimony], Iterable[str]], first: Sequence[str] = ()
) -> list[str]:
    """What most testimonies have, most frequent first; a report counts once. ``first`` goes before the rest."""
    said = {(each.claim.document, value) for each in testimonies for value in of(each)}
    counts = Counter(value for _, value in said)
    ranked = sorted(counts, key=lambda value: (-counts[value], value))
    return [*first, *(value for value in ranked if value not in first)]


def _intensity(ontology: Ontology, type: str, modes: Sequence[str]) -> float:
    if type not in ontology.types:
        return 0.0
    known = next((mode for mode in modes if (type, mode) in ontology.modes), None)
    return float(ontology.intensity(type, known))


def _parties(testimonies: Sequence[Testimony], side: Callable[[Claim], tuple[Actor, ...]]) -> tuple[Party, ...]:
    said: dict[str, set[str]] = {}
    records: dict[str, Counter[tuple[str, str, str]]] = {}
    for testimony in testimonies:
        for actor in side(testimony.claim):
            if not actor.name and party(actor) is None:
                continue
            key = actor.kb or actor.name or party(actor) or ""
            said.setdefault(key, set()).add(testimony.claim.document)
            name = " ".join((actor.name or actor.span.text).split())
            records.setdefault(key, Counter())[name, actor.country or "", actor.sector or ""] += 1
    most = max((len(documents) for documents in said.values()), default=0)
    chosen = sorted((key for key in said if len(said[key]) >= _SHARE * most), key=lambda key: (-len(said[key]), key))
    made: list[Party] = []
    for key in chosen[:_PARTIES]:
        name, country, sector = min(records[key], key=lambda record: (-records[key][record], record))
        made.append(Party(name=name, country=country or None, sector=sector or None))
    return tuple(made)


def _when(testimonies: Sequence[Testimony]) -> When | None:
    """The day that most reports give; of those that are as frequent, the most precise, then the earliest."""
    past = [each for each in testimonies if each.claim.when and each.side in ("affirms", "denies")]
    return _most(past or [each for each in testimonies if each.claim.when], _when_of, _when_rank)


def _when_of(testimony: Testimony) -> When | None:
    return testimony.claim.when


def _when_rank(when: When) -> tuple[int, str, str]:
    return (when.end - when.start).days, when.start.isoformat(), when.end.isoformat()


def _due(testimonies: Sequence[Testimony]) -> datetime.date | None:
    """The last day that the latest announcement names."""
    named = [each for each in testimonies if "future" in each.claim.aux and each.claim.when]
    last = named[-1].claim.when if named else None
    return last.end if last else None


def _place(testimonies: Sequence[Testimony]) -> Place | None:
    """The place that most reports give; a spot before a country."""
    spots = [each for each in testimonies if each.claim.place and each.claim.place.latitude is not None]
    return _most(spots or [each for each in testimonies if each.claim.place], _place_of, _place_rank)


def _place_of(testimony: Testimony) -> Place | None:
    return testimony.claim.place


def _place_rank(place: Place) -> tuple[bool, str, str]:
    return place.geonames is None, place.name, place.country or ""


R = TypeVar("R", When, Place)


def _most(
    testimonies: Sequence[Testimony],
    of: Callable[[Testimony], R | None],
    rank: Callable[[R], tuple[object, ...]],
) -> R | None:
    reports: dict[tuple[object, ...], set[str]] = {}
    first: dict[tuple[object, ...], R] = {}
    for testimony in testimonies:
        value = of(testimony)
        if value is not None:
            key = rank(value)
            reports.setdefault(key, set()).add(testimony.claim.document)
            first.setdefault(key, value)
    if not first:
        return None
    return first[min(reports, key=lambda key: (-len(reports[key]), key))]  # pyright: ignore[reportCallIssue, reportArgumentType]


def _history(testimonies: tuple[Testimony, ...], found: Origins, judged: Judgement, quad: int) -> tuple[Moment, ...]:
    """One moment a day of publication on which anything changed. Reports without a day are in none of them."""
    dated = tuple(each for each in testimonies if each.published)
    moments: list[Moment] = []
    days = sorted({each.published for each in dated if each.published})
    for day in days:
        then = tuple(each for each in dated if each.published and each.published <= day)
        if len(then) != len(testimonies):
            then_found = origins(then)
            then_judged = judge(then, then_found, quad)
        else:
            then_found, then_judged = found, judged
        moments.append(
            Moment(
                day=day,
                status=then_judged.status,
                follow_up=then_judged.follow_up,
                claims=len(then),
                reports=len({each.claim.document for each in then}),
                origins=sum(origin.side == "affirms" for origin in then_found.origins),
                denying_origins=sum(origin.side == "denies" for origin in then_found.origins),
                reason=then_judged.reason,
            )
        )
    return tuple(moments)


def _tolls(testimonies: Sequence[Testimony]) -> tuple[Toll, ...]:
    made: list[Toll] = []
    for kind in ("killed", "injured", "crowd", "arrested"):
        given = [(each, number) for each in testimonies for number in each.claim.numbers if number.kind == kind]
        if not given:
            continue
        last = given[-1][0]
        latest = [
            number
            for each, number in given
            if (each.published, each.claim.document) == (last.published, last.claim.document)
        ]
        made.append(
            Toll(
                kind=kind,
                low=min(number.low for _, number in given),
                high=_highest(number.high for _, number in given),
                latest_low=min(number.low for number in latest),
                latest_high=_highest(number.high for number in latest),
                latest=last.claim.id,
            )
        )
    return tuple(made)


def _highest(values: Iterable[int | None]) -> int | None:
    known = list(values)
    return None if any(value is None for value in known) else max(value for value in known if value is not None)
