"""Where a report names something that the knowledge base knows."""

import dataclasses
import datetime
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator

from spacy.tokens import Token

from sayso.knowledge import Entry, Knowledge
from sayso.parse import Parsed
from sayso.resolve.gazetteer import Feature, Gazetteer

PLACES = ("region", "city", "division")  # ways of naming a place inside a country, or outside any
_LONGEST = 6  # tokens of a name
_SMALL = 15_000  # inhabitants of a city that its country can tell from a word
_LARGE = 100_000  # inhabitants of a city that the news calls by its bare name
_INNER = frozenset(
    {"of", "the", "and", "for", "al", "el", "de", "la", "in", "-", "’s", "'s", "&", ".", "bin", "ul", "on"}
)


_LOWERED = {"state": "department", "security": "council", "white": "house"}  # names that British papers write small


@dataclasses.dataclass(frozen=True, slots=True)
class Spot:
    """Tokens ``start`` to ``end`` of a report name a country or an entry of the knowledge base.

    ``how`` says in which way: ``name``, ``alias``, ``adjective``, ``demonym``, ``capital``, ``seat`` for a country;
    the entry's kind for an entry (``person``, ``group``, ``body``); ``region``, ``city`` or ``division`` for a place
    inside a country.
    """

    start: int
    end: int
    how: str
    country: str | None
    entries: tuple[Entry, ...] = ()
    name: str | None = None

    @property
    def entry(self) -> Entry | None:
        """The likeliest entry, or ``None`` where the words name a country or a region."""
        return self.entries[0] if self.entries else None


def spots_of(
    parsed: Parsed, tokens: list[Token], knowledge: Knowledge, gazetteer: Gazetteer, on: datetime.date | None
) -> list[Spot]:
    """Every longest name that the knowledge base knows, in the order of the text: “South Korea” and not “Korea”.

    Larger cities that it does not know are looked up among GeoNames'.
    """
    found: list[Spot] = []
    names = _Names(parsed.document.text, knowledge, on)
    index = 0
    while index < len(tokens):
        if not _may_begin(tokens[index]):
            index += 1
            continue
        if (
            tokens[index].text == "American"
            and index
            and tokens[index - 1].lower_ in ("central", "latin", "south", "north")
        ):
            index += 1
            continue
        spot = None
        if _known_start(tokens, index, knowledge):
            spot = next(filter(None, (_spot(tokens, index, end, names) for end in _ends(tokens, index))), None)
        if spot is not None and not _first_of_a_longer(spot, tokens):
            found.append(spot)
        index = spot.end if spot is not None else index + 1
    found = _told_apart(found)
    taken = {i for spot in found for i in range(spot.start, spot.end)}
    likely = Counter(spot.country for spot in found if spot.country).most_common(1)
    for ent in parsed.doc.ents:
        if ent.label_ == "GPE" and ent.start not in taken and ent[-1].i not in taken:
            city = _city(gazetteer, ent.text, likely[0][0] if likely else None)
            if city is not None:
                found.append(Spot(ent.start, ent.end, city.kind, city.country, (), city.name))
    return sorted(found, key=lambda spot: spot.start)


def _first_of_a_longer(spot: Spot, tokens: list[Token]) -> bool:
    """True for one word of a name that the tables don't know: “Solidarity” of “Kurdistan Solidarity Campaign”."""
    word = tokens[spot.start]
    if spot.how not in ("group", "body") or spot.end - spot.start > 1 or word.text.isupper():
        return False
    behind = word.head
    compound = word.dep_ == "compound" and behind.pos_ == "PROPN" and word.i < behind.i <= word.i + 2
    return compound and word.ent_type_ == behind.ent_type_ == "ORG"


def _told_apart(found: list[Spot]) -> list[Spot]:
    """The spots, those that several bear with the one first whose country the report names most: “the Republicans”."""
    counts = Counter(spot.country for spot in found if len({entry.country for entry in spot.entries}) < 2)
    for index, spot in enumerate(found):
        if len({entry.country for entry in spot.entries}) > 1 and counts[spot.country] == 0:
            entries = sorted(spot.entries, key=lambda entry: -counts[entry.country])
            found[index] = dataclasses.replace(
                spot, how=entries[0].kind, country=entries[0].country, entries=tuple(entries), name=entries[0].name
            )
    return found


