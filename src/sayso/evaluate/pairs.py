"""Pair typing: the type of what is between two participants that are given, on sentences in PLV's format."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from sayso.coding.model import Model
from sayso.corpus.pairs import Pair
from sayso.evaluate.figures import Measured, Tally, f1, mean, share

YIELD = "YIELD"  # CONCEDE and RETREAT are one label there
_JOINED = {"CONCEDE": YIELD, "RETREAT": YIELD}


def measure_pairs(model: Model, pairs: Sequence[Pair]) -> Measured:
    """Accuracy, macro-F1 over PLV's labels and F1 of each."""
    tally = Tally([_count(model, pair) for pair in pairs])
    labels = sorted({key.split("/")[1] for key in tally.keys if "/" in key})
    each = {name: f1(f"tp/{name}", f"fp/{name}", f"fn/{name}") for name in labels}
    true = [name for name in labels if f"tp/{name}" in tally.keys or f"fn/{name}" in tally.keys]
    figures = [
        tally.figure("macro-F1", mean([each[name] for name in true]), of=["pairs"]),
        tally.figure("accuracy", share("right", "pairs"), of=["pairs"]),
        *(tally.figure(f"{name} F1", each[name], of=[f"tp/{name}", f"fn/{name}"]) for name in true),
    ]
    return Measured(name="pairs", figures=tuple(figures))


def _count(model: Model, pair: Pair) -> Counter[str]:
    scores: defaultdict[str, float] = defaultdict(float)
    for name, score in model.pair(pair.text, pair.source, pair.target).items():
        scores[_JOINED.get(name, name)] += score
    said = max(scores, key=lambda name: scores[name])
    true = _JOINED.get(pair.types[0], pair.types[0])
    if said == true:
        return Counter({"pairs": 1, "right": 1, f"tp/{true}": 1})
    return Counter({"pairs": 1, f"fp/{said}": 1, f"fn/{true}": 1})
