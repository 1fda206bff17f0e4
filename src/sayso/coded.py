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

    def __repr__(self) -> str:
        from sayso.display.html import coded_text  # noqa: PLC0415 - display builds on this record

        return coded_text(self)

    def _repr_html_(self) -> str:
        from sayso.display.html import coded_html  # noqa: PLC0415 - display builds on this record

        return coded_html(self)


class Quarantined(msgspec.Struct, frozen=True, kw_only=True):
    """Something that could not be read: where it is, why, and what to do about it.

    ``source`` is a path, with ``#line`` or ``#key`` after it where one record of a file is meant; ``reason`` a stable
    short code (``empty``, ``binary``, ``bad-json``, ``no-text``, ``too-large``, …); ``detail`` the sentence for a
    person.
    """

    source: str
    reason: str
    detail: str
