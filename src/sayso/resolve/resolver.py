"""Drafts → Claims: spans become those whom, the days and the places that they mean."""

import dataclasses
import itertools
from collections.abc import Iterator, Sequence

import msgspec
from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from sayso import models
from sayso.actor import Actor
from sayso.claim import Claim, claim_id
from sayso.draft import Draft, DraftLink
from sayso.knowledge import Knowledge
from sayso.knowledge.office import rank
from sayso.link import Link
from sayso.parse import Parsed
from sayso.place import Place
from sayso.resolve.actors import Actors
from sayso.resolve.attachment import (
    INSIDE,
    OWN,
    attached,
    behind_since,
    carrier,
    said,
    told_by,
    with_preposition,
)
from sayso.resolve.continuing import continued
from sayso.resolve.dates import Dates
from sayso.resolve.days import Stretch
from sayso.resolve.expressions import Now
from sayso.resolve.gazetteer import Gazetteer
from sayso.resolve.people import womens_names
from sayso.resolve.phrases import FORMER
from sayso.resolve.places import Places
from sayso.resolve.pronouns import Pronouns
from sayso.resolve.relative import LASTING
from sayso.resolve.scene import Scene
from sayso.resolve.supposing import SectorChoice
from sayso.resolve.theatre import Theatre
from sayso.span import Span
from sayso.when import When

_SPEECH = frozenset({"ACCUSE", "AGREE", "REJECT", "REQUEST", "SUPPORT", "THREATEN"})  # done by saying something
_LOOKS_BACK = 5  # sentences in which “the next day” may find what it counts from
_PAST = frozenset({"was", "were", "did"})


class Resolver:
    """Turns drafts into claims, report by report.

    >>> resolver = Resolver(Knowledge.load())
    >>> claims = resolver.resolve(parsed, drafts)  # one claim a draft and joint holder, in order
    """

    def __init__(self, knowledge: Knowledge, sectors: SectorChoice | None = None) -> None:
        self._knowledge = knowledge
        self._sectors = sectors if sectors is not None else SectorChoice.load(models.path("naming"))
        self._dates = Dates()
        self._gazetteer = Gazetteer()
        self._women = womens_names()

    def resolve(self, parsed: Parsed, drafts: Sequence[Draft]) -> list[Claim]:
        """The claims of one report, in the order of the drafts: one a draft, and one a holder where several say so.

        “U.S. and South Korean officials alleged” is one mention and two claims, as each could take it back alone.
        """
        if not drafts:
            return []
        reading = _Reading(Scene(parsed, self._knowledge, self._gazetteer, self._women), self._dates, self._sectors)
        return reading.completed([claim for draft in drafts for claim in reading.claims(draft)])

    def places(self, parsed: Parsed, spans: Sequence[Span]) -> list[Place]:
        """What the given words of a report mean as places, in their order; the words are taken to be place names.

        One that no table has takes the point of the place that the report speaks of beside it; its ``reason`` begins
        with “guessed”.
        """
        scene = Scene(parsed, self._knowledge, self._gazetteer, self._women)
        places = Places(scene, spans)
        return [places.locate(span) for span in spans]


@dataclasses.dataclass(slots=True)
class _Said:
    """A time that the report gave, and the sentence where."""

    sentence: int
    stretch: Stretch


