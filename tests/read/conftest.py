"""Writes corpora for the reader's tests."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sayso.coded import Quarantined
from sayso.document import Document
from sayso.read import ReadOptions, read


class Corpus:
    """A folder with the files of one test, and what reading it gives."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def read(self, options: ReadOptions | None = None) -> list[Document | Quarantined]:
        return list(read([self.folder], options or ReadOptions()))

    def documents(self, options: ReadOptions | None = None) -> list[Document]:
        items = self.read(options)
        assert not [item for item in items if isinstance(item, Quarantined)]
        return [item for item in items if isinstance(item, Document)]

    def reasons(self, options: ReadOptions | None = None) -> list[tuple[str, str]]:
        """The end of each quarantined item's source, and its reason."""
        prefix = f"{self.folder}/"
        return [
            (item.source.removeprefix(prefix), item.reason)
            for item in self.read(options)
            if isinstance(item, Quarantined)
        ]


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    folder = tmp_path / "corpus"
    folder.mkdir()
    return Corpus(folder)


@pytest.fixture
def make_corpus(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Corpus]:
    """For property tests, which need a new folder for each example."""
    return lambda: Corpus(tmp_path_factory.mktemp("corpus"))
