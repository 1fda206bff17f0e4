"""Events spoken of again: “the agreement” is between those who were said to make one a few sentences before."""

from collections.abc import Iterable

from spacy.tokens import Token

from sayso.span import Span

NEAR = 3  # sentences back that a definite noun reaches
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "such", "its", "their", "his", "her"})

Participants = tuple[tuple[Span, ...], tuple[Span, ...]]
NOBODY: Participants = ((), ())


class Recall:
    """The participants of the events that a report has told of so far.

    >>> recall = Recall()
    >>> recall.tell(0, "AGREE", words, participants)  # “Putin announced an agreement with Kim.”
    >>> recall.of(1, "AGREE", agreement)  # “The agreement would reinforce …”
    participants

    Sentences count from 0 and come in their order.
    """

    def __init__(self) -> None:
        self._told: list[tuple[int, str, frozenset[str], Participants]] = []

    def tell(self, sentence: int, kind: str, trigger: Iterable[Token], participants: Participants) -> None:
        """Remember who took part in an event of a sentence, and the words for it."""
        self._told.append((sentence, kind, frozenset(t.lemma_.lower() for t in trigger), participants))

    def of(self, sentence: int, kind: str, event: Token) -> Participants:
        """Those of the last event of the type, where the event word is a definite noun near it; else nobody.

        An event that was called by the same noun goes before others.
        """
        if not is_definite(event):
            return NOBODY
        near = [t for t in self._told if 0 < sentence - t[0] <= NEAR and t[1] == kind]
        named = [t for t in near if event.lemma_.lower() in t[2]]
        return (named or near)[-1][3] if near else NOBODY


def is_definite(event: Token) -> bool:
    """Whether a noun speaks of what is known: “the visit”, “that meeting”, “their talks”."""
    return event.pos_ == "NOUN" and any(c.dep_ in ("det", "poss") and c.lower_ in _DEFINITE for c in event.children)
