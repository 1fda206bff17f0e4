import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

sys.path.insert(0, str(Path(__file__).parents[1] / "display"))  # the reports written by hand are shared

from reports_by_hand import hostile, summit

from sayso.cli import main
from sayso.coded import Quarantined
from sayso.store import Store

Sayso = Callable[..., Result]


@pytest.fixture(scope="session")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of two reports, the second hostile, and one entry in quarantine; only for reading."""
    path = tmp_path_factory.mktemp("db") / "news.duckdb"
    with Store.open(path) as store, store.writer() as writer:
        writer.add(summit())
        writer.add(hostile())
        writer.quarantine(
            Quarantined(source="in/\x1b[2Jx.json#L3", reason="no-text", detail="Give ReadOptions.text_key.")
        )
    return path


@pytest.fixture
def sayso(db: Path) -> Sayso:
    """Runs a command on that database: ``sayso("claims", "--actor", "PRK")``."""

    def run(*arguments: str, **options: str) -> Result:
        return CliRunner().invoke(main, list(arguments), env={"SAYSO_DB": str(db), "COLUMNS": "100"}, **options)

    return run
