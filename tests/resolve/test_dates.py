"""Time expressions: what days they stand for, seen from the day of publication."""

import datetime

import pytest

from sayso.resolve.dates import Dates, Now
from sayso.resolve.days import Stretch
from sayso.span import Span

THURSDAY = datetime.date(2024, 6, 20)
DAY = Stretch.day(datetime.date(2024, 6, 18))

PAST = [
    ("on Wednesday", "2024-06-19", "2024-06-19", "day"),
    ("on Thursday", "2024-06-20", "2024-06-20", "day"),
    ("last Thursday", "2024-06-13", "2024-06-13", "day"),
    ("late Tuesday night", "2024-06-18", "2024-06-18", "day"),
    ("yesterday", "2024-06-19", "2024-06-19", "day"),
    ("today", "2024-06-20", "2024-06-20", "day"),
    ("19 June", "2024-06-19", "2024-06-19", "day"),
    ("June 19th", "2024-06-19", "2024-06-19", "day"),
    ("on 28 November", "2023-11-28", "2023-11-28", "day"),
    ("on 29-30 January", "2024-01-29", "2024-01-30", "range"),
    ("March 24, 2010", "2010-03-24", "2010-03-24", "day"),
    ("last week", "2024-06-10", "2024-06-16", "week"),
    ("this week", "2024-06-17", "2024-06-23", "week"),
    ("last month", "2024-05-01", "2024-05-31", "month"),
    ("last year", "2023-01-01", "2023-12-31", "year"),
    ("in May", "2024-05-01", "2024-05-31", "month"),
    ("in September last year", "2023-09-01", "2023-09-30", "month"),
    ("in mid-January", "2024-01-11", "2024-01-20", "range"),
    ("in early 2017", "2017-01-01", "2017-03-31", "range"),
    ("in 2011", "2011-01-01", "2011-12-31", "year"),
    ("since 2011", "2011-01-01", "2024-06-20", "range"),
    ("from 2013 to 2015", "2013-01-01", "2015-12-31", "range"),
    ("in the late 1990s", "1997-01-01", "1999-12-31", "range"),
    ("earlier this month", "2024-06-01", "2024-06-20", "range"),
    ("two months ago", "2024-04-01", "2024-04-30", "month"),
    ("in 24 years", "2000-06-20", "2024-06-20", "range"),
    ("over the past 18 months", "2022-12-20", "2024-06-20", "range"),
    ("three days earlier", "2024-06-15", "2024-06-15", "day"),
    ("the same day", "2024-06-18", "2024-06-18", "day"),
    ("during the Korean War", "1950-06-25", "1953-07-27", "range"),
    ("at the weekend", "2024-06-15", "2024-06-16", "range"),
    ("last Monday and Tuesday", "2024-06-17", "2024-06-18", "range"),
    ("this Saturday", "2024-06-22", "2024-06-22", "day"),
    ("this Monday", "2024-06-17", "2024-06-17", "day"),
    ("less than a year ago", "2023-06-20", "2024-06-20", "range"),
    ("more than a year ago", "2023-01-01", "2023-06-20", "range"),
    ("a month", "2024-05-20", "2024-06-20", "range"),
    ("throughout the four-year campaign", "2020-06-20", "2024-06-20", "range"),
    ("since then", "2024-06-18", "2024-06-20", "range"),
    ("later that year", "2024-01-01", "2024-12-31", "year"),
    ("the next day", "2024-06-19", "2024-06-19", "day"),
    ("earlier in the day", "2024-06-18", "2024-06-18", "day"),
    ("that night", "2024-06-18", "2024-06-18", "day"),
    ("that May", "2024-05-01", "2024-05-31", "month"),
    ("in May that year", "2024-05-01", "2024-05-31", "month"),
    ("in December of the same year", "2024-12-01", "2024-12-31", "month"),
    ("on 3 December that year", "2024-12-03", "2024-12-03", "day"),
    ("in April and May", "2024-04-01", "2024-05-31", "range"),
    ("from November to January", "2023-11-01", "2024-01-31", "range"),
    ("in 2010, 2011 and 2013", "2010-01-01", "2013-12-31", "range"),
    ("in the 1960s and 1970s", "1960-01-01", "1979-12-31", "range"),
    ("in the 90s", "1990-01-01", "1999-12-31", "range"),
    ("in the spring", "2024-03-01", "2024-05-31", "season"),
    ("earlier in the week", "2024-06-17", "2024-06-20", "range"),
    ("this past week", "2024-06-13", "2024-06-20", "range"),
    ("in the last week", "2024-06-13", "2024-06-20", "range"),
    ("in recent weeks", "2024-05-20", "2024-06-20", "range"),
    ("a week ago", "2024-06-13", "2024-06-13", "day"),
    ("for more than two years", "2022-06-20", "2024-06-20", "range"),
]
FUTURE = [
    ("on Wednesday", "2024-06-26", "2024-06-26", "day"),
    ("next month", "2024-07-01", "2024-07-31", "month"),
    ("in February", "2025-02-01", "2025-02-28", "month"),
    ("the coming year", "2024-06-20", "2025-06-20", "range"),
    ("later this month", "2024-06-20", "2024-06-30", "range"),
    ("early next year", "2025-01-01", "2025-03-31", "range"),
    ("by 2030", "2024-06-20", "2030-12-31", "range"),
    ("tomorrow", "2024-06-21", "2024-06-21", "day"),
    ("within a month", "2024-06-20", "2024-07-20", "range"),
    ("last December", "2023-12-01", "2023-12-31", "month"),  # whatever the auxiliaries say
    ("in May", "2024-05-01", "2024-05-31", "month"),  # the next one would be “next May”
    ("on 28 May", "2024-05-28", "2024-05-28", "day"),
    ("within five to 10 years", "2029-01-01", "2034-12-31", "range"),
    ("over two years", "2024-06-20", "2026-06-19", "range"),
]
NOTHING = ["it may", "a four-year-old", "seven-year-olds", "31 February", "ten times", "soon", "the week", ""]


