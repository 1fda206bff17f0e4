"""Pairs of participants with the type of what is between them: PLV's lines, and those that annotated claims hold."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from sayso.corpus.words import nearest

YIELD = ("CONCEDE", "RETREAT")  # PLV has one label for both
_TAG = re.compile(r"<(?P<shut>/?)(?P<side>[st])>")
_NOBODY = (0, 0)  # “a recipient” that no words stand for


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence with its source and target, as half-open characters, and the types that are right."""

    id: str
    text: str
    source: tuple[int, int]
    target: tuple[int, int]
    types: tuple[str, ...]


def plv_pairs(path: Path) -> Iterator[tuple[int, Pair]]:
    """The lines of a file in PLV's format with their numbers, counted from 0."""
    for n, line in enumerate(path.read_text("utf-8").splitlines()):
        row = json.loads(line)
        text, where = unmarked(row["marked"])
        types = YIELD if row["label"] == "YIELD" else (row["label"],)
        source, target = where.get("s", _NOBODY), where.get("t", _NOBODY)
        yield n, Pair(id=f"plv-{n}", text=text, source=source, target=target, types=types)


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


def claim_pairs(documents: Sequence[Mapping[str, Any]]) -> Iterator[Pair]:
    """The pairs that annotated claims hold: first actor and first recipient, with every type that is between them."""
    for document in documents:
        for sentence in document["sentences"]:
            text = document["text"][sentence["start"] : sentence["end"]]
            claims = [c for c in document["claims"] if c["sentence"] == sentence["id"]]
            for (source, target), types in _between(text, claims).items():
                kinds = tuple(sorted(set(types)))
                yield Pair(id=document["doc_id"], text=text, source=source, target=target, types=kinds)


def _between(
    text: str, claims: Sequence[Mapping[str, Any]]
) -> dict[tuple[tuple[int, int], tuple[int, int]], list[str]]:
    pairs: dict[tuple[tuple[int, int], tuple[int, int]], list[str]] = {}
    for claim in claims:
        if claim["actors"] and claim["recipients"]:
            at = max(0, text.find(claim["trigger"]))
            source, target = (nearest(text, claim[side][0]["text"], at) for side in ("actors", "recipients"))
            if source and target and (source[1] <= target[0] or target[1] <= source[0]):
                pairs.setdefault((source, target), []).append(claim["type"])
    return pairs
