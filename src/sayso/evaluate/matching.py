"""Coded claims against annotated ones, by the rules of ``claims/score.py``: which is which, and how far it is right."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sayso.actor import STATELESS
from sayso.claim import Claim
from sayso.export.jsonl import claim_record

Record = Mapping[str, Any]

_WORD = re.compile(r"\w+")
_EMPTY = frozenset({"the", "a", "an", "of", "in", "on", "to", "for", "by", "with", "against", "and", "s", "his", "her",
                    "their", "its", "former", "president", "minister"})  # fmt: skip


def sentences(document: Record, claims: Sequence[Claim]) -> Iterator[tuple[list[Record], list[Record]]]:
    """For each annotated sentence its gold claims, and the coded ones whose trigger stands in it, as records."""
    for sentence in document["sentences"]:
        gold = [c for c in document["claims"] if c["sentence"] == sentence["id"]]
        inside = [c for c in claims if sentence["start"] <= c.trigger.start < sentence["end"]]
        yield gold, [claim_record(c) for c in inside]


def matched(gold: Sequence[Record], coded: Sequence[Record]) -> list[tuple[int, int, bool]]:
    """Pairs of one sentence's gold and coded claims, best first, each in at most one: (gold, coded, dyad right)."""
    pairs = sorted(((weight(g, c), i, j) for i, g in enumerate(gold) for j, c in enumerate(coded)), reverse=True)
    out: list[tuple[int, int, bool]] = []
    for w, i, j in pairs:
        if w >= 1 and all(i != a and j != b for a, b, _ in out):
            out.append((i, j, w >= 2))
    return out


def weight(gold: Record, coded: Record) -> float:
    """How well a coded claim fits a gold one: 0 not at all, 1 by type, 2 by dyad too, a little more for detail."""
    if gold["type"] != coded["event"]["type"]:
        return 0.0
    total = 1.0
    if (not gold["actors"] or common(gold["actors"], coded["actors"])) and (
        not gold["recipients"] or common(gold["recipients"], coded["recipients"])
    ):
        total = 2.0 + 0.2 * (links(gold) == links(coded)) + 0.1 * (set(gold["aux"]) == set(coded["aux"]))
    words_shared = bool(content(gold["trigger"]) & content(coded["trigger"]["text"]))
    return total + 0.3 * words_shared + 0.05 * bool(gold["core"])


def readings(gold: Sequence[Record]) -> list[int | None]:
    """For each gold claim the core claim that it is a reading of: itself, another on the same words, or none."""
    out: list[int | None] = []
    for i, g in enumerate(gold):
        rivals = (j for j, k in enumerate(gold) if k["core"] and _same_reading(k, g))
        out.append(i if g["core"] else next(rivals, None))
    return out


def common(gold: Sequence[Record], coded: Sequence[Record]) -> bool:
    """Whether any participant is the same."""
    return any(same(g, c) for g in gold for c in coded)


def same(gold: Record, coded: Record) -> bool:
    """Whether two participants are the same: by country and sector, or by a word of the name where one is stateless."""
    ours, theirs = coded.get("country") or "", gold.get("country") or ""
    shared = bool(_names(gold) & _names(coded))
    if ours and theirs and ours != theirs:
        return shared and bool({ours, theirs} & STATELESS)
    if ours and theirs:
        sectors = gold.get("sector") or "", coded.get("sector") or ""
        return shared or sectors[0] == sectors[1] or not all(sectors)
    return shared


def links(claim: Record) -> frozenset[tuple[str, str]]:
    """The attribution as labels (who, stance); who is a country, else the first word of a name, else “-”."""
    out: set[tuple[str, str]] = set()
    for link in claim["attribution"]:
        holder = link["holder"]
        who = (holder.get("country") or next(iter(sorted(_names(holder))), "-")) if holder else "-"
        out.add((who, link["stance"]))
    return frozenset(out)


def content(text: str) -> set[str]:
    """The words of a text that say something."""
    return set(_WORD.findall(text.lower())) - _EMPTY


def _names(actor: Record) -> set[str]:
    return content(" ".join(str(actor.get(key) or "") for key in ("text", "name")))


def _same_reading(core: Record, other: Record) -> bool:
    if not content(core["trigger"]) & content(other["trigger"]):
        return False
    sides = ((core[side], other[side]) for side in ("actors", "recipients"))
    return all(common(a, b) or not (a and b) for a, b in sides)
