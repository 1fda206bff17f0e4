"""When each event of a report was: which of the times that its sentence names is its own, and the days of that time."""

import datetime
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from sayso.draft import Draft
from sayso.ontology import SPEECH
from sayso.resolve.attachment import (
    OWN,
    attached,
    behind_since,
    carrier,
    of_what_follows,
    said,
    told_by,
    with_preposition,
)
from sayso.resolve.dates import Dates
from sayso.resolve.days import Stretch
from sayso.resolve.expressions import Now
from sayso.resolve.relative import LASTING
from sayso.resolve.scene import Scene
from sayso.resolve.ties import GOING_ON, Pair, seen
from sayso.resolve.weighing import Weighing
from sayso.span import Span
from sayso.when import When

_DOUBT = 0.1  # the chance under which a time that the model marked is not believed
_LOOKS_BACK = 5  # sentences in which “the next day” may find what it counts from


class Possible(NamedTuple):
    """A time of an event's sentence that may be the event's, and what is seen of the two."""

    when: When
    seen: list[str]


class _Said(NamedTuple):
    """A time that the report gave, and the sentence where."""

    sentence: int
    stretch: Stretch


class Moments:
    """The days of one report's events, asked for in the order of the text.

    >>> Moments(scene, Dates(), weighing, drafts).when(drafts[0]).start
    datetime.date(2024, 6, 19)

    ``drafts`` are all the events of the report: a time that is another's is less likely one's own.
    """

    def __init__(self, scene: Scene, dates: Dates, weighing: Weighing, drafts: Sequence[Draft]) -> None:
        self._scene = scene
        self._parsed = scene.parsed
        self._dates = dates
        self._weighing = weighing
        self._said: list[_Said] = []
        self._known: dict[int, When | None] = {}  # by the first word of a time
        self._triggers: defaultdict[int, dict[int, Tokens]] = defaultdict(dict)
        for draft in drafts:
            trigger = self._scene.tokens_of(draft.trigger)
            self._triggers[draft.sentence].setdefault(trigger.root.i, trigger)

    def when(self, draft: Draft) -> When | None:
        """The days of an event, ``None`` where its sentence doesn't tell them."""
        trigger, mark = self._scene.tokens_of(draft.trigger), draft.when
        if mark is not None and not self._follows(trigger, mark) and not self._doubted(draft, mark):
            when = self._resolved(draft, trigger, self._marked(draft, mark, trigger))
        else:
            weighed = [(self._chance(each), each.when) for each in self.possible(draft)]
            chance, likeliest = max(weighed, key=lambda pair: pair[0], default=(0.0, None))
            when = likeliest if chance >= self._weighing.least else None
        if when is not None:
            self._said.append(_Said(draft.sentence, Stretch(when.start, when.end, when.precision)))
        return when

    def possible(self, draft: Draft, mark: Span | None = None) -> list[Possible]:
        """The times of the event's sentence whose days can be told, of those that touch ``mark`` if it is given."""
        trigger, times = self._scene.tokens_of(draft.trigger), self._times(draft)
        if not times:
            return []
        saying = self._saying(draft, trigger)
        others = [each for root, each in self._triggers[draft.sentence].items() if root != trigger.root.i]
        found: list[Possible] = []
        for time in times:
            phrase = self._phrase(trigger, time)
            apart = mark is not None and not (phrase.start < mark.end and mark.start < phrase.end)
            when = None if apart else self._resolved(draft, trigger, phrase)
            if when is not None:
                pair = Pair(draft, trigger, time, Stretch(when.start, when.end, when.precision), when.reason or "")
                found.append(Possible(when, seen(pair, others, times, saying, self._parsed.document.published)))
        return found

    def _chance(self, each: Possible) -> float:
        """How likely a time is the event's: certain for the perfect with how long, “have shelled it for two years”."""
        return 1.0 if GOING_ON.issubset(each.seen) else self._weighing.chance(each.seen)

    def _doubted(self, draft: Draft, mark: Span) -> bool:
        """True for a mark of the model's on times that are hardly the event's."""
        theirs = [self._chance(each) for each in self.possible(draft, mark)]
        return bool(theirs) and max(theirs) < _DOUBT

    def dated(self, index: int) -> bool:
        """Whether a sentence names a time that tells when and not how long."""
        return any(map(self._is_day, self._scene.times_by_sentence[index]))

    def _marked(self, draft: Draft, mark: Span, trigger: Tokens) -> Span:
        """The words that the model marked, or a time that hangs on the event's own words where those do not."""
        times = self._times(draft)
        found = attached(trigger, times, self._saying(draft, trigger))
        marked = self._scene.tokens_of(mark)
        theirs = attached(trigger, [time for time in times if time.start < marked.end and marked.start < time.end])
        if found is None or found[1] != OWN or (theirs is not None and theirs[1] == OWN):
            return mark
        return self._phrase(trigger, found[0])

    def _follows(self, trigger: Tokens, mark: Span) -> bool:
        """True for a mark of the model's on nothing but a time of what followed the event."""
        marked = self._scene.tokens_of(mark)
        times = [time for time in self._scene.times if time.start < marked.end and marked.start < time.end]
        return bool(times) and all(of_what_follows(trigger, time) for time in times)

    def _times(self, draft: Draft) -> list[Tokens]:
        """The times of the event's sentence that may be its own."""
        trigger = self._scene.tokens_of(draft.trigger)
        return [time for time in self._scene.times_by_sentence[draft.sentence] if not of_what_follows(trigger, time)]

    def _saying(self, draft: Draft, trigger: Tokens) -> Token | None:
        return said(trigger, map(self._scene.tokens_of, draft.actors)) if draft.type in SPEECH else None

    def _phrase(self, trigger: Tokens, time: Tokens) -> Span:
        """The time with its preposition, or alone where it is a part of the event's words."""
        inside = any(word.i == time.root.i for word in trigger)
        words = time if inside else with_preposition(time)
        return Span.of(self._parsed.document.text, words.start_char, words.end_char)

    def _resolved(self, draft: Draft, trigger: Tokens, span: Span) -> When | None:
        words = self._scene.tokens_of(span)
        told = told_by(words, trigger)
        now = Now(
            (self._apposed(words) if told else None) or self._parsed.document.published,
            self._ahead(draft, words),
            self._spoken_of(draft.sentence, words),
            told_by=told,
            since=behind_since(words, trigger),
        )
        return self._dates.resolve(span, now)

    def _apposed(self, words: Tokens) -> datetime.date | None:
        """The day right before the words, from which they count: “was fired Wednesday, a day after he said so”."""
        doc, end = words.doc, words.start
        if end > 0 and doc[end - 1].text == ",":
            end -= 1
        before = next((time for time in self._scene.times if time.end == end), None)
        when = self._plain(before) if before is not None else None
        return when.start if when is not None and when.precision == "day" else None

    def _plain(self, time: Tokens) -> When | None:
        """The days of a time whosesoever it is."""
        text, published = self._parsed.document.text, self._parsed.document.published
        for each in self._scene.times[len(self._known) :]:  # in the order of the text: each may count from those before
            if time.start in self._known:
                break
            now = Now(published, anchor=self._named_before(each))
            self._known[each.start] = self._dates.resolve(Span.of(text, each.start_char, each.end_char), now)
        return self._known[time.start]

    def _is_day(self, time: Tokens) -> bool:
        """False for words that tell how long and not when: “four years”."""
        when = self._plain(time)
        return when is None or when.reason != LASTING

    def _spoken_of(self, index: int, words: Tokens) -> Stretch | None:
        """The time that the report spoke of last before the words, in their sentence or a few before."""
        named = self._named_before(words)
        if named is not None:
            return named
        earlier = [said.stretch for said in self._said if said.sentence <= index]
        return earlier[-1] if earlier else None

    def _named_before(self, words: Tokens) -> Stretch | None:
        """The last time that the words of the report name before these, not too far back."""
        ends = [sentence.end for sentence in self._parsed.sentences]
        first = self._parsed.sentences[max(0, bisect_right(ends, words.start) - _LOOKS_BACK)].start
        for time in reversed([time for time in self._scene.times if first <= time.start and time.end <= words.start]):
            when = self._plain(time)
            if when is not None and when.reason != LASTING:
                return Stretch(when.start, when.end, when.precision)
        return None

    def _ahead(self, draft: Draft, words: Tokens) -> bool:
        """True where the event lies ahead: by its auxiliaries, unless its time hangs on a verb that says otherwise."""
        if _will(words):
            return True
        ahead = "future" in draft.aux or ("hypothetical" in draft.aux and "historical" not in draft.aux)
        return ahead and carrier(words).tag_ != "VBD"


def _will(words: Tokens) -> bool:
    """True where the words hang on a verb with “will”: “the two will meet on Wednesday”."""
    verb = words.root.head
    while verb.pos_ not in ("VERB", "AUX") and verb.head.i != verb.i:
        verb = verb.head
    return any(child.lower_ in ("will", "’ll", "'ll", "shall") for child in verb.lefts)
