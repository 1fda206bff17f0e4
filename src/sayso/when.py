"""When an event is said to have happened."""

import datetime
from typing import Literal

import msgspec

from sayso.span import Span

Precision = Literal["day", "week", "month", "season", "year", "range"]


class When(msgspec.Struct, frozen=True, kw_only=True):
    """The days that a time expression stands for: first and last, both included.

    “on Wednesday” in a report of Thursday 20 June 2024 is ``start = end = 2024-06-19``, precision ``day``;
    “in 2011” is 2011-01-01 to 2011-12-31, precision ``year``.
    """

    span: Span
    start: datetime.date
    end: datetime.date
    precision: Precision
    reason: str | None = None
