"""Training: annotated sentences → the weights of the finder and the filler."""

import logging
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager

import msgspec
import numpy as np
import torch
from torch import Tensor, nn

from sayso.coding.labels import Labels
from sayso.train.examples import Example, Target
from sayso.train.network import Filler, Finder

log = logging.getLogger(__name__)


AUXILIARY_WEIGHT = 3.0  # four labels among some seventy would else hardly count in the sum
ROLE_WEIGHT = 0.5
ATTRIBUTION_SLOTS = ("source", "cue", "content")
Asked = list[tuple[int, int, int, Target | None]]  # which sentence of the batch, event word, kind, and what is true


class Recipe(msgspec.Struct, frozen=True, kw_only=True):
    """How to train: everything that a run depends on besides its data."""

    epochs: int = 6  # of both parts together
    polish: int = 2  # then of the filler alone, with the auxiliaries weighing more
    batch: int = 16
    rate: float = 1.2e-4
    head_rate: float = 4e-4
    warmup: float = 0.1
    decoys: int = 2  # wrong event words a sentence that the filler learns to turn down
    attributions: float = 1.0  # sentences annotated for attribution alone, an epoch, for one annotated for events
    width: int = 192  # of the filler
    layers: int = 2
    seed: int = 7

    def in_batches_of(self, size: int) -> "Recipe":
        """The same recipe for batches of another size: the rates grow with its square root (Krizhevsky 2014).

        >>> Recipe().in_batches_of(64).rate
        0.00024
        """
        by = (size / self.batch) ** 0.5
        return msgspec.structs.replace(self, batch=size, rate=self.rate * by, head_rate=self.head_rate * by)

    def going_on(self) -> "Recipe":
        """The recipe for a network that has been trained before: rates that do not undo it, and no polish.

        >>> Recipe(epochs=2).going_on().rate
        6e-05
        """
        return msgspec.structs.replace(self, rate=self.rate / 2, head_rate=self.head_rate / 4, polish=0)


class Batch(msgspec.Struct, frozen=True, kw_only=True):
    """A batch of sentences as tensors.

    ids, mask, marks, cases and starts are (sentences, longest), gold and counts (sentences, longest, kinds).
    """

    examples: Sequence[Example]
    ids: Tensor
    mask: Tensor
    marks: Tensor
    cases: Tensor
    starts: Tensor  # 1 where a word begins
    gold: Tensor
    counts: Tensor  # how much each judgement weighs; 0 where it was not annotated


