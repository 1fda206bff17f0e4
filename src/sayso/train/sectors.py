"""Learns the sectors of people of whom no table tells it, from annotated reports."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import torch
from torch.nn.functional import cross_entropy

from sayso.parse import Parsed
from sayso.resolve.actors import Actors
from sayso.resolve.supposing import SectorChoice
from sayso.train.mentions import Reader, known

RIDGE = 1.0  # per weight, against the summed loss; .5 to 2 differ by little
STEPS = 100
FEWEST = 2  # reports in which a feature must be seen
SLIGHT = 0.05  # weights nearer to naught are not kept


class Supposed(NamedTuple):
    """A mention whose words leave the sector open: report, features, and the sector annotated, ``""`` if none."""

    document: str
    features: tuple[str, ...]
    sector: str


def supposed(reader: Reader, parsed: Parsed, document: Mapping[str, Any]) -> Iterator[Supposed]:
    """The mentions of one annotated report whose sector is to be supposed.

    >>> learned([each for report in reports for each in supposed(Reader(Knowledge.load()), *report)]).save(folder)
    """
    for _, told, (_, sector) in reader.read(parsed, document, Actors.unsaid):
        yield Supposed(document["doc_id"], tuple(told), sector)


def learned(mentions: Sequence[Supposed]) -> SectorChoice:
    """The multinomial logistic regression of the sector on the features.

    What a report says of the same people again and again counts less each time: all of it as the root of their number.
    """
    columns = known(((each.document, feature) for each in mentions for feature in each.features), FEWEST)
    sectors = sorted({each.sector for each in mentions})
    often = Counter(mentions)
    weight = torch.tensor([often[each] ** -0.5 for each in mentions])
    table = torch.zeros(len(mentions), len(columns))
    for row, each in enumerate(mentions):
        for feature in each.features:
            if feature in columns:
                table[row, columns[feature]] = 1.0
    target = torch.tensor([sectors.index(each.sector) for each in mentions])
    weights = torch.zeros(len(columns), len(sectors), requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=STEPS, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        each = cross_entropy(table @ weights, target, reduction="none")
        whole = (each * weight).sum() + RIDGE * (weights * weights).sum()
        whole.backward()
        return whole

    optimizer.step(loss)
    found = weights.detach()
    kept: dict[str, dict[str, float]] = {}
    for feature, row in columns.items():
        worth = {s: round(float(w), 2) for s, w in zip(sectors, found[row], strict=True) if abs(float(w)) >= SLIGHT}
        if worth:
            kept[feature] = worth
    return SectorChoice(kept)
