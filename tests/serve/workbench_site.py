"""The workbench as its tests use it: in process, listening for a browser, and with a report that attacks its reader."""

import socket
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("litestar", reason="the workbench needs the extra `serve`: pip install 'sayso[serve]'")
sys.path.insert(0, str(Path(__file__).parents[1] / "display"))  # the builder of reports written by hand is shared

from litestar.testing import TestClient
from reports_by_hand import Builder
from reports_by_hand import hostile as hostile_everywhere

from sayso.coded import Coded
from sayso.link import Link
from sayso.place import Place
from sayso.serve.app import application
from sayso.serve.settings import Settings

EXAMPLES = Path(__file__).parents[2] / "examples"
PAYLOADS = (
    "<script>document.title='owned'</script>",
    "<img src=x onerror=\"document.title='owned'\">",
    "</script><svg/onload=document.title='owned'>",
    "\u202egnp.exe",
    "{{7*7}}${7*7}",
    "javascript:document.title='owned'",
)
SCRIPT = PAYLOADS[0]
Client = TestClient[Any]
__all__ = ["hostile_everywhere"]


def hostile() -> Coded:
    """A report that attacks whoever reads it, from every field that is shown."""
    sentences = (
        f"Mr {SCRIPT} attacked {PAYLOADS[1]} in {PAYLOADS[2]} on Wednesday, {PAYLOADS[3]} said.",
        f"{PAYLOADS[4]} denied it.",
    )
    made = Builder(
        sentences,
        id=f'"><b>{SCRIPT}&id=2#x',
        title=f"Title {SCRIPT}",
        publisher=f"Press {PAYLOADS[1]}",
        published="2024-06-19",
        url=PAYLOADS[5],
    )
    holder = made.actor(0, PAYLOADS[3], "XYZ", name=f"Holder {SCRIPT}", kb=f"kb{SCRIPT}", reason=SCRIPT)
    made.claim(
        0,
        "attacked",
        "ASSAULT",
        actors=(made.actor(0, SCRIPT, "XYZ", name=f"Name {SCRIPT}", kb=f'kb"{SCRIPT}', role=SCRIPT, reason=SCRIPT),),
        recipients=(made.actor(0, PAYLOADS[1], "ABC", name=PAYLOADS[2]),),
        attribution=(Link(holder=holder, stance="alleges", cue=made.span(0, "said")),),
        place=Place(span=made.span(0, PAYLOADS[2]), name=PAYLOADS[2], latitude=10.0, longitude=10.0, country="XYZ"),
    )
    return made.coded()


def opened(db: Path, **settings: Any) -> Client:
    """A client of a workbench on ``db``; it speaks to localhost, as a browser would."""
    return TestClient(
        application(Settings(db=db, **settings)), base_url="http://localhost", raise_server_exceptions=False
    )


CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
OURS = ("http://127.0.0.1:", "data:", "blob:")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


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
