"""The sector of people of whom no table tells it, by weights learned from annotated reports."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec
from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from sayso import models
from sayso.actor import STATELESS

FILE = "sectors.json"
_TELLING = frozenset({"ADJ", "NOUN", "PROPN", "VERB"})
_MOST = 8  # words beside the noun


class SectorChoice(msgspec.Struct, frozen=True):
    """For each feature of a phrase how much it speaks for each sector, in logits; “” is no sector.

    >>> SectorChoice.load(models.path("naming")).likeliest(features(phrase, head, "MMR"))
    'REB'
    """

    weights: Mapping[str, Mapping[str, float]] = {}

    @classmethod
    def load(cls, folder: Path) -> "SectorChoice":
        """That of a model's folder. Raises ``ModelError`` where it is missing or doesn't fit this version."""
        return models.read(folder / FILE, cls)

    def save(self, folder: Path) -> None:
        """Write it into a model's folder, a feature a line, in alphabetical order."""
        models.write(folder / FILE, {feature: dict(sorted(of.items())) for feature, of in self.weights.items()})

    def likeliest(self, told: Iterable[str]) -> str | None:
        """The sector for which the features speak most; ``None`` where that is none, or where they say nothing."""
        scores: dict[str, float] = {}
        for feature in told:
            for sector, weight in self.weights.get(feature, {}).items():
                scores[sector] = scores.get(sector, 0.0) + weight
        return max(scores, key=lambda sector: (scores[sector], sector)) or None if scores else None


def features(tokens: Tokens, head: Token, country: str | None) -> list[str]:
    """What a phrase tells of its people's sector: its noun, the words beside it, and what it does in the sentence."""
    kind = "none" if not country else country if country in STATELESS else "state"
    told = [f"head:{head.lemma_.lower()}", f"is:{head.ent_type_}", f"does:{head.dep_}", f"of:{kind}"]
    if head.pos_ == "PROPN":
        told.append(f"name:{head.dep_}")
    beside = [t for t in tokens if t.i != head.i and t.pos_ in _TELLING]
    return told + [f"with:{t.lemma_.lower()}" for t in beside[:_MOST]]
