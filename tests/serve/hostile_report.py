"""What the tests of the workbench share by name: the hostile report and a client."""

import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote

from litestar.testing import TestClient

sys.path.insert(0, str(Path(__file__).parents[1] / "display"))  # the builder of reports written by hand is shared

from reports_by_hand import Builder

from sayso.coded import Coded
from sayso.link import Link
from sayso.place import Place
from sayso.serve.app import application
from sayso.serve.settings import Settings

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


EVIL = quote(hostile().document.id, safe="")  # in the address of its page
