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
from sayso.serve.paging import Paged, Slice, cut
from sayso.serve.quads import quad_sql
from sayso.serve.render import BODIES
from sayso.serve.workbench import Bench, Workbench
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
    """Everything on one actor. ``says`` counts claims that rest on its word, by stance; ``said`` are the latest that it
    asserts, confirms or alleges, ``denied`` the latest that it denies or doubts."""

    actor: ActorHead
    kind: Literal["country", "entry", "name"]
    roles: list[Role]
    partners: list[Partner]
    types: list[Kind]
    says: dict[Stance, int]
    said: list[ClaimRow]
    denied: list[ClaimRow]
    contested: list[ClaimRow]
    latest: list[ClaimRow]


@get("/actors", include_in_schema=False, sync_to_thread=True)
def actors_table(bench: Bench, rows: Rows, words: Words = None) -> Response[str]:
    """Who takes part in the claims, the busiest first."""
    return bench.pages.page("actors.html", found=bench.ask(find_actors, rows, words or ""), words=words or "")


@get("/actor", include_in_schema=False, sync_to_thread=True)
def actor_alone(bench: Bench, who: Who) -> Response[str]:
    """Roles over time, partners, what the actor says and what it denies."""
    return bench.pages.page("actor.html", dossier=bench.ask(_dossier, who))


@get("/actors", operation_id="actors", tags=["actors"], sync_to_thread=True)
def actors_answer(bench: Bench, rows: Rows, words: Words = None) -> Paged[ActorHead]:
    """Who takes part in the claims, the busiest first."""
    return bench.ask(find_actors, rows, words or "")


@get("/actor", operation_id="actor", tags=["actors"], sync_to_thread=True)
def actor_answer(bench: Bench, who: Who) -> ActorDossier:
    """One actor: roles over time, partners, types of events, what it says and denies, its latest claims."""
    return bench.ask(_dossier, who)


def find_actors(bench: Bench, store: Store, view: View, rows: Slice, words: str) -> Paged[ActorHead]:
    """One page of actors whose name holds these words (or whose country has this code)."""
    every = every_actor(bench, view)
    sought = words.strip().lower()
    kept = [a for a in every if sought in a.name.lower() or sought.upper() == a.country] if sought else every
    return cut(kept, rows)


def every_actor(bench: Workbench, view: View) -> list[ActorHead]:
    """All actors, the busiest first, counted once for each state of the claims."""
    return bench.database.remembered("actors", lambda: _every_actor(bench, view))


def _every_actor(bench: Workbench, view: View) -> list[ActorHead]:
    return [_head(row, bench.knowledge) for row in view.sql(_ACTORS, {"names": country_names(bench.knowledge)}).rows]


def country_names(knowledge: Knowledge) -> list[str]:
    return [country.name for country in knowledge.countries.values()]


def _head(row: tuple[Any, ...], knowledge: Knowledge) -> ActorHead:
    key, name, country, sector, claims, acts, acted_on = row[:7]
    whole = knowledge.countries.get(key)
    return ActorHead(
        key=key,
        name=whole.name if whole else BODIES.get(key) or name or key,
        country=country,
        sector=None if whole else sector,
        claims=claims,
        acts=acts,
        acted_on=acted_on,
    )


def _dossier(bench: Bench, store: Store, view: View, who: str) -> ActorDossier:
    kind, where = _identified(view, who)
    quad = quad_sql(bench.ontology, "c.type")
    asked = {"who": who, "names": country_names(bench.knowledge), "limit": LISTED}
    found = view.sql(_DOSSIER.format(where=where, quad=quad), asked).rows[0]
    roles, partners, types, latest, contested = (each or [] for each in found[1:])
    holder = where.replace("p.", "l.holder_")
    spoken = view.sql(_SAID.format(where=holder), {"who": who, "limit": LISTED}).rows
    said, denied = ([id for id, against in spoken if against == sought] for sought in (False, True))
    # Fetched together: a claim costs little, asking for claims does.
    wanted = list(dict.fromkeys([*said, *denied, *contested, *latest]))
    shown = {row.claim.id: row for row in claim_rows(store, view, view.claims_of(wanted))}
    called = names_of(view, [p["key"] for p in partners if p["key"] not in bench.knowledge.countries])
    return ActorDossier(
        actor=_head((who, *found[0].values()), bench.knowledge),
        kind=kind,
        roles=[Role(**role) for role in roles],
        partners=[_partner(partner, called, bench.knowledge) for partner in partners],
        types=[Kind(**each) for each in types],
        says=dict(view.sql(_SAYS.format(where=holder), {"who": who}).rows),
        said=[shown[id] for id in said],
        denied=[shown[id] for id in denied],
        contested=[shown[id] for id in contested],
        latest=[shown[id] for id in latest],
    )


def names_of(view: View, keys: list[str]) -> dict[str, tuple[str | None, str | None]]:
    """Name and country of those whom keys (ids and names; not codes of countries) stand for, as most reports have
    them."""
    found = view.sql(_NAMES, {"keys": keys}).rows if keys else []
    return {key: (name, country) for key, name, country in found}


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
            if view.sql(f"SELECT 1 FROM {table} p WHERE {condition} LIMIT 1", {"who": who}).rows:
                return kind, where
    raise QueryError(f"nobody by the key {who!r} takes part in any claim; look for a name at /actors")


