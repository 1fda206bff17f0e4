"""Reading the CSV tables: each line becomes a record, or an error that names file, line and remedy."""

import csv
from calendar import monthrange
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TextIO

import msgspec

from sayso.errors import KnowledgeError
from sayso.knowledge.country import Country
from sayso.knowledge.entry import Entry, Kind
from sayso.knowledge.region import Region

COLUMNS: dict[str, tuple[str, ...]] = {
    "countries": (
        "iso3", "name", "aliases", "adjectives", "demonyms", "capital", "seats", "cow", "from", "to"
    ),
    "people": ("id", "name", "aliases", "country", "sector", "role", "from", "to", "note"),
    "groups": ("id", "name", "aliases", "country", "sector", "from", "to", "note"),
    "bodies": ("id", "name", "aliases", "country", "sector", "from", "to", "note"),
    "roles": ("noun", "sector", "lead"),
    "names": ("word", "sector"),
    "regions": ("name", "aliases", "kind", "countries", "latitude", "longitude"),
}  # fmt: skip
KINDS: dict[str, Kind] = {"people": "person", "groups": "group", "bodies": "body"}


class Row(msgspec.Struct, frozen=True):
    """A line of a table with the place it came from, for messages: ``Row("people.csv", 17, {...})``."""

    file: str
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def words(self, column: str) -> tuple[str, ...]:
        """The parts of a cell between bars: ``"US|U.S."`` gives ``("US", "U.S.")``."""
        cell = self.cells[column]
        return tuple(part.strip() for part in cell.split("|") if part.strip()) if cell else ()

    def day(self, column: str, *, last: bool) -> date | None:
        """A date cell as its first or last day, ``"2011-02"`` as 2011-02-01 or 2011-02-28; ``None`` where blank."""
        try:
            return read_day(self.cells[column], last=last)
        except ValueError as error:
            raise KnowledgeError(f"{self.at}: {column} {error}") from error

    def number(self, column: str) -> float | None:
        """A numeric cell, ``"33.5"``; ``None`` where blank."""
        cell = self.cells[column]
        try:
            return float(cell) if cell else None
        except ValueError as error:
            raise KnowledgeError(
                f"{self.at}: {column} {cell!r} is not a number; write one or leave it blank"
            ) from error

    @property
    def at(self) -> str:
        """Where the line stands, ``"people.csv line 17"``."""
        return f"{self.file} line {self.line}"


def read_day(text: str, *, last: bool) -> date | None:
    """The first or last day that ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD`` can mean; ``None`` for a blank."""
    if not text:
        return None
    parts = text.split("-")
    try:
        year = int(parts[0])
        if len(parts) == 1:
            return date(year, 12, 31) if last else date(year, 1, 1)
        month = int(parts[1])
        if len(parts) == 2:
            return date(year, month, monthrange(year, month)[1] if last else 1)
        if len(parts) == 3:
            return date(year, month, int(parts[2]))
    except (ValueError, IndexError) as error:
        raise ValueError(f"{text!r} is no date; write YYYY, YYYY-MM or YYYY-MM-DD, or leave it blank") from error
    raise ValueError(f"{text!r} is no date; write YYYY, YYYY-MM or YYYY-MM-DD, or leave it blank")


def read_table(path: Path, table: str, *, shipped: bool = False) -> Iterator[Row]:
    """The lines of one CSV file; raises ``KnowledgeError`` at the first that doesn't have the table's columns.

    ``shipped`` names the file in messages by its bare name, as everybody has it; a user's own is named by its path.
    """
    for row in rows(path, table, shipped=shipped):
        if isinstance(row, KnowledgeError):
            raise row
        yield row


def rows(path: Path, table: str, *, shipped: bool = False) -> Iterator[Row | KnowledgeError]:
    """The lines of one CSV file, or in place of one that doesn't have the table's columns the error that says so."""
    columns = COLUMNS[table]
    named = path.name if shipped else str(path)
    with _opened(path) as file:
        reader = csv.reader(file)
        head = tuple(cell.strip() for cell in next(reader, []))
        if head != columns:
            raise KnowledgeError(f"{path}: the first line is {','.join(head)!r}; it must be {','.join(columns)!r}")
        for cells in reader:
            if not cells:
                continue
            if len(cells) != len(columns):
                yield KnowledgeError(
                    f"{path} line {reader.line_num}: {len(cells)} cells where {len(columns)} belong; "
                    f"quote a cell that holds a comma"
                )
                continue
            yield Row(named, reader.line_num, dict(zip(columns, map(str.strip, cells), strict=True)))