class _Reading:
    """One report in the course of being resolved; what a span means is settled once."""

    def __init__(self, scene: Scene, dates: Dates, sectors: SectorChoice) -> None:
        self._parsed = scene.parsed
        self._scene = scene
        self._actors = Actors(self._scene, sectors)
        self._pronouns = Pronouns(self._scene, self._actors)
        self._places = Places(self._scene)
        self._dates = dates
        self._known: dict[Span, tuple[Actor, ...]] = {}
        self._times: list[_Said] = []

    def claims(self, draft: Draft) -> Iterator[Claim]:
        """The claims that a draft makes: one for each of its joint holders."""
        claim = self._claim(draft)
        for attribution in self._attributions(draft):
            each = msgspec.structs.replace(claim, attribution=attribution)
            yield msgspec.structs.replace(each, id=claim_id(each))

    def _claim(self, draft: Draft) -> Claim:
        sentence = self._parsed.sentences[draft.sentence]
        when = self._when(draft)
        actors = self._then(self._all(draft.actors), when)
        doing = {actor.name for actor in actors}  # a pronoun may turn out to be the actor: none does it to himself
        return Claim(
            id="",
            document=self._parsed.document.id,
            sentence=draft.sentence,
            sentence_span=Span.of(self._parsed.document.text, sentence.start_char, sentence.end_char),
            trigger=draft.trigger,
            type=draft.type,
            modes=draft.modes,
            contexts=draft.contexts,
            actors=actors,
            recipients=tuple(
                r for r in self._then(self._all(draft.recipients), when) if r.name is None or r.name not in doing
            ),
            aux=draft.aux,
            place=self._place(draft),
            when=when,
            numbers=draft.numbers,
            confidence=draft.confidence,
        )

    def _all(self, spans: tuple[Span, ...]) -> tuple[Actor, ...]:
        return tuple(actor for span in spans for actor in self.actors(span))

    def _then(self, actors: tuple[Actor, ...], when: When | None) -> tuple[Actor, ...]:
        """Those who were in office at the event's time, though out of it by the report's, in the office they held."""
        return actors if when is None else tuple(self._in_office(actor, when) for actor in actors)

    def _in_office(self, actor: Actor, when: When) -> Actor:
        if actor.kb is None or actor.sector != "ELI" or FORMER & set(actor.span.text.lower().split()):
            return actor
        held = [
            entry
            for entry in self._scene.knowledge.entry(actor.kb)
            if entry.start and entry.sector != "ELI" and entry.valid(when.start) and entry.valid(when.end)
        ]
        if not held:
            return actor
        then = max(held, key=rank)
        reason = f"{actor.reason}; in office when it happened"
        return msgspec.structs.replace(actor, sector=then.sector, role=then.role, reason=reason)

    def _attributions(self, draft: Draft) -> Iterator[tuple[Link, ...]]:
        """The draft's attribution, once for each combination of those whom its holders stand for."""
        yield from itertools.product(*(self._links(link) for link in draft.attribution))

    def _links(self, link: DraftLink) -> list[Link]:
        holders = self.actors(link.holder) if link.holder is not None else (None,)
        return [Link(holder=h, stance=link.stance, cue=link.cue, quoted=link.quoted) for h in holders]

    def actors(self, span: Span) -> tuple[Actor, ...]:
        """Those whom a span stands for; the bare span where that can't be told."""
        if span not in self._known:
            self._known[span] = self._read(span)
        return self._known[span]

    def _read(self, span: Span) -> tuple[Actor, ...]:
        tokens = self._scene.tokens_of(span)
        referents = self._pronouns.refer(tokens)
        if referents is not None:
            found = tuple(r.actor(span, f"“{span.text}” stands for {r.name or r.role or 'them'}") for r in referents)
            return found or (Actor(span=span, reason="whom it stands for can't be told"),)
        return tuple(r.actor(span) for r in self._actors.refer(tokens)) or (Actor(span=span),)

    def completed(self, claims: list[Claim]) -> list[Claim]:
        """The claims with the days and places that only the report as a whole tells."""
        dated = {self._parsed.sentence_at(time.start_char) for time in self._scene.times if self._is_day(time)}
        told = [_in_past_tense(sentence.root) for sentence in self._parsed.sentences]
        dated_claims = continued(claims, dated.__contains__, told.__getitem__)
        return Theatre(dated_claims, self._scene.knowledge).placed()

    def _place(self, draft: Draft) -> Place | None:
        if draft.place is not None and not self._places.is_body(draft.place):
            return self._places.resolve(draft.place)
        trigger = self._scene.tokens_of(draft.trigger)
        return self._places.find(trigger) or self._places.find_named(trigger, draft.type)

    def _when(self, draft: Draft) -> When | None:
        trigger = self._scene.tokens_of(draft.trigger)
        span, marked = self._time_of(draft, trigger)
        if span is None:
            return None
        words = self._scene.tokens_of(span)
        now = Now(
            self._parsed.document.published,
            self._ahead(draft, words),
            self._spoken_of(draft.sentence, words),
            told_by=told_by(words, trigger),
            since=behind_since(words, trigger),
        )
        when = self._dates.resolve(span, now)
        if when is not None and not marked and when.reason == LASTING and not _perfect(trigger):
            return None  # “for two years” that nobody marked as the time may as well be what was decided
        if when is not None:
            self._times.append(_Said(draft.sentence, Stretch(when.start, when.end, when.precision)))
        return when

    def _time_of(self, draft: Draft, trigger: Tokens) -> tuple[Span | None, bool]:
        """The words that tell the event's time, ``None`` where none do, and whether they are those of the draft.

        A time that hangs on the event's own words goes before one that the model took from elsewhere.
        """
        sentence = self._parsed.sentences[draft.sentence]
        times = [ent for ent in self._scene.times if sentence.start <= ent.start < sentence.end]
        saying = said(trigger, map(self._scene.tokens_of, draft.actors)) if draft.type in _SPEECH else None
        found = attached(trigger, times, saying)
        if draft.when is not None:
            marked = self._scene.tokens_of(draft.when)
            theirs = attached(trigger, [ent for ent in times if ent.start < marked.end and marked.start < ent.end])
            if found is None or found[1] != OWN or (theirs is not None and theirs[1] == OWN):
                return draft.when, True
        if found is None:
            return None, False
        time, closeness = found
        phrase = time if closeness == INSIDE else with_preposition(time)
        return Span.of(self._parsed.document.text, phrase.start_char, phrase.end_char), False

    def _is_day(self, time: Tokens) -> bool:
        """False for words that tell how long and not when: “four years”."""
        span = Span.of(self._parsed.document.text, time.start_char, time.end_char)
        when = self._dates.resolve(span, Now(self._parsed.document.published))
        return when is None or when.reason != LASTING

    def _spoken_of(self, index: int, words: Tokens) -> Stretch | None:
        """The time that the report spoke of last before the words, in their sentence or a few before."""
        first = self._parsed.sentences[max(0, index - _LOOKS_BACK)].start
        for time in reversed([ent for ent in self._scene.times if first <= ent.start and ent.end <= words.start]):
            span = Span.of(self._parsed.document.text, time.start_char, time.end_char)
            when = self._dates.resolve(span, Now(self._parsed.document.published))
            if when is not None and when.reason != LASTING:
                return Stretch(when.start, when.end, when.precision)
        earlier = [said.stretch for said in self._times if said.sentence <= index]
        return earlier[-1] if earlier else None

    def _ahead(self, draft: Draft, words: Tokens) -> bool:
        """True where the event lies ahead: by its auxiliaries, unless its time hangs on a verb that says otherwise."""
        if self._will(words):
            return True
        ahead = "future" in draft.aux or ("hypothetical" in draft.aux and "historical" not in draft.aux)
        return ahead and carrier(words).tag_ != "VBD"

    def _will(self, words: Tokens) -> bool:
        """True where the words hang on a verb with “will”: “the two will meet on Wednesday”."""
        verb = words.root.head
        while verb.pos_ not in ("VERB", "AUX") and verb.head.i != verb.i:
            verb = verb.head
        return any(child.lower_ in ("will", "’ll", "'ll", "shall") for child in verb.lefts)


def _perfect(trigger: Tokens) -> bool:
    """True where the event has gone on until the report: “has fought them for two years”."""
    return any(child.dep_ == "aux" and child.lower_ in ("has", "have", "'ve", "’ve") for child in trigger.root.lefts)


def _in_past_tense(verb: Token) -> bool:
    """True for “warned” and “was warned”, not for “has warned” or “had warned”."""
    return verb.tag_ == "VBD" or any(c.dep_ in ("aux", "auxpass") and c.lower_ in _PAST for c in verb.lefts)
