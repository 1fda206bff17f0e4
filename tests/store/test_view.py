"""Finding a report, plain SQL, counts."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from store_examples import report

from sayso.errors import QueryError
from sayso.store import Store, Summary, View


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    with Store.open(tmp_path_factory.mktemp("view") / "db.duckdb") as store:
        with store.writer() as writer:
            for id in ("putin-kim", "putin-kim-2", "d-0123456789abcdef"):
                writer.add(report(id))
        yield store.view()


@pytest.mark.parametrize(
    ("key", "found"),
    [
        ("putin-kim", "putin-kim"),  # the whole id, though another begins so
        ("putin-kim-", "putin-kim-2"),
        ("d-01", "d-0123456789abcdef"),
    ],
)
def test_a_report_by_its_id_or_the_beginning_of_it(view: View, key: str, found: str) -> None:
    assert view.document(key).id == found
    assert view.coded(key) == report(found)


def test_a_report_by_the_name_of_its_file(tmp_path: Path) -> None:
    with Store.open(tmp_path / "db.duckdb") as store:
        coded = report("d-1")  # its source is in/d-1.txt
        with store.writer() as writer:
            writer.add(coded)
        assert store.view().document("d-1.txt") == coded.document


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("puti", "more than one document is meant by 'puti': putin-kim, putin-kim-2; give more"),
        ("putin-kin", "no document 'putin-kin'; did you mean putin-kim or putin-kim-2"),
        ("zzz", "no document 'zzz'$"),
        ("", "more than one document"),
    ],
)
def test_a_report_that_is_not_there(view: View, key: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        view.document(key)


def test_summary(view: View) -> None:
    assert view.summary() == Summary(
        documents=3,
        claims=15,
        superseded=0,
        quarantined=0,
        by_type={"AID": 6, "ACCUSE": 3, "CONSULT": 3, "SUPPORT": 3},
        by_standing={"reported": 6, "alleged": 3, "denied": 3, "hypothetical": 3},
    )


def test_sql_gives_columns_and_rows(view: View) -> None:
    found = view.sql("SELECT type, count(*) AS n FROM current_claims WHERE type = ? GROUP BY type", ["AID"])
    assert found.columns == ("type", "n")
    assert found.rows == [("AID", 6)]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("DELETE FROM claims", "only SELECT"),
        ("WITH x AS (SELECT 1) DELETE FROM claims", "only SELECT"),
        ("COPY claims TO 'claims.csv'", "only SELECT"),
        ("SELECT 1; DROP TABLE claims", "one query is wanted, not 2"),
        ("", "one query is wanted, not 0"),
        ("SELECT nothing FROM claims", "could not be run"),
        ("SELEC", "could not be run"),
    ],
)
def test_sql_cannot_change_anything(view: View, query: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        view.sql(query)
    assert view.count() == 15, "and the view still works"
