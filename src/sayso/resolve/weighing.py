"""What is seen of an event and a time, weighed: how likely the time is the event's."""

import math
from collections.abc import Iterable
from pathlib import Path

import msgspec

from sayso import models

FILE = "days.json"


class Weighing(msgspec.Struct, frozen=True):
    """A logistic regression over things seen or not seen, each of which is a word.

    >>> Weighing({"in front": 1.0}, bias=-1.0).chance(["in front", "never heard of"])
    0.5

    ``least`` is the chance from which a time is taken for an event's.
    """

    weights: dict[str, float] = msgspec.field(default_factory=dict)
    bias: float = 0.0
    least: float = 0.5

    def chance(self, seen: Iterable[str]) -> float:
        """How likely it is, between 0 and 1; what was not seen in training says nothing."""
        odds = self.bias + sum(self.weights.get(each, 0.0) for each in seen)
        return 1.0 / (1.0 + math.exp(-odds))

    @classmethod
    def load(cls, folder: Path) -> "Weighing":
        """That in a folder. Raises ``ModelError`` where there is none, or it is of another version."""
        return models.read(folder / FILE, cls)

    def save(self, folder: Path) -> None:
        """Write it into a folder."""
        (folder / FILE).write_bytes(msgspec.json.format(msgspec.json.encode(self), indent=1) + b"\n")
