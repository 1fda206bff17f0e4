"""What hangs on an event's words in the syntax of its sentence."""

from collections.abc import Container, Iterable, Iterator

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


def attached(words: Iterable[Token], prepositions: Container[str]) -> Iterator[Token]:
    """The nouns that such a preposition ties to the trigger or its clause, whose ``words`` these are, nearest first."""
    for token in words:
        if token.dep_ == "pobj" and token.head.lower_ in prepositions:
            yield token


def _below(token: Token) -> Iterator[Token]:
    """The token and what depends on it, without the clauses inside."""
    waiting = [token]
    while waiting:
        above = waiting.pop()
        yield above
        for child in reversed(list(above.children)):
            dep = child.dep_
            if dep not in _OTHER_CLAUSE and not (dep == "conj" and child.pos_ in _VERBAL):
                waiting.append(child)
