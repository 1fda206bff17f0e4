"""Try it: a text goes in and is coded at once; it is kept only where somebody says so."""

from typing import Annotated, Any

import msgspec
from litestar import MediaType, Request, Response, get, post
from litestar.params import JSONBody, URLEncodedBody
from litestar.response import Redirect

from sayso.coded import Coded
from sayso.display.marked import marked
from sayso.document import Document
from sayso.errors import QueryError, ReadError
from sayso.read.html import read_html
from sayso.serve.coder import CoderState
from sayso.serve.filters import day
from sayso.serve.render import url
from sayso.serve.safety import WriteTokenIfAny, check_origin, check_write
from sayso.serve.settings import MAX_BODY, MAX_TEXT
from sayso.serve.workbench import Bench


class Pasted(msgspec.Struct, frozen=True, kw_only=True):
    """What the form sends. ``text`` is plain text or, with ``html``, a page; ``published`` a day."""

    text: str = ""
    published: str = ""
    title: str = ""
    publisher: str = ""
    html: str = ""
    keep: str = ""
    token: str = ""


class ToCode(msgspec.Struct, frozen=True, kw_only=True):
    """A text to be coded: ``{"text": "Kim thanked Putin.", "published": "2024-06-19"}``.

    With ``html`` it is a page, of which the running text is taken. With ``keep`` it goes into the database, which is a
    write.
    """

    text: Annotated[str, msgspec.Meta(min_length=1, max_length=MAX_BODY)]
    html: bool = False
    keep: bool = False
    published: str | None = None
    title: Annotated[str, msgspec.Meta(max_length=1000)] | None = None
    publisher: Annotated[str, msgspec.Meta(max_length=500)] | None = None


class CoderAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """How far the coder is: loading takes some seconds, once."""

    state: CoderState


Form = URLEncodedBody[Pasted]


@get("/try", include_in_schema=False, sync_to_thread=True)
def try_form(bench: Bench) -> Response[str]:
    """The form, empty."""
    return bench.pages.page("try.html", pasted=Pasted(), coded=None, text=None, problem=None, coder=bench.coding.state)


@post("/try", include_in_schema=False, sync_to_thread=True, status_code=200)
def try_text(bench: Bench, request: Request[Any, Any, Any], data: Form) -> Response[str] | Redirect:
    """The text with its claims; with ``keep`` it goes into the database and its page is opened."""
    check_write(request, bench.keys, data.token)
    try:
        document = _document(data)
    except (QueryError, ReadError) as error:
        return bench.pages.page(
            "try.html", status=400, pasted=data, coded=None, text=None, problem=str(error), coder=bench.coding.state
        )
    coded = _coded(bench, document, keep=bool(data.keep))
    if data.keep:
        return Redirect(url("/report", id=document.id), status_code=303)
    return bench.pages.page("try.html", pasted=data, coded=coded, text=marked(coded), problem=None, coder="ready")


@post("/code", operation_id="code", tags=["try"], sync_to_thread=True, status_code=200, media_type=MediaType.JSON)
def code_answer(
    bench: Bench, request: Request[Any, Any, Any], data: JSONBody[ToCode], write_token: WriteTokenIfAny = None
) -> Coded:
    """A text or a page, coded; kept where `keep` says so, which takes the token of a write."""
    if data.keep:
        check_write(request, bench.keys, write_token or "")
    check_origin(request)
    pasted = Pasted(
        text=data.text,
        published=data.published or "",
        title=data.title or "",
        publisher=data.publisher or "",
        html="1" if data.html else "",
    )
    return _coded(bench, _document(pasted), keep=data.keep)


@get("/coder", operation_id="coder", tags=["try"], sync_to_thread=False)
def coder_answer(bench: Bench) -> CoderAnswer:
    """Whether texts can be coded at once: ready, loading, asleep (it loads with the first text) or failed."""
    return CoderAnswer(state=bench.coding.state)


def _coded(bench: Bench, document: Document, *, keep: bool) -> Coded:
    coded = bench.coding.code(document)
    if keep:
        with bench.database.writing() as store, store.writer() as writer:
            writer.add(coded)
    return coded


def _document(pasted: Pasted) -> Document:
    text, title, published, publisher = pasted.text, pasted.title.strip(), pasted.published.strip(), pasted.publisher
    if not text.strip():
        raise QueryError("there is no text yet; paste one into the first field")
    html = bool(pasted.html) or text.lstrip()[:15].lower().startswith(("<!doctype html", "<html"))
    if len(text) > MAX_TEXT * (5 if html else 1):
        raise QueryError(f"this is longer than {MAX_TEXT:,} characters; code it with `sayso code`")
    found = day(published)
    if html:
        text, meta, _ = read_html(text)
        title = title or meta.title or ""
        publisher = publisher.strip() or meta.publisher or ""
        found = found or meta.published
        if not text.strip():
            raise QueryError("no running text was found in this page; paste the text itself")
        if len(text) > MAX_TEXT:
            raise QueryError(f"the text of this page is longer than {MAX_TEXT:,} characters")
    return Document.of(
        text.replace("\r\n", "\n"), published=found, title=title or None, publisher=publisher.strip() or None
    )
