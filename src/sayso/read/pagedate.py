"""The day a web page says its report was published; dates of changes, of other reports and of footers do not count."""

import datetime
import html
import json
import re
from collections.abc import Iterator

from sayso.read.dates import parse_day

# Names by which pages call the day of publication, the least ambiguous first; compared in lower case.
PUBLISHED_NAMES = (
    *("article:published_time", "og:article:published_time", "og:published_time", "datepublished"),
    *("citation_publication_date", "dcterms.issued", "dc.date.issued", "parsely-pub-date", "sailthru.date"),
    *("publication_date", "publish-date", "publishdate", "published", "pubdate", "dc.date", "dcterms.date", "date"),
)
_TAG = re.compile(r"<(meta|time)\b((?:[^<>\"']|\"[^\"]*+\"|'[^']*+')*+)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([\w:-]+)(?:\s*=\s*(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'<>]+)))?")
_LINKED_DATA = re.compile(r"<script\b[^>]*application/ld\+json[^>]*>\s*(.*?)\s*</script", re.IGNORECASE | re.DOTALL)
_CHANGED = re.compile(r"(?:updated|modified|edited)\W*$", re.IGNORECASE)
_DAY_IN_URL = re.compile(r"/((?:19|20)\d\d)/(\d{1,2})/(\d{1,2})/")


def published_day(page: str, url: str | None = None) -> datetime.date | None:
    """``published_day('<meta property="article:published_time" content="2024-06-19T10:00Z">')`` is 19 June 2024.

    Asked in this order: linked data, ``<meta>``, ``<time>``, the day in the address. Where one of them names two
    different days, it is not believed.
    """
    page = re.sub(r"<!--.*?-->", "", page, flags=re.DOTALL)
    metas, times = _tags(page)
    candidates = [list(_linked(page))]
    candidates += [[value for name, value in metas if name == wanted] for wanted in PUBLISHED_NAMES]
    candidates += [[value for marked, value in times if marked], [value for _, value in times]]
    if url and (found := _DAY_IN_URL.search(url)):
        candidates.append(["/".join(found.groups())])
    for values in candidates:
        days = {day for value in values if (day := parse_day(value))}
        if len(days) == 1:
            return days.pop()
    return None


def _tags(page: str) -> tuple[list[tuple[str, str]], list[tuple[bool, str]]]:
    """The named ``<meta>`` values, and the ``<time>`` values with whether each is marked as the day of publication."""
    metas: list[tuple[str, str]] = []
    times: list[tuple[bool, str]] = []
    for tag in _TAG.finditer(page):
        attributes = {
            found[1].lower(): html.unescape(found[2] or found[3] or found[4] or "")
            for found in _ATTRIBUTE.finditer(tag[2])
        }
        if tag[1].lower() == "meta":
            name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
            metas.append((name.lower(), attributes.get("content", "")))
        elif "datetime" in attributes and not _says_changed(page, tag.start(), attributes):
            marked = "pubdate" in attributes or attributes.get("itemprop", "").lower() == "datepublished"
            times.append((marked, attributes["datetime"]))
    return metas, times


def _says_changed(page: str, start: int, attributes: dict[str, str]) -> bool:
    """``Updated: <time …>``, or a ``<time>`` with such a class."""
    named = f"{attributes.get('itemprop', '')} {attributes.get('class', '')}".lower()
    before = re.sub(r"<[^>]*>", "", page[max(0, start - 200) : start])
    return "modified" in named or "updated" in named or _CHANGED.search(before) is not None


def _linked(page: str) -> Iterator[str]:
    for block in _LINKED_DATA.finditer(page):
        try:
            yield from _article_dates(json.loads(block[1]))
        except (ValueError, RecursionError):
            # Broken linked data are common, and the page has other places to say its date.
            continue


def _article_dates(value: object) -> Iterator[str]:
    """``datePublished`` of the articles that the data describe, not of what those mention or cite."""
    if isinstance(value, list):
        for item in value:
            yield from _article_dates(item)
    elif isinstance(value, dict):
        kinds = value.get("@type")
        named = [kinds] if isinstance(kinds, str) else kinds if isinstance(kinds, list) else []
        written = value.get("datePublished")
        if isinstance(written, str) and any(str(kind).endswith(("Article", "Posting", "Report")) for kind in named):
            yield written
        yield from _article_dates(value.get("@graph", []))
