"""CAMEO, the coding scheme of GDELT and ICEWS, and how it maps to PLOVER."""

from collections.abc import Collection, Mapping

import msgspec

from sayso.errors import OntologyError
from sayso.ontology.event_type import Quad


class CameoRoot(msgspec.Struct, frozen=True, kw_only=True):
    """One of the twenty roots: ``08`` “Gives way”, which PLOVER parts into CONCEDE and RETREAT.

    ``quad`` is the class that GDELT files the root under; ``types`` is empty for ``01``: plain statements are no
    events in PLOVER.
    """

    code: str
    label: str
    goldstein: float
    quad: Quad
    types: tuple[str, ...]


class CameoCode(msgspec.Struct, frozen=True, kw_only=True):
    """One CAMEO event code: ``042`` “Travels to see the other side”, Goldstein 1.9, CONSULT/visit.

    ``type`` is ``None`` where PLOVER has no such event, ``goldstein`` where no score is known for certain.
    """

    code: str
    label: str
    goldstein: float | None
    type: str | None
    mode: str | None

    @property
    def root(self) -> str:
        """The first two digits."""
        return self.code[:2]


class Cameo(msgspec.Struct, frozen=True, kw_only=True):
    """The codes, and the way to and from PLOVER; both ways lose something, so both are written down in the data."""

    codes: Mapping[str, CameoCode]
    roots: Mapping[str, CameoRoot]
    best: Mapping[tuple[str, str | None], tuple[str, str | None]]

    def code_for(self, type: str, mode: str | None = None, aux: Collection[str] = ()) -> str:
        """The best code for a type: ``code_for("ASSAULT", "aerial")`` is ``"195"``.

        An event that is ``future`` in ``aux`` becomes the intent or the threat: a visit to come is ``"036"``. CAMEO
        cannot say negation, hypothetical or historical: those leave the code as it is, and whoever exports it has to
        carry them beside it. Raises ``OntologyError`` for a type or mode that does not exist.
        """
        pair = self.best.get((type, mode))
        if pair is None:
            raise OntologyError(
                f"no CAMEO code for {type}{'/' + mode if mode else ''}: ask for one of ontology.types and its modes"
            )
        now, future = pair
        # "Will not attack" is no threat, and "might visit" no intent.
        intended = "future" in aux and "negation" not in aux and "hypothetical" not in aux
        return future if intended and future else now

    def plover_for(self, code: str) -> tuple[str, str | None] | None:
        """Type and mode of a code: ``plover_for("190")`` is ``("ASSAULT", None)``; ``None`` where PLOVER has none.

        A root alone (``"19"``) is read as its general code (``"190"``). Raises ``OntologyError`` for an unknown code.
        """
        found = self._code(code)
        return (found.type, found.mode) if found.type else None

    def goldstein(self, code: str) -> float | None:
        """The Goldstein score of a code or root, from -10 to 10, or ``None`` where it is not known for certain."""
        return self.roots[code].goldstein if code in self.roots else self._code(code).goldstein

    def quad(self, code: str) -> Quad:
        """The quad class of a code or root, which need not be that of its PLOVER type: ``quad("020")`` is 1.

        1 is verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
        """
        return self.roots[code if code in self.roots else self._code(code).root].quad

    def _code(self, code: str) -> CameoCode:
        found = self.codes.get(code + "0" if code in self.roots else code)
        if found is None:
            hint = "; codes are text and begin with 0 where the root does" if "0" + code in self.codes else ""
            raise OntologyError(f"CAMEO has no code {code!r}: codes are 3 or 4 digits, such as '042'{hint}")
        return found
