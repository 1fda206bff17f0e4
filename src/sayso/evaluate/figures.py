"""Figures with intervals: counts of each document or sentence in, F1 and shares out."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

RESAMPLES = 1000
_INSIDE = (2.5, 97.5)  # percentiles of a 95% interval

Counts = Mapping[str, NDArray[np.float64]]  # name of a count → its sum in each resample


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """One figure: its value, between ``low`` and ``high`` with 95% confidence, counted on ``of`` gold items."""

    measure: str
    value: float
    low: float
    high: float
    of: int


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """All figures of one kind on one data set."""

    name: str
    figures: tuple[Figure, ...]


class Tally:
    """Collects counts unit by unit, and makes figures of them.

    A unit is what is drawn anew for the interval: a document, or a sentence that stands alone (Efron's bootstrap).

    >>> tally = Tally([Counter(tp=3, fn=1), Counter(tp=1, fp=2)])
    >>> tally.figure("F1", f1("tp", "fp", "fn"), of=("tp", "fn")).value
    0.727
    """

    def __init__(self, units: Sequence[Counter[str]], seed: int = 7) -> None:
        self._keys = sorted({key for unit in units for key in unit})
        table = np.array([[unit[key] for key in self._keys] for unit in units], np.float64).reshape(len(units), -1)
        self._whole = table.sum(0, keepdims=True)
        draws = np.random.default_rng(seed).multinomial(len(units), [1 / len(units)] * len(units), RESAMPLES)
        self._drawn = draws @ table

    @property
    def keys(self) -> list[str]:
        """The names of all counts."""
        return self._keys

    def figure(self, measure: str, of_counts: Callable[[Counts], NDArray[np.float64]], of: Sequence[str]) -> Figure:
        """The figure that a function of the counts gives; ``of`` names the counts whose sum it stands on."""
        value = float(of_counts(self._named(self._whole))[0])
        low, high = np.percentile(of_counts(self._named(self._drawn)), _INSIDE)
        on = sum(self._named(self._whole)[key][0] for key in of)
        return Figure(measure=measure, value=value, low=float(low), high=float(high), of=int(on))

    def _named(self, rows: NDArray[np.float64]) -> Counts:
        named = {key: rows[:, n] for n, key in enumerate(self._keys)}
        return _Zeros(named, len(rows))


class _Zeros(dict[str, NDArray[np.float64]]):
    """Counts where what was never counted is zero."""

    def __init__(self, named: Mapping[str, NDArray[np.float64]], rows: int) -> None:
        super().__init__(named)
        self._rows = rows

    def __missing__(self, key: str) -> NDArray[np.float64]:
        return np.zeros(self._rows)


def share(right: str, of: str) -> Callable[[Counts], NDArray[np.float64]]:
    """The share of ``right`` in ``of``; 0 where there is nothing."""
    return lambda c: np.divide(c[right], c[of], out=np.zeros_like(c[of]), where=c[of] > 0)


def f1(tp: str, fp: str, fn: str) -> Callable[[Counts], NDArray[np.float64]]:
    """F1 of true and false positives and false negatives; 0 where nothing is right."""

    def of(c: Counts) -> NDArray[np.float64]:
        whole = 2 * c[tp] + c[fp] + c[fn]
        return np.divide(2 * c[tp], whole, out=np.zeros_like(whole), where=whole > 0)

    return of


def harmonic(
    precision: Callable[[Counts], NDArray[np.float64]], recall: Callable[[Counts], NDArray[np.float64]]
) -> Callable[[Counts], NDArray[np.float64]]:
    """F1 of a precision and a recall that were counted on different things."""

    def of(c: Counts) -> NDArray[np.float64]:
        p, r = precision(c), recall(c)
        return np.divide(2 * p * r, p + r, out=np.zeros_like(p), where=p + r > 0)

    return of


def mean(parts: Sequence[Callable[[Counts], NDArray[np.float64]]]) -> Callable[[Counts], NDArray[np.float64]]:
    """The mean of several figures (macro-F1)."""
    return lambda c: np.mean([part(c) for part in parts], axis=0)
