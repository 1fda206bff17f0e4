"""Which of a sentence's times is an event's: the one that the syntax ties to its words."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from sayso.resolve.clauses import bearers

BEFORE_TIMES = frozenset(
    {"on", "in", "since", "by", "during", "over", "within", "throughout", "for", "from", "at", "through"}
)
# What leads to the noun that a verb is about, so that the verb's time is the noun's too: “flew in for talks on Monday”.
_LEADING_ON = frozenset({"in", "for", "with", "at", "on", "to", "into"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})
OWN, INSIDE, BESIDE = range(3)  # how closely a time belongs to an event, closest first


def attached(trigger: Tokens, times: Sequence[Tokens]) -> tuple[Tokens, int] | None:
    """The time that belongs to the event, and how closely; ``None`` where the syntax ties none to it.

    >>> attached(talks, doc.ents)  # of “They held talks on Monday.”
    (Monday, OWN)

    ``OWN`` is a time that hangs on the event's words or on a light verb over them, ``INSIDE`` one that is part of them
    (“the 2013 accord”), ``BESIDE`` one on a word that shares its time with them: the verb over a noun (“flew in for
    talks on Monday”) or over a participle (“hit a bus on Monday, killing two”), an infinitive or participle under them
    (“began to shell it on Monday”).
    """
    if not times:
        return None
    own = {word.i for word in bearers(trigger)}
    inside = {word.i for word in trigger}
    found: list[tuple[int, int]] = []
    for index, time in enumerate(times):
        if time.root.i in inside:
            found.append((INSIDE, index))
            continue
        over = carrier(time)
        if over.i in own or (over.dep_ == "pobj" and over.ent_type_ in _PLACES and over.head.head.i in own):
            found.append((OWN, index))
        elif over.i in {word.i for word in _beside(trigger, time)} or _under(over, own):
            found.append((BESIDE, index))
    if not found:
        return None
    closeness, index = min(found)
    return times[index], closeness


def carrier(time: Tokens) -> Token:
    """The word that a time hangs on: “met” of “met on Monday”."""
    above = time.root.head
    return above.head if above.dep_ == "prep" and above.lower_ in BEFORE_TIMES else above


def with_preposition(time: Tokens) -> Tokens:
    """The time with the preposition before it: “on Monday”."""
    doc, start = time.doc, time.start
    if start > time.sent.start and doc[start - 1].lower_ in BEFORE_TIMES:
        start -= 1
    return doc[start : time.end]


def _beside(trigger: Tokens, time: Tokens) -> Iterator[Token]:
    """The words over the event's that share their time with it."""
    root = trigger.root
    above = root.head
    if root.pos_ in _NOUNS:
        if root.dep_ == "dobj":
            yield above
        elif root.dep_ == "pobj" and above.lower_ in _LEADING_ON and above.head.pos_ == "VERB":
            yield above.head
    elif root.dep_ == "advcl" and root.tag_ == "VBG":
        if not any(child.dep_ in ("mark", "advmod") for child in root.lefts):
            yield above
    elif root.dep_ == "xcomp" and time.end <= above.i:  # “On Monday they began to leave.”
        yield above


def _under(word: Token, own: set[int]) -> bool:
    """True for an infinitive or participle right under the event's words: what it dates is the event."""
    return word.dep_ in ("xcomp", "acl") and word.head.i in own


def told_by(words: Tokens, trigger: Tokens) -> bool:
    """True where the event is what the time is told by: “a week after he resigned”, “since 2015, when talks failed”."""
    doc, behind = words.doc, words.end
    if trigger.start < behind or trigger.start >= len(doc):
        return False
    if words[0].lower_ == "since":
        return [token.lower_ for token in doc[behind : behind + 2]] == [",", "when"]
    counted = words[-1].lower_ in ("after", "since") or doc[behind].lower_ in ("after", "since")
    between = doc[behind : trigger.start]
    return counted and len(words) > 1 and not any(token.is_punct and token.text == "," for token in between)


def behind_since(words: Tokens, trigger: Tokens) -> bool:
    """True where the time stands in a clause with “since” that the event lies outside: “since they came in May”."""
    inside = {token.i for token in trigger}
    for above in words.root.ancestors:
        if any(child.lower_ == "since" and child.dep_ in ("mark", "prep") for child in above.children):
            below = {token.i for token in above.subtree}
            return above.i not in inside and not inside & below
    return False
