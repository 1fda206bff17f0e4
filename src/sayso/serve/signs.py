"""What the signs mean, and which keys do what."""

from litestar import Response, get

from sayso.serve.workbench import Bench
from sayso.store.standing import Standing

TOLD: dict[Standing, str] = {
    "denied": "somebody says that it did not happen: “Moscow denied the supply”",
    "negated": "the report itself says so: “Russia did not supply arms”",
    "alleged": "somebody claims it, at a distance: “accused of supplying arms”",
    "doubted": "somebody calls it in question: “cast doubt on the supply”",
    "announced": "it is to come: “will visit Pyongyang”",
    "hypothetical": "it may be, or would be: “could supply arms”",
    "historical": "it is background, an earlier episode: “during the Korean War”",
    "confirmed": "somebody in a position to know bears it out: “confirmed the visit”",
    "reported": "the report says so, or somebody plainly does: “Kim hosted Putin”",
}


@get("/signs", include_in_schema=False, sync_to_thread=True)
def signs_page(bench: Bench) -> Response[str]:
    """The signs with their words, and the keys."""
    return bench.pages.page("signs.html", told=TOLD)
