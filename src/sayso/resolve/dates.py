"""Time expression → days: “on Wednesday” in a report of 20 June 2024 is 19 June 2024."""

import datetime
import re
from functools import lru_cache

from sayso.resolve.absolute import absolute
from sayso.resolve.days import Stretch
from sayso.resolve.expressions import Now, Rule
from sayso.resolve.relative import relative
from sayso.span import Span
from sayso.when import When

_REMEMBERED = 4096  # wordings of times
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


class Dates:
    """Resolves time expressions.

    >>> text = "They met on Wednesday."
    >>> now = Now(published=datetime.date(2024, 6, 20))
    >>> when = Dates().resolve(Span.of(text, 9, 21), now)
    >>> when.start.isoformat(), when.precision
    ('2024-06-19', 'day')
    """

    def __init__(self) -> None:
        self._rules = [*absolute(), *relative()]
        self._named = [
            (
                re.compile(rf"\b{name}\b"),
                Stretch(datetime.date.fromisoformat(first), datetime.date.fromisoformat(last), "range"),
            )
            for name, (first, last) in _NAMED.items()
        ]
        self._matching = lru_cache(_REMEMBERED)(self._match)

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
        for rule, match in self._matching(text):
            try:
                stretch = rule.days(match, now)
            except (ValueError, OverflowError):  # 31 February, the year 20000
                return None
            if stretch is not None:
                stretch = _bounded(text, stretch, now)
                return stretch, rule.reason
        return None

    def _match(self, text: str) -> tuple[tuple[Rule, re.Match[str]], ...]:
        """The rules that find something in the words, whatever day it is: most find nothing, and words come again."""
        found = ((rule, rule.pattern.search(text)) for rule in self._rules)
        return tuple((rule, match) for rule, match in found if match is not None)


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
