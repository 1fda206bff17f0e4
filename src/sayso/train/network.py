"""The network: one encoder pass a sentence finds event words; a light pass an event word fills its roles.

The encoder is BERT as Devlin et al. (2019) describe it, in the six-layer MiniLM size of Wang et al. (2020). It is
written out here, forty lines, because the shipped ONNX graph should hold these operations and nothing else, and
because training then needs no further library than torch.
"""

import torch
from torch import Tensor, nn

from sayso.coding.labels import Labels

HIDDEN, HEADS, FEED, LAYERS, VOCABULARY, POSITIONS = 384, 12, 1536, 6, 30522, 512
NEAREST = 24  # distances to the event word beyond this many pieces share one embedding
MARKS = 3  # of a piece of a pair: none, its source, its target
CASES = 3  # of the word of a piece: small, a capital first, capitals


class Layer(nn.Module):
    """One transformer layer: (batch, length, width) → the same shape; ``bias`` is added to the attention scores."""

    def __init__(self, width: int = HIDDEN, heads: int = HEADS, feed: int = FEED) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value, self.out = (nn.Linear(width, width) for _ in range(4))
        self.norm1, self.norm2 = nn.LayerNorm(width, eps=1e-12), nn.LayerNorm(width, eps=1e-12)
        self.up, self.down = nn.Linear(width, feed), nn.Linear(feed, width)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        batch, length, width = x.shape
        q, k, v = (f(x).view(batch, length, self.heads, -1).transpose(1, 2) for f in (self.query, self.key, self.value))
        weight = torch.softmax(q @ k.transpose(-1, -2) / (width // self.heads) ** 0.5 + bias, dim=-1)
        mixed = (self.drop(weight) @ v).transpose(1, 2).reshape(batch, length, width)
        x = self.norm1(x + self.drop(self.out(mixed)))
        return self.norm2(x + self.drop(self.down(nn.functional.gelu(self.up(x)))))


def attention_bias(mask: Tensor) -> Tensor:
    """(batch, length) of 1 for a token and 0 for padding → what keeps attention off the padding."""
    return (1.0 - mask.to(torch.float32))[:, None, None, :] * -10000.0


class Finder(nn.Module):
    """Pieces of a sentence → their states, and for each piece and kind the logit that it heads such an event.

    ``kinds`` are the event types and, last, attribution. ``marks`` (batch, length) are 0 but where a pair is asked for:
    1 on the pieces of its source, 2 on those of its target; ``pairs`` (batch, types) then types the pair. ``cases``
    (batch, length) say how the words are written, which the pieces do not.
    """

    def __init__(self, labels: Labels) -> None:
        super().__init__()
        self.words, self.positions = nn.Embedding(VOCABULARY, HIDDEN), nn.Embedding(POSITIONS, HIDDEN)
        self.kind = nn.Parameter(torch.zeros(HIDDEN))
        self.marks = nn.Embedding(MARKS, HIDDEN, padding_idx=0)
        self.cases = nn.Embedding(CASES, HIDDEN, padding_idx=0)
        self.norm, self.drop = nn.LayerNorm(HIDDEN, eps=1e-12), nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.kinds = nn.Linear(HIDDEN, len(labels.kinds))
        self.pairs = nn.Sequential(nn.Linear(3 * HIDDEN, HIDDEN), nn.Tanh(), nn.Dropout(0.1),
                                   nn.Linear(HIDDEN, len(labels.types)))  # fmt: skip
        for embedding in (self.marks, self.cases):
            nn.init.normal_(embedding.weight.data[1:], std=0.02)

    def forward(self, ids: Tensor, mask: Tensor, marks: Tensor, cases: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        where = torch.arange(ids.shape[1], device=ids.device)
        x = self.words(ids) + self.positions(where)[None] + self.kind + self.marks(marks) + self.cases(cases)
        x = self.drop(self.norm(x))
        bias = attention_bias(mask)
        for layer in self.layers:
            x = layer(x, bias)
        source, target = (_mean(x, (marks == each).to(x.dtype)) for each in (1, 2))
        return x, self.kinds(self.drop(x)), self.pairs(torch.cat([x[:, 0], source, target], dim=-1))


def _mean(x: Tensor, share: Tensor) -> Tensor:
    """The mean state of the pieces where ``share`` (batch, length) is 1; zeros where it is nowhere 1."""
    return (x * share[..., None]).sum(1) / share.sum(1, keepdim=True).clamp(min=1.0)


class Filler(nn.Module):
    """The states of one sentence and one event word in it → its roles, auxiliaries, stance, modes and soundness.

    Takes states (events, length, 384), mask (events, length), head (events,) the event word's piece and kind (events,)
    its kind. Gives slots (events, length, sum of widths) and facts (events, auxiliaries + unnamed + modes + 2): the
    last two are the logits that the event is an event at all, and that it is a core one. It is narrower than the
    encoder, since it runs once for every event word that comes into question.
    """

    def __init__(self, labels: Labels, width: int = 192, layers: int = 2) -> None:
        super().__init__()
        self.narrow = nn.Linear(HIDDEN, width) if width != HIDDEN else nn.Identity()
        self.kind = nn.Embedding(len(labels.kinds), width)
        self.distance = nn.Embedding(2 * NEAREST + 1, width)
        self.head = nn.Linear(HIDDEN, width)
        self.norm, self.drop = nn.LayerNorm(width, eps=1e-12), nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer(width, HEADS * width // HIDDEN, 4 * width) for _ in range(layers))
        self.slots = nn.Linear(width, sum(s.width for s in labels.slots))
        facts = len(labels.auxiliaries) + len(labels.unnamed) + len(labels.modes) + 2
        self.facts = nn.Linear(2 * width, facts)
        for embedding in (self.kind, self.distance):
            nn.init.normal_(embedding.weight, std=0.02)
        nn.init.normal_(self.head.weight, std=0.02)

    def forward(self, states: Tensor, mask: Tensor, head: Tensor, kind: Tensor) -> tuple[Tensor, Tensor]:
        length, hidden = states.shape[1], states.shape[2]
        at = torch.gather(states, 1, head[:, None, None].expand(-1, 1, hidden))
        away = torch.arange(length, device=states.device)[None] - head[:, None]
        marked = self.head(at) + self.kind(kind)[:, None] + self.distance(away.clamp(-NEAREST, NEAREST) + NEAREST)
        x = self.drop(self.norm(self.narrow(states) + marked))
        bias = attention_bias(mask)
        for layer in self.layers:
            x = layer(x, bias)
        event = torch.gather(x, 1, head[:, None, None].expand(-1, 1, x.shape[2]))[:, 0]
        return self.slots(self.drop(x)), self.facts(self.drop(torch.cat([event, x[:, 0]], dim=-1)))


def load_base(finder: Finder, filler: Filler, weights: dict[str, Tensor]) -> None:
    """Start from a BERT checkpoint; layers of the filler that are as wide start as copies of the encoder's last."""
    finder.words.weight.data.copy_(weights["embeddings.word_embeddings.weight"])
    finder.positions.weight.data.copy_(weights["embeddings.position_embeddings.weight"])
    finder.kind.data.copy_(weights["embeddings.token_type_embeddings.weight"][0])
    _copy(finder.norm, weights, "embeddings.LayerNorm")
    first = LAYERS - len(filler.layers)
    for n, layer in [*enumerate(finder.layers), *enumerate(filler.layers, start=first)]:
        assert isinstance(layer, Layer)
        if layer.query.in_features != HIDDEN:
            continue
        at = f"encoder.layer.{n}."
        for part, name in (
            (layer.query, "attention.self.query"),
            (layer.key, "attention.self.key"),
            (layer.value, "attention.self.value"),
            (layer.out, "attention.output.dense"),
            (layer.norm1, "attention.output.LayerNorm"),
            (layer.up, "intermediate.dense"),
            (layer.down, "output.dense"),
            (layer.norm2, "output.LayerNorm"),
        ):
            _copy(part, weights, at + name)


def _copy(part: nn.Linear | nn.LayerNorm, weights: dict[str, Tensor], name: str) -> None:
    part.weight.data.copy_(weights[f"{name}.weight"])
    part.bias.data.copy_(weights[f"{name}.bias"])
