"""The stories of corpus/stories: reports with claims by hand, and what the ledger should make of them."""

import datetime
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from sayso.actor import Actor
from sayso.claim import Claim, Number, claim_id
from sayso.coded import Coded
from sayso.document import Document
from sayso.link import Link
from sayso.place import Place
from sayso.span import Span
from sayso.when import When

FOLDER = Path(__file__).parents[2] / "corpus" / "stories"
CODER = "by-hand 1"


class GoldEvent(msgspec.Struct, frozen=True, kw_only=True):
    """What the ledger should say of an event at the end, and its status from each day of publication on."""

    claims: frozenset[str]
    origins: int
    denying: int
    circular: bool
    follow_up: str | None
    status: dict[datetime.date, str]


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """A story: its coded reports, its events by name, the pairs of reports that are copies."""

    name: str
    held_out: bool
    reports: tuple[Coded, ...]
    events: dict[str, GoldEvent]
    copies: frozenset[frozenset[str]]


def load(folder: Path = FOLDER) -> list[Story]:
    """All stories, in the order of their names."""
    return [_story(path) for path in sorted(folder.glob("*.toml"))]


def _story(path: Path) -> Story:
    data = tomllib.loads(path.read_text("utf-8"))
    reports: list[Coded] = []
    members: dict[str, set[str]] = {}
    for record in data["report"]:
        coded, labels = _report(record, data.get("places", {}))
        reports.append(coded)
        for claim, label in labels.items():
            members.setdefault(label, set()).add(claim)
    gold = {
        name: GoldEvent(
            claims=frozenset(members.pop(name)),
            origins=event.get("origins", 0),
            denying=event.get("denying", 0),
            circular=event.get("circular", False),
            follow_up=event.get("follow_up"),
            status={datetime.date.fromisoformat(day): status for day, status in event["status"].items()},
        )
        for name, event in data["event"].items()
    }
    if members:
        raise ValueError(f"{path}: no [event.…] for {sorted(members)}")
    copies = frozenset(frozenset(pair) for pair in data.get("copies", []))
    return Story(
        name=path.stem, held_out=data["half"] == "held-out", reports=tuple(reports), events=gold, copies=copies
    )


def _report(record: dict[str, Any], places: dict[str, Any]) -> tuple[Coded, dict[str, str]]:
    document = Document(
        id=record["id"],
        text=record["text"],
        title=record["title"],
        published=record["published"],
        publisher=record["publisher"],
        source=f"corpus/{record['id']}",
    )
    sentences = tuple(_sentences(document.text))
    claims: list[Claim] = []
    labels: dict[str, str] = {}
    for line in record["claims"]:
        label, claim = _claim(line, document, sentences, places)
        claims.append(claim)
        labels[claim.id] = label
    return Coded(document=document, sentences=sentences, claims=tuple(claims), coder=CODER), labels


def _sentences(text: str) -> Iterator[Span]:
    for match in re.finditer(r"\S.*?(?:[.!?][\"”]?(?=\s+[\"“A-Z(])|\n|$)", text):
        yield Span.of(text, match.start(), match.start() + len(match[0].rstrip()))


class _Finder:
    """Spans of words in a report: the first in the sentence, or the n-th in the report with ``#n``."""

    def __init__(self, document: Document, sentence: Span | None) -> None:
        self.text = document.text
        self.sentence = sentence
        self.id = document.id

    def span(self, words: str) -> Span:
        words, _, nth = words.strip().partition("#")
        places = [match.start() for match in re.finditer(re.escape(words), self.text)]
        if nth and int(nth) <= len(places):
            at = places[int(nth) - 1]
        else:
            inside = [p for p in places if self.sentence and self.sentence.start <= p < self.sentence.end]
            if not (inside or places):
                raise ValueError(f"{self.id}: {words!r} is not in the text")
            at = (inside or places)[0]
        return Span.of(self.text, at, at + len(words))


def _claim(line: str, document: Document, sentences: tuple[Span, ...], places: dict[str, Any]) -> tuple[str, Claim]:
    label, type, trigger_words, *rest = (part.strip() for part in line.split(" | "))
    trigger = _Finder(document, None).span(trigger_words)
    position = next(i for i, span in enumerate(sentences) if trigger.within(span))
    find = _Finder(document, sentences[position])
    given = {key.strip(): value.strip() for key, _, value in (part.partition(":") for part in rest)}
    numbers = [_number(kind, given[kind], find) for kind in ("killed", "injured", "crowd", "arrested") if kind in given]
    made = Claim(
        id="",
        document=document.id,
        sentence=position,
        sentence_span=sentences[position],
        trigger=trigger,
        type=type,
        modes=tuple(given.get("mode", "").split()),
        actors=_actors(given.get("by", ""), find),
        recipients=_actors(given.get("to", ""), find),
        aux=tuple(given.get("aux", "").split()),  # pyright: ignore[reportArgumentType]
        attribution=tuple(_link(part, find) for part in given.get("from", "").split(";") if part.strip()),
        place=_place(given["at"], find, places) if "at" in given else None,
        when=_when(given["on"], find) if "on" in given else None,
        numbers=tuple(numbers),
        coder=CODER,
    )
    return label, msgspec.structs.replace(made, id=claim_id(made))


def _actors(text: str, find: _Finder) -> tuple[Actor, ...]:
    return tuple(_actor(part.strip(), find) for part in text.split(";") if part.strip() not in ("", "-"))


def _actor(text: str, find: _Finder) -> Actor:
    mention, _, facts = text.partition("=")
    facts, is_person = (facts.removesuffix(" person"), True) if facts.endswith(" person") else (facts, False)
    nth = ""
    if "#" in facts:
        facts, _, nth = facts.partition("#")
    codes, _, name = facts.partition(":")
    country, _, sector = codes.partition("/")
    span = find.span(mention + (f"#{nth}" if nth else ""))
    proper = name or (mention if mention[0].isupper() else None)
    return Actor(
        span=span,
        name=proper,
        kb=proper.lower().replace(" ", "-") if is_person and proper else None,
        country=country or None,
        sector=sector or None,
        role="office" if is_person else None,
    )


def _link(text: str, find: _Finder) -> Link:
    text = text.strip()
    who, _, stance = text.rpartition(" ")
    holder = None if who == "nobody" else _actor(who, find)
    return Link(holder=holder, stance=stance)  # pyright: ignore[reportArgumentType]


def _place(text: str, find: _Finder, places: dict[str, Any]) -> Place:
    words, _, name = text.partition("=")
    name = name or words.partition("#")[0]
    latitude, longitude, country = places[name]
    return Place(span=find.span(words), name=name, country=country, latitude=latitude, longitude=longitude)


def _when(text: str, find: _Finder) -> When:
    days, _, words = text.partition(" (")
    first, _, last = days.partition("..")
    start, end = datetime.date.fromisoformat(first), datetime.date.fromisoformat(last or first)
    return When(span=find.span(words.rstrip(")")), start=start, end=end, precision="day" if start == end else "range")


def _number(kind: str, text: str, find: _Finder) -> Number:
    figure, _, words = text.partition(" (")
    low = int(figure.rstrip("+"))
    return Number(
        kind=kind,  # pyright: ignore[reportArgumentType]
        low=low,
        high=None if figure.endswith("+") else low,
        span=find.span(words.rstrip(")")),
    )
