"""The learned coder at run time: ONNX graphs over word pieces, no torch."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from sayso.coding.labels import Labels, Slot
from sayso.coding.pieces import Prefixes, with_prefix
from sayso.coding.proposal import Filling, Proposal
from sayso.errors import ModelError

Floats = NDArray[np.float32]
MAX_PIECES = 384  # of one sentence; what stands beyond is not looked at, and real sentences end long before
_SURROGATE = re.compile("[\ud800-\udfff]")
FLOOR = 0.2  # the finder's probability under which the filler is not asked, unless the caller wants more
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
        self._tokenizer = _tokenizer(folder / "tokenizer.json")
        self._finder = _session(folder / "finder.onnx", threads)
        self._filler = _session(folder / "filler.onnx", threads)

    def propose(self, sentences: Sequence[str], floor: float = FLOOR) -> list[list[Proposal]]:
        """For each sentence its proposals, the likeliest first; ``Proposal.sentence`` is the index in ``sentences``.

        Each sentence runs alone: dynamic quantization scales by all that is run together, so that in a batch a
        sentence's scores would depend on its neighbours, and coding a report twice could give two answers. On two
        cores batches were no faster.
        """
        encodings = self._tokenizer.encode_batch([_encodable(s) for s in sentences])
        out: list[list[Proposal]] = []
        for index, encoding in enumerate(encodings):
            out.append(sorted(self._one(index, encoding, floor), key=lambda p: (-p.confidence, p.head, p.type)))
        return out

    def _one(self, index: int, encoding: Encoding, floor: float) -> Iterator[Proposal]:
        ids, mask = np.array([encoding.ids], np.int64), np.ones((1, len(encoding.ids)), np.float32)
        states, logits = _run(self._finder, ids=ids, mask=mask)
        found = _sigmoid(logits[0]) * _word_starts(encoding)[:, None]
        asked = _likeliest(found, floor)
        if not asked:
            return
        heads, kinds = np.array([h for h, _ in asked]), np.array([k for _, k in asked])
        many = len(asked)
        slots, facts = _run(
            self._filler, states=states.repeat(many, axis=0), mask=mask.repeat(many, axis=0), head=heads, kind=kinds
        )
        facts = _sigmoid(facts)
        for n, (head, kind) in enumerate(asked):
            yield self._proposal(index, encoding, head, kind, float(found[head, kind]), slots[n], facts[n])

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


def _tokenizer(path: Path) -> Tokenizer:
    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:
        raise ModelError(
            f"{path} is damaged or no tokenizer ({error}); reinstall sayso or train the model anew"
        ) from error
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_PIECES)
    return tokenizer


def _session(path: Path, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False  # sentences differ in length, and the arena keeps the largest of each
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:
        raise ModelError(
            f"{path} is damaged or no ONNX graph ({error}); reinstall sayso or train the model anew"
        ) from error


def _run(session: onnxruntime.InferenceSession, **inputs: NDArray[Any]) -> list[Floats]:
    """What a graph gives for its inputs; all its outputs are dense arrays of floats."""
    return [np.asarray(each, np.float32) for each in session.run(None, inputs)]


def _encodable(text: str) -> str:
    """The text with lone surrogates, which no tokenizer takes, replaced one for one."""
    return _SURROGATE.sub("\ufffd", text)


def _word_starts(encoding: Encoding) -> Floats:
    """1 where a piece begins a word, (pieces,): an event word is asked for at its first piece."""
    words = encoding.word_ids
    return np.array([w is not None and (j == 0 or words[j - 1] != w) for j, w in enumerate(words)], np.float32)


def _likeliest(found: Floats, floor: float) -> list[tuple[int, int]]:
    """The (piece, type) pairs worth asking the filler about, at most ``MOST``."""
    heads, kinds = np.nonzero(found >= floor)
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
