"""From the pieces that the model marked to mentions: whole noun phrases, each once.

The model marks words one by one, and sometimes loses some of a long phrase (“up to 3 million people” marked as “to 3”
and “people”). The syntax knows where a phrase begins and ends.
"""

from collections.abc import Iterator, Sequence

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from sayso.coding.proposal import Filling
from sayso.span import Span

_INSIDE = frozenset(
    {"compound", "amod", "nummod", "quantmod", "det", "nmod", "advmod", "npadvmod", "poss", "case", "punct"}
)
_ARTICLES = frozenset({"the", "a", "an"})
_CONTENT = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "VERB"})


def mentions(sentence: Tokens, fillings: Sequence[Filling], floor: float) -> tuple[Span, ...]:
    """The participants that a slot's fillings stand for, in the order of the text; offsets are the document's.

    Fillings under ``floor``, and those without a word that could name anybody, are left out.
    """
    stretches: list[tuple[int, int]] = []
    for filling in fillings:
        words = sentence.char_span(filling.start, filling.end, alignment_mode="expand")
        if words is None or filling.score < floor or not any(t.pos_ in _CONTENT for t in words):
            continue
        first, past = _phrase(words)
        if stretches and first < stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], max(past, stretches[-1][1]))
        else:
            stretches.append((first, past))
    doc = sentence.doc
    return tuple(_trimmed(doc[a:b]) for a, b in stretches if _names_someone(doc[a:b]))


def _phrase(words: Tokens) -> tuple[int, int]:
    """The token range of the phrase that the words are part of; the words alone where they own or modify another."""
    root = words.root
    if root.pos_ == "PRON" or root.dep_ in ("poss", "compound", "amod", "nmod"):
        if root.dep_ in ("amod", "compound", "nmod") and root.head.i in range(words.start, words.end + 1):
            root = root.head
        else:
            return words.start, words.end
    if root.dep_ == "det" and root.head.pos_ == "ADJ":  # “the other”, “the wounded”
        root = root.head
    elif root.dep_ in ("nummod", "quantmod", "advmod", "det", "case") and root.head.pos_ in ("NOUN", "PROPN", "NUM"):
        root = root.head.head if root.head.dep_ == "nummod" else root.head
    left = min((t.i for t in _modifiers(root)), default=root.i)
    return min(words.start, left) if root.i >= words.start else left, max(words.end, root.i + 1)


def _modifiers(root: Token) -> Iterator[Token]:
    """What stands to the left of a noun and belongs to it, modifiers of modifiers too."""
    for child in root.lefts:
        if child.dep_ in _INSIDE:
            yield from child.subtree


def _names_someone(words: Tokens) -> bool:
    """False for what is left of a phrase that names nobody: a lone number or article."""
    if len(words) == 1 and words[0].pos_ in ("ADJ", "DET"):  # “both”, “others”
        return words[0].lower_ not in _ARTICLES
    return any(t.pos_ in ("NOUN", "PROPN", "PRON") for t in words)


def _trimmed(words: Tokens) -> Span:
    """The span without punctuation or a possessive mark at its ends."""
    first, past = words.start, words.end
    doc = words.doc
    while past - first > 1 and (doc[past - 1].is_punct or doc[past - 1].tag_ == "POS" or doc[past - 1].pos_ == "ADP"):
        past -= 1
    while past - first > 1 and (doc[first].is_punct or doc[first].pos_ in ("ADP", "CCONJ")):
        first += 1
    span = doc[first:past]
    return Span(span.start_char, span.end_char, span.text)


def phrase(noun: Token) -> Span:
    """The mention that a noun heads: “Syrian troops” for *troops*."""
    left = min((t.i for t in _modifiers(noun)), default=noun.i)
    return _trimmed(noun.doc[left : noun.i + 1])
