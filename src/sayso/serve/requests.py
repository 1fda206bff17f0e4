"""What forms send: their fields, and the name under which somebody judges."""

from typing import Any

from litestar import Request, Response
from litestar.datastructures import FormMultiDict

PERSON_COOKIE = "sayso_person"
_YEAR = 31_536_000


def field(form: FormMultiDict, name: str) -> str:
    """A field of a form; empty where it is missing or a file."""
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def fields(form: FormMultiDict, name: str) -> list[str]:
    """All fields of that name, in their order."""
    return [value if isinstance(value, str) else "" for value in form.getall(name, [])]


def judge_name(request: Request[Any, Any, Any], person: str) -> str:
    """The name under which this browser has judged before, or else ``person``."""
    try:
        return bytes.fromhex(request.cookies.get(PERSON_COOKIE, "")).decode()[:100] or person
    except ValueError:
        return person


def remember_judge(answer: Response[Any], person: str) -> None:
    """Keep the name in the browser; in hexadecimal, since cookies hold ASCII only."""
    answer.set_cookie(key=PERSON_COOKIE, value=person.encode().hex(), samesite="strict", max_age=_YEAR)
