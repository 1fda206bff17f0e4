"""Times that are told from the day of publication or from the time last spoken of."""

import datetime
import re

from sayso.resolve.days import WEEKDAYS, Stretch, around, number, part, shift
from sayso.resolve.expressions import (
    COUNT,
    LAST_WEEKDAY,
    MOST,
    UNIT,
    WEEKDAY,
    Now,
    Reader,
    Rule,
    rules,
)

_ABOUT = r"(?:(?:just |well )?over|more than|nearly|almost|about|around|at least)"
LASTING = "how long it has gone on"  # the reason of a time that is a length alone: “four years of war”


def relative() -> list[Rule]:
    """The ways of telling a time from another, in the order in which they are tried: what says most comes first."""
    table: list[tuple[str, Reader, str]] = [
        (
            r"\b(?:the )?(?P<which>same day|that (?:day|morning|afternoon|evening|night))\b"
            r"|\bhours (?:later|after|earlier)\b|\blater (?:in|on|that|the same) (?:the )?day\b",
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
            rf"\b(?:(?P<which>last|this|next|coming|past) )?{WEEKDAY}(?: (?:morning|afternoon|evening|night))?"
            rf" (?:and|to|through|until) {LAST_WEEKDAY}",
            _weekdays,
            "days of the week",
        ),
        (rf"\b(?P<which>last|this|next|coming|past) {WEEKDAY}", _weekday, "a day of the week"),
        (
            rf"\b{WEEKDAY}(?P<lastweek> (?:of )?last week)?(?P<nextweek> (?:of )?next week)?",
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
            r"\b(?P<part>earlier|later) (?:in )?(?:this|the) (?P<unit>week|month|year)\b",
            _rest_of,
            "a part of the week, month or year",
        ),
        (
            r"\b(?:this past|(?:in|over|during|for|within|throughout|through) the last)"
            r" (?P<unit>week|month|year|decade)\b",
            _just_past,
            "counted back from publication",
        ),
        (r"\b(?:in |over )?recent (?P<unit>day|week|month)s\b", _recent, "roughly: counted back from publication"),
        (
            r"\b(?P<which>last|this|next|the coming|the same|the past|the previous|the current"
            r"|the following) (?P<unit>week|month|year|decade|century)\b",
            _whole,
            "a whole week, month or year",
        ),
        (
            rf"\b(?P<bound>less|more) than {COUNT} {UNIT} ago\b",
            _bounded_ago,
            "counted from publication",
        ),
        (rf"\b{COUNT} {UNIT}(?: and a half)? ago\b", _ago, "counted from publication"),
        (
            rf"\b{COUNT} {UNIT}(?: after| since)?\b",
            lambda m, now: _ago(m, now) if now.told_by else None,
            "counted back from publication to what the time is told by",
        ),
        (
            rf"\b{COUNT} {UNIT} (?P<way>later|after|earlier|before|previously)\b",
            _after,
            "counted from the time last spoken of",
        ),
        (
            rf"\b(?:over|in|during|for|within|through)?(?: the)? ?(?:last|past|previous|recent) {COUNT} {UNIT}",
            _past,
            "counted back from publication",
        ),
        (
            rf"\b(?:over|in|during|within|for)?(?: the)? ?(?:next|coming|following) {COUNT} {UNIT}",
            _coming,
            "counted on from publication",
        ),
        (
            rf"\bfirst (?:\w+ )*(?:in|for) (?:\w+ than |about |over )?{COUNT} {UNIT}",
            _past,
            "counted back from publication",
        ),
        (
            rf"\b(?:in|within) {COUNT}(?: to | or |[-–]){MOST} {UNIT}",
            _between,
            "counted from publication",
        ),
        (rf"\bwithin {COUNT} {UNIT}", _within, "counted on from publication"),
        (rf"\b(?:in|within) {COUNT} {UNIT}", _in, "counted from publication"),
        (
            rf"^(?:for|over|after|during|throughout|in)?\s?(?:{_ABOUT} )?(?:the |a )?{COUNT}[- ]"
            r"(?P<unit>week|month|year|decade)s?\b"
            r"(?![- ]old| (?:later|after|earlier|before|since|ago))",
            _lasting,
            LASTING,
        ),
    ]
    return rules(table)


def _count(match: re.Match[str]) -> int | None:
    return number(match["count"].split()[0])


def _anchor_day(match: re.Match[str], now: Now) -> Stretch | None:
    anchor = now.anchor
    return anchor if anchor is not None and anchor.precision == "day" else None


def _weekday(match: re.Match[str], now: Now) -> Stretch | None:
    if now.published is None:
        return None
    index = WEEKDAYS.index(match["weekday"][:3])
    which = match.groupdict().get("which")
    if match.groupdict().get("lastweek") or match.groupdict().get("nextweek"):
        monday = Stretch.week(now.published).start
        return Stretch.day(monday + datetime.timedelta(days=index + (-7 if match.groupdict().get("lastweek") else 7)))
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
    day = shift(now.published, unit, -count)
    if unit == "week" and count == 1:  # “a week ago” counts days, “two weeks ago” weeks
        return Stretch.day(day)
    return around(day, unit)


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


def _just_past(match: re.Match[str], now: Now) -> Stretch | None:
    """“in the last week”: the seven days up to the report, where “last week” is the week before."""
    if now.published is None:
        return None
    return Stretch(shift(now.published, match["unit"], -1), now.published, "range")


def _recent(match: re.Match[str], now: Now) -> Stretch | None:
    """“in recent weeks”: about a month of them, a week of “recent days”, a season of “recent months”."""
    if now.published is None:
        return None
    unit, count = {"day": ("week", 1), "week": ("month", 1), "month": ("month", 3)}[match["unit"]]
    return Stretch(shift(now.published, unit, -count), now.published, "range")


def _within(match: re.Match[str], now: Now) -> Stretch | None:
    """“within a month”: from now until then, where the event lies ahead."""
    count = _count(match)
    if count is None or now.published is None or not now.future:
        return None
    return Stretch(now.published, shift(now.published, match["unit"], count), "range")


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
