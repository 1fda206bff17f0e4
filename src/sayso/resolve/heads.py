"""Which noun a mention is about, where its words are cut short or its head is mistaken; the phrase around a noun."""

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "SYM"})
_NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
_CUT = frozenset({"amod", "compound", "nmod"})
_REACH = 4  # tokens behind an adjective in which its noun stands
_SUBJECT = frozenset({"nsubj", "nsubjpass"})


def head_of(tokens: Tokens) -> Token:
    """The noun that the mention is about: “protesters” of “protesters in the south”, whatever the parser made of it."""
    root = tokens.root
    if root.pos_ in _NOMINAL or root.pos_ == "ADJ" or root.dep_ == "amod":
        return root
    owned = next((t.i + 1 for t in tokens if t.tag_ == "POS" and t.i + 1 < tokens.end), tokens.start)
    first = next((t for t in tokens if t.i >= owned and t.pos_ in _NOUNS), None)
    if first is None:
        return root
    while first.dep_ in ("compound", "poss", "amod", "nmod") and first.head.i > first.i and first.head.i < tokens.end:
        if first.head.pos_ not in _NOUNS:
            break
        first = first.head
    return first


def widened(tokens: Tokens) -> Tokens:
    """The mention up to the noun of an adjective that it was cut off behind: “the Kurdish” of “the Kurdish allies”."""
    root = tokens.root
    if (
        root.pos_ != "ADJ"
        or not (root.is_lower or root.lower_ == "kurdish")
        or root.dep_ not in _CUT
        or not tokens.end <= root.head.i < tokens.end + _REACH
    ):
        return tokens
    between = tokens.doc[tokens.end : root.head.i]
    if root.head.pos_ != "NOUN" or any(t.pos_ not in ("ADJ", "NOUN", "PROPN") and t.text != "-" for t in between):
        return tokens
    return tokens.doc[tokens.start : root.head.i + 1]


def meant_by(tokens: Tokens) -> Token | None:
    """Whom a mention without a noun is about: the subject of “moved out of Ohio”, or the noun it describes."""
    verb = tokens.root
    if verb.pos_ not in ("VERB", "AUX") or any(t.pos_ in _NOUNS and t.i < verb.i for t in tokens):
        return None
    while verb.dep_ in ("conj", "xcomp") and verb.head.i != verb.i and verb.head.pos_ in ("VERB", "AUX"):
        own = next((t for t in verb.lefts if t.dep_ in _SUBJECT), None)
        if own is not None:
            return own
        verb = verb.head
    if verb.dep_ in ("relcl", "acl") and verb.head.i < tokens.start:
        return verb.head
    return next((t for t in verb.lefts if t.dep_ in _SUBJECT and t.i < tokens.start), None)


def noun_phrase(head: Token) -> Tokens:
    """The phrase around a noun: its modifiers, and an “of” behind it, without relative clauses."""
    doc, end = head.doc, head.i + 1
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ in ("of", "from") and child.right_edge.i - head.i <= 8:
            end = child.right_edge.i + 1
        elif child.dep_ == "appos" and child.pos_ == "PROPN" and child.i - head.i <= 4:
            end = child.i + 1
    return doc[head.left_edge.i : end]
