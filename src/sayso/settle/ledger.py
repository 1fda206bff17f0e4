"""Reading the ledger: events, what each stands on, how it stood on a day, what belongs together."""

import datetime
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from sayso.errors import QueryError, SaysoError
from sayso.event import Event, Party
from sayso.settle.assembly import EVENT_ID, Moment, Toll
from sayso.settle.decisions import Decision, read_decisions
from sayso.settle.dossier import Dossier, Month, ToldClaim, ToldOrigin
from sayso.settle.event_filter import EventFilter, compile_event_filter
from sayso.settle.intake import load_documents
from sayso.settle.origins import Fold
from sayso.settle.voices import Step
from sayso.store.view import View

if TYPE_CHECKING:
    import duckdb

_EVERYTHING = EventFilter()
_BATCH = 2000
STORY_DAYS = 30

# As of a day: the events of which something was published by then, with what the history says of them.
_AS_OF = """(
    SELECT e.* REPLACE (
        h.status AS status, h.follow_up AS follow_up, h.claims AS claims, h.reports AS reports, h.origins AS origins,
        h.denying_origins AS denying_origins, h.day AS last_published,
        (SELECT coalesce(list(o.name ORDER BY o.position), []) FROM origins o WHERE o.event = e.id
            AND o.side = 'affirms' AND o.first_published <= ?) AS affirmers,
        (SELECT coalesce(list(o.name ORDER BY o.position), []) FROM origins o WHERE o.event = e.id
            AND o.side = 'denies' AND o.first_published <= ?) AS deniers)
    FROM events e JOIN event_history h ON h.event = e.id
    WHERE h.day <= ?
    QUALIFY row_number() OVER (PARTITION BY h.event ORDER BY h.day DESC) = 1
)"""


def events_as_of(day: datetime.date | None) -> tuple[str, list[datetime.date]]:
    """What to select events from, with its parameters: the table, or the events as a day had them."""
    return ("events", []) if day is None else (_AS_OF, [day, day, day])


