"""What can be wrong in the tables, found without knowing the facts."""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Literal

import msgspec

from sayso.actor import STATELESS
from sayso.knowledge.country import Country
from sayso.knowledge.entry import Entry
from sayso.knowledge.naming import normal_form
from sayso.knowledge.region import Region
from sayso.knowledge.tables import NameWord

SECTORS = frozenset(
    {"GOV", "MIL", "COP", "JUD", "LEG", "PTY", "OPP", "REB", "UAF", "SPY", "CVL"}
    | {"BUS", "MED", "NGO", "IGO", "EDU", "REL", "LAB", "REF", "CRM", "ELI"}
)
REGION_KINDS = frozenset({"region", "sea", "peninsula", "front", "city", "province"})


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """Something that doesn't hold together: ``error: people.csv line 17: person 'x': unknown country 'ZZZ'``.

    ``sources`` are the lines that it is about. An error must be mended; a warning may be so in the world.
    """

    level: Literal["error", "warning"]
    text: str
    sources: tuple[str, ...] = ()

    def __str__(self) -> str:
        where = f"{self.sources[0]}: " if self.sources else ""
        return f"{self.level}: {where}{self.text}"


def problems(
    countries: Mapping[str, Country],
    entries: Iterable[Entry],
    regions: Iterable[Region],
    roles: Mapping[str, tuple[str | None, bool]],
    role_sources: Mapping[str, str] | None = None,
    names: Mapping[str, NameWord] | None = None,
) -> list[Problem]:
    """All problems, errors first, each once."""
    entries = list(entries)
    found = [
        *_country_problems(countries),
        *_entry_problems(countries, entries),
        *_conflicts(entries),
        *_shared_names(entries),
        *_region_problems(countries, regions),
        *_role_problems(roles, role_sources or {}),
        *_name_problems(names or {}),
    ]
    return sorted(dict.fromkeys(found), key=lambda problem: problem.level != "error")


def _error(text: str, *records: Entry | Country | Region) -> Problem:
    return Problem(level="error", text=text, sources=_sources(records))


def _warning(text: str, *records: Entry | Country | Region) -> Problem:
    return Problem(level="warning", text=text, sources=_sources(records))


def _sources(records: Iterable[Entry | Country | Region]) -> tuple[str, ...]:
    return tuple(record.source for record in records if record.source)


def _country_problems(countries: Mapping[str, Country]) -> Iterator[Problem]:
    names: dict[tuple[str, str], list[Country]] = defaultdict(list)
    for country in countries.values():
        if not (len(country.iso3) == 3 and country.iso3.isalpha() and country.iso3.isupper()):
            yield _error(f"country {country.iso3!r}: the code must be three capitals", country)
        if not country.name:
            yield _error(f"country {country.iso3!r}: no name", country)
        if _reversed(country.start, country.end):
            yield _error(f"country {country.iso3!r}: starts {country.start}, after it ends on {country.end}", country)
        for name in {normal_form(name) for name in (country.name, *country.aliases)}:
            names["name", name].append(country)
        for name in {normal_form(name) for name in (*country.adjectives, *country.demonyms)}:
            names["adjective or demonym", name].append(country)
    for (how, name), sharing in names.items():
        for first, second in itertools.combinations(sharing, 2):
            if _overlap(first, second):
                yield _warning(f"countries {first.iso3} and {second.iso3} share the {how} {name!r}", first, second)


def _entry_problems(countries: Mapping[str, Country], entries: Iterable[Entry]) -> Iterator[Problem]:
    for entry in entries:
        here = f"{entry.kind} {entry.id!r}"
        if not entry.id or not entry.name:
            yield _error(f"{here}: a line without id or name", entry)
        if entry.country is not None and entry.country not in countries and entry.country not in STATELESS:
            yield _error(f"{here}: unknown country {entry.country!r}", entry)
        if entry.sector is not None and entry.sector not in SECTORS:
            yield _error(f"{here}: unknown sector {entry.sector!r}", entry)
        if _reversed(entry.start, entry.end):
            yield _error(f"{here}: starts {entry.start}, after it ends on {entry.end}", entry)
        for alias in entry.aliases:
            if not normal_form(alias):
                yield _error(f"{here}: alias {alias!r} has no letters", entry)


