"""What sets one event off from its like in so many words: “400 rifles”, “a second convoy”, “another round”."""

import re
from functools import cache

from sayso.claim import Claim
from sayso.settle.families import VERBAL
from sayso.settle.words import stem

_AROUND = 60  # characters to either side of the event words in which what is counted belongs to them, as a rule
_BEFORE = 24  # characters before the event words in which “another” still says which time it is
_LIMIT = 2**31 - 1
_SMALL = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
}  # fmt: skip
_COUNTED = re.compile(
    rf"\b(?P<number>\d{{1,3}}(?:,\d{{3}})+|\d{{1,9}}|{'|'.join(_SMALL)})\s+(?P<one>[a-z]{{3,}})(?:\s+(?P<two>[a-z]{{3,}}))?",
    re.IGNORECASE,
)
# Lengths of time and shares are not what an event is about.
_NOT_THINGS = (
    "day days hour hours week weeks month months year years minute minutes percent per million billion thousand of "
    "and more other others than times "
    "january february march april may june july august september october november december"
)
_TURNS = re.compile(
    r"\b(?:(?P<first>first)|(?P<later>second|third|fourth|fifth|another|further|again|once more|new))\b", re.IGNORECASE
)
_SAID_ANEW = re.compile(r"\b(?:repeated(?:ly)?|renewed|reiterated)\b", re.IGNORECASE)
_TURN_OF = {"third": 3, "fourth": 4, "fifth": 5}


def counted(claim: Claim) -> dict[str, int]:
    """The things that are counted near the event words, by the stem of their word: ``{"rifl": 400}``.

    Tolls and crowds, which the claim holds as numbers, are left out: they are revised.
    """
    sentence, trigger = claim.sentence_span, claim.trigger
    first, last = trigger.start - _AROUND - sentence.start, trigger.end + _AROUND - sentence.start
    taken = [(number.span.start, number.span.end) for number in claim.numbers]
    if claim.when:
        taken.append((claim.when.span.start, claim.when.span.end))
    found: dict[str, int] = {}
    for match in _COUNTED.finditer(sentence.text, max(0, first), last):
        at = sentence.start + match.start()
        if any(start <= at < end for start, end in taken):
            continue
        raw = match["number"].lower().replace(",", "")
        amount = _SMALL.get(raw) or min(int(raw), _LIMIT)
        words = [word.lower() for word in (match["one"], match["two"]) if word]
        if words[0] in _not_things():
            continue
        for word in words:
            if word not in _not_things():
                found.setdefault(stem(word), amount)
    return found


@cache
def _not_things() -> frozenset[str]:
    return frozenset(_NOT_THINGS.split())


def turn(claim: Claim) -> int:
    """Which time it is, where the words right before the event words or in them say so; 0 where they do not.

    ``1`` for “the first talks”, ``2`` for “a second convoy was attacked”, “flew another load”.
    """
    sentence, trigger = claim.sentence_span, claim.trigger
    before = sentence.text[max(0, trigger.start - _BEFORE - sentence.start) : trigger.start - sentence.start]
    match = _TURNS.search(trigger.text) or _TURNS.search(before)
    if match is None:
        # “Repeated that the wells were bombed” is another statement, not another bombing.
        return 2 if claim.type in VERBAL and _SAID_ANEW.search(before + trigger.text) else 0
    return 1 if match["first"] else _TURN_OF.get(match["later"].lower(), 2)
