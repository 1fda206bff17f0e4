"""Definite words → those whom the report spoke of before: “the two leaders”, “both nations”, “the group”."""

import re

from spacy.tokens import Span as Tokens

from sayso.resolve.actors import Actors
from sayso.resolve.mentions import Mentions
from sayso.resolve.referent import Referent
from sayso.resolve.scene import Scene
from sayso.resolve.spots import PLACES

_PAIR = r"(?:the )?(?:two|both|pair of)(?: of the)?"
_TWO_PEOPLE = re.compile(
    rf"{_PAIR} (?:leaders|presidents|politicians|ministers|statesmen)|the leaders|the pair"
    "|(?:the two|both) (?:wo)?men"
)
_TWO_STATES = re.compile(
    rf"(?:{_PAIR}|the (?P<many>three|four)|the (?P<trio>trio) of) "
    "(?:countries|nations|states|governments|sides|powers|neighbou?rs|parties|allies|capitals|superpowers)"
    r"|the neighbou?rs"
)
_STATE = re.compile(r"(?:the|this|that) (?:country|nation|state|kingdom|republic)")
_BODY = re.compile(
    r"(?:the|this|that) (?:\w+ )?(?:group|organi[sz]ation|company|firm|paper|newspaper|party|court|agency|bank|militia"
    r"|movement|network|union|bloc|alliance|body|charity|broadcaster|coalition|faction|institution|council|committee"
    r"|commission|department|ministry|chamber|mission)"
)
_OF_STATES = frozenset({"GOV", "LEG", "JUD", "MIL", "COP", "SPY"})


class Definites:
    """Finds whom the definite words of one report mean that no pronoun stands in for.

    >>> Definites(scene, actors, Mentions(scene)).refer(tokens_of("The leaders"))
    [Referent(kind='person', name='Kim Jong Un', …), Referent(kind='person', name='Vladimir Putin', …)]
    """

    def __init__(self, scene: Scene, actors: Actors, mentions: Mentions) -> None:
        self._scene = scene
        self._doc = scene.doc
        self._actors = actors
        self._mentions = mentions

    def refer(self, tokens: Tokens) -> list[Referent] | None:
        """Those whom the tokens stand for; empty where they can't be told, ``None`` where they are no such words."""
        text, start = " ".join(t.lower_ for t in tokens), tokens.start
        if text in ("both koreas", "the two koreas", "the koreas"):
            return [self._state("PRK"), self._state("KOR")]
        states = _TWO_STATES.fullmatch(text)
        if states is not None:
            count = 3 if states["trio"] else {"three": 3, "four": 4}.get(states["many"], 2)
            return self._last_states(start, count)
        return self._by_noun(tokens, text)

    def _by_noun(self, tokens: Tokens, text: str) -> list[Referent] | None:
        """“the two leaders”, “the country”, “the group”, “the president”."""
        start = tokens.start
        if _TWO_PEOPLE.fullmatch(text):
            persons = self._two_people(start)
            if persons or text.endswith(("men", "pair")):
                return persons or None
            return self._last_states(start, 2)
        if _STATE.fullmatch(text):
            state = self._last_state(start)
            return [state] if state is not None else []
        if _BODY.fullmatch(text) and tokens[-1].is_lower and not self._says_whose(tokens):
            return self._last_body(tokens) or None
        return self._office(tokens)

    def body(self, tokens: Tokens) -> list[Referent] | None:
        """The body or group that “the group” and the like mean; ``None`` where the words are no such."""
        fits = _BODY.fullmatch(" ".join(t.lower_ for t in tokens)) is not None
        return self._last_body(tokens) if fits else None

    def _says_whose(self, tokens: Tokens) -> bool:
        """True for “the Kurdish militia” and “the state department”, which need no body named before."""
        if len(tokens) < 3:
            return False
        named = self._scene.spots_in(tokens.start, tokens.end) or tokens[1].lower_.startswith("kurd")
        role = self._scene.knowledge.role(tokens[1:].text)
        return bool(named) or (role is not None and role[0] in _OF_STATES)

    def _two_people(self, index: int) -> list[Referent]:
        """The last two people in play, the one named first in front; of different countries if possible."""
        found: list[Referent] = []
        recent = self._mentions.people_before(index)[::-1]
        leaders = [p for p in recent if p.referent.sector in ("GOV", "ELI")] or recent
        for person in leaders:
            if not any(person.referent.same(r) or (r.country and r.country == person.referent.country) for r in found):
                found.insert(0, person.referent)
            if len(found) == 2:
                return found
        return []

    def _last_states(self, index: int, count: int) -> list[Referent]:
        """The states most in play before a token, by their own names and those of their people, nearer ones more."""
        here = self._mentions.sentence(index)
        weights: dict[str, float] = {}
        named = [(s.start, s.country) for s in self._scene.spots if s.how not in ("group", "body", *PLACES)]
        meant = [(p.start, p.referent.country) for p in self._mentions.people_before(index)]
        for at, country in sorted(named + meant, key=lambda pair: pair[0]):
            if at < index and country is not None and country in self._scene.knowledge.countries:
                weights[country] = weights.get(country, 0.0) + 1 / (1 + (here - self._mentions.sentence(at)) / 4)
        top = sorted(weights, key=lambda country: -weights[country])[:count]
        # In the order in which the report first names them.
        return [self._state(country) for country in weights if country in top] if len(top) == count else []

    def _state(self, code: str) -> Referent:
        country = self._scene.knowledge.countries.get(code)
        return Referent("country", country.name if country else None, None, code, "GOV")

    def _last_state(self, index: int) -> Referent | None:
        for spot in reversed(self._scene.spots):
            if spot.end <= index and spot.how in ("name", "alias", "adjective", "capital") and spot.country:
                return self._state(spot.country)
        return self._state(self._scene.dominant.country) if self._scene.dominant else None

    def _last_body(self, tokens: Tokens) -> list[Referent]:
        """The body or group last spoken of whose kind the noun fits."""
        noun = tokens[-1].lower_
        known = self._scene.knowledge.role(noun)
        sector = known[0] if known else None
        before = [ent for ent in self._scene.ents if ent.label_ == "ORG" and ent.end <= tokens.start]
        for ent in reversed(before):
            if noun in ent.text.lower():
                return [r for r in self._actors.refer(ent) if r.name][:1]
        for spot in reversed(self._scene.spots):
            fits = spot.entry is not None and (noun == "group" or sector in (None, spot.entry.sector))
            if spot.end <= tokens.start and spot.how in ("group", "body") and fits:
                return self._actors.refer(self._doc[spot.start : spot.end])
        return []

    def _office(self, tokens: Tokens) -> list[Referent] | None:
        """“the president”, “the US president”: who in the report, or in the tables on that day, holds the office."""
        head = tokens.root
        if tokens[0].lower_ != "the" or head.tag_ != "NN" or head.i != tokens.end - 1:
            return None
        known = self._scene.knowledge.role(head.lower_) or self._scene.knowledge.role(tokens[1:].text)
        if known is None or known[0] not in ("GOV", "LEG"):
            return None
        country = next((s.country for s in self._scene.spots_in(tokens.start, tokens.end) if s.country), None)
        words = {t.lower_ for t in tokens if t.pos_ in ("NOUN", "PROPN", "ADJ")}
        for person in reversed(self._mentions.people_before(tokens.start)):
            role = set((person.referent.role or "").lower().split())
            same_state = country is not None and person.referent.country == country
            if head.lower_ in role and (same_state or (country is None and words <= role)):
                return [person.referent]
        return None
