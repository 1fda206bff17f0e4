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
    note_leaving(connection)
    affected = _group_members(connection, "going")
    for table in ("credits", "fingerprints"):
        connection.execute(f"DELETE FROM {table} WHERE document IN (SELECT document FROM going)")
    connection.execute(
        "DELETE FROM near_duplicates WHERE document IN (SELECT document FROM going) "
        "OR original IN (SELECT document FROM going)"
    )
    _write_fingerprints(connection, changed)
    # Where a sentence has become boilerplate, or is none any more, those that share it are looked at anew.
    crossed = crossed_since(connection)
    redo = set(changed)
    if crossed:
        drop(connection, "crossed", crossed, "BIGINT")
        rows = connection.execute(
            "SELECT DISTINCT f.document FROM fingerprints f JOIN crossed c ON f.hash = c.document "
            "WHERE f.kind = 'sentence'"
        ).fetchall()
        redo |= {document for (document,) in rows}
    drop(connection, "redo", redo)
    affected |= _group_members(connection, "redo")
    connection.execute(
        "DELETE FROM near_duplicates WHERE document IN (SELECT document FROM redo) "
        "OR original IN (SELECT document FROM redo)"
    )
    _write_near_duplicates(connection)
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


# Only what comes and goes can change how many reports share a sentence, so that no more is counted.
_SHARED = """
    SELECT hash, count(*) AS n FROM fingerprints
    WHERE kind = 'sentence' AND document IN (SELECT document FROM going) GROUP BY hash
"""
_LEAVING = f"CREATE OR REPLACE TEMP TABLE leaving AS {_SHARED}"
_CROSSED = f"""
WITH touched AS (
    SELECT hash, sum(gone) AS gone, sum(come) AS come FROM (
        SELECT hash, n AS gone, 0 AS come FROM leaving UNION ALL SELECT hash, 0, n FROM ({_SHARED})
    ) GROUP BY hash
),
counted AS (
    SELECT t.hash, t.gone, t.come, count(f.hash) AS n
    FROM touched t LEFT JOIN fingerprints f ON f.hash = t.hash AND f.kind = 'sentence' GROUP BY ALL
)
SELECT hash FROM counted WHERE (n > ?) <> (n - come + gone > ?)
"""


def note_leaving(connection: "duckdb.DuckDBPyConnection") -> None:
    """Keep in mind which sentences the reports in ``going`` had, before they are read anew."""
    connection.execute(_LEAVING)


def crossed_since(connection: "duckdb.DuckDBPyConnection", most: int = _COMMON) -> set[int]:
    """The sentences that have become boilerplate, or are none any more, since :func:`note_leaving`; by their hashes.

    A sentence is boilerplate where more than ``most`` reports share it.
    """
    return {hash for (hash,) in connection.execute(_CROSSED, [most, most]).fetchall()}


def _write_fingerprints(connection: "duckdb.DuckDBPyConnection", changed: Sequence[str]) -> None:
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


_CANDIDATES = f"""
WITH alike AS (
    SELECT a.document AS one, b.document AS other
    FROM fingerprints a JOIN redo r ON r.document = a.document
    JOIN fingerprints b ON b.hash = a.hash AND b.kind = a.kind AND b.document <> a.document
    WHERE a.kind = 'band'
    UNION
    SELECT a.document, b.document
    FROM fingerprints a JOIN redo r ON r.document = a.document
    JOIN fingerprints b ON b.hash = a.hash AND b.kind = a.kind AND b.document <> a.document
    WHERE a.kind = 'sentence' AND a.hash NOT IN (
        SELECT hash FROM fingerprints WHERE kind = 'sentence' AND hash IN (
            SELECT f.hash FROM fingerprints f JOIN redo r ON r.document = f.document WHERE f.kind = 'sentence'
        ) GROUP BY hash HAVING count(*) > {_COMMON}
    )
    GROUP BY ALL HAVING count(*) >= 2
)
SELECT DISTINCT least(one, other), greatest(one, other)
FROM alike
JOIN documents a ON a.id = one AND a.superseded_at IS NULL
JOIN documents b ON b.id = other AND b.superseded_at IS NULL
WHERE a.published IS NULL OR b.published IS NULL OR abs(a.published - b.published) <= {_DAYS}
ORDER BY 1, 2
"""


def _write_near_duplicates(connection: "duckdb.DuckDBPyConnection") -> None:
    pairs = connection.execute(_CANDIDATES).fetchall()
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
        "INSERT INTO affected SELECT document FROM copies WHERE original IN (SELECT c.original FROM copies c "
        "JOIN near_duplicates n ON c.document IN (n.document, n.original) "
        "WHERE n.document IN (SELECT document FROM affected) OR n.original IN (SELECT document FROM affected))"
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
