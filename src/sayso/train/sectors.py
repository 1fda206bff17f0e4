"""Learns the sectors of people of whom no table tells it, from annotated reports."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import torch
from torch.nn.functional import cross_entropy

from sayso.evaluate.naming import gold_mentions
from sayso.knowledge import Knowledge
from sayso.parse import Parsed
from sayso.resolve.actors import Actors
from sayso.resolve.gazetteer import Gazetteer
from sayso.resolve.people import womens_names
from sayso.resolve.pronouns import Pronouns
from sayso.resolve.scene import Scene
from sayso.resolve.supposing import SectorChoice

RIDGE = 1.0  # per weight, against the summed loss; .5 to 2 differ by little
STEPS = 100
FEWEST = 2  # reports in which a feature must be seen
SLIGHT = 0.05  # weights nearer to naught are not kept


class Supposed(NamedTuple):
    """A mention whose words leave the sector open: report, features, and the sector annotated, ``""`` if none."""

    document: str
    features: tuple[str, ...]
    sector: str


class Mentions:
    """Reads out of annotated reports the mentions whose sector is to be supposed.

    >>> learned([each for report in reports for each in Mentions(Knowledge.load()).of(*report)]).save(folder)
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._gazetteer = Gazetteer()
        self._women = womens_names()

    def of(self, parsed: Parsed, document: Mapping[str, Any]) -> Iterator[Supposed]:
        """Those of one report, each as often as the annotators named it; who stands for several is left out."""
        scene = Scene(parsed, self._knowledge, self._gazetteer, self._women)
        actors = Actors(scene, SectorChoice())
        pronouns = Pronouns(scene, actors)
        for span, pairs in gold_mentions(document):
            tokens = scene.tokens_of(span)
            told = actors.unsaid(tokens) if len(pairs) == 1 and pronouns.refer(tokens) is None else None
            if told is not None:
                yield Supposed(document["doc_id"], tuple(told), next(iter(pairs))[1])


def learned(mentions: Sequence[Supposed]) -> SectorChoice:
    """The multinomial logistic regression of the sector on the features.

    What a report says of the same people again and again counts less each time: all of it as the root of their number.
    """
    reports: defaultdict[str, set[str]] = defaultdict(set)
    for each in mentions:
        for feature in each.features:
            reports[feature].add(each.document)
    known = {feature: n for n, feature in enumerate(f for f in sorted(reports) if len(reports[f]) >= FEWEST)}
    sectors = sorted({each.sector for each in mentions})
    often = Counter(mentions)
    weight = torch.tensor([often[each] ** -0.5 for each in mentions])
    table = torch.zeros(len(mentions), len(known))
    for row, each in enumerate(mentions):
        for feature in each.features:
            if feature in known:
                table[row, known[feature]] = 1.0
    target = torch.tensor([sectors.index(each.sector) for each in mentions])
    weights = torch.zeros(len(known), len(sectors), requires_grad=True)
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
    for feature, row in known.items():
        worth = {s: round(float(w), 2) for s, w in zip(sectors, found[row], strict=True) if abs(float(w)) >= SLIGHT}
        if worth:
            kept[feature] = worth
    return SectorChoice(kept)