def resolve(text, now):
    when = Dates().resolve(Span(0, len(text), text), now)
    return when and (when.start.isoformat(), when.end.isoformat(), when.precision)


@pytest.mark.parametrize(("text", "start", "end", "precision"), PAST)
def test_past(text, start, end, precision):
    assert resolve(text, Now(THURSDAY, anchor=DAY)) == (start, end, precision)


@pytest.mark.parametrize(("text", "start", "end", "precision"), FUTURE)
def test_future(text, start, end, precision):
    assert resolve(text, Now(THURSDAY, future=True)) == (start, end, precision)


@pytest.mark.parametrize("text", NOTHING)
def test_what_tells_no_time_gives_none(text):
    assert resolve(text, Now(THURSDAY)) is None


@pytest.mark.parametrize(
    "text", [row[0] for row in PAST if not any(c.isdigit() for c in row[0]) and "War" not in row[0]]
)
def test_without_a_day_of_publication_nothing_relative_resolves(text):
    assert resolve(text, Now()) is None


def test_without_a_day_of_publication_what_is_absolute_resolves():
    assert resolve("on 4 October 2007", Now()) == ("2007-10-04", "2007-10-04", "day")
    assert resolve("since 2011", Now()) == ("2011-01-01", "2011-12-31", "year")


def test_a_time_told_by_the_event_is_counted_back_to_it():
    told = Now(THURSDAY, anchor=DAY, told_by=True)
    assert resolve("more than three years after", told) == ("2021-01-01", "2021-12-31", "year")
    assert resolve("a week after", told)[1] < "2024-06-17"
    assert resolve("since 2015", told) == ("2015-01-01", "2015-12-31", "year")  # “since 2015, when it broke down”
    assert resolve("two days after", Now(THURSDAY, anchor=DAY)) == ("2024-06-20", "2024-06-20", "day")


def test_a_time_in_a_since_clause_goes_on_until_the_report():
    assert resolve("in September 2015", Now(THURSDAY, since=True)) == ("2015-09-01", "2024-06-20", "range")


def test_that_year_is_none_where_no_time_was_spoken_of():
    assert resolve("that year", Now(THURSDAY)) is None
    assert resolve("since then", Now(THURSDAY)) is None
