"""What the coder expects of a report by what it is about: fitted on the reports that it was trained on."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.nn.functional import binary_cross_entropy_with_logits

from sayso.coding.model import Model
from sayso.coding.pieces import Setting
from sayso.coding.politics import Politics
from sayso.corpus.annotations import day_of

FEWEST = 4  # sentences of a report that says anything of what such reports hold
RIDGE = 0.01  # near the best on held-out reports; .001 to .03 differ by little
STEPS = 200


def expect(folder: Path, documents: Sequence[Mapping[str, Any]]) -> Politics:
    """Fit what the coder in ``folder`` expects of reports on annotated ones, and write it into the folder.

    Each report counts with and without its day of publication, since the day would else speak for its source.
    """
    model = Model(folder)
    gists: list[np.ndarray] = []
    shares: list[float] = []
    sizes: list[int] = []
    for document in documents:
        sentences = document["sentences"]
        if len(sentences) < FEWEST:
            continue
        texts = [document["text"][s["start"] : s["end"]] for s in sentences]
        telling = {c["sentence"] for c in document["claims"] if c["core"]}
        for settings in _settings(document):
            gists.append(np.mean([reading.gist for reading in model.read(texts, settings, floor=1.0)], axis=0))
            shares.append(len(telling) / len(sentences))
            sizes.append(len(sentences))
    politics = fitted(np.array(gists), np.array(shares), np.array(sizes)) if gists else Politics()
    politics.save(folder)
    return politics


def _settings(document: Mapping[str, Any]) -> list[list[Setting]]:
    many = len(document["sentences"])
    return [[Setting.within(day, index, many) for index in range(many)] for day in {day_of(document), None}]


def fitted(gists: np.ndarray, shares: np.ndarray, sizes: np.ndarray) -> Politics:
    """Ridge logistic regression of ``shares`` (reports,) on ``gists`` (reports, features), by ``sizes``."""
    mean, spread = gists.mean(axis=0), gists.std(axis=0) + 1e-6
    x = torch.tensor((gists - mean) / spread, dtype=torch.float64)
    y, weight = torch.tensor(shares, dtype=torch.float64), torch.tensor(sizes / sizes.sum(), dtype=torch.float64)
    slopes = torch.zeros(x.shape[1], dtype=torch.float64, requires_grad=True)
    level = torch.zeros(1, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([slopes, level], max_iter=STEPS, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        each = binary_cross_entropy_with_logits(x @ slopes + level, y, reduction="none")
        whole = (each * weight).sum() + RIDGE * (slopes * slopes).sum()
        whole.backward()
        return whole

    optimizer.step(loss)
    weights = slopes.detach().numpy() / spread
    return Politics(tuple(round(float(w), 6) for w in weights), round(float(level.item() - mean @ weights), 6))
