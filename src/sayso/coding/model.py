"""The learned coder at run time: ONNX graphs over word pieces, no torch."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from sayso.coding.labels import Labels, Slot
from sayso.coding.pieces import Pieces, Prefixes, Setting, pair_marks
from sayso.coding.proposal import Attribution, Filling, Proposal, Reading
from sayso.document import encodable
from sayso.errors import ModelError

Floats = NDArray[np.float32]
MAX_PIECES = 384  # of one sentence; what stands beyond is not looked at, and real sentences end long before
FLOOR = 0.2  # the finder's probability under which the filler is not asked, unless the caller wants more
ATTRIBUTION_FLOOR = 0.6  # of an attribution; near the best F1 on PolNeAR's own training part
# The spans of an attribution are long and seldom stand side by side: an inner beginning begins nothing, and a few
# pieces that the network is not sure of do not break a span, if each is at least so likely to be part of it.
LONG = frozenset({"source", "cue", "content"})
GAP, BRIDGE = 3, 0.1
# How likely a piece must be to fill a slot at all, half where nothing is said: best F1 on the held-out documents.
FAINT: dict[str, float] = {"actor": 0.35, "recipient": 0.3, "holder": 0.35, "place": 0.35, "trigger": 0.35}
MOST = 24  # proposals a sentence at the most
# Sum and norm in one take onnxruntime 1.32 six times as long as one after the other: an eighth of all its time.
_SLOWER = ("SkipLayerNormFusion",)


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
        self._prefixes = Prefixes(self._tokenizer)
        self._finder = _session(folder / "finder.onnx", threads)
        self._filler = _session(folder / "filler.onnx", threads)

    def floor(self, threshold: float) -> float:
        """The finder's probability under which not even a perfect filler lifts an event over the threshold."""
        return self.labels.calibration.raw(threshold) ** 2

    def propose(
        self,
        sentences: Sequence[str],
        settings: Sequence[Setting] = (),
        floor: float = FLOOR,
        faint: float | None = None,
    ) -> list[list[Proposal]]:
        """For each sentence its proposals, the likeliest first; ``Proposal.sentence`` is the index in ``sentences``.

        ``settings`` say when and where each sentence stood; without them they are taken as sentences that stand alone.
        ``floor`` is the probability under which an event word is not looked into, ``faint`` a lower one down to which
        words are looked into apart. Each sentence runs by itself, and what is faint by itself too: dynamic quantization
        scales by all that is run together, so that in a batch a sentence's scores would depend on its neighbours, and
        coding a report twice, or explaining it, could give two answers. On two cores batches were no faster.
        """
        return [reading.proposals for reading in self.read(sentences, settings, floor, faint)]

    def read(
        self,
        sentences: Sequence[str],
        settings: Sequence[Setting] = (),
        floor: float = FLOOR,
        faint: float | None = None,
    ) -> list[Reading]:
        """For each sentence its proposals and its gist; the arguments are those of ``propose``."""
        pieces = self._pieces(sentences, settings)
        return [self._reading(index, each, floor, faint) for index, each in enumerate(pieces)]

    def attributions(self, sentences: Sequence[str], settings: Sequence[Setting] = ()) -> list[list[Attribution]]:
        """For each sentence who is cited in it for what, in the order of the cues; ``settings`` as in ``propose``."""
        return [self._attributions(pieces) for pieces in self._pieces(sentences, settings)]

    def pair(self, sentence: str, source: tuple[int, int], target: tuple[int, int]) -> dict[str, float]:
        """How likely each event type is between two participants, by their characters in the sentence.

        >>> max(scores := model.pair("Iran condemned the ruling.", (0, 4), (15, 25)), key=scores.get)
        'ACCUSE'
        """
        (pieces,) = self._pieces([sentence], ())
        marks = np.array([pair_marks(pieces.offsets, source, target)], np.int64)
        _, _, logits = self._find(pieces, marks)
        share = np.exp(logits - logits.max())
        return dict(zip(self.labels.types, (share / share.sum()).tolist(), strict=True))

    def _pieces(self, sentences: Sequence[str], settings: Sequence[Setting]) -> Iterator[Pieces]:
        texts = [encodable(s) for s in sentences]
        encodings = self._tokenizer.encode_batch(texts)
        for text, encoding, setting in zip(texts, encodings, settings or [Setting()] * len(texts), strict=True):
            yield Pieces(text, encoding, self._prefixes.of(setting))

    def _find(self, pieces: Pieces, marks: NDArray[np.int64] | None = None) -> tuple[Floats, Floats, Floats]:
        """States (1, pieces, width), probabilities (pieces, kinds) at the words' first pieces, pair logits (types,)."""
        ids = np.array([pieces.ids], np.int64)
        states, logits, pair = _run(
            self._finder,
            ids=ids,
            mask=np.ones(ids.shape, np.float32),
            marks=np.zeros_like(ids) if marks is None else marks,
            cases=np.array([pieces.cases], np.int64),
        )
        starts = np.array([pieces.begins_word(n) for n in range(len(pieces))], np.float32)
        return states, _sigmoid(logits[0]) * starts[:, None], pair[0]

    def _fill(self, states: Floats, asked: Sequence[tuple[int, int]]) -> tuple[Floats, Floats]:
        """Slots and facts of each (piece, kind)."""
        many = len(asked)
        heads, kinds = np.array([h for h, _ in asked]), np.array([k for _, k in asked])
        mask = np.ones((many, states.shape[1]), np.float32)
        slots, facts = _run(self._filler, states=states.repeat(many, axis=0), mask=mask, head=heads, kind=kinds)
        return slots, _sigmoid(facts)

    def _reading(self, index: int, pieces: Pieces, floor: float, faint: float | None) -> Reading:
        states, found, _ = self._find(pieces)
        events = found[:, : len(self.labels.types)]
        asked = _likeliest(events, floor)
        others = [pair for pair in _likeliest(events, faint) if pair not in asked] if faint is not None else []
        proposals: list[Proposal] = []
        for together in filter(None, (asked, others)):
            slots, facts = self._fill(states, together)
            filled = self._fillings(slots, pieces)
            proposals += [
                self._proposal(index, pieces, head, kind, float(found[head, kind]), filled[n], facts[n])
                for n, (head, kind) in enumerate(together)
            ]
        gist = np.concatenate([states[0, 0], states[0].mean(axis=0)])
        return Reading(sorted(proposals, key=lambda p: (-p.confidence, p.head, p.type)), gist)

    def _attributions(self, pieces: Pieces) -> list[Attribution]:
        states, found, _ = self._find(pieces)
        kind = len(self.labels.types)
        asked = [(int(head), kind) for head in np.nonzero(found[:, kind] >= ATTRIBUTION_FLOOR)[0]]
        if not asked:
            return []
        slots, _ = self._fill(states, asked)
        filled = self._fillings(slots, pieces, LONG)
        return [
            Attribution(
                head=pieces.characters(head, head + 1),
                found=float(found[head, kind]),
                **{name: fillings[name] for name in ("source", "cue", "content")},
            )
            for (head, _), fillings in zip(asked, filled, strict=True)
        ]

    def _proposal(
        self,
        sentence: int,
        pieces: Pieces,
        head: int,
        kind: int,
        found: float,
        slots: dict[str, tuple[Filling, ...]],
        facts: Floats,
    ) -> Proposal:
        labels = self.labels
        a = len(labels.auxiliaries)
        u = a + len(labels.unnamed)
        return Proposal(
            sentence=sentence,
            head=pieces.characters(head, head + 1),
            type=labels.types[kind],
            found=found,
            sound=float(facts[-2]),
            core=float(facts[-1]),
            confidence=labels.calibration.of(float(found * facts[-2]) ** 0.5),
            slots=slots,
            aux=dict(zip(labels.auxiliaries, facts[:a].tolist(), strict=True)),
            unnamed=dict(zip(labels.unnamed, facts[a:u].tolist(), strict=True)),
            modes=dict(zip(labels.modes, facts[u:-2].tolist(), strict=True)),
        )

    def _fillings(
        self, slots: Floats, pieces: Pieces, long: frozenset[str] = frozenset()
    ) -> list[dict[str, tuple[Filling, ...]]]:
        """For each event what fills each slot; ``slots`` are (events, pieces, width of all slots) logits."""
        filled: list[dict[str, tuple[Filling, ...]]] = [{} for _ in slots]
        at = 0
        for slot in self.labels.slots:
            logits = slots[:, : len(pieces), at : at + slot.width]
            share = np.exp(logits - logits.max(axis=-1, keepdims=True))
            likely = 1.0 - share[..., 0] / share.sum(axis=-1)
            if slot.name in long:
                found = [tuple(_long_fillings(likely[event], slot, pieces)) for event in range(len(filled))]
            else:
                within = likely >= FAINT.get(slot.name, 0.5)
                found = [
                    tuple(_fillings(logits[event], likely[event], within[event], slot, pieces)) if any_within else ()
                    for event, any_within in enumerate(within.any(axis=-1).tolist())
                ]
            for fillings, spans in zip(filled, found, strict=True):
                fillings[slot.name] = spans
            at += slot.width
        return filled


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
        return onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=list(_SLOWER)
        )
    except Exception as error:
        raise ModelError(
            f"{path} is damaged or no ONNX graph ({error}); reinstall sayso or train the model anew"
        ) from error


