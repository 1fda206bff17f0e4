"""A workbench on a database of the reports in examples/ and one hostile report, in process and in a real browser."""

import shutil
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("litestar", reason="the workbench needs the extra `serve`: pip install 'sayso[serve]'")
sys.path.insert(0, str(Path(__file__).parents[1] / "display"))  # the builder of reports written by hand is shared

from hostile_report import Client, hostile, opened
from reports_by_hand import hostile as hostile_everywhere

from sayso.coded import Coded, Quarantined
from sayso.coding import Coder
from sayso.read import read
from sayso.serve.app import application
from sayso.serve.settings import Settings
from sayso.store import Store

EXAMPLES = Path(__file__).parents[2] / "examples"


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

CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
OURS = ("http://127.0.0.1:", "data:", "blob:")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


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


class listening:  # noqa: N801 - reads as what it is: `with listening(db) as address`
    """A workbench on a port of its own, in a thread, for as long as the block lasts."""

    def __init__(self, db: Path, **settings: Any) -> None:
        import uvicorn  # noqa: PLC0415 - an extra

        self._socket = socket.create_server(("127.0.0.1", 0))
        app = application(Settings(db=db, **settings))
        self._server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._socket]}, daemon=True)

    def __enter__(self) -> str:
        self._thread.start()
        while not self._server.started:
            time.sleep(0.02)
        return f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join(20)


@pytest.fixture
def listen() -> type[listening]:
    """Starts a workbench with settings of its own: ``with listen(db, warm=True) as address``."""
    return listening


@pytest.fixture
def page(browser: Any) -> Iterator[Callable[..., Any]]:
    """Opens windows: ``page(width=380, dark=True)``; any error on their console fails the test, unless not ``loud``."""
    contexts, said = [], []

    def new(width: int = 1280, *, dark: bool = False, loud: bool = True) -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme="dark" if dark else "light"
        )
        contexts.append(context)
        window = context.new_page()
        window.set_default_timeout(120_000)
        window.on(
            "console",
            lambda m: said.append(f"{window.url}: {m.text}") if loud and m.type in ("error", "warning") else None,
        )
        window.on("pageerror", lambda error: said.append(f"{window.url}: {error}"))
        window.on(
            "request",
            lambda r: (
                said.append(f"asked {r.url}")
                if "127.0.0.1" not in r.url[:20] and not r.url.startswith(("data:", "blob:"))
                else None
            ),
        )
        window.on("dialog", lambda d: said.append(f"dialog {d.message}"))
        return window

    yield new
    for context in contexts:
        context.close()
    assert said == []
