"""Records to rows of the tables, and back.

What was written comes back equal, with one exception: a lone surrogate (half of a character, as broken JSON yields)
cannot be stored as UTF-8 and becomes U+FFFD, one for one, so that offsets hold.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Generic, TypeVar

import msgspec

from sayso.actor import Actor
from sayso.claim import Claim, Number
from sayso.coded import Coded
from sayso.document import Document
from sayso.errors import StoreError
from sayso.link import Link
from sayso.place import Place
from sayso.span import Span
from sayso.when import When

T = TypeVar("T")
Row = dict[str, Any]
CHILDREN = ("participants", "links", "numbers")
_INT64 = 2**63 - 1


class _Words:
    """A span in three columns of a table: where it begins and ends, and its words."""

    def __init__(self, start: str, end: str, text: str) -> None:
        self.columns = (start, end, text)

    def row(self, span: Span | None) -> Row:
        if span is None:
            return {}  # what a row does not give is NULL
        start, end, text = self.columns
        return {start: span.start, end: span.end, text: span.text}

    def read(self, row: Mapping[str, Any]) -> Span:
        start, end, text = self.columns
        return Span(row[start], row[end], row[text])

    def of(self, row: Mapping[str, Any]) -> Span | None:
        """The same; ``None`` where the columns are empty."""
        return None if row[self.columns[0]] is None else self.read(row)


class _Part(Generic[T]):
    """A record with a span in the columns of a table: which column holds which field, said once for both ways."""

    def __init__(self, kind: Callable[..., T], words: _Words, prefix: str = "", **renamed: str) -> None:
        names: list[str] = [name for name in kind.__struct_fields__ if name != "span"]  # type: ignore[attr-defined]
        self._kind = kind
        self._words = words
        self._columns = [(name, prefix + renamed.get(name, name)) for name in names]

    def row(self, record: T | None) -> Row:
        if record is None:
            return {}
        values = {column: getattr(record, name) for name, column in self._columns}
        return self._words.row(record.span) | values  # type: ignore[attr-defined]

    def read(self, row: Mapping[str, Any]) -> T:
        return self._kind(span=self._words.read(row), **{name: row[column] for name, column in self._columns})

    def of(self, row: Mapping[str, Any]) -> T | None:
        """The same; ``None`` where the columns are empty."""
        return None if row[self._words.columns[0]] is None else self.read(row)


# In the tables, `role` says actor or recipient; the role of an actor is its office.
_OWN = _Words("span_start", "span_end", "text")
_SENTENCE = _Words("sentence_start", "sentence_end", "sentence_text")
_TRIGGER = _Words("trigger_start", "trigger_end", "trigger_text")
_CUE = _Words("cue_start", "cue_end", "cue")
_PARTICIPANT = _Part(Actor, _OWN, role="office")
_HOLDER = _Part(Actor, _Words("holder_start", "holder_end", "holder_text"), "holder_", role="office")
_NUMBER = _Part(Number, _OWN)
_WHEN = _Part(When, _Words("date_span_start", "date_span_end", "date_text"), "date_")
_PLACE = _Part(Place, _Words("place_span_start", "place_span_end", "place_text"), "place_")


def digest(coded: Coded) -> str:
    """A hash of everything in ``coded``: equal where nothing at all has changed."""
    return _hash(_bare(msgspec.to_builtins(coded), drop=frozenset()))


def reading(coded: Coded) -> str:
    """A hash of what was read in the text, by whichever coder and however sure: equal where no claim differs."""
    record = [coded.document.text_hash, *(msgspec.to_builtins(part) for part in (coded.sentences, coded.claims))]
    return _hash(_bare(record, drop=frozenset({"confidence", "coder", "reason"})))


def _bare(value: Any, drop: frozenset[str]) -> Any:
    """The value without its empty fields, so that a field added to a record later does not change old hashes."""
    kind = type(value)
    if kind is dict:
        return {
            key: item if type(item) is str else _bare(item, drop)
            for key, item in value.items()
            if item is not None and item != () and key not in drop
        }
    if kind is list or kind is tuple:
        return [_bare(item, drop) for item in value]
    return value


def _hash(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


def document_row(document: Document) -> Row:
    return {
        "id": document.id,
        "text_hash": document.text_hash,
        "title": document.title,
        "published": document.published,
        "publisher": document.publisher,
        "url": document.url,
        "language": document.language,
        "source": document.source,
        "text": document.text,
    }


def document_of(row: Mapping[str, Any]) -> Document:
    return Document(**{name: row[name] for name in Document.__struct_fields__})


def sentence_rows(coded: Coded, coding: int) -> list[Row]:
    return [
        {
            "document": coded.document.id,
            "coding": coding,
            "position": position,
            "span_start": span.start,
            "span_end": span.end,
            "text": span.text,
        }
        for position, span in enumerate(coded.sentences)
    ]


def claim_rows(claims: Iterable[Claim], coding: int) -> dict[str, list[Row]]:
    """The rows of ``claims`` and of the three tables beneath it. A second claim with the id of one before is left out:
    an id names one claim."""
    rows: dict[str, list[Row]] = {table: [] for table in ("claims", *CHILDREN)}
    seen: set[str] = set()
    for position, claim in enumerate(claims):
        if claim.id in seen:
            continue
        seen.add(claim.id)
        key = {"claim": claim.id, "coding": coding}
        rows["claims"].append(_claim_row(claim, position, coding))
        for role, actors in (("actor", claim.actors), ("recipient", claim.recipients)):
            rows["participants"] += [
                key | {"role": role, "position": i} | _PARTICIPANT.row(a) for i, a in enumerate(actors)
            ]
        rows["links"] += [key | {"position": i} | _link_row(link) for i, link in enumerate(claim.attribution)]
        rows["numbers"] += [key | {"position": i} | _number_row(claim, n) for i, n in enumerate(claim.numbers)]
    return rows


def _claim_row(claim: Claim, position: int, coding: int) -> Row:
    return {
        "id": claim.id,
        "coding": coding,
        "document": claim.document,
        "position": position,
        "sentence": claim.sentence,
        "type": claim.type,
        "modes": claim.modes,
        "contexts": claim.contexts,
        "aux": claim.aux,
        "confidence": claim.confidence,
        "coder": claim.coder,
        **_SENTENCE.row(claim.sentence_span),
        **_TRIGGER.row(claim.trigger),
        **_WHEN.row(claim.when),
        **_PLACE.row(claim.place),
    }


def _link_row(link: Link) -> Row:
    return {"stance": link.stance, "quoted": link.quoted} | _CUE.row(link.cue) | _HOLDER.row(link.holder)


def _number_row(claim: Claim, number: Number) -> Row:
    for figure in (number.low, number.high):
        if figure is not None and abs(figure) > _INT64:
            raise StoreError(f"document {claim.document}: the number {number.span.text!r} is too large to be stored")
    return _NUMBER.row(number)


def claim_of(row: Mapping[str, Any], children: Mapping[str, list[Mapping[str, Any]]]) -> Claim:
    """The claim of a row of ``claims`` and its rows of the three tables beneath it, in order."""
    participants = children["participants"]
    return Claim(
        id=row["id"],
        document=row["document"],
        sentence=row["sentence"],
        sentence_span=_SENTENCE.read(row),
        trigger=_TRIGGER.read(row),
        type=row["type"],
        modes=tuple(row["modes"]),
        contexts=tuple(row["contexts"]),
        actors=tuple(_PARTICIPANT.read(p) for p in participants if p["role"] == "actor"),
        recipients=tuple(_PARTICIPANT.read(p) for p in participants if p["role"] == "recipient"),
        aux=tuple(row["aux"]),
        attribution=tuple(_link_of(link) for link in children["links"]),
        place=_PLACE.of(row),
        when=_WHEN.of(row),
        numbers=tuple(_NUMBER.read(number) for number in children["numbers"]),
        confidence=row["confidence"],
        coder=row["coder"],
    )


def _link_of(row: Mapping[str, Any]) -> Link:
    return Link(holder=_HOLDER.of(row), stance=row["stance"], cue=_CUE.of(row), quoted=row["quoted"])
