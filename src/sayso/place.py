"""Where an event is said to have happened."""

import msgspec

from sayso.span import Span


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A place named in the report.

    ``country`` is ISO 3166-1 alpha-3; ``latitude`` and ``longitude`` are degrees (WGS 84); ``geonames`` is the id
    that GeoNames has for it.
    """

    span: Span
    name: str
    country: str | None = None
    geonames: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    reason: str | None = None