class Ledger:
    """The ledger of a database, for reading.

    ::

        ledger = store.ledger()
        ledger.events(EventFilter(actor="PRK", with_="RUS", status="disputed"))
        ledger.dossier("e-1f0c").origins
        ledger.events(as_of=datetime.date(2024, 6, 20))

    Raises ``SaysoError`` where the database has never been settled.
    """

    def __init__(self, connection: "duckdb.DuckDBPyConnection") -> None:
        self._connection = connection
        if not self._select("SELECT 1 AS one FROM settlings LIMIT 1"):
            raise SaysoError("this database has no events yet; run `sayso settle` (in Python: store.settle()) first")

    def events(self, event_filter: EventFilter = _EVERYTHING, *, as_of: datetime.date | None = None) -> list[Event]:
        """The events that pass the filter, in its order; ``as_of`` a day, as the reports up to then had them.

        Which claims are one event, who took part, when and where is what is known now; status, counts, affirmers and
        deniers are those of the day.
        """
        return list(self.iter_events(event_filter, as_of=as_of))

    def iter_events(
        self, event_filter: EventFilter = _EVERYTHING, *, as_of: datetime.date | None = None
    ) -> Iterator[Event]:
        """The same, one after another."""
        sql, parameters = self.query(event_filter, as_of=as_of)
        result = self._connection.cursor().execute(sql, parameters)
        columns = [column[0] for column in result.description or ()]
        while rows := result.fetchmany(_BATCH):
            yield from (event_of(dict(zip(columns, row, strict=True))) for row in rows)

    def count(self, event_filter: EventFilter = _EVERYTHING, *, as_of: datetime.date | None = None) -> int:
        """How many events pass the filter (its ``limit`` aside)."""
        sql, parameters = self.query(msgspec.structs.replace(event_filter, limit=None), as_of=as_of)
        return int(self._select(f"SELECT count(*) AS n FROM ({sql})", parameters)[0]["n"])

    def query(self, event_filter: EventFilter, *, as_of: datetime.date | None = None) -> tuple[str, list[Any]]:
        """The SELECT that gives these events with the columns of ``events``, and its parameters."""
        query = compile_event_filter(event_filter)
        source, before = events_as_of(as_of)
        return f"SELECT e.* FROM {source} e WHERE {query.where} {query.tail}", [*before, *query.parameters]

    def event(self, key: str, *, as_of: datetime.date | None = None) -> Event:
        """The event whose id is ``key`` or begins with it, or that the claim ``key`` is in.

        An id that an event once had, before an earlier claim came to it, leads to the event that its claim is in now.

        Raises ``QueryError`` where there is none or more than one, or where no report spoke of it by ``as_of``.
        """
        id = self.event_id(key)
        source, before = events_as_of(as_of)
        found = self._select(f"SELECT e.* FROM {source} e WHERE e.id = ?", [*before, id])
        if not found:
            raise QueryError(f"no report speaks of {id} by {as_of}; its first is of {self.event(id).first_published}")
        return event_of(found[0])

    def event_id(self, key: str) -> str:
        """The whole id of the event that ``key`` means (see :meth:`event`)."""
        found = self._select("SELECT id FROM events WHERE id = ?", [key])
        found = found or self._select("SELECT event AS id FROM event_claims WHERE claim = ? AND NOT refers", [key])
        if not found and key:
            found = self._select("SELECT id FROM events WHERE starts_with(id, ?) ORDER BY id LIMIT 4", [key])
        found = found or self._select(
            f"SELECT event AS id FROM event_claims WHERE {EVENT_ID} = ? AND NOT refers", [key]
        )
        if len(found) == 1:
            return str(found[0]["id"])
        if found:
            raise QueryError(
                f"more than one event is meant by {key!r}: {', '.join(row['id'] for row in found)}; give more"
            )
        raise QueryError(f"there is no event {key!r}; `sayso events` lists them")

    def dossier(self, key: str, *, as_of: datetime.date | None = None) -> Dossier:
        """An event with its claims, their reports and origins, its history, numbers and decisions."""
        event = self.event(key, as_of=as_of)
        told = self._told(event.id, as_of)
        origins = self._origins(event.id)
        seen = {claim.origin for claim in told}
        claims = {claim.claim.id for claim in told}
        history = self._select(
            "SELECT * EXCLUDE (event) FROM event_history "
            "WHERE event = ? AND (?::DATE IS NULL OR day <= ?) ORDER BY day",
            [event.id, as_of, as_of],
        )
        numbers = self._select("SELECT * EXCLUDE (event) FROM event_numbers WHERE event = ? ORDER BY kind", [event.id])
        return Dossier(
            event=event,
            testimonies=tuple(told),
            origins=tuple(origin for origin in origins if origin.position in seen),
            history=tuple(Moment(**row) for row in history),
            numbers=tuple(Toll(**row) for row in numbers),
            decisions=tuple(each for each in self.decisions() if {each.claim, each.other} & claims),
        )

    def story(self, key: str, days: int = STORY_DAYS, *, most: int | None = None) -> list[Event]:
        """The events that belong with one, in order: those of its reports, and those between its parties near it.

        An event belongs with it that is told in at least two of its reports (or in its only one), or that has both of
        its parties and lies within ``days`` of it. Where there are more than ``most``, those nearest to it in time.
        """
        event = self.event(key)
        parties = list(dict.fromkeys(each.country for each in (*event.actors, *event.recipients) if each.country))
        given = {
            "event": event.id,
            "days": days,
            "parties": parties,
            "first": event.start or event.first_published,
            "last": event.end or event.last_published,
            "most": most,
        }
        rows = self._select(_STORY, given)
        return [event_of(row) for row in rows]

    def dyad(
        self, one: str, other: str, *, since: datetime.date | None = None, until: datetime.date | None = None
    ) -> list[Month]:
        """What two countries did to or with each other, by month; months in which nothing happened are left out.

        Raises ``QueryError`` where there is no event between the two.
        """
        given = {"one": one.upper(), "other": other.upper(), "since": since, "until": until}
        rows = self._select(_DYAD, given)
        if not rows:
            raise QueryError(
                f"there is no event between {one.upper()} and {other.upper()} in these days; "
                "countries go by three letters (PRK, RUS)"
            )
        return [Month(**row) for row in rows]

    def copies(self, document: str) -> list[tuple[str, str, float, float, str]]:
        """The near-duplicates of a report: ``(later, earlier, similarity, containment, kind)``, the closest first."""
        return self._connection.execute(
            "SELECT document, original, similarity, containment, kind FROM near_duplicates "
            "WHERE document = ? OR original = ? ORDER BY containment DESC, document, original",
            [document, document],
        ).fetchall()

    def decisions(self) -> list[Decision]:
        """All that people decided, in order."""
        return read_decisions(self._connection)

    # ------------------------------------------------------------------ within

    def _told(self, event: str, as_of: datetime.date | None) -> list[ToldClaim]:
        rows = self._select(
            "SELECT e.*, s.coding FROM event_claims e JOIN settled_claims s ON s.claim = e.claim "
            "WHERE e.event = ? AND (?::DATE IS NULL OR e.published <= ?) "
            "ORDER BY e.published NULLS LAST, e.document, e.claim",
            [event, as_of, as_of],
        )
        claims = View(self._connection).claims_by_key([(row["coding"], row["claim"]) for row in rows])
        documents = {each.id: each for each in load_documents(self._connection, [row["document"] for row in rows])}
        steps: dict[str, list[Step]] = {}
        for row in self._select(
            "SELECT * EXCLUDE (event, position) FROM origin_steps WHERE event = ? ORDER BY claim, position", [event]
        ):
            steps.setdefault(row.pop("claim"), []).append(Step(**row))
        return [
            ToldClaim(
                claim=claim,
                document=documents[row["document"]],
                side=row["side"],
                standing=row["standing"],
                origin=row["origin"],
                steps=tuple(steps.get(claim.id, ())),
                joined_to=row["joined_to"],
                score=row["score"],
                reason=row["reason"],
            )
            for row, claim in zip(rows, claims, strict=True)
        ]

    def _origins(self, event: str) -> list[ToldOrigin]:
        folds: dict[int, list[Fold]] = {}
        for row in self._select("SELECT * FROM folds WHERE event = ? ORDER BY claim, into_claim, evidence", [event]):
            fold = Fold(claim=row["claim"], into=row["into_claim"], evidence=row["evidence"], detail=row["detail"])
            folds.setdefault(row["origin"], []).append(fold)
        rows = self._select("SELECT * EXCLUDE (event) FROM origins WHERE event = ? ORDER BY position", [event])
        return [ToldOrigin(**row, folds=tuple(folds.get(row["position"], ()))) for row in rows]

    def _select(self, query: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> list[dict[str, Any]]:
        given = parameters if isinstance(parameters, dict) else list(parameters)
        result = self._connection.execute(query, given)
        columns = [column[0] for column in result.description or ()]
        return [dict(zip(columns, row, strict=True)) for row in result.fetchall()]


def event_of(row: dict[str, Any]) -> Event:
    """The event of a row of ``events``."""
    return Event(
        id=row["id"],
        type=row["type"],
        types=tuple(row["types"]),
        modes=tuple(row["modes"]),
        contexts=tuple(row["contexts"]),
        actors=_parties(row, "actor"),
        recipients=_parties(row, "recipient"),
        start=row["date_start"],
        end=row["date_end"],
        precision=row["date_precision"],
        place=row["place_name"],
        place_country=row["place_country"],
        geonames=row["place_geonames"],
        latitude=row["place_latitude"],
        longitude=row["place_longitude"],
        affirmers=tuple(row["affirmers"]),
        deniers=tuple(row["deniers"]),
        **{name: row[name] for name in _PLAIN},
    )


_PLAIN = (
    "quad", "intensity", "status", "follow_up", "due", "claims", "reports", "origins", "denying_origins", "circular",
    "first_published", "last_published", "confidence",
)  # fmt: skip


def _parties(row: dict[str, Any], side: str) -> tuple[Party, ...]:
    facts = zip(row[f"{side}s"], row[f"{side}_countries"], row[f"{side}_sectors"], strict=True)
    return tuple(Party(name=name, country=country, sector=sector) for name, country, sector in facts)


# Days first, parties then: few events are near, and comparing lists is what takes time. Of more than `most`, those
# nearest in time.
_STORY = """
WITH own AS (SELECT DISTINCT document FROM event_claims WHERE event = $event),
told AS (
    SELECT c.event FROM event_claims c JOIN own USING (document) GROUP BY c.event
    HAVING count(DISTINCT c.document) >= least(2, (SELECT count(*) FROM own))
),
near AS (
    SELECT e.id FROM events e
    WHERE coalesce(e.date_start, e.first_published) <= $last::DATE + $days::INTEGER
        AND coalesce(e.date_end, e.last_published) >= $first::DATE - $days::INTEGER
        AND len(list_intersect($parties, list_distinct(list_concat(e.actor_countries, e.recipient_countries)))) >= 2
),
placed AS (
    SELECT e.id, coalesce(e.date_start, e.first_published) AS day, e.first_published FROM events e
    WHERE e.id IN (SELECT $event UNION SELECT event FROM told UNION SELECT id FROM near)
),
chosen AS (
    SELECT * FROM placed
    ORDER BY id <> $event, greatest($first::DATE - day, day - $last::DATE, 0) NULLS LAST, id LIMIT $most
)
SELECT e.* FROM events e JOIN chosen c ON c.id = e.id ORDER BY c.day NULLS LAST, c.first_published NULLS LAST, e.id
"""

_DYAD = """
SELECT date_trunc('month', coalesce(e.date_start, e.first_published))::DATE AS month,
    count(*) FILTER (certain AND forth AND NOT back) AS forth,
    count(*) FILTER (certain AND back AND NOT forth) AS back,
    count(*) FILTER (certain AND forth = back) AS together,
    count(*) FILTER (NOT certain) AS uncertain,
    round(avg(e.intensity) FILTER (certain), 2) AS intensity
FROM (
    SELECT *, status IN ('reported', 'confirmed') AS certain,
        list_contains(actor_countries, $one) AND list_contains(recipient_countries, $other) AS forth,
        list_contains(actor_countries, $other) AND list_contains(recipient_countries, $one) AS back,
        list_contains(actor_countries, $one) AND list_contains(actor_countries, $other)
            AND len(recipients) = 0 AS mutual
    FROM events
) e
WHERE (forth OR back OR mutual) AND coalesce(e.date_start, e.first_published) IS NOT NULL
    AND ($since::DATE IS NULL OR coalesce(e.date_end, e.last_published) >= $since)
    AND ($until::DATE IS NULL OR coalesce(e.date_start, e.first_published) <= $until)
GROUP BY 1 ORDER BY 1
"""
