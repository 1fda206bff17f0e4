"""Time expression → days: “on Wednesday” in a report of 20 June 2024 is 19 June 2024."""

import datetime
import re
from collections.abc import Callable
from typing import NamedTuple

from sayso.resolve.days import MONTHS, SEASONS, WEEKDAYS, Stretch, around, number, part, shift
from sayso.span import Span
from sayso.when import When

_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_YEAR = r"(?P<year>1[0-9]\d\d|20\d\d|21\d\d)"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_WEEKDAY = r"(?P<weekday>mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"
_UNIT = r"(?P<unit>day|week|fortnight|month|year|decade|century)s?"
_COUNT = (
    r"(?P<count>\d+|an?|the|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    r"|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|couple of|few|several)"
)
_LAST_WEEKDAY = r"(?P<weekday2>mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b"
_MOST = _COUNT.replace("<count>", "<count2>")
LASTING = "how long it has gone on"  # the reason of a time that is a length alone: “four years of war”
_SEASON = r"(?P<season>spring|summer|autumn|fall|winter)"

# Spans of time that reports call by a name.
_NAMED = {
    r"(?:world war (?:ii|two)|(?:the )?second world war|wwii)": ("1939-09-01", "1945-09-02"),
    r"(?:world war (?:i|one)|(?:the )?first world war|wwi)": ("1914-07-28", "1918-11-11"),
    r"korean war": ("1950-06-25", "1953-07-27"),
    r"cold war": ("1947-03-12", "1991-12-26"),
    r"vietnam war": ("1955-11-01", "1975-04-30"),
    r"iran[-–]iraq war": ("1980-09-22", "1988-08-20"),
    r"(?:9/11|september 11(?:th)? attacks|11 september attacks)": ("2001-09-11", "2001-09-11"),
    r"six[- ]day war": ("1967-06-05", "1967-06-10"),
    r"holocaust": ("1941-01-01", "1945-05-08"),
}


class Now(NamedTuple):
    """What a time expression is relative to.

    ``published`` is the day of publication, ``future`` says that the event lies ahead, ``anchor`` the time last
    spoken of (“the same day”). ``told_by`` says that the event is what the time is told by: “two years after the war
    began” is two years ago for the beginning. ``since`` says that the words stand behind a “since” of their own
    clause: “since the army came in May”.
    """

    published: datetime.date | None = None
    future: bool = False
    anchor: Stretch | None = None
    told_by: bool = False
    since: bool = False


class _Rule(NamedTuple):
    pattern: re.Pattern[str]
    days: Callable[[re.Match[str], Now], Stretch | None]
    reason: str


class Dates:
    """Resolves time expressions.

    >>> text = "They met on Wednesday."
    >>> now = Now(published=datetime.date(2024, 6, 20))
    >>> when = Dates().resolve(Span.of(text, 9, 21), now)
    >>> when.start.isoformat(), when.precision
    ('2024-06-19', 'day')
    """

    def __init__(self) -> None:
        self._rules = _rules()
        self._named = [
            (
                re.compile(rf"\b{name}\b"),
                Stretch(datetime.date.fromisoformat(first), datetime.date.fromisoformat(last), "range"),
            )
            for name, (first, last) in _NAMED.items()
        ]

    def resolve(self, span: Span, now: Now) -> When | None:
        """The days that the words stand for; ``None`` where they don't say, or say it relative to an unknown day."""
        text = " ".join(span.text.lower().replace("’", "'").split())
        found = self._days(text, now)
        if found is None:
            return None
        stretch, reason = found
        return When(span=span, start=stretch.start, end=stretch.end, precision=stretch.precision, reason=reason)

    def _days(self, text: str, now: Now) -> tuple[Stretch, str] | None:
        for pattern, stretch in self._named:
            if pattern.search(text):
                return stretch, "a time known by name"
        for rule in self._rules:
            match = rule.pattern.search(text)
            if match is None:
                continue
            try:
                stretch = rule.days(match, now)
            except (ValueError, OverflowError):  # 31 February, the year 20000
                return None
            if stretch is not None:
                stretch = _bounded(text, stretch, now)
                return stretch, rule.reason
        return None


def _bounded(text: str, stretch: Stretch, now: Now) -> Stretch:
    """“since 2011” goes on until the report; “by 2030” begins with it."""
    if now.published is None or now.told_by:
        return stretch
    open_ended = now.since or re.match(r"(?:ever )?since\b|as of\b|from\b.*\bon(?:wards)?$", text)
    if open_ended and stretch.start <= now.published:
        return Stretch(stretch.start, now.published, "range")
    if re.match(r"by\b", text) and now.future and stretch.end > now.published and stretch.precision != "day":
        return Stretch(now.published, stretch.end, "range")
    return stretch


