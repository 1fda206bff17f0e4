"""How well a network does while it is trained: event words, auxiliaries and roles against annotated sentences.

These figures compare networks cheaply, without the rest of the path; ``sayso evaluate`` says what a user gets.
"""

from collections import Counter
from collections.abc import Sequence

import torch

from sayso.coding.labels import Labels
from sayso.train.examples import Example, Target
from sayso.train.fit import columns, slot_belongs, slot_columns, tensors
from sayso.train.network import Filler, Finder


@torch.no_grad()
def measure(
    finder: Finder, filler: Filler, labels: Labels, data: Sequence[Example], threshold: float = 0.45
) -> dict[str, float]:
    """F1 of typed events, of each auxiliary and slot on true events, and the share of pairs typed right."""
    finder.eval()
    filler.eval()
    counts: Counter[str] = Counter()
    ordered = sorted(data, key=lambda e: len(e.ids))
    for at in range(0, len(ordered), 64):
        _count(finder, filler, labels, ordered[at : at + 64], threshold, counts)
    names = {key.split("/")[0] for key in counts if "/" in key}
    figures = {name: f1(counts[f"{name}/tp"], counts[f"{name}/fp"], counts[f"{name}/fn"]) for name in sorted(names)}
    if counts["pairs"]:
        figures["pairs"] = counts["pairs_right"] / counts["pairs"]
    return figures


def f1(tp: int, fp: int, fn: int) -> float:
    """The harmonic mean of precision and recall; 0 where nothing is right."""
    return 2 * tp / (2 * tp + fp + fn) if tp else 0.0


def _count(
    finder: Finder, filler: Filler, labels: Labels, rows: Sequence[Example], threshold: float, counts: Counter[str]
) -> None:
    batch = tensors(rows, labels, finder.kind.device)
    states, logits, pairs = finder(batch.ids, batch.mask, batch.marks)
    for i, example in enumerate(rows):
        if example.pair:
            counts["pairs"] += 1
            counts["pairs_right"] += int(pairs[i].argmax()) in example.pair
    found = (torch.sigmoid(logits) * (batch.counts > 0)).cpu()
    asked: list[tuple[int, int, int, Target | None]] = [
        (i, t.head, t.kind, t) for i, e in enumerate(rows) for t in e.targets
    ]
    asked += [(i, h, k, None) for i, h, k in (found > threshold**2).nonzero().tolist()]
    if not asked:
        return
    which, head, kind = columns(asked, finder.kind.device)
    slots, facts = filler(states[which], batch.mask[which], head, kind)
    scores = torch.sigmoid(facts).cpu()
    kept = [(i, h, k) for n, (i, h, k, t) in enumerate(asked)
            if t is None and (found[i, h, k] * scores[n, -2]).item() ** 0.5 >= threshold]  # fmt: skip
    _count_events(rows, kept, labels, counts)
    columns_of = zip(labels.slots, slot_columns(labels), strict=True)
    tags = {s.name: (slots[..., at : at + width].argmax(-1).cpu(), width) for s, (at, width) in columns_of}
    for n, (i, _, _, t) in enumerate(asked):
        if t is not None:
            _count_filled(
                t, scores[n], {k: (v[n, : len(rows[i].ids)].tolist(), w) for k, (v, w) in tags.items()}, labels, counts
            )


def _count_events(
    rows: Sequence[Example], kept: Sequence[tuple[int, int, int]], labels: Labels, counts: Counter[str]
) -> None:
    """An event word is right where it stands in the trigger of an event of its kind; only core events are missed."""
    for i, example in enumerate(rows):
        said = [(h, k) for j, h, k in kept if j == i]
        right = set()
        for h, k in said:
            hits = [n for n, t in enumerate(example.targets) if t.kind == k and _in_trigger(h, t)]
            name = "typed" if k < len(labels.types) else "attribution"
            counts[f"{name}/tp" if hits and not set(hits) <= right else f"{name}/fp"] += 1
            right |= set(hits)
        for n, t in enumerate(example.targets):
            if n not in right and t.core:
                counts[f"{'attribution' if t.plain else 'typed'}/fn"] += 1


def _in_trigger(head: int, target: Target) -> bool:
    where = target.slots["cue" if target.plain else "trigger"]
    return head == target.head or any(a <= head < b for a, b, _ in where)


def _count_filled(
    target: Target, scores: torch.Tensor, tags: dict[str, tuple[list[int], int]], labels: Labels, counts: Counter[str]
) -> None:
    if not target.plain:
        for n, name in enumerate(labels.auxiliaries):
            said, true = bool(scores[n] > 0.5), n in target.aux
            for key in (name, "aux"):
                counts[f"{key}/{'tp' if said and true else 'fp' if said else 'fn' if true else 'tn'}"] += 1
    for slot, (row, width) in tags.items():
        if not slot_belongs(slot, target.plain):
            continue
        name = f"pol-{slot}" if target.plain else slot
        said, true = spans(row, width), set(target.slots[slot])
        counts[f"{name}/tp"] += len(said & true)
        counts[f"{name}/fp"] += len(said - true)
        counts[f"{name}/fn"] += len(true - said)


def spans(tags: Sequence[int], width: int) -> set[tuple[int, int, int]]:
    """The spans (first, past, kind) that a row of tags spells.

    >>> spans([0, 1, 2, 0, 1], 3)
    {(1, 3, 0), (4, 5, 0)}
    """
    out, at = set(), 0
    while at < len(tags):
        if 0 < tags[at] < width - 1:
            past = at + 1
            while past < len(tags) and tags[past] == width - 1:
                past += 1
            out.add((at, past, tags[at] - 1))
            at = past
        else:
            at += 1
    return out
