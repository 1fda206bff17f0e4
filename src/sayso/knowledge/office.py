"""Which of a person's lines counts on a day: in office, or out of it."""

import datetime
import re
from collections.abc import Sequence

import msgspec

from sayso.knowledge.entry import Entry
from sayso.knowledge.naming import normal_form

OFFICES = frozenset({"GOV", "MIL", "LEG", "JUD", "COP", "IGO"})
_HEAD = re.compile(r"(?:supreme leader|president|prime minister|chancellor|king|queen|emir|sultan|taoiseach|premier)")
_FORMERLY = re.compile(r"\b(?:former|ex|retired)\b", re.IGNORECASE)
_LONG_AGO = datetime.date.min


class Office(msgspec.Struct, frozen=True, kw_only=True):
    """What someone is on a day: the line that counts, the sector by then, and since when out of office, if so.

    Example: Tony Blair in 2012 has the line of the prime minister of 1997 to 2007, ``ELI``, ``since`` 2007-06-27.
    """

    entry: Entry
    sector: str | None
    since: datetime.date | None = None

    @property
    def out(self) -> bool:
        """Whether the office of the line is no longer held."""
        return self.sector != self.entry.sector


def office(lines: Sequence[Entry], on: datetime.date | None, title: str = "") -> Office:
    """What the one whom all ``lines`` describe is on the day; where it is unknown, the office that the title names.

    Someone whose office has ended is ``ELI``, unless a line says what came after.
    """
    entry = _likeliest(lines, on, title)
    if on is not None and not entry.valid(on):
        past = [line for line in lines if line.end is not None and line.end < on]
        if past:
            entry = max(past, key=lambda line: line.end or _LONG_AGO)
            if entry.sector in OFFICES and entry.kind == "person":
                return Office(entry=entry, sector="ELI", since=entry.end)
    elif on is None and _FORMERLY.search(title) and entry.sector in OFFICES:
        return Office(entry=entry, sector="ELI")
    return Office(entry=entry, sector=entry.sector)


def _likeliest(lines: Sequence[Entry], on: datetime.date | None, title: str) -> Entry:
    """Of one person's lines one that holds on the day; on an unknown day the one in the title, else the highest."""
    held = [line for line in lines if on is not None and line.valid(on)]
    said = set(normal_form(title).split())
    return max(
        held or lines,
        key=lambda line: (
            len(said & set(normal_form(line.role or "").split())),
            rank(line),
            line.sector in OFFICES,  # a senator who runs for president is a senator
            line.start or _LONG_AGO,
        ),
    )


def rank(entry: Entry) -> int:
    """How high an office is: 3 for the head of a state or government, 2 in a government, 1 in politics, else 0."""
    if entry.sector == "GOV":
        return 3 if _HEAD.fullmatch(entry.role or "") else 2
    return 1 if entry.sector in ("PTY", "OPP", "LEG", "REB") else 0
