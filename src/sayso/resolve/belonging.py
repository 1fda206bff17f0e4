"""Of which country people are whose words don't say it: those that the report names, ranked by learned weights."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import msgspec
from spacy.tokens import Token

from sayso import models
from sayso.actor import STATELESS
from sayso.resolve.phrases import only_backed
from sayso.resolve.scene import Context, Scene
from sayso.resolve.spots import PLACES

FILE = "countries.json"
NOWHERE = ""  # the candidate that they are of no country
_MOST = 6  # countries that the report names most, which are weighed wherever they stand
_BACK = 3  # countries named last before the mention that are told apart
_FAR = 30  # names back in which they are looked for
_OPENING = 3  # sentences in which a report says what it is about
_SURE = frozenset({"fled from"})  # rules that are not weighed against what was learned
_FEW, _MANY = 3, 15

Candidates = Mapping[str, list[str]]  # country → what is seen of it, by name


class CountryChoice(msgspec.Struct, frozen=True, dict=True):  # its dict keeps what is derived once
    """How much each feature of a candidate speaks for it, in logits; after “|” the sector to which a weight is kept.

    >>> CountryChoice({"last:1": 0.5}).likeliest({"TUR": ["rule"], "SYR": ["last:1"], "": ["nowhere"]}, "MIL")
    'SYR'
    """

    weights: Mapping[str, float] = {}

    @classmethod
    def load(cls, folder: Path) -> "CountryChoice":
        """That of a model's folder. Raises ``ModelError`` where it is missing or doesn't fit this version."""
        return models.read(folder / FILE, cls)

    def save(self, folder: Path) -> None:
        """Write it into a model's folder, a feature a line, in alphabetical order."""
        models.write(folder / FILE, self.weights)

    def likeliest(self, candidates: Candidates, group: str) -> str:
        """The country for which most speaks, ``NOWHERE`` where that is none; of equals the first."""
        worth = self._by_group.get(group, self.weights)
        return max(candidates, key=lambda country: sum([worth.get(feature, 0.0) for feature in candidates[country]]))

    @cached_property
    def _by_group(self) -> dict[str, dict[str, float]]:
        """The weights of each sector that has some to itself, added to those of all, so that one look-up finds them."""
        found: dict[str, dict[str, float]] = {}
        for name, weight in self.weights.items():
            feature, mark, group = name.rpartition("|")
            if mark:
                if group not in found:
                    found[group] = dict(self.weights)
                found[group][feature] = found[group].get(feature, 0.0) + weight
        return found


class Question(NamedTuple):
    """Of which country the people at token ``head`` are, and the sector or kind of mention whose weights decide it."""

    head: int
    candidates: Candidates
    group: str


class _Named(NamedTuple):
    """A country, or someone or something of it, named up to a token: ``how`` is in which way."""

    at: int
    country: str
    how: str


