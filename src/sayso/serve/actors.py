"""Actors: who they are, which offices over time, with whom they deal, what they say and deny."""

import datetime
from typing import Annotated, Any, Literal

import msgspec
from litestar import Response, get
from litestar.params import QueryParameter

from sayso.errors import QueryError
from sayso.knowledge import Knowledge
from sayso.link import Stance
from sayso.serve.claim_rows import ClaimRow, claim_rows, claims_page
from sayso.serve.filters import Rows
from sayso.serve.paging import Paged, Slice, paged
from sayso.serve.quads import quad_sql
from sayso.serve.workbench import Bench
from sayso.store.filter import ClaimFilter
from sayso.store.store import Store
from sayso.store.view import View

LISTED = 12
Who = Annotated[str, QueryParameter(name="who", max_length=300, description="a country code, an id, or a whole name")]
Words = Annotated[str | None, QueryParameter(max_length=200, description="part of the name, or a country code")]
# An actor is known by its id, a whole country by its code, anybody else by the name that the reports give.
ACTOR_KEY = "coalesce(p.kb, CASE WHEN p.name IS NULL OR list_contains($names, p.name) THEN p.country END, p.name)"


class ActorHead(msgspec.Struct, frozen=True, kw_only=True):
    """An actor in a list: ``key`` is what ``who`` takes; ``acts`` and ``acted_on`` count claims."""

    key: str
    name: str
    country: str | None = None
    sector: str | None = None
    claims: int = 0
    acts: int = 0
    acted_on: int = 0


class Role(msgspec.Struct, frozen=True, kw_only=True):
    """An office (or, where none is known, country and sector) as reports of a period give it."""

    office: str | None
    country: str | None
    sector: str | None
    first: datetime.date | None
    last: datetime.date | None
    claims: int


