"""Which sentences have become boilerplate is told from what comes and goes, as counting everything would tell it."""

import duckdb
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.settle.intake import crossed_since, drop, shared_prints, take_out
from sayso.store import ledger_tables

MOST = 2
REPORTS = st.dictionaries(st.sampled_from("abcdefgh"), st.frozensets(st.integers(0, 4), max_size=4), max_size=8)


def write(connection: duckdb.DuckDBPyConnection, reports: dict[str, frozenset[int]], *, note: bool) -> None:
    for document, hashes in reports.items():
        for hash in hashes:
            connection.execute("INSERT INTO fingerprints VALUES (?, 'sentence', ?)", [document, hash])
            if note:
                connection.execute("INSERT INTO came_prints VALUES ('sentence', ?)", [hash])


def common(connection: duckdb.DuckDBPyConnection) -> set[int]:
    rows = connection.execute("SELECT hash FROM fingerprints GROUP BY hash HAVING count(*) > ?", [MOST]).fetchall()
    return {hash for (hash,) in rows}


@settings(deadline=None)
@given(REPORTS, REPORTS, st.frozensets(st.sampled_from("abcdefgh")))
def test_it_is_as_if_everything_were_counted(
    before: dict[str, frozenset[int]], coming: dict[str, frozenset[int]], gone: frozenset[str]
) -> None:
    with duckdb.connect() as connection:
        connection.execute(ledger_tables.TABLES)
        write(connection, before, note=False)
        for coding, document in enumerate(before):
            connection.execute("INSERT INTO settled_codings VALUES (?, ?, '')", [coding, document])
        was = common(connection)
        drop(connection, "going", [*coming, *gone])
        take_out(connection)
        write(connection, coming, note=True)
        shared_prints(connection)
        after = {name: hashes for name, hashes in before.items() if name not in {*coming, *gone}} | coming
        crossed = was ^ common(connection)
        assert crossed_since(connection, MOST) == {name for name, hashes in after.items() if hashes & crossed}
