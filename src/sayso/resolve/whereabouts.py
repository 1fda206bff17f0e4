"""The place names of one report, resolved together: each speaks for the others."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from sayso.knowledge import normal_form
from sayso.resolve.candidates import Candidate, Candidates
from sayso.resolve.gazetteer import Feature, Gazetteer, kilometres
from sayso.resolve.scene import Scene
from sayso.span import Span

_BESIDE = re.compile(r"\s?(?:,|\(|,? in|,? near)\s(?P<name>[A-Z][\w.’'-]*(?:\s(?:of\s)?[A-Z][\w.’'-]*){0,3})")
_QUALIFIED = 6.0
_SURE = 6.5  # what a place must weigh by itself where nothing else in the report speaks for it: 300,000 people
_SUPPORTED = 1.5
_NEARBY = 0.7
_TOWN = 50_000  # inhabitants of the only place of a name that needs nothing else to speak for it
_NEAR_KM = 150.0
_NEAR_MOST = 1.5
_PLACES = frozenset({"GPE", "LOC"})
_BREADTH = {"city": 0.0, "county": 0.0, "division": 2.0, "region": 3.0, "country": 4.0, "continent": 8.0}
WIDE = frozenset({"country", "continent", "region"})


class Choice(NamedTuple):
    """The place that some words of a report mean, and what speaks for it: ``support`` is the report's part of it."""

    span: Span
    candidate: Candidate
    score: float
    support: float
    near: float  # the part of the support that places in the same division or nearby give
    alone: bool  # no other place of that name is a tenth as likely

    @property
    def feature(self) -> Feature:
        """The place."""
        return self.candidate.feature

    @property
    def likely(self) -> bool:
        """Whether the place is well enough known, or the report speaks for it, or none else is called so."""
        if self.candidate.prior >= _SURE or self.near >= _NEARBY or (self.alone and self.support >= _SUPPORTED):
            return True
        return self.alone and self.feature.population >= _TOWN


class Whereabouts:
    """Chooses among the places that names may mean, by what else the report names.

    >>> Whereabouts(scene, candidates).choose(Span.of("Paris, Texas", 0, 5)).feature.population
    24782
    """

    def __init__(self, scene: Scene, candidates: Candidates, spans: Iterable[Span] = ()) -> None:
        self._scene = scene
        self._candidates = candidates
        self._gazetteer: Gazetteer = scene.gazetteer
        self._text = scene.parsed.document.text
        self._given = tuple(spans)

    def choose(self, span: Span) -> Choice | None:
        """The likeliest place of these words in this report; ``None`` where no table has them."""
        return self._best(span, self._evidence)

    @cached_property
    def choices(self) -> list[Choice]:
        """What the report's place names mean, in the order of the text; those without an answer are left out."""
        return [choice for span in self._spans if (choice := self.choose(span)) is not None]

    def names(self, words: str) -> bool:
        """Whether the report has these words for a place of their own, and not only as a part of a longer name."""
        return normal_form(words) in self._named

    @cached_property
    def _named(self) -> frozenset[str]:
        return frozenset(normal_form(span.text) for span in self._spans)

    def beside(self, span: Span) -> Choice | None:
        """The place that the report speaks of nearest to these words, small ones before wide ones."""
        name = normal_form(span.text)
        others = [c for c in self.choices if c.likely and normal_form(c.span.text) != name]
        times = Counter(choice.feature.number for choice in others)
        sentence = self._scene.parsed.sentence_at(span.start)

        def fitness(choice: Choice) -> float:
            apart = abs(self._scene.parsed.sentence_at(choice.span.start) - sentence)
            wide = _BREADTH[choice.feature.kind]
            after = 0.3 if choice.span.start > span.start else 0.0
            return wide + min(apart, 10) * 0.3 + after - 0.3 * min(times[choice.feature.number], 6)

        return min(others, key=fitness, default=None)

    @cached_property
    def _spans(self) -> list[Span]:
        """The words given, and those that the knowledge base or spaCy takes for places."""
        doc = self._scene.doc
        found = list(self._given)
        taken = sorted((span.start, span.end) for span in found)
        own = [doc[s.start : s.end] for s in self._scene.spots if s.entry is None and s.how != "seat"]
        for tokens in (*own, *(ent for ent in self._scene.ents if ent.label_ in _PLACES)):
            start, end = tokens.start_char, tokens.end_char
            if not any(start < past and first < end for first, past in taken):
                taken.append((start, end))
                found.append(Span.of(self._text, start, end))
        return sorted(found)

    @cached_property
    def _beside(self) -> dict[str, set[Feature]]:
        """For each name the wider places that stand right behind it anywhere: “Paris” → Texas."""
        found: dict[str, set[Feature]] = defaultdict(set)
        for span in self._spans:
            for wider in self._wider(span):
                found[normal_form(span.text)].add(wider)
        return found

    def _wider(self, span: Span) -> Iterator[Feature]:
        match = _BESIDE.match(self._text, span.end)
        if match is None:
            return
        words = match["name"].split()
        for length in range(len(words), 0, -1):
            known = [c.feature for c in self._candidates.of(" ".join(words[:length])) if c.feature.kind != "city"]
            if known:
                yield from known
                return

    @cached_property
    def _evidence(self) -> "Evidence":
        """What the names say by themselves, then what they say together."""
        first = self._all_best(Evidence(self._scene))
        second = self._all_best(Evidence(self._scene, [choice for choice in first if choice.likely]))
        return Evidence(self._scene, [choice for choice in second if choice.likely])

    def _all_best(self, evidence: "Evidence") -> list[Choice]:
        """What the names of the report mean by some evidence, each name looked up once."""
        known: dict[str, Choice | None] = {}
        found: list[Choice] = []
        for span in self._spans:
            if span.text not in known:
                known[span.text] = self._best(span, evidence)
            choice = known[span.text]
            if choice is not None:
                found.append(choice._replace(span=span))
        return found

    def _best(self, span: Span, evidence: "Evidence") -> Choice | None:
        name = normal_form(span.text)
        beside = self._beside.get(name, ())
        found: list[Choice] = []
        for candidate in self._candidates.of(span.text):
            country, near = evidence.country(name, candidate.feature), evidence.near(name, candidate.feature)
            if any(_contains(wider, candidate.feature) for wider in beside):
                near += _QUALIFIED
            found.append(Choice(span, candidate, candidate.prior + country + near, country + near, near, alone=False))
        if not found:
            return None
        best = max(found, key=lambda choice: choice.score)
        rivals = [c.score for c in found if c is not best and _apart(c.feature, best.feature) > _NEAR_KM]
        return best._replace(alone=max(rivals, default=0.0) < best.score - 1)