class Trainer:
    """Trains a finder and a filler in place: first together, then the filler on what the finder has come to see.

    >>> Trainer(finder, filler, labels, Recipe(epochs=1)).fit(examples)
    """

    def __init__(self, finder: Finder, filler: Filler, labels: Labels, recipe: Recipe) -> None:
        self.finder, self.filler, self.labels, self.recipe = finder, filler, labels, recipe
        self._order = random.Random(recipe.seed)
        self.device = finder.kind.device
        torch.manual_seed(recipe.seed)

    def fit(self, data: Sequence[Example]) -> None:
        """Both phases on ``data``."""
        self.run(data, self.recipe.epochs, _groups(self.finder, self.filler, self.recipe), lambda b: self._loss(b, 1.0))
        if self.recipe.polish:
            self.polish(data)

    def polish(self, data: Sequence[Example]) -> None:
        """Train the filler alone for a few epochs more; the finder stays as it is."""
        self.finder.requires_grad_(False)
        groups: list[dict[str, object]] = [{"params": list(self.filler.parameters()), "lr": self.recipe.rate}]
        told = [e for e in data if not e.pair]
        self.run(told, self.recipe.polish, groups, lambda b: self._loss(b, AUXILIARY_WEIGHT))
        self.finder.requires_grad_(True)

    def run(
        self, data: Sequence[Example], epochs: int, groups: list[dict[str, object]], loss_of: Callable[[Batch], Tensor]
    ) -> None:
        """Lower ``loss_of`` over ``data``: warm-up, then a rate that falls to nothing."""
        recipe = self.recipe
        steps = epochs * -(-len(self._drawn(data)) // recipe.batch)
        optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=self.device.type == "cuda")
        schedule = torch.optim.lr_scheduler.LambdaLR(
            optimizer, lambda n: min((n + 1) / (recipe.warmup * steps), max(0.0, 1 - n / steps))
        )
        self.finder.train()
        self.filler.train()
        for epoch in range(epochs):
            total, seen = torch.zeros((), device=self.device), 0
            for batch in batches(self._drawn(data), recipe.batch, self._order):
                with self._precision():
                    loss = loss_of(tensors(batch, self.labels, self.device))
                optimizer.zero_grad()
                loss.backward()
                nn.utils.clip_grad_norm_([*self.finder.parameters(), *self.filler.parameters()], 1.0)
                optimizer.step()
                schedule.step()
                total += loss.detach() * len(batch)
                seen += len(batch)
            log.info("epoch %d of %d: loss %.4f", epoch + 1, epochs, total.item() / seen)

    def _precision(self) -> AbstractContextManager[object]:
        """Products in bfloat16 on a processor that has an instruction for them: nearly twice as fast, as accurate."""
        fast = self.device.type == "cpu" and bool(torch.cpu.get_capabilities().get("amx_bf16"))
        return torch.autocast("cpu", dtype=torch.bfloat16, enabled=fast)

    def _drawn(self, data: Sequence[Example]) -> list[Example]:
        """What one epoch sees: everything, but of the sentences annotated for attribution alone a fresh share."""
        extra = [e for e in data if e.attributions and not e.events]
        rest = [e for e in data if e.events or e.pair or not e.attributions]
        told = sum(e.events for e in data)
        return rest + self._order.sample(extra, min(len(extra), round(self.recipe.attributions * told)))

    def _loss(self, batch: Batch, weight: float) -> Tensor:
        """The joint loss of one batch; ``weight`` is that of the auxiliaries."""
        return self._told(batch, self.finder(batch.ids, batch.mask, batch.marks, batch.cases), weight)

    def _told(self, batch: Batch, read: tuple[Tensor, Tensor, Tensor], weight: float) -> Tensor:
        """How far from what was annotated; ``read`` is what the finder made of the batch."""
        states, logits, pairs = read
        loss = found_loss(logits, batch) + pairs_loss(pairs, batch)
        asked: Asked = [(i, t.head, t.kind, t) for i, e in enumerate(batch.examples) for t in e.targets]
        asked += [(i, h, k, None) for i, h, k in _decoys(logits, batch, self.recipe.decoys)]
        if asked:
            rows, head, kind = columns(asked, self.device)
            slots, facts = self.filler(states[rows], batch.mask[rows], head, kind)
            targets = [a[3] for a in asked]
            loss = loss + facts_loss(facts, targets, self.labels, weight)
            loss = loss + slots_loss(slots, batch.mask[rows], targets, self.labels)
        return loss / len(batch.examples)


def columns(asked: Asked, device: torch.device) -> tuple[Tensor, Tensor, Tensor]:
    """Sentence, event word and kind of what is asked, each (events,)."""
    table = torch.tensor([a[:3] for a in asked]).to(device)
    return table[:, 0], table[:, 1], table[:, 2]


def _groups(finder: Finder, filler: Filler, recipe: Recipe) -> list[dict[str, object]]:
    """New heads learn faster than what comes pretrained."""
    new = [finder.cases, finder.kinds, finder.pairs]
    new += [filler.kind, filler.distance, filler.head, filler.slots, filler.facts]
    if filler.kind.embedding_dim != finder.words.embedding_dim:
        new.append(filler)
    fresh = {id(p) for m in new for p in m.parameters()}
    every = [*finder.parameters(), *filler.parameters()]
    return [
        {"params": [p for p in every if id(p) not in fresh], "lr": recipe.rate},
        {"params": [p for p in every if id(p) in fresh], "lr": recipe.head_rate},
    ]


def batches(data: Sequence[Example], size: int, order: random.Random) -> Iterator[list[Example]]:
    """Shuffled batches of sentences of like length, so that little is spent on padding."""
    shuffled = sorted(data, key=lambda e: len(e.ids) + order.random() * 8)
    cut = [list(shuffled[i : i + size]) for i in range(0, len(shuffled), size)]
    order.shuffle(cut)
    yield from cut


def tensors(batch: Sequence[Example], labels: Labels, device: torch.device) -> Batch:
    """A batch on its device, padded to its longest sentence."""
    shape = (len(batch), max(len(e.ids) for e in batch))
    events = len(labels.types)
    ids, marks, cases = (np.zeros(shape, np.int64) for _ in range(3))
    mask, begins = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
    gold, counts = (np.zeros((*shape, len(labels.kinds)), np.float32) for _ in range(2))
    for i, example in enumerate(batch):
        long = len(example.ids)
        ids[i, :long], mask[i, :long] = example.ids, 1.0
        marks[i, : len(example.marks)] = example.marks
        cases[i, :long] = example.cases
        begins[i, :long] = example.starts
        counts[i, :, :events] = begins[i, :, None] * example.events
        counts[i, :, events:] = begins[i, :, None] * example.attributions
        for t in example.targets:
            gold[i, t.head, t.kind] = 1.0
            counts[i, t.head, t.kind] = 1.5 if t.core and not t.plain else 1.0
    arrays = {"ids": ids, "mask": mask, "marks": marks, "cases": cases, "starts": begins, "gold": gold,
              "counts": counts}  # fmt: skip
    return Batch(examples=batch, **{name: torch.from_numpy(each).to(device) for name, each in arrays.items()})


