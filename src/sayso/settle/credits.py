"""Whose copy a report says that it is: credit lines, datelines, contributions."""

import csv
import re
from functools import cache, lru_cache
from importlib import resources
from typing import Literal

import msgspec

from sayso.document import Document
from sayso.settle.words import plain_words
from sayso.span import Span

CreditKind = Literal["publisher", "dateline", "credit", "contribution"]

_NAME = r"[A-Z][\w.&'’-]*(?:\s+(?:(?:of|the|and|for)\s+)?[A-Z][\w.&'’-]*){0,4}"
_NEWSMAN = re.compile(r"\b(?:Wire|News|Press|Agency|Service|Radio|TV|Television|Times|Post|Herald|Media)\b|\bagency\b")
_HEAD = 400  # characters in which a dateline stands
_TAIL = 400  # characters in which a closing credit stands

# “PYONGYANG, June 19 (Meridian Wire) - ”, “(Reuters) –”, “MOSCOW, June 21. /VIA/ ”, “Pyongyang, June 20 (TNS) -- ”
_DATELINE = re.compile(
    rf"^[ \t]*(?:[A-Z][\w .,'’/-]{{1,60}}?[ \t]*)?(?:\((?P<round>{_NAME})\)[ \t]*(?:[-–—:]|--)|/(?P<slash>{_NAME})/)",
    re.MULTILINE,
)
# “By Jane Roe, Reuters”, “By AFP”, “Source: Xinhua”, “Associated Press”
_LINE = re.compile(
    rf"^[ \t]*(?:Source|By|From|Via)[: ]+(?:[^,\n|]{{3,40}}[,|][ \t]*)?(?P<name>{_NAME})[ \t]*$", re.MULTILINE
)
# “(Meridian Wire; shortened by the Courier)”, “(AP)” at the end; “© Reuters”, “— AFP”
_CLOSING = re.compile(rf"(?:\((?P<round>{_NAME})(?:[;,/][^()\n]*)?\)|(?:©|—|–|--)[ \t]*(?P<dash>{_NAME}))[ \t]*\.?\s*$")
# “Reuters contributed to this report”, “with reporting by AFP”, “with files from The Canadian Press”
_CONTRIBUTION = re.compile(
    rf"(?P<before>{_NAME})\s+(?:has\s+|also\s+)?contributed\b[^.\n]{{0,40}}"
    rf"|[Ww]ith\s+(?:reporting|files|material|additional reporting|input)s?\s+(?:by|from)\s+(?P<after>{_NAME})"
)


class Agency(msgspec.Struct, frozen=True):
    """A news agency: its name, and the country whose state runs it, if one does."""

    name: str
    country: str | None


class Credit(msgspec.Struct, frozen=True):
    """An agency that a report credits; ``span`` are the words, ``None`` where the publisher itself is the agency."""

    agency: str
    kind: CreditKind
    span: Span | None


def credits_of(document: Document) -> list[Credit]:
    """Those whom a report credits: ``[Credit("Reuters", "dateline", …)]`` for “LONDON (Reuters) – …”.

    Known agencies count wherever they are credited, also under a short name (“TASS”). Others count in a dateline, where
    nothing else stands in brackets, and in a closing line where their name says that they pass on news.
    """
    text, found = document.text, dict[str, Credit]()
    if document.publisher and (agency := agency_named(document.publisher)):
        found[agency.name] = Credit(agency.name, "publisher", None)
    patterns: tuple[tuple[re.Pattern[str], CreditKind, int, int], ...] = (
        (_DATELINE, "dateline", 0, _HEAD),
        (_LINE, "credit", 0, len(text)),
        (_CLOSING, "credit", max(0, len(text.rstrip()) - _TAIL), len(text)),
        (_CONTRIBUTION, "contribution", 0, len(text)),
    )
    for pattern, kind, first, last in patterns:
        for match in pattern.finditer(text, first, last):
            group = next((name for name, value in match.groupdict().items() if value), None)
            if group is None:
                continue
            name = _name(match[group], kind, document)
            if name and name not in found:
                found[name] = Credit(name, kind, Span.of(text, match.start(group), match.end(group)))
    return list(found.values())


def _name(raw: str, kind: CreditKind, document: Document) -> str | None:
    """The agency that is meant, by its full name; ``None`` where the words name none."""
    raw = " ".join(raw.split()).rstrip(".")
    if agency := agency_named(raw):
        return agency.name
    if document.publisher and is_short_for(raw, document.publisher):
        return document.publisher
    passes_on = kind == "credit" and _NEWSMAN.search(raw)
    return raw if len(raw) > 1 and (kind == "dateline" or passes_on) else None


def is_short_for(short: str, name: str) -> bool:
    """Whether ``VIA`` may stand for “Volga Information Agency”."""
    initials = "".join(word[0] for word in re.findall(r"[A-Za-z]+", name) if word.lower() not in ("of", "the", "and"))
    return short.isupper() and len(short) > 1 and short.replace(".", "") == initials.upper()


@lru_cache(50_000)
def agency_named(name: str) -> Agency | None:
    """The agency that goes by this name: ``agency_named("the Associated Press").name`` is ``"AP"``."""
    words = plain_words(name)
    return _agencies().get(" ".join(words[1:] if words[:1] == ["the"] else words))


@cache
def _agencies() -> dict[str, Agency]:
    table = (resources.files("sayso.settle") / "data" / "agencies.csv").read_text("utf-8")
    found: dict[str, Agency] = {}
    for row in csv.DictReader(table.splitlines()):
        agency = Agency(row["name"], row["country"] or None)
        for name in (row["name"], *row["aliases"].split(";")):
            if name.strip():
                found[" ".join(plain_words(name))] = agency
    return found
