"""A stretch of a document's text."""

import msgspec


class Span(msgspec.Struct, frozen=True, gc=False, order=True):
    """Words of a document and where they stand.

    >>> text = "Kim thanked Putin."
    >>> Span.of(text, 4, 11)
    Span(start=4, end=11, text='thanked')

    ``start`` and ``end`` are half-open character offsets into ``Document.text``;
    ``document.text[span.start:span.end] == span.text`` always holds.
    """

    start: int
    end: int
    text: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> "Span":
        """The span ``text[start:end]``; raises ``ValueError`` when that is empty or outside the text."""
        if not 0 <= start < end <= len(text):
            raise ValueError(f"span {start}:{end} does not lie in a text of {len(text)} characters")
        return cls(start, end, text[start:end])

    def within(self, other: "Span") -> bool:
        """True where this span lies wholly inside ``other``."""
        return other.start <= self.start and self.end <= other.end

    def overlaps(self, other: "Span") -> bool:
        """True where the two spans share at least one character."""
        return self.start < other.end and other.start < self.end
