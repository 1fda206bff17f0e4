"""A region, sea, front, province or city that the news speaks of."""

import msgspec


class Region(msgspec.Struct, frozen=True, kw_only=True):
    """A place with the states that it lies in, such as the Golan Heights: ``("SYR", "ISR")``, 33.0 N, 35.8 E.

    Countries stand with the internationally recognised or first-named owner first; a sea may have none.
    ``source`` says where the line stands, ``"regions.csv line 2"``.
    """

    name: str
    aliases: tuple[str, ...] = ()
    kind: str
    countries: tuple[str, ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    source: str | None = None
