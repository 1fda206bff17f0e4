"""From files to what a ``Knowledge`` is made of: the shipped tables, and a user's own laid over them."""

import hashlib
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from sayso.errors import KnowledgeError
from sayso.knowledge import tables
from sayso.knowledge.country import Country
from sayso.knowledge.entry import Entry
from sayso.knowledge.region import Region
from sayso.knowledge.tables import NameWord, RoleLine

DATA = Path(__file__).parent / "data"
Extra = str | os.PathLike[str]


class Layers:
    """The tables as they are laid one over another: ``layers.add(path, "people", shipped=False)``, then read them.

    A user's lines replace those beneath that have the same id, noun or region name. A country's line adds its names to
    the ones beneath; its other cells replace them where they aren't blank.
    """

    def __init__(self) -> None:
        self.countries: dict[str, Country] = {}
        self.regions: dict[str, Region] = {}
        self.roles: dict[str, RoleLine] = {}
        self.names: dict[str, NameWord] = {}
        self._shipped: dict[str, list[Entry]] = {}
        self._own: dict[str, list[Entry]] = {}
        self._digest = hashlib.sha256()
        self.own: str | None = None  # eight digits that tell one user's tables from another's

    def entries(self) -> Iterable[Entry]:
        """All lines of people, groups and bodies; a user's stand first, so that they win where names are shared."""
        for lines in self._own.values():
            yield from lines
        for key, lines in self._shipped.items():
            if key not in self._own:
                yield from lines

    def add(self, path: Path, table: str, *, shipped: bool) -> None:
        """Lay one file on top."""
        if not shipped:
            self._digest.update(path.read_bytes())
            self.own = self._digest.hexdigest()[:8]
        fresh: dict[str, list[Entry]] = {}
        for row in tables.read_table(path, table, shipped=shipped):
            match tables.record(row, table):
                case Country() as country:
                    self._add_country(country)
                case Region() as region:
                    self.regions[region.name] = region
                case RoleLine() as role:
                    self.roles[role.noun] = role
                case NameWord() as word:
                    self.names[word.word] = word
                case entry:
                    fresh.setdefault(entry.id, []).append(entry)
        if shipped:
            for key, lines in fresh.items():
                self._shipped[key] = self._shipped.get(key, []) + lines
        else:
            self._own = fresh | {key: lines for key, lines in self._own.items() if key not in fresh}

    def _add_country(self, fresh: Country) -> None:
        before = self.countries.get(fresh.iso3)
        if before is None:
            self.countries[fresh.iso3] = fresh
            return
        merged: dict[str, object] = {}
        for field in ("aliases", "adjectives", "demonyms", "capitals", "seats"):
            merged[field] = tuple(dict.fromkeys((*getattr(before, field), *getattr(fresh, field))))
        for field in ("name", "cow", "start", "end", "source"):
            merged[field] = getattr(fresh, field) or getattr(before, field)
        self.countries[fresh.iso3] = msgspec.structs.replace(before, **merged)


def load(extra: Extra | Sequence[Extra] = ()) -> Layers:
    """The shipped tables with each of the user's files or folders over them, the last on top."""
    layers = Layers()
    for table in tables.COLUMNS:
        layers.add(DATA / f"{table}.csv", table, shipped=True)
    for path in files_of(extra):
        layers.add(path, tables.table_of(path), shipped=False)
    return layers


def broken_lines(paths: Iterable[Path]) -> list[str]:
    """Every line of a user's files that can't be read, with the remedy: what ``load`` would stop at."""
    found: list[str] = []
    for path in paths:
        try:
            table = tables.table_of(path)
            for row in tables.rows(path, table):
                if isinstance(row, KnowledgeError):
                    found.append(str(row))
                    continue
                try:
                    tables.record(row, table)
                except KnowledgeError as error:
                    found.append(str(error))
        except KnowledgeError as error:
            found.append(str(error))
    return found


def files_of(extra: Extra | Sequence[Extra]) -> list[Path]:
    """The CSV files that a user's paths mean: ``files_of("mine")`` gives ``[Path("mine/people.csv"), …]``.

    Raises ``KnowledgeError`` for a path that doesn't exist or a folder without a table.
    """
    paths = [Path(extra)] if isinstance(extra, (str, os.PathLike)) else [Path(each) for each in extra]
    found: list[Path] = []
    for path in paths:
        if not path.exists():
            raise KnowledgeError(f"{path}: there is no such file or folder; name a folder of tables, or one CSV file")
        inside = sorted(path.glob("*.csv")) if path.is_dir() else [path]
        if not inside:
            raise KnowledgeError(f"{path}: there is no .csv file in it; name a folder that holds {_names()}")
        found += inside
    return found


def _names() -> str:
    return ", ".join(f"{table}.csv" for table in tables.COLUMNS)
