"""Learns of which country people are whose words don't say it, from annotated reports."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import torch

from sayso.parse import Parsed
from sayso.resolve.actors import Actors
from sayso.resolve.belonging import Candidates, CountryChoice
from sayso.train.mentions import Reader, known

RIDGE = 20.0  # per weight, against the summed loss; 10 to 30 differ by little
STEPS = 100
FEWEST = 3  # reports in which a feature must be seen
SLIGHT = 0.02  # weights nearer to naught are not kept


class Asked(NamedTuple):
    """A mention whose words leave the country open: report, words, candidates, kind, and the country annotated."""

    document: str
    words: str
    candidates: Candidates
    group: str
    country: str


def asked(reader: Reader, parsed: Parsed, document: Mapping[str, Any]) -> Iterator[Asked]:
    """The mentions of one annotated report whose country is to be chosen.

    >>> learned([each for report in reports for each in asked(Reader(Knowledge.load()), *report)]).save(folder)
    """
    for words, question, (country, _) in reader.read(parsed, document, Actors.asked):
        yield Asked(document["doc_id"], words, question.candidates, question.group, country)


def learned(mentions: Sequence[Asked]) -> CountryChoice:
    """The conditional logit of the country over the candidates; mentions of which the right one is none are left out.

    What a report says of the same people again and again counts less each time: all of it as the root of their number.
    """
    mentions = [each for each in mentions if each.country in each.candidates]
    column = known(
        (
            (each.document, name)
            for each in mentions
            for features in each.candidates.values()
            for feature in features
            for name in (feature, f"{feature}|{each.group}")
        ),
        FEWEST,
    )
    if not column:
        return CountryChoice()
    often = Counter((each.document, each.words, each.country) for each in mentions)
    rows: list[int] = []  # of each feature seen the candidate, all candidates of all mentions counted through
    columns: list[int] = []
    owner: list[int] = []  # of each candidate the mention
    right: list[int] = []
    for number, each in enumerate(mentions):
        for country, features in each.candidates.items():
            if country == each.country:
                right.append(len(owner))
            for feature in features:
                for name in (feature, f"{feature}|{each.group}"):
                    if name in column:
                        rows.append(len(owner))
                        columns.append(column[name])
            owner.append(number)
    table = torch.sparse_coo_tensor(
        torch.tensor([rows, columns]), torch.ones(len(rows)), (len(owner), len(column)), check_invariants=False
    ).coalesce()
    turned = torch.sparse_coo_tensor(
        torch.tensor([columns, rows]), torch.ones(len(rows)), (len(column), len(owner)), check_invariants=False
    ).coalesce()
    mention = torch.tensor(owner)
    target = torch.tensor(right)
    weight = torch.tensor([often[each.document, each.words, each.country] ** -0.5 for each in mentions])
    weights = torch.zeros(len(column), requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=STEPS, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        """The penalised loss; its gradient is put in place by hand, as sparse products are slow to differentiate."""
        with torch.no_grad():
            scores = (table @ weights.unsqueeze(1)).squeeze(1)
            top = torch.full((len(mentions),), -1e9).scatter_reduce(0, mention, scores, "amax")
            worth = (scores - top[mention]).exp()
            total = torch.zeros(len(mentions)).index_add(0, mention, worth)
            chance = worth / total[mention]
            error = chance * weight[mention]
            error[target] -= weight
            weights.grad = (turned @ error.unsqueeze(1)).squeeze(1) + 2 * RIDGE * weights
            each = total.log() + top - scores[target]
            return (each * weight).sum() + RIDGE * (weights * weights).sum()

    optimizer.step(loss)
    found = weights.detach()
    return CountryChoice({f: round(float(found[n]), 2) for f, n in column.items() if abs(float(found[n])) >= SLIGHT})
