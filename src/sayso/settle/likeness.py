"""Whether two claims speak of one event: evidence for and against, each weighed, and the reasons in words.

All weights are whole thousandths, so that sums do not depend on the order in which they are added. A sum above zero
says “one event”, below zero “two”.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from sayso.ontology.event_type import MUTUAL
from sayso.settle.families import INDEX, NEAR, VERBAL
from sayso.settle.features import UNKNOWN_DAY, Rows

Scores = npt.NDArray[np.int32]
_Flags = npt.NDArray[np.bool_]

BIAS = -1700
LOOKING_BACK = 5  # days; a report on what lies further back tells of the past
_NEVER = -9000
_NEAR = np.zeros((len(INDEX) + 1, len(INDEX) + 1), dtype=np.int32)
for _pair, _cost in NEAR.items():
    _one, _other = sorted(_pair)
    _NEAR[INDEX[_one], INDEX[_other]] = _NEAR[INDEX[_other], INDEX[_one]] = _cost
_MUTUAL = np.array([name in MUTUAL for name in INDEX] + [False])
# Much is said in a day: of two condemnations or two appeals by one government, the words alone tell which is which.
_VERBAL = np.array([name in VERBAL for name in INDEX] + [False])


class Chosen:
    """Some rows of many, a field at a time and only when it is asked for: ``Chosen(rows, [3, 3, 8])["type"]``."""

    def __init__(self, rows: Rows, at: npt.NDArray[np.integer[Any]]) -> None:
        self._rows = rows
        self._at = at

    def __getitem__(self, field: str) -> npt.NDArray[Any]:
        return self._rows[field][self._at]

    def __len__(self) -> int:
        return len(self._at)


Side = Rows | Chosen


def speak_for_one(
    rows: Rows, one: npt.NDArray[np.integer[Any]], other: npt.NDArray[np.integer[Any]]
) -> npt.NDArray[np.bool_]:
    """Whether the score of each pair ``rows[one[i]]``, ``rows[other[i]]`` is above zero.

    What is cheap to weigh goes first, and a pair that the rest cannot lift above zero is weighed no further.
    """
    left = np.arange(len(one))
    total = np.full(len(one), BIAS, dtype=np.int32)
    hope = sum(MOST[name] for name in _CHEAPEST_FIRST)
    for name in _CHEAPEST_FIRST:
        hope -= MOST[name]
        total = total + _WEIGHERS[name](Chosen(rows, one[left]), Chosen(rows, other[left])).astype(np.int32)
        kept = total + hope > 0
        if not kept.all():
            left, total = left[kept], total[kept]
    found = np.zeros(len(one), dtype=bool)
    found[left] = True
    return found


def evidence(a: Side, b: Side) -> dict[str, Scores]:
    """What speaks for and against each pair ``a[i]``, ``b[i]`` being one event, by name; the sum decides."""
    return {name: weigh(a, b).astype(np.int32) for name, weigh in _WEIGHERS.items()}


def scores(a: Side, b: Side) -> Scores:
    """The sums of :func:`evidence`."""
    total = np.full(len(a), BIAS, dtype=np.int32)
    for weigh in _WEIGHERS.values():
        total += weigh(a, b).astype(np.int32)
    return total


def reasons(a: Side, b: Side) -> list[str]:
    """Why each pair scores as it does: ``"type -0.5; parties +1.5; days +2.0; words +0.4; to begin with -1.7"``."""
    found = [(name, weights.tolist()) for name, weights in evidence(a, b).items()]
    begin = f"to begin with {BIAS / 1000:+.1f}"
    return [
        "; ".join([*(f"{name} {weights[at] / 1000:+.1f}" for name, weights in found if weights[at]), begin])
        for at in range(len(a))
    ]


# ---------------------------------------------------------------------- the weighers


def _types(a: Side, b: Side) -> Scores:
    return _NEAR[a["type"], b["type"]]


def _parties(a: Side, b: Side) -> Scores:
    actors, recipients = _side(a["actors"], b["actors"]), _side(a["recipients"], b["recipients"])
    directed = _PARTY_WEIGHTS[actors + 1, recipients + 1]
    turned_actors, turned_recipients = _side(a["actors"], b["recipients"]), _side(a["recipients"], b["actors"])
    turned = (turned_actors == 1) & (turned_recipients == 1) & (directed < 0)
    both_a = np.concatenate([a["actors"], a["recipients"]], axis=1)
    both_b = np.concatenate([b["actors"], b["recipients"]], axis=1)
    together = _together(both_a, both_b)
    mutual = _MUTUAL[a["type"]] & _MUTUAL[b["type"]]
    weight = np.where(mutual, together, directed)
    # The coder may have put a deed the wrong way round; two deeds, one each way, are more likely.
    return np.where(turned & ~mutual, -3000, weight)


# Rows: actors differ, unknown on a side, agree; columns: recipients likewise.
_PARTY_WEIGHTS = np.array(
    [
        [-6000, -3000, -3000],
        [-3000, -900, 300],
        [-2200, 300, 1500],
    ],
    dtype=np.int32,
)


def _side(a: npt.NDArray[np.int64], b: npt.NDArray[np.int64]) -> npt.NDArray[np.int8]:
    """1 where two sides share a party, 0 where one of them names none, -1 where they differ."""
    shared = _shared(a, b)
    known = (a != 0).any(axis=1) & (b != 0).any(axis=1)
    return np.where(shared > 0, 1, np.where(known, -1, 0)).astype(np.int8)


def _together(a: npt.NDArray[np.int64], b: npt.NDArray[np.int64]) -> Scores:
    """For what people do together: all parties of the one that names fewer should be among those of the other."""
    a, b = _once(a), _once(b)
    count_a, count_b = (a != 0).sum(axis=1), (b != 0).sum(axis=1)
    fewer = np.minimum(count_a, count_b)
    shared = _shared(a, b)
    weight = np.select(
        [fewer == 0, (shared == fewer) & (fewer >= 2), (shared == 1) & (fewer == 1), shared >= 2, shared == 1],
        [-900, 1500, 300, 300, -2600],
        default=-6000,
    )
    return weight.astype(np.int32)


def _once(parties: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Each party once in its row."""
    ordered = np.sort(parties, axis=1)
    again = np.zeros_like(ordered, dtype=bool)
    again[:, 1:] = ordered[:, 1:] == ordered[:, :-1]
    return np.where(again, 0, ordered)


