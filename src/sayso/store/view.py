"""Reading the database: reports, claims, counts, and plain SQL."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from sayso.claim import Claim
from sayso.coded import Coded, Quarantined
from sayso.document import Document
from sayso.errors import QueryError
from sayso.span import Span
from sayso.store import rows
from sayso.store.filter import ClaimFilter, compile_filter

if TYPE_CHECKING:
    import duckdb

_BATCH = 2000
_EVERYTHING = ClaimFilter()
_CLAIMS = "FROM claims c LEFT JOIN documents d ON d.id = c.document AND d.superseded_at IS NULL"


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """How much a database holds; ``by_type`` and ``by_standing`` count claims, the largest first."""

    documents: int
    claims: int
    superseded: int
    quarantined: int
    by_type: dict[str, int]
    by_standing: dict[str, int]


class Rows(msgspec.Struct, frozen=True):
    """What a query gave: the names of its columns, and its rows."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


class View:
    """What the database holds now: superseded claims do not show.

    ::

        view = store.view()
        view.claims(ClaimFilter(actor="PRK", with_="RUS", type="AID"))
        view.coded("putin-kim")          # by the beginning of its id, where only one begins so
        view.sql("SELECT type, count(*) FROM current_claims GROUP BY type").rows
    """

    def __init__(self, connection: "duckdb.DuckDBPyConnection") -> None:
        self._connection = connection

    def documents(self) -> list[Document]:
        """All reports, in the order of their publication, those without a day last."""
        return [rows.document_of(row) for row in self._select(_DOCUMENTS + "ORDER BY published NULLS LAST, id")]

    def document(self, key: str) -> Document:
        """The report whose id is ``key``, or begins with it, or whose file is called so (with or without its ending).

        Raises ``QueryError`` where there is none (with what was probably meant) or more than one.
        """
        found = self._select(_DOCUMENTS + "AND id = ?", [key])
        found = found or self._select(_DOCUMENTS + "AND starts_with(id, ?) ORDER BY id LIMIT 4", [key])
        found = found or self._select(_DOCUMENTS + f"AND ? IN ({_FILE}, {_STEM}) ORDER BY id LIMIT 4", [key])
        if len(found) == 1 and key:
            return rows.document_of(found[0])
        if found:
            some = ", ".join(row["id"] for row in found[:3]) + (", …" if len(found) > 3 else "")
            raise QueryError(f"more than one document is meant by {key!r}: {some}; give more of the id")
        close = self._select(
            "SELECT id FROM current_documents WHERE jaro_winkler_similarity(id, ?) > 0.7 "
            "ORDER BY jaro_winkler_similarity(id, ?) DESC, id LIMIT 3",
            [key, key],
        )
        hint = f"; did you mean {' or '.join(row['id'] for row in close)}?" if close else ""
        raise QueryError(f"there is no document {key!r}{hint}")

    def holds(self, id: str) -> bool:
        """Whether there is a report of exactly this id."""
        return self._number("SELECT count(*) FROM documents WHERE id = ? AND superseded_at IS NULL", [id]) > 0

    def coded(self, key: str) -> Coded:
        """A report with its sentences and claims, as it was written; ``key`` as for ``document``."""
        document = self.document(key)
        coding = self._select(
            "SELECT id, coder FROM codings WHERE document = ? AND superseded_at IS NULL", [document.id]
        )[0]
        sentences = self._select(
            "SELECT span_start, span_end, text FROM sentences WHERE coding = ? ORDER BY position", [coding["id"]]
        )
        return Coded(
            document=document,
            sentences=tuple(Span(s["span_start"], s["span_end"], s["text"]) for s in sentences),
            claims=tuple(self._fetch("c.coding = ?", [coding["id"]], "ORDER BY c.position")),
            coder=coding["coder"],
        )

    def claims(self, claim_filter: ClaimFilter = _EVERYTHING, *, offset: int = 0) -> list[Claim]:
        """The claims that pass the filter, in its order, without the first ``offset``."""
        query = compile_filter(claim_filter)
        return list(self._fetch(query.where, query.parameters, f"{query.tail} OFFSET {int(offset)}"))

    def page(self, claim_filter: ClaimFilter, *, offset: int, limit: int) -> tuple[list[Claim], int]:
        """Some of the claims that pass the filter, in its order, and how many pass it: looked for once for both."""
        query = compile_filter(msgspec.structs.replace(claim_filter, limit=None))
        # What passes is kept as numbers of rows and put in order there: a window would carry every row along to count.
        found = self._connection.execute(
            f"WITH found AS MATERIALIZED (SELECT c.rowid AS place, {_ORDERED} {_CLAIMS} WHERE {query.where}), "
            f"shown AS (SELECT * FROM found {query.tail} LIMIT ? OFFSET ?), "
            f"ranked AS (SELECT place, row_number() OVER ({query.tail}) AS rank FROM shown) "
            "SELECT c.coding, c.id, (SELECT count(*) FROM found) FROM ranked r JOIN claims c ON c.rowid = r.place "
            "ORDER BY r.rank",
            [*query.parameters, limit, offset],
        ).fetchall()
        total = found[0][2] if found else self.count(claim_filter) if offset else 0
        return list(self._fetch_keys([(coding, claim) for coding, claim, _ in found])), int(total)

    def claim(self, key: str) -> Claim:
        """The claim whose id is ``key``; raises ``QueryError`` where there is none (any more)."""
        found = list(self._fetch("c.superseded_at IS NULL AND c.id = ?", [key], ""))
        if not found:
            raise QueryError(f"there is no claim {key!r}; it may have been superseded by another reading of its report")
        return found[0]

    def claims_of(self, keys: Sequence[str]) -> list[Claim]:
        """The claims of these ids, in the order of the ids; those that are not there (any more) are left out."""
        among = "c.superseded_at IS NULL AND c.id IN (SELECT unnest(?::VARCHAR[]))"
        found = {claim.id: claim for claim in self._fetch(among, [list(keys)], "")}
        return [found[key] for key in keys if key in found]

    def iter_claims(self, claim_filter: ClaimFilter = _EVERYTHING) -> Iterator[Claim]:
        """The claims that pass the filter, one after another: for exports larger than memory."""
        query = compile_filter(claim_filter)
        return self._fetch(query.where, query.parameters, query.tail)

    def claims_by_key(self, keys: Sequence[tuple[int, str]], batch: int = _BATCH) -> Iterator[Claim]:
        """The claims of these ``(coding, claim)`` keys, one after another, in their order; current or superseded."""
        return self._fetch_keys(keys, batch)

    def count(self, claim_filter: ClaimFilter = _EVERYTHING) -> int:
        """How many claims pass the filter (its ``limit`` aside)."""
        query = compile_filter(claim_filter)
        return self._number(f"SELECT count(*) {_CLAIMS} WHERE {query.where}", query.parameters)

    def quarantine(self) -> list[Quarantined]:
        """What could not be read, in the order of its source."""
        found = self._select("SELECT source, reason, detail FROM quarantine ORDER BY source, reason")
        return [Quarantined(**row) for row in found]

    def summary(self) -> Summary:
        """How many reports and claims there are, and of which types and standings."""

        by_type: dict[str, int] = {}
        by_standing: dict[str, int] = {}
        for type, standing, count in self._connection.execute(_COUNTS).fetchall():
            by_type[type] = by_type.get(type, 0) + count
            by_standing[standing] = by_standing.get(standing, 0) + count
        return Summary(
            documents=self._number("SELECT count(*) FROM current_documents"),
            claims=self._number("SELECT count(*) FROM claims WHERE superseded_at IS NULL"),
            superseded=self._number("SELECT count(*) FROM claims WHERE superseded_at IS NOT NULL"),
            quarantined=self._number("SELECT count(*) FROM quarantine"),
            by_type=_largest_first(by_type),
            by_standing=_largest_first(by_standing),
        )

    def sql(self, query: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> Rows:
        """What one SELECT gives; docs/database.md lists the tables. Nothing can be changed by it.

        ``parameters`` stand for the query's ``?`` in their order, or for its ``$name`` by name.

        Raises ``QueryError`` where the query is anything else, or wrong.
        """
        import duckdb  # noqa: PLC0415 (see Store.open)

        try:
            statements = duckdb.extract_statements(query)
            if len(statements) != 1:
                raise QueryError(f"one query is wanted, not {len(statements)}")
            if statements[0].type not in (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN):
                raise QueryError(f"only SELECT (or EXPLAIN) can be run here, not {statements[0].type.name}")
            self._connection.execute("BEGIN TRANSACTION READ ONLY")
            try:
                result = self._connection.execute(
                    statements[0], dict(parameters) if isinstance(parameters, Mapping) else list(parameters)
                )
                return Rows(tuple(column[0] for column in result.description or ()), result.fetchall())
            finally:
                self._connection.rollback()
        except duckdb.Error as error:
            raise QueryError(f"the query could not be run: {error}") from error

    def interrupt(self) -> None:
        """Stop what this view is reading, from another thread: that call then raises."""
        self._connection.interrupt()

    def cursor(self) -> "duckdb.DuckDBPyConnection":
        """A cursor of its own, for queries of sayso's that are taken batch by batch or as a whole table (exports).

        What a user wrote goes to ``sql``, which cannot change anything.
        """
        return self._connection.cursor()

    # ------------------------------------------------------------------ within

    def _select(self, query: str, parameters: Sequence[Any] = ()) -> list[dict[str, Any]]:
        result = self._connection.execute(query, list(parameters))
        columns = [column[0] for column in result.description or ()]
        return [dict(zip(columns, row, strict=True)) for row in result.fetchall()]

    def _number(self, query: str, parameters: Sequence[Any] = ()) -> int:
        row = self._connection.execute(query, list(parameters)).fetchone()
        return int(row[0]) if row else 0

    def _fetch(self, where: str, parameters: Sequence[Any], tail: str) -> Iterator[Claim]:
        """Claims by a WHERE clause: their keys first, then their rows batch by batch, each table once a batch."""
        keys = self._connection.execute(
            f"SELECT c.coding, c.id {_CLAIMS} WHERE {where} {tail}", list(parameters)
        ).fetchall()
        return self._fetch_keys(keys)

    def _fetch_keys(self, keys: Sequence[tuple[int, str]], size: int = _BATCH) -> Iterator[Claim]:
        for first in range(0, len(keys), size):
            batch = keys[first : first + size]
            codings = [coding for coding, _ in batch]
            values = [sorted(set(codings)), codings, [claim for _, claim in batch]]
            claims = {
                (row["coding"], row["id"]): row
                for row in self._select(f"SELECT * FROM claims WHERE {_AMONG} (coding, id) IN ({_KEYS})", values)
            }
            children: dict[tuple[int, str], dict[str, list[Mapping[str, Any]]]] = {
                key: {table: [] for table in rows.CHILDREN} for key in batch
            }
            for table in rows.CHILDREN:
                found = self._select(
                    f"SELECT * FROM {table} WHERE {_AMONG} (coding, claim) IN ({_KEYS}) ORDER BY position", values
                )
                for row in found:
                    children[row["coding"], row["claim"]][table].append(row)
            for key in batch:
                yield rows.claim_of(claims[key], children[key])


def _largest_first(counts: dict[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


_COUNTS = "SELECT type, standing, count(*) FROM current_claims GROUP BY ALL"
_ORDERED = "document, position, confidence, date_start, date_end, published"  # what an order may go by
_AMONG = "coding IN (SELECT unnest(?::INTEGER[])) AND"  # narrows down what is read of the other columns
_KEYS = "SELECT unnest(?::INTEGER[]), unnest(?::VARCHAR[])"
_DOCUMENTS = f"SELECT {', '.join(Document.__struct_fields__)} FROM documents WHERE superseded_at IS NULL "
_FILE = r"regexp_extract(source, '[^/\\]+$')"
_STEM = r"regexp_extract(source, '([^/\\]+?)(\.[A-Za-z]{1,5}){0,2}$', 1)"
