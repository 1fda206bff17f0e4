"""Place words → Place: “in Pyongyang” is Pyongyang, PRK, 39.0 N 125.8 E."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from sayso.parse.entities import entities
from sayso.place import Place
from sayso.resolve.candidates import Candidate, Candidates
from sayso.resolve.clauses import bearers, complements
from sayso.resolve.scene import Scene
from sayso.resolve.spots import PLACES
from sayso.resolve.whereabouts import WIDE, Choice, Whereabouts
from sayso.span import Span

_PREPOSITIONS = frozenset({"in", "near", "outside", "inside", "across", "throughout", "around", "within"})
_WARS = frozenset({"war", "conflict", "uprising", "revolution", "insurgency", "coup"})
# What a town behind such a word is to an event of the type: where it is.
_UPON = {
    "ASSAULT": frozenset({"on", "of", "against", "into"}),
    "RETREAT": frozenset({"from", "of"}),
    "MOBILIZE": frozenset({"to", "into"}),
    "COERCE": frozenset({"of", "on"}),
}
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_OF_STATE = frozenset({"GOV", "LEG", "JUD", "MIL", "SPY", "COP"})
_ABROAD = frozenset({"embassy", "consulate", "embassies", "consulates"})  # stand where their country is not
_GARRISONS = frozenset({"base", "airbase", "outpost", "position", "embassy", "consulate", "mission"})
_WELL_KNOWN = 7.0  # what a place must weigh to be meant by a part of a longer name: a city of a million


class Places:
    """Resolves the place words of one report.

    >>> Places(scene).resolve(Span.of(text, 12, 21)).country
    'PRK'
    """

    def __init__(self, scene: Scene, spans: Sequence[Span] = ()) -> None:
        self._scene = scene
        self._candidates = Candidates(scene.knowledge, scene.gazetteer, scene.on)
        self._whereabouts = Whereabouts(scene, self._candidates, spans)

    def resolve(self, span: Span) -> Place:
        """The place that the words name; country and point stay unknown where the tables and the report don't tell."""
        choice = self._whereabouts.choose(span)
        if choice is not None:
            return _placed(span, choice) if choice.likely else self._guessed(span)
        return self._inner(span) or self._of_land(span) or self._guessed(span)

    def locate(self, span: Span) -> Place:
        """As ``resolve``, and for a place that no table has the point of the one spoken of beside it, as a guess.

        Such a guess has no ``geonames``, and its ``reason`` begins with “guessed”.
        """
        place = self.resolve(span)
        if place.latitude is not None:
            return place
        return self._seat(span) or self._beside(span) or self._rather(span) or place

    def find(self, trigger: Tokens) -> Place | None:
        """The place that hangs on the event's words by “in”, “at”, “near”; ``None`` where no such place does."""
        for token in complements(bearers(trigger), _PREPOSITIONS):
            tokens = self._name_at(token)
            if tokens is None:
                continue
            span = Span.of(self._scene.parsed.document.text, tokens.start_char, tokens.end_char)
            place = self.resolve(span)
            if place.country is not None or place.latitude is not None:
                return place
        return None

    def find_named(self, trigger: Tokens, event_type: str) -> Place | None:
        """The place that the event's own words name: “the Syrian war”, “Geneva talks”, “captured Aleppo”."""
        for token in self._naming(trigger, event_type):
            tokens = self._name_at(token) or self._of_country(token)
            if tokens is not None:
                place = self.resolve(Span.of(self._scene.parsed.document.text, tokens.start_char, tokens.end_char))
                if place.country is not None:
                    return place
        return None

    def _naming(self, trigger: Tokens, event_type: str) -> Iterator[Token]:
        """The words that may name where the event is, as its type has it."""
        root = trigger.root
        for child in root.children:
            kind = child.dep_
            if root.lemma_.lower() in _WARS and kind in ("amod", "poss", "compound", "nmod"):
                yield child
            elif event_type == "CONSULT" and root.pos_ == "NOUN" and kind in ("compound", "nmod"):
                if self._is_town(child):
                    yield child
            elif event_type == "ASSAULT" and kind == "dobj" and self._is_town(child):
                yield child
        if event_type in _UPON:
            yield from (
                t
                for t in complements(bearers(trigger), _UPON[event_type])
                if self._is_town(t) or event_type == "RETREAT"
            )

    def _is_town(self, noun: Token) -> bool:
        """Whether a name is a town's or a region's: “Moscow” and “Turkey” may stand for governments, “Aleppo” not."""
        spots = self._scene.spots_in(noun.i, noun.i + 1)
        return any(spot.how in PLACES or spot.how == "capital" for spot in spots)

    def _of_country(self, word: Token) -> Tokens | None:
        spots = self._scene.spots_in(word.i, word.i + 1)
        return self._scene.doc[word.i : word.i + 1] if any(s.how == "adjective" for s in spots) else None

    def is_body(self, span: Span) -> bool:
        """Whether the words name a body that is no place, such as “OAS”, though some town may be called so too."""
        entries = self._scene.knowledge.entries(span.text, self._scene.on)
        return (
            bool(entries) and entries[0].kind == "body" and entries[0].sector not in _OF_STATE and span.text.isupper()
        )

    def _name_at(self, noun: Token) -> Tokens | None:
        """The name of a place that ends in this noun."""
        doc = self._scene.doc
        for spot in self._scene.spots_in(max(0, noun.i - 5), noun.i + 1):
            if spot.end == noun.i + 1 and spot.how in ("name", "alias", "capital", *PLACES):
                return doc[spot.start : spot.end]
        if noun.ent_type_ in _PLACES:
            ent = next((e for e in entities(noun.sent) if e.start <= noun.i < e.end), None)
            return ent
        return None

    def _inner(self, span: Span) -> Place | None:
        """The place named within the words: “Rakka in Syria”, “Dubai World Cup”; none where they name two countries."""
        tokens = self._scene.tokens_of(span)
        if any(token.lower_ in _ABROAD for token in tokens):
            return None
        found = [c for c in self._names_in(tokens) if self._meant(c)]
        if not found:
            return None
        if _nested(tokens):
            return _placed(span, found[0], within=True)
        if len({choice.feature.country for choice in found}) > 1:
            first = found[0].feature.country
            return Place(span=span, name=span.text, country=first, reason="the first of the countries it lies in")
        return _placed(span, found[0], within=True)

    def _meant(self, choice: Choice) -> bool:
        """Whether a part of a name stands for a place: one the report speaks of elsewhere, or a well-known one."""
        feature = choice.feature
        if feature.kind in ("continent", "country"):
            return not choice.candidate.reason.startswith(("adjective", "demonym", "initials", "short"))
        if feature.alias:
            return False
        if self._whereabouts.names(choice.span.text):
            return choice.likely
        return choice.likely and choice.candidate.prior >= _WELL_KNOWN and choice.support >= 1.0

    def _names_in(self, tokens: Tokens) -> list[Choice]:
        """The longest names among the words that a table has, from the left."""
        found: list[Choice] = []
        start = tokens.start
        while start < tokens.end:
            choice, end = None, start + 1
            for past in range(tokens.end, start, -1):
                part = tokens.doc[start:past]
                if past - start == len(tokens) or not part.text[0].isupper() or not part[-1].text[0].isalnum():
                    continue
                choice = self._whereabouts.choose(
                    Span.of(self._scene.parsed.document.text, part.start_char, part.end_char)
                )
                if choice is not None:
                    end = past
                    break
            if choice is not None:
                found.append(choice)
            start = end
        return found

    def _of_land(self, span: Span) -> Place | None:
        """The country that a phrase without a name of its own says it is in: “the Syrian coast”, “a Cuban camp”."""
        tokens = self._scene.tokens_of(span)
        head = tokens.root
        if head.text[0].isupper() or head.lemma_.lower() in _ABROAD | _GARRISONS:
            return None
        spots = self._scene.spots_in(tokens.start, tokens.end)
        owner = next((s for s in reversed(spots) if s.how == "adjective" and s.country and s.end <= head.i), None)
        if owner is None or "-" in tokens.doc[owner.start].text:  # “Turkish-held town” is no Turkish one
            return None
        return Place(span=span, name=span.text, country=owner.country, reason=f"a place in {owner.name}")

    def _guessed(self, span: Span) -> Place:
        """A place that nobody knows, in the country that the sentence or the report is about."""
        context = self._scene.place_of(self._scene.tokens_of(span).root) or self._scene.dominant
        if context is None:
            return Place(span=span, name=span.text)
        return Place(span=span, name=span.text, country=context.country, reason=f"guessed from {context.reason}")

    def _seat(self, span: Span) -> Place | None:
        """The capital, for a parliament, ministry or court of a state."""
        entry = next(iter(self._scene.knowledge.entries(span.text, self._scene.on)), None)
        if entry is None or entry.kind != "body" or entry.sector not in _OF_STATE or entry.country is None:
            return None
        capital = self._candidates.capital(entry.country)
        reason = f"guessed from the capital, {entry.name} being a body of the state"
        return capital and _placed(span, Choice(span, Candidate(capital, 0.0, reason), 0.0, 0.0, 0.0, alone=True))

    def _rather(self, span: Span) -> Place | None:
        """The place of that name though little speaks for it."""
        choice = self._whereabouts.choose(span)
        if choice is None:
            return None
        return _placed(span, choice._replace(candidate=choice.candidate._replace(reason="guessed from the name alone")))

    def _beside(self, span: Span) -> Place | None:
        near = self._whereabouts.beside(span)
        if near is None or (near.feature.kind in WIDE and self._whereabouts.choose(span) is not None):
            return None  # a village of that name is a better guess than the middle of a country
        return Place(
            span=span,
            name=span.text,
            country=near.feature.country,
            latitude=near.feature.latitude,
            longitude=near.feature.longitude,
            reason=f"guessed from {near.feature.name}, of which the report speaks beside it",
        )


def _nested(tokens: Tokens) -> bool:
    """True for “Rakka in Syria”, “King's Cross, London”: the wider place stands behind."""
    return any(t.lower_ in ("in", "of", ",") for t in tokens) and not any(t.lower_ in ("and", "or") for t in tokens)


def _placed(span: Span, choice: Choice, *, within: bool = False) -> Place:
    feature = choice.feature
    return Place(
        span=span,
        name=span.text if within else feature.name,
        country=feature.country,
        geonames=feature.geonames,
        latitude=feature.latitude,
        longitude=feature.longitude,
        reason=f"{feature.name}, named in it: {choice.candidate.reason}" if within else choice.candidate.reason,
    )
