"""The network: who deals with whom, friendly or hostile, within a period."""

from typing import Annotated, Any, Literal

import msgspec
from litestar import Response, get
from litestar.params import QueryParameter

from sayso.serve.actors import ACTOR_KEY, country_names
from sayso.serve.filters import Asked, AskedClaims
from sayso.serve.quads import intensity_sql, quad_sql
from sayso.serve.workbench import Bench
from sayso.store.filter import TYPES, compile_filter
from sayso.store.view import View

Level = Literal["country", "actor"]
By = Annotated[Level, QueryParameter(description="what a node is")]
Most = Annotated[int, QueryParameter(ge=5, le=200, description="how many ties, the busiest first")]


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """A country or an actor; ``claims`` counts those of its ties."""

    key: str
    name: str
    country: str | None
    claims: int


class Tie(msgspec.Struct, frozen=True, kw_only=True):
    """What ``actor`` does to ``recipient``: claims, how many cooperate and conflict, and the mean intensity of their
    types, from -10 (hostile) to 10."""

    actor: str
    recipient: str
    claims: int
    cooperation: int
    conflict: int
    intensity: float


class Network(msgspec.Struct, frozen=True, kw_only=True):
    """Nodes and ties; ``left_out`` counts the ties that are less busy than those shown."""

    by: Level
    nodes: list[Node]
    ties: list[Tie]
    left_out: int


@get("/network", include_in_schema=False, sync_to_thread=True)
def network_page(bench: Bench, asked: AskedClaims, by: By = "country", most: Most = 40) -> Response[str]:
    """The network of the claims that pass the filters, and the same as a table."""
    with bench.database.reading() as (_, view):
        found = find_network(bench, view, asked, by, most)
    return bench.pages.page(
        "network.html",
        found=found,
        names={node.key: node.name for node in found.nodes},
        asked=asked,
        types=TYPES,
        by=by,
        most=most,
    )


@get("/network", operation_id="network", tags=["network"], sync_to_thread=True)
def network_answer(bench: Bench, asked: AskedClaims, by: By = "country", most: Most = 40) -> Network:
    """Who deals with whom in the claims that pass the filters."""
    with bench.database.reading() as (_, view):
        return find_network(bench, view, asked, by, most)


def find_network(bench: Bench, view: View, asked: Asked, by: Level, most: int) -> Network:
    """The busiest ties, and the nodes that they hang on."""
    query = compile_filter(asked.wanted)
    key = "p.country" if by == "country" else ACTOR_KEY.replace("$names", "?")
    names = [] if by == "country" else [country_names(bench.knowledge)]
    sql = _TIES.format(
        where=query.where,
        key=key,
        quad=quad_sql(bench.ontology, "w.type"),
        intensity=intensity_sql(bench.ontology, "w.type"),
    )
    rows = view.sql(sql, [*query.parameters, *names, most]).rows
    nodes: dict[str, Node] = {}
    for actor, recipient, actor_name, actor_country, recipient_name, recipient_country, count, *_ in rows:
        for found, name, country in (
            (actor, actor_name, actor_country),
            (recipient, recipient_name, recipient_country),
        ):
            before = nodes[found].claims if found in nodes else 0
            nodes[found] = _node(bench, found, name, country, before + count)
    ties = [
        Tie(actor=r[0], recipient=r[1], claims=r[6], cooperation=r[7], conflict=r[8], intensity=round(r[9], 2))
        for r in rows
    ]
    return Network(by=by, nodes=list(nodes.values()), ties=ties, left_out=(rows[0][10] - len(rows)) if rows else 0)


def _node(bench: Bench, key: str, name: Any, country: Any, claims: int) -> Node:
    whole = bench.knowledge.countries.get(key)
    return Node(key=key, name=whole.name if whole else str(name or key), country=country, claims=claims)


_TIES = """
WITH wanted AS (
    SELECT c.id, c.coding, c.type FROM claims c LEFT JOIN documents d ON d.id = c.document AND d.superseded_at IS NULL
    WHERE {where}
), sides AS (
    SELECT DISTINCT w.id, w.type, p.role, {key} AS key, p.name, p.country
    FROM wanted w JOIN participants p ON p.claim = w.id AND p.coding = w.coding
), ties AS (
    SELECT a.key AS actor, r.key AS recipient, mode(a.name) AS actor_name, mode(a.country) AS actor_country,
        mode(r.name) AS recipient_name, mode(r.country) AS recipient_country, count(DISTINCT w.id) AS claims,
        count(DISTINCT w.id) FILTER ({quad} <= 2) AS cooperation, count(DISTINCT w.id) FILTER ({quad} > 2) AS conflict,
        avg({intensity}) AS intensity
    FROM sides a JOIN sides r ON r.id = a.id AND a.role = 'actor' AND r.role = 'recipient' JOIN wanted w ON w.id = a.id
    WHERE a.key IS NOT NULL AND r.key IS NOT NULL AND a.key <> r.key GROUP BY a.key, r.key
)
SELECT *, count(*) OVER () FROM ties ORDER BY claims DESC, actor, recipient LIMIT ?
"""
