"""One report, as it was read."""

import datetime
import hashlib
import re

import msgspec

_SURROGATE = re.compile("[\ud800-\udfff]")


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One news report: its words, verbatim, and what is known of where it comes from.

    ``published`` is the day of publication. What is unknown is ``None``. ``source`` names the file, archive
    member or line that the report was read from.
    """

    id: str
    text: str
    title: str | None = None
    published: datetime.date | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    source: str | None = None

    @classmethod
    def of(
        cls,
        text: str,
        *,
        id: str | None = None,
        title: str | None = None,
        published: datetime.date | str | None = None,
        publisher: str | None = None,
        url: str | None = None,
        language: str | None = None,
        source: str | None = None,
    ) -> "Document":
        """A document from its text; the id is a hash of the content unless one is given.

        ``published`` may be an ISO day (``"2024-06-19"``); raises ``ValueError`` for anything else.
        """
        day = datetime.date.fromisoformat(published) if isinstance(published, str) else published
        return cls(
            id=id or content_id(text, title, day, publisher),
            text=text,
            title=title,
            published=day,
            publisher=publisher,
            url=url,
            language=language,
            source=source,
        )

    @property
    def text_hash(self) -> str:
        """SHA-256 of the text, hexadecimal: tells whether a report has changed under the same id."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


def content_id(text: str, title: str | None, published: datetime.date | None, publisher: str | None) -> str:
    """The id of a document that came without one: the same content gives the same id."""
    key = "\x1f".join([text, title or "", published.isoformat() if published else "", publisher or ""])
    return "d-" + hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def encodable(text: str) -> str:
    """The text without lone surrogates (half of a character, as broken JSON yields), which neither UTF-8 nor any
    tokenizer takes. Each becomes U+FFFD, one for one, so that no offset moves.
    """
    return _SURROGATE.sub("\ufffd", text)
