"""Which of a sentence's times is an event's: the one that the syntax ties to its words."""

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from sayso.resolve.clauses import bearers

BEFORE_TIMES = frozenset(
    {"on", "in", "since", "by", "during", "over", "within", "throughout", "for", "from", "at", "through"}
)
# What leads to the noun that a verb is about, so that the verb's time is the noun's too: “flew in for talks on Monday”.
_LEADING_ON = frozenset({"in", "for", "with", "at", "on", "to", "into"})
# Prepositions from an occasion to what happened on it.
_AT = frozenset({"in", "at", "during", "near"})
_OWN_WORDS = frozenset({"i", "we", "he", "she", "they", "it"})  # by which a speaker speaks of himself
_NOUNS = frozenset({"NOUN", "PROPN"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})
OWN, INSIDE, BESIDE = range(3)  # how closely a time belongs to an event, closest first


def attached(trigger: Tokens, times: Sequence[Tokens], saying: Token | None = None) -> tuple[Tokens, int] | None:
    """The time that belongs to the event, and how closely; ``None`` where the syntax ties none to it.

    >>> attached(talks, doc.ents)  # of “They held talks on Monday.”
    (Monday, OWN)

    ``OWN`` is a time that hangs on the event's words or on a light verb over them, ``INSIDE`` one that is part of them
    (“the 2013 accord”), ``BESIDE`` one on a word that shares its time with them: the verb over a noun (“flew in for
    talks on Monday”) or over a participle (“hit a bus on Monday, killing two”), an infinitive or participle under them
    (“began to shell it on Monday”), the occasion (“died in a raid last month”), or the verb with which the event is
    said where saying it is the event (``saying``, see :func:`said`).
    """
    found = [
        (closeness, index)
        for index, time in enumerate(times)
        if (closeness := _closeness(trigger, time, saying)) is not None
    ]
    if not found:
        return None
    closeness, index = min(found)
    return times[index], closeness


def _closeness(trigger: Tokens, time: Tokens, saying: Token | None) -> int | None:
    inside = {word.i for word in trigger}
    if time.root.i in inside:
        return INSIDE
    own = {word.i for word in bearers(trigger)}
    over = carrier(time)
    if over.i in own or (over.dep_ == "pobj" and over.ent_type_ in _PLACES and over.head.head.i in own):
        return OWN
    shared = {word.i for word in _beside(trigger, time)} | ({saying.i} if saying is not None else set())
    if over.i in shared or _under(over, own):
        return BESIDE
    return BESIDE if any(word.i in own | shared and word.pos_ == "VERB" for word in _occasions(over)) else None


def _occasions(word: Token) -> Iterator[Token]:
    """The words that a time's own word is the occasion of: “died” for “raid” in “died in a raid near the town”."""
    while True:
        if word.dep_ == "pobj" and word.head.lower_ in _AT:
            word = word.head.head
        elif word.dep_ in ("appos", "compound") and word.pos_ in _NOUNS:
            word = word.head
        else:
            return
        yield word


def said(trigger: Tokens, actors: Iterable[Tokens]) -> Token | None:
    """The verb with which the event's actor says it: “said” of “He said on Monday that the plan was a disgrace.”"""
    speakers = {word.i for actor in actors for word in actor}
    for word in (trigger.root, *trigger.root.ancestors):
        if word.dep_ == "ccomp" and word.head.i not in {t.i for t in trigger}:
            subject = next((c for c in word.head.children if c.dep_ == "nsubj"), None)
            return word.head if subject is not None and _speaks(subject, speakers, trigger) else None
    return None


def _speaks(subject: Token, speakers: set[int], trigger: Tokens) -> bool:
    doc = trigger.doc
    return subject.i in speakers or any(doc[i].lower_ in _OWN_WORDS for i in speakers)


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


def of_what_follows(trigger: Tokens, time: Tokens) -> bool:
    """True where the event befell the subject of a verb before what the verb tells, and the time is the verb's.

    >>> of_what_follows(wounded, tuesday)  # of “Five people wounded in the blast left hospital on Tuesday.”
    True

    Not of what somebody is doing as the verb tells (“protesters blocking the road threw stones on Tuesday”).
    """
    root = trigger.root
    befell = root.dep_ == "acl" and root.tag_ == "VBN" and root.head.dep_ in ("nsubj", "nsubjpass")
    return befell and carrier(time).i == root.head.head.i


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
