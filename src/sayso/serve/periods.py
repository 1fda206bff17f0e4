"""How finely a chart counts time."""

import datetime
from typing import Literal

Unit = Literal["day", "month", "year"]


def unit_of(first: datetime.date | None, last: datetime.date | None) -> Unit:
    """The unit that makes a readable number of bars: days within two months, years from twelve years on."""
    if first is None or last is None or (last - first).days > 12 * 365:
        return "year" if first else "month"
    return "day" if (last - first).days <= 62 else "month"
