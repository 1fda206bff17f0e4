"""Several trained networks teach one: it learns what they agree on, also in sentences that nobody annotated.

After Hinton et al. (2015). The teachers differ in their seed alone; their mean is better than each of them, and a
student of the same size comes near it.
"""

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from sayso.coding.labels import Labels
from sayso.train.examples import Example
from sayso.train.fit import ROLE_WEIGHT, Asked, Batch, Recipe, Trainer, columns, slot_columns
from sayso.train.network import Filler, Finder

LIKELY, MOST = 0.1, 4  # the event words of a sentence that the teachers are asked about
HARD = 0.5  # how much what was annotated counts beside what the teachers say


class Student(Trainer):
    """Trains a finder and a filler on annotated and other sentences with the help of ``teachers``."""

    def __init__(
        self, finder: Finder, filler: Filler, labels: Labels, recipe: Recipe, teachers: Sequence[tuple[Finder, Filler]]
    ) -> None:
        super().__init__(finder, filler, labels, recipe)
        self.teachers = [(f.eval().requires_grad_(False), g.eval().requires_grad_(False)) for f, g in teachers]

    def _drawn(self, data: Sequence[Example]) -> list[Example]:
        """What one epoch sees: all that is annotated for events or pairs, and as many other sentences."""
        rest = [e for e in data if not e.events and not e.pair]
        told = [e for e in data if e.events or e.pair]
        many = round(self.recipe.attributions * sum(e.events for e in data))
        return told + self._order.sample(rest, min(len(rest), many))

    def _loss(self, batch: Batch, weight: float) -> Tensor:
        with torch.no_grad():
            heard = [f(batch.ids, batch.mask, batch.marks, batch.cases) for f, _ in self.teachers]
            found = torch.stack([torch.sigmoid(h[1]) for h in heard]).mean(0)
            typed = torch.stack([torch.softmax(h[2], -1) for h in heard]).mean(0)
        read = self.finder(batch.ids, batch.mask, batch.marks, batch.cases)
        states, logits, pairs = read
        marked = torch.tensor([bool(e.pair) for e in batch.examples], device=self.device)
        asked_of = (batch.starts * ~marked[:, None])[..., None]
        loss = nn.functional.binary_cross_entropy_with_logits(
            logits, found, asked_of.expand_as(logits), reduction="sum"
        )
        loss = loss - (typed * torch.log_softmax(pairs, -1)).sum(-1)[marked].sum()
        asked = self._asked(batch, found * asked_of)
        if asked:
            rows, head, kind = columns(asked, self.device)
            mask = batch.mask[rows]
            with torch.no_grad():
                said = [g(h[0][rows], mask, head, kind) for h, (_, g) in zip(heard, self.teachers, strict=True)]
            slots, facts = self.filler(states[rows], mask, head, kind)
            loss = loss + self._heeded(slots, facts, said, mask, weight)
        return (1 - HARD) * loss / len(batch.examples) + HARD * self._told(batch, read, weight)

    def _asked(self, batch: Batch, found: Tensor) -> Asked:
        best = found.flatten(1).topk(MOST)
        kinds = found.shape[2]
        rows = zip(best.indices.tolist(), best.values.tolist(), strict=True)
        return [(i, j // kinds, j % kinds, None) for i, (row, scores) in enumerate(rows)
                for j, score in zip(row, scores, strict=True) if score > LIKELY]  # fmt: skip

    def _heeded(
        self, slots: Tensor, facts: Tensor, said: Sequence[tuple[Tensor, Tensor]], mask: Tensor, weight: float
    ) -> Tensor:
        """How far the filler is from the mean of the teachers' fillers."""
        truth = torch.stack([torch.sigmoid(f) for _, f in said]).mean(0)
        known = torch.ones_like(facts)
        known[:, : len(self.labels.auxiliaries)] = weight
        loss = nn.functional.binary_cross_entropy_with_logits(facts, truth, known, reduction="sum")
        for at, width in slot_columns(self.labels):
            part = slice(at, at + width)
            share = torch.stack([torch.softmax(s[..., part], -1) for s, _ in said]).mean(0)
            each = -(share * torch.log_softmax(slots[..., part], -1)).sum(-1)
            loss = loss + ROLE_WEIGHT * (each * mask).sum()
        return loss
