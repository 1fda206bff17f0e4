"""One step of attribution: who says so."""

from typing import Literal

import msgspec

from sayso.actor import Actor
from sayso.span import Span

Stance = Literal["asserts", "alleges", "confirms", "denies", "doubts"]


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """Someone who stands between an event and the reader.

    “U.S. officials accused North Korea of supplying arms” carries the supply with ``Link(holder=U.S. officials,
    stance="alleges", cue="accused")``. ``holder`` is ``None`` where nobody is named (“allegedly”).
    """

    holder: Actor | None
    stance: Stance
    cue: Span | None = None
    quoted: bool = False
