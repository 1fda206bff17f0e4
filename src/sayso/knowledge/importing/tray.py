"""What an importer has gathered: lines for the tables, and what was left out, each with its reason."""

import csv
import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import msgspec

from sayso.errors import KnowledgeError
from sayso.knowledge.entry import Entry, Kind
from sayso.knowledge.knowledge import Knowledge
from sayso.knowledge.naming import normal_form, surname_forms
from sayso.knowledge.tables import COLUMNS

LEFT_OUT = "left-out.tsv"
_OF_NO_STATE = frozenset({None, "IGO", "NGO", "MNC", "IMG"})  # a source that names no state contradicts none
_TABLES: dict[Kind, str] = {"person": "people", "group": "groups", "body": "bodies"}


class LeftOut(msgspec.Struct, frozen=True):
    """Something of a source that isn't in the tables: where it stands, what it says, why not."""

    file: str
    line: int
    entry: str
    reason: str


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """One period of an actor as a source has it. Days are written as precisely as the source has them."""

    country: str | None = None
    sector: str | None = None
    role: str | None = None
    start: str = ""
    end: str = ""
    note: str = ""
    first: date = date.min
    last: date = date.max

    @property
    def dated(self) -> bool:
        """Whether either end is known."""
        return bool(self.start or self.end)


class Imported(msgspec.Struct, frozen=True, kw_only=True):
    """What an import did: entries read, of them ``known`` to the shipped tables already, lines written a table."""

    entries: int
    known: int
    left_out: tuple[LeftOut, ...]
    written: dict[str, int]

    def reasons(self) -> Counter[str]:
        """How often each reason was given, without the particulars in quotation marks."""
        return Counter(re.sub(r"“[^”]*”", "“…”", each.reason) for each in self.left_out)


