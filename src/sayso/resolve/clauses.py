"""What hangs on an event's words in the syntax of its sentence."""

from collections.abc import Container, Iterator

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

_OTHER_CLAUSE = frozenset({"ccomp", "advcl", "relcl", "parataxis", "csubj", "acl"})
_VERBAL = frozenset({"VERB", "AUX"})


def clause(trigger: Tokens) -> Iterator[Token]:
    """The words of the trigger's own clause, such as “met”, “Kim”, “Putin”, “in”, “Pyongyang” for “met”.

    What stands below the trigger comes first, then what hangs on the words above it, up to the verb of the clause.
    """
    seen: set[int] = set()
    token = trigger.root
    while True:
        for below in _below(token):
            if below.i not in seen:
                seen.add(below.i)
                yield below
        if token.pos_ in _VERBAL or token.dep_ in _OTHER_CLAUSE or token.head.i == token.i:
            return
        token = token.head


def attached(trigger: Tokens, prepositions: Container[str]) -> Iterator[Token]:
    """The nouns that such a preposition ties to the trigger or to its clause, the nearest tie first."""
    for token in clause(trigger):
        if token.dep_ == "pobj" and token.head.lower_ in prepositions:
            yield token


def _below(token: Token) -> Iterator[Token]:
    """The token and what depends on it, without the clauses inside."""
    yield token
    for child in token.children:
        if child.dep_ in _OTHER_CLAUSE or (child.dep_ == "conj" and child.pos_ in _VERBAL):
            continue
        yield from _below(child)
