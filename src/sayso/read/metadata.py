"""Which key of a record holds what: one table of names, as archives, APIs and scrapers write them."""

import re
from collections.abc import Iterable, Mapping

from sayso.document import Document, encodable
from sayso.read.dates import parse_day
from sayso.read.failure import UnreadableError
from sayso.read.options import ReadOptions

# In order of preference; compared without case, spaces, "_" and "-".
CANDIDATES: Mapping[str, tuple[str, ...]] = {
    "text": (
        *("text", "fulltext", "maintext", "articletext", "articlebody", "bodytext", "storytext", "plaintext"),
        *("documenttext", "newstext", "body", "content", "article", "story"),
    ),
    "title": ("title", "headline", "articletitle", "heading", "webtitle"),
    "date": (
        *("published", "datepublished", "publisheddate", "publishdate", "datepublish", "publicationdate", "pubdate"),
        *(
            "publishedat",
            "publishedon",
            "webpublicationdate",
            "firstpublished",
            "dateofpublication",
            "date",
            "datetime",
        ),
    ),
    "publisher": (
        *("publisher", "publication", "newspaper", "outlet", "sourcename", "sitename", "publicationname"),
        *("source", "site", "medium", "sourcedomain", "domain"),
    ),
    "url": ("url", "link", "weburl", "articleurl", "sourceurl", "canonicalurl", "permalink"),
    "id": ("id", "docid", "documentid", "articleid", "storyid", "uuid", "guid", "uid"),
    "language": ("language", "lang", "languagecode", "inlanguage"),
}
# Where the value is itself an object, as in {"source": {"name": "BBC"}}.
INNER: Mapping[str, tuple[str, ...]] = {
    "text": CANDIDATES["text"],
    "publisher": ("name", "title", "id"),
    "id": ("oid",),
    "title": ("rendered", *CANDIDATES["text"]),
    "language": ("code", "id"),
}
LANGUAGES: Mapping[str, str] = {
    **{"english": "en", "french": "fr", "german": "de", "spanish": "es", "russian": "ru", "chinese": "zh"},
    **{"arabic": "ar", "portuguese": "pt", "italian": "it", "eng": "en", "fra": "fr", "fre": "fr", "deu": "de"},
    **{"ger": "de", "spa": "es", "rus": "ru", "zho": "zh", "chi": "zh", "ara": "ar", "por": "pt", "ita": "it"},
}
MAX_KEYS_NAMED = 30


def document_of(
    record: Mapping[str, object], options: ReadOptions, *, source: str, stem: str | None = None
) -> Document:
    """A record's Document: ``document_of({"body": "…", "pubDate": "2024-06-19"}, ReadOptions(), source="a.jsonl#L1")``.

    ``stem`` is the id if the record has none. Raises ``UnreadableError``: ``no-text`` if no key holds the text,
    ``empty`` if it is blank.
    """
    record = _unwrapped(record, options)
    text = _text(_value(record, "text", options.text_key))
    if text is None:
        wanted = (
            f"The text key {options.text_key!r} is not there" if options.text_key else "No key for the text is known"
        )
        raise UnreadableError(
            "no-text", f"{wanted}; the keys are: {keys_named(record)}. Give one as ReadOptions.text_key."
        )
    if not text.strip():
        raise UnreadableError("empty", "The text is blank.")
    written_date = _value(record, "date", options.date_key)
    # A date that cannot be read is not the default's date either, so the default only stands in for a missing one.
    given = written_date not in (None, "")
    published = parse_day(written_date, day_first=options.day_first) if given else options.published
    language = _word(_value(record, "language", options.language_key))
    return Document.of(
        text,
        id=_word(_value(record, "id", options.id_key)) or stem,
        title=_word(_value(record, "title", options.title_key)),
        published=published,
        publisher=_word(_value(record, "publisher", options.publisher_key)) or options.publisher,
        url=_word(_value(record, "url", options.url_key)),
        language=language_code(language) if language else options.language,
        source=source,
    )


