"""Photograph every page of the workbench: ``python tools/screenshots.py`` (or ``make screenshots``).

Codes the reports in ``examples/`` into a database of its own, settles it, starts ``sayso serve`` on it, and takes each
page at 1440 and 380 pixels, light and dark, with Debian's Chromium, into ``build/pictures``. With ``--docs`` it makes
the few pictures of ``docs/pictures`` instead: the first screen of what the docs show, compressed.
"""

import argparse
import base64
import json
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
WIDTHS = {1440: 900, 380: 800}  # pixels wide, pixels high
TEXT = (
    "Kim Jong Un pledged full support to Vladimir Putin in Pyongyang on Wednesday. U.S. officials accused North Korea "
    "of supplying arms to Russia, which Moscow denied."
)
Act = Callable[[Any], None]


class Shot:
    """A picture: its name, the address of the page, and what is done there before it is taken."""

    def __init__(self, name: str, path: str, act: Act | None = None) -> None:
        self.name = name
        self.path = path
        self.act = act


def _try(page: Any) -> None:
    page.locator("textarea").fill(TEXT)
    page.locator("input[name=published]").fill("2024-06-20")
    page.locator("form.paste button.go").click()
    page.wait_for_selector(".tried .mark", timeout=60_000)


def _point(page: Any) -> None:
    page.locator(".text .mark.f-alleged").first.scroll_into_view_if_needed()
    page.locator(".text .mark.f-alleged").first.focus()
    page.keyboard.press("j")
    page.keyboard.press("k")


def _accept(page: Any) -> None:
    page.keyboard.press("a")
    page.wait_for_selector(".last")


def _correct(page: Any) -> None:
    page.keyboard.press("c")


def _bar(page: Any) -> None:
    page.locator("summary", has_text="As a table").click()
    page.locator("td.n a").first.click()
    page.wait_for_selector("#behind")


def _why(page: Any) -> None:
    page.locator(".block summary").first.click()
    page.locator("button.why").first.click()
    page.wait_for_selector(".decisions table", timeout=60_000)


def shots(event: str, claim: str) -> list[Shot]:
    """Every page, and the states of it that look otherwise: filled, opened, empty, wrong."""
    return [
        Shot("overview", "/"),
        Shot("events", "/events"),
        Shot("event", f"/event?id={event}"),
        Shot("claims", "/claims?actor=PRK&with=RUS"),
        Shot("claims-none", "/claims?actor=Nobody"),
        Shot("claim", f"/claim?id={claim}"),
        Shot("reports", "/reports"),
        Shot("report", "/report?id=wire-summit"),
        Shot("report-mark", "/report?id=wire-summit", _point),
        Shot("report-why", "/report?id=wire-summit", _why),
        Shot("actors", "/actors"),
        Shot("actor", "/actor?who=PRK"),
        Shot("dyads", "/dyads"),
        Shot("dyad", "/dyad?one=PRK&other=RUS"),
        Shot("dyad-bar", "/dyad?one=PRK&other=RUS", _bar),
        Shot("map", "/map"),
        Shot("network", "/network"),
        Shot("judge", "/judge"),
        Shot("judge-next", "/judge", _accept),
        Shot("judge-correct", "/judge", _correct),
        Shot("judgements", "/judgements"),
        Shot("try", "/try"),
        Shot("try-coded", "/try", _try),
        Shot("search", "/search?q=arms"),
        Shot("search-none", "/search?q=zzz"),
        Shot("signs", "/signs"),
        Shot("api", "/api"),
        Shot("problem", "/claim?id=c-none"),
        Shot("login", "/login"),
    ]


DOCS = ("overview", "event", "report-mark", "dyad", "judge")


