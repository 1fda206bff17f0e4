"""How finely a chart counts time."""

import datetime
from typing import Literal

Unit = Literal["day", "month", "year"]


def unit_of(first: datetime.date | None, last: datetime.date | None) -> Unit:
    """The unit that makes a readable number of bars: days within two months, years from twelve years on."""
    if first is None or last is None or (last - first).days > 12 * 365:
        return "year" if first else "month"
    return "day" if (last - first).days <= 62 else "month"


def first_day(day: datetime.date, unit: Unit) -> datetime.date:
    """The first day of the day, month or year that a day lies in."""
    return day if unit == "day" else day.replace(day=1) if unit == "month" else day.replace(month=1, day=1)
