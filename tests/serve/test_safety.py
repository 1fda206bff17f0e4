"""Hostile reports, hostile pages elsewhere, and visitors without a token."""

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from hostile_report import PAYLOADS, SCRIPT, Client, hostile, opened

from sayso.errors import SaysoError
from sayso.serve.app import application
from sayso.serve.settings import Settings

EVIL = quote(hostile().document.id, safe="")
PAGES = [
    f"/report?id={EVIL}", f"/claims?document={EVIL}", "/", "/reports?words=Title", "/actors?words=script", "/map",
    "/network?by=actor", f"/judge?document={EVIL}", "/events", "/search?q=script",
    f"/actor?who={quote('kb' + chr(34) + SCRIPT, safe='')}",
]  # fmt: skip
TAG = re.compile(r"<(script|img|svg|b|iframe)\b[^>]*>", re.IGNORECASE)
HARMLESS = re.compile(
    r'<script src="/static/[\w/.-]+\?v=\w+"( defer)?>|<script type="application/json"[^>]*>|<svg [^>]*>|<b>$|<b>'
)


@pytest.mark.parametrize("path", PAGES)
def test_nothing_of_a_report_becomes_markup(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    for payload in PAYLOADS[:3]:
        assert payload not in answer.text
    strange = [found[0] for found in TAG.finditer(answer.text) if not HARMLESS.fullmatch(found[0])]
    assert strange == []
    assert "\u202e" not in answer.text


def test_what_is_typed_comes_back_as_text(client: Client) -> None:
    for path in (f"/claims?words={quote(SCRIPT)}", f"/search?q={quote(SCRIPT)}", f"/claims?type={quote(SCRIPT)[:20]}"):
        assert SCRIPT not in client.get(path).text
    assert SCRIPT not in client.get(f"/{quote(SCRIPT)}").text


@pytest.mark.parametrize(
    "path", ["/", "/nowhere", "/api/v1/claims", "/api/v1/nowhere", "/static/sayso.css", "/claims?order=x"]
)
def test_every_answer_is_sealed(client: Client, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"


def test_no_page_names_another_host(client: Client) -> None:
    for path in ("/", "/claims", "/map", "/network", "/dyad?one=PRK&other=RUS", "/report?id=hanoi-visit"):
        for found in re.findall(r'(?:src|href|action)="([^"]*)"', client.get(path).text):
            assert found.startswith(("/", "#")), found


def test_another_name_for_this_machine_is_refused(client: Client) -> None:
    answer = client.get("/", headers={"host": "evil.example"})
    assert answer.status_code == 421
    assert client.get("/", headers={"host": "127.0.0.1:8321"}).status_code == 200
    assert client.get("/", headers={"host": "[::1]:8321"}).status_code == 200


WRITES = ["/judge", "/decide", "/settle", "/try"]


@pytest.mark.parametrize("path", WRITES)
def test_a_write_without_the_token_is_refused(client: Client, path: str) -> None:
    assert client.post(path, data={"token": "", "text": "x"}).status_code == 403
    assert client.post(path, data={"token": "wrong", "text": "x"}).status_code == 403


@pytest.mark.parametrize("path", WRITES)
@pytest.mark.parametrize(
    "headers", [{"origin": "http://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}]
)
def test_a_write_from_elsewhere_is_refused_though_it_has_the_token(
    client: Client, path: str, headers: dict[str, str]
) -> None:
    token = client.get("/api/v1/session").json()["write_token"]
    assert client.post(path, data={"token": token, "text": "x"}, headers=headers).status_code == 403


def test_another_site_cannot_have_texts_coded(client: Client) -> None:
    asked = {"json": {"text": "Kim thanked Putin."}}
    assert client.post("/api/v1/code", **asked).json()["claims"][0]["type"] == "SUPPORT"
    assert client.post("/api/v1/code", **asked, headers={"origin": "http://evil.example"}).status_code == 403


def test_no_answer_may_be_read_by_another_site(client: Client) -> None:
    answer = client.get("/api/v1/session", headers={"origin": "http://evil.example"})
    assert "access-control-allow-origin" not in answer.headers
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"


def test_a_large_request_is_refused(client: Client) -> None:
    token = client.get("/api/v1/session").json()["write_token"]
    assert client.post("/try", data={"token": token, "text": "x" * 3_000_000}).status_code == 413
    assert client.post("/try", data={"token": token, "text": "x " * 110_000}).status_code == 400
    answer = client.post("/api/v1/code", json={"text": "x" * 200_001})
    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == "bad-request"


@pytest.mark.parametrize(
    "path",
    [
        "/claims?actor=' OR 1=1 --", "/claims?words='); DROP TABLE claims; --", "/claims?place=\";",
        "/actor?who=' OR '1'='1",
        "/claims?limit=100000", "/claims?offset=-1", "/claims?since=2024-13-45", "/network?most=100000",
        "/events?min_origins=1;DROP", "/claims?order=c.id;DROP",
    ],
)  # fmt: skip
def test_no_sql_gets_in(client: Client, path: str) -> None:
    before = client.get("/api/v1/claims?limit=1").json()["total"]
    assert client.get(path).status_code in (200, 400, 404)
    assert client.get("/api/v1/claims?limit=1").json()["total"] == before
    assert client.get("/api/v1/claims?actor=' OR 1=1 --").json()["total"] == 0


def test_no_file_but_those_in_static_is_given(client: Client) -> None:
    for path in ("/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static//etc/passwd"):
        assert client.get(path).status_code == 404


def test_listening_to_others_takes_a_token(db: Path) -> None:
    with pytest.raises(SaysoError, match="no token is set"):
        application(Settings(db=db, host="0.0.0.0"))
    with pytest.raises(SaysoError, match="too short"):
        application(Settings(db=db, host="0.0.0.0", token="abc"))


def test_the_token_opens_by_header_and_by_cookie(db: Path) -> None:
    with opened(db, host="0.0.0.0", token="a long enough one") as client:
        assert client.get("/", follow_redirects=False).headers["location"] == "/login"
        for path in ("/api/v1/claims", "/api/v1/session", "/api/v1/openapi.json"):
            assert client.get(path).status_code == 401
            assert client.get(path).json()["error"]["code"] == "unauthorized"
        assert client.post("/judge", data={}).status_code == 401
        bearer = {"authorization": "Bearer a long enough one"}
        assert client.get("/api/v1/claims", headers=bearer).status_code == 200
        assert client.get("/api/v1/claims", headers={"authorization": "Bearer another"}).status_code == 401
        assert client.get("/api/v1/claims", cookies={"sayso": "a long enough one"}).status_code == 401
        assert client.post("/login", data={"access": "wrong"}).status_code == 401
        entered = client.post("/login", data={"access": "a long enough one"}, follow_redirects=False)
        cookie = entered.headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=strict" in cookie
        assert "long enough" not in cookie
        assert client.get("/").status_code == 200
