"""The day a report was published, from what files say; a day that is not certain is ``None``."""

import datetime
import re

MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ],
        start=1,
    )
    for name in names.split()
}
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_MONTH = rf"(?P<month>{'|'.join(MONTHS)})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_WEEKDAY = (
    r"(?P<{}>mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)\.?"
)
_LEAD = rf"(?:{_WEEKDAY.format('lead')},?\s+)?"
_TAIL = rf"(?:,?\s+{_WEEKDAY.format('tail')})?"
_ZONE = r"(?:\s*(?:Z|[A-Z]{2,4}|(?:GMT|UTC)?[+-]\d{2}:?\d{2}))?(?:\s*\([A-Z]{3,4}\))?"
_CLOCK = rf"\d{{1,2}}:\d{{2}}(?::\d{{2}}(?:[.,]\d+)?)?(?:\s*[ap]\.?m\.?)?{_ZONE}"
_TIME = rf"(?:,?\s+(?:at\s+)?{_CLOCK})?"

_FORMS = tuple(
    re.compile(form, re.ASCII | re.IGNORECASE)
    for form in (
        rf"{_YEAR}-(?P<month>\d{{2}})-(?P<day>\d{{2}})(?:[T\s]\s*{_CLOCK})?",
        rf"{_YEAR}/(?P<month>\d{{1,2}})/(?P<day>\d{{1,2}}){_TIME}",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:T?\d{6}Z?)?",
        rf"{_LEAD}{_DAY}[\s-]+(?:of\s+)?{_MONTH},?[\s-]+{_YEAR}{_TIME}{_TAIL}{_TIME}",
        rf"{_LEAD}{_MONTH}\s+{_DAY},?\s+{_YEAR}{_TIME}{_TAIL}{_TIME}",
    )
)
_NUMERIC = re.compile(rf"(\d{{1,2}})([/.-])(\d{{1,2}})\2(\d{{4}}){_TIME}", re.ASCII | re.IGNORECASE)


def parse_day(value: object, *, day_first: bool | None = None) -> datetime.date | None:
    """The day that a date in a file names: ``parse_day("June 19, 2024 Wednesday")`` is 19 June 2024.

    With a time and zone, the day is the one written, in its own zone. 03/04/2024 is a day only if ``day_first`` says
    which; 19/06/2024 can mean only one. A weekday that contradicts its date, a month without a day, or anything else
    that is not certain gives ``None``.
    """
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    written = " ".join(str(value).split())
    for form in _FORMS:
        if found := form.fullmatch(written):
            return _from_match(found)
    if found := _NUMERIC.fullmatch(written):
        return _numeric(int(found[1]), int(found[3]), int(found[4]), day_first)
    return None


def _from_match(found: re.Match[str]) -> datetime.date | None:
    parts = found.groupdict()
    month = parts["month"].lower()
    day = _day(int(parts["year"]), MONTHS.get(month) or int(month), int(parts["day"]))
    for weekday in (parts.get("lead"), parts.get("tail")):
        if day and weekday and WEEKDAYS[day.weekday()] != weekday[:3].lower():
            return None
    return day


def _numeric(first: int, second: int, year: int, day_first: bool | None) -> datetime.date | None:
    if day_first is not None:
        return _day(year, second, first) if day_first else _day(year, first, second)
    readings = {_day(year, second, first), _day(year, first, second)} - {None}
    return readings.pop() if len(readings) == 1 else None


def _day(year: int, month: int, day: int) -> datetime.date | None:
    # 0001-01-01 and its like are how databases write "unknown"; no newspaper is older than 1600.
    if year < 1600:
        return None
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
