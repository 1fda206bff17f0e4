"""The knowledge base: the tables in memory, with lookups by any spelling of a name."""

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Self

from sayso.knowledge.country import Country
from sayso.knowledge.entry import Entry, Kind
from sayso.knowledge.lint import Problem, problems
from sayso.knowledge.loading import Extra, load
from sayso.knowledge.naming import Keys, is_acronym, keys_of, may_be_acronym, normal_form, without_article
from sayso.knowledge.region import Region
from sayso.knowledge.tables import NameWord, RoleLine


class Knowledge:
    """Who is who, on a date.

    >>> knowledge = Knowledge.load()
    >>> country, how = knowledge.country_of("North Koreans")
    >>> country.iso3, how
    ('PRK', 'demonym')

    Names are compared in ``normal_form``, so pass them as the report writes them. An acronym is not found under a word
    that isn't written as one: “Who” isn't the WHO and “us” isn't the US. ``own`` tells a user's tables from another's;
    it is ``None`` where there are only the shipped ones.
    """

    def __init__(
        self,
        *,
        countries: Iterable[Country] = (),
        entries: Iterable[Entry] = (),
        regions: Iterable[Region] = (),
        roles: Iterable[RoleLine] = (),
        names: Iterable[NameWord] = (),
        own: str | None = None,
    ) -> None:
        self.own = own
        self.countries: dict[str, Country] = {country.iso3: country for country in countries}
        self.all_entries: tuple[Entry, ...] = tuple(entries)
        self.regions: tuple[Region, ...] = tuple(regions)
        lines = list(roles)
        self.roles: dict[str, tuple[str | None, bool]] = {
            normal_form(line.noun): (line.sector, line.lead) for line in lines
        }
        self.role_sources = {normal_form(line.noun): line.source for line in lines if line.source}
        self.name_words: dict[str, NameWord] = {normal_form(line.word): line for line in names}
        self._country_names: dict[str, list[tuple[Country, str, bool]]] = {}
        self._entry_names: dict[str, list[tuple[Entry, bool]]] = {}
        self._without_article: dict[str, list[tuple[Entry, bool]]] = {}
        self._ids: dict[str, list[Entry]] = {}
        self._surnames: dict[str, list[Entry]] = {}
        self._given: dict[str, dict[str, str]] = {}  # given name → id → country
        self._region_names: dict[str, Region] = {}
        self._index()
        named = (self._country_names, self._entry_names, self._without_article, self._region_names)
        self._first_words = frozenset(key.partition(" ")[0] for names in named for key in names)

    @classmethod
    def load(cls, extra: Extra | Sequence[Extra] = ()) -> Self:
        """The shipped tables, with a user's own over them: ``Knowledge.load(extra=["my_people.csv", "imported"])``.

        ``extra`` is a CSV file with the header of one of the tables, a folder of such files, or several, of which
        the last wins. A user's lines replace the shipped ones that have the same id (or noun, or region name); a
        country's line adds its names to the shipped ones. Raises ``KnowledgeError``.
        """
        layers = load(extra)
        return cls(
            own=layers.own,
            countries=layers.countries.values(),
            entries=layers.entries(),
            regions=layers.regions.values(),
            roles=layers.roles.values(),
            names=layers.names.values(),
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

    def begins(self, word: str) -> bool:
        """Whether a name of a country, an entry or a region begins with the word: ``begins("Hay’at")``."""
        return normal_form(word) in self._first_words or normal_form(f"{word} x").partition(" ")[0] in self._first_words

    def entries(self, name: str, on: date | None = None) -> list[Entry]:
        """All people, groups and bodies of that name or alias; those valid on the day first, names before aliases.

        Example: ``entries("Belousov", date(2024, 6, 19))`` begins with the defence minister if “Belousov” is an alias;
        for bare surnames in general, see ``surname``. “Nasr Hariri” is found under “Nasr al-Hariri”.
        """
        key = normal_form(name)
        known = self._entry_names.get(key) or self._without_article.get(without_article(key), ())
        found = [entry for entry, acronym in known if not acronym or may_be_acronym(name)]
        return sorted(found, key=lambda entry: (not _valid(entry, on), normal_form(entry.name) != key))

    def entry(self, key: str) -> list[Entry]:
        """All lines of one id, in the order of the tables: ``entry("vladimir-putin")`` gives each of his offices."""
        return list(self._ids.get(key, ()))

    def surname(self, surname: str, on: date | None = None) -> list[Entry]:
        """All people whom a surname may mean, ``surname("Assad")``; with ``on``, those in office that day first."""
        found = self._surnames.get(normal_form(surname), [])
        return sorted(found, key=lambda entry: not _valid(entry, on))

    def given(self, name: str) -> dict[str, int]:
        """How many people of the tables each country has with that given name: ``given("Oleksandr")["UKR"]``."""
        return dict(Counter(self._given.get(normal_form(name), {}).values()))

    def role(self, noun: str) -> tuple[str | None, bool] | None:
        """The sector of a role noun, and whether it means a state's own government: ``("GOV", True)`` for “president”.

        The sector is ``None`` where the noun alone doesn't tell (“spokesman”); the result is ``None`` for an unknown
        noun.
        """
        return self.roles.get(normal_form(noun))

    def name_word(self, word: str) -> str | None:
        """The sector that a word in a body's own name tells: ``"NGO"`` for the “Foundation” of one nobody knows."""
        line = self.name_words.get(normal_form(word))
        return line.sector if line else None

    def region(self, name: str) -> Region | None:
        """The region, sea, province or city of that name, ``region("the Golan Heights")``."""
        return self._region_names.get(normal_form(name))

    def lint(self) -> list[Problem]:
        """What doesn't hold together in the tables, errors first: ``str`` of each is a line for a person."""
        return problems(self.countries, self.all_entries, self.regions, self.roles, self.role_sources, self.name_words)

    def _index(self) -> None:
        for country in self.countries.values():
            self._index_country(country)
        # The lines of one person mostly stand together and bear the same names.
        for (names, country, kind), lines in itertools.groupby(self.all_entries, key=_named):
            keys = keys_of(names, country, person=kind == "person")
            for entry in lines:
                self._index_entry(entry, keys)
        for region in self.regions:
            for name in (region.name, *region.aliases):
                self._region_names.setdefault(normal_form(name), region)

    def _index_entry(self, entry: Entry, keys: Keys) -> None:
        self._ids.setdefault(entry.id, []).append(entry)
        for key, acronym in keys.full.items():
            self._entry_names.setdefault(key, []).append((entry, acronym))
        for key, acronym in keys.without_article:
            self._without_article.setdefault(key, []).append((entry, acronym))
        if keys.given is not None and entry.country:
            self._given.setdefault(keys.given, {})[entry.id] = entry.country
        for form in keys.surnames:
            self._surnames.setdefault(form, []).append(entry)

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


def _named(entry: Entry) -> tuple[tuple[str, ...], str | None, Kind]:
    return (entry.name, *entry.aliases), entry.country, entry.kind


def _valid(entry: Entry, on: date | None) -> bool:
    return on is None or entry.valid(on)
