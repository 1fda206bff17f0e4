"""Whence a person is whom no table knows: what the report tells, and what the given name makes likely."""

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from sayso.knowledge import Knowledge
from sayso.resolve.people import Person
from sayso.resolve.spots import Spot, spots_in

KIN = frozenset(
    {"mother", "father", "parent", "sister", "brother", "son", "daughter", "wife", "husband",
     "cousin", "uncle", "aunt", "nephew", "niece", "grandmother", "grandfather", "widow", "mom", "mum", "dad"}
)  # fmt: skip
_WHENCE = frozenset({"from", "of", "in"})
_ONE = frozenset({"a", "an", "another", "one", "the"})
_SOMEBODY = frozenset({"CVL", "MIL", "COP", "MED", "LAB", "REF", "ELI", "NGO", "REB", "EDU", "CRM", "BUS", None})
_ENGLISH = ("USA", "GBR", "AUS", "CAN", "NZL", "IRL")  # where the same given names are borne
_BEHIND = 9  # tokens after a name in which “, 24, from Portsmouth” stands
_BACK = 3  # sentences in which a report first calls someone “a British man” before it gives the name
_BEARERS = 3  # people of the tables with a given name, that it says something


class Origins:
    """The countries that one report gives the people whom it names.

    >>> Origins(doc, spots, people, knowledge).told(person)  # “Oliver Hall, 24, from Portsmouth”
    'GBR'
    """

    def __init__(self, doc: Doc, spots: list[Spot], people: Sequence[Person], knowledge: Knowledge) -> None:
        self._doc = doc
        self._spots = spots
        self._knowledge = knowledge
        self._mentions: dict[str, list[Person]] = {}
        self._starts = {person.start: person for person in people}
        for person in people:
            if person.referent.name is not None:
                self._mentions.setdefault(person.referent.name, []).append(person)
        self._told: dict[str, str | None] = {}

    def told(self, name: str) -> str | None:
        """The country that the report gives someone of that name: behind the name, or in words before it."""
        if name not in self._told:
            self._told[name] = None
            mentions = self._mentions.get(name, [])
            behind = next(filter(None, map(self._behind, mentions)), None)
            self._told[name] = behind or (self._bridged(mentions[0]) if mentions else None)
        return self._told[name]

    def _behind(self, person: Person) -> str | None:
        """“Oliver Hall, 24, from Portsmouth”, “Joe Robinson, formerly of Accrington”."""
        doc, index = self._doc, person.end
        if index >= len(doc) or not (doc[index].text in (",", "(") or doc[index].lower_ in ("from", "of")):
            return None
        for token in doc[index : index + _BEHIND]:
            if (
                token.is_sent_start
                or token.pos_ in ("AUX", "PRON")
                or (token.pos_ == "VERB" and token.lower_ != "born")
            ):
                return None
            if token.lower_ in _WHENCE and (token.lower_ != "in" or doc[token.i - 1].lower_ == "born"):
                spot = next(iter(spots_in(self._spots, token.i + 1, token.i + 5)), None)
                if spot is not None and spot.entry is None and spot.how != "adjective":
                    return spot.country
                return None
        return None

    def _bridged(self, person: Person) -> str | None:
        """The nationality of the one whom the report speaks of just before it gives a bare name: “A British man …”."""
        doc = self._doc
        if person.end - person.start < 2:
            return None
        if doc[person.start : person.end].root.dep_ not in ("nsubj", "nsubjpass"):
            return None
        first = doc[person.start].sent
        start, left = first.start, _BACK
        while start > 0 and left > 0:
            start, left = doc[start - 1].sent.start, left - 1
        for spot in reversed(spots_in(self._spots, start, first.start)):
            if spot.how not in ("adjective", "demonym") or spot.country is None:
                continue
            token = doc[spot.end - 1]
            noun = token if token.tag_ == "NN" or spot.how == "demonym" else token.head
            if self._somebody(noun):
                return spot.country
        return None

    def _somebody(self, noun: Token) -> bool:
        """True for one person without a name: “a former British soldier”."""
        role = self._knowledge.role(noun.lower_)
        if noun.tag_ != "NN" or role is None or role[1] or role[0] not in _SOMEBODY:
            return False
        if any(child.dep_ in ("appos", "compound") and child.i in self._starts for child in noun.children):
            return False
        named = any(noun.i < start < noun.i + 4 for start in self._starts)
        return not named and any(child.lower_ in _ONE for child in noun.lefts)

    def by_given_name(self, name: str, likely: Sequence[str]) -> str | None:
        """The one of the countries, the likeliest first, where people of the tables bear the given name."""
        first, _, rest = name.partition(" ")
        bearers = self._knowledge.given(first) if rest else {}
        english = sum(bearers.get(country, 0) for country in _ENGLISH)
        bearers |= dict.fromkeys(_ENGLISH, english) if english else {}
        if sum(bearers.values()) < _BEARERS or not likely or likely[0] in _ENGLISH or bearers.get(likely[0], 0) > 0:
            return None
        return next((country for country in likely[1:] if bearers.get(country, 0) > 1), None)

    def kin(self, name: str) -> Token | None:
        """The pronoun that says whose relative someone is: “his” of “his mother, Sharon Chimejczuk”."""
        for person in self._mentions.get(name, ())[:3]:
            for index in range(max(0, person.start - 4), person.start):
                token = self._doc[index]
                if token.tag_ == "PRP$" and token.head.lemma_.lower() in KIN and token.i < token.head.i < person.end:
                    return token
        return None
