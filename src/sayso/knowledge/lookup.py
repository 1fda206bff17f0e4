"""Who a name is: what ``sayso actors find`` shows, as records."""

import difflib
from collections.abc import Iterable
from datetime import date
from typing import Literal, cast

import msgspec

from sayso.knowledge.country import Country
from sayso.knowledge.entry import Entry
from sayso.knowledge.knowledge import Knowledge
from sayso.knowledge.naming import normal_form, surname_forms
from sayso.knowledge.office import office

By = Literal["name", "alias", "surname", "adjective", "demonym", "capital", "seat"]
NEAR = 8  # names shown where nothing fits
_ALIKE = 0.75


class Period(msgspec.Struct, frozen=True, kw_only=True):
    """What someone is for a time, and the line that says so: ``RUS GOV defence minister, 2024-05-14 –``.

    ``holds`` tells whether the period covers the day asked for, ``None`` where none was.
    """

    country: str | None = None
    sector: str | None = None
    role: str | None = None
    start: date | None = None
    end: date | None = None
    note: str | None = None
    source: str | None = None
    holds: bool | None = None


class Match(msgspec.Struct, frozen=True, kw_only=True):
    """One whom the name may be: an entry of the tables, a country, a region or a role noun, with all its periods.

    ``by`` says what of them the name is; ``sector`` what they are on the day (``ELI`` out of office), and ``out_since``
    the day when the last office ended.
    """

    id: str
    name: str
    kind: str
    by: By
    aliases: tuple[str, ...] = ()
    country: str | None = None
    sector: str | None = None
    role: str | None = None
    out_since: date | None = None
    periods: tuple[Period, ...] = ()


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to “who is Belousov on 2024-06-19?”: the matches, likeliest first, or the names that are near."""

    name: str
    on: date | None = None
    matches: tuple[Match, ...] = ()
    near: tuple[str, ...] = ()


def find(knowledge: Knowledge, name: str, on: date | None = None) -> Found:
    """All whom a name may be on a day.

    >>> found = find(Knowledge.load(), "Belousov", date(2024, 6, 19))
    >>> found.matches[0].name, found.matches[0].role
    ('Andrei Belousov', 'defence minister')
    """
    matches = [*_country(knowledge, name, on), *_entries(knowledge, name, on), *_words(knowledge, name)]
    near = () if matches else _near(knowledge, name)
    return Found(name=name, on=on, matches=tuple(matches), near=near)


def _country(knowledge: Knowledge, name: str, on: date | None) -> Iterable[Match]:
    found = knowledge.country_of(name, on)
    if found is None:
        return
    country, how = found
    yield Match(
        id=country.iso3,
        name=country.name,
        kind="country",
        by=cast(By, how),
        aliases=tuple(dict.fromkeys((*country.aliases, *country.adjectives, *country.demonyms, *country.seats))),
        country=country.iso3,
        sector="GOV",
        periods=(_of_country(country, on),),
    )


def _of_country(country: Country, on: date | None) -> Period:
    return Period(
        country=country.iso3,
        start=country.start,
        end=country.end,
        source=country.source,
        holds=None if on is None else country.existed(on),
    )


def _entries(knowledge: Knowledge, name: str, on: date | None) -> Iterable[Match]:
    key = normal_form(name)
    ids = dict.fromkeys(entry.id for entry in (*knowledge.entries(name, on), *knowledge.surname(name, on)))
    matches = [_match(knowledge.entry(each), key, on) for each in ids]
    return sorted(matches, key=lambda match: not any(period.holds in (True, None) for period in match.periods))


def _match(lines: list[Entry], key: str, on: date | None) -> Match:
    first = lines[0]
    held = office(lines, on)
    aliases = tuple(dict.fromkeys(alias for line in lines for alias in line.aliases))
    names = {normal_form(alias) for alias in aliases}
    periods = [
        Period(
            country=line.country,
            sector=line.sector,
            role=line.role,
            start=line.start,
            end=line.end,
            note=line.note,
            source=line.source,
            holds=None if on is None else line.valid(on),
        )
        for line in lines
    ]
    return Match(
        id=first.id,
        name=first.name,
        kind=first.kind,
        by="name" if normal_form(first.name) == key else "alias" if key in names else "surname",
        aliases=aliases,
        country=held.entry.country,
        sector=held.sector,
        role=None if held.out else held.entry.role,
        out_since=held.since,
        periods=tuple(sorted(periods, key=lambda period: (not period.holds, period.start or date.min))),
    )


def _words(knowledge: Knowledge, name: str) -> Iterable[Match]:
    """The name as a region or as a role noun."""
    region = knowledge.region(name)
    if region is not None:
        country = region.countries[0] if region.countries else None
        period = Period(country=country, source=region.source)
        yield Match(
            id=region.name, name=region.name, kind=region.kind, by="name", country=country, periods=(period,),
            aliases=region.aliases,
        )  # fmt: skip
    role = knowledge.role(name)
    if role is not None:
        yield Match(id=name, name=name, kind="role", by="name", sector=role[0])


def _near(knowledge: Knowledge, name: str) -> tuple[str, ...]:
    """Names that hold all the words, or are spelt alike; the likest first."""
    key = normal_form(name)
    named: dict[str, str] = {}
    surnames: dict[str, list[str]] = {}
    for entry in knowledge.all_entries:
        for each in (entry.name, *entry.aliases):
            named.setdefault(normal_form(each), entry.name)
        if entry.kind == "person":
            for form in surname_forms(entry.name, entry.country):
                surnames.setdefault(form, []).append(entry.name)
    for country in knowledge.countries.values():
        for each in (country.name, *country.aliases):
            named.setdefault(normal_form(each), country.name)
    words = set(key.split())
    holding = [each for form, each in named.items() if words <= set(form.split())] if words else []
    alike = difflib.get_close_matches(key, [*named, *surnames], n=NEAR, cutoff=_ALIKE)
    spelt = [each for form in alike for each in ([named[form]] if form in named else surnames[form])]
    return tuple(dict.fromkeys([*holding, *spelt]))[:NEAR]
