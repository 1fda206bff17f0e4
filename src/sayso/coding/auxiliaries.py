"""Whether an event happened: what syntax says about negation, future, hypothetical and historical.

The model's probabilities and these cues are combined in :func:`auxiliaries`: a cue in the grammar of the event word
itself (“did not attack”, “will visit”, “if it attacks”) counts as evidence, never alone as a verdict.
"""

import datetime
import math
import re
from collections.abc import Iterator, Mapping

import msgspec
from spacy.tokens import Token

from sayso.claim import Auxiliary, Claim
from sayso.coding.labels import AUXILIARIES

MONTH = datetime.timedelta(days=31)

# Each cue moves the model's log-odds; the figures were chosen on the held-out part of claims/train.
_WEIGHT = 1.5
_FIRST_IN_YEARS = 3.5  # “the first visit in 24 years”: the guidelines take it for background
_PLANNED = 4.5  # “announced plans for an agreement”: what is announced lies ahead
_FORTHCOMING = 3.5  # “the forthcoming agreement”
_BEGUN = 3.5  # “the ceasefire will start on Tuesday”
_ONCE = 1.5  # “had once promised”
_PRESENT = -1.5  # “controls the town”, “has besieged it since 2013”: what goes on is no background
_OWN_NEGATION = 3.5  # “did not attack” leaves little room, unless refusing is what the event is
_EARLIER = frozenset({"once", "previously", "formerly", "originally"})
_IN_YEARS = re.compile(r"[^,;.]{0,50}?\b(?:in|for)\s+(?:\w+\s+){1,4}(?:years|decades|generations)\b")
_REFUSALS = frozenset({"REJECT"})
_HYPOTHETICAL_MODALS = frozenset({"could", "may", "might", "would", "should", "can"})
_FUTURE_MODALS = frozenset({"will", "'ll", "’ll", "wo", "shall"})
_FUTURE_LEMMAS = frozenset({
    "plan", "expect", "schedule", "intend", "prepare", "announce", "vow", "pledge", "promise", "agree", "set", "due",
    "poise", "decide", "decision", "ready", "about",
})  # fmt: skip
_UNREAL_LEMMAS = frozenset({
    "want", "call", "urge", "demand", "ask", "hope", "propose", "consider", "threaten", "seek", "request", "appeal",
    "refuse", "fail", "likely", "possible", "possibility", "risk", "fear", "proposal", "option",
})  # fmt: skip
_PLANS = frozenset({"plan", "preparation", "intention"})
_ANNOUNCING = frozenset({"announce", "unveil", "reveal", "outline", "present", "disclose", "publish"})
_AGREEMENTS = frozenset({"agreement", "deal", "treaty", "pact", "accord", "truce", "ceasefire", "contract", "alliance"})
_BEGINNINGS = frozenset({"start", "begin", "happen", "resume", "open", "occur", "hold", "commence", "take"})
_SUBJECT = frozenset({"nsubj", "nsubjpass"})
_NEGATING_LEMMAS = frozenset({"fail", "refuse", "decline", "prevent", "unable"})
_NOUN_FUTURE = frozenset({"forthcoming", "upcoming", "planned", "imminent", "coming", "proposed", "expected", "future"})


def auxiliaries(event: Token, kind: str, scores: Mapping[str, float]) -> dict[Auxiliary, tuple[float, str]]:
    """For each auxiliary its probability and what supports it.

    >>> auxiliaries(doc[3], "ASSAULT", {"negation": 0.3, "future": 0.1, "hypothetical": 0.2, "historical": 0.0})
    {'negation': (0.93, 'model, grammar: “not”'), ...}
    """
    cues: dict[str, tuple[float, str]] = {}
    plan = _planned(event, kind)
    if plan is not None:
        cues["future"] = (_PLANNED, plan.text)
    for name, word in _cues(event):
        cues.setdefault(name, (_weight(name, word, event, kind), word.text))
    now = _present(event)
    if now is not None:
        cues.setdefault("historical", (_PRESENT, now.text))
    out: dict[Auxiliary, tuple[float, str]] = {}
    for name in AUXILIARIES:
        score, by = scores.get(name, 0.0), "model"
        if name in cues:
            weight, text = cues[name]
            odds = max(score, 0.02) / max(1.0 - score, 1e-6) * math.exp(weight)
            score, by = odds / (1.0 + odds), f"model, grammar: “{text}”"
        out[name] = (score, by)
    return out


def _planned(event: Token, kind: str) -> Token | None:
    """The plan that the event word announces, where what is announced is the event: “announced plans for sanctions”.

    A plan to do something is a promise (`AGREE`), and made; a plan for an agreement is an agreement to come.
    """
    plan = next((c for c in event.children if c.dep_ == "dobj" and c.lemma_.lower() in _PLANS), None)
    if plan is None or event.lemma_.lower() not in _ANNOUNCING:
        return None
    return plan if kind != "AGREE" or any(word.lemma_.lower() in _AGREEMENTS for word in plan.subtree) else None


