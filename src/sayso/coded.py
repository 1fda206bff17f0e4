"""A report with the claims found in it, and one that could not be read."""

import msgspec

from sayso.claim import Claim
from sayso.document import Document
from sayso.span import Span


class Coded(msgspec.Struct, frozen=True, kw_only=True):
    """One report, its sentences in order, and the claims found in it, in the order of their triggers."""

    document: Document
    sentences: tuple[Span, ...]
    claims: tuple[Claim, ...]
    coder: str = ""


class Quarantined(msgspec.Struct, frozen=True, kw_only=True):
    """Something that could not be read: where it is, why, and what to do about it.

    ``source`` is a path, with ``#line`` or ``#key`` after it where one record of a file is meant; ``reason`` a stable
    short code (``empty``, ``binary``, ``bad-json``, ``no-text``, ``too-large``, …); ``detail`` the sentence for a
    person.
    """

    source: str
    reason: str
    detail: str
