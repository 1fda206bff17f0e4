"""Who may come in, what a page may do, and that a write comes from our own pages."""

import hashlib
import hmac
import secrets
from http.cookies import CookieError, SimpleCookie
from typing import Annotated, Any

from litestar import Request
from litestar.exceptions import PermissionDeniedException
from litestar.params import HeaderParameter
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from sayso.serve.settings import Settings, loopback

COOKIE = "sayso"
# No script, style, image or request but from here; no eval, no inline script or style, no frames, no plug-ins.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
_OPEN = ("/login", "/static/")


class Keys:
    """The secrets of one running workbench: what opens the door, and what a write has to bring."""

    def __init__(self, settings: Settings) -> None:
        self.token = settings.token
        self.write = secrets.token_urlsafe(24)
        self.cookie = hashlib.sha256(f"{secrets.token_hex()}{settings.token}".encode()).hexdigest()

    def opens(self, token: str) -> bool:
        """Whether this is the token that visitors have to give."""
        return self.token is None or same(token, self.token)

    def admits(self, headers: dict[str, str]) -> bool:
        """Whether a request brings the token, as a header of its own or as the cookie that /login gave."""
        if self.token is None:
            return True
        scheme, _, given = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and self.opens(given.strip()):
            return True
        try:
            cookie = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
        except CookieError:
            return False
        return cookie is not None and same(cookie.value, self.cookie)


def same(one: str, other: str) -> bool:
    """Whether two secrets are equal, in a time that does not tell how much of them is."""
    return hmac.compare_digest(one.encode(), other.encode())


class Guard:
    """Stands before the whole application: checks host and token of each request, and seals each answer.

    The host is checked because a page elsewhere can have its name point to 127.0.0.1 and then read as if it were us.
    """

    def __init__(self, app: ASGIApp, settings: Settings, keys: Keys) -> None:
        self.app = app
        self._keys = keys
        self._hosts = {"localhost", "127.0.0.1", "[::1]", settings.host.lower()} if loopback(settings.host) else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path = scope["path"]

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *_sealing(path)]
            await send(message)

        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        if self._hosts is not None and _host_name(headers.get("host", "")) not in self._hosts:
            await _refuse(sealed, 421, "this workbench answers to localhost and 127.0.0.1 only")
        elif not path.startswith(_OPEN) and not self._keys.admits(headers):
            if path.startswith("/api/") or scope["method"] != "GET":
                await _refuse(sealed, 401, "a token is required: Authorization: Bearer TOKEN, or sign in at /login")
            else:
                await _redirect(sealed, "/login")
        else:
            await self.app(scope, receive, sealed)


_TOKEN = HeaderParameter(name="X-Sayso-Token", max_length=100)
WriteToken = Annotated[str, _TOKEN]
WriteTokenIfAny = Annotated[str | None, _TOKEN]


def check_write(request: Request[Any, Any, Any], keys: Keys, token: str) -> None:
    """That a write comes from a page of ours and brings its token; raises 403 otherwise."""
    check_origin(request)
    if not same(token, keys.write):
        raise PermissionDeniedException("this page is from before the workbench was restarted; reload it and try again")


def check_origin(request: Request[Any, Any, Any]) -> None:
    """That no page of another site asks; raises 403 otherwise. Programs, which say nothing of where from, may ask."""
    origin, host = request.headers.get("origin"), request.headers.get("host", "")
    site = request.headers.get("sec-fetch-site")
    if origin is not None and origin.partition("://")[2].lower() != host.lower():
        raise PermissionDeniedException("this request comes from another site")
    if site is not None and site not in ("same-origin", "none"):
        raise PermissionDeniedException("this request comes from another site")


def _host_name(host: str) -> str:
    name, colon, port = host.lower().rpartition(":")
    return name if colon and port.isdigit() else host.lower()


def _sealing(path: str) -> list[tuple[bytes, bytes]]:
    caching = "public, max-age=31536000, immutable" if path.startswith("/static/") else "no-store"
    return [(n.encode(), v.encode()) for n, v in (*HEADERS.items(), ("cache-control", caching))]


async def _refuse(send: Send, status: int, message: str) -> None:
    import msgspec  # noqa: PLC0415 - only where somebody is refused

    code = "unauthorized" if status == 401 else "wrong-host"
    body = msgspec.json.encode({"error": {"status": status, "code": code, "message": message}})
    headers = [(b"content-type", b"application/json")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})


async def _redirect(send: Send, to: str) -> None:
    await send({"type": "http.response.start", "status": 303, "headers": [(b"location", to.encode())]})
    await send({"type": "http.response.body", "body": b"", "more_body": False})
