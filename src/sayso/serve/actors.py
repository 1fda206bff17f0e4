"""Actors: who they are, which offices over time, with whom they deal, what they say and deny."""

import datetime
from typing import Annotated, Any, Literal

import msgspec
from litestar import Response, get
from litestar.params import QueryParameter

from sayso.errors import QueryError
from sayso.knowledge import Knowledge
from sayso.link import Stance
from sayso.serve.claim_rows import ClaimRow, claim_rows
from sayso.serve.filters import Rows
from sayso.serve.paging import Paged, Slice, paged
from sayso.serve.quads import quad_sql
from sayso.serve.workbench import Bench
from sayso.store.store import Store
from sayso.store.view import View

LISTED = 12
Who = Annotated[str, QueryParameter(name="who", max_length=300, description="a country code, an id, or a whole name")]
Words = Annotated[str | None, QueryParameter(max_length=200, description="part of the name, or a country code")]
# An actor is known by its id, a whole country by its code, anybody else by the name that the reports give.
ACTOR_KEY = "coalesce(p.kb, CASE WHEN p.name IS NULL OR p.name IN (SELECT unnest($names)) THEN p.country END, p.name)"


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
    latest: list[ClaimRow]


@get("/actors", include_in_schema=False, sync_to_thread=True)
def actors_table(bench: Bench, rows: Rows, words: Words = None) -> Response[str]:
    """Who takes part in the claims, the busiest first."""
    with bench.database.reading() as (_, view):
        found = find_actors(bench, view, rows, words or "")
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
        return find_actors(bench, view, rows, words or "")


@get("/actor", operation_id="actor", tags=["actors"], sync_to_thread=True)
def actor_answer(bench: Bench, who: Who) -> ActorDossier:
    """One actor: roles over time, partners, types of events, what it says and denies, its latest claims."""
    with bench.database.reading() as (store, view):
        return _dossier(bench, store, view, who)


def find_actors(bench: Bench, view: View, rows: Slice, words: str) -> Paged[ActorHead]:
    """One page of actors whose name holds these words (or whose country has this code)."""
    every = bench.database.remembered("actors", lambda: _every_actor(bench, view))
    sought = words.strip().lower()
    kept = [a for a in every if sought in a.name.lower() or sought.upper() == a.country] if sought else every
    return paged(kept[rows.offset : rows.offset + rows.limit], len(kept), rows)


def _every_actor(bench: Bench, view: View) -> list[ActorHead]:
    return [_head(row, bench.knowledge) for row in _named(view, _ACTORS, {"names": country_names(bench.knowledge)})]


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
    latest = _named(view, _LATEST.format(where=where), values | {"limit": LISTED})
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
        latest=claim_rows(store, view, view.claims_of([id for (id,) in latest])),
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


# One row a claim and key first: counting those is many times cheaper than counting distinct claims.
_ACTORS = f"""
WITH named AS (
    SELECT {ACTOR_KEY} AS key, p.claim, max(p.name) AS name, max(p.country) AS country, max(p.sector) AS sector,
        bool_or(p.role = 'actor') AS acts, bool_or(p.role = 'recipient') AS acted_on
    FROM current_participants p GROUP BY ALL
)
SELECT key, max(name), mode(country), mode(sector), count(*) AS claims,
    count(*) FILTER (acts), count(*) FILTER (acted_on)
FROM named WHERE key IS NOT NULL GROUP BY key ORDER BY claims DESC, key
"""
_HEAD = f"""
WITH ours AS (
    SELECT p.claim, max(p.name) FILTER ({ACTOR_KEY} = $who) AS name, max(p.country) AS country, max(p.sector) AS sector,
        bool_or(p.role = 'actor') AS acts, bool_or(p.role = 'recipient') AS acted_on
    FROM current_participants p WHERE {{where}} GROUP BY p.claim
)
SELECT $who, coalesce(max(name), $who), mode(country), mode(sector), count(*), count(*) FILTER (acts),
    count(*) FILTER (acted_on) FROM ours
"""
_ROLES = """
SELECT p.office, p.country, p.sector, min(d.published), max(d.published), count(DISTINCT c.id)
FROM current_participants p JOIN claims c ON c.id = p.claim AND c.superseded_at IS NULL
JOIN current_documents d ON d.id = c.document
WHERE {where} GROUP BY p.office, p.country, p.sector ORDER BY 6 DESC, 4, 1 LIMIT $limit
"""
_PARTNERS = f"""
WITH ours AS (
    SELECT p.claim, bool_or(p.role = 'actor') AS acts, bool_or(p.role = 'recipient') AS acted_on
    FROM current_participants p WHERE {{where}} GROUP BY p.claim
), met AS (
    SELECT p.claim, {ACTOR_KEY} AS key, max(p.name) AS name, max(p.country) AS country,
        bool_or(o.acts AND p.role = 'recipient') AS forth, bool_or(o.acted_on AND p.role = 'actor') AS back
    FROM ours o JOIN current_participants p ON p.claim = o.claim
    WHERE NOT coalesce({{where}}, false) AND (o.acts OR p.role = 'actor')
    GROUP BY ALL
)
SELECT m.key, max(m.name), mode(m.country), count(*), count(*) FILTER (forth), count(*) FILTER (back),
    count(*) FILTER ({{quad}} <= 2), count(*) FILTER ({{quad}} > 2)
FROM met m JOIN claims c ON c.id = m.claim AND c.superseded_at IS NULL
WHERE m.key IS NOT NULL AND m.key <> $who
GROUP BY m.key ORDER BY 4 DESC, 1 LIMIT $limit
"""
_TYPES = """
WITH ours AS (
    SELECT p.claim, p.coding, bool_or(p.role = 'actor') AS acts, bool_or(p.role = 'recipient') AS acted_on
    FROM participants p WHERE {where} GROUP BY ALL
)
SELECT c.type, count(*) FILTER (acts), count(*) FILTER (acted_on)
FROM ours o JOIN claims c ON c.id = o.claim AND c.coding = o.coding AND c.superseded_at IS NULL
GROUP BY c.type ORDER BY count(*) DESC, c.type
"""
_LATEST = """
SELECT c.id FROM claims c JOIN current_documents d ON d.id = c.document
WHERE c.superseded_at IS NULL AND (c.id, c.coding) IN (SELECT p.claim, p.coding FROM participants p WHERE {where})
ORDER BY d.published DESC NULLS LAST, c.document, c.position LIMIT $limit
"""
_SAYS = """
SELECT l.stance, count(DISTINCT l.claim) FROM current_links l WHERE {where} GROUP BY l.stance ORDER BY 2 DESC, 1
"""
_SAID = """
SELECT c.id FROM claims c JOIN current_documents d ON d.id = c.document
WHERE c.superseded_at IS NULL AND (c.id, c.coding) IN (SELECT l.claim, l.coding FROM links l WHERE {where})
ORDER BY d.published DESC NULLS LAST, c.document, c.position LIMIT $limit
"""
_CONTESTED = """
SELECT c.id FROM claims c JOIN current_documents d ON d.id = c.document
WHERE c.superseded_at IS NULL
    AND (c.id, c.coding) IN (SELECT claim, coding FROM links WHERE stance IN ('denies', 'doubts', 'alleges'))
    AND (c.id, c.coding) IN (SELECT p.claim, p.coding FROM participants p WHERE {where})
ORDER BY d.published DESC NULLS LAST, c.document, c.position LIMIT $limit
"""
