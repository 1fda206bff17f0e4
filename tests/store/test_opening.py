"""Opening a database, and refusing what is none."""

import sqlite3
from pathlib import Path

import duckdb
import pytest
from store_examples import report

from sayso.errors import StoreError
from sayso.store import Store, migrations
from sayso.store.migrations import LEDGER, MIGRATIONS, Migration, migrate


def other_duckdb(path: Path) -> None:
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE sales (id INTEGER)")


def newer(path: Path) -> None:
    Store.open(path).close()
    with duckdb.connect(str(path)) as connection:
        connection.execute(f"INSERT INTO {LEDGER} VALUES (99, 'from the future', now()::TIMESTAMP)")


def sqlite(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE claims (id)")
    connection.close()


def text(path: Path) -> None:
    path.write_text("Kim met Putin.\n" * 500)


def empty(path: Path) -> None:
    path.touch()


def truncated(path: Path) -> None:
    Store.open(path).close()
    path.write_bytes(path.read_bytes()[:5000])


def folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize(
    ("make", "message"),
    [
        (other_duckdb, "is a DuckDB file of something else than sayso"),
        (newer, r"was made by a newer sayso \(schema 99, this one knows \d+\); upgrade sayso"),
        (sqlite, "is not a sayso database"),
        (text, "is not a sayso database"),
        (empty, "is not a sayso database"),
        (truncated, "could not be opened|could not be brought"),
        (folder, "is a folder; name a file"),
    ],
)
def test_what_is_no_database_of_ours_is_refused_and_left_as_it_is(
    tmp_path: Path, make: object, message: str, read_only: bool
) -> None:
    path = tmp_path / "news.duckdb"
    assert callable(make)
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(StoreError, match=message):
        Store.open(path, read_only=read_only)
    assert before is None or path.read_bytes() == before


def test_reading_what_is_not_there_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no database at"):
        Store.open(tmp_path / "none.duckdb", read_only=True)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"the folder .*reports does not exist"):
        Store.open(tmp_path / "reports" / "news.duckdb")


def test_reading_while_open_for_writing_in_this_process_says_so(tmp_path: Path) -> None:
    with Store.open(tmp_path / "a.duckdb"), pytest.raises(StoreError, match="open in this process already"):
        Store.open(tmp_path / "a.duckdb", read_only=True)


# ---------------------------------------------------------------------- migrations


def test_a_database_of_the_first_version_is_brought_up_to_date_and_keeps_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "old.duckdb"
    with Store.open(path) as store, store.writer() as writer:
        writer.add(report())
    # Take it back to version 1: its tables, before there were views.
    with duckdb.connect(str(path)) as connection:
        rows = {t: connection.execute(f"FROM {t}").fetchall() for t in ("documents", "codings", "sentences", "claims")}
        rows |= {t: connection.execute(f"FROM {t}").fetchall() for t in ("participants", "links", "numbers")}
    path.unlink()
    with duckdb.connect(str(path)) as connection:
        migrate(connection, MIGRATIONS[:1])
        assert migrations.version(connection) == 1
        for table, found in rows.items():
            connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(found[0]))})", found)

    with pytest.raises(StoreError, match=r"older schema .*open it once for writing"):
        Store.open(path, read_only=True)
    with Store.open(path) as store:
        assert store.view().coded("summit") == report()
        assert store.view().summary().by_standing["denied"] == 1
    with duckdb.connect(str(path)) as connection:
        versions = connection.execute(f"SELECT version FROM {LEDGER} ORDER BY 1").fetchall()
    assert versions == [(m.version,) for m in MIGRATIONS]


def test_a_migration_that_fails_leaves_neither_its_change_nor_its_record() -> None:
    broken = Migration(len(MIGRATIONS) + 1, "broken", "CREATE TABLE extra (id INTEGER); SELECT * FROM nowhere;")
    with duckdb.connect() as connection:
        with pytest.raises(duckdb.Error):
            migrate(connection, [*MIGRATIONS, broken])
        assert migrations.version(connection) == len(MIGRATIONS)
        tables = {name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
        assert "extra" not in tables
        assert migrate(connection) == []


def test_versions_count_up_from_one() -> None:
    assert [m.version for m in MIGRATIONS] == list(range(1, len(MIGRATIONS) + 1))