def _shared(a: npt.NDArray[np.generic], b: npt.NDArray[np.generic]) -> npt.NDArray[np.int64]:
    """How many values of each row of ``a`` are in the same row of ``b``; 0 is no value."""
    same = (a[:, :, None] == b[:, None, :]) & (a != 0)[:, :, None]
    return same.any(axis=2).sum(axis=1)


def _persons(a: Side, b: Side) -> Scores:
    shared = _shared(a["persons"], b["persons"])
    known_a, known_b = (a["persons"] != 0).sum(axis=1), (b["persons"] != 0).sum(axis=1)
    # Two ministers of one government who meet somebody are two meetings; “Putin” and “the Kremlin” are one.
    differ = (shared == 0) & (known_a > 0) & (known_b > 0)
    meeting = _MUTUAL[a["type"]] & _MUTUAL[b["type"]]
    return np.select([shared >= 2, shared == 1, differ & meeting, differ], [600, 300, -1300, -800], default=0).astype(
        np.int32
    )


def _days(a: Side, b: Side) -> Scores:
    dated_a, dated_b = a["first"] != UNKNOWN_DAY, b["first"] != UNKNOWN_DAY
    both = _both_dated(a, b)
    one = np.where(dated_a, _one_dated(a, b), _one_dated(b, a))
    return np.select([dated_a & dated_b, dated_a | dated_b], [both, one], default=_neither_dated(a, b))


def _both_dated(a: Side, b: Side) -> Scores:
    first_a, first_b = a["first"].astype(np.int64), b["first"].astype(np.int64)
    last_a, last_b = a["last"].astype(np.int64), b["last"].astype(np.int64)
    gap = np.maximum(first_a, first_b) - np.minimum(last_a, last_b)
    width = np.maximum(last_a - first_a, last_b - first_b)
    overlapping = np.select([width <= 1, width <= 7, width <= 31], [2000, 1000, 500], default=200)
    # A plan may slip to a later day, and a day’s difference is a matter of time zones; more than that is another day.
    # What had happened when the plan was printed is not what was planned.
    planned = a["future"] ^ b["future"]
    ahead, done = np.where(a["future"], first_a, first_b), np.where(a["future"], last_b, last_a)
    printed = np.where(a["future"], a["published"], b["published"]).astype(np.int64)
    before = planned & (printed != UNKNOWN_DAY) & (done <= printed) & (ahead > done)
    slipped = planned & ~before & (ahead < done)
    apart = np.select(
        [(gap == 1) & ~before, gap <= 2, gap <= 4],
        [100, np.where(slipped, -300, -2200), np.where(slipped, -900, -3500)],
        default=-6000,
    )
    late = planned & (printed != UNKNOWN_DAY) & (done < printed) & (width > 1)
    return np.select([(gap <= 0) & late, gap <= 0], [-1000, overlapping], default=apart).astype(np.int32)


