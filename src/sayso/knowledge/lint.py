"""What can be wrong in the tables, found without knowing the facts."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from sayso.knowledge.country import Country
from sayso.knowledge.entry import Entry
from sayso.knowledge.naming import normal_form
from sayso.knowledge.region import Region

SECTORS = frozenset(
    {"GOV", "MIL", "COP", "JUD", "LEG", "PTY", "OPP", "REB", "UAF", "SPY", "CVL"}
    | {"BUS", "MED", "NGO", "IGO", "EDU", "REL", "LAB", "REF", "CRM", "ELI"}
)
STATELESS = frozenset({"IGO", "NGO", "MNC", "IMG"})
REGION_KINDS = frozenset({"region", "sea", "peninsula", "front", "city", "province"})


def problems(
    countries: Mapping[str, Country],
    entries: Iterable[Entry],
    regions: Iterable[Region],
    roles: Mapping[str, tuple[str | None, bool]],
) -> list[str]:
    """All problems, errors first, each a line such as ``error: people 'x': starts 2012-01-01, after it ends``."""
    entries = list(entries)
    found = [
        *_country_problems(countries),
        *_entry_problems(countries, entries),
        *_conflicts(entries),
        *_shared_names(entries),
        *_region_problems(countries, regions),
        *_role_problems(roles),
    ]
    return sorted(dict.fromkeys(found), key=lambda line: not line.startswith("error"))


def _country_problems(countries: Mapping[str, Country]) -> Iterator[str]:
    names: dict[tuple[str, str], list[Country]] = defaultdict(list)
    for country in countries.values():
        if not (len(country.iso3) == 3 and country.iso3.isalpha() and country.iso3.isupper()):
            yield f"error: country {country.iso3!r}: the code must be three capitals"
        if not country.name:
            yield f"error: country {country.iso3!r}: no name"
        if _reversed(country.start, country.end):
            yield f"error: country {country.iso3!r}: starts {country.start}, after it ends on {country.end}"
        for name in {normal_form(name) for name in (country.name, *country.aliases)}:
            names["name", name].append(country)
        for name in {normal_form(name) for name in (*country.adjectives, *country.demonyms)}:
            names["adjective or demonym", name].append(country)
    for (how, name), sharing in names.items():
        for index, first in enumerate(sharing):
            for second in sharing[index + 1 :]:
                if _overlap(first, second):
                    yield f"warning: countries {first.iso3} and {second.iso3} share the {how} {name!r}"


def _entry_problems(countries: Mapping[str, Country], entries: Iterable[Entry]) -> Iterator[str]:
    for entry in entries:
        here = f"{entry.kind} {entry.id!r}"
        if not entry.id or not entry.name:
            yield f"error: {here}: a line without id or name"
        if entry.country is not None and entry.country not in countries and entry.country not in STATELESS:
            yield f"error: {here}: unknown country {entry.country!r}"
        if entry.sector is not None and entry.sector not in SECTORS:
            yield f"error: {here}: unknown sector {entry.sector!r}"
        if _reversed(entry.start, entry.end):
            yield f"error: {here}: starts {entry.start}, after it ends on {entry.end}"
        for alias in entry.aliases:
            if not normal_form(alias):
                yield f"error: {here}: alias {alias!r} has no letters"


def _conflicts(entries: Iterable[Entry]) -> Iterator[str]:
    lines: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        lines[entry.id].append(entry)
    for key, same in lines.items():
        for kind, name in {(entry.kind, normal_form(entry.name)) for entry in same[1:]}:
            if kind != same[0].kind:
                yield f"error: id {key!r} stands for a {same[0].kind} and a {kind}"
            elif name != normal_form(same[0].name):
                yield f"error: id {key!r} has two names, {same[0].name!r} and {name!r}; put one among the aliases"
        for index, first in enumerate(same):
            for second in same[index + 1 :]:
                yield from _conflict(first, second)


def _conflict(first: Entry, second: Entry) -> Iterator[str]:
    if not _overlap(first, second, slack=True):
        return
    if (first.country, first.sector, first.role) == (second.country, second.sector, second.role):
        what = first.role or first.sector
        yield f"error: {first.kind} {first.id!r}: the same role twice in overlapping periods ({what})"
    elif first.kind != "person" and first.sector != second.sector:
        yield f"error: {first.kind} {first.id!r}: {first.sector} and {second.sector} in overlapping periods"


def _shared_names(entries: Iterable[Entry]) -> Iterator[str]:
    names: dict[str, dict[str, list[Entry]]] = defaultdict(lambda: defaultdict(list))
    for entry in entries:
        for name in (entry.name, *entry.aliases):
            names[normal_form(name)][entry.id].append(entry)
    for name, by_id in names.items():
        ids = list(by_id)
        for index, first in enumerate(ids):
            for second in ids[index + 1 :]:
                if any(_overlap(one, two) for one in by_id[first] for two in by_id[second]):
                    yield f"warning: {first!r} and {second!r} share the name {name!r} at the same time"


def _region_problems(countries: Mapping[str, Country], regions: Iterable[Region]) -> Iterator[str]:
    owners: dict[str, Region] = {}
    for region in regions:
        if region.kind not in REGION_KINDS:
            yield f"error: region {region.name!r}: unknown kind {region.kind!r}"
        for code in region.countries:
            if code not in countries:
                yield f"error: region {region.name!r}: unknown country {code!r}"
        if (region.latitude is None) != (region.longitude is None):
            yield f"error: region {region.name!r}: latitude and longitude must both be there or both be blank"
        if abs(region.latitude or 0) > 90 or abs(region.longitude or 0) > 180:
            yield f"error: region {region.name!r}: coordinates off the globe"
        for name in {normal_form(name) for name in (region.name, *region.aliases)}:
            other = owners.setdefault(name, region)
            if other is not region:
                yield f"warning: regions {other.name!r} and {region.name!r} share the name {name!r}"


def _role_problems(roles: Mapping[str, tuple[str | None, bool]]) -> Iterator[str]:
    for noun, (sector, lead) in roles.items():
        if sector is not None and sector not in SECTORS:
            yield f"error: role {noun!r}: unknown sector {sector!r}"
        if lead and sector != "GOV":
            yield f"error: role {noun!r}: leads a government but has sector {sector!r}"


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
