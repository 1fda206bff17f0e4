"""An event with all that it stands on, for showing."""

import datetime

import msgspec

from sayso.claim import Claim
from sayso.document import Document
from sayso.event import Event, Side
from sayso.settle.assembly import Moment, Toll
from sayso.settle.decisions import Decision
from sayso.settle.origins import Fold
from sayso.settle.voices import Step, StepKind


class ToldClaim(msgspec.Struct, frozen=True, kw_only=True):
    """A claim of an event as it is told: the report, the side, the way back to its origin, why it was joined.

    ``origin`` is the position of its origin in ``Dossier.origins``; ``steps`` run from the outlet to the origin.
    """

    claim: Claim
    document: Document
    side: Side
    standing: str
    origin: int
    steps: tuple[Step, ...]
    joined_to: str | None = None
    score: float | None = None
    reason: str | None = None


class ToldOrigin(msgspec.Struct, frozen=True, kw_only=True):
    """An independent origin of an event, with the evidence on which claims were folded into it."""

    position: int
    side: Side
    kind: StepKind
    name: str
    country: str | None
    first_published: datetime.date | None
    claims: int
    reports: int
    circular: bool
    folds: tuple[Fold, ...]


class Dossier(msgspec.Struct, frozen=True, kw_only=True):
    """One event in full: ``dossier.testimonies`` in the order of publication, ``origins`` by their position."""

    event: Event
    testimonies: tuple[ToldClaim, ...]
    origins: tuple[ToldOrigin, ...]
    history: tuple[Moment, ...]
    numbers: tuple[Toll, ...]
    decisions: tuple[Decision, ...]


class Month(msgspec.Struct, frozen=True, kw_only=True):
    """What two parties did in a month: events each way (``forth`` by the first, ``back`` by the second, ``together``),
    and their mean intensity, -10 to 10; ``None`` where nothing counts.

    Events that are only alleged, disputed, denied, announced, possible or long past are counted in ``uncertain`` and in
    nothing else.
    """

    month: datetime.date
    forth: int = 0
    back: int = 0
    together: int = 0
    uncertain: int = 0
    intensity: float | None = None