def _rules() -> list[_Rule]:
    """The ways of telling a time, in the order in which they are tried: what says most comes first."""
    table: list[tuple[str, Callable[[re.Match[str], Now], Stretch | None], str]] = [
        (r"\b(\d{4})-(\d\d)-(\d\d)\b", _iso, "an ISO day"),
        (
            rf"\b{_DAY}[-–/ ]+(?:and |to )?(?P<day2>\d\d?) (?:of )?{_MONTH}(?:,? {_YEAR})?",
            _days_of_month,
            "days of a month",
        ),
        (rf"\b{_MONTH} {_DAY}[-–](?P<day2>\d\d?)\b(?:,? {_YEAR})?", _days_of_month, "days of a month"),
        (rf"\b{_DAY} (?:of )?{_MONTH}(?:,? {_YEAR})?", _day_of_month, "a day of a month"),
        (rf"\b{_MONTH} (?:the )?{_DAY}\b(?!\d)(?:,? {_YEAR})?", _day_of_month, "a day of a month"),
        (rf"\b(?P<part>early|mid|late)[- ](?:in )?{_MONTH}(?:,? (?:of )?{_YEAR})?", _month, "a part of a month"),
        (
            rf"(?:\b(?P<which>last|this|next) )?\b{_MONTH}(?:,? (?:of )?(?:{_YEAR}|(?P<rel>last|this|next) year))?",
            _month,
            "a month",
        ),
        (
            rf"\b(?:q(?P<quarter>[1-4])|(?P<nth>first|second|third|fourth) quarter(?: of)?) {_YEAR}",
            _quarter,
            "a quarter",
        ),
        (rf"\b{_SEASON}(?: of)? {_YEAR}", _season, "a season"),
        (rf"\b(?P<which>last|this|next) {_SEASON}\b", _season, "a season"),
        (rf"\b(?:from |between )?{_YEAR}(?: to | and |[-–])(?P<year2>\d{{4}}|\d\d)\b", _years, "years"),
        (r"\b(?:(?P<part>early|mid|late)[- ])?(?:the )?(?P<decade>1[5-9]\d0|20\d0)'?s\b", _decade, "a decade"),
        (rf"\b(?P<part>early|mid|late)[- ](?:in )?{_YEAR}", _year, "a part of a year"),
        (rf"\b{_YEAR}\b", _year, "a year"),
        (
            r"\b(?:the )?(?P<which>same day|that day)\b|\bhours (?:later|after|earlier)\b|\blater (?:in|on"
            r"|that|the same) (?:the )?day\b",
            _anchor_day,
            "the day last spoken of",
        ),
        (
            r"\b(?:earlier|later) in the day\b",
            lambda m, now: _anchor_day(m, now) or _from_day(now, 0),
            "the day last spoken of",
        ),
        (
            r"\bthe (?P<which>next|following|previous) (?:day|morning|afternoon|evening|night)\b",
            _neighbour,
            "counted from the time last spoken of",
        ),
        (r"\b(?:ever )?since then\b", _since_then, "from the time last spoken of until the report"),
        (
            rf"\b(?:(?P<which>last|this|next|coming|past) )?{_WEEKDAY}(?: (?:morning|afternoon|evening|night))?"
            rf" (?:and|to|through|until) {_LAST_WEEKDAY}",
            _weekdays,
            "days of the week",
        ),
        (rf"\b(?P<which>last|this|next|coming|past) {_WEEKDAY}", _weekday, "a day of the week"),
        (
            rf"\b{_WEEKDAY}(?P<lastweek> (?:of )?last week)?(?P<nextweek> (?:of )?next week)?",
            _weekday,
            "a day of the week",
        ),
        (r"\b(?:the )?day before yesterday\b", lambda m, now: _from_day(now, -2), "counted from publication"),
        (r"\b(?:the )?day after tomorrow\b", lambda m, now: _from_day(now, 2), "counted from publication"),
        (r"\byesterday\b|\blast night\b|\bovernight\b", lambda m, now: _from_day(now, -1), "counted from publication"),
        (r"\btomorrow\b", lambda m, now: _from_day(now, 1), "counted from publication"),
        (
            r"\btoday\b|\btonight\b|\bthis (?:morning|afternoon|evening)\b",
            lambda m, now: _from_day(now, 0),
            "the day of publication",
        ),
        (r"\b(?:(?P<which>last|this|next|past|coming) |(?:at|over) the )weekend\b", _weekend, "a weekend"),
        (r"\b(?P<half>first|second) half of (?P<which>last|this|next) year\b", _half, "half a year"),
        (
            r"\b(?P<part>early|mid|late|end of|beginning of|start of) (?:in )?(?P<which>last|this|next"
            r"|the) (?P<unit>month|year|week)\b",
            _part_of,
            "a part of a month or year",
        ),
        (
            r"\b(?:earlier |later )?(?:in )?that (?P<unit>week|month|year|decade)\b",
            _that,
            "the time last spoken of",
        ),
        (
            r"\b(?P<part>earlier|later) (?:in )?this (?P<unit>week|month|year)\b",
            _rest_of,
            "a part of the week, month or year",
        ),
        (
            r"\b(?P<which>last|this|next|the coming|the same|the past|the previous|the current"
            r"|the following) (?P<unit>week|month|year|decade|century)\b",
            _whole,
            "a whole week, month or year",
        ),
        (
            rf"\b(?P<bound>less|more) than {_COUNT} {_UNIT} ago\b",
            _bounded_ago,
            "counted from publication",
        ),
        (rf"\b{_COUNT} {_UNIT}(?: and a half)? ago\b", _ago, "counted from publication"),
        (
            rf"\b{_COUNT} {_UNIT}(?: after| since)?\b",
            lambda m, now: _ago(m, now) if now.told_by else None,
            "counted back from publication to what the time is told by",
        ),
        (
            rf"\b{_COUNT} {_UNIT} (?P<way>later|after|earlier|before|previously)\b",
            _after,
            "counted from the time last spoken of",
        ),
        (
            rf"\b(?:over|in|during|for|within|through)?(?: the)? ?(?:last|past|previous|recent) {_COUNT} {_UNIT}",
            _past,
            "counted back from publication",
        ),
        (
            rf"\b(?:over|in|during|within|for)?(?: the)? ?(?:next|coming|following) {_COUNT} {_UNIT}",
            _coming,
            "counted on from publication",
        ),
        (
            rf"\bfirst (?:\w+ )*(?:in|for) (?:\w+ than |about |over )?{_COUNT} {_UNIT}",
            _past,
            "counted back from publication",
        ),
        (
            rf"\b(?:in|within) {_COUNT}(?: to | or |[-–]){_MOST} {_UNIT}",
            _between,
            "counted from publication",
        ),
        (rf"\b(?:in|within) {_COUNT} {_UNIT}", _in, "counted from publication"),
        (
            rf"^(?:for|over|after|during|throughout|in)?\s?(?:the |a )?{_COUNT}[- ](?P<unit>week|month|year|decade)s?\b"
            r"(?![- ]old| (?:later|after|earlier|before|since|ago))",
            _lasting,
            LASTING,
        ),
    ]
    return [_Rule(re.compile(pattern), days, reason) for pattern, days, reason in table]


