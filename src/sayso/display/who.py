"""Who a name is, for a terminal: each match with its periods and the lines of the tables that say so."""

# ruff: noqa: PLC0415 - rich takes a tenth of a second to import
from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sayso.display.phrase import one_line
from sayso.knowledge.lookup import Found, Match, Period

if TYPE_CHECKING:
    from rich.console import RenderableType

_ALIASES = 8  # shown of each


def who_view(found: Found) -> Iterator[RenderableType]:
    """The answer for ``rich``: the matches, or what is near where there is none."""
    from rich.text import Text

    for match in found.matches:
        yield _head(match)
        if match.aliases:
            more = len(match.aliases) - _ALIASES
            shown = ", ".join(map(one_line, match.aliases[:_ALIASES])) + (f" and {more} more" if more > 0 else "")
            yield Text(f"  also: {shown}", "bright_black")
        if found.on is not None and match.periods and match.kind != "role":
            yield Text(f"  on {found.on}: {_on_day(match, found.on)}")
        if match.periods:
            yield _periods(match.periods)
    if not found.matches:
        yield Text(f"Nobody in the tables is called “{one_line(found.name)}”.")
        if found.near:
            yield Text(f"Near: {', '.join(map(one_line, found.near))}")


def _head(match: Match) -> RenderableType:
    from rich.text import Text

    head = Text(one_line(match.name), "bold")
    how = "" if match.by == "name" else f", by {match.by}"
    head.append(f"  {match.kind}{how}", "not bold default")
    if match.kind == "role":
        return head.append(f"  {match.sector or 'sector left open'}", "not bold default")
    return head.append(f"  {one_line(match.id)}", "not bold bright_black")


def _on_day(match: Match, on: datetime.date) -> str:
    if match.out_since is not None:
        return f"{_code(match.country, match.sector)}, out of office since {match.out_since}"
    holding = [period for period in match.periods if period.holds]
    if not holding:
        return "no line of the tables covers that day"
    return f"{_code(match.country, match.sector)}{f' {match.role}' if match.role else ''}"


def _periods(periods: tuple[Period, ...]) -> RenderableType:
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2))
    for fixed in (True, False, True, False):
        table.add_column(overflow="fold", no_wrap=fixed)
    for period in periods:
        sign = "●" if period.holds else " "
        what = Text(f"{sign} {_code(period.country, period.sector)}", "green" if period.holds else "default")
        note = f"{one_line(period.note)} · " if period.note else ""
        source = Text(f"{note}{one_line(period.source or '')}", "bright_black")
        table.add_row(Text("  ").append_text(what), one_line(period.role or ""), _span(period), source)
    return table


def _code(country: str | None, sector: str | None) -> str:
    return " ".join(each for each in (country, sector) if each) or "–"


def _span(period: Period) -> str:
    """“2011-12-17 –”, “1999 – 2003-05”: to the precision that the table has, as far as the days tell."""
    if period.start is None and period.end is None:
        return ""
    return f"{_day(period.start, last=False)} – {_day(period.end, last=True)}".strip()


def _day(day: datetime.date | None, *, last: bool) -> str:
    """A first or last day as it was written down: a first of 1 January is “the year”, so is a last of 31 December."""
    if day is None:
        return ""
    if (day.month, day.day) == ((12, 31) if last else (1, 1)):
        return f"{day.year}"
    whole_month = day.day == (calendar.monthrange(day.year, day.month)[1] if last else 1)
    return f"{day.year}-{day.month:02}" if whole_month else day.isoformat()
