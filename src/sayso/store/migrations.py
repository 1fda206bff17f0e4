"""The database's schema, as the ordered list of changes that made it.

A migration is never edited once released: a change of schema is a new one at the end. Each is applied together with
the row that records it in one transaction, so a run killed in between leaves either both or neither.
"""

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from sayso.store import judgements, ledger_tables

if TYPE_CHECKING:
    import duckdb


class Migration(msgspec.Struct, frozen=True):
    """One change of schema: its number, what it is for, and its SQL."""

    version: int
    name: str
    sql: str


LEDGER = "sayso_migrations"

_TABLES = """
CREATE TABLE runs (
    id INTEGER NOT NULL,
    started TIMESTAMP NOT NULL,
    finished TIMESTAMP,
    coder VARCHAR,
    documents_new INTEGER NOT NULL,
    documents_unchanged INTEGER NOT NULL,
    documents_superseded INTEGER NOT NULL,
    claims INTEGER NOT NULL,
    quarantined INTEGER NOT NULL
);
CREATE TABLE documents (
    id VARCHAR NOT NULL,
    text_hash VARCHAR NOT NULL,
    title VARCHAR,
    published DATE,
    publisher VARCHAR,
    url VARCHAR,
    language VARCHAR,
    source VARCHAR,
    text VARCHAR NOT NULL,
    added_at TIMESTAMP NOT NULL,
    superseded_at TIMESTAMP
);
CREATE TABLE codings (
    id INTEGER NOT NULL,
    document VARCHAR NOT NULL,
    text_hash VARCHAR NOT NULL,
    coder VARCHAR NOT NULL,
    run INTEGER NOT NULL,
    coded_at TIMESTAMP NOT NULL,
    superseded_at TIMESTAMP,
    reading VARCHAR NOT NULL,
    digest VARCHAR NOT NULL
);
CREATE TABLE sentences (
    document VARCHAR NOT NULL,
    coding INTEGER NOT NULL,
    position INTEGER NOT NULL,
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    text VARCHAR NOT NULL
);
CREATE TABLE claims (
    id VARCHAR NOT NULL,
    coding INTEGER NOT NULL,
    document VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    sentence INTEGER NOT NULL,
    sentence_start INTEGER NOT NULL,
    sentence_end INTEGER NOT NULL,
    sentence_text VARCHAR NOT NULL,
    trigger_start INTEGER NOT NULL,
    trigger_end INTEGER NOT NULL,
    trigger_text VARCHAR NOT NULL,
    type VARCHAR NOT NULL,
    modes VARCHAR[] NOT NULL,
    contexts VARCHAR[] NOT NULL,
    aux VARCHAR[] NOT NULL,
    date_start DATE,
    date_end DATE,
    date_precision VARCHAR,
    date_text VARCHAR,
    date_span_start INTEGER,
    date_span_end INTEGER,
    date_reason VARCHAR,
    place_name VARCHAR,
    place_country VARCHAR,
    place_geonames BIGINT,
    place_latitude DOUBLE,
    place_longitude DOUBLE,
    place_text VARCHAR,
    place_span_start INTEGER,
    place_span_end INTEGER,
    place_reason VARCHAR,
    confidence DOUBLE NOT NULL,
    coder VARCHAR NOT NULL,
    superseded_at TIMESTAMP
);
CREATE TABLE participants (
    claim VARCHAR NOT NULL,
    coding INTEGER NOT NULL,
    role VARCHAR NOT NULL CHECK (role IN ('actor', 'recipient')),
    position INTEGER NOT NULL,
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    text VARCHAR NOT NULL,
    name VARCHAR,
    kb VARCHAR,
    country VARCHAR,
    sector VARCHAR,
    office VARCHAR,
    reason VARCHAR
);
CREATE TABLE links (
    claim VARCHAR NOT NULL,
    coding INTEGER NOT NULL,
    position INTEGER NOT NULL,
    stance VARCHAR NOT NULL CHECK (stance IN ('asserts', 'alleges', 'confirms', 'denies', 'doubts')),
    quoted BOOLEAN NOT NULL,
    cue_start INTEGER,
    cue_end INTEGER,
    cue VARCHAR,
    holder_start INTEGER,
    holder_end INTEGER,
    holder_text VARCHAR,
    holder_name VARCHAR,
    holder_kb VARCHAR,
    holder_country VARCHAR,
    holder_sector VARCHAR,
    holder_office VARCHAR,
    holder_reason VARCHAR
);
CREATE TABLE numbers (
    claim VARCHAR NOT NULL,
    coding INTEGER NOT NULL,
    position INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    low BIGINT NOT NULL,
    high BIGINT,
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    text VARCHAR NOT NULL
);
CREATE TABLE quarantine (
    source VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    detail VARCHAR NOT NULL,
    run INTEGER NOT NULL,
    seen_at TIMESTAMP NOT NULL
);
"""

