"""Places: toponyms whose words are given, against documents in GeoWebNews' format."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from sayso.document import Document
from sayso.evaluate.figures import Figure, Measured, Tally, share
from sayso.parse import Parsed, Parser
from sayso.place import Place
from sayso.resolve import Resolver
from sayso.resolve.gazetteer import Gazetteer, kilometres
from sayso.span import Span

NEAR_KM = 161.0  # a hundred miles, the field's measure (Gritta et al. 2018)


def measure_places(resolver: Resolver, parser: Parser, documents: Sequence[Mapping[str, Any]]) -> Measured:
    """The share of toponyms placed within 161 km, and in the right country; those with coordinates alone count.

    The files have no countries: a toponym's is that of its GeoNames id, else that of the city nearest to its point.
    Continents, and points far from any city (the oceans), have none, and the right answer gives none.
    """
    texts = [Document.of(d["text"], id=d["doc_id"], title=d.get("title"), url=d.get("url")) for d in documents]
    gazetteer = Gazetteer()
    units = [_count(resolver, parsed, document, gazetteer)
             for parsed, document in zip(parser.pipe(texts), documents, strict=True)]  # fmt: skip
    tally = Tally(units)
    figures: list[Figure] = [
        tally.figure("within 161 km", share("near", "all"), of=["all"]),
        tally.figure("country", share("country", "all"), of=["all"]),
        tally.figure("given coordinates", share("placed", "all"), of=["all"]),
    ]
    return Measured(name="places", figures=tuple(figures))


def _count(resolver: Resolver, parsed: Parsed, document: Mapping[str, Any], gazetteer: Gazetteer) -> Counter[str]:
    counts: Counter[str] = Counter()
    text = document["text"]
    # some of the file's toponyms stand in the title, before the text, and have no offsets into it
    inside = [t for t in document["toponyms"] if t["start"] >= 0 and text[t["start"] : t["end"]] == t["text"]]
    spans = {Span.of(text, t["start"], t["end"]): t for t in inside if t["lat"] is not None}
    for span, place in zip(spans, resolver.places(parsed, list(spans)), strict=True):
        gold = spans[span]
        counts["all"] += 1
        counts["near"] += near(place, gold["lat"], gold["lon"])
        counts["placed"] += place.latitude is not None
        counts["country"] += place.country == _country(gazetteer, gold)
    return counts


def _country(gazetteer: Gazetteer, gold: Mapping[str, Any]) -> str | None:
    known = gazetteer.by_id(gold["geonameid"]) if gold["geonameid"] else None
    if known is not None:
        return known.country
    point = gold["lat"], gold["lon"]
    return None if gazetteer.far_from_cities(*point) else gazetteer.country_at(*point)


def near(place: Place, latitude: float, longitude: float) -> bool:
    """Whether a place lies within 161 km of a point."""
    if place.latitude is None or place.longitude is None:
        return False
    return kilometres((place.latitude, place.longitude), (latitude, longitude)) <= NEAR_KM
