"""A workbench on a database of the reports in examples/ and two hostile reports, in process and in a real browser."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from workbench_site import CHROMIUM, EXAMPLES, FLAGS, OURS, Client, hostile, hostile_everywhere, listening, opened

from sayso.coded import Coded, Quarantined
from sayso.coding import Coder
from sayso.read import read
from sayso.store import Store


@pytest.fixture(scope="session")
def coded_examples() -> list[Coded]:
    """The reports in examples/, coded once."""
    return list(Coder().pipe(each for each in read([str(EXAMPLES)]) if not isinstance(each, Quarantined)))


@pytest.fixture(scope="session")
def db(tmp_path_factory: pytest.TempPathFactory, coded_examples: list[Coded]) -> Path:
    """A settled database; only for reading."""
    path = tmp_path_factory.mktemp("serve") / "news.duckdb"
    with Store.open(path) as store:
        with store.writer() as writer:
            writer.add_many(coded_examples)
            writer.add(hostile())
            writer.add(hostile_everywhere())
        store.settle()
    return path


@pytest.fixture
def own_db(db: Path, tmp_path: Path) -> Path:
    """A copy of it, to write to."""
    return Path(shutil.copy(db, tmp_path / "own.duckdb"))


@pytest.fixture(scope="session")
def client(db: Path) -> Iterator[Client]:
    """Asks the workbench in process; only for reading."""
    with opened(db) as client:
        yield client


@pytest.fixture
def writing(own_db: Path) -> Iterator[Client]:
    """The same on a database of its own."""
    with opened(own_db) as client:
        yield client


@pytest.fixture
def token(writing: Client) -> str:
    """What a write has to bring."""
    return writing.get("/api/v1/session").json()["write_token"]


# ---------------------------------------------------------------- a real browser


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium, driven by Playwright; a skip where either is missing."""
    playwright = pytest.importorskip("playwright.sync_api", reason="no playwright: browser tests are skipped")
    found = next((path for path in CHROMIUM if Path(path).exists()), None)
    if found is None:
        pytest.skip("no Chromium: browser tests are skipped; apt-get install chromium")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(db: Path) -> Iterator[str]:
    """The address of a workbench that listens; only for reading."""
    with listening(db) as address:
        yield address


@pytest.fixture
def own_site(own_db: Path) -> Iterator[str]:
    """The same on a database of its own."""
    with listening(own_db) as address:
        yield address


@pytest.fixture
def page(browser: Any) -> Iterator[Callable[..., Any]]:
    """Opens windows: ``page(width=380, dark=True)``; any error on their console fails the test."""
    contexts, said = [], []

    def new(width: int = 1280, *, dark: bool = False) -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme="dark" if dark else "light"
        )
        contexts.append(context)
        window = context.new_page()
        window.set_default_timeout(120_000)
        window.on("console", lambda m: said.append(m.text) if m.type in ("error", "warning") else None)
        window.on("pageerror", lambda error: said.append(str(error)))
        window.on("request", lambda r: None if r.url.startswith(OURS) else said.append(f"asked {r.url}"))
        window.on("dialog", lambda d: said.append(f"dialog {d.message}"))
        return window

    yield new
    for context in contexts:
        context.close()
    assert said == []
