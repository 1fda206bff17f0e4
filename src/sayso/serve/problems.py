"""What goes wrong, as a page for a person and as one shape for a program."""

import logging
import re
from typing import Any

import msgspec
from litestar import MediaType, Request, Response
from litestar.exceptions import HTTPException, ValidationException

from sayso.display.phrase import one_line
from sayso.errors import QueryError, SaysoError, StoreError
from sayso.serve.database import BusyError, TooSlowError
from sayso.serve.workbench import Workbench

log = logging.getLogger("sayso.serve")
_TITLES = {
    400: "That cannot be asked",
    401: "A token is needed",
    403: "Not from here",
    404: "There is no such thing here",
    405: "That cannot be done here",
    413: "Too much at once",
    503: "Not just now",
}
_CODES = {
    400: "bad-request",
    401: "unauthorized",
    403: "forbidden",
    404: "not-found",
    405: "method-not-allowed",
    413: "too-large",
    503: "busy",
}
_MISSING = re.compile(r"there is no (?:document|claim|event) ['\"]|nobody by the key ")
# The first that fits holds.
_OURS: tuple[tuple[type[Exception], int, str | None], ...] = (
    (TooSlowError, 503, "too-slow"),
    (BusyError, 503, "busy"),
    (StoreError, 503, "database"),
    (SaysoError, 400, None),
)


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """What went wrong: an HTTP status, a stable code, and a sentence with the remedy."""

    status: int
    code: str
    message: str


class ProblemAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The one shape of every error of the API: ``{"error": {"status": 404, "code": "not-found", "message": "…"}}``."""

    error: Problem


def problem_of(error: Exception) -> Problem:
    """What an exception tells whoever asked; nothing of our insides where it is a fault of ours."""
    if isinstance(error, ValidationException):
        return _problem(400, _which(error))
    if isinstance(error, HTTPException):
        return _problem(error.status_code, error.detail)
    for kind, status, code in _OURS:
        if isinstance(error, kind):
            missing = isinstance(error, QueryError) and _MISSING.match(str(error)) is not None
            return _problem(404 if missing else status, str(error), None if missing else code)
    log.error("a request failed", exc_info=error)
    return _problem(500, "something went wrong here; what it was stands in the log of `sayso serve`", "fault")


def _problem(status: int, message: str, code: str | None = None) -> Problem:
    return Problem(status=status, code=code or _CODES.get(status, f"http-{status}"), message=one_line(message))


def _which(error: ValidationException) -> str:
    parts = [part for part in error.extra if isinstance(part, dict)] if isinstance(error.extra, list) else []
    told = "; ".join(f"{part.get('key', '')}: {part.get('message', '')}".strip(": ") for part in parts)
    return one_line(told or "a parameter is not as it must be; /api says what each takes")


def answers_problems(bench: Workbench) -> Any:
    """A handler of exceptions: JSON for the API, a page for everything else."""

    def handle(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
        problem = problem_of(error)
        if request.url.path.startswith("/api/"):
            return Response(ProblemAnswer(error=problem), status_code=problem.status, media_type=MediaType.JSON)
        title = _TITLES.get(problem.status, "Something went wrong")
        template = "problem_part.html" if request.url.path == "/why" else "problem.html"
        return bench.pages.page(template, status=problem.status, problem=problem, title=title)

    return handle
