"""What a time expression is made of, what it is read against, and what a rule that reads one is."""

import datetime
import re
from collections.abc import Callable
from typing import NamedTuple

from sayso.resolve.days import Stretch

# Pieces of the patterns; each names the group that it finds.
MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
YEAR = r"(?P<year>1[0-9]\d\d|20\d\d|21\d\d)"
DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
WEEKDAY = r"(?P<weekday>mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"
UNIT = r"(?P<unit>day|week|fortnight|month|year|decade|century)s?"
COUNT = (
    r"(?P<count>\d+|an?|the|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    r"|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|couple of|few|several)"
)
LAST_WEEKDAY = WEEKDAY.replace("<weekday>", "<weekday2>").removesuffix(r"\.?")
MOST = COUNT.replace("<count>", "<count2>")
SEASON = r"(?P<season>spring|summer|autumn|fall|winter)"


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


Reader = Callable[[re.Match[str], Now], Stretch | None]


class Rule(NamedTuple):
    """A way of telling a time: the words, what days they stand for, and the reason that the answer carries."""

    pattern: re.Pattern[str]
    days: Reader
    reason: str


def rules(table: list[tuple[str, Reader, str]]) -> list[Rule]:
    """The rows of a table of rules, compiled, in their order."""
    return [Rule(re.compile(pattern), days, reason) for pattern, days, reason in table]