def _group(match: re.Match[str], name: str) -> str | None:
    return match.group(name) if name in match.re.groupindex else None


def _month_number(match: re.Match[str]) -> int:
    return MONTHS.index(match["month"][:3]) + 1


def _count(match: re.Match[str]) -> int | None:
    return number(match["count"].split()[0])


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
    # A date given in full a little ahead is ahead: nobody writes “28 November” on the 20th and means last year.
    soon = [d for d in days if 0 < (d.start - now.published).days <= 45]
    return soon[0] if soon else _nearest(days, now)


def _exists(year: int, month: int, day: int) -> bool:
    return 1 <= year <= 9999 and 1 <= day <= Stretch.month(year, month).end.day


def _days_of_month(match: re.Match[str], now: Now) -> Stretch | None:
    first = _day_of_month(match, now)
    if first is None:
        return None
    last = first.start.replace(day=int(match["day2"]))
    return Stretch(first.start, last, "range") if last >= first.start else None


def _month(match: re.Match[str], now: Now) -> Stretch | None:
    month, year, relative = _month_number(match), match["year"], _group(match, "rel")
    if not year and match["month"] in ("may", "mar") and not _surely_month(match):
        return None
    if year:
        stretch = Stretch.month(int(year), month)
    elif now.published is None:
        return None
    elif relative:
        stretch = Stretch.month(now.published.year + {"last": -1, "this": 0, "next": 1}[relative], month)
    else:
        which = _group(match, "which")
        future = now.future or which == "next"
        months = [Stretch.month(y, month) for y in _years_near(now)]
        stretch = _nearest(months, now._replace(future=future))
        if stretch is None:
            return None
    which_part = _group(match, "part")
    return part(stretch, which_part) if which_part else stretch


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
    season, which = match["season"], _group(match, "which")
    if which is None:
        return _season_of(season, int(match["year"]))
    if now.published is None:
        return None
    seasons = [_season_of(season, year) for year in _years_near(now)]
    if which == "last":
        return next((s for s in reversed(seasons) if s.end < now.published), None)
    return next((s for s in seasons if s.end >= now.published), None)


