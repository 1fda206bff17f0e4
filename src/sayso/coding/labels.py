"""The label sets of the learned coder: what its outputs mean, by position.

They are written beside the weights when a model is trained, so that a model always says what its outputs mean; this
module is what training starts from.
"""

import math

import msgspec

from sayso.claim import Auxiliary
from sayso.link import Stance

TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
AUXILIARIES: tuple[Auxiliary, ...] = ("negation", "future", "hypothetical", "historical")
STANCES: tuple[Stance, ...] = ("asserts", "alleges", "confirms", "denies", "doubts")


class Slot(msgspec.Struct, frozen=True):
    """A role that words of the sentence can fill for one event.

    A slot is tagged over the tokens with its own small label set: 0 outside, ``1 + k`` the first token of a span of
    kind ``k``, and the last label any later token of a span. Slots are independent, since the same words may be both
    the actor of a pledge and the one who is quoted for it.
    """

    name: str
    kinds: tuple[str, ...] = ("",)

    @property
    def width(self) -> int:
        """How many labels the slot has."""
        return len(self.kinds) + 2


SLOTS = (
    Slot("trigger"),
    Slot("actor"),
    Slot("recipient"),
    Slot("holder", STANCES),
    Slot("cue"),
    Slot("place"),
    Slot("when"),
    Slot("source"),  # of an attribution; its cue fills the slot of that name
    Slot("content"),
)
ATTRIBUTION = "attribution"


class Calibration(msgspec.Struct, frozen=True):
    """How sure the network says it is → how often it is right: a line over the log-odds (Platt 1999).

    >>> Calibration(slope=0.5, shift=-0.5).of(0.9)
    0.645...
    """

    slope: float = 1.0
    shift: float = 0.0

    def of(self, raw: float) -> float:
        """The calibrated probability of a raw one."""
        return expit(self.slope * logit(raw) + self.shift)

    def raw(self, calibrated: float) -> float:
        """The raw probability that a calibrated one comes from."""
        return expit((logit(calibrated) - self.shift) / self.slope)


def logit(share: float) -> float:
    """The log-odds of a probability, which is kept a millionth away from 0 and 1."""
    within = min(max(share, 1e-6), 1 - 1e-6)
    return math.log(within / (1 - within))


def expit(odds: float) -> float:
    """The probability of log-odds."""
    return 1 / (1 + math.exp(-odds))


class Labels(msgspec.Struct, frozen=True, kw_only=True):
    """What the outputs of one trained coder mean, in the order of its outputs.

    ``unnamed`` are the stances that the text takes without naming a holder (“allegedly”).
    """

    types: tuple[str, ...] = TYPES
    auxiliaries: tuple[Auxiliary, ...] = AUXILIARIES
    unnamed: tuple[Stance, ...] = STANCES
    modes: tuple[str, ...] = ()
    slots: tuple[Slot, ...] = SLOTS
    calibration: Calibration = Calibration()

    @property
    def kinds(self) -> tuple[str, ...]:
        """What a word can head: an event of each type, or an attribution, whose cue it then is."""
        return (*self.types, ATTRIBUTION)