_VIEWS = """
CREATE VIEW current_documents AS
    SELECT * EXCLUDE (superseded_at) FROM documents WHERE superseded_at IS NULL;
CREATE VIEW current_sentences AS
    SELECT s.document, s.position, s.span_start, s.span_end, s.text
    FROM sentences s JOIN codings k ON k.id = s.coding WHERE k.superseded_at IS NULL;
CREATE VIEW current_participants AS
    SELECT p.* EXCLUDE (coding) FROM participants p JOIN codings k ON k.id = p.coding WHERE k.superseded_at IS NULL;
CREATE VIEW current_links AS
    SELECT l.* EXCLUDE (coding) FROM links l JOIN codings k ON k.id = l.coding WHERE k.superseded_at IS NULL;
CREATE VIEW current_numbers AS
    SELECT n.* EXCLUDE (coding) FROM numbers n JOIN codings k ON k.id = n.coding WHERE k.superseded_at IS NULL;
CREATE VIEW current_claims AS
    SELECT c.* EXCLUDE (coding, superseded_at), coalesce(s.stances, []) AS stances,
    CASE
        WHEN list_contains(s.stances, 'denies') THEN 'denied'
        WHEN list_contains(s.stances, 'doubts') THEN 'doubted'
        WHEN list_contains(s.stances, 'alleges') THEN 'alleged'
        WHEN list_contains(c.aux, 'negation') THEN 'negated'
        WHEN list_contains(c.aux, 'hypothetical') THEN 'hypothetical'
        WHEN list_contains(c.aux, 'future') THEN 'announced'
        WHEN list_contains(c.aux, 'historical') THEN 'historical'
        WHEN list_contains(s.stances, 'confirms') THEN 'confirmed'
        ELSE 'reported'
    END AS standing,
    d.title, d.publisher, d.published
    FROM claims c
    LEFT JOIN (SELECT claim, coding, list(stance ORDER BY position) AS stances FROM links GROUP BY ALL) s
        ON s.claim = c.id AND s.coding = c.coding
    LEFT JOIN documents d ON d.id = c.document AND d.superseded_at IS NULL
    WHERE c.superseded_at IS NULL;
CREATE VIEW dyads AS
    SELECT c.id AS claim, c.document, c.published, c.date_start, c.date_end, c.type, c.standing, c.aux,
        a.country AS actor_country, a.sector AS actor_sector, coalesce(a.name, a.text) AS actor,
        r.country AS recipient_country, r.sector AS recipient_sector, coalesce(r.name, r.text) AS recipient,
        c.place_name, c.place_country, c.confidence
    FROM current_claims c
    JOIN current_participants a ON a.claim = c.id AND a.role = 'actor'
    JOIN current_participants r ON r.claim = c.id AND r.role = 'recipient';
"""

# The same columns; but a query that asks for the standing and not for the stances is spared their lists, which took
# more time than all the rest.
_STANDING_WITHOUT_LISTS = """
CREATE OR REPLACE VIEW current_claims AS
    SELECT c.* EXCLUDE (coding, superseded_at), coalesce(s.stances, []) AS stances,
    CASE
        WHEN s.denied THEN 'denied'
        WHEN s.doubted THEN 'doubted'
        WHEN s.alleged THEN 'alleged'
        WHEN list_contains(c.aux, 'negation') THEN 'negated'
        WHEN list_contains(c.aux, 'hypothetical') THEN 'hypothetical'
        WHEN list_contains(c.aux, 'future') THEN 'announced'
        WHEN list_contains(c.aux, 'historical') THEN 'historical'
        WHEN s.confirmed THEN 'confirmed'
        ELSE 'reported'
    END AS standing,
    d.title, d.publisher, d.published
    FROM claims c
    LEFT JOIN (
        SELECT claim, coding, list(stance ORDER BY position) AS stances, bool_or(stance = 'denies') AS denied,
            bool_or(stance = 'doubts') AS doubted, bool_or(stance = 'alleges') AS alleged,
            bool_or(stance = 'confirms') AS confirmed
        FROM links GROUP BY ALL
    ) s ON s.claim = c.id AND s.coding = c.coding
    LEFT JOIN documents d ON d.id = c.document AND d.superseded_at IS NULL
    WHERE c.superseded_at IS NULL;
"""

MIGRATIONS: tuple[Migration, ...] = (
    Migration(1, "tables", _TABLES),
    Migration(2, "views of what is current, for plain SQL", _VIEWS),
    Migration(3, "the ledger: events, their claims and origins", ledger_tables.TABLES),
    Migration(4, "what people said of claims", judgements.TABLES),
    Migration(5, "the standing of a claim without its stances", _STANDING_WITHOUT_LISTS),
    Migration(6, "what the ledger compares claims by", ledger_tables.FEATURES),
    Migration(7, "denials that name no event", ledger_tables.ANSWERS),
)


def latest(migrations: Sequence[Migration] = MIGRATIONS) -> int:
    """The version that this release of sayso reads and writes."""
    return migrations[-1].version


def version(connection: "duckdb.DuckDBPyConnection") -> int | None:
    """The version of an open database; 0 where the database holds nothing yet, ``None`` where it is not sayso's."""
    tables = {name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    if LEDGER in tables:
        row = connection.execute(f"SELECT coalesce(max(version), 0) FROM {LEDGER}").fetchone()
        return int(row[0]) if row else 0
    return None if tables else 0


def migrate(connection: "duckdb.DuckDBPyConnection", migrations: Sequence[Migration] = MIGRATIONS) -> list[Migration]:
    """Apply what the database lacks, each in one transaction with its record; gives those applied."""
    done = version(connection) or 0
    pending = [migration for migration in migrations if migration.version > done]
    for migration in pending:
        connection.begin()
        try:
            connection.execute(
                f"CREATE TABLE IF NOT EXISTS {LEDGER} "
                "(version INTEGER NOT NULL, name VARCHAR NOT NULL, applied_at TIMESTAMP NOT NULL)"
            )
            connection.execute(migration.sql)
            connection.execute(
                f"INSERT INTO {LEDGER} VALUES (?, ?, ?)",
                [migration.version, migration.name, datetime.datetime.now(datetime.UTC).replace(tzinfo=None)],
            )
        except BaseException:
            connection.rollback()
            raise
        connection.commit()
    return pending