def _city(gazetteer: Gazetteer, name: str, likely: str | None) -> Feature | None:
    """The city of that name in the country that the report is about, else the largest that needs no country."""
    named = [f for f in gazetteer.find(name) if f.kind == "city" and f.population > _SMALL]
    if any(f.kind == "division" for f in gazetteer.find(name)):
        named = [f for f in gazetteer.find(name) if f.kind in ("city", "division")]
    own = [city for city in named if city.country == likely]
    best = max(own or named, key=lambda city: city.population, default=None)
    return best if best is not None and (own or best.population > _LARGE) else None


def spots_in(spots: list[Spot], start: int, end: int) -> list[Spot]:
    """The spots that lie wholly between two tokens."""
    first = bisect_left(spots, start, key=lambda spot: spot.start)
    inside: list[Spot] = []
    for spot in spots[first:]:
        if spot.start >= end:
            break
        if spot.end <= end:
            inside.append(spot)
    return inside


def _may_begin(token: Token) -> bool:
    text = token.text
    if text in _LOWERED and token.i + 1 < len(token.doc) and token.nbor().text == _LOWERED[text]:
        return True
    if text in ("The", "A", "An"):
        return False
    return text[0].isupper() or (text[0].isdigit() and len(text) > 1 and "-" in text) or text.lower() in ("al", "anti")


def _known_start(tokens: list[Token], index: int, knowledge: Knowledge) -> bool:
    """Whether any name of the tables begins as the words here do; most words begin none: no more need be looked up."""
    word = token = tokens[index]
    text = token.text
    while not word.whitespace_ and word.i + 1 < len(tokens):  # “Hay’at” may be several tokens
        word = tokens[word.i + 1]
        text += word.text
    return knowledge.begins(token.text) or "-" in token.text or (text != token.text and knowledge.begins(text))


def _ends(tokens: list[Token], start: int) -> Iterator[int]:
    """Where a name that starts here may end, the farthest first; a name ends in a capital, a figure or a long word."""
    ends: list[int] = []
    for index in range(start, min(start + _LONGEST, len(tokens))):
        token = tokens[index]
        if index > start and (token.is_space or token.is_sent_start):
            break
        if token.text[0].isupper() or token.text[0].isdigit():
            ends.append(index + 1)
        elif index > start and token.is_lower and token.is_alpha and len(token) > 3:
            ends.append(index + 1)  # “White House press office”, “Islamic State group”
        elif token.text.lower() not in _INNER and not (index == start and token.text in _LOWERED):
            break
    return reversed(ends)


def _spot(tokens: list[Token], start: int, end: int, names: "_Names") -> Spot | None:
    last = tokens[end - 1]
    text = names.text[tokens[start].idx : last.idx + len(last)]
    single = end - start == 1
    if single and "-" in text:
        return _compound(text, start, names.knowledge, names.on)
    found = names.named(text, persons=not single or tokens[start].pos_ == "PROPN")
    return dataclasses.replace(found, start=start, end=end) if found is not None else None


class _Names:
    """What the words of one report name, each looked up once; where they stand is filled in later."""

    def __init__(self, text: str, knowledge: Knowledge, on: datetime.date | None) -> None:
        self.text = text
        self.knowledge = knowledge
        self.on = on
        self._known: dict[tuple[str, bool], Spot | None] = {}

    def named(self, text: str, *, persons: bool) -> Spot | None:
        """The country, entry or region; a person only where the words may be one's name."""
        key = (text, persons)
        if key not in self._known:
            self._known[key] = self._look_up(text, persons)
        return self._known[key]

    def _look_up(self, text: str, persons: bool) -> Spot | None:
        country = self.knowledge.country_of(text, self.on)
        if country is not None:
            state, how = country
            return Spot(0, 0, how, state.iso3, (), state.name)
        entries = self.knowledge.entries(text, self.on)
        if entries and (persons or entries[0].kind != "person"):
            return Spot(0, 0, entries[0].kind, entries[0].country, tuple(entries), entries[0].name)
        region = self.knowledge.region(text)
        if region is not None:
            return Spot(0, 0, "region", region.countries[0] if region.countries else None, (), region.name)
        return None


def _compound(text: str, start: int, knowledge: Knowledge, on: datetime.date | None) -> Spot | None:
    """“U.S.-led”, “Moscow-backed”, and names with a hyphen of their own, such as “Guinea-Bissau”."""
    for part in (text, text.rsplit("-", 1)[0], text.split("-", 1)[0]):
        country = knowledge.country_of(part, on)
        if country is not None:
            state, how = country
            backed = part != text
            return Spot(start, start + 1, "adjective" if backed else how, state.iso3, (), state.name)
        entries = knowledge.entries(part, on)
        if entries:
            return Spot(start, start + 1, entries[0].kind, entries[0].country, tuple(entries), entries[0].name)
    return None
