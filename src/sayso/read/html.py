"""Web pages: the report without the page around it, and where its words stood in the page."""

import datetime
import html
import re
from collections.abc import Iterator

import msgspec

from sayso.document import Document
from sayso.read.encoding import decode
from sayso.read.failure import UnreadableError
from sayso.read.metadata import language_code
from sayso.read.offsets import OffsetMap, align
from sayso.read.options import ReadOptions
from sayso.read.pagedate import published_day
from sayso.read.sources import Source, whole

# Comments, and elements whose content no reader sees; then tags; then references such as &amp;. Possessive
# quantifiers, so that a page with an unclosed quotation mark does not take forever.
_MARKUP = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(?P<hidden>script|style|noscript|template|head|svg)\b[^>]*+>.*?(?:</(?P=hidden)\s*+>|\Z)"
    r"|</?[a-z!?](?:[^<>\"']|\"[^\"<]*+\"|'[^'<]*+')*+>"
    r"|</?[a-z!?][^>]*+>"
    r"|(?P<reference>&(?:\#\d{1,7}|\#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});)",
    re.IGNORECASE | re.DOTALL,
)
_BEGINNING = re.compile(
    r"\s*<(?:!--|(?:!doctype\s+html|\?xml|html|head|body|article|main|div|section|p)\b)", re.IGNORECASE
)
_LANGUAGE = re.compile(r"<html\b[^>]*?\s(?:xml:)?lang\s*=\s*[\"']?([A-Za-z]{2,3}(?:-[\w-]+)?)", re.IGNORECASE)


class HtmlMetadata(msgspec.Struct, frozen=True, kw_only=True):
    """What a page says about its report; ``None`` where it does not say."""

    title: str | None = None
    published: datetime.date | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None


def read_html(source: str) -> tuple[str, HtmlMetadata, OffsetMap]:
    """The report in a page, what the page says about it, and where in ``source`` each character of the text stood.

    ``text, meta, offsets = read_html(page)``; then ``page[offsets.to_source(0)] == text[0]``, unless that is ``None``.
    Raises ``UnreadableError("no-text", …)`` for a page without running text. The same page always gives the same text.
    """
    # Imported here: it takes half a second, and most corpora hold no HTML.
    import lxml.etree  # noqa: PLC0415
    import trafilatura  # noqa: PLC0415

    try:
        found = trafilatura.bare_extraction(
            # lxml refuses a str that declares its bytes' encoding, and characters that XML has no place for.
            _acceptable(source),
            include_comments=False,
            with_metadata=True,
            # Its date is not used (it may be that of a change, or of another report), so none is searched for long.
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except (ValueError, TypeError, AttributeError, RecursionError, lxml.etree.LxmlError) as error:
        raise UnreadableError("no-text", f"The page cannot be parsed ({error}). Save its text as .txt.") from error
    if found is None or isinstance(found, dict) or not (found.text or "").strip():
        raise UnreadableError(
            "no-text",
            "No running text was found in the page (a list of links, a paywall, or text drawn by scripts?). "
            "Save its text as .txt.",
        )
    text = found.text or ""
    language = _LANGUAGE.search(source[:5000])
    metadata = HtmlMetadata(
        title=found.title or None,
        published=published_day(source, found.url),
        publisher=found.sitename or None,
        url=found.url or None,
        language=language_code(language[1]) if language else None,
    )
    visible, offsets = visible_text(source)
    return text, metadata, align(text, visible, offsets)


def visible_text(source: str) -> tuple[str, list[int | None]]:
    """A page's characters outside its markup, and the offset of each: ``visible_text("<b>a</b>&lt;")`` is
    ``("a<", [3, None])``. What is written as a reference has no offset, as the source has another character there.
    """
    pieces: list[str] = []
    offsets: list[int | None] = []
    end = 0
    for found in _MARKUP.finditer(source):
        pieces.append(source[end : found.start()])
        offsets.extend(range(end, found.start()))
        if found["reference"]:
            character = html.unescape(found["reference"])
            pieces.append(character)
            offsets.extend([None] * len(character))
        end = found.end()
    pieces.append(source[end:])
    offsets.extend(range(end, len(source)))
    return "".join(pieces), offsets


def looks_like_html(begun: str) -> bool:
    """Whether text without a file name begins as a page does: ``looks_like_html("<!DOCTYPE html>")``."""
    return _BEGINNING.match(begun) is not None


def documents(source: Source, options: ReadOptions) -> Iterator[Document]:
    """The one report of an HTML file; its id is the file's name without ending."""
    page = decode(whole(source, options), encoding=options.encoding, html=True)
    if not page.strip():
        raise UnreadableError("empty", "The file is empty.")
    text, metadata, _ = read_html(page)
    yield Document.of(
        text,
        id=source.stem,
        title=metadata.title,
        published=metadata.published or options.published,
        publisher=metadata.publisher or options.publisher,
        url=metadata.url,
        language=metadata.language or options.language,
        source=source.name,
    )


def _acceptable(source: str) -> str:
    without_declaration = re.sub(r"\A\s*<\?xml[^>]*>", "", source)
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", " ", without_declaration)
