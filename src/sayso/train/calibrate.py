"""Confidence that means something: the line that turns a network's scores into how often it is right."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from sayso.claim import Claim
from sayso.coding.coder import Coder
from sayso.coding.labels import Calibration, Labels
from sayso.corpus.annotations import document_of
from sayso.evaluate.matching import matched, sentences

LOWEST = 0.35  # raw confidence of the claims that are judged: near those that are kept
STEPS = 100  # of Newton's method, which needs some ten


def calibrate(folder: Path, documents: Sequence[Mapping[str, Any]]) -> Calibration:
    """Fit the calibration of the coder in ``folder`` on annotated documents that it was not trained on.

    Writes it into the folder's ``labels.json``. A claim is right where it matches any annotated claim of its sentence
    by type.
    """
    path = folder / "labels.json"
    labels = msgspec.json.decode(path.read_bytes(), type=Labels)
    path.write_bytes(_encoded(msgspec.structs.replace(labels, calibration=Calibration())))
    coder = Coder(model=folder, threshold=LOWEST)
    coded = coder.pipe(map(document_of, documents))
    pairs = [pair for d, c in zip(documents, coded, strict=True) for pair in judged(d, c.claims)]
    line = fitted(np.array([p for p, _ in pairs]), np.array([r for _, r in pairs], np.float64))
    path.write_bytes(_encoded(msgspec.structs.replace(labels, calibration=line)))
    return line


def judged(document: Mapping[str, Any], claims: Sequence[Claim]) -> Iterable[tuple[float, bool]]:
    """The confidence of each claim within the annotated sentences, and whether it is right."""
    for gold, coded in sentences(document, claims):
        right = {j for _, j, _ in matched(gold, coded)}
        yield from ((c["confidence"], j in right) for j, c in enumerate(coded))


def fitted(confidence: np.ndarray, right: np.ndarray) -> Calibration:
    """The logistic regression of being right on the log-odds of confidence, by Newton's method."""
    within = np.clip(confidence, 1e-6, 1 - 1e-6)
    x = np.stack([np.log(within / (1 - within)), np.ones_like(within)], axis=1)
    line = np.array([1.0, 0.0])
    for _ in range(STEPS):
        said = 1 / (1 + np.exp(-x @ line))
        slope = x.T @ (right - said)
        curve = (x * (said * (1 - said))[:, None]).T @ x + 1e-9 * np.eye(2)
        step = np.linalg.solve(curve, slope)
        line = line + step
        if np.abs(step).max() < 1e-9:
            break
    return Calibration(slope=float(line[0]), shift=float(line[1]))


def _encoded(labels: Labels) -> bytes:
    return msgspec.json.format(msgspec.json.encode(labels), indent=1)
