"""The map: where the events of the claims are said to have happened."""

from functools import cache

import msgspec
from litestar import Response, get

from sayso.knowledge.codes import country_codes
from sayso.serve.filters import Asked, AskedClaims
from sayso.serve.render import FAMILIES
from sayso.serve.workbench import Bench, Workbench
from sayso.store.filter import TYPES, ClaimFilter, compile_filter
from sayso.store.view import View

MAX_PLACES = 2000


class Spot(msgspec.Struct, frozen=True, kw_only=True):
    """A place and the claims about it, by how the event stands by them (``asserted``, ``alleged``, …)."""

    name: str
    country: str | None
    latitude: float
    longitude: float
    claims: int
    families: dict[str, int]


class Land(msgspec.Struct, frozen=True, kw_only=True):
    """A country, with its ISO numeric code, and all claims about places in it or about it as a whole."""

    code: str
    numeric: str | None
    claims: int


class Places(msgspec.Struct, frozen=True, kw_only=True):
    """What the map shows; ``nowhere`` counts the claims whose sentence gives no place."""

    spots: list[Spot]
    lands: list[Land]
    nowhere: int
    total: int


@get("/map", include_in_schema=False, sync_to_thread=True)
def map_page(bench: Bench, asked: AskedClaims) -> Response[str]:
    """The map of the claims that pass the filters, and the same as a table."""
    with bench.database.reading() as (_, view):
        found = find_places(bench, view, asked)
    return bench.pages.page("map.html", found=found, asked=asked, types=TYPES)


@get("/places", operation_id="places", tags=["places"], sync_to_thread=True)
def places_answer(bench: Bench, asked: AskedClaims) -> Places:
    """Where the events of the claims that pass the filters are said to have happened."""
    with bench.database.reading() as (_, view):
        return find_places(bench, view, asked)


def find_places(bench: Workbench, view: View, asked: Asked) -> Places:
    """Places with coordinates as spots; countries, with all that is in them, as lands."""
    return _places(view, asked.wanted) if asked.query else everywhere(bench, view)


def everywhere(bench: Workbench, view: View) -> Places:
    """The places of all claims, counted once for each state of the claims."""
    return bench.database.remembered("places", lambda: _places(view, ClaimFilter()))


def _places(view: View, wanted: ClaimFilter) -> Places:
    query = compile_filter(wanted)
    rows = view.sql(_PLACES.format(where=query.where), query.parameters).rows
    spots: dict[tuple[str, float, float], Spot] = {}
    lands: dict[str, int] = {}
    nowhere = total = 0
    for name, country, latitude, longitude, standing, count in rows:
        total += count
        if country:
            lands[country] = lands.get(country, 0) + count
        if name is None:
            nowhere += count
        elif latitude is not None:
            key = (name, latitude, longitude)
            known = spots.get(key)
            families = dict(known.families) if known else {}
            families[FAMILIES[standing]] = families.get(FAMILIES[standing], 0) + count
            spots[key] = Spot(
                name=name,
                country=country,
                latitude=latitude,
                longitude=longitude,
                claims=sum(families.values()),
                families=families,
            )
    ranked = sorted(spots.values(), key=lambda spot: (-spot.claims, spot.name))[:MAX_PLACES]
    codes = _numeric()
    return Places(
        spots=ranked,
        lands=[
            Land(code=code, numeric=codes.get(code), claims=count)
            for code, count in sorted(lands.items(), key=lambda item: (-item[1], item[0]))
        ],
        nowhere=nowhere,
        total=total,
    )


@cache
def _numeric() -> dict[str, str]:
    """ISO numeric codes, which the outlines go by, for the three letters that claims have."""
    return {iso3: codes.numeric for iso3, codes in country_codes().items()}


_PLACES = """
WITH wanted AS (
    SELECT c.id FROM claims c LEFT JOIN documents d ON d.id = c.document AND d.superseded_at IS NULL WHERE {where}
)
SELECT v.place_name, v.place_country, v.place_latitude, v.place_longitude, v.standing, count(*)
FROM current_claims v SEMI JOIN wanted w ON w.id = v.id GROUP BY ALL ORDER BY count(*) DESC, 1
"""
