"""What columns are computed from: claims or events as one relation with the same fields, and their dyads.

``item`` has one row a claim or event. ``dyad`` has one row for each actor ``a`` with each recipient ``r`` of it; where
an act has one side only, the other is empty; those who meet, agree or cooperate with nobody else named do it with one
another, a row each way. Formats' columns are expressions over these, and over the code lists that are joined to
``dyad``.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from sayso.export.column import Unit
from sayso.export.selection import Selection
from sayso.ontology.event_type import MUTUAL

if TYPE_CHECKING:
    from sayso.export.codes import CodeList

Undated = Literal["empty", "published", "drop"]

# The fields of `item`, in order; both sources give them all, and events some more. `coded_as` holds the auxiliaries
# that decide on CAMEO's code: a claim's own; an event's by its status, as its claims may differ.
FIELDS: tuple[str, ...] = (
    "place", "id", "type", "modes", "contexts", "actors", "recipients",
    "negation", "future", "hypothetical", "historical", "coded_as", "standing", "stances",
    "holders", "holder_countries", "cues", "quoted",
    "date_start", "date_end", "date_precision", "date_text",
    "place_name", "place_country", "place_geonames", "place_latitude", "place_longitude", "place_text",
    "killed", "injured", "crowd", "arrested",
    "document", "sentence", "sentence_text", "trigger_text", "trigger_start", "trigger_end",
    "title", "publisher", "published", "url", "language",
    "claims", "reports", "outlets", "origins", "denying_origins", "confidence", "coder",
)  # fmt: skip
EVENT_FIELDS: tuple[str, ...] = (
    *FIELDS, "types", "quad", "intensity", "follow_up", "due", "deniers", "circular", "last_published",
)  # fmt: skip

KINDS = ("killed", "injured", "crowd", "arrested")

_PARTY = "STRUCT(name VARCHAR, text VARCHAR, country VARCHAR, sector VARCHAR, office VARCHAR)"


class Query(msgspec.Struct, frozen=True):
    """A SELECT with its parameters in order."""

    sql: str
    parameters: tuple[Any, ...]


def whole_rows(select: str, unit: Unit, selection: Selection) -> Query:
    """``select`` (expressions over the fields of ``item``), a row for each claim or event selected."""
    parts = _CLAIMS if unit == "claims" else _EVENTS
    query = f"WITH {selection.parts}, {parts} SELECT {select} FROM item ORDER BY item.place"
    return Query(query, selection.all_parameters)


def dyad_rows(select: str, unit: Unit, selection: Selection, codes: "Sequence[CodeList]", undated: Undated) -> Query:
    """``select`` (expressions over ``dyad`` and the code lists), a row for each dyad of what is selected.

    ``day`` is the day that a row gets: the first that the event can have been on. Where the reports give none,
    ``undated`` decides: it stays ``empty``, becomes the day of publication, or the row is dropped.
    """
    lists = ", ".join(each.sql for each in codes)
    day = "coalesce(date_start, published)" if undated == "published" else "date_start"
    dyads = _DYADS.format(day=day, kept="WHERE date_start IS NOT NULL" if undated == "drop" else "")
    parts = _CLAIMS if unit == "claims" else _EVENTS
    return Query(
        f"WITH {lists}, {selection.parts}, {parts}, {dyads} SELECT {select} {_JOINED}",
        (*(values for each in codes for values in each.parameters), *selection.all_parameters),
    )


def _firsts(table: str, key: str, value: str) -> str:
    """For each kind of count a column with ``value`` where a claim or event has several of the kind."""
    counts = ", ".join(f"{value} FILTER (kind = '{kind}') AS {kind}" for kind in KINDS)
    return f"SELECT {key} AS item, {counts} FROM {table} GROUP BY {key}"


_CLAIMS = f"""
party AS (
    SELECT p.claim AS item, p.role, list(struct_pack(
        name := p.name, text := p.text, country := p.country, sector := p.sector, office := p.office
    ) ORDER BY p.position) AS parties
    FROM current_participants p SEMI JOIN wanted w ON w.id = p.claim GROUP BY p.claim, p.role
),
said AS (
    SELECT l.claim AS item,
        list(coalesce(l.holder_name, l.holder_text) ORDER BY l.position) AS holders,
        list(l.holder_country ORDER BY l.position) AS holder_countries,
        list(l.cue ORDER BY l.position) AS cues,
        list(l.quoted::INTEGER::VARCHAR ORDER BY l.position) AS quoted
    FROM current_links l SEMI JOIN wanted w ON w.id = l.claim GROUP BY l.claim
),
counts AS ({_firsts("current_numbers", "claim", "arg_min(low, position)")}),
item AS (
    SELECT w.place, v.id, v.type, v.modes, v.contexts,
        coalesce(a.parties, []) AS actors, coalesce(r.parties, []) AS recipients,
        list_contains(v.aux, 'negation') AS negation, list_contains(v.aux, 'future') AS future,
        list_contains(v.aux, 'hypothetical') AS hypothetical, list_contains(v.aux, 'historical') AS historical,
        struct_pack(negation := negation, future := future, hypothetical := hypothetical) AS coded_as,
        v.standing, v.stances, coalesce(s.holders, []) AS holders,
        coalesce(s.holder_countries, []) AS holder_countries, coalesce(s.cues, []) AS cues,
        coalesce(s.quoted, []) AS quoted,
        v.date_start, v.date_end, v.date_precision, v.date_text,
        v.place_name, v.place_country, v.place_geonames, v.place_latitude, v.place_longitude, v.place_text,
        n.killed, n.injured, n.crowd, n.arrested,
        v.document, v.sentence, v.sentence_text, v.trigger_text, v.trigger_start, v.trigger_end,
        v.title, v.publisher, v.published, d.url, d.language,
        1 AS claims, 1 AS reports, 1 AS outlets,
        NULL::INTEGER AS origins, NULL::INTEGER AS denying_origins, v.confidence, v.coder
    FROM wanted w JOIN current_claims v ON v.id = w.id
    LEFT JOIN current_documents d ON d.id = v.document
    LEFT JOIN party a ON a.item = v.id AND a.role = 'actor'
    LEFT JOIN party r ON r.item = v.id AND r.role = 'recipient'
    LEFT JOIN said s ON s.item = v.id
    LEFT JOIN counts n ON n.item = v.id
)"""

_ZIPPED = (
    "list_transform(list_zip(e.{0}s, e.{0}_countries, e.{0}_sectors), lambda p: struct_pack("
    "name := p[1], text := NULL::VARCHAR, country := p[2], sector := p[3], office := NULL::VARCHAR))"
)

_EVENTS = f"""
told AS (
    SELECT t.event AS item,
        bool_and(list_contains(c.aux, 'negation')) AS negation, bool_and(list_contains(c.aux, 'future')) AS future,
        bool_and(list_contains(c.aux, 'hypothetical')) AS hypothetical,
        bool_and(list_contains(c.aux, 'historical')) AS historical,
        count(DISTINCT coalesce(c.publisher, c.document)) AS outlets,
        list(DISTINCT s.stance ORDER BY s.stance) FILTER (s.stance IS NOT NULL) AS stances
    FROM told_claims t JOIN wanted w ON w.id = t.event JOIN current_claims c ON c.id = t.claim
    LEFT JOIN current_links s ON s.claim = c.id
    GROUP BY t.event
),
counts AS ({_firsts("event_numbers", "event", "any_value(latest_low)")}),
item AS (
    SELECT w.place, e.id, e.type, e.modes, e.contexts,
        {_ZIPPED.format("actor")} AS actors, {_ZIPPED.format("recipient")} AS recipients,
        coalesce(t.negation, false) AS negation, coalesce(t.future, false) AS future,
        coalesce(t.hypothetical, false) AS hypothetical, coalesce(t.historical, false) AS historical,
        struct_pack(
            negation := false, future := e.status = 'announced', hypothetical := e.status = 'hypothetical'
        ) AS coded_as,
        e.status AS standing, coalesce(t.stances, []) AS stances, e.affirmers AS holders,
        NULL::VARCHAR[] AS holder_countries, NULL::VARCHAR[] AS cues, NULL::VARCHAR[] AS quoted,
        e.date_start, e.date_end, e.date_precision, NULL::VARCHAR AS date_text,
        e.place_name, e.place_country, e.place_geonames, e.place_latitude, e.place_longitude,
        NULL::VARCHAR AS place_text,
        n.killed, n.injured, n.crowd, n.arrested,
        f.document, f.sentence, f.sentence_text, f.trigger_text, f.trigger_start, f.trigger_end,
        f.title, f.publisher, e.first_published AS published, d.url, d.language,
        e.claims, e.reports, t.outlets, e.origins, e.denying_origins, e.confidence, f.coder,
        e.types, e.quad, e.intensity, e.follow_up, e.due, e.deniers, e.circular, e.last_published
    FROM wanted w JOIN ledger e ON e.id = w.id
    LEFT JOIN current_claims f ON f.id = e.anchor
    LEFT JOIN current_documents d ON d.id = f.document
    LEFT JOIN told t ON t.item = e.id
    LEFT JOIN counts n ON n.item = e.id
)"""

# An empty side becomes one party of whom nothing is known, so that no act goes missing. `an` and `rn` count parties
# from 1, so that `row_id` is a row's own. A mode that PLOVER does not have for the type (a user's own) counts as none.
_DYADS = f"""
sided AS (
    SELECT item.* EXCLUDE (actors, recipients), coalesce(known.mode, '') AS mode, {{day}} AS day,
        item.type IN {tuple(sorted(MUTUAL))} AND len(recipients) = 0 AND len(actors) > 1 AS mutual,
        CASE WHEN len(actors) = 0 THEN [NULL::{_PARTY}] ELSE actors END AS acting,
        CASE WHEN mutual THEN actors WHEN len(recipients) = 0 THEN [NULL::{_PARTY}] ELSE recipients END AS receiving
    FROM item LEFT JOIN plover_codes known ON known.type = item.type AND known.mode = item.modes[1] {{kept}}
),
acts AS (
    SELECT * EXCLUDE (acting), unnest(acting) AS a, unnest(range(1, len(acting) + 1)) AS an FROM sided
),
pairs AS (
    SELECT * EXCLUDE (receiving), unnest(receiving) AS r, unnest(range(1, len(receiving) + 1)) AS rn FROM acts
),
dyad AS (
    SELECT *, id || '-' || an || '-' || rn AS row_id FROM pairs WHERE NOT (mutual AND an = rn)
)"""

_JOINED = """
FROM dyad
LEFT JOIN plover_codes plover ON plover.type = dyad.type AND plover.mode = dyad.mode
LEFT JOIN cameo_codes cameo ON cameo.type = dyad.type AND cameo.mode = dyad.mode
    AND cameo.negation = coded_as.negation AND cameo.future = coded_as.future
    AND cameo.hypothetical = coded_as.hypothetical
LEFT JOIN countries a_country ON a_country.iso3 = a.country
LEFT JOIN countries r_country ON r_country.iso3 = r.country
LEFT JOIN countries p_country ON p_country.iso3 = place_country
LEFT JOIN sectors a_sector ON a_sector.sector = a.sector
LEFT JOIN sectors r_sector ON r_sector.sector = r.sector
ORDER BY dyad.place, an, rn"""
