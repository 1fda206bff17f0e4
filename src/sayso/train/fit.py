"""Training: annotated sentences → the weights of the finder and the filler."""

import logging
import random
from collections.abc import Iterator, Sequence

import msgspec
import torch
from torch import Tensor, nn

from sayso.coding.labels import Labels
from sayso.train.examples import Example, Target
from sayso.train.network import Filler, Finder

log = logging.getLogger(__name__)


class Recipe(msgspec.Struct, frozen=True, kw_only=True):
    """How to train: everything that a run depends on besides its data."""

    epochs: int = 10
    batch: int = 16
    rate: float = 1.2e-4
    head_rate: float = 6e-4
    warmup: float = 0.1
    decoys: int = 2  # wrong event words a sentence that the filler learns to turn down
    seed: int = 7


def fit(finder: Finder, filler: Filler, data: Sequence[Example], labels: Labels, recipe: Recipe) -> None:
    """Train both parts in place on ``data``."""
    torch.manual_seed(recipe.seed)
    order = random.Random(recipe.seed)
    steps = recipe.epochs * -(-len(data) // recipe.batch)
    optimizer = torch.optim.AdamW(_groups(finder, filler, recipe), weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min((n + 1) / (recipe.warmup * steps), max(0.0, 1 - n / steps))
    )
    finder.train()
    filler.train()
    for epoch in range(recipe.epochs):
        total = 0.0
        for batch in batches(data, recipe.batch, order):
            loss = batch_loss(finder, filler, batch, labels, recipe)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_([*finder.parameters(), *filler.parameters()], 1.0)
            optimizer.step()
            schedule.step()
            total += loss.item() * len(batch)
        log.info("epoch %d of %d: loss %.4f", epoch + 1, recipe.epochs, total / len(data))


def _groups(finder: Finder, filler: Filler, recipe: Recipe) -> list[dict[str, object]]:
    """New heads learn faster than what comes pretrained."""
    new = {id(p) for m in (finder.types, filler.kind, filler.distance, filler.head, filler.slots, filler.facts)
           for p in m.parameters()}  # fmt: skip
    every = [*finder.parameters(), *filler.parameters()]
    return [
        {"params": [p for p in every if id(p) not in new], "lr": recipe.rate},
        {"params": [p for p in every if id(p) in new], "lr": recipe.head_rate},
    ]


def batches(data: Sequence[Example], size: int, order: random.Random) -> Iterator[list[Example]]:
    """Shuffled batches of sentences of like length, so that little is spent on padding."""
    shuffled = sorted(data, key=lambda e: len(e.ids) + order.random() * 8)
    cut = [list(shuffled[i : i + size]) for i in range(0, len(shuffled), size)]
    order.shuffle(cut)
    yield from cut


def pad(rows: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
    """Rows of piece ids → ids and mask, both (rows, longest)."""
    longest = max(len(r) for r in rows)
    ids = torch.tensor([[*r, *[0] * (longest - len(r))] for r in rows])
    mask = torch.tensor([[1.0] * len(r) + [0.0] * (longest - len(r)) for r in rows])
    return ids, mask


def batch_loss(finder: Finder, filler: Filler, batch: Sequence[Example], labels: Labels, recipe: Recipe) -> Tensor:
    """The joint loss of one batch."""
    ids, mask = pad([e.ids for e in batch])
    states, logits = finder(ids, mask)
    gold = torch.zeros_like(logits)
    weight = torch.zeros_like(logits)
    for i, example in enumerate(batch):
        weight[i, : len(example.ids)] = torch.tensor(example.starts, dtype=torch.float32)[:, None]
        for t in example.targets:
            gold[i, t.head, t.kind] = 1.0
            weight[i, t.head, t.kind] = 1.5 if t.core else 1.0
    found = nn.functional.binary_cross_entropy_with_logits(logits, gold, weight, reduction="sum") / len(batch)
    asked = [(i, t.head, t.kind, t) for i, e in enumerate(batch) for t in e.targets]
    asked += [(i, h, k, None) for i, h, k in _decoys(logits, gold, weight, recipe.decoys)]
    if not asked:
        return found
    rows = torch.tensor([a[0] for a in asked])
    head, kind = torch.tensor([a[1] for a in asked]), torch.tensor([a[2] for a in asked])
    slots, facts = filler(states[rows], mask[rows], head, kind)
    return found + _filled_loss(slots, facts, mask[rows], [a[3] for a in asked], labels) / len(batch)


def _decoys(logits: Tensor, gold: Tensor, weight: Tensor, count: int) -> list[tuple[int, int, int]]:
    """For each sentence the likeliest wrong (piece, type) pairs, as the finder sees it now."""
    score = logits.detach().masked_fill((gold > 0) | (weight == 0), -1e4).flatten(1)
    best = score.topk(min(count, score.shape[1])).indices
    kinds = logits.shape[2]
    return [(i, int(j) // kinds, int(j) % kinds) for i in range(len(best)) for j in best[i]]


def _filled_loss(
    slots: Tensor, facts: Tensor, mask: Tensor, targets: Sequence[Target | None], labels: Labels
) -> Tensor:
    real = [i for i, t in enumerate(targets) if t is not None]
    truth = torch.zeros_like(facts)
    known = torch.ones_like(facts)
    a, u, m = len(labels.auxiliaries), len(labels.unnamed), len(labels.modes)
    for i, t in enumerate(targets):
        if t is None:
            known[i, : a + u + m] = 0.0
            continue
        for j in (*t.aux, *(a + k for k in t.unnamed), *(a + u + k for k in t.modes)):
            truth[i, j] = 1.0
        truth[i, -2], truth[i, -1] = 1.0, float(t.core)
    loss = nn.functional.binary_cross_entropy_with_logits(facts, truth, known, reduction="sum")
    at = 0
    for slot in labels.slots:
        tags = torch.zeros(slots.shape[:2], dtype=torch.long)
        for i, t in enumerate(targets):
            for first, end, k in t.slots[slot.name] if t else ():
                tags[i, first] = 1 + k
                tags[i, first + 1 : end] = slot.width - 1
        each = nn.functional.cross_entropy(slots[..., at : at + slot.width].transpose(1, 2), tags, reduction="none")
        loss = loss + 0.5 * (each * mask)[real].sum()
        at += slot.width
    return loss
