"""A table of one's own, whatever its columns are called: ``Person;Country;Office;Since`` becomes ``people.csv``."""

import csv
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from sayso.actor import STATELESS
from sayso.errors import KnowledgeError
from sayso.knowledge.entry import Kind
from sayso.knowledge.importing.casing import kind_of
from sayso.knowledge.importing.tray import Imported, Term, Tray
from sayso.knowledge.knowledge import Knowledge
from sayso.knowledge.lint import SECTORS
from sayso.knowledge.tables import COLUMNS, read_day

# What columns are called, in the order in which they are looked for.
_CALLED: dict[str, tuple[str, ...]] = {
    "name": ("name", "full name", "person", "actor", "leader", "group", "organization", "organisation", "title"),
    "aliases": ("aliases", "alias", "other names", "also known as", "aka", "acronym", "abbreviation"),
    "country": ("country", "iso3", "state", "nation", "country code", "ccode", "iso"),
    "sector": ("sector", "code", "plover", "cameo", "type of actor"),
    "role": ("role", "office", "position", "post", "function", "job"),
    "from": ("from", "start", "start date", "since", "begin", "entered", "first day", "startdate"),
    "to": ("to", "end", "end date", "until", "left", "last day", "enddate"),
    "kind": ("kind", "type", "entity type"),
    "note": ("note", "notes", "source", "comment", "remarks"),
}
_KINDS: dict[str, Kind] = {
    "person": "person", "people": "person", "leader": "person", "individual": "person", "group": "group",
    "party": "group", "rebel group": "group", "movement": "group", "body": "body", "organization": "body",
    "organisation": "body", "institution": "body", "company": "body",
}  # fmt: skip
_DATE = re.compile(r"(\d{4})(?:[-/.](\d{1,2}))?(?:[-/.](\d{1,2}))?")


class Line(msgspec.Struct, frozen=True):
    """One line of the user's table: where it stands, and its cells by our names for the columns."""

    number: int
    cells: dict[str, str]


def import_csv(
    paths: Sequence[Path], folder: Path, knowledge: Knowledge, columns: Mapping[str, str] | None = None
) -> Imported:
    """Read tables with a header into a folder of ours; every line is read or reported.

    Columns are told by their names (“Office” and “position” are the role); ``columns`` says it where they aren't:
    ``{"name": "Amtsinhaber"}``. Lines of one name, country and kind are one actor's periods. Raises ``KnowledgeError``.
    """
    tray = Tray(knowledge)
    for path in paths:
        for line in _lines(path, columns or {}):
            tray.entries += 1
            try:
                _add(tray, knowledge, path, line)
            except ValueError as error:
                tray.leave(str(path), line.number, line.cells.get("name", ""), str(error))
    return tray.write(folder)


def _add(tray: Tray, knowledge: Knowledge, path: Path, line: Line) -> None:
    cells = line.cells
    name = cells.get("name", "")
    if not any(letter.isalpha() for letter in name):
        raise ValueError("no name")
    country = _country(cells.get("country", ""), knowledge)
    role = cells.get("role") or None
    sector = _sector(cells.get("sector", ""), role, knowledge)
    kind = _kind(cells.get("kind", ""), name, role, sector, knowledge)
    start, end = _date(cells.get("from", "")), _date(cells.get("to", ""))
    first, last = read_day(start, last=False), read_day(end, last=True)
    if first is not None and last is not None and first > last:
        raise ValueError(f"“{start}” to “{end}” ends before it begins")
    term = Term(
        country=country,
        sector=sector,
        role=role if kind == "person" else None,
        start=start,
        end=end,
        note=cells.get("note") or f"{path.name} line {line.number}",
    )
    if first is not None:
        term = msgspec.structs.replace(term, first=first)
    if last is not None:
        term = msgspec.structs.replace(term, last=last)
    aliases = [alias.strip() for alias in re.split(r"[|;]", cells.get("aliases", "")) if alias.strip()]
    tray.actor(kind, name, aliases, [term], certain=True)


