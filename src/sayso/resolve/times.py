"""Where a report names a time: what spaCy finds, and what it passes over."""

import re
from collections.abc import Iterator

from spacy.tokens import Doc
from spacy.tokens import Span as Tokens

_TIMES = frozenset({"DATE", "TIME"})
_NAMES = frozenset({"ORG", "PERSON", "WORK_OF_ART", "PRODUCT", "FAC"})  # “the Sunday Times”
# What spaCy takes for something else or for nothing, where it is written as a time.
_WRITTEN = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|(?:January|February|April|June|July|August|September|October|November|December)(?: (?:19|20)\d\d)?"
    r"|(?<=\b[Ii]n )(?:19|20)\d\d|(?<=\b[Ss]ince )(?:19|20)\d\d|(?<=\b[Bb]y )(?:19|20)\d\d"
    r"|9/11|(?:[Ss]econd|[Ff]irst) [Ww]orld [Ww]ar|World War (?:II|I|Two|One)\b"
    r"|(?:[Ee]ver )?[Ss]ince then"
    r"|(?:[Ll]ater )?(?:[Tt]hat|[Tt]he same) (?:day|night|morning|afternoon|evening|week|month|year)"
    r"|(?<=\bin the )(?:spring|summer|autumn|winter)\b|[Ll]ast (?:night|week|month|year)|[Yy]esterday)\b"
)


def times_in(doc: Doc, text: str) -> tuple[Tokens, ...]:
    """The times that a report names, in the order of the text, none within another; ``text`` is that of ``doc``.

    >>> times_in(doc, text)  # of “Two days later the army left Aleppo, on Monday.”
    (Two days later, Monday)
    """
    found = [ent for ent in doc.ents if ent.label_ in _TIMES]
    taken = {i for time in found for i in range(time.start, time.end)}
    found += [time for time in _written(doc, text) if not any(token.i in taken for token in time)]
    return tuple(sorted(found, key=lambda time: time.start))


def _written(doc: Doc, text: str) -> Iterator[Tokens]:
    for match in _WRITTEN.finditer(text):
        tokens = doc.char_span(match.start(), match.end(), alignment_mode="strict")
        if tokens is not None and not any(token.ent_type_ in _NAMES for token in tokens):
            yield tokens
