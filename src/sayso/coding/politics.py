"""What a report is about: how many of its sentences one would expect to tell of political events."""

from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from sayso.errors import ModelError

FILE = "politics.json"

Floats = NDArray[np.float32]


class Politics(msgspec.Struct, frozen=True):
    """The logistic regression of the share of sentences that tell of events on the mean gist of a report.

    >>> Politics.load(models.path("coder")).odds([reading.gist for reading in model.read(match_report)])
    -3.2...

    ``weights`` has one figure a feature of a gist. Without weights nothing is expected of any report.
    """

    weights: tuple[float, ...] = ()
    bias: float = 0.0

    @classmethod
    def load(cls, folder: Path) -> "Politics":
        """That of a trained coder; one without weights where the folder holds none. Raises ``ModelError``."""
        path = folder / FILE
        if not path.is_file():
            return cls()
        try:
            return msgspec.json.decode(path.read_bytes(), type=cls)
        except msgspec.DecodeError as error:
            raise ModelError(f"{path} does not fit this version of sayso: {error}; train the model anew") from error

    def save(self, folder: Path) -> None:
        """Write it beside the coder's graphs."""
        (folder / FILE).write_bytes(msgspec.json.encode(self) + b"\n")

    def odds(self, gists: Sequence[Floats]) -> float | None:
        """The log-odds that a sentence of a report tells of an event; ``None`` where nothing is expected."""
        if not self.weights or not gists:
            return None
        return float(np.mean(gists, axis=0) @ np.array(self.weights) + self.bias)
