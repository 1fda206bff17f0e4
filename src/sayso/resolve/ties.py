"""How likely a time that the sentence names is an event's: what is seen of the two, weighed as annotators did."""

import datetime
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from sayso.draft import Draft
from sayso.parse.saying import SAYING
from sayso.resolve.attachment import attached, carrier
from sayso.resolve.clauses import tense
from sayso.resolve.days import Stretch
from sayso.resolve.relative import LASTING

# What is seen of an event that has gone on for as long as its own time says: “have shelled it for two years”.
GOING_ON = frozenset({"close=own", "lasting, perfect"})
_QUOTES = frozenset('“”"')
_NOUNS = frozenset({"NOUN", "PROPN"})
_VERBS = frozenset({"VERB", "AUX"})
_MARKS = frozenset({"IN", "WRB", "RB"})
_PATH = 4  # words on the way from the event to the time of which the whole way is told
_STEPS = ((2, "0"), (5, "3"), (9, "6"), (16, "10"), (28, "17"))
_AGES = ((-1, "ahead"), (1, "fresh"), (7, "days"), (31, "weeks"), (365, "months"))


class Pair(NamedTuple):
    """An event and a time of its sentence."""

    draft: Draft
    trigger: Tokens
    time: Tokens
    days: Stretch
    reason: str


def age(days: Stretch, published: datetime.date | None) -> str:
    """How long before the report a time lies, in words: “fresh”, “days”, “weeks”, “months”, “years”, or “ahead”."""
    if published is None:
        return "unknown"
    past = (published - days.end).days
    return next((word for most, word in _AGES if past <= most), "years")


def seen(
    pair: Pair, others: Sequence[Tokens], times: Sequence[Tokens], saying: Token | None, published: datetime.date | None
) -> list[str]:
    """What is seen of an event and a time of its sentence, each thing a word.

    ``others`` are the words of the sentence's other events, ``times`` all its times, ``saying`` the verb with which
    the event is said where saying it is the event.
    """
    trigger, time = pair.trigger, pair.time
    found = [*_syntax(trigger, time, saying), *_order(trigger, time, others, times), *_of_event(pair.draft, trigger)]
    found += _of_time(pair, published)
    return found


def _syntax(trigger: Tokens, time: Tokens, saying: Token | None) -> Iterator[str]:
    tie = attached(trigger, [time], saying)
    close = "none" if tie is None else ("own", "inside", "beside")[tie[1]]
    root, bearer = trigger.root, carrier(time)
    up, down = way(root, bearer)
    deps, kind = [step.dep_ for step in up], "noun" if root.pos_ in _NOUNS else root.tag_
    yield f"close={close}"
    yield f"close={close} {kind}"
    yield f"up={min(len(up), 4)}"
    yield f"down={min(len(down), 4)}"
    yield from {f"up:{step}" for step in deps}
    yield from {f"down:{step.dep_}" for step in down}
    yield from {f"up:{words}" for step in up for words in _joints(step)}
    yield from {f"down:{words}" for step in down for words in _joints(step)}
    if len(up) + len(down) <= _PATH:
        whole = f"{'>'.join(deps)}^{'>'.join(step.dep_ for step in down)}"
        yield f"way={whole}"
        yield f"way={whole} {kind}"
    if up and not down:
        yield f"under the time's word by {deps[-1]}, a {'verb' if root.pos_ in _VERBS else 'noun'}"
    if up and not down and "ccomp" in deps:
        yield f"said then, {tense(root)}"
    meeting = up[-1].head if up else root
    yield f"meeting={meeting.pos_}"
    if meeting.lemma_.lower() in SAYING:
        yield "meeting at a verb of saying"
    if root.pos_ == "VERB" and up:
        own = any(child.dep_ in ("nsubj", "nsubjpass") for child in root.children)
        yield f"{'own' if own else 'no'} subject, {deps[-1]}"


