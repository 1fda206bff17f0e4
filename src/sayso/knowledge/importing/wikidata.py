"""A Wikidata JSON dump, streamed: people who held an office, parties, ministries, forces, media and the like.

The dump has one entity a line. It is read twice: for the political entities, then for the offices and countries that
they name by number. Nothing else is kept in memory.
"""

import bz2
import gzip
import lzma
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import IO, Any

import msgspec

from sayso.errors import KnowledgeError
from sayso.knowledge.importing.tray import Imported, Term, Tray
from sayso.knowledge.importing.wikidata_classes import HUMAN, OFFICES, ORGANISATIONS, Organisation
from sayso.knowledge.knowledge import Knowledge
from sayso.knowledge.tables import read_day

_ID = re.compile(rb'"id":"(Q\d+)"')
_OPENERS: dict[str, Callable[[Path], IO[bytes]]] = {".gz": gzip.open, ".bz2": bz2.open, ".xz": lzma.open}  # pyright: ignore[reportAssignmentType]
_PRECISE = {11: 10, 10: 7, 9: 4}  # Wikidata's precision → how much of YYYY-MM-DD is known
_MEMBER = re.compile(
    r"^(?:member|deputy|speaker|president|chair(?:man|person)?) of (?:the )?(?P<body>.+)$", re.IGNORECASE
)
Progress = Callable[[int], None]


class Held(msgspec.Struct, frozen=True):
    """An office that a person held, by its number."""

    office: str
    start: str
    end: str


class Person(msgspec.Struct, frozen=True):
    """A person with offices, as a line of the dump has them."""

    line: int
    key: str
    name: str
    aliases: tuple[str, ...]
    states: tuple[str, ...]
    terms: tuple[Held, ...]


class Named(msgspec.Struct, frozen=True):
    """What an office or a country is: its label, state, the classes it belongs to, its ISO code."""

    label: str
    states: tuple[str, ...]
    classes: tuple[str, ...]
    iso3: str | None


class Entity:
    """One entity of the dump, with what the importer asks of it."""

    def __init__(self, raw: Mapping[str, Any]) -> None:
        self._raw = raw
        self.key = str(raw.get("id", ""))

    @cached_property
    def name(self) -> str | None:
        """The English label, or the one that holds for many languages."""
        labels = self._raw.get("labels") or {}
        label = labels.get("en") or labels.get("mul") or labels.get("en-gb")
        return str(label["value"]).strip() if label else None

    @property
    def aliases(self) -> tuple[str, ...]:
        """The other English names."""
        aliases = self._raw.get("aliases") or {}
        found = [str(each["value"]).strip() for code in ("en", "mul") for each in aliases.get(code, ())]
        return tuple(dict.fromkeys(found))

    def statements(self, number: str) -> list[Mapping[str, Any]]:
        """The statements of a property that hold: the deprecated are left out."""
        claims = self._raw.get("claims") or {}
        return [each for each in claims.get(number, ()) if each.get("rank") != "deprecated"]

    def items(self, number: str) -> tuple[str, ...]:
        """The entities that a property names, those without an end first."""
        found = [
            (bool(each.get("qualifiers", {}).get("P582")), _item(each.get("mainsnak")))
            for each in self.statements(number)
        ]
        return tuple(key for _, key in sorted(found, key=lambda pair: pair[0]) if key)

    def day(self, number: str) -> str:
        """The first day that a property gives, “” where it gives none."""
        return next((day for day in (_day(each.get("mainsnak")) for each in self.statements(number)) if day), "")


def import_wikidata(
    paths: Sequence[Path], folder: Path, knowledge: Knowledge, *, since: int = 1945, progress: Progress | None = None
) -> Imported:
    """Read dumps (.json, .gz, .bz2, .xz) into a folder of tables; what was over before ``since`` is left aside.

    ``progress`` is told the number of entities seen, now and then. Raises ``KnowledgeError``.
    """
    tray = Tray(knowledge)
    reader = _Reader(tray, knowledge, since, progress)
    for path in paths:
        reader.gather(path)
    for path in paths:
        reader.name(path)
    reader.put()
    return tray.write(folder)


