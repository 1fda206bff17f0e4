"""What the model proposes: an event word of one type, and the words that may fill its roles, with their scores."""

import msgspec
import numpy as np
from numpy.typing import NDArray


class Filling(msgspec.Struct, frozen=True):
    """Words that fill a slot; ``start`` and ``end`` are half-open characters of the sentence, ``kind`` the slot's."""

    start: int
    end: int
    kind: int
    score: float


class Attribution(msgspec.Struct, frozen=True, kw_only=True):
    """Who is cited in a sentence, with which cue, for what content: the triple of Pareti (2015) and PolNeAR.

    ``head`` is the main word of the cue; any of the three may be empty or in several pieces.
    """

    head: tuple[int, int]
    found: float
    source: tuple[Filling, ...]
    cue: tuple[Filling, ...]
    content: tuple[Filling, ...]


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """One possible event of a sentence.

    ``head`` is where the event word stands (characters of the sentence, half-open); ``found`` the finder's
    probability that it heads an event of this ``type``; ``sound`` and ``core`` the filler's, once it has looked at the
    whole sentence, that this is an event and that any competent coder would
    code it. ``confidence`` is how often an event of such scores is right: the geometric mean of ``found`` and
    ``sound``, calibrated; ``core`` has no part in it, since on held-out documents it lowers F1. The other scores are
    probabilities by name.
    """

    sentence: int
    head: tuple[int, int]
    type: str
    found: float
    sound: float
    core: float
    confidence: float
    slots: dict[str, tuple[Filling, ...]]
    aux: dict[str, float]
    unnamed: dict[str, float]
    modes: dict[str, float]


class Reading(msgspec.Struct, frozen=True):
    """What the model makes of one sentence: its proposals, the likeliest first, and its gist.

    The gist (768,) is the state of the sentence as a whole and the mean of the states of its pieces; it says what the
    sentence is about, whether or not it tells of an event.
    """

    proposals: list[Proposal]
    gist: NDArray[np.float32]
