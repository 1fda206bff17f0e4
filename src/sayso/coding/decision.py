"""One thing that was decided on the way to a claim, for ``sayso explain``."""

import msgspec

from sayso.span import Span


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """What was considered, how it scored, what decided, and whether it was kept.

    ``sentence`` counts from 0; ``stage`` is ``event``, ``role``, ``auxiliary`` or ``attribution``; ``by`` names the
    model or rule; ``note`` says in words why something was refused.
    """

    sentence: int
    stage: str
    span: Span | None
    label: str
    score: float | None
    by: str
    kept: bool
    note: str = ""
