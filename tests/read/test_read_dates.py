import datetime

import pytest

from sayso.read import parse_day

JUNE_19 = datetime.date(2024, 6, 19)


@pytest.mark.parametrize(
    "written",
    [
        "2024-06-19",
        " 2024-06-19 ",
        "2024/06/19",
        "20240619",
        20240619,
        "20240619T101500Z",
        "20240619101500",
        "2024-06-19T10:00:00Z",
        "2024-06-19T10:00:00.123+0000",
        "2024-06-19 10:00",
        "2024-06-19T23:30:00-05:00",  # the day as printed, not the one in Greenwich
        "Wed, 19 Jun 2024 10:00:00 GMT",
        "19 Jun 2024 10:00:00 -0400 (EDT)",
        "19 June 2024",
        "19th of June, 2024",
        "19-Jun-2024",
        "June 19, 2024",
        "JUNE 19 2024",
        "Jun. 19, 2024",
        "Wednesday, June 19, 2024 at 10:30 AM EST",
        "June 19, 2024, 6:00 p.m. ET",
        "June 19, 2024 Wednesday",
        "June 19, 2024 Wednesday 10:30 PM GMT",
        "19/06/2024",  # no month has the number 19
        "06/19/2024",
        datetime.date(2024, 6, 19),
        datetime.datetime(2024, 6, 19, 23, 59),
    ],
)
def test_a_day_that_is_certain(written: object) -> None:
    assert parse_day(written) == JUNE_19


@pytest.mark.parametrize(
    "written",
    [
        "",
        "yesterday",
        "2024",
        "June 2024",
        "2024-06",
        "2024-02-30",
        "03/04/2024",
        "19 Jun 24",
        "June 19, 2024 Thursday",  # it was a Wednesday
        "Tue, 19 Jun 2024",
        "Published June 19, 2024",
        "0001-01-01T00:00:00",  # how a database writes "unknown"
        "２０２４-06-19",
        1718755200,
        True,
        None,
        ["2024-06-19"],
    ],
)
def test_a_day_that_is_not_certain_is_none(written: object) -> None:
    assert parse_day(written) is None


@pytest.mark.parametrize(
    ("written", "day_first", "expected"),
    [
        ("03/04/2024", True, datetime.date(2024, 4, 3)),
        ("03/04/2024", False, datetime.date(2024, 3, 4)),
        ("3.4.2024", True, datetime.date(2024, 4, 3)),
        ("03/04/2024 10:15", True, datetime.date(2024, 4, 3)),
        ("04/04/2024", None, datetime.date(2024, 4, 4)),
        ("06/19/2024", True, None),  # contradicts what was said
        ("03/04-2024", True, None),
        ("2024-04-03", True, datetime.date(2024, 4, 3)),
    ],
)
def test_day_first_settles_numbers(written: str, day_first: bool | None, expected: datetime.date | None) -> None:
    assert parse_day(written, day_first=day_first) == expected
