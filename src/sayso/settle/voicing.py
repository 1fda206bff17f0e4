"""What the ledger knows of reports as voices: publisher, credited agency, the report that each is a copy of."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sayso.settle.voices import Voice

if TYPE_CHECKING:
    import duckdb

# Of several agencies that a report credits, the one in its dateline is whose copy it is.
_QUERY = """
WITH wanted AS (SELECT unnest(?::VARCHAR[]) AS document),
voiced AS (
    SELECT document, arg_min(struct_pack(agency, kind, text), (kind <> 'dateline', agency)) AS credit
    FROM credits WHERE kind IN ('dateline', 'credit') GROUP BY document
)
SELECT d.id, d.publisher, d.published, v.credit, o.id, o.publisher, ov.credit, n.containment, n.kind
FROM wanted w JOIN documents d ON d.id = w.document AND d.superseded_at IS NULL
LEFT JOIN copies c ON c.document = d.id
LEFT JOIN documents o ON o.id = c.original AND o.superseded_at IS NULL
LEFT JOIN voiced v ON v.document = d.id
LEFT JOIN voiced ov ON ov.document = c.original
LEFT JOIN near_duplicates n ON n.document = d.id AND n.original = c.original
"""


def load_voices(connection: "duckdb.DuckDBPyConnection", documents: Iterable[str]) -> dict[str, Voice]:
    """The voices of these reports, by their ids."""
    rows = connection.execute(_QUERY, [sorted(set(documents))]).fetchall()
    voices: dict[str, Voice] = {}
    for id, publisher, published, credit, original, original_name, original_credit, containment, kind in rows:
        detail = None
        if original and original != id:
            source = original_name or original
            detail = f"a copy of {source}’s" if containment is None else _detail(source, containment, kind)
        voices[id] = Voice(
            document=id,
            publisher=publisher,
            published=published,
            credit=credit["agency"] if credit else None,
            credit_kind=credit["kind"] if credit else None,
            credit_text=credit["text"] if credit else None,
            original=original or id,
            original_name=original_name if original else publisher,
            original_credit=original_credit["agency"] if original_credit else None,
            copy_detail=detail,
        )
    return voices


def _detail(source: str, containment: float, kind: str) -> str:
    how = {"same": "word for word", "trimmed": "trimmed", "edited": "edited"}.get(kind, kind)
    return f"{containment:.0%} of the shorter text is in both, {how}: a copy of {source}’s"