def _season_of(season: str, year: int) -> Stretch:
    if season == "winter":
        return Stretch(datetime.date(year, 1, 1), datetime.date(year, 3, 31), "season")
    first, last = SEASONS[season]
    return Stretch(Stretch.month(year, first).start, Stretch.month(year, last).end, "season")


def _years(match: re.Match[str], now: Now) -> Stretch | None:
    first, second = match["year"], match["year2"]
    last = int(second if len(second) == 4 else first[:2] + second)
    return Stretch.year(int(first), last) if last > int(first) else None


def _decade(match: re.Match[str], now: Now) -> Stretch | None:
    first = int(match["decade"])
    years = 99 if first % 100 == 0 and first < 2000 else 9
    whole = Stretch.year(first, first + years)
    return part(whole, match["part"]) if match["part"] else whole


def _year(match: re.Match[str], now: Now) -> Stretch | None:
    whole = Stretch.year(int(match["year"]))
    which = _group(match, "part")
    return part(whole, which) if which else whole


def _anchor_day(match: re.Match[str], now: Now) -> Stretch | None:
    anchor = now.anchor
    return anchor if anchor is not None and anchor.precision == "day" else None


def _weekday(match: re.Match[str], now: Now) -> Stretch | None:
    if now.published is None:
        return None
    index = WEEKDAYS.index(match["weekday"][:3])
    which = _group(match, "which")
    if _group(match, "lastweek") or _group(match, "nextweek"):
        monday = Stretch.week(now.published).start
        return Stretch.day(monday + datetime.timedelta(days=index + (-7 if _group(match, "lastweek") else 7)))
    ahead = (index - now.published.weekday()) % 7
    if which == "this" and ahead <= 3:  # “this Saturday” in a report of Friday; on Monday it is the one just past
        return Stretch.day(now.published + datetime.timedelta(days=ahead))
    if which in ("next", "coming") or (now.future and which not in ("last", "past")):
        return Stretch.day(now.published + datetime.timedelta(days=ahead or (7 if which == "next" else 0)))
    back = (now.published.weekday() - index) % 7
    if which == "last" and back == 0:
        back = 7
    return Stretch.day(now.published - datetime.timedelta(days=back))


def _weekdays(match: re.Match[str], now: Now) -> Stretch | None:
    first = _weekday(match, now)
    if first is None:
        return None
    days = (WEEKDAYS.index(match["weekday2"][:3]) - first.start.weekday()) % 7
    return Stretch(first.start, first.start + datetime.timedelta(days=days), "range")


def _neighbour(match: re.Match[str], now: Now) -> Stretch | None:
    anchor = _anchor_day(match, now)
    if anchor is None:
        return None
    return Stretch.day(anchor.start + datetime.timedelta(days=-1 if match["which"] == "previous" else 1))


def _since_then(match: re.Match[str], now: Now) -> Stretch | None:
    if now.anchor is None or now.published is None or now.anchor.start > now.published:
        return None
    return Stretch(now.anchor.start, now.published, "range")


def _from_day(now: Now, days: int) -> Stretch | None:
    return Stretch.day(now.published + datetime.timedelta(days=days)) if now.published else None


def _weekend(match: re.Match[str], now: Now) -> Stretch | None:
    if now.published is None:
        return None
    saturday = Stretch.week(now.published).start + datetime.timedelta(days=5)
    ahead = match["which"] in ("next", "coming") or (now.future and match["which"] != "last")
    behind = match["which"] in ("last", "past") and saturday <= now.published
    if behind or (not ahead and saturday > now.published):
        saturday -= datetime.timedelta(days=7)
    return Stretch(saturday, saturday + datetime.timedelta(days=1), "range")


def _half(match: re.Match[str], now: Now) -> Stretch | None:
    if now.published is None:
        return None
    year = now.published.year + {"last": -1, "this": 0, "next": 1}[match["which"]]
    first, last = (1, 6) if match["half"] == "first" else (7, 12)
    return Stretch(Stretch.month(year, first).start, Stretch.month(year, last).end, "range")


