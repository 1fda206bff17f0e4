"""Plain text: the file verbatim, less a head of ``Title: …`` lines if it has one."""

import re
from collections.abc import Iterator

from sayso.document import Document
from sayso.read.encoding import decode
from sayso.read.failure import UnreadableError
from sayso.read.metadata import document_of
from sayso.read.options import ReadOptions
from sayso.read.sources import Source, whole

# What a head line may be called, and the record key that it stands for; the last group is allowed but not kept.
HEAD_NAMES = {
    **{"title": "title", "headline": "title"},
    **{"date": "date", "published": "date", "publication date": "date"},
    **{"publisher": "publisher", "publication": "publisher", "newspaper": "publisher", "source": "publisher"},
    **{"url": "url", "link": "url", "language": "language", "id": "id"},
    **{"author": "", "byline": "", "section": ""},
}
_HEAD_LINE = re.compile(r"([A-Za-z][A-Za-z ]*?)[ \t]*:[ \t]*([^\r\n]*)(?:\r\n|\n|\r)")
_BLANK_LINE = re.compile(r"[ \t]*(?:\r\n|\n|\r)")


def documents(source: Source, options: ReadOptions) -> Iterator[Document]:
    """The one report of a text file; its id is the file's name without ending, unless the head gives one."""
    written = decode(whole(source, options), encoding=options.encoding)
    if not written.strip():
        raise UnreadableError("empty", "The file is empty.")
    head, text = split_head(written)
    if not text.strip():
        raise UnreadableError("empty", "The file has a head but no text after it.")
    # The keys of a head are fixed, so those that the options name for tables and JSON mean nothing here.
    defaults = ReadOptions(
        published=options.published,
        publisher=options.publisher,
        language=options.language,
        day_first=options.day_first,
    )
    yield document_of({**head, "text": text}, defaults, source=source.name, stem=source.stem)


def split_head(written: str) -> tuple[dict[str, str], str]:
    """The head's values and the text after it, verbatim: ``split_head("Title: Talks\\n\\nThey met.")``.

    A head is one or more lines ``Name: value`` at the very beginning, all with known names, and a blank line. Any
    other beginning is text.
    """
    head: dict[str, str] = {}
    position = 0
    while found := _HEAD_LINE.match(written, position):
        name = found[1].lower()
        if name not in HEAD_NAMES:
            return {}, written
        if key := HEAD_NAMES[name]:
            head.setdefault(key, found[2].strip())
        position = found.end()
    blank = _BLANK_LINE.match(written, position)
    return (head, written[blank.end() :]) if position and blank else ({}, written)
