"""The network: who deals with whom, friendly or hostile, within a period."""

from collections import Counter
from typing import Annotated, Literal

import msgspec
from litestar import Response, get
from litestar.params import QueryParameter

from sayso.serve.actors import ACTOR_KEY, country_names, names_of
from sayso.serve.filters import Asked, AskedClaims
from sayso.serve.quads import intensity_sql, quad_sql
from sayso.serve.workbench import Bench, Workbench
from sayso.store.filter import TYPES, ClaimFilter, compile_filter
from sayso.store.view import View

MOST = 40
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
def network_page(bench: Bench, asked: AskedClaims, by: By = "country", most: Most = MOST) -> Response[str]:
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
def network_answer(bench: Bench, asked: AskedClaims, by: By = "country", most: Most = MOST) -> Network:
    """Who deals with whom in the claims that pass the filters."""
    with bench.database.reading() as (_, view):
        return find_network(bench, view, asked, by, most)


def find_network(bench: Workbench, view: View, asked: Asked, by: Level, most: int) -> Network:
    """The busiest ties, and the nodes that they hang on."""
    if asked.query:
        return _network(bench, view, asked.wanted, by, most)
    return bench.database.remembered(("network", by, most), lambda: _network(bench, view, asked.wanted, by, most))


def everybody(bench: Workbench, view: View) -> Network:
    """The busiest ties of all claims between countries, counted once for each state of the claims."""
    return find_network(bench, view, Asked(wanted=ClaimFilter(), query={}), "country", MOST)


def _network(bench: Workbench, view: View, wanted: ClaimFilter, by: Level, most: int) -> Network:
    query = compile_filter(wanted)
    key = "p.country" if by == "country" else ACTOR_KEY.replace("$names", "?")
    names = [] if by == "country" else [country_names(bench.knowledge)] * 2  # the key stands twice in the query
    sql = _TIES.format(
        where=query.where,
        key=key,
        quad=quad_sql(bench.ontology, "c.type"),
        intensity=intensity_sql(bench.ontology, "c.type"),
    )
    rows = view.sql(sql, [*query.parameters, *names, most]).rows
    claims: Counter[str] = Counter()
    for actor, recipient, count, *_ in rows:
        claims[actor] += count
        claims[recipient] += count
    called = names_of(view, list(claims)) if by == "actor" else {}
    ties = [
        Tie(actor=actor, recipient=recipient, claims=count, cooperation=friendly, conflict=hostile, intensity=mean)
        for actor, recipient, count, friendly, hostile, mean, _ in rows
    ]
    nodes = []
    for each, count in claims.items():
        named = bench.pages.country(each)
        stranger = (None, each if by == "country" else None)
        name, country = (named, each) if named != each else called.get(each, stranger)
        nodes.append(Node(key=each, name=name or each, country=country, claims=count))
    return Network(by=by, nodes=nodes, ties=ties, left_out=(rows[0][-1] - len(rows)) if rows else 0)


# A claim counts once for a pair, however often it names the two; the number of its row stands for it, since comparing
# numbers is many times cheaper than comparing ids.
_TIES = """
WITH wanted AS (
    SELECT c.rowid AS number, c.id, c.coding, {quad} AS quad, {intensity} AS intensity
    FROM claims c LEFT JOIN documents d ON d.id = c.document AND d.superseded_at IS NULL WHERE {where}
), sides AS MATERIALIZED (
    SELECT w.number, w.quad, w.intensity, p.role, {key} AS key
    FROM wanted w JOIN participants p ON p.claim = w.id AND p.coding = w.coding WHERE {key} IS NOT NULL
), pairs AS (
    SELECT DISTINCT a.number, a.quad, a.intensity, a.key AS actor, r.key AS recipient
    FROM sides a JOIN sides r ON r.number = a.number AND a.role = 'actor' AND r.role = 'recipient'
    WHERE a.key <> r.key
)
SELECT actor, recipient, count(*) AS claims, count(*) FILTER (quad <= 2), count(*) FILTER (quad > 2),
    round(avg(intensity), 2), count(*) OVER ()
FROM pairs GROUP BY actor, recipient ORDER BY claims DESC, actor, recipient LIMIT ?
"""
