import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from stories import Story, load

from sayso.store import Store


@pytest.fixture(scope="session")
def stories() -> list[Story]:
    return load()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty database."""
    with Store.open(tmp_path / "db.duckdb") as opened:
        yield opened


@pytest.fixture(scope="session")
def settled(stories: list[Story], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """All the stories, settled; only for reading."""
    with Store.open(tmp_path_factory.mktemp("settled") / "db.duckdb") as opened:
        with opened.writer() as writer:
            writer.add_many(coded for story in stories for coded in story.reports)
        opened.settle()
        yield opened
