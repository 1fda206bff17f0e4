"""How likely an event has the day of one told before: what is seen of the two, weighed as annotators did."""

import datetime
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from sayso.claim import Claim
from sayso.resolve.clauses import tense
from sayso.resolve.days import Stretch
from sayso.resolve.ties import age

LOOKS_BACK = 6  # sentences
_STANDING = ("negation", "future", "hypothetical", "historical")
_PRONOUNS = frozenset({"he", "she", "they", "it", "we", "i", "this", "that", "these", "those"})
_QUOTES = frozenset("“”\"'‘’")


class Told(NamedTuple):
    """An event that a report tells: its claim, its words, and the sentence that they stand in."""

    claim: Claim
    trigger: Tokens
    sentence: Tokens


def seen(event: Told, source: Told, between: Sequence[Told], named: int, published: datetime.date | None) -> list[str]:
    """What is seen of an event without a time and one with a time in a sentence before, each thing a word.

    ``between`` are the events told between the two, ``named`` how many times the event's own sentence names.
    """
    when = source.claim.when
    assert when is not None
    far = event.claim.sentence - source.claim.sentence
    days = Stretch(when.start, when.end, when.precision)
    found = [
        f"far={min(far, 5)}",
        f"named={min(named, 2)}",
        f"precision={days.precision}",
        f"age={age(days, published)}",
        f"type={event.claim.type}",
        f"place={min(event.claim.sentence, 3)}",
    ]
    found += _alike(event, source)
    found += _telling(event)
    found += [f"source {word}" for word in _position(source)]
    others = {(t.claim.when.start, t.claim.when.end) for t in between if t.claim.when is not None}
    found.append(f"other times between={min(2, len(others - {(when.start, when.end)}))}")
    same = sum(1 for t in between if t.claim.when is not None and t.claim.when.start == when.start)
    found.append(f"same time between={min(2, same)}")
    undated = sum(1 for t in between if t.claim.when is None)
    found.append(f"undated between={min(3, undated)}")
    near = "next" if far == 1 else "further"
    found += [f"{near}&{word}" for word in found if word.startswith(("same", "tense", "precision", "opens", "named"))]
    return found


def _alike(event: Told, source: Told) -> Iterator[str]:
    a, b = event.claim, source.claim
    if a.type == b.type:
        yield "same type"
        yield f"same type {a.type}"
    if _names(a.actors) & _names(b.actors):
        yield "same actor"
    elif _names(a.actors) & _names(b.recipients) or _names(a.recipients) & _names(b.actors):
        yield "same, the other way"
    if _names(a.recipients) & _names(b.recipients):
        yield "same recipient"
    if {x.country for x in a.actors if x.country} & {x.country for x in b.actors if x.country}:
        yield "same actor's country"
    lemmas = {t.lemma_.lower() for t in source.trigger if t.pos_ in ("NOUN", "VERB", "PROPN")}
    if event.trigger.root.lemma_.lower() in lemmas:
        yield "same word"
    ours, theirs = set(a.aux) & set(_STANDING), set(b.aux) & set(_STANDING)
    yield "same aux" if ours == theirs else "other aux"
    for name in _STANDING:
        if name in ours or name in theirs:
            yield f"{name}:{name in ours}{name in theirs}"
    if a.attribution and b.attribution:
        yield "both told by someone"


def _names(actors: Sequence[object]) -> set[str]:
    return {name for actor in actors if (name := getattr(actor, "name", None))}


def _telling(event: Told) -> Iterator[str]:
    """How the event's sentence is told, and where in it the event stands."""
    root, word = event.sentence.root, event.trigger.root
    yield f"tense={tense(root)}"
    yield f"own tense={tense(word)}" if word.pos_ in ("VERB", "AUX") else f"noun={_article(word)}"
    yield f"dep={word.dep_}"
    if word.i == root.i:
        yield "main"
    elif word.head.i == root.i:
        yield f"under main:{word.dep_}"
    depth = sum(1 for each in word.ancestors if each.pos_ == "VERB")
    yield f"verbs over={min(3, depth)}"
    first = event.sentence[0]
    yield f"opens={'quote' if first.text in _QUOTES else 'pronoun' if first.lower_ in _PRONOUNS else first.pos_}"
    subject = next((c for c in root.lefts if c.dep_ in ("nsubj", "nsubjpass")), None)
    yield "no subject" if subject is None else f"subject={'pronoun' if subject.pos_ == 'PRON' else 'noun'}"
    quotes = sum(t.text in "“”\"" for t in event.sentence if t.i < word.i)
    if quotes % 2:
        yield "quoted"


def _position(source: Told) -> Iterator[str]:
    word, root = source.trigger.root, source.sentence.root
    yield "main" if word.i == root.i else f"dep={word.dep_}"
    reason = source.claim.when.reason if source.claim.when is not None else None
    yield f"reason={(reason or '').split(':')[0]}"
    yield f"tense={tense(root)}"


def _article(noun: Token) -> str:
    return next((c.lower_ for c in noun.lefts if c.dep_ == "det"), "-")
