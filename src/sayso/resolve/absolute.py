"""Times that the calendar tells: days of a month, months, seasons, years, decades."""

import datetime
import re

from sayso.resolve.days import MONTHS, SEASONS, Stretch, part
from sayso.resolve.expressions import (
    DAY,
    MONTH,
    SEASON,
    YEAR,
    Now,
    Reader,
    Rule,
    rules,
)

_SOON = 45  # days within which a day of a month without a year is meant
_LATELY = 60  # days within which a month that is over is meant, and not the next of its name
_ANY_MONTH = MONTH.replace("?P<month>", "?:").removesuffix(r"\b\.?")

_THAT_YEAR = r"(?:that|the same) year\b"


def absolute() -> list[Rule]:
    """The ways of telling a time by the calendar, in the order in which they are tried: what says most comes first."""
    table: list[tuple[str, Reader, str]] = [
        (r"\b(\d{4})-(\d\d)-(\d\d)\b", _iso, "an ISO day"),
        (
            rf"\b{DAY}[-–/ ]+(?:and |to )?(?P<day2>\d\d?) (?:of )?{MONTH}(?:,? {YEAR})?",
            _days_of_month,
            "days of a month",
        ),
        (rf"\b{MONTH} {DAY}[-–](?P<day2>\d\d?)\b(?:,? {YEAR})?", _days_of_month, "days of a month"),
        (rf"\b{DAY} (?:of )?{MONTH}(?: of)? {_THAT_YEAR}", _day_then, "a day of the year last spoken of"),
        (rf"\b{MONTH} (?:the )?{DAY},?(?: of)? {_THAT_YEAR}", _day_then, "a day of the year last spoken of"),
        (rf"\b{DAY} (?:of )?{MONTH}(?:,? {YEAR})?", _day_of_month, "a day of a month"),
        (rf"\b{MONTH} (?:the )?{DAY}\b(?!\d)(?:,? {YEAR})?", _day_of_month, "a day of a month"),
        (
            rf"\b{MONTH} (?:and|to|through|until) (?P<month2>{_ANY_MONTH})\b(?:,? (?:of )?{YEAR})?",
            _months,
            "months",
        ),
        (rf"\bthat {MONTH}", _month_then, "a month of the year last spoken of"),
        (rf"\b{MONTH},?(?: of)? {_THAT_YEAR}", _month_then, "a month of the year last spoken of"),
        (rf"\b(?P<part>early|mid|late)[- ](?:in )?{MONTH}(?:,? (?:of )?{YEAR})?", _month, "a part of a month"),
        (
            rf"(?:\b(?P<which>last|this|next) )?\b{MONTH}(?:,? (?:of )?(?:{YEAR}|(?P<rel>last|this|next) year))?",
            _month,
            "a month",
        ),
        (
            rf"\b(?:q(?P<quarter>[1-4])|(?P<nth>first|second|third|fourth) quarter(?: of)?) {YEAR}",
            _quarter,
            "a quarter",
        ),
        (rf"\b{SEASON}(?: of)? {YEAR}", _season, "a season"),
        (rf"\b(?P<which>last|this|next) {SEASON}\b", _season, "a season"),
        (rf"\b(?:over|in|during|throughout|through) the {SEASON}\b", _season_near, "a season"),
        (rf"\b{YEAR},(?: \d{{4}},?)* and (?P<year2>\d{{4}})\b", _years, "years"),
        (rf"\b(?:from |between )?{YEAR}(?: to | and |[-–])(?P<year2>\d{{4}}|\d\d)\b", _years, "years"),
        (r"\b(?P<decade>1[5-9]\d0|20\d0)'?s and (?:the )?(?P<decade2>1[5-9]\d0|20\d0)'?s\b", _decades, "decades"),
        (r"\b(?:(?P<part>early|mid|late)[- ])?(?:the )?(?P<decade>1[5-9]\d0|20\d0)'?s\b", _decade, "a decade"),
        (r"\b(?:(?P<part>early|mid|late)[- ])?the '?(?P<short>[2-9]0)'?s\b", _decade, "a decade"),
        (rf"\b(?P<part>early|mid|late)[- ](?:in )?{YEAR}", _year, "a part of a year"),
        (rf"\b{YEAR}\b", _year, "a year"),
    ]
    return rules(table)


def _month_number(match: re.Match[str]) -> int:
    return MONTHS.index(match["month"][:3]) + 1


def _iso(match: re.Match[str], now: Now) -> Stretch | None:
    return Stretch.day(datetime.date.fromisoformat(match[0]))


def _years_near(now: Now) -> range:
    """The years in which a month or a day without one may lie."""
    published = now.published or datetime.date.max
    return range(published.year - 1, published.year + 2)


def _nearest(candidates: list[Stretch], now: Now) -> Stretch | None:
    """The last of the stretches that has begun by publication; where the event lies ahead, the first not over."""
    if now.published is None:
        return None
    if now.future:
        return next((c for c in candidates if c.end >= now.published), None)
    return next((c for c in reversed(candidates) if c.start <= now.published), None)


def _day_of_month(match: re.Match[str], now: Now) -> Stretch | None:
    month, day, year = _month_number(match), int(match["day"]), match["year"]
    if year:
        return Stretch.day(datetime.date(int(year), month, day))
    if now.published is None:
        return None
    days = [Stretch.day(datetime.date(y, month, day)) for y in _years_near(now) if _exists(y, month, day)]
    if not days:
        raise ValueError(f"there is no {match[0]!r}")
    # A date given in full a little ahead is ahead: nobody writes “28 November” on the 20th and means last year,
    # nor “13 October” in November and means the next.
    soon = [d for d in days if 0 < (d.start - now.published).days <= _SOON]
    past = [d for d in days if 0 <= (now.published - d.start).days <= _SOON]
    return (soon or past or [_nearest(days, now)])[0]


