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


AUXILIARY_WEIGHT = 3.0  # four labels among some seventy would else hardly count in the sum
ROLE_WEIGHT = 0.5


class Recipe(msgspec.Struct, frozen=True, kw_only=True):
    """How to train: everything that a run depends on besides its data."""

    epochs: int = 9  # of both parts together
    polish: int = 4  # then of the filler alone, with the auxiliaries weighing more
    batch: int = 16
    rate: float = 1.2e-4
    head_rate: float = 6e-4
    warmup: float = 0.1
    decoys: int = 2  # wrong event words a sentence that the filler learns to turn down
    seed: int = 7


class Trainer:
    """Trains a finder and a filler in place: first together, then the filler on what the finder has come to see.

    >>> Trainer(finder, filler, labels, Recipe(epochs=1)).fit(examples)
    """

    def __init__(self, finder: Finder, filler: Filler, labels: Labels, recipe: Recipe) -> None:
        self.finder, self.filler, self.labels, self.recipe = finder, filler, labels, recipe
        self._order = random.Random(recipe.seed)
        torch.manual_seed(recipe.seed)

    def fit(self, data: Sequence[Example]) -> None:
        """Both phases on ``data``."""
        self._epochs(data, self.recipe.epochs, _groups(self.finder, self.filler, self.recipe), 1.0)
        self.polish(data)

    def polish(self, data: Sequence[Example]) -> None:
        """Train the filler alone for a few epochs more; the finder stays as it is."""
        self.finder.requires_grad_(False)
        groups: list[dict[str, object]] = [{"params": list(self.filler.parameters()), "lr": self.recipe.rate}]
        self._epochs(data, self.recipe.polish, groups, AUXILIARY_WEIGHT)
        self.finder.requires_grad_(True)

    def _epochs(self, data: Sequence[Example], epochs: int, groups: list[dict[str, object]], weight: float) -> None:
        recipe = self.recipe
        steps = epochs * -(-len(data) // recipe.batch)
        optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
        schedule = torch.optim.lr_scheduler.LambdaLR(
            optimizer, lambda n: min((n + 1) / (recipe.warmup * steps), max(0.0, 1 - n / steps))
        )
        self.finder.train()
        self.filler.train()
        for epoch in range(epochs):
            total = 0.0
            for batch in batches(data, recipe.batch, self._order):
                loss = self._loss(batch, weight)
                optimizer.zero_grad()
                loss.backward()
                nn.utils.clip_grad_norm_([*self.finder.parameters(), *self.filler.parameters()], 1.0)
                optimizer.step()
                schedule.step()
                total += loss.item() * len(batch)
            log.info("epoch %d of %d: loss %.4f", epoch + 1, epochs, total / len(data))

    def _loss(self, batch: Sequence[Example], weight: float) -> Tensor:
        """The joint loss of one batch; ``weight`` is that of the auxiliaries."""
        ids, mask = pad([e.ids for e in batch])
        states, logits = self.finder(ids, mask)
        gold = torch.zeros_like(logits)
        counts = torch.zeros_like(logits)
        for i, example in enumerate(batch):
            counts[i, : len(example.ids)] = torch.tensor(example.starts, dtype=torch.float32)[:, None]
            for t in example.targets:
                gold[i, t.head, t.kind] = 1.0
                counts[i, t.head, t.kind] = 1.5 if t.core else 1.0
        found = nn.functional.binary_cross_entropy_with_logits(logits, gold, counts, reduction="sum") / len(batch)
        asked = [(i, t.head, t.kind, t) for i, e in enumerate(batch) for t in e.targets]
        asked += [(i, h, k, None) for i, h, k in _decoys(logits, gold, counts, self.recipe.decoys)]
        if not asked:
            return found
        rows = torch.tensor([a[0] for a in asked])
        head, kind = torch.tensor([a[1] for a in asked]), torch.tensor([a[2] for a in asked])
        slots, facts = self.filler(states[rows], mask[rows], head, kind)
        targets = [a[3] for a in asked]
        filled = facts_loss(facts, targets, self.labels, weight) + slots_loss(slots, mask[rows], targets, self.labels)
        return found + filled / len(batch)


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


def _decoys(logits: Tensor, gold: Tensor, weight: Tensor, count: int) -> list[tuple[int, int, int]]:
    """For each sentence the likeliest wrong (piece, type) pairs, as the finder sees it now."""
    score = logits.detach().masked_fill((gold > 0) | (weight == 0), -1e4).flatten(1)
    best = score.topk(min(count, score.shape[1])).indices
    kinds = logits.shape[2]
    return [(i, int(j) // kinds, int(j) % kinds) for i in range(len(best)) for j in best[i]]


def facts_loss(facts: Tensor, targets: Sequence[Target | None], labels: Labels, weight: float) -> Tensor:
    """How wrong the auxiliaries, stances, modes and judgements are; a decoy has only to be judged no event."""
    truth = torch.zeros_like(facts)
    known = torch.ones_like(facts)
    a, u, m = len(labels.auxiliaries), len(labels.unnamed), len(labels.modes)
    known[:, :a] *= weight
    for i, t in enumerate(targets):
        if t is None:
            known[i, : a + u + m] = 0.0
            continue
        for j in (*t.aux, *(a + k for k in t.unnamed), *(a + u + k for k in t.modes)):
            truth[i, j] = 1.0
        truth[i, -2], truth[i, -1] = 1.0, float(t.core)
    return nn.functional.binary_cross_entropy_with_logits(facts, truth, known, reduction="sum")


def slots_loss(slots: Tensor, mask: Tensor, targets: Sequence[Target | None], labels: Labels) -> Tensor:
    """How wrong the tags of the roles are, over the real events."""
    real = [i for i, t in enumerate(targets) if t is not None]
    loss = torch.zeros(())
    at = 0
    for slot in labels.slots:
        tags = torch.zeros(slots.shape[:2], dtype=torch.long)
        for i, t in enumerate(targets):
            for first, end, k in t.slots[slot.name] if t else ():
                tags[i, first] = 1 + k
                tags[i, first + 1 : end] = slot.width - 1
        each = nn.functional.cross_entropy(slots[..., at : at + slot.width].transpose(1, 2), tags, reduction="none")
        loss = loss + ROLE_WEIGHT * (each * mask)[real].sum()
        at += slot.width
    return loss
