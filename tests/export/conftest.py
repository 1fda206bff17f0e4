"""Databases to export: two reports with a ledger, all written by hand, and the examples as the coder has them."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "store"))  # its reports serve here too

from ledger_by_hand import fill
from store_examples import report

from sayso.store import Store, View

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="session")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two reports of five claims each, and a ledger of three events: a pledge, a supply disputed, a visit to come."""
    path = tmp_path_factory.mktemp("settled") / "news.duckdb"
    with Store.open(path) as store:
        with store.writer() as writer:
            writer.add(report("summit", url="https://news.example/summit", language="en"))
            writer.add(report("reprint"))
        fill(store)
    return path


@pytest.fixture
def settled_view(settled: Path) -> Iterator[View]:
    with Store.open(settled, read_only=True) as store:
        yield store.view()


@pytest.fixture(scope="session")
def coded_examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reports in examples/, coded: real claims with all that is odd about them."""
    from sayso.coded import Quarantined  # noqa: PLC0415
    from sayso.coding import Coder  # noqa: PLC0415 - loads the models
    from sayso.read import read  # noqa: PLC0415

    path = tmp_path_factory.mktemp("examples") / "news.duckdb"
    documents = [each for each in read([str(EXAMPLES)]) if not isinstance(each, Quarantined)]
    with Store.open(path) as store, store.writer() as writer:
        writer.add_many(Coder().pipe(documents))
    return path