def _one_dated(dated: Side, undated: Side) -> Scores:
    said = undated["published"].astype(np.int64)
    known = said != UNKNOWN_DAY
    since = said - dated["last"]
    until = dated["first"] - said
    to_come = undated["future"] | undated["hypothetical"]
    # What is said is reported at once or not at all.
    verbal = _VERBAL[dated["type"]] & _VERBAL[undated["type"]]
    past = np.select(
        [since < 0, since <= 2, since <= 5, since <= 12, since <= 31],
        [np.where(until > 0, -3000, 500), 800, np.where(verbal, -700, 300), np.where(verbal, -2000, -300), -1200],
        default=-3000,
    )
    coming = np.select(
        [since > 3, (since > 0) & ~dated["future"], since >= 0, until <= 7, until <= 31],
        [-2500, -1200, 300, 700, 100],
        default=-1500,
    )
    # A report on what is long past is taken up by others within days, whenever it was that it happened.
    told = dated["published"].astype(np.int64)
    looking_back = (told != UNKNOWN_DAY) & (told - dated["last"] > LOOKING_BACK) & ~dated["future"]
    gap = np.abs(told - said)
    taken_up = np.select([gap <= 1, gap <= 4, gap <= 10], [500, 200, -200], default=-3000)
    past = np.where(looking_back, np.maximum(past, taken_up), past)
    return np.where(known, np.where(to_come, coming, past), -300).astype(np.int32)


def _neither_dated(a: Side, b: Side) -> Scores:
    known = (a["published"] != UNKNOWN_DAY) & (b["published"] != UNKNOWN_DAY)
    gap = np.abs(a["published"].astype(np.int64) - b["published"])
    verbal = _VERBAL[a["type"]] & _VERBAL[b["type"]]
    weight = np.select(
        [gap <= 1, gap <= 2, gap <= 4, gap <= 10, gap <= 31],
        [800, 400, np.where(verbal, -700, 400), np.where(verbal, -2000, -100), -1000],
        default=-3000,
    )
    # What is said to have happened before it is announced is something else.
    planned = a["future"] ^ b["future"]
    lead = np.where(a["future"], 1, -1) * (a["published"].astype(np.int64) - b["published"])
    weight = weight - np.select([planned & (lead > 0), planned & (lead == 0)], [1200, 300], default=0)
    return np.where(known, weight, -300).astype(np.int32)


def _places(a: Side, b: Side) -> Scores:
    known = (a["place"] != 0) & (b["place"] != 0)
    same = known & (a["place"] == b["place"])
    narrow = a["narrow"] & b["narrow"]
    countries = (a["place_country"] != 0) & (b["place_country"] != 0)
    abroad = countries & (a["place_country"] != b["place_country"])
    with np.errstate(invalid="ignore"):
        away = _kilometres(a, b)
        near = narrow & (away <= 25)
        far = narrow & ~near
    return np.select(
        [same & narrow, same, known & near, known & abroad, known & far, known],
        [1300, 200, 500, -2500, -2600, 200],
        default=0,
    ).astype(np.int32)


def _kilometres(a: Side, b: Side) -> npt.NDArray[np.float64]:
    """Great-circle distance; NaN where coordinates are missing."""
    lat_a, lat_b = np.radians(a["latitude"].astype(float)), np.radians(b["latitude"].astype(float))
    half = np.radians((a["longitude"].astype(float) - b["longitude"]) / 2)
    chord = np.sin((lat_a - lat_b) / 2) ** 2 + np.cos(lat_a) * np.cos(lat_b) * np.sin(half) ** 2
    return 12742 * np.arcsin(np.sqrt(np.clip(chord, 0, 1)))


def _numbers(a: Side, b: Side) -> Scores:
    known = (a["low"] >= 0) & (b["low"] >= 0)
    overlap = known & (a["low"] <= b["high"]) & (b["low"] <= a["high"])
    big = np.maximum(a["low"], b["low"]).astype(float)
    small = np.maximum(np.minimum(a["high"], b["high"]), 1).astype(float)
    ratio = np.where(known & ~overlap, big / small, 1.0).max(axis=1)
    # A toll is revised, upwards as a rule and by half or double; tenfold is another attack.
    differs = np.select([ratio <= 2.5, ratio <= 5], [-100, -700], default=-2000)
    return np.select([(known & ~overlap).any(axis=1), overlap.any(axis=1)], [differs, 1000], default=0).astype(np.int32)


def _words(a: Side, b: Side) -> Scores:
    shared = _shared(a["words"], b["words"])
    fewer = np.minimum((a["words"] != 0).sum(axis=1), (b["words"] != 0).sum(axis=1))
    part = shared / np.maximum(fewer, 1)
    weight = np.where(fewer == 0, 0, np.minimum(4000 * part, 2400) - 700)
    verbal = _VERBAL[a["type"]] & _VERBAL[b["type"]]
    weight = weight - np.where(verbal & (fewer > 0), 500, 0)
    # Two event words of one sentence have the same words around them, whether they are one event or two.
    one_sentence = (a["sentence_at"] == b["sentence_at"]) | ((a["sentence"] != 0) & (a["sentence"] == b["sentence"]))
    return np.where(one_sentence, 0, weight).astype(np.int32)


