"""A report with its syntax."""

import dataclasses
from bisect import bisect_right

from spacy.tokens import Doc
from spacy.tokens import Span as Tokens

from sayso.document import Document
from sayso.span import Span


@dataclasses.dataclass(frozen=True, slots=True)
class Parsed:
    """One report, spaCy's reading of it, and its sentences in order.

    ``doc`` stands over ``document.text`` verbatim, so a token's ``idx`` is an offset into the document;
    ``sentences`` are trimmed (none starts or ends with whitespace) and none is empty.
    """

    document: Document
    doc: Doc
    sentences: tuple[Tokens, ...]

    def sentence_at(self, offset: int) -> int:
        """The index of the sentence that holds this character, or the one before it: ``parsed.sentence_at(0)`` is 0."""
        return max(0, bisect_right(self.sentences, offset, key=lambda s: s.start_char) - 1)

    def spans(self) -> tuple[Span, ...]:
        """The sentences as the project's own spans, for ``Coded.sentences``."""
        return tuple(Span.of(self.document.text, s.start_char, s.end_char) for s in self.sentences)

    def tokens(self, span: Span) -> Tokens:
        """The tokens that a span touches, whole tokens even where the span cuts one: “U.S.” of “U.S.-led”.

        The span must touch at least one token; an offset past the last token gives the last token.
        """
        return tokens_of(self.doc, span.start, span.end)


def tokens_of(doc: Doc, start: int, end: int) -> Tokens:
    """The tokens of ``doc`` that ``[start, end)`` touches, widened to whole tokens."""
    first, past = 0, len(doc)
    while past - first > 1:  # the last token that starts at or before ``start``
        middle = (first + past) // 2
        if doc[middle].idx <= start:
            first = middle
        else:
            past = middle
    token = doc[first]
    if token.idx + len(token) <= start and first + 1 < len(doc):
        first += 1
    last = first + 1
    while last < len(doc) and doc[last].idx < end:
        last += 1
    return doc[first:last]
