"""When and where an event was, in whole words: the model marks pieces, the syntax has the phrase around them."""

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from sayso.parse.entities import entities

_TIMES = frozenset({"DATE", "TIME"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_LEADING = frozenset({"since", "earlier", "later", "early", "late", "less", "more"})
_TRAILING = frozenset({"ago", "after", "later", "earlier", "before"})
_EMPTY = frozenset({"DET", "ADP", "PUNCT", "CCONJ", "PART", "SPACE"})


def time_phrase(sentence: Tokens, marked: Tokens) -> Tokens:
    """The whole time expression that the marked words are a part of.

    >>> time_phrase(sentence, year)  # of “Last year, Russia …”
    Last year
    """
    start, end = marked.start, marked.end
    times = [ent for ent in entities(sentence) if ent.label_ in _TIMES]
    around = [ent for ent in times if ent.start < end and start < ent.end]
    if not around and not any(token.pos_ in ("NOUN", "PROPN") for token in marked):
        # the marked words only lead up to the time: “on”, “the first”
        around = [ent for ent in times if 0 <= ent.start - end <= 1][:1]
    start = min([start, *(ent.start for ent in around)])
    end = max([end, *(ent.end for ent in around)])
    doc = sentence.doc
    while start > sentence.start and doc[start - 1].lower_ in _LEADING:
        start -= 1
    if start > sentence.start + 1 and doc[start - 1].lower_ == "than" and doc[start - 2].lower_ in _LEADING:
        start -= 2
    if doc[end - 1].lower_ == "of" and end < sentence.end and doc[end].like_num:  # “the autumn of 2014”
        end += 1
    if end < sentence.end and doc[end].lower_ in _TRAILING:
        end += 1
    if start > sentence.start and doc[start - 1].lower_ in ("a", "an", "the") and doc[start].pos_ == "NOUN":
        start -= 1
    return doc[start:end]


def place_phrase(sentence: Tokens, marked: Tokens) -> Tokens | None:
    """The whole name or phrase of the place that the marked words are a part of; ``None`` where they name nothing.

    >>> place_phrase(sentence, northern)  # of “They left northern Syria.”
    northern Syria
    """
    doc, start, end = sentence.doc, marked.start, marked.end
    for ent in entities(sentence):
        if ent.label_ in _PLACES and ent.start < end and start < ent.end:
            start, end = min(start, ent.start), max(end, ent.end)
    while start < end - 1 and doc[start].pos_ in _EMPTY:
        start += 1
    if doc[end - 1].pos_ == "ADP":  # “border with”: as far as what it stands before
        end = max([end, *(token.i + 1 for token in doc[end - 1].subtree if token.i < sentence.end)])
    while end > start + 1 and doc[end - 1].pos_ in _EMPTY:
        end -= 1
    phrase = doc[start:end]
    if any(token.pos_ in ("NOUN", "PROPN") for token in phrase):
        head = phrase.root
        return doc[_left(head, start, sentence) : end]
    head = phrase.root.head  # only what leads up to the noun is marked: “northern”, “the”
    if head.pos_ not in ("NOUN", "PROPN") or not end <= head.i < sentence.end:
        return phrase if phrase.root.pos_ not in _EMPTY else None
    return doc[start : _of(head, sentence) + 1]


def _left(head: Token, start: int, sentence: Tokens) -> int:
    """Where the noun's phrase begins, with what names it before: “Mediterranean coast” where “coast” is marked."""
    if head.pos_ == "PROPN":
        return start
    before = [
        child.i for child in head.lefts if child.dep_ in ("compound", "amod", "poss") and child.i >= sentence.start
    ]
    first = min([start, *before])
    return first if all(sentence.doc[i].pos_ != "PUNCT" for i in range(first, start)) else start


def _of(head: Token, sentence: Tokens) -> int:
    """The last word of the noun and of what “of” adds to it: “southeast of the country”."""
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ == "of":
            return max(token.i for token in child.subtree if token.i < sentence.end)
    return head.i
