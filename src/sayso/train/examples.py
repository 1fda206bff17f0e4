"""Annotated documents → what the network learns from, sentence by sentence."""

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec
from spacy.language import Language
from spacy.tokens import Doc
from tokenizers import Encoding, Tokenizer

from sayso.coding.labels import Labels
from sayso.coding.pieces import Prefixes, Setting, letter_cases, pair_marks, with_prefix
from sayso.corpus.annotations import day_of
from sayso.corpus.pairs import Pair
from sayso.corpus.words import nearest, nth

MAX_PIECES = 160
YEARS = 1990, 2026  # of which a report may be that is given another day than its own


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """One event of a sentence as the network should see it; ``head`` and the spans count in pieces, half-open.

    ``plain`` is True for an attribution, of which nothing but its slots is known.
    """

    head: int
    kind: int
    core: bool
    slots: dict[str, tuple[tuple[int, int, int], ...]]  # slot → (first piece, end piece, kind of the slot)
    aux: tuple[int, ...] = ()
    unnamed: tuple[int, ...] = ()
    modes: tuple[int, ...] = ()
    plain: bool = False


class Example(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence: its piece ids and its events.

    ``events`` and ``attributions`` say which of the two were annotated, all of them, in this sentence. ``marks`` and
    ``pair`` are of a sentence with one pair of participants marked and the type of what is between them.
    """

    document: str
    sentence: int
    ids: tuple[int, ...]
    starts: tuple[bool, ...]  # True where a piece begins a word
    cases: tuple[int, ...]  # how the word of a piece is written
    targets: tuple[Target, ...] = ()
    events: bool = False
    attributions: bool = False
    marks: tuple[int, ...] = ()
    pair: tuple[int, ...] = ()  # the types that are right


class Maker:
    """Makes examples: one tokenizer, one parser and one set of labels for all that is trained on."""

    def __init__(self, labels: Labels, tokenizer: Tokenizer, nlp: Language) -> None:
        self.labels, self.tokenizer, self.nlp = labels, tokenizer, nlp
        self._prefixes = Prefixes(tokenizer)
        self._days = random.Random(7)

    def events(self, documents: Sequence[dict[str, Any]]) -> Iterator[Example]:
        """Every annotated sentence of the documents, those without an event too."""
        rows = [(d, s, d["text"][s["start"] : s["end"]]) for d in documents for s in d["sentences"]]
        for (document, sentence, text), parse in zip(rows, self.nlp.pipe([r[2] for r in rows]), strict=True):
            claims = [c for c in document["claims"] if c["sentence"] == sentence["id"]]
            encoding, ids, shift = self._encoded(text, document, sentence["id"])
            targets = tuple(event_targets(text, parse, encoding, claims, self.labels))
            yield self._example(document, sentence["id"], text, ids, encoding, shift, targets, events=True)

    def attributions(self, documents: Sequence[dict[str, Any]]) -> Iterator[Example]:
        """Every sentence of documents with ``sentences`` and PolNeAR's ``attributions``, its spans clipped to it.

        Each is given as of its own day, of none, and of a day drawn at random: PolNeAR's reports are all of two years,
        and how a quotation looks does not hang on the year.
        """
        rows = [(d, s, d["text"][s["start"] : s["end"]]) for d in documents for s in d["sentences"]]
        for (document, sentence, text), parse in zip(rows, self.nlp.pipe([r[2] for r in rows]), strict=True):
            inside = [a for a in document["attributions"]
                      if a["cue"] and sentence["start"] <= a["cue"][0][0] < sentence["end"]]  # fmt: skip
            for dated in (document, {**document, "published": None}, {**document, "published": self._some_day()}):
                encoding, ids, shift = self._encoded(text, dated, sentence["id"])
                found = (attribution_target(a, sentence["start"], parse, encoding, self.labels) for a in inside)
                targets = tuple(t for t in found if t is not None)
                yield self._example(document, sentence["id"], text, ids, encoding, shift, targets, attributions=True)

    def _some_day(self) -> str:
        return f"{self._days.randint(*YEARS)}-{self._days.randint(1, 12):02}-01"

    def pairs(self, pairs: Iterable[Pair]) -> Iterator[Example]:
        """Sentences with a pair marked."""
        for pair in pairs:
            encoding, ids, shift = self._encoded(pair.text, {}, None)
            marks = [0] * shift + pair_marks(encoding.offsets, pair.source, pair.target)
            if any(marks[:MAX_PIECES]):
                made = self._example({"doc_id": pair.id}, 0, pair.text, ids, encoding, shift, ())
                types = tuple(self.labels.types.index(t) for t in pair.types)
                yield msgspec.structs.replace(made, marks=tuple(marks[:MAX_PIECES]), pair=types)

    def _encoded(self, text: str, document: Mapping[str, Any], index: int | None) -> tuple[Encoding, list[int], int]:
        encoding = self.tokenizer.encode(text)
        prefix = self._prefixes.of(Setting.within(day_of(document), index, len(document.get("sentences", ()))))
        return encoding, with_prefix(encoding, prefix), len(prefix)

    def _example(
        self, document: Mapping[str, Any], sentence: int, text: str, ids: Sequence[int], encoding: Encoding, shift: int,
        targets: Sequence[Target], *, events: bool = False, attributions: bool = False,
    ) -> Example:  # fmt: skip
        starts = [False] * shift + word_starts(encoding)
        cases = [0] * shift + letter_cases(text, encoding)
        moved = tuple(m for t in targets if (m := _moved(t, shift)) is not None)
        return Example(document=document["doc_id"], sentence=sentence, ids=tuple(ids[:MAX_PIECES]),
                       starts=tuple(starts[:MAX_PIECES]), cases=tuple(cases[:MAX_PIECES]), targets=moved, events=events,
                       attributions=attributions)  # fmt: skip


def _moved(target: Target, by: int) -> Target | None:
    """The target counted with the prefix; ``None`` where its head no longer fits, without the spans that do not."""
    if target.head + by >= MAX_PIECES:
        return None
    slots = {
        name: tuple((a + by, b + by, k) for a, b, k in spans if b + by <= MAX_PIECES)
        for name, spans in target.slots.items()
    }
    return msgspec.structs.replace(target, head=target.head + by, slots=slots)


def word_starts(encoding: Encoding) -> list[bool]:
    """For each piece, whether a word begins with it (special pieces begin none)."""
    return [
        b > a and not token.startswith("##") for token, (a, b) in zip(encoding.tokens, encoding.offsets, strict=True)
    ]


def event_targets(
    text: str, parse: Doc, encoding: Encoding, claims: Sequence[dict[str, Any]], labels: Labels
) -> Iterator[Target]:
    """The events of one sentence; claims with one event word and type are one event with several fillings."""
    groups: dict[tuple[int, int], list[dict[str, Any]]] = defaultdict(list)
    for claim in sorted(claims, key=lambda c: not c["core"]):
        at = nth(text, claim["trigger"], claim.get("nth", 1))
        span = parse.char_span(at, at + len(claim["trigger"]), alignment_mode="expand") if at >= 0 else None
        head = encoding.char_to_token(span.root.idx) if span is not None else None
        if head is not None:
            groups[head, labels.types.index(claim["type"])].append(claim)
    for (head, kind), group in groups.items():
        first = group[0]
        yield Target(
            head=head,
            kind=kind,
            core=first["core"],
            slots={s.name: tuple(_fills(s.name, group, text, encoding, head, labels)) for s in labels.slots},
            aux=tuple(labels.auxiliaries.index(a) for a in first["aux"]),
            unnamed=tuple(
                {labels.unnamed.index(k["stance"]) for c in group for k in c["attribution"] if not k["holder"]}
            ),
            modes=tuple(labels.modes.index(m) for m in first["mode"] if m in labels.modes),
        )


def attribution_target(
    attribution: Mapping[str, Any], start: int, parse: Doc, encoding: Encoding, labels: Labels
) -> Target | None:
    """One attribution of a sentence that begins at character ``start`` of its document; ``None`` without a cue here."""
    text = parse.text
    first, last = attribution["cue"][0]
    span = parse.char_span(max(0, first - start), min(len(text), last - start), alignment_mode="expand")
    head = encoding.char_to_token(span.root.idx) if span is not None else None
    if head is None:
        return None
    slots: dict[str, tuple[tuple[int, int, int], ...]] = {s.name: () for s in labels.slots}
    for slot in ("source", "cue", "content"):
        slots[slot] = tuple(_apart(_pieces(encoding, a - start, b - start) for a, b in attribution[slot]))
    return Target(head=head, kind=labels.kinds.index("attribution"), core=True, slots=slots, plain=True)


def _pieces(encoding: Encoding, start: int, end: int) -> tuple[int, int, int] | None:
    """The pieces of the characters, clipped to the sentence; kind 0. Special pieces hold no characters."""
    inside = [n for n, (a, b) in enumerate(encoding.offsets) if a < b and a < end and start < b]
    return (inside[0], inside[-1] + 1, 0) if inside else None


def _apart(spans: Iterable[tuple[int, int, int] | None]) -> Iterator[tuple[int, int, int]]:
    """The spans that overlap none before them."""
    taken: set[int] = set()
    for span in spans:
        if span is not None and not taken & set(range(span[0], span[1])):
            taken |= set(range(span[0], span[1]))
            yield span


def _fills(
    slot: str, group: Sequence[dict[str, Any]], text: str, encoding: Encoding, head: int, labels: Labels
) -> Iterator[tuple[int, int, int]]:
    """Where the slot's words stand, each span once, no two overlapping."""
    at = encoding.offsets[head][0]
    found: list[tuple[int, int, int] | None] = []
    for words, kind in _words(slot, group, labels):
        where = nearest(text, words, at)
        first = encoding.char_to_token(where[0]) if where else None
        last = encoding.char_to_token(where[1] - 1) if where else None
        found.append((first, last + 1, kind) if first is not None and last is not None else None)
    return _apart(found)


def _words(slot: str, group: Sequence[dict[str, Any]], labels: Labels) -> Iterator[tuple[str, int]]:
    for claim in group:
        if slot == "trigger":
            yield claim["trigger"], 0
        elif slot in ("actor", "recipient"):
            yield from ((a["text"], 0) for a in claim[slot + "s"])
        elif slot == "holder":
            yield from (
                (k["holder"]["text"], labels.unnamed.index(k["stance"])) for k in claim["attribution"] if k["holder"]
            )
        elif slot == "cue":
            yield from ((k["cue"], 0) for k in claim["attribution"] if k.get("cue"))
        elif slot == "place" and claim["place"]:
            yield claim["place"]["name"], 0
        elif slot == "when" and claim["date"]:
            yield claim["date"]["text"] or "", 0
