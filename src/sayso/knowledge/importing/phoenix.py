"""Dictionaries in PETRARCH's format, such as Phoenix's: actors with dated codes, and agents.

``VLADIMIR_PUTIN_``, ``+PUTIN_`` and ``[RUSGOV >080508]`` become lines of ``people.csv``; ``FARMER [~AGR]`` one of
``roles.csv``.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import msgspec

from sayso.errors import KnowledgeError
from sayso.knowledge.importing.agents import agent_nouns, is_agents
from sayso.knowledge.importing.cameo import Code, read_code
from sayso.knowledge.importing.casing import cased, kind_of, spoken_like
from sayso.knowledge.importing.tray import Imported, Term, Tray
from sayso.knowledge.knowledge import Knowledge

_CODES = re.compile(r"\[([^\]]*)\]")
_INSIDE = re.compile(r"^(?P<name>.+?)\s*\((?P<inside>[^()]+)\)?\s*(?P<rest>.*)$")
_ACRONYM = re.compile(r"[A-Z][A-Z&-]{1,7}")
_DAY = timedelta(days=1)


class Block(msgspec.Struct, kw_only=True):
    """One entry of an actors file: its names, its codes with the lines they stand on, and the remark beside it."""

    file: str
    line: int
    names: list[str] = []
    codes: list[tuple[int, str]] = []
    remark: str = ""

    @property
    def head(self) -> str:
        """The name that the entry goes by."""
        return self.names[0]


def import_phoenix(paths: Sequence[Path], folder: Path, knowledge: Knowledge) -> Imported:
    """Read dictionaries of actors and agents into a folder of tables; every entry is read or reported.

    Which of the two a file is, is told by its codes: those of agents carry ``~``. Raises ``KnowledgeError``.
    """
    tray = Tray(knowledge)
    for path in paths:
        lines = _lines(path)
        if is_agents(lines):
            _agents(path.name, lines, tray)
        else:
            importer = _Actors(tray, knowledge)
            for block in blocks(path.name, lines):
                importer.add(block)
    return tray.write(folder)


def blocks(file: str, lines: Iterable[str]) -> Iterator[Block]:
    """The entries of an actors file, in order.

    A name without code or ``+`` that the next name follows at once is another name of the same (as Yeltsin's are).
    """
    block: Block | None = None
    joins = False
    for number, raw in enumerate(lines, 1):
        text, _, remark = raw.partition("#")
        if not text.strip():
            joins = False
            continue
        name = text.partition("[")[0].strip()
        codes = [(number, code) for code in _CODES.findall(text)]
        if name and not name.startswith("+"):
            if block is not None and not (joins and not block.codes and spoken_like(block.head, name)):
                yield block
                block = None
            if block is None:
                block = Block(file=file, line=number, remark=remark.strip())
        if block is None:  # a code or synonym before the first name
            block = Block(file=file, line=number, names=[name.lstrip("+")] if name else [text.strip()])
        elif name:
            block.names.append(name.lstrip("+"))
        block.codes += codes
        joins = True
    if block is not None:
        yield block


class _Actors:
    """Puts the entries of actors files into a tray."""

    def __init__(self, tray: Tray, knowledge: Knowledge) -> None:
        self._tray = tray
        self._knowledge = knowledge
        self._given = frozenset(
            entry.name.split()[0].lower() for entry in knowledge.all_entries if entry.kind == "person"
        )

    def add(self, block: Block) -> None:
        """One entry: into its table, or among what is left out."""
        self._tray.entries += 1
        codes = self._codes(block)
        names = list(self._names(block))
        if not codes or not names:
            if not block.codes:
                self._tray.leave(block.file, block.line, block.head, "no code")
            elif codes:
                self._tray.leave(block.file, block.line, block.head, "no letters in the name")
            return
        state = codes[0].country
        if state in self._knowledge.countries and all(code.sector is None and not code.dated for code in codes):
            self._place(state or "", names)
            return
        kind = kind_of(block.head, codes, block.remark, self._given)
        spelt = [cased(name, person=kind == "person") for name in names]
        terms = self._terms(block, codes, person=kind == "person")
        self._tray.actor(kind, spelt[0], spelt[1:], terms)

    def _codes(self, block: Block) -> list[Code]:
        found: list[Code] = []
        for line, text in block.codes:
            try:
                found.append(read_code(text, self._knowledge.countries))
            except ValueError as error:
                self._tray.leave(block.file, line, block.head, str(error))
        return found

    def _names(self, block: Block) -> Iterator[str]:
        """The names of an entry in words; an acronym in brackets is one too, “(acting” and “(Greece)” aren't."""
        for name in block.names:
            text = " ".join(name.replace("_", " ").split()).strip(" ]")
            inside = _INSIDE.match(text)
            found = [text if inside is None else f"{inside['name']} {inside['rest']}".strip()]
            short = inside["inside"].strip() if inside is not None else ""
            if _ACRONYM.fullmatch(short) and short.casefold() != "acting" and not self._knowledge.country_of(short):
                found.append(short)
            yield from (each for each in found if any(letter.isalpha() for letter in each))

    def _place(self, country: str, names: Sequence[str]) -> None:
        state = self._knowledge.countries[country]
        own = [state.name, *state.aliases, *state.adjectives, *state.demonyms]
        for name in names:
            alias = any(spoken_like(each, name) for each in own)
            self._tray.place(country, cased(name, person=True), kind="region", alias=alias)

    def _terms(self, block: Block, codes: Sequence[Code], *, person: bool) -> list[Term]:
        dated = joined(code for code in codes if code.dated)
        terms = [_term(code, block) for code in dated]
        bare = [code for code in codes if not code.dated]
        for code in bare[:1]:
            terms += [_term(each, block) for each in gaps(code, dated)] if dated else [_term(code, block)]
        if not person:  # a body is one thing at a time: the first code that speaks of a day
            terms = _one_at_a_time(terms)
        spare = len(bare) - 1 if bare else 0
        for code in bare[len(bare) - spare :]:
            self._tray.leave(block.file, block.line, block.head, f"a second code without days, “{code.text}”")
        return terms


def joined(codes: Iterable[Code]) -> list[Code]:
    """Codes of the same country and sector whose days touch, as one: two lines of one office are one period."""
    found: list[Code] = []
    for code in sorted(codes, key=lambda code: (code.country or "", code.sector or "", code.first or date.min)):
        last = found[-1] if found else None
        same = last is not None and (last.country, last.sector) == (code.country, code.sector)
        if last is not None and same and (code.first or date.min) <= (last.last or date.max):
            end = None if last.last is None or code.last is None else max(last.last, code.last)
            found[-1] = msgspec.structs.replace(last, last=end)
        else:
            found.append(code)
    return found


def gaps(code: Code, dated: Sequence[Code]) -> Iterator[Code]:
    """A code without days beside dated ones, for the days that they leave: before, between and after them."""
    free = date.min
    for other in sorted(dated, key=lambda other: other.first or date.min):
        first = other.first or date.min
        if first > free and not (free == date.min and code.sector == "ELI"):  # none is a former minister from birth
            start = None if free == date.min else free
            yield msgspec.structs.replace(code, first=start, last=first - _DAY)
        if other.last is None:
            return
        free = max(free, other.last + _DAY)
    yield msgspec.structs.replace(code, first=free, last=None)


def _one_at_a_time(terms: Sequence[Term]) -> list[Term]:
    kept: list[Term] = []
    for term in terms:
        if not any(term.first <= each.last and each.first <= term.last for each in kept):
            kept.append(term)
    return kept


def _term(code: Code, block: Block) -> Term:
    return Term(
        country=code.country,
        sector=code.sector,
        start=code.first.isoformat() if code.first else "",
        end=code.last.isoformat() if code.last else "",
        note=f"{code.text}, {block.file} line {block.line}",
        first=code.first or date.min,
        last=code.last or date.max,
    )


def _agents(file: str, lines: Sequence[str], tray: Tray) -> None:
    for agent in agent_nouns(lines):
        tray.entries += 1
        if agent.reason:
            tray.leave(file, agent.line, agent.text, agent.reason)
        for noun in agent.nouns:
            tray.role(noun, agent.sector)


def _lines(path: Path) -> list[str]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise KnowledgeError(f"{path}: cannot be read: {error.strerror}; name a dictionary file") from error
    try:
        return data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace").splitlines()
