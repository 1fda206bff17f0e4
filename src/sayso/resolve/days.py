"""Stretches of days, and the words that name them."""

import datetime
from calendar import monthrange
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from sayso.when import Precision

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11)}
_NUMBERS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_QUANTITIES = {"a": 1, "an": 1, "the": 1, "couple": 2, "few": 3, "several": 3, "thirty": 30, "forty": 40, "fifty": 50}


class Stretch(NamedTuple):
    """The first and the last day, both included, and how exactly they are meant."""

    start: datetime.date
    end: datetime.date
    precision: Precision

    @classmethod
    def day(cls, day: datetime.date) -> "Stretch":
        """One day."""
        return cls(day, day, "day")

    @classmethod
    def week(cls, day: datetime.date) -> "Stretch":
        """The week, Monday to Sunday, that holds the day."""
        monday = day - datetime.timedelta(days=day.weekday())
        return cls(monday, monday + datetime.timedelta(days=6), "week")

    @classmethod
    def month(cls, year: int, month: int) -> "Stretch":
        """A whole month."""
        return cls(datetime.date(year, month, 1), datetime.date(year, month, monthrange(year, month)[1]), "month")

    @classmethod
    def year(cls, year: int, last: int | None = None) -> "Stretch":
        """A whole year, or the years from the first to the last."""
        end = datetime.date(last or year, 12, 31)
        return cls(datetime.date(year, 1, 1), end, "range" if last else "year")


def number(word: str) -> int | None:
    """A number as news writes it: ``number("three")`` and ``number("3")`` give 3; ``None`` for another word."""
    if word.isdecimal():
        return int(word)
    if word in _NUMBERS:
        return _NUMBERS.index(word)
    return _QUANTITIES.get(word)


def shift(day: datetime.date, unit: str, count: int) -> datetime.date:
    """The day that lies ``count`` days, weeks, months, years or decades later (earlier where negative)."""
    match unit:
        case "day":
            return day + datetime.timedelta(days=count)
        case "week" | "fortnight":
            return day + datetime.timedelta(days=count * (7 if unit == "week" else 14))
        case "month":
            return day + relativedelta(months=count)
        case "decade" | "century":
            return day + relativedelta(years=count * (10 if unit == "decade" else 100))
        case _:
            return day + relativedelta(years=count)


def around(day: datetime.date, unit: str) -> Stretch:
    """The day, week, month or year that holds a day: what “two months ago” means once it is counted back."""
    match unit:
        case "week":
            return Stretch.week(day)
        case "month":
            return Stretch.month(day.year, day.month)
        case "year" | "decade" | "century":
            return Stretch.year(day.year)
        case _:
            return Stretch.day(day)


def part(whole: Stretch, which: str) -> Stretch:
    """The “early”, “mid” or “late” part of a month, a year or a decade."""
    start, end = whole.start, whole.end
    years = end.year - start.year + 1
    if whole.precision == "month":
        first, last = {"early": (1, 10), "mid": (11, 20), "late": (21, end.day)}[which]
        return Stretch(start.replace(day=first), start.replace(day=last), "range")
    if years == 1:
        first, last = {"early": (1, 3), "mid": (5, 8), "late": (10, 12)}[which]
        return Stretch(Stretch.month(start.year, first).start, Stretch.month(start.year, last).end, "range")
    first, last = {"early": (0, 3), "mid": (4, 6), "late": (7, years - 1)}[which]
    return Stretch.year(start.year + first, start.year + last)
