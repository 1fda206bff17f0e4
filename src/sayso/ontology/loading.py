"""Reads the data files of the ontology and checks that they hold together."""

import csv
import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

import msgspec

from sayso.errors import OntologyError
from sayso.ontology.cameo import Cameo, CameoCode, CameoRoot
from sayso.ontology.context import Context, words_of
from sayso.ontology.event_type import EventType, Mode, Quad
from sayso.ontology.term import Term

T = TypeVar("T")

TYPES = (
    *("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST"),
    *("ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
)
ROOTS = tuple(f"{n:02}" for n in range(1, 21))
_QUADS: Mapping[str, Quad] = {"1": 1, "2": 2, "3": 3, "4": 4}


class ModeRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A mode as ``types.toml`` has it; without an intensity it takes its type's."""

    definition: str
    intensity: float | None = None


class TypeRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A type as ``types.toml`` has it."""

    definition: str
    verb: str
    verb_alone: str
    quad: Quad
    intensity: float
    needs_recipient: bool
    modes: dict[str, ModeRow] = {}


class ContextRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A context as ``contexts.toml`` has it."""

    definition: str
    keywords: tuple[str, ...]
    unless: tuple[str, ...] = ()


class DataFolder:
    """The folder of data files: ``DataFolder(path).types()`` reads and checks ``types.toml``."""

    def __init__(self, folder: Traversable) -> None:
        self.folder = folder

    @classmethod
    def shipped(cls) -> "DataFolder":
        """The data files that come with sayso."""
        return cls(files("sayso.ontology").joinpath("data"))

    def types(self) -> Mapping[str, EventType]:
        """The sixteen types with their modes, in canonical order."""
        rows = self._toml("types.toml", TypeRow)
        if tuple(rows) != TYPES:
            odd = next((name for name in (*rows, *TYPES) if name not in TYPES or name not in rows), None)
            problem = f"has {odd!r} only on one side" if odd else "has another order"
            raise _error("types.toml", "tables", problem, f"write exactly these, in this order: {', '.join(TYPES)}")
        return {name: _event_type(name, row) for name, row in rows.items()}

    def contexts(self) -> Mapping[str, Context]:
        """The contexts, in the order of the file."""
        rows = self._toml("contexts.toml", ContextRow)
        for name, row in rows.items():
            _check_definition("contexts.toml", name, row.definition)
            if not row.keywords:
                raise _error("contexts.toml", f"{name}.keywords", "is empty", "list the words that evoke the context")
            seen: set[tuple[str, ...]] = set()
            for phrase in (*row.keywords, *row.unless):
                words = words_of(phrase)
                if not words or phrase != phrase.casefold():
                    raise _error("contexts.toml", name, f"holds {phrase!r}", "write keywords as lower-case words")
                if words in seen:
                    raise _error("contexts.toml", name, f"holds {phrase!r} twice", "remove one of them")
                seen.add(words)
        return {
            name: Context(name=name, definition=row.definition, keywords=row.keywords, unless=row.unless)
            for name, row in rows.items()
        }

    def terms(self, file: str) -> Mapping[str, Term]:
        """The terms of a file that has one ``name = "definition"`` a line."""
        rows = self._toml(file, str)
        for name, definition in rows.items():
            _check_definition(file, name, definition)
        return {name: Term(name, definition) for name, definition in rows.items()}

    def cameo(self, types: Mapping[str, EventType]) -> Cameo:
        """CAMEO's roots and codes, and the way back from ``types``; every type and mode must have one."""
        roots = self._cameo_roots(types)
        codes = self._cameo_codes(types, roots)
        return Cameo(codes=codes, roots=roots, best=self._best_codes(types, codes))

    def _cameo_roots(self, types: Mapping[str, EventType]) -> Mapping[str, CameoRoot]:
        file = "cameo_roots.csv"
        roots: dict[str, CameoRoot] = {}
        for key, row in self._csv(file, ("root", "label", "goldstein", "quad", "types")):
            code = row["root"]
            if code not in ROOTS or code in roots:
                raise _error(file, key, f"has root {code!r}", "write each of 01 to 20 once, with the leading zero")
            names = tuple(row["types"].split())
            for name in names:
                _check_type(file, key, name, None, types)
            score = _goldstein(file, key, row["goldstein"])
            if score is None:
                raise _error(file, key, "has no Goldstein score", "give each root its published score")
            quad = _QUADS.get(row["quad"])
            if quad is None:
                raise _error(file, key, f"has quad class {row['quad']!r}", "write 1, 2, 3 or 4")
            roots[code] = CameoRoot(code=code, label=row["label"], goldstein=score, quad=quad, types=names)
        missing = [root for root in ROOTS if root not in roots]
        if missing:
            raise _error(file, missing[0], "is missing", "write each of 01 to 20 once")
        return roots

    def _cameo_codes(self, types: Mapping[str, EventType], roots: Mapping[str, CameoRoot]) -> Mapping[str, CameoCode]:
        file = "cameo.csv"
        codes: dict[str, CameoCode] = {}
        for key, row in self._csv(file, ("code", "label", "goldstein", "type", "mode")):
            code, type, mode = row["code"], row["type"] or None, row["mode"] or None
            if not code.isdigit() or len(code) not in (3, 4):
                raise _error(file, key, f"has code {code!r}", "write 3 or 4 digits, with the leading zero")
            if code[:2] not in roots:
                raise _error(file, key, f"has code {code!r} of an unknown root", "begin codes with 01 to 20")
            if code in codes:
                raise _error(file, key, f"has code {code!r} a second time", "remove one of the two lines")
            if mode and not type:
                raise _error(file, key, f"has mode {mode!r} without a type", "name the type that the mode belongs to")
            if type:
                _check_type(file, key, type, mode, types)
            score = _goldstein(file, key, row["goldstein"])
            codes[code] = CameoCode(code=code, label=row["label"], goldstein=score, type=type, mode=mode)
        for root in roots:
            if root + "0" not in codes:
                raise _error(file, root + "0", "is missing", f"write the general code of root {root}")
        return codes

    def _best_codes(
        self, types: Mapping[str, EventType], codes: Mapping[str, CameoCode]
    ) -> Mapping[tuple[str, str | None], tuple[str, str | None]]:
        file = "plover_to_cameo.csv"
        best: dict[tuple[str, str | None], tuple[str, str | None]] = {}
        for key, row in self._csv(file, ("type", "mode", "code", "future")):
            type, mode, code, future = row["type"], row["mode"] or None, row["code"], row["future"] or None
            _check_type(file, key, type, mode, types)
            for each in (code, future):
                if each is not None and each not in codes:
                    raise _error(file, key, f"has unknown code {each!r}", "write a code that cameo.csv has")
            if (type, mode) in best:
                raise _error(file, key, f"has {type}/{mode or ''} a second time", "remove one of the two lines")
            if codes[code].type != type:
                problem = f"maps {type} to {code}, which cameo.csv maps to {codes[code].type}"
                raise _error(file, key, problem, "choose a code of that type, so that the way there leads back")
            best[type, mode] = (code, future)
        for name, each in types.items():
            for mode in (None, *each.modes):
                if (name, mode) not in best:
                    raise _error(file, f"{name}/{mode or ''}", "is missing", "write its best CAMEO code")
        return best

    def _read(self, file: str) -> str:
        try:
            return self.folder.joinpath(file).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise _error(file, "the file", f"cannot be read ({error})", "restore it, as UTF-8") from error

    def _toml(self, file: str, entry: type[T]) -> dict[str, T]:
        """The entries of a file by name, each converted by itself, so that an error names the entry."""
        try:
            raw = tomllib.loads(self._read(file))
        except tomllib.TOMLDecodeError as error:
            raise _error(file, "the file", f"is not TOML ({error})", "mend that line") from error
        entries: dict[str, T] = {}
        for name, value in raw.items():
            try:
                entries[name] = msgspec.convert(value, entry, strict=True)
            except msgspec.ValidationError as error:
                message, _, where = str(error).partition(" - at `$")
                raise _error(file, name + where.rstrip("`"), message, "mend that entry") from error
        return entries

    def _csv(self, file: str, columns: tuple[str, ...]) -> Iterator[tuple[str, dict[str, str]]]:
        reader = csv.DictReader(self._read(file).splitlines(), strict=True)
        if tuple(reader.fieldnames or ()) != columns:
            raise _error(file, "line 1", f"has columns {reader.fieldnames}", f"begin the file with {','.join(columns)}")
        for row in reader:
            fields: dict[Any, Any] = row
            if None in fields or None in fields.values():
                raise _error(file, f"line {reader.line_num}", "has the wrong number of fields", f"give {len(columns)}")
            yield f"line {reader.line_num}", {name: str(value).strip() for name, value in fields.items()}


def _event_type(name: str, row: TypeRow) -> EventType:
    _check_definition("types.toml", name, row.definition)
    _check_intensity(name, row.intensity, row.quad)
    modes: dict[str, Mode] = {}
    for mode, each in row.modes.items():
        key = f"{name}.modes.{mode}"
        intensity = row.intensity if each.intensity is None else each.intensity
        _check_definition("types.toml", key, each.definition)
        _check_intensity(key, intensity, row.quad)
        modes[mode] = Mode(type=name, name=mode, definition=each.definition, intensity=intensity)
    return EventType(
        name=name,
        definition=row.definition,
        verb=row.verb,
        verb_alone=row.verb_alone,
        quad=row.quad,
        intensity=row.intensity,
        needs_recipient=row.needs_recipient,
        modes=modes,
    )


def _check_definition(file: str, key: str, definition: str) -> None:
    if not definition.strip():
        raise _error(file, key, "has no definition", "say in a sentence what it is")


def _check_intensity(key: str, intensity: float, quad: int) -> None:
    if not -10 <= intensity <= 10:
        raise _error("types.toml", key, f"has intensity {intensity}", "keep it between -10 and 10")
    if (intensity > 0) != (quad <= 2):
        raise _error(
            "types.toml",
            key,
            f"has intensity {intensity} in quad class {quad}",
            "quad classes 1 and 2 are above 0, 3 and 4 below",
        )


def _check_type(file: str, key: str, type: str, mode: str | None, types: Mapping[str, EventType]) -> None:
    if type not in types:
        raise _error(file, key, f"names type {type!r}, which types.toml lacks", f"use one of {', '.join(types)}")
    if mode is not None and mode not in types[type].modes:
        raise _error(
            file, key, f"names mode {mode!r}, which {type} lacks", f"add it to types.toml under [{type}.modes]"
        )


def _goldstein(file: str, key: str, text: str) -> float | None:
    if not text:
        return None
    try:
        score = float(text)
    except ValueError as error:
        raise _error(file, key, f"has Goldstein score {text!r}", "write a number, or nothing") from error
    if not -10 <= score <= 10:
        raise _error(file, key, f"has Goldstein score {text}", "keep it between -10 and 10")
    return score


def _error(file: str, key: str, problem: str, remedy: str) -> OntologyError:
    return OntologyError(f"ontology/data/{file}, {key}: {problem}; {remedy}")
