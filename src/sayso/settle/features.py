"""What of a claim is compared with others, as one row of numbers: a million claims fit into 300 MB."""

import datetime
import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, get_args

import numpy as np
import numpy.typing as npt

from sayso.actor import STATELESS, Actor
from sayso.claim import Claim, Quantity
from sayso.settle.counted import counted, turn
from sayso.settle.families import INDEX, VERBAL, deed
from sayso.settle.words import about, hash32, hash64, plain_words, sentence_key, stem

Rows = npt.NDArray[np.void]

PARTIES = 4
WORDS = 14
COUNTED = 3
QUANTITIES: tuple[str, ...] = get_args(Quantity)
_DEFINITE_BEFORE = re.compile(r"\b(?:the|this|that|these|those|both)\s+$", re.IGNORECASE)
_DEFINITE = re.compile(
    r"^(?:the|this|that)\b|\bthe (?:\w+ing|\w+ion|\w+ment|attack|raid|strike|visit|talks|sale|deal)\b", re.IGNORECASE
)
# “the charge”, “such reports”, “it”: words that stand for what was said before, and say nothing of it themselves.
_REFERENCE = re.compile(
    r"(?:(?:the|this|that|these|those|such|any|all|its|their|both)\s+)*(?:\w+ed\s+)?"
    r"(?:it|this|that|them|(?:account|accusation|allegation|assertion|charge|claim|report|statement|suggestion|story)s?"
    r"|stories)",
    re.IGNORECASE,
)
UNKNOWN_DAY = np.iinfo(np.int32).min
_COUNT_LIMIT = 2**31 - 1

# Sectors that speak and act for their state: its army, its parliament and its ministers are one party.
STATE = frozenset({"GOV", "MIL", "SPY", "COP", "LEG", "JUD", "ELI"})

FEATURES = np.dtype(
    [
        ("type", "i1"),
        ("mode", "u4"),
        ("deed", "i1"),  # see families.deed; 0 unknown
        ("turn", "i1"),  # 1 “the first”, 2 “a second”, “another”; 0 where it is not said
        ("negated", "?"),
        ("future", "?"),
        ("hypothetical", "?"),
        ("historical", "?"),
        ("first", "i4"),  # days since 1970-01-01; UNKNOWN_DAY where the claim does not say when
        ("last", "i4"),
        ("published", "i4"),
        ("actors", "i8", (PARTIES,)),  # parties, 0 where there are fewer
        ("recipients", "i8", (PARTIES,)),
        ("persons", "i8", (PARTIES,)),  # those of either side who are named as persons
        ("place", "i8"),
        ("place_country", "u4"),
        ("narrow", "?"),  # whether the place is a spot rather than a country
        ("latitude", "f4"),
        ("longitude", "f4"),
        ("low", "i4", (len(QUANTITIES),)),  # -1 where the claim gives no such number
        ("high", "i4", (len(QUANTITIES),)),
        ("counted", "u4", (COUNTED,)),  # things that are counted: “400 rifles”
        ("amounts", "i4", (COUNTED,)),
        ("words", "u4", (WORDS,)),
        ("trigger", "u4", (3,)),
        ("sentence", "i8"),
        ("definite", "?"),  # “the bombing” is one that the report has spoken of
        ("report", "i8"),
        ("sentence_at", "i8"),  # which sentence of which report
        ("trigger_at", "i8"),  # which words of which report
    ]
)


def features(claims: Iterable[Claim], published: dict[str, datetime.date | None]) -> Rows:
    """One row a claim; ``published`` has the day of each claim's report by the report's id."""
    return np.array([_row(claim, published.get(claim.document)) for claim in claims], dtype=FEATURES)


