"""Events end to end: coded reports against annotated ones."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sayso.claim import Claim
from sayso.coding.labels import AUXILIARIES, TYPES
from sayso.evaluate.figures import Counts, Figure, Measured, Tally, f1, harmonic, share
from sayso.evaluate.matching import Record, links, matched, readings, sentences

BINS = 10  # of confidence, for the calibration error


def measure_claims(gold: Sequence[Mapping[str, Any]], coded: Mapping[str, Sequence[Claim]]) -> Measured:
    """Typed and dyad precision, recall and F1, what is said of matches, calibration, F1 by type.

    ``gold`` are annotated documents, ``coded`` the claims by document id. Precision counts a claim right that
    matches any gold claim, recall the core ones alone, as ``claims/score.py`` does.
    """
    tally = Tally([count(document, coded.get(document["doc_id"], ())) for document in gold])
    return Measured(name="claims", figures=tuple(_figures(tally)))


def count(document: Mapping[str, Any], claims: Sequence[Claim]) -> Counter[str]:
    """What is right and wrong in one document."""
    counts: Counter[str] = Counter()
    for gold, coded in sentences(document, claims):
        _count_sentence(gold, coded, counts)
    return counts


def _count_sentence(gold: Sequence[Record], coded: Sequence[Record], counts: Counter[str]) -> None:
    pairs, core_of = matched(gold, coded), readings(gold)
    hit = {"typed": {core_of[i] for i, _, _ in pairs} - {None}, "dyad": {core_of[i] for i, _, d in pairs if d} - {None}}
    right = {j for _, j, _ in pairs}
    for i, g in enumerate(gold):
        if g["core"]:
            counts["core"] += 1
            counts[f"core/{g['type']}"] += 1
            counts[f"found/{g['type']}"] += i in hit["typed"]
    for kind, found in hit.items():
        counts[f"{kind}_core"] += len(found)
    for j, c in enumerate(coded):
        counts["coded"] += 1
        counts[f"coded/{c['event']['type']}"] += 1
        counts[f"right/{c['event']['type']}"] += j in right
        box = min(int(c["confidence"] * BINS), BINS - 1)
        counts[f"bin{box}"] += 1
        counts[f"bin{box}_right"] += j in right
        counts[f"bin{box}_sum"] += c["confidence"]
    for i, j, dyad in pairs:
        counts["typed"] += 1
        if dyad:
            counts["dyad"] += 1
            _count_match(gold[i], coded[j], counts)


def _count_match(gold: Record, coded: Record, counts: Counter[str]) -> None:
    """What is said of an event whose dyad is right."""
    for name, true, said in (
        ("aux", set(gold["aux"]), set(coded["aux"])),
        ("attribution", set(links(gold)), set(links(coded))),
    ):
        counts[f"{name}_tp"] += len(true & said)
        counts[f"{name}_fp"] += len(said - true)
        counts[f"{name}_fn"] += len(true - said)
    for auxiliary in AUXILIARIES:
        key = ("tp" if auxiliary in coded["aux"] else "fn") if auxiliary in gold["aux"] else "fp"
        counts[f"{auxiliary}_{key}"] += auxiliary in gold["aux"] or auxiliary in coded["aux"]
    if gold["date"]:
        date = coded["date"] or {}
        counts["dates"] += 1
        counts["dates_right"] += all(date.get(k) == gold["date"][k] for k in ("start", "end"))
    if gold["place"]:
        counts["places"] += 1
        counts["places_right"] += bool(coded["place"]) and coded["place"]["country"] == gold["place"]["country"]


def _figures(tally: Tally) -> Iterator[Figure]:
    for kind in ("typed", "dyad"):
        precision, recall = share(kind, "coded"), share(f"{kind}_core", "core")
        yield tally.figure(f"{kind} precision", precision, of=["coded"])
        yield tally.figure(f"{kind} recall", recall, of=["core"])
        yield tally.figure(f"{kind} F1", harmonic(precision, recall), of=["core"])
    for name in ("aux", "attribution"):
        yield tally.figure(f"{name} F1 on matches", _of(name), of=[f"{name}_tp", f"{name}_fn"])
    yield tally.figure("dates right on matches", share("dates_right", "dates"), of=["dates"])
    yield tally.figure("place countries right on matches", share("places_right", "places"), of=["places"])
    yield tally.figure("expected calibration error", calibration_error, of=["coded"])
    for name in AUXILIARIES:
        yield tally.figure(f"{name} F1 on matches", _of(name), of=[f"{name}_tp", f"{name}_fn"])
    for name in TYPES:
        both = harmonic(share(f"right/{name}", f"coded/{name}"), share(f"found/{name}", f"core/{name}"))
        yield tally.figure(f"{name} F1", both, of=[f"core/{name}"])


def _of(name: str) -> Callable[[Counts], NDArray[np.float64]]:
    return f1(f"{name}_tp", f"{name}_fp", f"{name}_fn")


def calibration_error(c: Counts) -> NDArray[np.float64]:
    """The mean distance between confidence and the share that is right, over ten bins of equal width (Naeini 2015)."""
    off = [np.abs(c[f"bin{n}_sum"] - c[f"bin{n}_right"]) for n in range(BINS)]
    whole = np.asarray(c["coded"])
    return np.divide(np.sum(off, axis=0), whole, out=np.zeros_like(whole), where=whole > 0)
