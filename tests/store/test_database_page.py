"""docs/database.md: its queries run, and it describes each column as it is."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from store_examples import TEXT, report

from sayso.coded import Coded, Quarantined
from sayso.document import Document
from sayso.store import Store, View

PAGE = (Path(__file__).parents[2] / "docs" / "database.md").read_text("utf-8")
QUERIES = re.findall(r"```sql\n(.*?)```", PAGE, flags=re.DOTALL)


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    with Store.open(tmp_path_factory.mktemp("page") / "db.duckdb") as store:
        with store.writer() as writer:
            writer.add(report())
            writer.add(report("again"))
            changed = Document.of(TEXT + " More.", id="again")
            coded = report("again")
            writer.add(Coded(document=changed, sentences=coded.sentences, claims=coded.claims, coder=coded.coder))
            writer.quarantine(Quarantined(source="x.txt", reason="empty", detail="the file is empty"))
        yield store.view()


def test_there_are_queries() -> None:
    assert len(QUERIES) >= 8


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.split("\n")[0][:40])
def test_query(view: View, query: str) -> None:
    assert view.sql(query).rows, "each finds something in the example"


def test_each_column_is_described_with_its_type(view: View) -> None:
    described: set[tuple[str, str, str]] = set()
    table = ""
    for line in PAGE.partition("## Tables")[2].splitlines():
        if match := re.match(r"### `(\w+)`|In `(\w+)` also", line):
            table = match[1] or match[2]
        elif match := re.match(r"\| `(\w+)` \| ([A-Z]+(?:\[\])?) \| \S", line):
            described.add((table, match[1], match[2]))
    found = set(view.sql("SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE NOT internal").rows)
    tables = {name for (name,) in view.sql("SELECT table_name FROM duckdb_tables()").rows} | {"dyads"}
    assert {row for row in described if row[0] in tables} == {row for row in found if row[0] in tables}
    # A view's other columns are those of its tables.
    for name, column, kind in found:
        if name.startswith("current_"):
            base = name.removeprefix("current_")
            assert (base, column, kind) in described or (name, column, kind) in described, (name, column)