def record(row: Row, table: str) -> "Country | Entry | Region | RoleLine | NameWord":
    """A line as the record that its table holds; raises ``KnowledgeError`` where a cell can't be read."""
    match table:
        case "countries":
            return country(row)
        case "regions":
            return region(row)
        case "roles":
            return role(row)
        case "names":
            return NameWord(word=row["word"], sector=row["sector"], source=row.at)
        case _:
            return entry(row, KINDS[table])


@contextmanager
def _opened(path: Path) -> Iterator[TextIO]:
    """A table as text; what can't be read is an error with the remedy, not a traceback."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield file
    except UnicodeDecodeError as error:
        raise KnowledgeError(f"{path}: is not UTF-8 ({error.reason}); save it as “CSV UTF-8”") from error
    except OSError as error:
        raise KnowledgeError(f"{path}: cannot be read: {error.strerror}; name a CSV file") from error


def table_of(path: Path) -> str:
    """Which table a user's CSV file is, told by its first line: ``table_of(Path("my_people.csv"))`` is ``"people"``.

    Groups and bodies have the same columns; a file counts as groups if its name begins with “groups”.
    """
    with _opened(path) as file:
        head = tuple(cell.strip() for cell in next(csv.reader(file), []))
    matching = [table for table, columns in COLUMNS.items() if columns == head]
    if not matching:
        known = "; ".join(f"{table}: {','.join(columns)}" for table, columns in COLUMNS.items())
        raise KnowledgeError(
            f"{path}: the first line is {','.join(head)!r}, which is no table's. The tables are {known}"
        )
    named = [table for table in matching if path.stem.startswith(table)]
    return named[0] if named else matching[-1]


def country(row: Row) -> Country:
    """A line of countries.csv as a record."""
    cow = row.number("cow")
    return Country(
        iso3=row["iso3"],
        name=row["name"],
        aliases=row.words("aliases"),
        adjectives=row.words("adjectives"),
        demonyms=row.words("demonyms"),
        capitals=row.words("capital"),
        seats=row.words("seats"),
        cow=None if cow is None else int(cow),
        start=row.day("from", last=False),
        end=row.day("to", last=True),
        source=row.at,
    )


def entry(row: Row, kind: Kind) -> Entry:
    """A line of people.csv, groups.csv or bodies.csv as a record."""
    return Entry(
        id=row["id"],
        name=row["name"],
        kind=kind,
        aliases=row.words("aliases"),
        country=row["country"] or None,
        sector=row["sector"] or None,
        role=(row["role"] or None) if kind == "person" else None,
        start=row.day("from", last=False),
        end=row.day("to", last=True),
        note=row["note"] or None,
        source=row.at,
    )


def region(row: Row) -> Region:
    """A line of regions.csv as a record."""
    return Region(
        name=row["name"],
        aliases=row.words("aliases"),
        kind=row["kind"],
        countries=row.words("countries"),
        latitude=row.number("latitude"),
        longitude=row.number("longitude"),
        source=row.at,
    )


class RoleLine(msgspec.Struct, frozen=True, kw_only=True):
    """A line of roles.csv: ``RoleLine(noun="gendarmes", sector="COP")``; ``lead`` means a state's own government."""

    noun: str
    sector: str | None = None
    lead: bool = False
    source: str | None = None


class NameWord(msgspec.Struct, frozen=True, kw_only=True):
    """A line of names.csv: what a word in a body's own name tells, ``NameWord(word="foundation", sector="NGO")``."""

    word: str
    sector: str
    source: str | None = None


def role(row: Row) -> RoleLine:
    """A line of roles.csv as a record."""
    if row["lead"] not in ("", "1"):
        raise KnowledgeError(f"{row.at}: lead is {row['lead']!r}; write 1 or leave it blank")
    return RoleLine(noun=row["noun"], sector=row["sector"] or None, lead=row["lead"] == "1", source=row.at)
