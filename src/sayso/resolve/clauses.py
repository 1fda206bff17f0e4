"""What hangs on an event's words in the syntax of its sentence."""

from collections.abc import Container, Iterator, Sequence

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

_LIGHT = frozenset(  # verbs that say no more than that the event they govern took place: “held talks”
    {
        "hold", "make", "launch", "carry", "stage", "conduct", "take", "give", "issue", "begin", "start", "end",
        "sign", "reach", "open", "mount", "continue", "commit", "come", "occur", "happen", "place", "resume",
    }
)  # fmt: skip
_PAST = frozenset({"was", "were", "did"})
_PERFECT = frozenset({"has", "have", "'ve", "’ve"})
_PLUPERFECT = frozenset({"had", "'d", "’d"})
_MODAL = frozenset({"will", "would", "could", "may", "might", "can", "should", "must", "shall", "wo", "'ll", "’ll"})
_PRESENT = frozenset({"is", "are", "'s", "do", "does"})
_OBJECTS = frozenset({"dobj", "nsubjpass", "nsubj"})


def bearers(trigger: Tokens) -> tuple[Token, ...]:
    """The words whose complements are the event's own: the trigger's, and a light verb above, “held” of “held talks”.

    What hangs elsewhere in the clause belongs to another word: in “called for a probe of the attack in Douma”, Douma
    is where the attack was and not where anyone called.
    """
    root = trigger.root
    above = root.head
    light = root.dep_ in _OBJECTS and above.lemma_.lower() in _LIGHT and above not in trigger
    return (*trigger, above) if light else tuple(trigger)


def complements(words: Sequence[Token], prepositions: Container[str]) -> Iterator[Token]:
    """The nouns that such a preposition ties to one of the words themselves, in the order of the text."""
    for word in words:
        for child in word.children:
            if child.dep_ == "prep" and child.lower_ in prepositions:
                yield from (noun for noun in child.children if noun.dep_ == "pobj")


def tense(verb: Token) -> str:
    """“past” for “warned” and “was warned”, “perfect”, “pluperfect”, “modal”, “present”; else the verb's tag."""
    helpers = {child.lower_ for child in verb.lefts if child.dep_ in ("aux", "auxpass")}
    for name, words in (("pluperfect", _PLUPERFECT), ("perfect", _PERFECT), ("modal", _MODAL), ("past", _PAST)):
        if helpers & words:
            return name
    if verb.tag_ == "VBD":
        return "past"
    return "present" if verb.tag_ in ("VBZ", "VBP") or helpers & _PRESENT else verb.tag_
