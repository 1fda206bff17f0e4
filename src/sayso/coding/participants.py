"""Who does it and to whom, read off the syntax: asked only where the model is silent.

“Accused of arming the rebels, Iran …”, “the attack on the base by gunmen”: a controlled or distant participant.
"""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from sayso.coding.mentions import phrase
from sayso.span import Span

_NAMED = frozenset({"PERSON", "NORP", "ORG", "GPE", "FAC"})
_PRONOUNS = frozenset({"he", "she", "they", "it", "him", "her", "them", "we", "us", "who", "i"})
_TOWARDS = frozenset({"against", "to", "with", "on", "for", "at", "of", "from", "toward", "towards", "upon"})
_SHARES_SUBJECT = frozenset({"xcomp", "conj", "advcl", "pcomp"})


def doers(event: Token) -> tuple[Span, ...]:
    """Those whom the syntax gives as the doers of an event word: subject, agent or possessor, each coordinated one."""
    return tuple(_spans(_doer(event, 0)))


def agents(event: Token) -> tuple[Span, ...]:
    """Those whom syntax names more surely than the model: “denied by both sides”, “exercises involving Japan”."""
    for child in event.children:
        if child.dep_ == "agent":
            return tuple(_spans(next((c for c in child.children if c.dep_ == "pobj"), None)))
        if child.dep_ == "acl" and child.lemma_ == "involve":
            return tuple(_spans(next((c for c in child.children if c.dep_ == "dobj"), None)))
    return ()


def own(event: Token, mentions: Sequence[Span], others: Sequence[Token]) -> tuple[Span, ...]:
    """The mentions without those that only complete another event noun beside this one, unless no others are left.

    In “tests by Kim and drills involving Japan” Japan completes “drills”, and tests nothing.
    """
    nouns = [n for n in others if n.pos_ == "NOUN" and n != event and _beside(n, event)]
    kept = tuple(m for m in mentions if not any(_completes(m, noun) for noun in nouns))
    return kept or tuple(mentions)


def _beside(noun: Token, event: Token) -> bool:
    """Whether neither completes the other; what is coordinated stands beside."""
    return event not in noun.subtree and (noun not in event.subtree or noun.dep_ == "conj")


def _completes(mention: Span, noun: Token) -> bool:
    first = noun.doc.char_span(mention.start, mention.end, alignment_mode="expand")
    return first is not None and noun.i < first.start and first.root in noun.subtree


def done_to(event: Token) -> tuple[Span, ...]:
    """Those whom the syntax gives as the target: object, passive subject, or “against”, “with”, “on” and the like."""
    return tuple(_spans(_target(event)))


def _doer(event: Token, climbed: int) -> Token | None:  # noqa: PLR0911 - one construction a line
    passive = any(c.dep_ in ("nsubjpass", "auxpass") for c in event.children)
    for child in event.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            return next((c for c in child.children if c.dep_ == "pobj"), None)
        if child.dep_ == "poss" or (child.dep_ == "nsubj" and not passive):
            return child
    if passive:
        return None
    if event.dep_ == "relcl" or (event.dep_ == "acl" and event.tag_ == "VBG"):
        return event.head
    if climbed < 2 and event.dep_ in _SHARES_SUBJECT and event.head.pos_ in ("VERB", "AUX"):
        # “accused Iran of arming”: who arms is the object of the accusing
        accused = next((c for c in event.head.children if c.dep_ == "dobj"), None)
        return accused if event.dep_ == "pcomp" and accused is not None else _doer(event.head, climbed + 1)
    if event.dep_ == "pcomp" and event.head.head.pos_ == "VERB":
        return next((c for c in event.head.head.children if c.dep_ in ("dobj", "nsubjpass")), None)
    return None


def _target(event: Token) -> Token | None:
    for child in event.children:
        if child.dep_ in ("dobj", "nsubjpass", "dative") and _someone(child):
            return child
    for child in event.children:
        if child.dep_ == "prep" and child.lower_ in _TOWARDS:
            found = next((c for c in child.children if c.dep_ == "pobj" and _someone(c)), None)
            if found is not None:
                return found
    return None


def _someone(token: Token) -> bool:
    return token.ent_type_ in _NAMED or token.lower_ in _PRONOUNS or _counted(token)


def _counted(token: Token) -> bool:
    """“45 were injured”, “the two were captured”: a number that stands for people."""
    return token.pos_ == "NUM" and token.dep_ == "nsubjpass"


def _spans(token: Token | None) -> Iterator[Span]:
    if token is None:
        return
    for each in (token, *token.conjuncts):
        if _someone(each) or each.pos_ in ("NOUN", "PROPN"):
            yield phrase(each)