class Evidence:
    """What a report's places say about one more: the countries and divisions that it names, and where it lies."""

    def __init__(self, scene: Scene, choices: Sequence[Choice] = ()) -> None:
        self._home = scene.home
        self._choices: dict[str, Choice] = {}
        self._mentions: Counter[str] = Counter()
        for choice in choices:
            name = normal_form(choice.span.text)
            self._choices[name] = choice
            self._mentions[name] += 1
        self._countries: Counter[str] = Counter()
        for name, choice in self._choices.items():
            if choice.feature.country:
                self._countries[choice.feature.country] += self._mentions[name]

    def country(self, name: str, feature: Feature) -> float:
        """How much it speaks for a place, in powers of ten of people, that the report names its country."""
        found = 0.5 if feature.country and feature.country == self._home else 0.0
        own = self._choices.get(name)
        own_country = own.feature.country if own else None
        mentions = self._countries[feature.country or ""]
        total = self._countries.total()
        if own_country:
            total -= self._mentions[name]
            mentions -= self._mentions[name] if own_country == feature.country else 0
        if mentions > 0:
            found += 1.0 + 2.0 * mentions / total
        return found

    def near(self, name: str, feature: Feature) -> float:
        """How much the places of the same division and those nearby speak for it."""
        near = 0.0
        for other, choice in self._choices.items():
            if other == name:
                continue
            place = choice.feature
            if _contains(place, feature) and place.kind in ("division", "county"):
                near += 1.2
            elif place.kind not in WIDE and feature.kind not in WIDE:
                if place.division is not None and place.division in (feature.division, feature.number):
                    near += 0.7
                if _apart(place, feature) < _NEAR_KM:
                    near += 0.7
            elif feature.kind == "division" and place.division == feature.number:
                near += 1.1
        return min(near, _NEAR_MOST)


def _apart(one: Feature, other: Feature) -> float:
    return kilometres((one.latitude, one.longitude), (other.latitude, other.longitude))


def _contains(wider: Feature, place: Feature) -> bool:
    """Whether a place lies in another: a city in its county, division or country."""
    if wider.number == place.number:
        return False
    if wider.kind == "country":
        return wider.country == place.country
    return wider.number >= 0 and wider.number in (place.division, place.county)
