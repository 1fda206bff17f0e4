"""Attribution: who is cited, with which cue, for what, against documents in PolNeAR's format."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from sayso.coding.citations import Citation, citations
from sayso.coding.model import Model
from sayso.coding.pieces import Setting
from sayso.corpus.annotations import day_of
from sayso.evaluate.figures import Measured, Tally, f1
from sayso.evaluate.matching import Record

PARTS = ("source", "cue", "content")


def measure_attribution(model: Model, documents: Sequence[Mapping[str, Any]]) -> Measured:
    """F1 of exact spans of each part, and of whole triples, their parts linked.

    A span is right where both its ends are; a span in several pieces counts as so many. A triple is right where all its
    spans are.
    """
    tally = Tally([_count(model, document) for document in documents])
    figures = [tally.figure(f"{name} F1", f1(f"{name}_tp", f"{name}_fp", f"{name}_fn"),
                            of=[f"{name}_tp", f"{name}_fn"]) for name in (*PARTS, "triple")]  # fmt: skip
    return Measured(name="attribution", figures=tuple(figures))


def _count(model: Model, document: Mapping[str, Any]) -> Counter[str]:
    text, sentences = document["text"], document["sentences"]
    day = day_of(document)
    settings = [Setting.within(day, s["id"], len(sentences)) for s in sentences]
    found = citations(model, text, [(s["start"], s["end"]) for s in sentences], settings)
    said = [_spans(each) for each in found]
    true = [_gold_spans(a) for a in document["attributions"]]
    counts: Counter[str] = Counter()
    for part in PARTS:
        _compare(part, {s for each in said for s in each[part]}, {s for each in true for s in each[part]}, counts)
    whole = [frozenset((part, s) for part in PARTS for s in each[part]) for each in (*said, *true)]
    _compare("triple", set(whole[: len(said)]), set(whole[len(said) :]), counts)
    return counts


def _spans(citation: Citation) -> dict[str, set[tuple[int, int]]]:
    parts = (citation.source, citation.cue, citation.content)
    return {name: {(s.start, s.end) for s in part} for name, part in zip(PARTS, parts, strict=True)}


def _gold_spans(attribution: Record) -> dict[str, set[tuple[int, int]]]:
    return {name: {(a, b) for a, b in attribution[name]} for name in PARTS}


def _compare(name: str, said: set[Any], true: set[Any], counts: Counter[str]) -> None:
    counts[f"{name}_tp"] += len(said & true)
    counts[f"{name}_fp"] += len(said - true)
    counts[f"{name}_fn"] += len(true - said)
