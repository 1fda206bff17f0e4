"""A few entities as a Wikidata JSON dump has them: written by hand, in the dump's shape, with its odd cases."""

import json
from typing import Any

Snak = dict[str, Any]
_VAGUE = 7  # a century


def entity(key: str, label: str | None, **properties: list[dict[str, Any]]) -> dict[str, Any]:
    labels = {"en": {"language": "en", "value": label}} if label else {"de": {"language": "de", "value": "Niemand"}}
    return {
        "type": "item",
        "id": key,
        "labels": labels,
        "descriptions": {},
        "aliases": {"en": [{"language": "en", "value": f"{label} the Tried"}]} if label == "Ada North" else {},
        "claims": properties,
        "sitelinks": {},
        "lastrevid": 1,
    }


def to(key: str) -> Snak:
    value = {"entity-type": "item", "numeric-id": int(key[1:]), "id": key}
    return {
        "snaktype": "value",
        "datavalue": {"value": value, "type": "wikibase-entityid"},
        "datatype": "wikibase-item",
    }


def at(time: str, precision: int = 11) -> Snak:
    value = {"time": time, "timezone": 0, "before": 0, "after": 0, "precision": precision}
    return {"snaktype": "value", "datavalue": {"value": value, "type": "time"}, "datatype": "time"}


def text(words: str) -> Snak:
    return {"snaktype": "value", "datavalue": {"value": words, "type": "string"}, "datatype": "external-id"}


UNKNOWN: Snak = {"snaktype": "somevalue", "datatype": "time"}


def states(snak: Snak, rank: str = "normal", **qualifiers: Snak) -> dict[str, Any]:
    return {
        "mainsnak": snak,
        "type": "statement",
        "rank": rank,
        "qualifiers": {name: [each] for name, each in qualifiers.items()},
    }


ENTITIES = [
    entity(
        "Q900001",
        "Ada North",
        P31=[states(to("Q5"))],
        P27=[states(to("Q31"))],
        P39=[
            states(to("Q900010"), P580=at("+2011-12-06T00:00:00Z"), P582=at("+2014-10-00T00:00:00Z", 10)),
            states(to("Q900011"), P580=at("+2015-00-00T00:00:00Z", 9)),
            states(to("Q900010"), rank="deprecated", P580=at("+1999-00-00T00:00:00Z", 9)),
            states(to("Q900012"), P582=UNKNOWN),
            states(to("Q900013"), P580=at("+2001-01-01T00:00:00Z")),
            states({"snaktype": "novalue", "datatype": "wikibase-item"}),
        ],
    ),
    entity("Q900002", "Bo West", P31=[states(to("Q5"))], P106=[states(to("Q177220"))]),  # a singer
    entity(
        "Q900003",
        "Old Cardinal",
        P31=[states(to("Q5"))],
        P27=[states(to("Q31"))],
        P39=[states(to("Q900010"), P580=at("+1880-01-01T00:00:00Z"), P582=at("+1884-01-01T00:00:00Z"))],
    ),
    entity("Q900004", None, P31=[states(to("Q5"))], P39=[states(to("Q900010"))]),
    entity(
        "Q900005",
        "Cy South",
        P31=[states(to("Q5"))],
        P27=[states(to("Q31"))],
        P570=[states(at("+2019-03-01T00:00:00Z"))],
        P39=[states(to("Q900011"), P580=at("+1900-00-00T00:00:00Z", _VAGUE))],
    ),
    entity("Q900010", "Minister of Tests of Belgium", P279=[states(to("Q83307"))], P1001=[states(to("Q31"))]),
    entity("Q900011", "ambassador of Belgium", P279=[states(to("Q121998"))], P17=[states(to("Q31"))]),
    entity("Q900012", "mayor of Testville", P279=[states(to("Q30185"))], P17=[states(to("Q31"))]),
    entity("Q900013", "keeper of the seal", P17=[states(to("Q31"))]),
    entity("Q31", "Belgium", P31=[states(to("Q3624078"))], P298=[states(text("BEL"))]),
    entity("Q900020", "party of some kind", P279=[states(to("Q7278"))]),
    entity(
        "Q900021",
        "Test Party",
        P31=[states(to("Q900020"))],
        P17=[states(to("Q31"))],
        P571=[states(at("+1990-00-00T00:00:00Z", 9))],
        P576=[states(at("+2005-06-00T00:00:00Z", 10))],
    ),
    entity("Q900022", "Test Organization of Nations", P31=[states(to("Q245065"))]),
    entity("Q900023", "Ministry of Nowhere", P31=[states(to("Q192350"))]),
    entity("Q900024", "a lake", P31=[states(to("Q23397"))], P17=[states(to("Q31"))]),
]


def dump() -> bytes:
    """The file: an array with one entity a line."""
    lines = ",\n".join(json.dumps(each, separators=(",", ":")) for each in ENTITIES)
    return f"[\n{lines},\n{{broken\n]\n".encode()
