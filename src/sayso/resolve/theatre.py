"""Where the violence of a report is when a sentence does not say: in the country that the report has put it in."""

from collections import Counter
from collections.abc import Sequence

import msgspec

from sayso.claim import Claim
from sayso.knowledge import Knowledge
from sayso.place import Place

# What is done on the ground and not by word alone: only these have a place of their own where none is named.
_ON_THE_GROUND = frozenset({"ASSAULT", "COERCE", "PROTEST", "RETREAT", "MOBILIZE"})
_FEW = 3  # places that a report must name before all of them say where it is
_NEARLY_ALL = 0.8
_ASIDE = frozenset({"historical"})  # an earlier episode may have been anywhere


class Theatre:
    """The places that a report's claims name, and those that they let one infer.

    >>> claims = Theatre(claims, knowledge).placed()  # “In Aleppo … Syrian troops killed two.” is in Syria

    An inferred place is a country without a point; its ``span`` are the words it was inferred from, and its ``reason``
    begins with “guessed”.
    """

    def __init__(self, claims: Sequence[Claim], knowledge: Knowledge) -> None:
        self._claims = claims
        self._knowledge = knowledge
        self._named = [(index, c.place) for index, c in enumerate(claims) if c.place and c.place.country]
        self._ground = [(i, p) for i, p in self._named if claims[i].type in _ON_THE_GROUND]
        self._counts = Counter(place.country for _, place in self._named)

    def placed(self) -> list[Claim]:
        """All claims in their order, with a place where one can be told."""
        return [self._with_place(index, claim) for index, claim in enumerate(self._claims)]

    def _with_place(self, index: int, claim: Claim) -> Claim:
        if claim.place is not None or claim.type not in _ON_THE_GROUND:
            return claim
        place = self._at_home(index, claim) or self._everywhere(claim)
        return msgspec.structs.replace(claim, place=place) if place else claim

    def _at_home(self, index: int, claim: Claim) -> Place | None:
        """The country of somebody involved that the report last put an event in, else the first it does so later."""
        if claim.type == "COERCE" and _ASIDE & set(claim.aux):
            return None
        done = {actor.country for actor in claim.recipients if actor.country}
        doing = {actor.country for actor in claim.actors if actor.country}
        for named, involved in ((self._ground, done), (self._ground, doing), (self._named, done)):
            theirs = [(at, place) for at, place in named if place.country in involved]
            if theirs:
                before = [place for at, place in theirs if at < index]
                return self._country(
                    before[-1] if before else theirs[0][1], "where the report puts what those involved do"
                )
        return None

    def _everywhere(self, claim: Claim) -> Place | None:
        """The country of nearly all places that the report names."""
        if _ASIDE & set(claim.aux) or not self._counts:
            return None
        country, times = self._counts.most_common(1)[0]
        if times < _FEW or times < _NEARLY_ALL * self._counts.total():
            return None
        first = next(place for _, place in self._named if place.country == country)
        return self._country(first, "where the report puts nearly all that happens")

    def _country(self, source: Place, why: str) -> Place:
        country = self._knowledge.countries.get(source.country or "")
        name = country.name if country else source.name
        return Place(span=source.span, name=name, country=source.country, reason=f"guessed: {why}")
