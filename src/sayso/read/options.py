"""How to read: which keys hold what, and what holds where a file does not say."""

import datetime
from typing import Literal

import msgspec

Format = Literal["txt", "html", "json", "jsonl", "csv", "tsv"]


class ReadOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What the reader cannot know by itself; every field may be left out.

    ``ReadOptions(text_key="Body", date_key="Load Date", publisher="The Hindu", day_first=True)``

    A ``…_key`` names the column or JSON key (dots reach into nested objects: ``"source.name"``) and replaces the
    guess. ``published``, ``publisher`` and ``language`` fill in what a report does not give itself. ``day_first`` says
    how 03/04/2024 is meant; without it such a date stays unknown. ``format`` and ``encoding`` hold for every path.
    """

    text_key: str | None = None
    title_key: str | None = None
    date_key: str | None = None
    publisher_key: str | None = None
    url_key: str | None = None
    id_key: str | None = None
    language_key: str | None = None
    published: datetime.date | None = None
    publisher: str | None = None
    language: str | None = None
    day_first: bool | None = None
    format: Format | None = None
    encoding: str | None = None
    max_bytes: int = 50_000_000