def _part_of(match: re.Match[str], now: Now) -> Stretch | None:
    whole = _relative(match["which"].replace("the", "this"), match["unit"], now)
    if whole is None:
        return None
    word = match["part"]
    if word == "end of":
        return Stretch.day(whole.end)
    if match["unit"] == "week":
        return Stretch(whole.start + datetime.timedelta(days=3), whole.end, "range") if word == "late" else whole
    return part(whole, "early" if word in ("beginning of", "start of") else word)


def _rest_of(match: re.Match[str], now: Now) -> Stretch | None:
    whole = _relative("this", match["unit"], now)
    if whole is None or now.published is None:
        return None
    if match["part"] == "earlier":
        start = around(now.published, match["unit"]).start
        return Stretch(start, now.published, "range")
    return Stretch(now.published, whole.end, "range")


def _that(match: re.Match[str], now: Now) -> Stretch | None:
    """“that year”: the year of the time last spoken of, all of it, as “later that year” does not say which day."""
    return around(now.anchor.start, match["unit"]) if now.anchor is not None else None


def _whole(match: re.Match[str], now: Now) -> Stretch | None:
    which = match["which"].removeprefix("the ")
    if which in ("same", "previous", "following"):
        if now.anchor is None:
            return None
        step = {"same": 0, "previous": -1, "following": 1}[which]
        return around(shift(now.anchor.start, match["unit"], step), match["unit"])
    if which in ("coming", "past") and now.published is not None:
        step = 1 if which == "coming" else -1
        days = sorted((now.published, shift(now.published, match["unit"], step)))
        return Stretch(days[0], days[1], "range")
    return _relative("this" if which == "current" else which, match["unit"], now)


def _relative(which: str, unit: str, now: Now) -> Stretch | None:
    """“last month”, “this year”, “next week”: the whole calendar unit before, around or after publication."""
    if now.published is None:
        return None
    step = {"last": -1, "this": 0, "next": 1}[which]
    if unit == "week" and now.published.weekday() == 6:  # a Sunday's report counts from that Sunday
        start = shift(now.published, "week", step)
        return Stretch(start, start + datetime.timedelta(days=6), "week")
    return around(shift(now.published, unit, step), unit)


def _ago(match: re.Match[str], now: Now) -> Stretch | None:
    count = _count(match)
    if count is None or now.published is None:
        return None
    unit = match["unit"]
    return around(shift(now.published, unit, -count), unit)


def _bounded_ago(match: re.Match[str], now: Now) -> Stretch | None:
    """“less than a year ago”: within the year; “more than a year ago”: in that year, and not after that day."""
    count = _count(match)
    if count is None or now.published is None:
        return None
    day = shift(now.published, match["unit"], -count)
    if match["bound"] == "less":
        return Stretch(day, now.published, "range")
    return Stretch(around(day, match["unit"]).start, day, "range")


def _after(match: re.Match[str], now: Now) -> Stretch | None:
    count = _count(match)
    if count is None or now.anchor is None:
        return None
    sign = 1 if match["way"] in ("later", "after") else -1
    return around(shift(now.anchor.start, match["unit"], sign * count), match["unit"])


def _past(match: re.Match[str], now: Now) -> Stretch | None:
    count = _count(match)
    if count is None or now.published is None:
        return None
    return Stretch(shift(now.published, match["unit"], -count), now.published, "range")


def _coming(match: re.Match[str], now: Now) -> Stretch | None:
    count = _count(match)
    if count is None or now.published is None:
        return None
    end = shift(now.published, match["unit"], count) - datetime.timedelta(days=1)
    return Stretch(now.published, end, "range")


def _in(match: re.Match[str], now: Now) -> Stretch | None:
    """“in three weeks”: ahead where the event is ahead, else the stretch that led up to now (“first in 24 years”)."""
    count = _count(match)
    if count is None or now.published is None:
        return None
    if now.future:
        return around(shift(now.published, match["unit"], count), match["unit"])
    return Stretch(shift(now.published, match["unit"], -count), now.published, "range")


def _between(match: re.Match[str], now: Now) -> Stretch | None:
    """“within five to ten years”."""
    least, most = _count(match), number(match["count2"].split()[0])
    if least is None or most is None or now.published is None or not least <= most:
        return None
    first, last = (around(shift(now.published, match["unit"], n), match["unit"]) for n in (least, most))
    return Stretch(first.start, last.end, "range")


def _lasting(match: re.Match[str], now: Now) -> Stretch | None:
    """“four years of war” led up to the report; “over two years” lie ahead of it where the event does."""
    if match["count"] == "the":
        return None
    return _coming(match, now) if now.future else _past(match, now)