class Tray:
    """Gathers what an importer reads and writes it as a folder of tables.

    An actor whom the shipped tables know by that name, kind and country keeps their lines and id; the import adds
    names, and periods that none of those lines covers.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._actors: dict[str, _Actor] = {}
        self._named: dict[tuple[str, bool, str | None], str] = {}
        self._countries: dict[str, dict[str, None]] = {}
        self._regions: dict[str, tuple[str, str, str]] = {}
        self._roles: dict[str, tuple[str, str | None, bool]] = {}
        self.left_out: list[LeftOut] = []
        self.entries = 0
        self.known = 0

    def leave(self, file: str, line: int, entry: str, reason: str) -> None:
        """Report something that goes into no table."""
        self.left_out.append(LeftOut(file, line, entry, reason))

    def actor(
        self, kind: Kind, name: str, aliases: Iterable[str], terms: Sequence[Term], *, certain: bool = False
    ) -> None:
        """A person, group or body; of one who is there already only what is new.

        ``certain`` lines are the user's own word: they stand beside whatever the shipped tables say of those days.
        """
        country = next((term.country for term in terms if term.country), None)
        actor = self._find(kind, name, country)
        fresh = [alias for alias in aliases if self._new_alias(actor, alias)]
        added = [term for term in terms if certain or not actor.covers(term)]
        if actor.shipped and not fresh and not added:
            self.known += 1
        actor.aliases.update(dict.fromkeys(fresh))
        actor.terms += added

    def place(self, country: str, name: str, *, kind: str, alias: bool) -> None:
        """A name for a country (``alias``), or a place in it; one that the tables know counts as known."""
        if self._knowledge.country_of(name) is not None or self._knowledge.region(name) is not None:
            self.known += 1
        elif alias:
            self._countries.setdefault(country, {})[name] = None
        else:
            self._regions.setdefault(normal_form(name), (name, kind, country))

    def role(self, noun: str, sector: str | None) -> None:
        """A role noun; one that the shipped table has with that sector counts as known."""
        known = self._knowledge.role(noun)
        if known is not None and known[0] == sector:
            self.known += 1
            return
        self._roles.setdefault(normal_form(noun), (noun, sector, known is not None and known[1] and sector == "GOV"))

    def write(self, folder: Path) -> Imported:
        """The tables and the list of what was left out, as files of a folder; it may hold none of them yet."""
        tables = {name: rows for name, rows in self._tables().items() if rows}
        try:
            folder.mkdir(parents=True, exist_ok=True)
            there = [f"{name}.csv" for name in COLUMNS if (folder / f"{name}.csv").exists()]
            if there:
                raise KnowledgeError(f"{folder}: holds {', '.join(there)} already; name a new folder, or remove them")
            for name, rows in tables.items():
                with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                    writer = csv.writer(file, lineterminator="\n")
                    writer.writerow(COLUMNS[name])
                    writer.writerows(rows)
            with (folder / LEFT_OUT).open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file, delimiter="\t", lineterminator="\n")
                writer.writerow(LeftOut.__struct_fields__)
                writer.writerows(msgspec.structs.astuple(each) for each in self.left_out)
        except OSError as error:
            raise KnowledgeError(f"{folder}: cannot be written: {error.strerror}; name another folder") from error
        return Imported(
            entries=self.entries,
            known=self.known,
            left_out=tuple(self.left_out),
            written={name: len(rows) for name, rows in tables.items()},
        )

    def _find(self, kind: Kind, name: str, country: str | None) -> "_Actor":
        """The one of that name, kind and country: of this import, else of the shipped tables, else a new one."""
        key = (normal_form(name), kind == "person", country)
        if key in self._named:
            return self._actors[self._named[key]]
        shipped = [
            entry
            for entry in self._knowledge.entries(name)
            if (entry.kind == "person") == key[1] and (entry.country == country or country in _OF_NO_STATE)
        ]
        ids = {entry.id for entry in shipped}
        if len(ids) == 1:
            lines = self._knowledge.entry(shipped[0].id)
            actor = self._actors.setdefault(lines[0].id, _Actor(lines[0].id, lines[0].name, lines[0].kind, lines))
        else:
            actor = _Actor(self._new_id(name), name, kind, [])
            self._actors[actor.id] = actor
        self._named[key] = actor.id
        return actor

    def _new_id(self, name: str) -> str:
        slug = re.sub(r"[^a-z0-9]+", "-", normal_form(name)).strip("-") or "unnamed"
        numbered = (slug if n == 1 else f"{slug}-{n}" for n in itertools.count(1))
        return next(each for each in numbered if each not in self._actors and not self._knowledge.entry(each))

    @staticmethod
    def _new_alias(actor: "_Actor", alias: str) -> bool:
        key = normal_form(alias)
        names = {normal_form(each) for each in (actor.name, *actor.aliases)}
        forms = surname_forms(actor.name, actor.country) if actor.kind == "person" else ()
        return bool(key) and key not in names and key not in forms

    def _tables(self) -> dict[str, list[Sequence[str]]]:
        rows: dict[str, list[Sequence[str]]] = {name: [] for name in COLUMNS}
        for code, names in self._countries.items():
            rows["countries"].append([code, "", "|".join(names), *[""] * 7])
        for actor in self._actors.values():
            if actor.changed:
                rows[_TABLES[actor.kind]] += actor.rows()
        for noun, sector, lead in self._roles.values():
            rows["roles"].append([noun, sector or "", "1" if lead else ""])
        for name, kind, country in self._regions.values():
            rows["regions"].append([name, "", kind, country, "", ""])
        return rows


class _Actor:
    """One actor in the making: the shipped lines, if there are any, and what the import adds."""

    def __init__(self, key: str, name: str, kind: Kind, shipped: Sequence[Entry]) -> None:
        self.id = key
        self.name = name
        self.kind: Kind = kind
        self.shipped = tuple(shipped)
        self._given = dict.fromkeys(alias for line in shipped for alias in line.aliases)
        self.aliases: dict[str, None] = dict(self._given)
        self.terms: list[Term] = []

    @property
    def country(self) -> str | None:
        lines = (*self.shipped, *self.terms)
        return next((line.country for line in lines if line.country), None)

    @property
    def changed(self) -> bool:
        return bool(self.terms) or len(self.aliases) > len(self._given)

    def covers(self, term: Term) -> bool:
        """Whether a line that is there speaks of the term's days; the shipped ones speak of all undated days."""
        if self.shipped and not term.dated:
            return True
        for line in self.shipped:
            if (line.start or date.min) <= term.last and term.first <= (line.end or date.max):
                return True
        others = [each for each in self.terms if each.first <= term.last and term.first <= each.last]
        if self.kind == "person":
            others = [each for each in others if (each.country, each.sector) == (term.country, term.sector)]
        return bool(others)

    def rows(self) -> list[Sequence[str]]:
        aliases = "|".join(alias.replace("|", "/") for alias in self.aliases)
        cells: list[tuple[str, ...]] = [
            (line.country or "", line.sector or "", line.role or "", *_days(line), line.note or "")
            for line in self.shipped
        ]
        cells += [(t.country or "", t.sector or "", t.role or "", t.start, t.end, t.note) for t in self.terms]
        head = (self.id, self.name, aliases)
        if self.kind == "person":
            return [(*head, *each) for each in cells]
        return [(*head, *each[:2], *each[3:]) for each in cells]


def _days(line: Entry) -> tuple[str, str]:
    return (line.start.isoformat() if line.start else "", line.end.isoformat() if line.end else "")
