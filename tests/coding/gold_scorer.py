"""Scores coded claims against the small gold beside this file: typed F1 and dyad F1, as claims/score.py means them.

A coded claim is *typed* right where a gold claim of the sentence has its type, *dyad* right where besides an actor is
shared and, if the gold has recipients, a recipient. Recall counts core gold alone, precision any gold; one claim
matches one gold claim.
"""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

Record = Mapping[str, Any]
GOLD = Path(__file__).with_name("gold.jsonl")
STATELESS = {"IGO", "NGO", "MNC", "IMG"}
STOP = {"the", "a", "an", "of", "in", "on", "to", "for", "by", "with", "against", "and", "s", "its", "their"}


def gold_documents() -> list[dict[str, Any]]:
    return [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]


def scores(gold: Sequence[Record], coded: Mapping[str, Sequence[Record]]) -> dict[str, float]:
    """``{"typed": F1, "dyad": F1}`` of one-sentence documents; ``coded`` holds exported claims by document."""
    out = {}
    core = sum(c["core"] for d in gold for c in d["claims"])
    found = sum(map(len, coded.values()))
    for name, least in (("typed", 1), ("dyad", 2)):
        right = right_core = 0
        for document in gold:
            for i, fit in _matches(document["claims"], coded.get(document["doc_id"], ())):
                right += fit >= least
                right_core += fit >= least and document["claims"][i]["core"]
        precision, recall = right / found if found else 0.0, right_core / core
        out[name] = 2 * precision * recall / (precision + recall) if right_core else 0.0
    return out


def _matches(gold: Sequence[Record], coded: Sequence[Record]) -> list[tuple[int, int]]:
    """(index of the gold claim, 1 typed or 2 dyad), the best fits first, each claim used once."""
    pairs = [(_fit(g, c), _same_words(g, c), g["core"], i, j) for i, g in enumerate(gold) for j, c in enumerate(coded)]
    used_gold: set[int] = set()
    used_coded: set[int] = set()
    out = []
    for fit, _, _, i, j in sorted(pairs, key=lambda p: p[:3], reverse=True):
        if fit and i not in used_gold and j not in used_coded:
            used_gold.add(i)
            used_coded.add(j)
            out.append((i, fit))
    return out


def _fit(gold: Record, coded: Record) -> int:
    if gold["type"] != coded["event"]["type"]:
        return 0
    roles = ("actors", "recipients")
    return 1 + all(not gold[r] or any(_same(g, c) for g in gold[r] for c in coded[r]) for r in roles)


def _same_words(gold: Record, coded: Record) -> bool:
    return bool(_words(gold["trigger"]) & _words(coded["trigger"]["text"]))


def _same(gold: Record, coded: Record) -> bool:
    shared = bool(_words(gold["text"], gold["name"]) & _words(coded["text"], coded["name"]))
    countries = {gold["country"], coded["country"]}
    if "" in countries:
        return shared
    if len(countries) == 2:
        return shared and bool(countries & STATELESS)
    sectors = {gold["sector"], coded["sector"]}
    return shared or len(sectors) == 1 or "" in sectors


def _words(*texts: str | None) -> set[str]:
    return set(re.findall(r"\w+", " ".join(t or "" for t in texts).lower())) - STOP