class Belonging:
    """Of which country the mentions of one report are whose words don't tell it.

    >>> Belonging(scene, choice).likeliest(head, "MIL", Context("SYR", "the country most in play there", "in play"))
    Context(country='TUR', reason='how the report names countries there', by='learned')
    """

    def __init__(self, scene: Scene, choice: CountryChoice) -> None:
        self._scene = scene
        self._choice = choice
        self.asked: Question | None = None  # which country was last chosen among, for training

    def likeliest(
        self, head: Token, sector: str | None, rule: Context | None, group: str | None = None
    ) -> Context | None:
        """The country that most likely is theirs by what was learned, the rules' own answer being but a part of it.

        Where the rules have no answer, or know whence people fled, theirs stands.
        """
        if rule is None or rule.by in _SURE:
            return rule
        group = group or sector or "-"
        self.asked = Question(head.i, self.candidates(head, sector, rule), group)
        country = self._choice.likeliest(self.asked.candidates, group)
        if country == rule.country:
            return rule
        return Context(country, "how the report names countries there", "learned") if country else None

    def candidates(self, head: Token, sector: str | None, rule: Context) -> dict[str, list[str]]:
        """The countries that the report names most or near the word, and none; what the rules answer comes first.

        >>> Belonging(scene, choice).candidates(head, "MIL", Context("SYR", "most in play there", "in play"))
        {'SYR': ['rule', 'rule:in play', 'share:7', …], 'TUR': […], '': ['nowhere', …]}
        """
        found = {rule.country: ["rule", f"rule:{rule.by}"]}
        for country in self._likely:
            found.setdefault(country, [])
        here = self._around(head, found)
        owners = [country for at, country in self._scene.owned.get(head.lemma_.lower(), ()) if at < head.i]
        for country, features in found.items():
            if country:
                features.extend(self._of_report(country, sector))
                if country in owners:
                    features.append("owned last" if owners[-1] == country else "owned")
                if here == {country}:
                    features.append("alone in the sentence")
        nowhere = found.setdefault(NOWHERE, [])
        nowhere += (*self._nowhere, *_of_word(head), f"nowhere:by:{rule.by}", f"nowhere:here:{min(len(here), 2)}")
        return found

    def _around(self, head: Token, found: dict[str, list[str]]) -> set[str]:
        """Adds what is seen of the countries named in the word's sentence, the one before, and last; those here."""
        index = self._scene.parsed.sentence_at(head.idx)
        sentences = self._scene.parsed.sentences
        start, end = sentences[index].start, sentences[index].end
        first, past = bisect_left(self._ends, sentences[max(0, index - 1)].start), bisect_left(self._ends, end)
        told: dict[tuple[str, str], None] = {}
        here: set[str] = set()
        for at, country, how in self._named[first:past]:
            if at < start:
                told[country, "sentence before"] = told[country, f"sentence before:{how}"] = None
            else:
                here.add(country)
                told[country, f"{'before' if at < head.i else 'after'}:{how}"] = None
        for n, country in enumerate(self._last(bisect_left(self._ends, head.i)), 1):
            told[country, f"last:{n}"] = None
        for country, feature in told:
            found.setdefault(country, []).append(feature)
        return here

    def _last(self, end: int) -> list[str]:
        """The countries named last before a name, the nearest first."""
        last: list[str] = []
        for number in range(end - 1, max(-1, end - 1 - _FAR), -1):
            country = self._named[number].country
            if country not in last:
                last.append(country)
                if len(last) == _BACK:
                    break
        return last

    def _of_report(self, country: str, sector: str | None) -> list[str]:
        """What the report as a whole says of a country, and of its people of that sector."""
        often = self._of_sector[country, sector or ""]
        features = self._by_country.get(country, ["unnamed"])
        return [*features, f"its sector:{min(often, _FEW)}"] if often else features

    @cached_property
    def _by_country(self) -> dict[str, list[str]]:
        """What is seen of each country that the report names, wherever the mention stands."""
        sentences = self._scene.parsed.sentences[:_OPENING]
        opening = {each.country for each in self._named if each.at < sentences[-1].end} if sentences else set[str]()
        total = self._counts.total()
        seen: dict[str, list[str]] = {}
        for rank, (country, count) in enumerate(self._counts.most_common()):
            seen[country] = [f"share:{_tenths(count / total)}", f"rank:{min(rank, _FEW)}"]
            if country in opening:
                seen[country].append("opening")
            if country == self._scene.home:
                seen[country].append("home")
            if country in STATELESS:
                seen[country].append(f"is:{country}")
        return seen

    @cached_property
    def _nowhere(self) -> tuple[str, ...]:
        """How far the report speaks of one country."""
        ranked = self._counts.most_common(1)
        share = _tenths(ranked[0][1] / self._counts.total()) if ranked else 0
        return ("nowhere", f"nowhere:share:{share}", f"nowhere:many:{min(len(self._counts), _MANY).bit_length()}")

    @cached_property
    def _named(self) -> list[_Named]:
        doc = self._scene.doc
        named = [
            _Named(spot.end - 1, spot.country, "place" if spot.how in PLACES else spot.how)
            for spot in self._scene.spots
            if spot.country is not None and not only_backed(doc, spot)
        ]
        taken = {each.at for each in named}
        people = [(person.end - 1, person.referent.country) for person in self._scene.people]
        return sorted(named + [_Named(at, c, "person") for at, c in people if c is not None and at not in taken])

    @cached_property
    def _ends(self) -> list[int]:
        return [each.at for each in self._named]

    @cached_property
    def _counts(self) -> Counter[str]:
        return Counter(each.country for each in self._named)

    @cached_property
    def _likely(self) -> list[str]:
        return [country for country, _ in self._counts.most_common(_MOST)]

    @cached_property
    def _of_sector(self) -> Counter[tuple[str, str]]:
        """How often the report speaks of someone of a country and a sector: “Syrian troops”, “the Knesset”."""
        scene = self._scene
        counts = Counter((s.country, s.entry.sector) for s in scene.spots if s.entry is not None)
        counts.update((p.referent.country, p.referent.sector) for p in scene.people if p.referent.kb is None)
        for noun, owners in scene.owned.items():
            role = scene.knowledge.role(noun)
            counts.update((country, role[0]) for _, country in owners if role is not None)
        return Counter({(c, sector): n for (c, sector), n in counts.items() if c is not None and sector is not None})


def _of_word(head: Token) -> list[str]:
    """What a noun says for its people being of no country: itself, its article, what stands before it."""
    told = [f"nowhere:{head.lemma_.lower()}", f"nowhere:{head.dep_}", f"nowhere:{head.tag_}"]
    first = head.left_edge
    told.append(f"nowhere:{first.lower_ if first.tag_ == 'DT' else 'no article'}")
    return told + [f"nowhere:with:{t.lemma_.lower()}" for t in head.lefts if t.dep_ in ("amod", "compound")]


def _tenths(share: float) -> int:
    return int(9.99 * share)
