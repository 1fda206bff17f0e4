"""What hangs on an event's words in the syntax of its sentence."""

from collections.abc import Container, Iterator

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

_CLIMBED = frozenset(
    {"xcomp", "conj", "dobj", "pobj", "prep", "attr", "amod", "acl", "nmod", "compound", "nsubjpass", "pcomp"}
)


def clause_heads(trigger: Tokens) -> Iterator[Token]:
    """The trigger's root and the words above it, as far as they belong to the same clause: “held” above “talks”."""
    token = trigger.root
    yield token
    for _ in range(3):
        if token.dep_ not in _CLIMBED or token.head.i == token.i:
            return
        token = token.head
        if token.pos_ in ("VERB", "AUX", "NOUN", "PROPN"):
            yield token
        if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("xcomp", "conj"):
            return


def attached(trigger: Tokens, prepositions: Container[str]) -> Iterator[Token]:
    """The nouns that such a preposition ties to the trigger or to its clause, the nearest tie first."""
    seen: set[int] = set()
    for head in clause_heads(trigger):
        for child in _behind(head):
            if child.dep_ == "prep" and child.lower_ in prepositions:
                for noun in child.children:
                    if noun.dep_ == "pobj" and noun.i not in seen:
                        seen.add(noun.i)
                        yield noun


def _behind(head: Token) -> Iterator[Token]:
    """The head's children, and those of its objects: “met Putin in Pyongyang” may hang “in” on “Putin”."""
    for child in head.children:
        yield child
        if child.dep_ in ("dobj", "pobj", "attr", "prep", "dative"):
            yield from child.children
            for grandchild in child.children:
                if grandchild.dep_ == "pobj":
                    yield from grandchild.children
