"""What kind of event: one of PLOVER's sixteen types, and its modes."""

from collections.abc import Mapping
from typing import Literal

import msgspec

Quad = Literal[1, 2, 3, 4]
SPEECH = frozenset({"ACCUSE", "AGREE", "REJECT", "REQUEST", "SUPPORT", "THREATEN"})  # done by saying something

MUTUAL = frozenset({"AGREE", "CONSULT", "COOPERATE"})
"""The types of what two do together, so that it does not matter who is named first."""


class Mode(msgspec.Struct, frozen=True, kw_only=True):
    """A finer kind of one type: ``abduct`` of ASSAULT. Some names serve several types (``yield``: REQUEST, REJECT)."""

    type: str
    name: str
    definition: str
    intensity: float


class EventType(msgspec.Struct, frozen=True, kw_only=True):
    """One of the sixteen: ``SUPPORT``, quad class 1, displayed as “Kim **backs** Putin”.

    ``verb`` stands between actor and recipient, ``verb_alone`` where there is no recipient. ``quad`` is 1 verbal
    cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict; ``intensity`` lies between -10 (most
    hostile) and 10. ``needs_recipient`` is false for types whose reports often name nobody acted upon.
    """

    name: str
    definition: str
    verb: str
    verb_alone: str
    quad: Quad
    intensity: float
    needs_recipient: bool
    modes: Mapping[str, Mode]