def _decoys(logits: Tensor, batch: Batch, count: int) -> list[tuple[int, int, int]]:
    """For each sentence the likeliest wrong (piece, kind) pairs, as the finder sees it now."""
    wrong = (batch.gold > 0) | (batch.counts == 0)
    best = logits.detach().masked_fill(wrong, -1e4).flatten(1).topk(count)
    kinds = logits.shape[2]
    pairs = zip(best.indices.tolist(), best.values.tolist(), strict=True)
    return [(i, j // kinds, j % kinds) for i, (row, scores) in enumerate(pairs)
            for j, score in zip(row, scores, strict=True) if score > -1e4]  # fmt: skip


def found_loss(logits: Tensor, batch: Batch) -> Tensor:
    """How wrong the finder is about event words, summed over the batch."""
    return nn.functional.binary_cross_entropy_with_logits(logits, batch.gold, batch.counts, reduction="sum")


def pairs_loss(pairs: Tensor, batch: Batch) -> Tensor:
    """How wrong the types of marked pairs are; several types may be right, and any of them will do."""
    rows = [i for i, e in enumerate(batch.examples) if e.pair]
    if not rows:
        return torch.zeros((), device=pairs.device)
    share = torch.log_softmax(pairs[rows], dim=-1)
    return -torch.stack([share[n, list(batch.examples[i].pair)].logsumexp(0) for n, i in enumerate(rows)]).sum()


def facts_loss(facts: Tensor, targets: Sequence[Target | None], labels: Labels, weight: float) -> Tensor:
    """How wrong the auxiliaries, stances, modes and judgements are; a decoy has only to be judged no event."""
    truth, known = np.zeros(facts.shape, np.float32), np.ones(facts.shape, np.float32)
    a, u, m = len(labels.auxiliaries), len(labels.unnamed), len(labels.modes)
    known[:, :a] *= weight
    for i, t in enumerate(targets):
        if t is None or t.plain:
            known[i, : a + u + m] = 0.0
        if t is None:
            continue
        truth[i, [*t.aux, *(a + k for k in t.unnamed), *(a + u + k for k in t.modes)]] = 1.0
        truth[i, -2:] = 1.0, float(t.core)
    right, share = (torch.from_numpy(each).to(facts.device) for each in (truth, known))
    return nn.functional.binary_cross_entropy_with_logits(facts, right, share, reduction="sum")


def slots_loss(slots: Tensor, mask: Tensor, targets: Sequence[Target | None], labels: Labels) -> Tensor:
    """How wrong the tags of the roles are, over the real events and the slots that their kind has."""
    tags = np.zeros((len(labels.slots), *slots.shape[:2]), np.int64)
    known = np.zeros((len(labels.slots), slots.shape[0], 1), np.float32)
    for n, slot in enumerate(labels.slots):
        for i, t in enumerate(targets):
            if t is None:
                continue
            known[n, i] = slot_belongs(slot.name, t.plain)
            for first, end, k in t.slots[slot.name]:
                tags[n, i, first] = 1 + k
                tags[n, i, first + 1 : end] = slot.width - 1
    right, share = (torch.from_numpy(each).to(slots.device) for each in (tags, known))
    loss = torch.zeros((), device=slots.device)
    for n, (at, width) in enumerate(slot_columns(labels)):
        each = nn.functional.cross_entropy(slots[..., at : at + width].transpose(1, 2), right[n], reduction="none")
        loss = loss + ROLE_WEIGHT * (each * mask * share[n]).sum()
    return loss


def slot_columns(labels: Labels) -> Iterator[tuple[int, int]]:
    """Of each slot its first column among the filler's outputs, and how many it has."""
    at = 0
    for slot in labels.slots:
        yield at, slot.width
        at += slot.width


def slot_belongs(slot: str, attribution: bool) -> bool:
    """Whether an attribution, or else an event, has this slot."""
    return slot in ATTRIBUTION_SLOTS if attribution else slot not in ("source", "content")
