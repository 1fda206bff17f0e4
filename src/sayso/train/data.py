"""All that a coder is trained on: annotated events, attributions and pairs, read from where they are."""

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from sayso.corpus.words import nearest
from sayso.document import Document
from sayso.errors import ReadError
from sayso.parse import Parser
from sayso.train.examples import load_annotations

YIELD = ("CONCEDE", "RETREAT")  # PLV has one label for both
_TAG = re.compile(r"<(?P<shut>/?)(?P<side>[st])>")
_DAY = re.compile(r"_(\d{4}-\d\d-\d\d)_")  # PolNeAR's ids hold the day of publication


class HeldOut(msgspec.Struct, frozen=True):
    """What is never trained on: ids of annotated documents, and lines of ``plv/dev.jsonl``, counted from 0."""

    documents: frozenset[str]
    pairs: frozenset[int]

    @classmethod
    def load(cls, path: Path) -> "HeldOut":
        """From a JSON file with the keys ``documents`` and ``pairs``; ``ReadError`` where it is none."""
        try:
            return msgspec.json.decode(path.read_bytes(), type=cls)
        except (OSError, msgspec.DecodeError) as error:
            raise ReadError(f"the list of what is held out, {path}, cannot be read: {error}") from error


def event_documents(paths: Sequence[Path]) -> list[dict[str, Any]]:
    """The annotated documents in files or folders; ``ReadError`` where there are none or they are something else."""
    where = ", ".join(map(str, paths))
    try:
        documents = load_annotations(paths)
    except (OSError, ValueError) as error:
        raise ReadError(f"annotations in {where} cannot be read: {error}; they are JSON or JSON lines") from error
    if not documents:
        raise ReadError(f"no annotated documents in {where}; name files or folders of .json or .jsonl")
    for document in documents:
        if not isinstance(document, dict) or not {"doc_id", "text", "sentences", "claims"} <= document.keys():
            raise ReadError(f"{where}: a document lacks doc_id, text, sentences or claims; these are no annotations")
    return documents


def attribution_documents(path: Path, parser: Parser) -> list[dict[str, Any]]:
    """PolNeAR's documents with our sentences and the day of publication."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    parsed = parser.pipe(Document.of(row["text"], id=row["doc_id"]) for row in rows)
    out = []
    for row, document in zip(rows, parsed, strict=True):
        day = _DAY.search(row["doc_id"])
        sentences = [{"id": n, "start": s.start_char, "end": s.end_char} for n, s in enumerate(document.sentences)]
        out.append({**row, "published": day[1] if day else None, "sentences": sentences})
    return out


Pair = tuple[str, str, tuple[int, int], tuple[int, int], tuple[str, ...]]


def plv_pairs(path: Path) -> Iterator[tuple[int, Pair]]:
    """PLV's lines with their numbers, counted from 0: (id, sentence, source, target, types)."""
    for n, line in enumerate(path.read_text("utf-8").splitlines()):
        row = json.loads(line)
        text, where = unmarked(row["marked"])
        types = YIELD if row["label"] == "YIELD" else (row["label"],)
        nobody = (0, 0)  # “a recipient” that no words stand for
        yield n, (f"plv-{n}", text, where.get("s", nobody), where.get("t", nobody), types)


def unmarked(marked: str) -> tuple[str, dict[str, tuple[int, int]]]:
    """A sentence without its ``<s>…</s>`` and ``<t>…</t>``, and where the marked words stand in it.

    >>> unmarked("<s>Iran</s> condemned <t>the ruling</t>.")
    ('Iran condemned the ruling.', {'s': (0, 4), 't': (15, 25)})
    """
    where: dict[str, tuple[int, int]] = {}
    opened: dict[str, int] = {}
    text, at = "", 0
    for tag in _TAG.finditer(marked):
        text += marked[at : tag.start()]
        at = tag.end()
        if tag["shut"]:
            where.setdefault(tag["side"], (opened.get(tag["side"], 0), len(text)))
        else:
            opened[tag["side"]] = len(text)
    return text + marked[at:], where


def claim_pairs(documents: Sequence[dict[str, Any]]) -> Iterator[Pair]:
    """The pairs that annotated claims hold: first actor and first recipient, with every type that is between them."""
    for document in documents:
        for sentence in document["sentences"]:
            text = document["text"][sentence["start"] : sentence["end"]]
            pairs: dict[tuple[tuple[int, int], tuple[int, int]], list[str]] = {}
            for claim in document["claims"]:
                if claim["sentence"] != sentence["id"] or not claim["actors"] or not claim["recipients"]:
                    continue
                at = max(0, text.find(claim["trigger"]))
                source, target = (nearest(text, claim[side][0]["text"], at) for side in ("actors", "recipients"))
                if source and target and (source[1] <= target[0] or target[1] <= source[0]):
                    pairs.setdefault((source, target), []).append(claim["type"])
            for (source, target), types in pairs.items():
                yield document["doc_id"], text, source, target, tuple(sorted(set(types)))