def _country(text: str, knowledge: Knowledge) -> str | None:
    """An ISO code, or any word that the tables have for a country."""
    if not text:
        return None
    if text.upper() in STATELESS or text.upper() in knowledge.countries:
        return text.upper()
    found = knowledge.country_of(text)
    if found is None:
        raise ValueError(f"“{text}” is no country; write an ISO 3166 alpha-3 code, a name, or {_or(STATELESS)}")
    return found[0].iso3


def _sector(text: str, role: str | None, knowledge: Knowledge) -> str | None:
    """A PLOVER sector, or the noun for one (“army”); where none is given, that of the role."""
    if text.upper() in SECTORS:
        return text.upper()
    known = knowledge.role(text) if text else knowledge.role(role) if role else None
    if text and (known is None or known[0] is None):
        raise ValueError(f"“{text}” is no sector; write one of {_or(SECTORS)}, or leave it blank")
    return known[0] if known else None


def _kind(text: str, name: str, role: str | None, sector: str | None, knowledge: Knowledge) -> Kind:
    if text:
        if text.lower() not in _KINDS:
            raise ValueError(f"“{text}” is no kind; write person, group or body")
        return _KINDS[text.lower()]
    known = knowledge.entries(name)
    if known:
        return known[0].kind
    if role is not None:
        return "person"
    given = frozenset(entry.name.split()[0].lower() for entry in knowledge.all_entries if entry.kind == "person")
    kind = kind_of(name, (), "", given)
    return "group" if kind == "body" and sector in ("REB", "UAF", "PTY", "OPP") else kind


def _date(text: str) -> str:
    """“2011/2/5” as 2011-02-05; raises ``ValueError`` for what may be the other way round."""
    if not text:
        return ""
    match = _DATE.fullmatch(text.removesuffix(" 00:00:00"))
    if match is None:
        raise ValueError(f"“{text}” is no date; write YYYY, YYYY-MM or YYYY-MM-DD")
    return "-".join([match[1], *(part.zfill(2) for part in match.groups()[1:] if part)])


def _lines(path: Path, columns: Mapping[str, str]) -> list[Line]:
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise KnowledgeError(f"{path}: cannot be read: {error.strerror}; name a CSV file") from error
    except UnicodeDecodeError as error:
        raise KnowledgeError(f"{path}: is not UTF-8 ({error.reason}); save it as “CSV UTF-8”") from error
    head = text.partition("\n")[0]
    reader = csv.reader(text.splitlines(), delimiter=max(",;\t", key=head.count))
    header = [cell.strip() for cell in next(reader, [])]
    if tuple(header) in COLUMNS.values():
        raise KnowledgeError(f"{path}: is one of our tables already; give it as it is: --knowledge {path}")
    where = _columns(path, header, columns)
    found: list[Line] = []
    for cells in reader:
        if any(cell.strip() for cell in cells):
            by_name = {name: cells[at].strip() for name, at in where.items() if at < len(cells)}
            found.append(Line(reader.line_num, by_name))
    return found


def _columns(path: Path, header: list[str], said: Mapping[str, str]) -> dict[str, int]:
    """Which of the columns holds what; raises ``KnowledgeError`` where none holds the name."""
    spelt = {re.sub(r"[\s_-]+", " ", name).strip().lower(): at for at, name in reversed(list(enumerate(header)))}
    where: dict[str, int] = {}
    for ours, theirs in said.items():
        if ours not in _CALLED:
            raise KnowledgeError(f"{ours!r} is no column of ours; say one of {_or(_CALLED)}")
        if theirs not in header:
            raise KnowledgeError(f"{path}: has no column {theirs!r}; its columns are {', '.join(header)}")
        where[ours] = header.index(theirs)
    for ours, names in _CALLED.items():
        at = next((spelt[name] for name in names if name in spelt and spelt[name] not in where.values()), None)
        if at is not None:
            where.setdefault(ours, at)
    if "name" not in where:
        raise KnowledgeError(
            f"{path}: no column is called a name; its columns are {', '.join(header)}. Say which it is: --column name=…"
        )
    return where


def _or(words: "Mapping[str, object] | frozenset[str]") -> str:
    return ", ".join(sorted(words))
