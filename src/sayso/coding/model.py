"""The learned coder at run time: ONNX graphs over word pieces, no torch."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from sayso.coding.labels import Labels, Slot
from sayso.coding.proposal import Filling, Proposal
from sayso.errors import ModelError

Floats = NDArray[np.float32]
MAX_PIECES = 384  # of one sentence; what stands beyond is not looked at, and real sentences end long before
FLOOR = 0.06  # the finder's probability under which the filler is not asked
MOST = 24  # proposals a sentence at the most


class Model:
    """Sentences in, proposals out.

    >>> model = Model(models.path("coder"))
    >>> [(p.type, p.head) for p in model.propose(["Rebels attacked the town."])[0]]
    [('ASSAULT', (7, 15))]

    Raises ``ModelError`` where the folder lacks a file or its graphs do not fit this version.
    """

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        for name in ("labels.json", "tokenizer.json", "finder.onnx", "filler.onnx"):
            if not (folder / name).is_file():
                raise ModelError(
                    f"the model folder {folder} has no {name}; train it anew, or give another with --model"
                )
        try:
            self.labels = msgspec.json.decode((folder / "labels.json").read_bytes(), type=Labels)
        except msgspec.DecodeError as error:
            raise ModelError(f"{folder / 'labels.json'} does not fit this version of sayso: {error}") from error
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MAX_PIECES)
        self._finder = _session(folder / "finder.onnx", threads)
        self._filler = _session(folder / "filler.onnx", threads)

    def propose(self, sentences: Sequence[str], batch: int = 24) -> list[list[Proposal]]:
        """For each sentence its proposals, the likeliest first; ``Proposal.sentence`` is the index in ``sentences``.

        Sentences of like length are run together, so the order of the input does not change what is found.
        """
        encodings = self._tokenizer.encode_batch(list(sentences))
        out: list[list[Proposal]] = [[] for _ in sentences]
        order = sorted(range(len(sentences)), key=lambda i: len(encodings[i].ids))
        for at in range(0, len(order), batch):
            rows = order[at : at + batch]
            for proposal in self._batch(rows, [encodings[i] for i in rows]):
                out[proposal.sentence].append(proposal)
        for found in out:
            found.sort(key=lambda p: -p.confidence)
        return out

    def _batch(self, rows: Sequence[int], encodings: Sequence[Encoding]) -> Iterator[Proposal]:
        ids, mask = _pad(encodings)
        states, logits = _run(self._finder, ids=ids, mask=mask)
        found = _sigmoid(logits) * _word_starts(encodings, ids.shape[1])[..., None]
        asked = [(int(i), int(h), int(k)) for i in range(len(rows)) for h, k in _likeliest(found[i])]
        if not asked:
            return
        which = np.array([a[0] for a in asked])
        heads, kinds = np.array([a[1] for a in asked]), np.array([a[2] for a in asked])
        slots, facts = _run(self._filler, states=states[which], mask=mask[which], head=heads, kind=kinds)
        facts = _sigmoid(facts)
        for n, (i, head, kind) in enumerate(asked):
            yield self._proposal(rows[i], encodings[i], head, kind, float(found[i, head, kind]), slots[n], facts[n])

    def _proposal(
        self, sentence: int, encoding: Encoding, head: int, kind: int, found: float, slots: Floats, facts: Floats
    ) -> Proposal:
        labels = self.labels
        a = len(labels.auxiliaries)
        u = a + len(labels.unnamed)
        fillings: dict[str, tuple[Filling, ...]] = {}
        at = 0
        for slot in labels.slots:
            fillings[slot.name] = tuple(_fillings(slots[: len(encoding.ids), at : at + slot.width], slot, encoding))
            at += slot.width
        return Proposal(
            sentence=sentence,
            head=_word(encoding, head, head + 1),
            type=labels.types[kind],
            found=found,
            sound=float(facts[-2]),
            core=float(facts[-1]),
            slots=fillings,
            aux=dict(zip(labels.auxiliaries, facts[:a].tolist(), strict=True)),
            unnamed=dict(zip(labels.unnamed, facts[a:u].tolist(), strict=True)),
            modes=dict(zip(labels.modes, facts[u:-2].tolist(), strict=True)),
        )


def _session(path: Path, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False  # batches differ in shape, and the arena keeps the largest of each
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _run(session: onnxruntime.InferenceSession, **inputs: NDArray[Any]) -> list[Floats]:
    """What a graph gives for its inputs; all its outputs are dense arrays of floats."""
    return [np.asarray(each, np.float32) for each in session.run(None, inputs)]


def _pad(encodings: Sequence[Encoding]) -> tuple[NDArray[np.int64], Floats]:
    longest = max(len(e.ids) for e in encodings)
    ids = np.zeros((len(encodings), longest), np.int64)
    mask = np.zeros((len(encodings), longest), np.float32)
    for i, encoding in enumerate(encodings):
        ids[i, : len(encoding.ids)] = encoding.ids
        mask[i, : len(encoding.ids)] = 1.0
    return ids, mask


def _word_starts(encodings: Sequence[Encoding], length: int) -> Floats:
    """1 where a piece begins a word, (sentences, length): an event word is asked for at its first piece."""
    starts = np.zeros((len(encodings), length), np.float32)
    for i, encoding in enumerate(encodings):
        words = encoding.word_ids
        for j, word in enumerate(words):
            starts[i, j] = word is not None and (j == 0 or words[j - 1] != word)
    return starts


def _likeliest(found: Floats) -> list[tuple[int, int]]:
    """The (piece, type) pairs worth asking the filler about, at most ``MOST``."""
    heads, kinds = np.nonzero(found >= FLOOR)
    order = np.argsort(-found[heads, kinds])[:MOST]
    return list(zip(heads[order].tolist(), kinds[order].tolist(), strict=True))


def _fillings(logits: Floats, slot: Slot, encoding: Encoding) -> Iterator[Filling]:
    """The spans that a slot's labels spell, in order; (pieces, width) logits."""
    share = np.exp(logits - logits.max(axis=-1, keepdims=True))
    share /= share.sum(axis=-1, keepdims=True)
    tags = logits.argmax(axis=-1)
    inside = slot.width - 1
    first = 0
    while first < len(tags):
        if tags[first] == 0 or encoding.word_ids[first] is None:
            first += 1
            continue
        past = first + 1
        while past < len(tags) and tags[past] == inside and encoding.word_ids[past] is not None:
            past += 1
        start, end = _word(encoding, first, past)
        kind = int(logits[first, 1:inside].argmax())
        yield Filling(start, end, kind, float(1 - share[first, 0]))
        first = past


def _word(encoding: Encoding, first: int, past: int) -> tuple[int, int]:
    """The characters of pieces ``first`` to ``past``, widened to whole words."""
    words = encoding.word_ids
    while first > 0 and words[first - 1] is not None and words[first - 1] == words[first]:
        first -= 1
    while past < len(words) and words[past] is not None and words[past] == words[past - 1]:
        past += 1
    return encoding.offsets[first][0], encoding.offsets[past - 1][1]


def _sigmoid(x: Floats) -> Floats:
    return (1.0 / (1.0 + np.exp(-x))).astype(np.float32)
