"""Place words → Place: “in Pyongyang” is Pyongyang, PRK, 39.0 N 125.8 E."""

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from sayso.knowledge import normal_form
from sayso.place import Place
from sayso.resolve.cities import City
from sayso.resolve.clauses import attached
from sayso.resolve.scene import Scene
from sayso.span import Span

_PREPOSITIONS = frozenset(
    {"in", "at", "near", "outside", "inside", "across", "throughout", "around", "on", "over", "within"}
)
_LARGE = 500_000  # inhabitants of a city that needs no country beside it
_PLACES = frozenset({"GPE", "LOC", "FAC"})


class Places:
    """Resolves the place words of one report.

    >>> Places(scene).resolve(Span.of(text, 12, 21)).country
    'PRK'
    """

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._cities = scene.cities

    def resolve(self, span: Span) -> Place:
        """The place that the words name; the country stays unknown where neither tables nor cities have them."""
        tokens = self._scene.parsed.tokens(span)
        return self._of_tables(tokens, span) or self._of_cities(tokens, span) or self._guessed(tokens, span)

    def find(self, trigger: Tokens) -> Place | None:
        """The place that hangs on the event's words by “in”, “at”, “near”; ``None`` where no such place does."""
        for token in attached(trigger, _PREPOSITIONS):
            tokens = self._name_at(token)
            if tokens is None:
                continue
            span = Span.of(self._scene.doc.text, tokens.start_char, tokens.end_char)
            place = self.resolve(span)
            if place.country is not None or place.latitude is not None:
                return place
        return None

    def _name_at(self, noun: Token) -> Tokens | None:
        """The name of a place that ends in this noun."""
        doc = self._scene.doc
        for spot in self._scene.spots_in(max(0, noun.i - 5), noun.i + 1):
            if spot.end == noun.i + 1 and spot.how in ("name", "alias", "capital", "region", "city"):
                return doc[spot.start : spot.end]
        if noun.ent_type_ in _PLACES:
            ent = next((e for e in noun.sent.ents if e.start <= noun.i < e.end), None)
            return ent
        return None

    def _of_tables(self, tokens: Tokens, span: Span) -> Place | None:
        """A country, a capital or a region: the whole of the words, else the narrowest name among them."""
        knowledge = self._scene.knowledge
        region = knowledge.region(span.text)
        if region is not None:
            country = region.countries[0] if region.countries else None
            return Place(
                span=span,
                name=region.name,
                country=country,
                latitude=region.latitude,
                longitude=region.longitude,
                reason="region in the knowledge base",
            )
        spots = [s for s in self._scene.spots_in(tokens.start, tokens.end) if s.country and s.entry is None]
        if not spots:
            return None
        first = spots[0]
        whole = first.start == tokens.start and first.end == tokens.end
        if not whole and len({spot.country for spot in spots}) > 1 and not _nested(tokens):
            return Place(span=span, name=span.text, reason="in more than one country")
        spot = spots[0] if whole or not _nested(tokens) else spots[-1]
        return self._with_point(span, spot.country, f"{spot.how} of {spot.name}")

    def _with_point(self, span: Span, country: str | None, reason: str) -> Place:
        known = self._scene.knowledge.country_of(span.text, self._scene.on)
        if known is not None and known[1] in ("name", "alias", "adjective", "demonym"):
            return Place(span=span, name=known[0].name, country=country, reason=reason)
        city = self._cities.find(span.text, country)
        if city is None or city.country != country:
            return Place(span=span, name=span.text, country=country, reason=reason)
        return _placed(span, city, reason)

    def _of_cities(self, tokens: Tokens, span: Span) -> Place | None:
        """A city of GeoNames, in the country that the report is about if it has one of that name."""
        context = self._scene.dominant
        likely = context.country if context else None
        names = [span.text, *(e.text for e in tokens.ents if e.label_ in _PLACES)]
        names += [t.text for t in tokens if t.pos_ == "PROPN" and len(t) > 3]
        for name in dict.fromkeys(names):
            if not name[0].isupper() or len(normal_form(name)) < 3:
                continue
            city = self._cities.find(name, likely)
            named = likely is None or city is None or self._scene.names(city.country)
            if city is not None and (
                city.country == likely or (name == span.text and (named or city.population > _LARGE))
            ):
                return _placed(span, city, "GeoNames")
        return None

    def _guessed(self, tokens: Tokens, span: Span) -> Place:
        """A place that nobody knows, in the country that the sentence or the report is about."""
        context = self._scene.place_of(tokens.root) or self._scene.dominant
        if context is None or not span.text[0].isupper():
            return Place(span=span, name=span.text)
        return Place(span=span, name=span.text, country=context.country, reason=f"guessed from {context.reason}")


def _nested(tokens: Tokens) -> bool:
    """True for “Rakka in Syria”, “King's Cross, London”: the wider place stands behind."""
    return any(t.lower_ in ("in", "of", ",") for t in tokens) and not any(t.lower_ in ("and", "or") for t in tokens)


def _placed(span: Span, city: City, reason: str) -> Place:
    return Place(
        span=span,
        name=city.name,
        country=city.country,
        geonames=city.geonames,
        latitude=city.latitude,
        longitude=city.longitude,
        reason=reason,
    )