def main() -> None:
    """Code, settle, judge a little, serve, photograph."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, help="the folder that they go to")
    parser.add_argument("--docs", action="store_true", help="only the few of docs/pictures, compressed")
    parser.add_argument("--only", metavar="NAME", action="append", help="only the pages of this name")
    parser.add_argument("--db", type=Path, help="of this database, which must hold the reports of examples/")
    arguments = parser.parse_args()
    out = arguments.out or (ROOT / "docs" / "pictures" if arguments.docs else ROOT / "build" / "pictures")
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        db = arguments.db or _coded(Path(folder) / "news.duckdb")
        with _served(db) as address, _browser() as browser:
            wanted = shots(*_shown(address))
            if arguments.only:
                wanted = [shot for shot in wanted if shot.name in arguments.only]
            taken = _for_docs if arguments.docs else _everything
            for path in taken(browser, address, wanted, out):
                sys.stdout.write(f"{path} {path.stat().st_size / 1000:,.0f} kB\n")


def _everything(browser: Any, address: str, wanted: list[Shot], out: Path) -> Iterator[Path]:
    for width, height in WIDTHS.items():
        for scheme in ("light", "dark"):
            context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
            for shot in wanted:
                page = _opened(context, address, shot)
                path = out / f"{shot.name}-{width}-{scheme}.png"
                page.screenshot(path=path, full_page=shot.name != "report-mark")
                page.close()
                yield path
            context.close()


def _for_docs(browser: Any, address: str, wanted: list[Shot], out: Path) -> Iterator[Path]:
    by_name = {shot.name: shot for shot in wanted}
    asked = [(name, 1280, 800, "light") for name in DOCS] + [("report-mark", 380, 760, "dark")]
    for name, width, height, scheme in asked:
        if name not in by_name:
            continue
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
        page = _opened(context, address, by_name[name])
        # Chromium itself writes WebP, which Playwright does not offer: a third of the size of a PNG.
        picture = context.new_cdp_session(page).send("Page.captureScreenshot", {"format": "webp", "quality": 55})
        path = out / (f"{name}.webp" if width > 380 else f"{name}-phone.webp")
        path.write_bytes(base64.b64decode(picture["data"]))
        context.close()
        yield path


def _opened(context: Any, address: str, shot: Shot) -> Any:
    page = context.new_page()
    page.goto(address + shot.path)
    page.wait_for_load_state("networkidle")
    if shot.act is not None:
        shot.act(page)
    page.wait_for_timeout(300)  # transitions end
    return page


def _coded(path: Path) -> Path:
    _run("code", str(ROOT / "examples"), "--db", str(path))
    _run("settle", "--db", str(path))
    from sayso.store import Store  # noqa: PLC0415 - after the help is printed, which needs none of it
    from sayso.store.filter import ClaimFilter  # noqa: PLC0415

    with Store.open(path) as store:  # some judgements, so that the pages show what they look like
        claims = store.view().claims(ClaimFilter(document="wire-summit", limit=4))
        for claim, verdict in zip(claims, ("accepted", "accepted", "rejected", "accepted"), strict=True):
            store.judgements().add(claim, verdict, person="mk", note="a plan only" if verdict == "rejected" else None)
    return path


def _shown(address: str) -> tuple[str, str]:
    """The event and the claim that are shown alone: the one that most origins stand behind and others deny."""
    disputed = _asked(f"{address}/api/v1/events?status=disputed&order=origins&limit=1")
    alleged = _asked(f"{address}/api/v1/claims?document=wire-summit&standing=alleged&limit=1")
    return disputed["items"][0]["id"], alleged["items"][0]["claim"]["id"]


def _asked(address: str) -> Any:
    with urllib.request.urlopen(address, timeout=60) as answer:
        return json.load(answer)


@contextmanager
def _served(db: Path) -> Iterator[str]:
    command = [*_SAYSO, "serve", "--db", str(db), "--port", "0", "--person", "mk"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr is not None
        said = process.stderr.readline()
        found = re.search(r"http://[\d.:]+", said)
        if found is None:
            raise SystemExit(f"the workbench did not start: {said}")
        yield found[0]
    finally:
        process.terminate()
        process.wait(10)


@contextmanager
def _browser() -> Iterator[Any]:
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415
    except ImportError as error:
        raise SystemExit("this takes what the tests take: pip install -r requirements-dev.lock") from error
    found = next((path for name in CHROMIUM if (path := shutil.which(name))), None)
    if found is None:
        raise SystemExit("there is no Chromium here; apt-get install chromium")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


def _run(*arguments: str) -> None:
    subprocess.run([*_SAYSO, *arguments], check=True)


_SAYSO = [sys.executable, "-c", "from sayso.cli import main; main()"]

if __name__ == "__main__":
    main()