def _partner(row: dict[str, Any], called: dict[str, tuple[str | None, str | None]], knowledge: Knowledge) -> Partner:
    key = row["key"]
    if key in knowledge.countries:
        return Partner(name=knowledge.countries[key].name, country=key, **row)
    name, country = called.get(key, (None, None))
    return Partner(name=BODIES.get(key) or name or key, country=country, **row)


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
# All that is counted over an actor's claims, in one pass over those who take part in them.
_DOSSIER = f"""
WITH parts AS MATERIALIZED (
    SELECT p.claim, p.coding, p.role, p.name, p.country, p.sector, p.office, {ACTOR_KEY} = $who AS itself
    FROM participants p WHERE {{where}}
), ours AS MATERIALIZED (
    SELECT c.rowid AS number, c.id, c.coding, c.type, c.document, c.position, d.published, m.acts, m.acted_on,
        {{quad}} AS quad
    FROM (
        SELECT claim, coding, bool_or(role = 'actor') AS acts, bool_or(role = 'recipient') AS acted_on
        FROM parts GROUP BY claim, coding
    ) m JOIN claims c ON c.id = m.claim AND c.coding = m.coding AND c.superseded_at IS NULL
    LEFT JOIN documents d ON d.id = c.document AND d.superseded_at IS NULL
), head AS (
    SELECT coalesce((SELECT max(name) FROM parts WHERE itself), $who) AS name,
        (SELECT mode(country) FROM parts) AS country, (SELECT mode(sector) FROM parts) AS sector,
        count(*) AS claims, count(*) FILTER (acts) AS acts, count(*) FILTER (acted_on) AS acted_on FROM ours
), roles AS (
    SELECT p.office, p.country, p.sector, min(o.published) AS first, max(o.published) AS last,
        count(DISTINCT o.number) AS claims
    FROM parts p JOIN ours o ON o.id = p.claim AND o.coding = p.coding GROUP BY ALL
    ORDER BY claims DESC, first, p.office LIMIT $limit
), sides AS (
    SELECT o.number, o.quad, {ACTOR_KEY} AS key, bool_or(o.acts AND p.role = 'recipient') AS forth,
        bool_or(o.acted_on AND p.role = 'actor') AS back
    FROM ours o JOIN participants p ON p.claim = o.id AND p.coding = o.coding
    WHERE NOT coalesce({{where}}, false) AND (o.acts OR p.role = 'actor') GROUP BY ALL
), partners AS (
    SELECT key, count(*) AS claims, count(*) FILTER (forth) AS "to", count(*) FILTER (back) AS back,
        count(*) FILTER (quad <= 2) AS cooperation, count(*) FILTER (quad > 2) AS conflict
    FROM sides WHERE key IS NOT NULL AND key <> $who GROUP BY key ORDER BY claims DESC, key LIMIT $limit
), types AS (
    SELECT type, count(*) FILTER (acts) AS acts, count(*) FILTER (acted_on) AS acted_on, count(*) AS claims
    FROM ours GROUP BY type
), ranked AS (
    SELECT id, row_number() OVER (ORDER BY published DESC NULLS LAST, document, position) AS rank,
        (id, coding) IN (SELECT claim, coding FROM links WHERE stance IN ('denies', 'doubts', 'alleges')) AS contested
    FROM ours
)
SELECT (SELECT h FROM head h), (SELECT list(r ORDER BY r.claims DESC, r.first, r.office) FROM roles r),
    (SELECT list(p ORDER BY p.claims DESC, p.key) FROM partners p),
    (SELECT list(struct_pack(type := type, acts := acts, acted_on := acted_on) ORDER BY claims DESC, type) FROM types),
    (SELECT list(id ORDER BY rank) FROM ranked WHERE rank <= $limit),
    (SELECT list(id ORDER BY rank) FROM (SELECT * FROM ranked WHERE contested ORDER BY rank LIMIT $limit))
"""
_NAMES = """
SELECT coalesce(kb, name), mode(name), mode(country) FROM participants
WHERE kb IN (SELECT unnest($keys)) OR (kb IS NULL AND name IN (SELECT unnest($keys))) GROUP BY 1
"""
_SAYS = """
SELECT l.stance, count(DISTINCT l.claim) FROM current_links l WHERE {where} GROUP BY l.stance ORDER BY 2 DESC, 1
"""
_SAID = """
WITH spoken AS MATERIALIZED (
    SELECT l.claim, l.coding, bool_or(l.stance IN ('denies', 'doubts')) AS against
    FROM links l WHERE {where} GROUP BY l.claim, l.coding
)
SELECT c.id, s.against FROM spoken s JOIN claims c ON c.id = s.claim AND c.coding = s.coding AND c.superseded_at IS NULL
LEFT JOIN documents d ON d.id = c.document AND d.superseded_at IS NULL
QUALIFY row_number() OVER (PARTITION BY against ORDER BY d.published DESC NULLS LAST, c.document, c.position) <= $limit
ORDER BY d.published DESC NULLS LAST, c.document, c.position
"""