def _exists(year: int, month: int, day: int) -> bool:
    return 1 <= year <= 9999 and 1 <= day <= Stretch.month(year, month).end.day


def _days_of_month(match: re.Match[str], now: Now) -> Stretch | None:
    first = _day_of_month(match, now)
    if first is None:
        return None
    last = first.start.replace(day=int(match["day2"]))
    return Stretch(first.start, last, "range") if last >= first.start else None


def _month(match: re.Match[str], now: Now) -> Stretch | None:
    month, year, relative = _month_number(match), match["year"], match.groupdict().get("rel")
    if not year and match["month"] in ("may", "mar") and not _surely_month(match):
        return None
    if year:
        stretch = Stretch.month(int(year), month)
    elif now.published is None:
        return None
    elif relative:
        stretch = Stretch.month(now.published.year + {"last": -1, "this": 0, "next": 1}[relative], month)
    else:
        which = match.groupdict().get("which")
        future = now.future or which == "next"
        months = [Stretch.month(y, month) for y in _years_near(now)]
        if which == "last":
            months, future = [m for m in months if m.end < now.published], False
        just_over = [m for m in months if 0 < (now.published - m.end).days <= _LATELY]
        if future and which is None and just_over:  # of the next, a report of January would say “next December”
            future = False
        stretch = _nearest(months, now._replace(future=future))
        if stretch is None:
            return None
    which_part = match.groupdict().get("part")
    return part(stretch, which_part) if which_part else stretch


def _months(match: re.Match[str], now: Now) -> Stretch | None:
    """“in June and July”: both of them, and those between."""
    if not match["year"] and now.published is None:
        return None
    last = MONTHS.index(match["month2"][:3]) + 1
    if match["year"]:
        end = Stretch.month(int(match["year"]), last)
    else:
        end = _nearest([Stretch.month(year, last) for year in _years_near(now)], now)
    if end is None:
        return None
    first = _month_number(match)
    return Stretch(Stretch.month(end.start.year - (first > last), first).start, end.end, "range")


def _month_then(match: re.Match[str], now: Now) -> Stretch | None:
    """“that May”: May of the year last spoken of."""
    return Stretch.month(now.anchor.start.year, _month_number(match)) if now.anchor is not None else None


def _day_then(match: re.Match[str], now: Now) -> Stretch | None:
    """“21 August that year”."""
    if now.anchor is None:
        return None
    return Stretch.day(datetime.date(now.anchor.start.year, _month_number(match), int(match["day"])))


def _surely_month(match: re.Match[str]) -> bool:
    """True where “may” is the month and not the verb."""
    word = match["month"]
    before = rf"\b(?:in|of|since|until|by|last|next|this|during|early|late|mid)[- ]{word}\b"
    return match.string.strip() == word or re.search(before, match.string) is not None


def _quarter(match: re.Match[str], now: Now) -> Stretch | None:
    nth = ("first", "second", "third", "fourth")
    first = (int(match["quarter"]) if match["quarter"] else nth.index(match["nth"]) + 1) * 3 - 2
    year = int(match["year"])
    return Stretch(Stretch.month(year, first).start, Stretch.month(year, first + 2).end, "range")


def _season(match: re.Match[str], now: Now) -> Stretch | None:
    season, which = match["season"], match.groupdict().get("which")
    if which is None:
        return _season_of(season, int(match["year"]))
    if now.published is None:
        return None
    seasons = [_season_of(season, year) for year in _years_near(now)]
    if which == "last":
        return next((s for s in reversed(seasons) if s.end < now.published), None)
    return next((s for s in seasons if s.end >= now.published), None)


def _season_near(match: re.Match[str], now: Now) -> Stretch | None:
    """“in the autumn”: the last that has begun, or the next where the event lies ahead."""
    return _nearest([_season_of(match["season"], year) for year in _years_near(now)], now)


def _season_of(season: str, year: int) -> Stretch:
    if season == "winter":
        return Stretch(datetime.date(year, 1, 1), datetime.date(year, 3, 31), "season")
    first, last = SEASONS[season]
    return Stretch(Stretch.month(year, first).start, Stretch.month(year, last).end, "season")


def _years(match: re.Match[str], now: Now) -> Stretch | None:
    first, second = match["year"], match["year2"]
    last = int(second if len(second) == 4 else first[:2] + second)
    return Stretch.year(int(first), last) if last > int(first) else None


def _decades(match: re.Match[str], now: Now) -> Stretch | None:
    first, last = int(match["decade"]), int(match["decade2"]) + 9
    return Stretch.year(first, last) if last > first else None


def _decade(match: re.Match[str], now: Now) -> Stretch | None:
    first = int(match["decade"]) if "decade" in match.re.groupindex else 1900 + int(match["short"])
    years = 99 if first % 100 == 0 and first < 2000 else 9
    whole = Stretch.year(first, first + years)
    return part(whole, match["part"]) if match["part"] else whole


def _year(match: re.Match[str], now: Now) -> Stretch | None:
    whole = Stretch.year(int(match["year"]))
    which = match.groupdict().get("part")
    return part(whole, which) if which else whole
