"""A person in a role, a group or a body, for a period."""

from datetime import date
from typing import Literal

import msgspec

Kind = Literal["person", "group", "body"]


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the tables: who this was, for whom, in which sector, from when to when.

    Example: Andrei Belousov, ``RUS``, ``GOV``, “defence minister”, from 2024-05-14. A person has one entry for each
    role and period, all with the same ``id``. ``start`` and ``end`` are the first and last possible day of the period
    (“2011” as an end is 2011-12-31); ``None`` leaves that side open or unknown. ``source`` says where the line stands,
    ``"people.csv line 17"``.
    """

    id: str
    name: str
    kind: Kind
    aliases: tuple[str, ...] = ()
    country: str | None = None
    sector: str | None = None
    role: str | None = None
    start: date | None = None
    end: date | None = None
    note: str | None = None
    source: str | None = None

    def valid(self, on: date) -> bool:
        """Whether the period covers that day, ``valid(date(2024, 6, 19))``."""
        return (self.start is None or self.start <= on) and (self.end is None or on <= self.end)