def _run(session: onnxruntime.InferenceSession, **inputs: NDArray[Any]) -> list[Floats]:
    """What a graph gives for its inputs; all its outputs are dense arrays of floats."""
    return [np.asarray(each, np.float32) for each in session.run(None, inputs)]


def _likeliest(found: Floats, floor: float) -> list[tuple[int, int]]:
    """The (piece, type) pairs worth asking the filler about, at most ``MOST``."""
    heads, kinds = np.nonzero(found >= floor)
    order = np.argsort(-found[heads, kinds])[:MOST]
    return list(zip(heads[order].tolist(), kinds[order].tolist(), strict=True))


def _fillings(
    logits: Floats, likely: Floats, within: NDArray[np.bool_], slot: Slot, pieces: Pieces
) -> Iterator[Filling]:
    """The spans that a slot's labels spell, in order.

    ``logits`` are (pieces, width), ``likely`` how likely each piece is in a span, ``within`` whether it is taken to be.
    """
    tags = np.where(within, logits[:, 1:].argmax(axis=-1) + 1, 0).tolist()
    inside = slot.width - 1
    first = 0
    while first < len(tags):
        if tags[first] == 0 or pieces.words[first] is None:
            first += 1
            continue
        past = first + 1
        while past < len(tags) and tags[past] == inside and pieces.words[past] is not None:
            past += 1
        start, end = pieces.characters(first, past)
        kind = int(logits[first, 1:inside].argmax())
        yield Filling(start, end, kind, float(likely[first]))
        first = past


def _long_fillings(likely: Floats, slot: Slot, pieces: Pieces) -> Iterator[Filling]:
    """The spans of a slot that holds clauses, with small gaps bridged in what is cited; ``likely`` as in ``_fillings``.

    A clause has no kind, and what the network takes for a beginning begins nothing.
    """
    within = [n for n, word in enumerate(pieces.words) if word is not None and likely[n] >= 0.5]
    bridge = GAP if slot.name == "content" else 0
    runs: list[list[int]] = []
    for n in within:
        between = likely[runs[-1][1] : n] if runs else likely[:0]
        if runs and len(between) <= bridge and (between >= BRIDGE).all():
            runs[-1][1] = n + 1
        else:
            runs.append([n, n + 1])
    for first, past in runs:
        start, end = pieces.characters(first, past)
        yield Filling(start, end, 0, float(likely[first]))


def _sigmoid(x: Floats) -> Floats:
    return (1.0 / (1.0 + np.exp(-x))).astype(np.float32)
