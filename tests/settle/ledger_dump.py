"""A ledger as text: everything in it but numbers that only count."""

from sayso.store import Store

TABLES = (
    "events", "event_claims", "event_history", "event_numbers", "origins", "origin_steps", "folds", "credits",
    "near_duplicates", "copies",
)  # fmt: skip


def dump(store: Store) -> dict[str, list[str]]:
    """The rows of each table of the ledger, in an order of their own."""
    view = store.view()
    found = {table: sorted(map(repr, view.sql(f"SELECT * FROM {table}").rows)) for table in TABLES}
    # Components have no names of their own; which claims are one event is what counts.
    groups = view.sql("SELECT list(claim ORDER BY claim) FROM settled_claims GROUP BY component").rows
    found["components"] = sorted(map(repr, groups))
    keys = "SELECT claim, key, whole, type FROM claim_keys JOIN settled_claims USING (number)"
    found["keys"] = sorted(map(repr, view.sql(keys).rows))
    return found
