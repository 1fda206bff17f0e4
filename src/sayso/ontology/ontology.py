"""The whole vocabulary as one frozen record."""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import msgspec

from sayso.errors import OntologyError
from sayso.ontology.cameo import Cameo
from sayso.ontology.context import Context, ContextIndex
from sayso.ontology.event_type import EventType, Mode, Quad
from sayso.ontology.loading import DataFolder
from sayso.ontology.term import Term

T = TypeVar("T")


class Ontology(msgspec.Struct, frozen=True, kw_only=True):
    """PLOVER, and what sayso says about events beyond it; load it once and hand it on.

    >>> ontology = Ontology.load()
    >>> ontology.type("SUPPORT").verb
    'backs'

    All mappings keep the canonical order of the data files. ``modes`` is keyed by type and name, because some names
    serve several types.
    """

    types: Mapping[str, EventType]
    modes: Mapping[tuple[str, str], Mode]
    contexts: Mapping[str, Context]
    auxiliaries: Mapping[str, Term]
    stances: Mapping[str, Term]
    sectors: Mapping[str, Term]
    cameo: Cameo
    context_index: ContextIndex

    @classmethod
    def load(cls, folder: Path | None = None) -> "Ontology":
        """The ontology from its data files (those shipped with sayso, or those in ``folder``), checked.

        Raises ``OntologyError`` that names file, key and remedy where the files do not hold together.
        """
        data = DataFolder.shipped() if folder is None else DataFolder(folder)
        types = data.types()
        contexts = data.contexts()
        return cls(
            types=types,
            modes={(mode.type, mode.name): mode for each in types.values() for mode in each.modes.values()},
            contexts=contexts,
            auxiliaries=data.terms("auxiliaries.toml"),
            stances=data.terms("stances.toml"),
            sectors=data.terms("sectors.toml"),
            cameo=data.cameo(types),
            context_index=ContextIndex.of(contexts.values()),
        )

    def type(self, name: str) -> EventType:
        """The event type of that name; raises ``OntologyError`` with the nearest name otherwise."""
        return _named(self.types, name, "event type")

    def mode(self, type: str, name: str) -> Mode:
        """The mode of that type; raises ``OntologyError`` with the nearest name otherwise."""
        return _named(self.type(type).modes, name, f"mode of {type}")

    def quad(self, type: str) -> Quad:
        """The quad class: ``quad("ASSAULT")`` is 4, material conflict."""
        return self.type(type).quad

    def intensity(self, type: str, mode: str | None = None) -> float:
        """How friendly or hostile, from -10 to 10: ``intensity("RETREAT", "ceasefire")`` is 9.0."""
        return self.mode(type, mode).intensity if mode else self.type(type).intensity

    def contexts_of(self, lemmas: Sequence[str]) -> tuple[str, ...]:
        """The contexts that a sentence's lemmas evoke, in canonical order: ``["the", "ballot"]`` is ``("election",)``.

        Case does not count; hyphens part words; what is not plain is left out.
        """
        return self.context_index.find(lemmas)


def _named(mapping: Mapping[str, T], name: str, kind: str) -> T:
    found = mapping.get(name)
    if found is None:
        raise OntologyError(f"there is no {kind} {name!r}; {_nearest(name, mapping)}")
    return found


def _nearest(name: str, names: Iterable[str]) -> str:
    by_folded = {each.casefold(): each for each in names}
    near = difflib.get_close_matches(name.casefold(), by_folded, n=1)
    if near:
        return f"did you mean {by_folded[near[0]]!r}?"
    return f"it is one of {', '.join(by_folded.values())}" if by_folded else "there is none at all"