def _joints(step: Token) -> Iterator[str]:
    """What joins a word to the one over it: “advcl after”, “prep before”."""
    if step.dep_ in ("advcl", "ccomp", "pcomp", "acl", "relcl"):
        words = [child.lower_ for child in step.lefts if child.dep_ in ("mark", "advmod") and child.tag_ in _MARKS]
        yield f"{step.dep_} {words[0] if words else '-'}"
    elif step.dep_ == "prep":
        yield f"prep {step.lower_}"
    elif step.dep_ == "conj":
        yield f"conj {'verb' if step.pos_ in _VERBS else 'noun'}"


def way(word: Token, other: Token) -> tuple[list[Token], list[Token]]:
    """The words from one up to below where its line meets another's, and from the other up to there."""
    line = [word, *word.ancestors]
    index = {each.i: n for n, each in enumerate(line)}
    down: list[Token] = []
    at = other
    while at.i not in index:
        if at.head.i == at.i:
            return line, down
        down.append(at)
        at = at.head
    return line[: index[at.i]], down


def _order(trigger: Tokens, time: Tokens, others: Sequence[Tokens], times: Sequence[Tokens]) -> Iterator[str]:
    doc = trigger.doc
    before = time.start < trigger.start
    low, high = (time.end, trigger.start) if before else (trigger.end, time.start)
    steps = max(0, high - low)
    yield f"{'before' if before else 'behind'}={next((w for most, w in _STEPS if steps <= most), '29')}"
    between = list(doc[low:high])
    yield f"commas={min(2, sum(t.text in ',;:—–' for t in between))}"
    if any(t.text in _QUOTES for t in between):
        yield "quote between"
    rivals = sum(low <= other.start < high for other in others)
    yield f"events between={min(2, rivals)}"
    if others:
        nearest = min(_gap(other, time) for other in others)
        yield "nearest event" if steps <= nearest else "another event is nearer"
        ties = [attached(other, [time]) for other in others]
        if any(tie is not None and tie[1] == 0 for tie in ties):
            yield "another event's own"
        elif any(tie is not None for tie in ties):
            yield "another event's"
    else:
        yield "only event"
    yield f"times={min(3, len(times))}"
    if len(times) > 1:
        ranked = min(_gap(each, trigger) for each in times)
        yield "nearest time" if _gap(time, trigger) <= ranked else "another time is nearer"
        if any(tie is not None for each in times if each.start != time.start for tie in [attached(trigger, [each])]):
            yield "another time's"
    if time.start - time.sent.start <= 2:
        yield "in front"
    if any(t.dep_ == "ROOT" for t in between):
        yield "main verb between"
    verbs = sum(t.pos_ == "VERB" for t in between)
    yield f"verbs between={min(3, verbs)}"


def _gap(words: Tokens, other: Tokens) -> int:
    return max(0, other.start - words.end, words.start - other.end)


def _of_event(draft: Draft, trigger: Tokens) -> Iterator[str]:
    yield f"type={draft.type}"
    root = trigger.root
    yield f"tag={root.tag_}"
    yield f"dep={root.dep_}"
    for name in draft.aux:
        yield f"aux={name}"
    if root.pos_ in _NOUNS:
        yield f"article={next((child.lower_ for child in root.lefts if child.dep_ == 'det'), '-')}"
    else:
        yield f"tense={tense(root)}"


def _of_time(pair: Pair, published: datetime.date | None) -> Iterator[str]:
    time, days, draft = pair.time, pair.days, pair.draft
    lead = time.doc[time.start - 1] if time.start > time.sent.start else None
    yield f"lead={lead.lower_ if lead is not None and lead.pos_ in ('ADP', 'SCONJ') else '-'}"
    yield f"time dep={time.root.dep_}"
    yield f"precision={days.precision}"
    yield f"reason={pair.reason}"
    if pair.reason == LASTING:
        yield f"lasting, {tense(pair.trigger.root)}"
    when = age(days, published)
    yield f"age={when}"
    for name in ("future", "historical", "hypothetical"):
        yield f"{name}={name in draft.aux}&age={when}"
