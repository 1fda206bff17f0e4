"""What the signs mean, and which keys do what."""

import msgspec
from litestar import Response, get

from sayso.display.standing import SYMBOLS
from sayso.serve.quads import QUADS
from sayso.serve.render import BODIES
from sayso.serve.workbench import Bench
from sayso.store.standing import Standing

TOLD: dict[Standing, str] = {
    "denied": "somebody says that it did not happen: “Moscow denied the supply”",
    "negated": "the report itself says so: “Russia did not supply arms”",
    "alleged": "somebody claims it, at a distance: “accused of supplying arms”",
    "doubted": "somebody calls it in question: “cast doubt on the supply”",
    "announced": "it is to come: “will visit Pyongyang”",
    "hypothetical": "it may be, or would be: “could supply arms”",
    "historical": "it is background, an earlier episode: “during the Korean War”",
    "confirmed": "somebody in a position to know bears it out: “confirmed the visit”",
    "reported": "the report says so, or somebody plainly does: “Kim hosted Putin”",
}


class TypeWord(msgspec.Struct, frozen=True, kw_only=True):
    """A type of event; ``intensity`` from -10 (most hostile) to 10."""

    name: str
    means: str
    kind: str
    intensity: float


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """What the words and codes mean. ``bodies`` stand where others have a country."""

    types: list[TypeWord]
    sectors: dict[str, str]
    bodies: dict[str, str]
    standings: dict[Standing, str]


@get("/signs", include_in_schema=False, sync_to_thread=True)
def signs_page(bench: Bench) -> Response[str]:
    """The signs with their words, and the keys."""
    return bench.pages.page("signs.html", told=TOLD, words=_words(bench))


@get("/words", operation_id="words", tags=["overview"], sync_to_thread=True)
def words_answer(bench: Bench) -> Words:
    """What the words and codes mean: types, sectors, codes in place of a country, standings."""
    return _words(bench)


def _words(bench: Bench) -> Words:
    return Words(
        types=[
            TypeWord(name=each.name, means=each.definition, kind=QUADS[each.quad], intensity=each.intensity)
            for each in bench.ontology.types.values()
        ],
        sectors={name: term.definition for name, term in bench.ontology.sectors.items()},
        bodies=BODIES,
        standings={name: TOLD[name] for name in SYMBOLS},
    )
