"""Annotated documents → what the network learns from, sentence by sentence."""

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
from spacy.language import Language
from spacy.tokens import Doc
from tokenizers import Encoding, Tokenizer

from sayso.coding.labels import Labels

MAX_PIECES = 160


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """One event of a sentence as the network should see it; ``head`` and the spans count in pieces, half-open."""

    head: int
    kind: int
    core: bool
    slots: dict[str, tuple[tuple[int, int, int], ...]]  # slot → (first piece, end piece, kind of the slot)
    aux: tuple[int, ...]
    unnamed: tuple[int, ...]
    modes: tuple[int, ...]


class Example(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence: its piece ids and its events."""

    document: str
    sentence: int
    ids: tuple[int, ...]
    starts: tuple[bool, ...]  # True where a piece begins a word
    targets: tuple[Target, ...]


def load_annotations(paths: Iterable[Path]) -> list[dict[str, Any]]:
    """The annotated documents of files or folders, in the format of GUIDELINES.md (``.json`` or ``.jsonl``)."""
    documents: list[dict[str, Any]] = []
    for path in paths:
        files = sorted([*path.glob("*.json"), *path.glob("*.jsonl")]) if path.is_dir() else [path]
        for file in files:
            text = file.read_text("utf-8")
            lines = text.splitlines() if file.suffix == ".jsonl" else [text]
            documents += [json.loads(line) for line in lines if line.strip()]
    return documents


def held_out(doc_id: str, share: int = 10) -> bool:
    """True for the documents that tune thresholds and never train: one in ``share``, by a hash of the id."""
    return int(hashlib.sha256(doc_id.encode()).hexdigest(), 16) % share == 0


def examples(
    documents: Sequence[dict[str, Any]], labels: Labels, tokenizer: Tokenizer, nlp: Language
) -> Iterator[Example]:
    """Every annotated sentence of the documents as an :class:`Example`, those without an event too."""
    rows = [(d, s, d["text"][s["start"] : s["end"]]) for d in documents for s in d["sentences"]]
    for (document, sentence, text), parse in zip(rows, nlp.pipe([r[2] for r in rows]), strict=True):
        claims = [c for c in document["claims"] if c["sentence"] == sentence["id"]]
        encoding = tokenizer.encode(text)
        yield Example(
            document=document["doc_id"],
            sentence=sentence["id"],
            ids=tuple(encoding.ids[:MAX_PIECES]),
            starts=tuple(word_starts(encoding)[:MAX_PIECES]),
            targets=tuple(_targets(text, parse, encoding, claims, labels)),
        )


def word_starts(encoding: Encoding) -> list[bool]:
    """For each piece, whether a word begins with it (special pieces begin none)."""
    return [
        b > a and not token.startswith("##") for token, (a, b) in zip(encoding.tokens, encoding.offsets, strict=True)
    ]


def _targets(
    text: str, parse: Doc, encoding: Encoding, claims: Sequence[dict[str, Any]], labels: Labels
) -> Iterator[Target]:
    groups: dict[tuple[int, int], list[dict[str, Any]]] = defaultdict(list)
    for claim in sorted(claims, key=lambda c: not c["core"]):
        at = text.find(claim["trigger"])
        span = parse.char_span(at, at + len(claim["trigger"]), alignment_mode="expand") if at >= 0 else None
        head = encoding.char_to_token(span.root.idx) if span is not None else None
        if head is not None and head < MAX_PIECES:
            groups[head, labels.types.index(claim["type"])].append(claim)
    for (head, kind), group in groups.items():
        first = group[0]
        yield Target(
            head=head,
            kind=kind,
            core=first["core"],
            slots={
                s.name: tuple(_fills(s.name, group, text, encoding, head=head, labels=labels)) for s in labels.slots
            },
            aux=tuple(labels.auxiliaries.index(a) for a in first["aux"]),
            unnamed=tuple(
                {labels.unnamed.index(k["stance"]) for c in group for k in c["attribution"] if not k["holder"]}
            ),
            modes=tuple(labels.modes.index(m) for m in first["mode"] if m in labels.modes),
        )


def _fills(
    slot: str, group: Sequence[dict[str, Any]], text: str, encoding: Encoding, *, head: int, labels: Labels
) -> Iterator[tuple[int, int, int]]:
    """Where the slot's words stand, each span once, no two overlapping."""
    at = encoding.offsets[head][0]
    taken: set[int] = set()
    for words, kind in _words(slot, group, labels):
        where = nearest(text, words, at)
        first = encoding.char_to_token(where[0]) if where else None
        last = encoding.char_to_token(where[1] - 1) if where else None
        if first is None or last is None or last >= MAX_PIECES or taken & set(range(first, last + 1)):
            continue
        taken |= set(range(first, last + 1))
        yield first, last + 1, kind


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


def nearest(text: str, words: str, at: int) -> tuple[int, int] | None:
    """The occurrence of ``words`` as whole words nearest to character ``at``, or ``None``.

    >>> nearest("he said he would go", "he", 12)
    (8, 10)
    """
    if not words.strip():
        return None
    found = [m.span() for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]
    return min(found, key=lambda s: abs(s[0] - at), default=None)