def _conflicts(entries: Iterable[Entry]) -> Iterator[Problem]:
    lines: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        lines[entry.id].append(entry)
    for key, same in lines.items():
        first = same[0]
        for other in {(entry.kind, normal_form(entry.name)): entry for entry in same[1:]}.values():
            if other.kind != first.kind:
                yield _error(f"id {key!r} stands for a {first.kind} and a {other.kind}", other, first)
            elif normal_form(other.name) != normal_form(first.name):
                names = f"{normal_form(first.name)!r} and {normal_form(other.name)!r}"
                yield _error(f"id {key!r} has two names, {names}; put one among the aliases", other, first)
        for one, two in itertools.combinations(same, 2):
            yield from _conflict(one, two)


def _conflict(first: Entry, second: Entry) -> Iterator[Problem]:
    if not _overlap(first, second, slack=True):
        return
    here = f"{first.kind} {first.id!r}"
    if (first.country, first.sector, first.role) == (second.country, second.sector, second.role):
        what = first.role or first.sector
        yield _error(f"{here}: the same role twice in overlapping periods ({what})", second, first)
    elif first.kind != "person" and first.sector != second.sector:
        yield _error(f"{here}: {first.sector} and {second.sector} in overlapping periods", second, first)


def _shared_names(entries: Iterable[Entry]) -> Iterator[Problem]:
    names: dict[str, dict[str, list[Entry]]] = defaultdict(lambda: defaultdict(list))
    for entry in entries:
        for name in (entry.name, *entry.aliases):
            names[normal_form(name)][entry.id].append(entry)
    for name, by_id in names.items():
        for first, second in itertools.combinations(by_id, 2):
            shared = next(((one, two) for one in by_id[first] for two in by_id[second] if _overlap(one, two)), None)
            if shared is not None:
                yield _warning(f"{first!r} and {second!r} share the name {name!r} at the same time", *shared)


def _region_problems(countries: Mapping[str, Country], regions: Iterable[Region]) -> Iterator[Problem]:
    owners: dict[str, Region] = {}
    for region in regions:
        here = f"region {region.name!r}"
        if region.kind not in REGION_KINDS:
            yield _error(f"{here}: unknown kind {region.kind!r}", region)
        for code in region.countries:
            if code not in countries:
                yield _error(f"{here}: unknown country {code!r}", region)
        if (region.latitude is None) != (region.longitude is None):
            yield _error(f"{here}: latitude and longitude must both be there or both be blank", region)
        if abs(region.latitude or 0) > 90 or abs(region.longitude or 0) > 180:
            yield _error(f"{here}: coordinates off the globe", region)
        for name in {normal_form(name) for name in (region.name, *region.aliases)}:
            other = owners.setdefault(name, region)
            if other is not region:
                yield _warning(f"regions {other.name!r} and {region.name!r} share the name {name!r}", region, other)


def _role_problems(roles: Mapping[str, tuple[str | None, bool]], role_sources: Mapping[str, str]) -> Iterator[Problem]:
    for noun, (sector, lead) in roles.items():
        sources = (role_sources[noun],) if noun in role_sources else ()
        if sector is not None and sector not in SECTORS:
            yield Problem(level="error", text=f"role {noun!r}: unknown sector {sector!r}", sources=sources)
        if lead and sector != "GOV":
            text = f"role {noun!r}: leads a government but has sector {sector!r}"
            yield Problem(level="error", text=text, sources=sources)


def _name_problems(names: Mapping[str, NameWord]) -> Iterator[Problem]:
    for word, line in names.items():
        sources = (line.source,) if line.source else ()
        if line.sector not in SECTORS:
            yield Problem(level="error", text=f"name word {word!r}: unknown sector {line.sector!r}", sources=sources)
        if " " in word or not word:
            yield Problem(level="error", text=f"name word {word!r}: write one word", sources=sources)


def _reversed(start: date | None, end: date | None) -> bool:
    return start is not None and end is not None and start > end


def _overlap(first: Entry | Country, second: Entry | Country, *, slack: bool = False) -> bool:
    """Whether two periods share a day; with ``slack``, whether they share more than a year.

    “2011–2013” followed by “2013–2015” is how offices known to the year are written down.
    """
    start = max(first.start or date.min, second.start or date.min)
    end = min(first.end or date.max, second.end or date.max)
    if slack and first.start != second.start and (end - start).days <= 366:
        return False
    return start <= end
