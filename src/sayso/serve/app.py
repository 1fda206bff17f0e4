"""The application: every page and every answer, behind the guard."""

import asyncio
import logging
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from litestar import Litestar, Router
from litestar.di import Provide
from litestar.openapi.config import OpenAPIConfig
from litestar.static_files import create_static_files_router
from litestar.types import ASGIApp, ControllerRouterHandler

from sayso.errors import SaysoError
from sayso.serve import (
    actors,
    api_page,
    claims,
    dyads,
    entry,
    events,
    judging,
    network,
    overview,
    places,
    reports,
    search,
    signs,
    trying,
)
from sayso.serve.filters import asked_claims, asked_rows
from sayso.serve.problems import answers_problems
from sayso.serve.render import STATIC
from sayso.serve.safety import Guard
from sayso.serve.settings import MAX_BODY, Settings
from sayso.serve.workbench import Workbench

API = "/api/v1"
PAGES: list[ControllerRouterHandler] = [
    overview.front_page, search.search_page, signs.signs_page, entry.login_form, entry.login,
    events.events_table, events.events_csv, events.events_jsonl, events.event_alone, events.decide, events.settle,
    claims.claims_table, claims.claims_csv, claims.claims_jsonl, claims.claim_alone,
    reports.reports_table, reports.report_alone, reports.why, actors.actors_table, actors.actor_alone,
    dyads.dyads_table, dyads.dyad_alone, places.map_page, network.network_page, trying.try_form, trying.try_text,
    judging.judge_page, judging.judge_form, judging.judgements_table, judging.judged_file, api_page.api_page,
]  # fmt: skip
ANSWERS: list[ControllerRouterHandler] = [
    overview.overview_answer, overview.front_answer, search.search_answer, signs.words_answer, events.events_answer,
    events.event_answer, events.story_answer, claims.claims_answer, claims.claim_answer, reports.reports_answer,
    reports.report_answer, reports.explanation_answer, actors.actors_answer, actors.actor_answer, dyads.dyads_answer,
    dyads.dyad_answer, places.places_answer, network.network_answer, trying.code_answer, trying.coder_answer,
    judging.session_answer, judging.queue_answer, judging.judgements_answer, judging.judge_answer,
    events.decisions_answer, events.decide_answer, events.settle_answer, api_page.openapi_file,
]  # fmt: skip


def application(settings: Settings) -> ASGIApp:
    """The workbench as an ASGI application: ``uvicorn.run(application(Settings(db=Path("news.duckdb"))))``.

    Raises ``StoreError`` where there is no database that can be opened, ``SaysoError`` where others could come in
    without a token.
    """
    settings.check()
    bench = Workbench(settings)
    bench.database.prepare()
    return Guard(build(bench), settings, bench.keys)


def build(bench: Workbench) -> Litestar:
    """All routes, without the guard."""
    return Litestar(
        route_handlers=[
            Router("/", route_handlers=PAGES),
            Router(API, route_handlers=ANSWERS),
            create_static_files_router(path="/static", directories=[STATIC], include_in_schema=False),
        ],
        dependencies={
            "bench": Provide(lambda: bench, sync_to_thread=False),
            "asked": Provide(asked_claims, sync_to_thread=False),
            "asked_reports": Provide(reports.asked_reports, sync_to_thread=False),
            "asked_dyad": Provide(dyads.asked_dyad, sync_to_thread=False),
            "asked_events": Provide(events.asked_events, sync_to_thread=False),
            "rows": Provide(asked_rows, sync_to_thread=False),
        },
        exception_handlers={Exception: answers_problems(bench)},
        lifespan=[lambda _: _keeping(bench)],
        openapi_config=OpenAPIConfig(
            title="sayso workbench", version="1", path="/openapi", render_plugins=[], use_handler_docstrings=True
        ),
        request_max_body_size=MAX_BODY,
        logging_config=None,
        debug=False,
    )


@asynccontextmanager
async def _keeping(bench: Workbench) -> AsyncIterator[None]:
    """Lets go of the database whenever nobody has asked for anything for a while, and at the end."""

    async def watch() -> None:
        while True:
            await asyncio.sleep(5)
            bench.database.let_go()

    watching = asyncio.create_task(watch())
    if bench.settings.warm:
        threading.Thread(target=_warm, args=[bench], name="warming up", daemon=True).start()
    try:
        yield
    finally:
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching
        bench.database.close()


def _warm(bench: Workbench) -> None:
    """What the first visitor of a page would otherwise wait for: counts over all claims, then the models."""
    try:
        with bench.database.reading() as (store, view):
            overview.front(bench, store, view)
        for count in (actors.every_actor, dyads.every_dyad, places.everywhere, network.everybody):
            with bench.database.reading() as (_, view):
                count(bench, view)
    except SaysoError as error:  # the page itself will say so
        logging.getLogger(__name__).warning("the pages could not be counted beforehand: %s", error)
    bench.coding.load()
