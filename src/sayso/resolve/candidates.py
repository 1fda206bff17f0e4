"""Words → the places that they may mean, each with how likely it is before the report is looked at."""

import re
from datetime import date
from functools import cached_property
from math import log10
from typing import NamedTuple

from sayso.knowledge import Knowledge, normal_form
from sayso.knowledge.region import Region
from sayso.resolve.gazetteer import Feature, Gazetteer, kilometres, without_generic

# What a kind of place weighs beside the power of ten of its people: “New York” is rather the state of 20 million than
# a village, “Georgia” rather the country, and few counties are called by their bare name.
_WEIGHT = {"country": 6.0, "continent": 6.0, "region": 1.5, "division": 3.0, "city": 1.0, "county": -0.5}
_CAPITAL = 4.0
_LISTED = 2.5  # for the places that the knowledge base lists, as the news speaks of them
_ALIAS = -2.0
_SAID = 3.0  # where the words say which kind they mean: “Suffolk County”
_SAME_KM = 150.0
_SUCCESSOR = {
    "SUN": "RUS",
    "YUG": "SRB",
    "SCG": "SRB",
    "CSK": "CZE",
    "DDR": "DEU",
    "YMD": "YEM",
    "YAR": "YEM",
    "VDR": "VNM",
}
_PEOPLE = {"city": 100_000, "province": 2_000_000, "sea": 10_000_000}  # what a place of the knowledge base counts for

_DIRECTION = re.compile(
    r"^(?:(?:(?:north|south) ?(?:east|west)|north|south|east|west|central|mid|upper|lower|inner|outer)(?:ern)?"
    r"|downtown|greater|metropolitan|rural|mainland|continental|metro|old|down town|uptown|coastal)\s+(?P<name>.+)$",
    re.IGNORECASE,
)
_KIND_WORDS = {
    "division": frozenset({"state", "province", "governorate", "oblast", "krai", "canton", "prefecture", "territory"}),
    "county": frozenset({"county", "district", "parish", "borough", "municipality", "department"}),
    "city": frozenset({"city", "town", "village"}),
}


class Candidate(NamedTuple):
    """A place that some words may mean; ``prior`` is what speaks for it by itself, in powers of ten of people."""

    feature: Feature
    prior: float
    reason: str


