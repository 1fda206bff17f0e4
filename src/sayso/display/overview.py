"""What a database holds, counted for one screen."""

from typing import Any

import msgspec

from sayso.claim import Claim
from sayso.store.filter import ClaimFilter
from sayso.store.view import View


class Dyad(msgspec.Struct, frozen=True, kw_only=True):
    """Two countries and the claims that involve both: ``one`` acts, ``other`` acts, or they act together."""

    one: str
    other: str
    claims: int
    forth: int
    back: int
    types: tuple[str, ...]


class Voice(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody and how often they allege, deny, doubt or confirm; ``name`` is ``None`` for nobody named."""

    name: str | None
    country: str | None
    stances: dict[str, int]


class Contested(msgspec.Struct, frozen=True, kw_only=True):
    """An event that one sentence has some affirm and others deny."""

    document: str
    sentence: int
    claims: tuple[Claim, ...]


class Overview(msgspec.Struct, frozen=True, kw_only=True):
    """Counts of a whole database; lists are the largest first."""

    documents: int
    claims: int
    superseded: int
    quarantined: int
    first: str | None
    last: str | None
    by_type: dict[str, dict[str, int]]
    by_standing: dict[str, int]
    dyads: tuple[Dyad, ...]
    voices: tuple[Voice, ...]
    contested: tuple[Contested, ...]
    contested_count: int


def overview(view: View, top: int = 8) -> Overview:
    """Everything that ``sayso summary`` shows; ``top`` is the length of its lists."""
    counts = view.summary()
    first, last = view.sql("SELECT min(published), max(published) FROM current_documents").rows[0]
    by_type: dict[str, dict[str, int]] = {type: {} for type in counts.by_type}
    for type, standing, number in view.sql(_TYPES).rows:
        by_type[type][standing] = number
    contested = view.sql(_CONTESTED).rows
    return Overview(
        documents=counts.documents,
        claims=counts.claims,
        superseded=counts.superseded,
        quarantined=counts.quarantined,
        first=first.isoformat() if first else None,
        last=last.isoformat() if last else None,
        by_type=by_type,
        by_standing=counts.by_standing,
        dyads=tuple(_dyad(row) for row in view.sql(_DYADS, [top]).rows),
        voices=tuple(_voice(row) for row in view.sql(_VOICES, [top]).rows),
        contested=tuple(_contested(view, row) for row in contested[:top]),
        contested_count=len(contested),
    )


def _dyad(row: tuple[Any, ...]) -> Dyad:
    one, other, claims, forth, back, types = row
    return Dyad(one=one, other=other, claims=claims, forth=forth, back=back, types=tuple(types))


def _voice(row: tuple[Any, ...]) -> Voice:
    name, country, *stances = row
    names = ("alleges", "denies", "doubts", "confirms")
    return Voice(name=name, country=country, stances={k: n for k, n in zip(names, stances, strict=True) if n})


def _contested(view: View, row: tuple[Any, ...]) -> Contested:
    document, sentence, type, ids = row
    of_report = view.claims(ClaimFilter(document=document, type=type))
    claims = tuple(claim for claim in of_report if claim.id in set(ids))
    return Contested(document=document, sentence=sentence, claims=claims)


_TYPES = "SELECT type, standing, count(*) FROM current_claims GROUP BY ALL ORDER BY ALL"

# The opening of a query: pairs of countries (`one` before `other`) by claim, and which way the act goes.
COUNTRY_PAIRS = """
WITH sides AS MATERIALIZED (
    SELECT p.claim, p.country, p.role FROM current_participants p WHERE p.country IS NOT NULL
), pairs AS MATERIALIZED (
    SELECT a.claim, a.country AS one, b.country AS other,
        bool_or(a.role = 'actor' AND b.role = 'recipient') AS forth,
        bool_or(a.role = 'recipient' AND b.role = 'actor') AS back
    FROM sides a JOIN sides b ON a.claim = b.claim AND a.country < b.country
    WHERE NOT (a.role = 'recipient' AND b.role = 'recipient')
    GROUP BY ALL
)"""
# A claim counts once for a pair of countries, however many of its participants are of either.
_DYADS = f"""
{COUNTRY_PAIRS}, busiest AS (
    SELECT one, other, count(*) AS claims, count(*) FILTER (forth AND NOT back) AS forth,
        count(*) FILTER (back AND NOT forth) AS back
    FROM pairs GROUP BY one, other ORDER BY claims DESC, one, other LIMIT ?
), typed AS (
    SELECT p.one, p.other, c.type, count(*) AS n
    FROM pairs p SEMI JOIN busiest b ON b.one = p.one AND b.other = p.other
    JOIN claims c ON c.id = p.claim AND c.superseded_at IS NULL GROUP BY ALL
)
SELECT b.*, (SELECT list(type ORDER BY n DESC, type)[:3] FROM typed t WHERE t.one = b.one AND t.other = b.other)
FROM busiest b ORDER BY claims DESC, one, other
"""

_VOICES = """
SELECT coalesce(holder_name, holder_text) AS name, any_value(holder_country),
    count(DISTINCT claim) FILTER (stance = 'alleges'), count(DISTINCT claim) FILTER (stance = 'denies'),
    count(DISTINCT claim) FILTER (stance = 'doubts'), count(DISTINCT claim) FILTER (stance = 'confirms')
FROM current_links WHERE stance <> 'asserts'
GROUP BY coalesce(holder_name, holder_text) ORDER BY count(DISTINCT claim) DESC, name LIMIT ?
"""

# Where nobody denies, nothing is contested: few sentences are left to look at.
_CONTESTED = """
WITH denied AS (
    SELECT DISTINCT c.document, c.sentence FROM current_links l
    JOIN claims c ON c.id = l.claim AND c.superseded_at IS NULL WHERE l.stance = 'denies'
)
SELECT c.document, c.sentence, c.type, list(c.id)
FROM current_claims c SEMI JOIN denied d ON d.document = c.document AND d.sentence = c.sentence
GROUP BY c.document, c.sentence, c.type, c.trigger_start
HAVING bool_or(c.standing = 'denied') AND bool_or(c.standing <> 'denied' AND NOT list_contains(c.aux, 'negation'))
ORDER BY max(c.published) DESC NULLS LAST, c.document, c.sentence
"""
