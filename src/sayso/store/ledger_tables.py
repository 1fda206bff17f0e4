"""The tables of the ledger, as SQL: what `sayso.settle` makes of claims. docs/database.md says what each column is."""

TABLES = """
CREATE TABLE events (
    id VARCHAR,
    anchor VARCHAR,
    type VARCHAR,
    types VARCHAR[],
    modes VARCHAR[],
    contexts VARCHAR[],
    actors VARCHAR[],
    actor_countries VARCHAR[],
    actor_sectors VARCHAR[],
    recipients VARCHAR[],
    recipient_countries VARCHAR[],
    recipient_sectors VARCHAR[],
    date_start DATE,
    date_end DATE,
    date_precision VARCHAR,
    place_name VARCHAR,
    place_country VARCHAR,
    place_geonames BIGINT,
    place_latitude DOUBLE,
    place_longitude DOUBLE,
    quad INTEGER,
    intensity DOUBLE,
    status VARCHAR,
    follow_up VARCHAR,
    due DATE,
    claims INTEGER,
    reports INTEGER,
    origins INTEGER,
    denying_origins INTEGER,
    circular BOOLEAN,
    affirmers VARCHAR[],
    deniers VARCHAR[],
    first_published DATE,
    last_published DATE,
    confidence DOUBLE
);
CREATE TABLE event_claims (
    event VARCHAR,
    claim VARCHAR,
    document VARCHAR,
    published DATE,
    standing VARCHAR,
    side VARCHAR,
    origin INTEGER,
    joined_to VARCHAR,
    score DOUBLE,
    reason VARCHAR
);
CREATE TABLE event_history (
    event VARCHAR,
    day DATE,
    status VARCHAR,
    follow_up VARCHAR,
    claims INTEGER,
    reports INTEGER,
    origins INTEGER,
    denying_origins INTEGER,
    reason VARCHAR
);
CREATE TABLE event_numbers (
    event VARCHAR,
    kind VARCHAR,
    low BIGINT,
    high BIGINT,
    latest_low BIGINT,
    latest_high BIGINT,
    latest VARCHAR
);
CREATE TABLE origins (
    event VARCHAR,
    position INTEGER,
    side VARCHAR,
    kind VARCHAR,
    name VARCHAR,
    country VARCHAR,
    first_published DATE,
    claims INTEGER,
    reports INTEGER,
    circular BOOLEAN
);
CREATE TABLE origin_steps (
    claim VARCHAR,
    event VARCHAR,
    position INTEGER,
    kind VARCHAR,
    name VARCHAR,
    country VARCHAR,
    stance VARCHAR,
    evidence VARCHAR,
    detail VARCHAR
);
CREATE TABLE folds (
    event VARCHAR,
    origin INTEGER,
    claim VARCHAR,
    into_claim VARCHAR,
    evidence VARCHAR,
    detail VARCHAR
);
CREATE TABLE credits (
    document VARCHAR,
    agency VARCHAR,
    kind VARCHAR,
    span_start INTEGER,
    span_end INTEGER,
    text VARCHAR
);
CREATE TABLE near_duplicates (
    document VARCHAR,
    original VARCHAR,
    similarity DOUBLE,
    containment DOUBLE,
    kind VARCHAR
);
CREATE TABLE copies (
    document VARCHAR,
    original VARCHAR
);
CREATE TABLE decisions (
    id INTEGER,
    decided_at TIMESTAMP,
    person VARCHAR,
    verdict VARCHAR,
    claim VARCHAR,
    other VARCHAR,
    note VARCHAR
);
CREATE TABLE settlings (
    id INTEGER,
    finished TIMESTAMP,
    rules VARCHAR,
    rebuilt BOOLEAN,
    documents INTEGER,
    claims INTEGER,
    events INTEGER,
    decisions INTEGER
);
CREATE TABLE settled_codings (
    coding INTEGER,
    document VARCHAR,
    digest VARCHAR
);
CREATE TABLE settled_claims (
    claim VARCHAR,
    coding INTEGER,
    document VARCHAR,
    number INTEGER,
    component INTEGER
);
CREATE TABLE claim_keys (
    number INTEGER,
    key BIGINT,
    whole BOOLEAN,
    type TINYINT
);
CREATE TABLE fingerprints (
    document VARCHAR,
    kind VARCHAR,
    hash BIGINT
);
"""

# What of a claim is compared with others, so that those of long ago need not be read again for each new report.
FEATURES = """
CREATE TABLE claim_features (
    number INTEGER,
    features BLOB
);
"""

# Denials that name no event of their own: which claim denies what which other claim tells.
ANSWERS = """
CREATE TABLE answers (
    claim VARCHAR,
    denied VARCHAR,
    document VARCHAR
);
ALTER TABLE event_claims ADD COLUMN refers BOOLEAN DEFAULT FALSE;
"""