class _Reader:
    def __init__(self, tray: Tray, knowledge: Knowledge, since: int, progress: Progress | None) -> None:
        self._tray = tray
        self._knowledge = knowledge
        self._since = date(since, 1, 1)
        self._progress = progress
        self._people: list[tuple[str, Person]] = []
        self._bodies: list[tuple[str, Person, Organisation]] = []
        self._asked: set[str] = set()
        self._named: dict[str, Named] = {}
        self._classes = dict(ORGANISATIONS)
        self._offices = dict(OFFICES)

    # first reading: the political entities

    def gather(self, path: Path) -> None:
        """The people with offices and the organisations of a dump, and the numbers that they name."""
        for number, line in self._lines(path):
            if not (line.startswith(b"{") and line.endswith(b"}")):
                self._tray.leave(path.name, number, line[:60].decode("utf-8", "replace"), "is no JSON object")
                continue
            if b'"P39"' not in line and b'"P31"' not in line and b'"P279"' not in line:
                continue
            entity = self._entity(path, number, line)
            if entity is None:
                continue
            self._widen(entity)
            kinds = entity.items("P31")
            if HUMAN in kinds:
                if entity.statements("P39"):
                    self._person(path, number, entity)
            else:
                found = next((self._classes[kind] for kind in kinds if kind in self._classes), None)
                if found is not None:
                    self._organisation(path, number, entity, found)

    def _widen(self, entity: Entity) -> None:
        """A subclass is what its class is: “foreign ministry” is a ministry."""
        for above in entity.items("P279"):
            if above in self._classes:
                self._classes.setdefault(entity.key, self._classes[above])
            if above in self._offices:
                self._offices.setdefault(entity.key, self._offices[above])

    def _person(self, path: Path, number: int, entity: Entity) -> None:
        self._tray.entries += 1
        if entity.name is None:
            self._tray.leave(path.name, number, entity.key, "no English label")
            return
        died = entity.day("P570")
        terms: list[Held] = []
        for statement in entity.statements("P39"):
            office = _item(statement.get("mainsnak"))
            if office is None:
                continue
            qualifiers = statement.get("qualifiers", {})
            if any(snak.get("snaktype") == "somevalue" for snak in qualifiers.get("P582", ())):
                self._tray.leave(path.name, number, entity.name, f"“{office}” ended on an unknown day")
                continue
            start = next(filter(None, map(_day, qualifiers.get("P580", ()))), "")
            end = next(filter(None, map(_day, qualifiers.get("P582", ()))), died)
            terms.append(Held(office, start, end))
        if terms:
            states = entity.items("P27")
            person = Person(number, entity.key, entity.name, entity.aliases, states, tuple(terms))
            self._people.append((path.name, person))
            self._asked.update(states, (term.office for term in terms))

    def _organisation(self, path: Path, number: int, entity: Entity, found: Organisation) -> None:
        self._tray.entries += 1
        if entity.name is None:
            self._tray.leave(path.name, number, entity.key, "no English label")
            return
        states = entity.items("P17") or entity.items("P1001")
        term = Held("", entity.day("P571"), entity.day("P576"))
        person = Person(number, entity.key, entity.name, entity.aliases, states, (term,))
        self._bodies.append((path.name, person, found))
        self._asked.update(states)

    # second reading: what the numbers mean

    def name(self, path: Path) -> None:
        """The offices and countries that the first reading met by number, and the states of those offices."""
        for number, line in self._lines(path):
            key = _ID.search(line, 0, 4096)
            if key is None or (key[1].decode() not in self._asked and b'"P298"' not in line):
                continue
            entity = self._entity(path, number, line)
            if entity is None:
                continue
            codes = [_text(each.get("mainsnak")) for each in entity.statements("P298")]
            states = entity.items("P1001") + entity.items("P17")
            classes = entity.items("P279") + entity.items("P31")
            self._named[entity.key] = Named(entity.name or "", states, classes, next(filter(None, codes), None))

    # the tables

    def put(self) -> None:
        """What was gathered, into the tray."""
        for file, person in self._people:
            terms = [term for term in (self._term(file, person, held) for held in person.terms) if term is not None]
            if terms:
                self._tray.actor("person", person.name, person.aliases, terms)
        for file, body, found in self._bodies:
            country = self._state(body.states) or found.stateless
            term = self._dated(file, body, body.terms[0], country, found.sector, None)
            if country is None:
                self._tray.leave(file, body.line, body.name, "no country")
            elif term is not None:
                self._tray.actor(found.kind, body.name, body.aliases, [term])

    def _term(self, file: str, person: Person, held: Held) -> Term | None:
        office = self._named.get(held.office)
        if office is None or not office.label:
            self._tray.leave(file, person.line, person.name, f"the office “{held.office}” isn't in the dump")
            return None
        sector = self._sector(held.office, office)
        country = self._state(office.states) or self._state(person.states)
        if sector is None:
            self._tray.leave(file, person.line, person.name, f"“{office.label}” is no political office that is known")
            return None
        if country is None:
            self._tray.leave(file, person.line, person.name, "no country")
            return None
        return self._dated(file, person, held, country, sector, office.label)

    def _sector(self, key: str, office: Named) -> str | None:
        for each in (key, *office.classes):
            if each in self._offices:
                return self._offices[each]
        label = office.label.lower()
        member = _MEMBER.match(office.label)
        body = self._knowledge.entries(member["body"]) if member else []
        if body and body[0].kind == "body":
            return body[0].sector
        for words in (label, label.partition(" of ")[0], label.partition(" for ")[0]):
            role = self._knowledge.role(words)
            if role is not None and role[0] is not None:
                return role[0]
        return None

    def _state(self, keys: Sequence[str]) -> str | None:
        for key in keys:
            named = self._named.get(key)
            if named is None:
                continue
            if named.iso3 in self._knowledge.countries:
                return named.iso3
            found = self._knowledge.country_of(named.label) if named.label else None
            if found is not None and found[1] in ("name", "alias"):
                return found[0].iso3
        return None

    def _dated(
        self, file: str, person: Person, held: Held, country: str | None, sector: str | None, role: str | None
    ) -> Term | None:
        try:
            first, last = read_day(held.start, last=False), read_day(held.end, last=True)
        except ValueError as error:
            self._tray.leave(file, person.line, person.name, str(error))
            return None
        if first is not None and last is not None and first > last:
            self._tray.leave(file, person.line, person.name, f"“{held.start}” to “{held.end}” ends before it begins")
            return None
        if last is not None and last < self._since:
            self._tray.leave(file, person.line, person.name, f"over before {self._since.year}")
            return None
        return Term(
            country=country,
            sector=sector,
            role=role,
            start=held.start,
            end=held.end,
            note=f"Wikidata {person.key}",
            first=first or date.min,
            last=last or date.max,
        )

    # lines

    def _lines(self, path: Path) -> Iterator[tuple[int, bytes]]:
        opener = _OPENERS.get(path.suffix.lower(), lambda each: each.open("rb"))
        number = 0
        try:
            with opener(path) as file:
                for number, line in enumerate(file, 1):
                    if self._progress is not None and number % 10_000 == 0:
                        self._progress(number)
                    stripped = line.strip().rstrip(b",")
                    if stripped not in (b"[", b"]", b""):
                        yield number, stripped
        except (OSError, EOFError, lzma.LZMAError) as error:
            raise KnowledgeError(
                f"{path}: cannot be read behind line {number}: {error}; fetch the dump again"
            ) from error

    def _entity(self, path: Path, number: int, line: bytes) -> Entity | None:
        try:
            raw = msgspec.json.decode(line)
        except msgspec.DecodeError as error:
            self._tray.leave(path.name, number, line[:60].decode("utf-8", "replace"), f"is no JSON: {error}")
            return None
        return Entity(raw) if isinstance(raw, dict) else None


def _value(snak: Any) -> Any:
    """The value of a snak; ``None`` where it has none, or an unknown one."""
    if not isinstance(snak, dict) or snak.get("snaktype") != "value":
        return None
    return (snak.get("datavalue") or {}).get("value")


def _item(snak: Any) -> str | None:
    value = _value(snak)
    return value.get("id") if isinstance(value, dict) else None


def _text(snak: Any) -> str | None:
    value = _value(snak)
    return value if isinstance(value, str) else None


def _day(snak: Any) -> str:
    """A time as precisely as it is known: “2009-01-20”, “2009”; “” for what is vaguer than a year, or before Christ."""
    value = _value(snak)
    if not isinstance(value, dict) or not str(value.get("time", "")).startswith("+"):
        return ""
    known = _PRECISE.get(int(value.get("precision", 0)))
    return str(value["time"])[1 : 1 + known] if known else ""
