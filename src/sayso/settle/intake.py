"""Taking reports in: whom they credit, of which others they are copies."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from sayso.document import Document
from sayso.settle.copies import Copy, compare, fingerprint, shingles
from sayso.settle.credits import credits_of
from sayso.settle.grouping import components
from sayso.store.bulk import as_json, insert_statement

if TYPE_CHECKING:
    import duckdb

_DAYS = 45  # between a report and its copy
_COMMON = 200  # reports; a sentence that more of them share is boilerplate and shows nothing
_BATCH = 2000
_LOADED = 4000  # reports whose word triples are kept while pairs are compared

Row = dict[str, Any]


def take_in(connection: "duckdb.DuckDBPyConnection", changed: Sequence[str], gone: Sequence[str]) -> set[str]:
    """Bring credits, near-duplicates and groups of copies up to date; gives the reports whose voice may have changed.

    ``changed`` are the ids of reports that are new or read differently, ``gone`` of those that are no longer there.
    """
    drop(connection, "going", [*changed, *gone])
    affected = _group_members(connection, "going")
    anew = _number(connection, "SELECT count(*) FROM (SELECT 1 FROM fingerprints LIMIT 1)") == 0
    take_out(connection)
    _write_fingerprints(connection, changed, note=not anew)
    redo, shared = set(changed), "fingerprints"
    if not anew:
        # Where a sentence has become boilerplate, or is none any more, those that share it are looked at anew.
        shared = shared_prints(connection)
        redo |= crossed_since(connection)
    drop(connection, "redo", redo)
    if len(redo) > len(changed):
        of_redo = "SELECT hash FROM fingerprints WHERE document IN (SELECT document FROM redo)"
        shared = shared_prints(connection, of_redo)
    affected |= _group_members(connection, "redo")
    connection.execute(
        "DELETE FROM near_duplicates WHERE document IN (SELECT document FROM redo) "
        "OR original IN (SELECT document FROM redo)"
    )
    _write_near_duplicates(connection, shared)
    regrouped = _write_groups(connection, affected | redo | set(gone))
    # The copies of a report that is read differently may have another outlet behind them.
    return regrouped | set(changed) | _group_members(connection, "going")


def drop(connection: "duckdb.DuckDBPyConnection", table: str, values: Iterable[object], kind: str = "VARCHAR") -> None:
    """A temporary table of one column, ``document``, with these values."""
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} (document {kind})")
    connection.execute(f"INSERT INTO {table} SELECT unnest(?::{kind}[])", [sorted(set(values))])  # pyright: ignore[reportArgumentType]


def _group_members(connection: "duckdb.DuckDBPyConnection", table: str) -> set[str]:
    rows = connection.execute(
        f"SELECT document FROM copies WHERE original IN "
        f"(SELECT original FROM copies WHERE document IN (SELECT document FROM {table}))"
    ).fetchall()
    return {document for (document,) in rows}


def _number(connection: "duckdb.DuckDBPyConnection", query: str) -> int:
    row = connection.execute(query).fetchone()
    return int(row[0]) if row else 0


def take_out(connection: "duckdb.DuckDBPyConnection") -> None:
    """Take out what is known of the reports in ``going``, and keep in mind which sentences they had; and make room for
    the fingerprints that come."""
    execute = connection.execute
    # Those that are new leave nothing behind, and then the tables need not be gone through.
    execute(
        "CREATE OR REPLACE TEMP TABLE leaving_reports AS "
        "SELECT document FROM going WHERE document IN (SELECT document FROM settled_codings)"
    )
    execute("CREATE OR REPLACE TEMP TABLE left_prints (kind VARCHAR, hash BIGINT)")
    execute("CREATE OR REPLACE TEMP TABLE came_prints (kind VARCHAR, hash BIGINT)")
    if not _number(connection, "SELECT count(*) FROM leaving_reports"):
        return
    among = "document IN (SELECT document FROM leaving_reports)"
    execute(f"INSERT INTO left_prints SELECT kind, hash FROM fingerprints WHERE {among}")
    for table in ("credits", "fingerprints"):
        execute(f"DELETE FROM {table} WHERE {among}")
    execute(f"DELETE FROM near_duplicates WHERE {among} OR original IN (SELECT document FROM leaving_reports)")


_NOTED = "SELECT hash FROM came_prints UNION SELECT hash FROM left_prints"


def shared_prints(connection: "duckdb.DuckDBPyConnection", hashes: str = _NOTED) -> str:
    """A table, gathered in a single pass, of all the fingerprints that have one of these hashes: without more ado those
    which came or left since :func:`take_out`; gives its name."""
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE shared_prints AS "
        f"SELECT document, kind, hash FROM fingerprints WHERE hash IN ({hashes})"
    )
    return "shared_prints"


# Only what comes and goes can change how many reports share a sentence, so that no more is counted.
_CROSSED = """
WITH touched AS (
    SELECT hash, sum(gone) AS gone, sum(come) AS come FROM (
        SELECT hash, 1 AS gone, 0 AS come FROM left_prints WHERE kind = 'sentence'
        UNION ALL SELECT hash, 0, 1 FROM came_prints WHERE kind = 'sentence'
    ) GROUP BY hash
),
counted AS (
    SELECT t.hash, t.gone, t.come, count(f.hash) AS n
    FROM touched t LEFT JOIN shared_prints f ON f.hash = t.hash AND f.kind = 'sentence' GROUP BY ALL
)
SELECT DISTINCT f.document FROM counted c JOIN shared_prints f ON f.hash = c.hash AND f.kind = 'sentence'
WHERE (c.n > $most) <> (c.n - c.come + c.gone > $most)
"""


def crossed_since(connection: "duckdb.DuckDBPyConnection", most: int = _COMMON) -> set[str]:
    """The reports that share a sentence which has become boilerplate, or is none any more, since :func:`take_out`;
    as :func:`shared_prints` has gathered them.

    A sentence is boilerplate where more than ``most`` reports share it.
    """
    rows = connection.execute(_CROSSED, {"most": most}).fetchall()
    return {document for (document,) in rows}


def _write_fingerprints(connection: "duckdb.DuckDBPyConnection", changed: Sequence[str], *, note: bool) -> None:
    """Write who is credited and what copies are looked up by; with ``note``, keep the latter in mind."""
    import numpy as np  # noqa: PLC0415 - see Store.open

    insert = insert_statement(connection, "credits")
    for first in range(0, len(changed), _BATCH):
        documents = list(load_documents(connection, changed[first : first + _BATCH]))
        sentences = _sentences(connection, [document.id for document in documents])
        ids: list[str] = []
        kinds: list[str] = []
        hashes: list[int] = []
        credited: list[Row] = []
        for document in documents:
            made = fingerprint(document.text, sentences[document.id])
            for kind, values in (("band", made.bands), ("sentence", made.sentences), ("quotation", made.quotations)):
                ids += [document.id] * len(values)
                kinds += [kind] * len(values)
                hashes += values
            credited += _credit_rows(document)
        if ids:
            # DuckDB finds the arrays by the name of the variable.
            arrays = {  # noqa: F841
                "document": np.array(ids, object),
                "kind": np.array(kinds, object),
                "hash": np.array(hashes, np.int64),
            }
            connection.execute("INSERT INTO fingerprints SELECT document, kind, hash FROM arrays")
            if note:
                connection.execute("INSERT INTO came_prints SELECT kind, hash FROM arrays")
        if credited:
            connection.execute(insert, [as_json(credited)])


def _credit_rows(document: Document) -> list[Row]:
    return [
        {
            "document": document.id,
            "agency": credit.agency,
            "kind": credit.kind,
            "span_start": credit.span.start if credit.span else None,
            "span_end": credit.span.end if credit.span else None,
            "text": credit.span.text if credit.span else None,
        }
        for credit in credits_of(document)
    ]


def load_documents(connection: "duckdb.DuckDBPyConnection", ids: Sequence[str]) -> Iterator[Document]:
    """Reports by their ids, as they are now."""
    fields = Document.__struct_fields__
    rows = connection.execute(
        f"SELECT {', '.join(fields)} FROM documents "
        "WHERE superseded_at IS NULL AND id IN (SELECT unnest(?::VARCHAR[]))",
        [list(ids)],
    ).fetchall()
    for row in rows:
        yield Document(**dict(zip(fields, row, strict=True)))


def _sentences(connection: "duckdb.DuckDBPyConnection", ids: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    rows = connection.execute(
        "SELECT s.document, s.text FROM sentences s JOIN codings k ON k.id = s.coding "
        "WHERE k.superseded_at IS NULL AND s.document IN (SELECT unnest(?::VARCHAR[])) ORDER BY s.document, s.position",
        [list(ids)],
    ).fetchall()
    for document, text in rows:
        found[document].append(text)
    return found


_CANDIDATES = """
WITH alike AS (
    SELECT a.document AS one, b.document AS other
    FROM {prints} a JOIN redo r ON r.document = a.document
    JOIN {prints} b ON b.hash = a.hash AND b.kind = a.kind AND b.document <> a.document
    WHERE a.kind = 'band'
    UNION
    SELECT a.document, b.document
    FROM {prints} a JOIN redo r ON r.document = a.document
    JOIN {prints} b ON b.hash = a.hash AND b.kind = a.kind AND b.document <> a.document
    WHERE a.kind = 'sentence' AND a.hash NOT IN (
        SELECT hash FROM {prints} WHERE kind = 'sentence' AND hash IN (
            SELECT f.hash FROM {prints} f JOIN redo r ON r.document = f.document WHERE f.kind = 'sentence'
        ) GROUP BY hash HAVING count(*) > $most
    )
    GROUP BY ALL HAVING count(*) >= 2
)
SELECT DISTINCT least(one, other), greatest(one, other)
FROM alike
JOIN documents a ON a.id = one AND a.superseded_at IS NULL
JOIN documents b ON b.id = other AND b.superseded_at IS NULL
WHERE a.published IS NULL OR b.published IS NULL OR abs(a.published - b.published) <= $days
ORDER BY 1, 2
"""


def _write_near_duplicates(connection: "duckdb.DuckDBPyConnection", prints: str) -> None:
    """Find whom the reports in ``redo`` are copies of; the table ``prints`` has whatever shares a fingerprint with
    them."""
    pairs = connection.execute(_CANDIDATES.format(prints=prints), {"most": _COMMON, "days": _DAYS}).fetchall()
    insert = insert_statement(connection, "near_duplicates")
    for first in range(0, len(pairs), _LOADED // 2):
        batch = pairs[first : first + _LOADED // 2]
        ids = sorted({document for pair in batch for document in pair})
        documents = {document.id: document for document in load_documents(connection, ids)}
        texts = {id: shingles(document.text) for id, document in documents.items()}
        found: list[Row] = []
        for one, other in batch:
            copy = compare(texts[one], texts[other])
            if copy is not None:
                found.append(_copy_row(documents[one], documents[other], copy))
        if found:
            connection.execute(insert, [as_json(found)])


def _copy_row(one: Document, other: Document, copy: Copy) -> Row:
    original, later = sorted((one, other), key=age)
    return {
        "document": later.id,
        "original": original.id,
        "similarity": copy.similarity,
        "containment": copy.containment,
        "kind": copy.kind,
    }


def age(document: Document) -> tuple[str, str]:
    """Reports in the order of their publication; those without a day last."""
    return (document.published.isoformat() if document.published else "~"), document.id


def _write_groups(connection: "duckdb.DuckDBPyConnection", affected: set[str]) -> set[str]:
    """Write the groups of copies anew of which these reports are, or were, part; gives those whose group changed."""
    drop(connection, "affected", affected)
    # The other end of each pair belongs to the group too, and so do the rest of that one's group.
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE paired AS SELECT document, original FROM near_duplicates "
        "WHERE document IN (SELECT document FROM affected) OR original IN (SELECT document FROM affected)"
    )
    connection.execute(
        "INSERT INTO affected SELECT document FROM copies WHERE original IN (SELECT original FROM copies "
        "WHERE document IN (SELECT document FROM paired UNION SELECT original FROM paired))"
    )
    pairs = connection.execute(
        "SELECT document, original FROM near_duplicates WHERE document IN (SELECT document FROM affected) "
        "OR original IN (SELECT document FROM affected)"
    ).fetchall()
    before = dict(
        connection.execute(
            "SELECT document, original FROM copies WHERE document IN (SELECT document FROM affected)"
        ).fetchall()
    )
    names = sorted({document for pair in pairs for document in pair})
    at = {name: place for place, name in enumerate(names)}
    ages = {
        id: (day.isoformat() if day else "~", id)
        for id, day in connection.execute(
            "SELECT id, published FROM documents WHERE superseded_at IS NULL AND id IN (SELECT unnest(?::VARCHAR[]))",
            [names],
        ).fetchall()
    }
    groups: dict[int, list[str]] = defaultdict(list)
    for name, root in zip(names, components(len(names), [(at[a], at[b]) for a, b in pairs]), strict=True):
        groups[root].append(name)
    after = {name: min(group, key=lambda each: ages[each]) for group in groups.values() for name in group}
    connection.execute("DELETE FROM copies WHERE document IN (SELECT document FROM affected)")
    if after:
        rows = [{"document": document, "original": original} for document, original in sorted(after.items())]
        connection.execute(insert_statement(connection, "copies"), [as_json(rows)])
    return {name for name in {*before, *after} if before.get(name) != after.get(name)}
