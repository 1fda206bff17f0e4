"""Events spoken of again: “the agreement” is between those who were said to make one a few sentences before."""

from collections.abc import Iterable

from spacy.tokens import Token

from sayso.ontology.event_type import MUTUAL
from sayso.span import Span

NEAR = 3  # sentences back that a definite noun reaches for an event called otherwise
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

    def of(self, sentence: int, kind: str, event: Token, least: int = 1) -> Participants:
        """Those of the last event of the type with so many, where the event word is a definite noun; else nobody.

        An event that was called by the same noun goes before others, however far back; others must be near.
        """
        if not is_definite(event):
            return NOBODY
        before = [t for t in self._told if t[0] < sentence and t[1] == kind and len(t[3][0]) + len(t[3][1]) >= least]
        named = [t for t in before if event.lemma_.lower() in t[2]]
        near = [t for t in before if sentence - t[0] <= NEAR]
        return next((found[-1][3] for found in (named, near) if found), NOBODY)


def lacks_one(kind: str, event: Token, participants: Participants) -> bool:
    """Whether one alone is named where it takes two, and only beside the noun: “the talks showed Peru’s interest”."""
    found = [span for side in participants for span in side]
    if kind not in MUTUAL or len(found) != 1 or event.pos_ != "NOUN":
        return False
    return not any(found[0].start <= t.idx < found[0].end for t in event.subtree)


def is_definite(event: Token) -> bool:
    """Whether a noun speaks of what is known: “the visit”, “that meeting”, “their talks”."""
    return event.pos_ == "NOUN" and any(c.dep_ in ("det", "poss") and c.lower_ in _DEFINITE for c in event.children)
