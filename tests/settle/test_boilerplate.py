"""Which sentences have become boilerplate is told from what comes and goes, as counting everything would tell it."""

import duckdb
from hypothesis import given
from hypothesis import strategies as st

from sayso.settle.intake import crossed_since, drop, note_leaving

MOST = 2
REPORTS = st.dictionaries(st.sampled_from("abcdefgh"), st.frozensets(st.integers(0, 4), max_size=4), max_size=8)


def written(connection: duckdb.DuckDBPyConnection, reports: dict[str, frozenset[int]]) -> None:
    for document, hashes in reports.items():
        for hash in hashes:
            connection.execute("INSERT INTO fingerprints VALUES (?, 'sentence', ?)", [document, hash])


def common(connection: duckdb.DuckDBPyConnection) -> set[int]:
    rows = connection.execute("SELECT hash FROM fingerprints GROUP BY hash HAVING count(*) > ?", [MOST]).fetchall()
    return {hash for (hash,) in rows}


@given(REPORTS, REPORTS, st.frozensets(st.sampled_from("abcdefgh")))
def test_it_is_as_if_everything_were_counted(
    before: dict[str, frozenset[int]], coming: dict[str, frozenset[int]], gone: frozenset[str]
) -> None:
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE fingerprints (document VARCHAR, kind VARCHAR, hash BIGINT)")
        written(connection, before)
        was = common(connection)
        drop(connection, "going", [*coming, *gone])
        note_leaving(connection)
        connection.execute("DELETE FROM fingerprints WHERE document IN (SELECT document FROM going)")
        written(connection, coming)
        assert crossed_since(connection, MOST) == was ^ common(connection)