class Candidates:
    """Looks words up in the knowledge base and the gazetteer.

    >>> [c.feature.country for c in Candidates(knowledge, gazetteer).of("Georgia")]
    ['GEO', 'USA']
    """

    def __init__(self, knowledge: Knowledge, gazetteer: Gazetteer, on: date | None = None) -> None:
        self._knowledge = knowledge
        self._gazetteer = gazetteer
        self._on = on
        self._known: dict[str, tuple[Candidate, ...]] = {}

    def of(self, words: str) -> tuple[Candidate, ...]:
        """All that the whole of the words may mean, the likeliest first; none where no table has them."""
        if words not in self._known:
            found = self._named(words) or self._simpler(words)
            self._known[words] = tuple(sorted(found, key=lambda c: -c.prior))
        return self._known[words]

    def _named(self, words: str) -> list[Candidate]:
        if not normal_form(words):
            return []
        found = [self._of_gazetteer(words, feature) for feature in self._gazetteer.find(words)]
        country = self._country(words, found)
        found = _with_country(country, found) if country is not None else found + self._shortened(words)
        region = self._knowledge.region(words)
        return self._with_region(region, found) if region is not None else found

    def _of_gazetteer(self, words: str, feature: Feature) -> Candidate:
        prior = log10(feature.population + 10) + _WEIGHT[feature.kind]
        exact = normal_form(feature.name) == normal_form(words)
        if feature.alias:
            short = feature.kind == "division" and (len(words) <= 4 or "." in words)
            prior += 0 if short or feature.kind in ("continent", "region") else _ALIAS
        if feature.kind == "division" and not exact:
            prior -= 2.0  # “Aleppo” is rather the city than the governorate
        if _KIND_WORDS.get(feature.kind, frozenset()) & set(normal_form(words).split()):
            prior += _SAID
        if feature.kind == "city" and self._capital(feature):
            prior += _CAPITAL
        return Candidate(feature, prior, f"{feature.kind} in the gazetteer")

    def _capital(self, feature: Feature) -> bool:
        country = self._knowledge.countries.get(feature.country or "")
        if country is None or feature.population < 10_000:
            return False
        return normal_form(feature.name) in {normal_form(capital) for capital in country.capitals}

    def _country(self, words: str, found: list[Candidate]) -> Candidate | None:
        """The country that the words name; a capital or a seat of power is the city, which the gazetteer has."""
        named = self._knowledge.country_of(words, self._on)
        if named is None:
            return None
        state, how = named
        if how == "capital" and any(c.feature.country == state.iso3 and c.feature.kind == "city" for c in found):
            return None
        if how in ("capital", "seat"):
            city = self.capital(state.iso3)
            return city and Candidate(city, 12.0, f"{how} of {state.name}")
        feature = self._gazetteer.country(_SUCCESSOR.get(state.iso3, state.iso3))
        if feature is None:
            return None
        feature = feature._replace(country=state.iso3)
        prior = max(log10(feature.population + 10) + _WEIGHT["country"], 11.0)
        return Candidate(feature._replace(name=state.name), prior, f"{how} of {state.name}")

    def _shortened(self, words: str) -> list[Candidate]:
        """The countries that “SA” or “Korean” may stand for, which the report has to tell apart."""
        found: list[Candidate] = []
        for iso3, (state, how) in self._short.get(words, {}).items():
            feature = self._gazetteer.country(iso3)
            if feature is not None:
                prior = 7.0 + log10(feature.population + 10) / 2
                found.append(Candidate(feature._replace(name=state), prior, f"{how} of {state}"))
        return found

    @cached_property
    def _short(self) -> dict[str, dict[str, tuple[str, str]]]:
        """Initials of countries' names, and what is left of them without “South” or “North” → the countries."""
        short: dict[str, dict[str, tuple[str, str]]] = {}
        for state in self._knowledge.countries.values():
            initials = "".join(word[0] for word in state.name.split() if word[0].isupper())
            if 2 <= len(initials) <= 3 and "and" not in state.name:
                short.setdefault(initials, {})[state.iso3] = (state.name, "initials")
            for name in (state.name, *state.adjectives, *state.demonyms):
                first, _, rest = name.partition(" ")
                if first in ("South", "North") and self._knowledge.country_of(rest) is None:
                    short.setdefault(rest, {})[state.iso3] = (state.name, "short for the name")
        return short

    def capital(self, iso3: str) -> Feature | None:
        """The city that is a country's capital."""
        country = self._knowledge.countries.get(iso3)
        for name in country.capitals if country else ():
            cities = [f for f in self._gazetteer.find(name) if f.country == iso3 and f.kind == "city"]
            if cities:
                return max(cities, key=lambda city: city.population)
        return None

    def _with_region(self, region: Region, found: list[Candidate]) -> list[Candidate]:
        """The places with that of the knowledge base: as one of theirs if it is one of theirs, else beside them."""
        if region.latitude is None or region.longitude is None:
            return found
        point = (region.latitude, region.longitude)
        wide = next((c for c in found if c.feature.kind in ("region", "continent") and not c.feature.alias), None)
        if wide is not None and _kind(region) == "region":
            listed = _of_region(wide, region)._replace(prior=max(wide.prior, 9.0) + _LISTED)
            return [listed if c is wide else c for c in found]
        near = [c for c in found if kilometres(point, (c.feature.latitude, c.feature.longitude)) < _SAME_KM]
        wanted = "city" if region.kind == "city" else "division"
        same = next((c for c in near if c.feature.kind == wanted), near[0] if near else None)
        reason = "region in the knowledge base"
        if same is not None:
            more = 0.0 if self._capital(same.feature) else _LISTED
            if same.feature.alias:
                more -= _ALIAS
            listed = _of_region(same, region)._replace(prior=same.prior + more, reason=reason)
            return [listed if c is same else c for c in found]
        country = region.countries[0] if region.countries else None
        feature = Feature(-1, _kind(region), region.name, country, *point, 0, None, None, None)
        people = _PEOPLE.get(region.kind, 1_000_000)
        return [*found, Candidate(feature, log10(people) + _WEIGHT["region"] + _LISTED, reason)]

    def _simpler(self, words: str) -> list[Candidate]:
        """What the words mean less “northern”, “province” or “city of”; the kind that was named is preferred."""
        key = normal_form(words)
        if match := _DIRECTION.match(key):
            return [c._replace(prior=c.prior - 0.5) for c in self.of(_capitals(match["name"], words))]
        bare = without_generic(key)
        if bare == key or not bare:
            return []
        kinds = {kind for kind, said in _KIND_WORDS.items() if said & set(key.split())}
        found = self.of(_capitals(bare, words))
        return [c._replace(prior=c.prior + _SAID) if c.feature.kind in kinds else c for c in found]


def _with_country(country: Candidate, found: list[Candidate]) -> list[Candidate]:
    """The places with the country, or with a part of it instead that “England” and “Sicilian” mean more closely."""
    if country.reason.startswith(("alias", "adjective", "demonym")):
        for index, candidate in enumerate(found):
            feature = candidate.feature
            if feature.kind == "division" and feature.country == country.feature.country:
                return [*found[:index], candidate._replace(prior=country.prior), *found[index + 1 :]]
    return [*found, country]


def _of_region(candidate: Candidate, region: Region) -> Candidate:
    """The place in the country that the knowledge base has for a disputed region: the Golan Heights are Syria's."""
    if region.kind != "region" or not region.countries or candidate.feature.country in (None, region.countries[0]):
        return candidate
    return candidate._replace(feature=candidate.feature._replace(country=region.countries[0]))


def _kind(region: Region) -> str:
    return {"city": "city", "province": "division"}.get(region.kind, "region")


def _capitals(key: str, words: str) -> str:
    """The part of the words that a part of their normal form stands for, as it was written if it can be found."""
    at = words.lower().find(key)
    return words[at : at + len(key)] if at >= 0 else key.title()
