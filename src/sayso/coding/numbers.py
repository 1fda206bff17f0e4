"""How many were killed, injured, arrested, or came: the counts that a sentence gives for its event."""

import re
from collections.abc import Iterator

from sayso.claim import Number, Quantity
from sayso.span import Span

_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000}
_UNITS = "|".join(word for word, n in _WORDS.items() if n < 10)
_TENS = "|".join(word for word, n in _WORDS.items() if n >= 20)
_COUNT = (
    r"(?P<bound>at least |more than |over |up to |as many as |nearly |almost |about |around |some )?"
    rf"(?<![\w-])(?P<count>(?:(?!(?:19|20)\d\d\b)\d+(?:,\d{{3}})*(?:\.\d+)?|(?:{_TENS})-(?:{_UNITS})|{'|'.join(_WORDS)})"
    rf"(?: (?:{'|'.join(_SCALES)}))?)(?![\w-])"
)
_WHO = r"(?: (?!and |killed|injured|wounded)[\w’'-]+){0,4}?"
_FORMS: tuple[tuple[Quantity, str], ...] = (
    ("killed", rf"\b(?:killed|killing|kills|murdered|massacred)(?: of)? {_COUNT}\b"),
    ("killed", rf"\b{_COUNT}{_WHO} (?:were |was |have been |had been |are |being )?(?:killed|dead|died|murdered)\b"),
    ("injured", rf"\b(?:injured|injuring|wounded|wounding) {_COUNT}\b"),
    ("injured", rf"\b{_COUNT}{_WHO} (?:were |was |have been |others )?(?:injured|wounded|hurt)\b"),
    ("arrested", rf"\b(?:arrested|detained|arresting|detaining) {_COUNT}\b"),
    ("arrested", rf"\b{_COUNT}{_WHO} (?:were |was |have been )?(?:arrested|detained)\b"),
    ("crowd", rf"\b{_COUNT} (?:people |of )?(?:protesters|demonstrators|marchers|strikers|supporters|activists)\b"),
    ("crowd", rf"\b{_COUNT} (?:people|workers|students) (?:marched|protested|rallied|demonstrated|gathered)\b"),
)  # fmt: skip
KINDS: dict[str, frozenset[Quantity]] = {
    "ASSAULT": frozenset({"killed", "injured"}),
    "PROTEST": frozenset({"killed", "injured", "crowd", "arrested"}),
    "COERCE": frozenset({"arrested"}),
}


def numbers(sentence: str, offset: int, kind: str) -> tuple[Number, ...]:
    """The counts that a sentence gives for an event of this type; ``offset`` is where it starts in the document.

    >>> [(n.kind, n.low, n.high) for n in numbers("The blast killed at least 12 and wounded 30.", 0, "ASSAULT")]
    [('killed', 12, None), ('injured', 30, 30)]
    """
    wanted = KINDS.get(kind)
    return tuple(_found(sentence, offset, wanted)) if wanted else ()


def _found(sentence: str, offset: int, wanted: frozenset[Quantity]) -> Iterator[Number]:
    seen: set[tuple[Quantity, int]] = set()
    for kind, form in _FORMS:
        if kind not in wanted:
            continue
        for match in re.finditer(form, sentence, re.IGNORECASE):
            start, end = match.span("count")
            if (kind, start) in seen:
                continue
            seen.add((kind, start))
            low, bound = value(match["count"]), (match["bound"] or "").strip().lower()
            span = Span(offset + start, offset + end, sentence[start:end])
            if bound in ("up to", "as many as", "nearly", "almost"):
                yield Number(kind=kind, low=0, high=low, span=span)
            else:
                yield Number(
                    kind=kind, low=low, high=None if bound in ("at least", "more than", "over") else low, span=span
                )


def value(words: str) -> int:
    """The number that digits or words spell: ``value("two hundred")`` is 200."""
    amount, _, scale = words.lower().partition(" ")
    parts = amount.split("-")
    spelt = all(part in _WORDS for part in parts)
    plain = float(sum(_WORDS[part] for part in parts)) if spelt else float(amount.replace(",", ""))
    return int(plain * _SCALES.get(scale, 1))