def has_key(keys: Iterable[str], field: str, asked: str | None = None) -> bool:
    """Whether a table with these columns has one for a field: ``has_key(["Headline", "Body"], "text")``."""
    names = dict.fromkeys(keys, "")
    return _value(names, field, asked) is not None


def keys_named(keys: Iterable[str]) -> str:
    """The keys for a message, the first thirty of them: ``id, date, story_html``."""
    names = [str(key) for key in keys]
    more = f" and {len(names) - MAX_KEYS_NAMED} more" if len(names) > MAX_KEYS_NAMED else ""
    return (", ".join(names[:MAX_KEYS_NAMED]) or "(none)") + more


def language_code(written: str) -> str:
    """``en`` for ``en-GB``, ``English`` or ``eng``; what is not known stays as it is, in lower case."""
    name = written.strip().lower()
    primary = re.split(r"[-_]", name)[0] if re.fullmatch(r"[a-z]{2,3}([-_]\w+)*", name, re.ASCII) else name
    return LANGUAGES.get(primary, primary)


def _value(record: Mapping[str, object], field: str, asked: str | None) -> object:
    if asked is not None:
        return _inner(_at(record, asked), field)
    folded = {_fold(key): key for key in reversed(list(record))}
    for candidate in CANDIDATES[field]:
        if candidate in folded:
            value = _inner(record[folded[candidate]], field)
            # {"title": "", "headline": "…"}: a key without a value must not hide one that has it.
            if value not in (None, "") and _fits(value, field):
                return value
    blank = [_inner(record[folded[name]], field) for name in CANDIDATES[field] if name in folded]
    return "" if "" in blank else None


def _at(record: Mapping[str, object], path: str) -> object:
    """``record["source"]["name"]`` for ``source.name``, unless a key has that very name; case counts only in a tie."""
    for key in (path, next((key for key in record if _fold(key) == _fold(path)), None)):
        if key is not None and key in record:
            return record[key]
    head, _, rest = path.partition(".")
    inner = record.get(head) if rest else None
    return _at(inner, rest) if isinstance(inner, Mapping) else None


def _inner(value: object, field: str) -> object:
    if not isinstance(value, Mapping):
        return value
    folded = {_fold(str(key)): key for key in value}
    return next((value[folded[name]] for name in INNER.get(field, ()) if name in folded), None)


def _unwrapped(record: Mapping[str, object], options: ReadOptions) -> Mapping[str, object]:
    """``{"_id": 1, "_source": {"text": …}}``: the object inside that has the text, with what is around it."""
    if options.text_key is not None or _text(_value(record, "text", None)) is not None:
        return record
    inside = [value for value in record.values() if isinstance(value, Mapping)]
    having = [value for value in inside if _text(_value(value, "text", None)) is not None]
    return {**record, **having[0]} if len(having) == 1 else record


def _text(value: object) -> str | None:
    """The text verbatim; a list of paragraphs joined by blank lines."""
    if isinstance(value, list):
        paragraphs = [part for part in value if isinstance(part, str)]
        return encodable("\n\n".join(paragraphs)) if len(paragraphs) == len(value) > 0 else None
    return encodable(value) if isinstance(value, str) else None


def _word(value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return encodable(str(value).strip()) or None


def _fits(value: object, field: str) -> bool:
    """Whether a guessed key's value can be what is looked for: ``{"published": true}`` is no date."""
    match field:
        case "text":
            return _text(value) is not None
        case "publisher":
            return not _is_url(value)
        case _:
            return not isinstance(value, bool)


def _is_url(value: object) -> bool:
    return isinstance(value, str) and re.match(r"\s*(https?://|www\.)", value, re.IGNORECASE) is not None


def _fold(key: str) -> str:
    return re.sub(r"[\s_\-$]", "", key).lower()