class Partner(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody on the other side: ``to`` counts what the actor does to them, ``back`` what they do to the actor."""

    key: str
    name: str
    country: str | None
    claims: int
    to: int
    back: int
    cooperation: int
    conflict: int


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    """A type of event, and how often the actor does it and has it done."""

    type: str
    acts: int
    acted_on: int


class ActorDossier(msgspec.Struct, frozen=True, kw_only=True):
    """Everything on one actor. ``says`` counts claims that rest on its word, by stance."""

    actor: ActorHead
    kind: Literal["country", "entry", "name"]
    roles: list[Role]
    partners: list[Partner]
    types: list[Kind]
    says: dict[Stance, int]
    said: list[ClaimRow]
    contested: list[ClaimRow]
    latest: Paged[ClaimRow]


@get("/actors", include_in_schema=False, sync_to_thread=True)
def actors_table(bench: Bench, rows: Rows, words: Words = None) -> Response[str]:
    """Who takes part in the claims, the busiest first."""
    with bench.database.reading() as (_, view):
        found = find_actors(view, bench.knowledge, rows, words or "")
    return bench.pages.page("actors.html", found=found, words=words or "")


@get("/actor", include_in_schema=False, sync_to_thread=True)
def actor_alone(bench: Bench, who: Who) -> Response[str]:
    """Roles over time, partners, what the actor says and what it denies."""
    with bench.database.reading() as (store, view):
        dossier = _dossier(bench, store, view, who)
    return bench.pages.page("actor.html", dossier=dossier)


@get("/actors", operation_id="actors", tags=["actors"], sync_to_thread=True)
def actors_answer(bench: Bench, rows: Rows, words: Words = None) -> Paged[ActorHead]:
    """Who takes part in the claims, the busiest first."""
    with bench.database.reading() as (_, view):
        return find_actors(view, bench.knowledge, rows, words or "")


@get("/actor", operation_id="actor", tags=["actors"], sync_to_thread=True)
def actor_answer(bench: Bench, who: Who) -> ActorDossier:
    """One actor: roles over time, partners, types of events, what it says and denies, its latest claims."""
    with bench.database.reading() as (store, view):
        return _dossier(bench, store, view, who)


def find_actors(view: View, knowledge: Knowledge, rows: Slice, words: str) -> Paged[ActorHead]:
    """One page of actors whose name holds these words (or whose country has this code)."""
    having = "WHERE contains(lower(name), lower($words)) OR country = upper($words)" if words.strip() else ""
    values: dict[str, Any] = {"names": country_names(knowledge), "limit": rows.limit, "offset": rows.offset}
    if having:
        values["words"] = words.strip()
    found = _named(view, f"{_ACTORS} {having} ORDER BY claims DESC, key LIMIT $limit OFFSET $offset", values)
    total = found[0][-1] if found else 0
    return paged([_head(row, knowledge) for row in found], total, rows)


def _named(view: View, query: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    # DuckDB takes no more parameters than the query has
    return view.sql(query, {name: value for name, value in values.items() if f"${name}" in query}).rows


def country_names(knowledge: Knowledge) -> list[str]:
    return [country.name for country in knowledge.countries.values()]


def _head(row: tuple[Any, ...], knowledge: Knowledge) -> ActorHead:
    key, name, country, sector, claims, acts, acted_on = row[:7]
    whole = knowledge.countries.get(key)
    return ActorHead(
        key=key,
        name=whole.name if whole else name or key,
        country=country,
        sector=None if whole else sector,
        claims=claims,
        acts=acts,
        acted_on=acted_on,
    )


def _dossier(bench: Bench, store: Store, view: View, who: str) -> ActorDossier:
    kind, where = _identified(view, who)
    values: dict[str, Any] = {"who": who}
    named = values | {"names": country_names(bench.knowledge)}
    head = _named(view, _HEAD.format(where=where), named)[0]
    quad = quad_sql(bench.ontology, "c.type")
    partners = _named(view, _PARTNERS.format(where=where, quad=quad), named | {"limit": LISTED})
    holder = where.replace("p.", "l.holder_")
    said = _named(view, _SAID.format(where=holder), values | {"limit": LISTED})
    contested = _named(view, _CONTESTED.format(where=where), values | {"limit": LISTED})
    return ActorDossier(
        actor=_head(head, bench.knowledge),
        kind=kind,
        roles=[Role(**dict(zip(Role.__struct_fields__, row, strict=True)))
               for row in _named(view, _ROLES.format(where=where), values | {"limit": LISTED})],
        partners=[_partner(row, bench.knowledge) for row in partners],
        types=[Kind(type=type, acts=acts, acted_on=acted_on)
               for type, acts, acted_on in _named(view, _TYPES.format(where=where), values)],
        says=dict(_named(view, _SAYS.format(where=holder), values)),
        said=claim_rows(store, view, view.claims_of([id for (id,) in said])),
        contested=claim_rows(store, view, view.claims_of([id for (id,) in contested])),
        latest=claims_page(store, view, ClaimFilter(with_=who, order="published"), Slice(limit=LISTED)),
    )  # fmt: skip


def _identified(view: View, who: str) -> tuple[Literal["country", "entry", "name"], str]:
    """What kind of key this is, and the condition on a row of participants that it stands for."""
    forms: list[tuple[Literal["country", "entry", "name"], str]] = [
        ("country", "p.country = $who"),
        ("entry", "p.kb = $who"),
        ("name", "p.name = $who"),
    ]
    for kind, where in forms:
        in_links = where.replace("p.", "p.holder_")
        for table, condition in (("current_participants", where), ("current_links", in_links)):
            if _named(view, f"SELECT 1 FROM {table} p WHERE {condition} LIMIT 1", {"who": who}):
                return kind, where
    raise QueryError(f"nobody by the key {who!r} takes part in any claim; look for a name at /actors")


def _partner(row: tuple[Any, ...], knowledge: Knowledge) -> Partner:
    made: dict[str, Any] = dict(zip(Partner.__struct_fields__, row, strict=True))
    whole = knowledge.countries.get(made["key"])
    made["name"] = whole.name if whole else made["name"] or made["key"]
    return Partner(**made)


_ACTORS = f"""
WITH named AS (
    SELECT {ACTOR_KEY} AS key, p.name, p.country, p.sector, p.claim, p.role FROM current_participants p
), counted AS (
    SELECT key, mode(name) AS name, mode(country) AS country, mode(sector) AS sector,
        count(DISTINCT claim) AS claims, count(DISTINCT claim) FILTER (role = 'actor') AS acts,
        count(DISTINCT claim) FILTER (role = 'recipient') AS acted_on
    FROM named WHERE key IS NOT NULL GROUP BY key
)
SELECT key, coalesce(name, key) AS name, country, sector, claims, acts, acted_on, count(*) OVER () FROM counted
"""
_HEAD = f"""
SELECT $who, coalesce(mode(p.name) FILTER ({ACTOR_KEY} = $who), $who), mode(p.country), mode(p.sector),
    count(DISTINCT p.claim), count(DISTINCT p.claim) FILTER (p.role = 'actor'),
    count(DISTINCT p.claim) FILTER (p.role = 'recipient')
FROM current_participants p WHERE {{where}}
"""
_ROLES = """
SELECT p.office, p.country, p.sector, min(d.published), max(d.published), count(DISTINCT c.id)
FROM current_participants p JOIN claims c ON c.id = p.claim AND c.superseded_at IS NULL
JOIN current_documents d ON d.id = c.document
WHERE {where} GROUP BY p.office, p.country, p.sector ORDER BY 6 DESC, 4, 1 LIMIT $limit
"""
_PARTNERS = f"""
WITH ours AS (SELECT p.claim, p.role, p.position FROM current_participants p WHERE {{where}}), met AS (
    SELECT o.claim, o.role AS our_role, p.role AS their_role, {ACTOR_KEY} AS key, p.name, p.country
    FROM ours o JOIN current_participants p ON p.claim = o.claim
        AND NOT EXISTS (SELECT 1 FROM ours x WHERE x.claim = p.claim AND x.role = p.role AND x.position = p.position)
    WHERE NOT (o.role = 'recipient' AND p.role = 'recipient')
)
SELECT m.key, mode(m.name), mode(m.country), count(DISTINCT m.claim),
    count(DISTINCT m.claim) FILTER (our_role = 'actor' AND their_role = 'recipient'),
    count(DISTINCT m.claim) FILTER (our_role = 'recipient' AND their_role = 'actor'),
    count(DISTINCT m.claim) FILTER ({{quad}} <= 2), count(DISTINCT m.claim) FILTER ({{quad}} > 2)
FROM met m JOIN claims c ON c.id = m.claim AND c.superseded_at IS NULL
WHERE m.key IS NOT NULL AND m.key <> $who
GROUP BY m.key ORDER BY 4 DESC, 1 LIMIT $limit
"""
_TYPES = """
SELECT c.type, count(DISTINCT c.id) FILTER (p.role = 'actor'), count(DISTINCT c.id) FILTER (p.role = 'recipient')
FROM current_participants p JOIN claims c ON c.id = p.claim AND c.superseded_at IS NULL
WHERE {where} GROUP BY c.type ORDER BY count(DISTINCT c.id) DESC, c.type
"""
_SAYS = """
SELECT l.stance, count(DISTINCT l.claim) FROM current_links l WHERE {where} GROUP BY l.stance ORDER BY 2 DESC, 1
"""
_SAID = """
SELECT c.id FROM current_links l JOIN claims c ON c.id = l.claim AND c.superseded_at IS NULL
JOIN current_documents d ON d.id = c.document
WHERE {where} GROUP BY c.id, d.published, c.document, c.position
ORDER BY d.published DESC NULLS LAST, c.document, c.position LIMIT $limit
"""
_CONTESTED = """
SELECT c.id FROM current_participants p JOIN current_claims c ON c.id = p.claim
WHERE {where} AND list_has_any(c.stances, ['denies', 'doubts', 'alleges'])
GROUP BY c.id, c.published, c.document, c.position
ORDER BY c.published DESC NULLS LAST, c.document, c.position LIMIT $limit
"""
