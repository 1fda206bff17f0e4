"""A claim before anyone has asked whom its words mean: spans only."""

import msgspec

from sayso.claim import Auxiliary, Number
from sayso.link import Stance
from sayso.span import Span


class DraftLink(msgspec.Struct, frozen=True, kw_only=True):
    """One step of attribution in the words of the report; ``holder`` is ``None`` where nobody is named."""

    holder: Span | None
    stance: Stance
    cue: Span | None = None
    quoted: bool = False


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """What the coder found in one sentence: the event's words, its type, and the words that fill its roles.

    Lists of spans hold one span a participant (“Russia, along with China” is two). ``attribution`` is outermost first.
    """

    sentence: int
    trigger: Span
    type: str
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    actors: tuple[Span, ...] = ()
    recipients: tuple[Span, ...] = ()
    aux: tuple[Auxiliary, ...] = ()
    attribution: tuple[DraftLink, ...] = ()
    place: Span | None = None
    when: Span | None = None
    numbers: tuple[Number, ...] = ()
    confidence: float = 1.0
