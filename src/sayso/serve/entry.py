"""The door: signing in with the token where one is asked for."""

from typing import Any

from litestar import Request, Response, get, post
from litestar.response import Redirect

from sayso.serve.safety import COOKIE
from sayso.serve.workbench import Bench


@get("/login", include_in_schema=False, sync_to_thread=False)
def login_form(bench: Bench) -> Response[str]:
    """The form that asks for the token."""
    return bench.pages.page("login.html", wrong=False)


@post("/login", include_in_schema=False)
async def login(bench: Bench, request: Request[Any, Any, Any]) -> Response[str] | Redirect:
    """A cookie for whoever gives the token; a pause for whoever does not, so that guessing takes for ever."""
    form = await request.form()
    given = form.get("access", "")
    if not isinstance(given, str) or not bench.keys.opens(given.strip()):
        import anyio  # noqa: PLC0415 - here only

        await anyio.sleep(1.0)
        return bench.pages.page("login.html", status=401, wrong=True)
    answer = Redirect("/", status_code=303)
    answer.set_cookie(key=COOKIE, value=bench.keys.cookie, httponly=True, samesite="strict")
    return answer