def _triggers(a: Side, b: Side) -> Scores:
    return np.where(_shared(a["trigger"], b["trigger"]) > 0, 500, 0).astype(np.int32)


def _modes(a: Side, b: Side) -> Scores:
    known = (a["mode"] != 0) & (b["mode"] != 0)
    same_type = a["type"] == b["type"]
    # A strike is no march, a call no visit; whether shots or shells fell, accounts differ in.
    other_deed = same_type & (a["deed"] != b["deed"]) & (a["deed"] != 0) & (b["deed"] != 0)
    return np.select([~known, a["mode"] == b["mode"], other_deed], [0, 300, -1500], default=-400).astype(np.int32)


def _counted(a: Side, b: Side) -> Scores:
    """Four hundred rifles are not sixty rifles; and the same count of the same thing is a mark."""
    same_thing = (a["counted"][:, :, None] == b["counted"][:, None, :]) & (a["counted"] != 0)[:, :, None]
    same_amount = same_thing & (a["amounts"][:, :, None] == b["amounts"][:, None, :])
    some, agree = same_thing.any(axis=(1, 2)), same_amount.any(axis=(1, 2))
    return np.select([agree, some], [500, -900], default=0).astype(np.int32)


def _turns(a: Side, b: Side) -> Scores:
    """“The second”, “another”: in one report beside one that is not so called, anywhere beside “the first”."""
    differ = (a["turn"] != b["turn"]) & (a["type"] == b["type"])
    both = (a["turn"] > 0) & (b["turn"] > 0)
    later = np.maximum(a["turn"], b["turn"]) > 1
    same_report = (a["report"] == b["report"]) & (a["trigger_at"] != b["trigger_at"])
    # “Again accused” is another accusation than the one that was printed on a day before.
    known = (a["published"] != UNKNOWN_DAY) & (b["published"] != UNKNOWN_DAY)
    anew = np.where(a["turn"] > b["turn"], a["published"] > b["published"], b["published"] > a["published"])
    said_anew = known & anew & later & _VERBAL[a["type"]]
    return np.select(
        [differ & both, differ & later & same_report, differ & said_anew], [-1800, -1500, -1500], 0
    ).astype(np.int32)


def _reality(a: Side, b: Side) -> Scores:
    """What only might be is not what was, and what was long ago is not what is."""
    might = a["hypothetical"] ^ b["hypothetical"]
    long_ago = a["historical"] ^ b["historical"]
    return (np.where(might, -900, 0) + np.where(long_ago, -1500, 0)).astype(np.int32)


def _same_report(a: Side, b: Side) -> Scores:
    """“The bombing” is, as a rule, the one that the same report has told of."""
    taken_up = (a["report"] == b["report"]) & (a["type"] == b["type"]) & (a["definite"] | b["definite"])
    return np.where(taken_up & (a["sentence_at"] != b["sentence_at"]), 1500, 0).astype(np.int32)


def _same_passage(a: Side, b: Side) -> Scores:
    """The same words of the same report, the same sentence in two reports, two event words in one sentence."""
    same_trigger = a["trigger_at"] == b["trigger_at"]
    same_sentence = a["sentence_at"] == b["sentence_at"]
    copied = (a["sentence"] != 0) & (a["sentence"] == b["sentence"]) & ~same_sentence
    copied_trigger = copied & (a["trigger"] == b["trigger"]).all(axis=1) & (a["type"] == b["type"])
    return np.select(
        [same_trigger, same_sentence, copied_trigger, copied],
        [6000, -1200, 6000, -1200],
        default=0,
    ).astype(np.int32)


_WEIGHERS: dict[str, Callable[[Side, Side], npt.NDArray[np.generic]]] = {
    "type": _types,
    "parties": _parties,
    "persons": _persons,
    "days": _days,
    "place": _places,
    "numbers": _numbers,
    "words": _words,
    "event word": _triggers,
    "mode": _modes,
    "counted": _counted,
    "first or another": _turns,
    "might or was": _reality,
    "same report": _same_report,
    "same passage": _same_passage,
}

# The most that each can speak for one event; a test holds them to it.
MOST: dict[str, int] = {
    "type": 0,
    "parties": 1500,
    "persons": 600,
    "days": 2000,
    "place": 1300,
    "numbers": 1000,
    "words": 1700,
    "event word": 500,
    "mode": 300,
    "counted": 500,
    "first or another": 0,
    "might or was": 0,
    "same report": 1500,
    "same passage": 6000,
}
_CHEAPEST_FIRST = (
    "type", "same report", "same passage", "days", "might or was", "mode", "first or another", "place", "numbers",
    "parties", "event word", "persons", "counted", "words",
)  # fmt: skip
