"""axe, the checker of accessibility, finds no serious fault on any page, light and dark, wide and narrow."""

from collections.abc import Callable
from typing import Any

import pytest
from hostile_report import EVIL

Act = Callable[[Any], None]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PLAIN = [
    "/", "/events", "/events?actor=Nobody", "/claims", "/claims?actor=Nobody", "/reports", "/report?id=wire-summit",
    f"/report?id={EVIL}", "/actors", "/actor?who=RUS", "/dyads", "/dyad?one=PRK&other=RUS", 
    "/dyad?one=PRK&other=RUS&at=2024-06-20", "/map", "/network",
    "/judge", "/judge?actor=Nobody", "/judgements", "/try", "/search?q=arms", "/search?q=zzz", "/signs", "/api",
    "/login", "/claim?id=c-none", "/nowhere",
]  # fmt: skip


def correct(window: Any) -> None:
    window.keyboard.press("c")
    window.wait_for_selector("#correction:not([hidden])")


def point(window: Any) -> None:
    window.keyboard.press("j")
    window.wait_for_selector("#pop")


def unfold(window: Any) -> None:
    window.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")


OPENED: list[tuple[str, Act]] = [
    ("/judge", correct),
    ("/report?id=wire-summit", point),
    ("/report?id=wire-summit", unfold),
    ("/claims", unfold),
    ("/dyad?one=PRK&other=RUS", unfold),
    ("/", unfold),
    ("/api", unfold),
]


def faults(window: Any) -> list[str]:
    """What axe calls serious or critical, with where it stands and why."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="no axe: not looked into").Axe()
    found = axe.run(window, options={"runOnly": RULES, "resultTypes": ["violations"]}).response["violations"]
    return [
        f"{window.url} {fault['id']}: {node['target']} {node.get('failureSummary', '')}"
        for fault in found
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"]
    ]


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (380, True)])
def test_axe_finds_nothing_serious(page: Any, site: str, width: int, dark: bool) -> None:
    looked_at = page(width, dark=dark, loud=False)  # pages that are not there say so on the console
    event = looked_at.request.get(f"{site}/api/v1/events?status=disputed&limit=1").json()["items"][0]["id"]
    claim = looked_at.request.get(f"{site}/api/v1/claims?standing=alleged&limit=1").json()["items"][0]["claim"]["id"]
    found: list[str] = []
    for path in (*PLAIN, f"/event?id={event}", f"/claim?id={claim}"):
        looked_at.goto(site + path)
        looked_at.wait_for_load_state("networkidle")
        found += faults(looked_at)
    for path, act in OPENED:
        looked_at.goto(site + path)
        looked_at.wait_for_load_state("networkidle")
        act(looked_at)
        found += faults(looked_at)
    assert found == []
