"""A state or territory and the words that stand for it."""

from datetime import date

import msgspec


class Country(msgspec.Struct, frozen=True, kw_only=True):
    """A state or territory, present or past, such as ``PRK``: “North Korea”, “DPRK”, “North Koreans”, “Pyongyang”.

    ``iso3`` is ISO 3166-1 alpha-3 (``XKX`` for Kosovo; former codes such as ``SUN`` for former states), ``cow`` the
    Correlates of War state number. ``start`` and ``end`` bound its existence as this state; ``None`` leaves it open.
    ``source`` says where the line stands, ``"countries.csv line 2"``.
    """

    iso3: str
    name: str
    aliases: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    cow: int | None = None
    start: date | None = None
    end: date | None = None
    source: str | None = None

    @property
    def capital(self) -> str | None:
        """The first capital listed, ``"Pyongyang"``; ``None`` where there is none."""
        return self.capitals[0] if self.capitals else None

    def existed(self, on: date) -> bool:
        """Whether it was a state on that day: ``SUN.existed(date(1995, 1, 1))`` is ``False``."""
        return (self.start is None or self.start <= on) and (self.end is None or on <= self.end)