def _present(event: Token) -> Token | None:
    """The word that puts an event verb into the present or the perfect: itself, or its auxiliary."""
    if event.pos_ not in ("VERB", "AUX"):
        return None
    auxiliary = next((c for c in event.children if c.dep_ in ("aux", "auxpass")), None)
    finite = auxiliary if auxiliary is not None else event
    return finite if finite.tag_ in ("VBZ", "VBP") else None


def _weight(name: Auxiliary, word: Token, event: Token, kind: str) -> float:
    """How much a cue moves the model's log-odds."""
    if name == "historical":
        return _FIRST_IN_YEARS if word.lower_ in ("first", "last") else _ONCE
    if word.dep_ == "amod":
        return _FORTHCOMING
    if word.head == event.head and event.dep_ in _SUBJECT:
        return _BEGUN
    own = name == "negation" and word.head == event and kind not in _REFUSALS
    return _OWN_NEGATION if own else _WEIGHT


def _cues(event: Token) -> Iterator[tuple[Auxiliary, Token]]:
    """What the words around an event word say of it, nearest first."""
    yield from _own(event)
    for child in event.children:
        if child.dep_ == "mark" and child.lower_ in ("if", "unless", "whether"):
            yield "hypothetical", child
        elif child.dep_ == "det" and child.lower_ == "no":
            yield "negation", child
        elif child.dep_ == "amod" and child.lower_ in _NOUN_FUTURE:
            yield "future", child
        elif child.dep_ == "xcomp" and event.lemma_.lower() in _NEGATING_LEMMAS:
            yield "negation", event
    if event.dep_ in _SUBJECT and event.head.lemma_.lower() in _BEGINNINGS:
        yield from _own(event.head)
    first = next((c for c in event.children if c.dep_ == "amod" and c.lower_ in ("first", "last")), None)
    if first is not None and _IN_YEARS.match(event.doc[event.i + 1 : event.sent.end].text):
        yield "historical", first
    yield from _governed(event)


def _governed(event: Token) -> Iterator[tuple[Auxiliary, Token]]:
    """What the word that governs the event says of it: “plans to visit”, “called for talks”, “failed to attend”."""
    if event.dep_ not in ("xcomp", "ccomp", "pobj", "dobj", "acl", "conj", "pcomp"):
        return
    governor = event.head.head if event.dep_ in ("pobj", "pcomp") else event.head
    lemma = governor.lemma_.lower()
    if event.dep_ in ("xcomp", "conj"):  # “will continue attacking”: what holds for the governor holds for it
        yield from _own(governor)
    aimed = event.dep_ == "pobj" and event.head.lower_ == "for"
    if not (aimed or event.dep_ == "dobj" or any(c.dep_ == "aux" and c.lower_ == "to" for c in event.children)):
        return
    if lemma in _FUTURE_LEMMAS:
        yield "future", governor
    if lemma in _UNREAL_LEMMAS:
        yield "hypothetical", governor
    if lemma in _NEGATING_LEMMAS:
        yield "negation", governor


def under_denial(aux: tuple[Auxiliary, ...], event: Token) -> tuple[Auxiliary, ...]:
    """The auxiliaries of an event that somebody denies: “denied that it had shipped arms” is one denial, not two."""
    itself = {name for name, _ in _own(event)}
    return tuple(name for name in aux if name != "negation" or name in itself)


def _own(token: Token) -> Iterator[tuple[Auxiliary, Token]]:
    """What a word's own negation and modals say."""
    for child in token.children:
        if child.dep_ == "neg":
            yield "negation", child
        elif child.dep_ == "advmod" and child.lower_ in _EARLIER:
            yield "historical", child
        elif child.dep_ == "aux" and child.lower_ in _FUTURE_MODALS:
            yield "future", child
        elif child.dep_ == "aux" and child.lower_ in _HYPOTHETICAL_MODALS:
            yield "hypothetical", child


def by_date(claim: Claim, published: datetime.date | None) -> Claim:
    """The claim with what its day says of it: over a month before the report is historical, after it is future.

    The annotation guidelines draw the line at a month. Without a day of either, nothing changes.
    """
    if claim.when is None or published is None:
        return claim
    aux = set(claim.aux)
    if claim.when.end < published - MONTH and "future" not in aux:
        aux.add("historical")
    elif claim.when.start > published and "historical" not in aux:
        aux.add("future")
    elif claim.when.start >= published - MONTH:
        aux.discard("historical")
    ordered = tuple(name for name in AUXILIARIES if name in aux)
    return claim if ordered == claim.aux else msgspec.structs.replace(claim, aux=ordered)
