"""The knowledge base: the tables in memory, with lookups by any spelling of a name."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Self

from sayso.knowledge import lint, tables
from sayso.knowledge.country import Country
from sayso.knowledge.entry import Entry
from sayso.knowledge.naming import is_acronym, may_be_acronym, normal_form, surname_forms
from sayso.knowledge.region import Region

DATA = Path(__file__).parent / "data"


class Knowledge:
    """Who is who, on a date.

    >>> knowledge = Knowledge.load()
    >>> country, how = knowledge.country_of("North Koreans")
    >>> country.iso3, how
    ('PRK', 'demonym')

    Names are compared in ``normal_form``, so pass them as the report writes them. An acronym is not found under a word
    that isn't written as one: “Who” isn't the WHO and “us” isn't the US.
    """

    def __init__(
        self,
        *,
        countries: Iterable[Country] = (),
        entries: Iterable[Entry] = (),
        regions: Iterable[Region] = (),
        roles: Iterable[tuple[str, str | None, bool]] = (),
    ) -> None:
        self.countries: dict[str, Country] = {country.iso3: country for country in countries}
        self.all_entries: tuple[Entry, ...] = tuple(entries)
        self.regions: tuple[Region, ...] = tuple(regions)
        self.roles: dict[str, tuple[str | None, bool]] = {
            normal_form(noun): (sector, lead) for noun, sector, lead in roles
        }
        self._country_names: dict[str, list[tuple[Country, str, bool]]] = {}
        self._entry_names: dict[str, list[tuple[Entry, bool]]] = {}
        self._ids: dict[str, list[Entry]] = {}
        self._surnames: dict[str, list[Entry]] = {}
        self._region_names: dict[str, Region] = {}
        self._index()

    @classmethod
    def load(cls, extra: Path | None = None) -> Self:
        """The shipped tables, with a user's own over them: ``Knowledge.load(Path("my_people.csv"))``.

        ``extra`` is a CSV file with the header of one of the tables, or a folder of such files. A user's lines replace
        the shipped ones that have the same id (or ISO code, noun, region name).
        """
        files = [(table, DATA / f"{table}.csv") for table in tables.COLUMNS]
        if extra is not None:
            found = sorted(extra.glob("*.csv")) if extra.is_dir() else [extra]
            files += [(tables.table_of(path), path) for path in found]
        countries: dict[str, Country] = {}
        entries: dict[str, list[Entry]] = {}
        regions: dict[str, Region] = {}
        roles: dict[str, tuple[str, str | None, bool]] = {}
        for table, path in files:
            fresh: dict[str, list[Entry]] = {}
            for row in tables.read_table(path, table):
                if table == "countries":
                    countries[row["iso3"]] = tables.country(row)
                elif table == "regions":
                    regions[row["name"]] = tables.region(row)
                elif table == "roles":
                    roles[row["noun"]] = (row["noun"], row["sector"] or None, row["lead"] == "1")
                else:
                    fresh.setdefault(row["id"], []).append(tables.entry(row, tables.KINDS[table]))
            shipped = path.parent == DATA
            for key, lines in fresh.items():
                entries[key] = entries.get(key, []) + lines if shipped else lines
        return cls(
            countries=countries.values(),
            entries=(line for lines in entries.values() for line in lines),
            regions=regions.values(),
            roles=roles.values(),
        )

    def country_of(self, name: str, on: date | None = None) -> tuple[Country, str] | None:
        """The state that a word stands for and how: ``country_of("Kremlin")`` gives Russia and ``"seat"``.

        ``how`` is ``name``, ``alias``, ``adjective``, ``demonym``, ``capital`` or ``seat``. With ``on``, a state that
        existed that day is preferred; without it, one that exists still.
        """
        known = self._country_names.get(normal_form(name), ())
        found = [(country, how) for country, how, acronym in known if not acronym or may_be_acronym(name)]
        day = on or date.max
        found.sort(key=lambda pair: not pair[0].existed(day))
        return found[0] if found else None

    def entries(self, name: str, on: date | None = None) -> list[Entry]:
        """All people, groups and bodies of that name or alias; those valid on the day first, names before aliases.

        Example: ``entries("Belousov", date(2024, 6, 19))`` begins with the defence minister if “Belousov” is an alias;
        for bare surnames in general, see ``surname``.
        """
        key = normal_form(name)
        known = self._entry_names.get(key, ())
        found = [entry for entry, acronym in known if not acronym or may_be_acronym(name)]
        return sorted(found, key=lambda entry: (not _valid(entry, on), normal_form(entry.name) != key))

    def entry(self, key: str) -> list[Entry]:
        """All lines of one id, in the order of the tables: ``entry("vladimir-putin")`` gives each of his offices."""
        return list(self._ids.get(key, ()))

    def surname(self, surname: str, on: date | None = None) -> list[Entry]:
        """All people whom a surname may mean, ``surname("Assad")``; with ``on``, those in office that day first."""
        found = self._surnames.get(normal_form(surname), [])
        return sorted(found, key=lambda entry: not _valid(entry, on))

    def role(self, noun: str) -> tuple[str | None, bool] | None:
        """The sector of a role noun, and whether it means a state's own government: ``("GOV", True)`` for “president”.

        The sector is ``None`` where the noun alone doesn't tell (“spokesman”); the result is ``None`` for an unknown
        noun.
        """
        return self.roles.get(normal_form(noun))

    def region(self, name: str) -> Region | None:
        """The region, sea, province or city of that name, ``region("the Golan Heights")``."""
        return self._region_names.get(normal_form(name))

    def lint(self) -> list[str]:
        """What doesn't hold together in the tables, one line each: ``error: …`` or ``warning: …``."""
        return lint.problems(self.countries, self.all_entries, self.regions, self.roles)

    def _index(self) -> None:
        for country in self.countries.values():
            self._index_country(country)
        for entry in self.all_entries:
            self._ids.setdefault(entry.id, []).append(entry)
            acronyms: dict[str, bool] = {}
            for name in (entry.name, *entry.aliases):
                key = normal_form(name)
                acronyms[key] = acronyms.get(key, True) and is_acronym(name)
            for key, acronym in acronyms.items():
                self._entry_names.setdefault(key, []).append((entry, acronym))
            if entry.kind == "person":
                forms = {form for name in (entry.name, *entry.aliases) for form in surname_forms(name, entry.country)}
                for form in forms:
                    self._surnames.setdefault(form, []).append(entry)
        for region in self.regions:
            for name in (region.name, *region.aliases):
                self._region_names.setdefault(normal_form(name), region)

    def _index_country(self, country: Country) -> None:
        ways = (
            ("name", (country.name,)),
            ("alias", country.aliases),
            ("adjective", country.adjectives),
            ("demonym", country.demonyms),
            ("capital", country.capitals),
            ("seat", country.seats),
        )
        seen: set[str] = set()
        for how, names in ways:
            for name in names:
                key = normal_form(name)
                if key not in seen:
                    seen.add(key)
                    self._country_names.setdefault(key, []).append((country, how, is_acronym(name)))


def _valid(entry: Entry, on: date | None) -> bool:
    return on is None or entry.valid(on)