def party(actor: Actor) -> str | None:
    """Who is meant, as far as accounts agree on it: ``"RUS"`` for Putin, Moscow and Russian troops alike.

    ``"TUR/REB"`` stands for rebels of a country; else it is the name, and ``None`` where the report names nobody who
    can be told apart.
    """
    if actor.country and len(actor.country) == 3 and actor.country not in STATELESS:
        return actor.country if actor.sector is None or actor.sector in STATE else f"{actor.country}/{actor.sector}"
    if actor.name or actor.kb:
        return " ".join(plain_words(actor.name or actor.kb or ""))
    return None


def person(actor: Actor) -> str | None:
    """The person or body that is meant, where it is more than the state or the group as such."""
    return actor.kb or (actor.name if actor.name and actor.role else None)


def day_number(day: datetime.date | None) -> int:
    return UNKNOWN_DAY if day is None else (day - datetime.date(1970, 1, 1)).days


def _row(claim: Claim, published: datetime.date | None) -> tuple[Any, ...]:
    first, last = (
        day_number(claim.when.start if claim.when else None),
        day_number(claim.when.end if claim.when else None),
    )
    said = day_number(published)
    if claim.when and said > last and claim.when.span.text.lower().startswith("since"):
        last = said  # “since September” goes on until the report
    low, high = [-1] * len(QUANTITIES), [-1] * len(QUANTITIES)
    for number in claim.numbers:
        at = QUANTITIES.index(number.kind)
        low[at] = min(number.low, _COUNT_LIMIT)
        high[at] = min(number.high if number.high is not None else number.low, _COUNT_LIMIT)
    refers = bool(_REFERENCE.fullmatch(claim.trigger.text.strip()))
    words, trigger = (set[str](), set[str]()) if refers else about(claim)
    if claim.type in VERBAL:
        words, trigger = words - _saying()[claim.type], trigger - _saying()[claim.type]
    things = {} if refers else counted(claim)
    mode = claim.modes[0] if claim.modes else None
    place = claim.place
    sentence = sentence_key(claim.sentence_span.text)
    return (
        INDEX.get(claim.type, len(INDEX)),
        hash32(mode) if mode else 0,
        deed(claim.type, mode),
        turn(claim),
        "negation" in claim.aux,
        "future" in claim.aux,
        "hypothetical" in claim.aux,
        "historical" in claim.aux,
        first,
        last,
        said,
        _hashes([party(actor) for actor in claim.actors]),
        _hashes([party(actor) for actor in claim.recipients]),
        _hashes([person(actor) for actor in (*claim.actors, *claim.recipients)]),
        hash64(place.name.lower()) if place else 0,
        hash32(place.country) if place and place.country else 0,
        bool(place and (place.latitude is not None or not place.country)),
        place.latitude if place and place.latitude is not None else np.nan,
        place.longitude if place and place.longitude is not None else np.nan,
        low,
        high,
        _padded([hash32(thing) for thing in things], COUNTED),
        _padded(list(things.values()), COUNTED),
        _padded(sorted(hash32(word) for word in words | trigger), WORDS),
        _padded(sorted(hash32(word) for word in trigger), 3),
        sentence if sentence is not None else 0,
        refers or _definite(claim),
        hash64(claim.document),
        hash64(f"{claim.document}\x1f{claim.sentence_span.start}"),
        hash64(f"{claim.document}\x1f{claim.trigger.start}\x1f{claim.trigger.end}"),
    )


@cache
def _saying() -> dict[str, frozenset[str]]:
    return {type: frozenset(map(stem, words)) for type, words in VERBAL.items()}


def _definite(claim: Claim) -> bool:
    before = claim.sentence_span.text[: claim.trigger.start - claim.sentence_span.start]
    return bool(_DEFINITE_BEFORE.search(before) or _DEFINITE.search(claim.trigger.text))


def _hashes(names: Sequence[str | None]) -> list[int]:
    return _padded(sorted({hash64(name) for name in names if name}), PARTIES)


def _padded(values: Sequence[int], size: int) -> list[int]:
    kept = list(values[:size])
    return kept + [0] * (size - len(kept))
