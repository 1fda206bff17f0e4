"""Drafts → Claims: spans become those whom, the days and the places that they mean."""

import itertools
from collections.abc import Iterator, Sequence

import msgspec

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
from sayso.resolve.belonging import CountryChoice
from sayso.resolve.clauses import tense
from sayso.resolve.continuing import continued
from sayso.resolve.dates import Dates
from sayso.resolve.gazetteer import Gazetteer
from sayso.resolve.moments import Moments
from sayso.resolve.people import womens_names
from sayso.resolve.phrases import FORMER
from sayso.resolve.places import Places
from sayso.resolve.pronouns import Pronouns
from sayso.resolve.scene import Scene
from sayso.resolve.supposing import SectorChoice
from sayso.resolve.theatre import Theatre
from sayso.resolve.weighing import Weighing
from sayso.span import Span
from sayso.when import When


class Resolver:
    """Turns drafts into claims, report by report.

    >>> resolver = Resolver(Knowledge.load())
    >>> claims = resolver.resolve(parsed, drafts)  # one claim a draft and joint holder, in order
    """

    def __init__(
        self,
        knowledge: Knowledge,
        days: Weighing | None = None,
        sectors: SectorChoice | None = None,
        countries: CountryChoice | None = None,
    ) -> None:
        self._knowledge = knowledge
        self._countries = countries if countries is not None else CountryChoice.load(models.path("naming"))
        self._sectors = sectors if sectors is not None else SectorChoice.load(models.path("naming"))
        self._dates = Dates()
        self._days = days or Weighing.load(models.path("days"))
        self._gazetteer = Gazetteer()
        self._women = womens_names()

    def resolve(self, parsed: Parsed, drafts: Sequence[Draft]) -> list[Claim]:
        """The claims of one report, in the order of the drafts: one a draft, and one a holder where several say so.

        “U.S. and South Korean officials alleged” is one mention and two claims, as each could take it back alone.
        """
        if not drafts:
            return []
        scene = self._scene(parsed)
        moments = Moments(scene, self._dates, self._days, drafts)
        reading = _Reading(scene, moments, self._sectors, self._countries)
        return reading.completed([claim for draft in drafts for claim in reading.claims(draft)])

    def places(self, parsed: Parsed, spans: Sequence[Span]) -> list[Place]:
        """What the given words of a report mean as places, in their order; the words are taken to be place names.

        One that no table has takes the point of the place that the report speaks of beside it; its ``reason`` begins
        with “guessed”.
        """
        scene = self._scene(parsed)
        places = Places(scene, spans)
        return [places.locate(span) for span in spans]

    def moments(self, parsed: Parsed, drafts: Sequence[Draft]) -> Moments:
        """When the events of a report may have been, for training."""
        return Moments(self._scene(parsed), self._dates, self._days, drafts)

    def _scene(self, parsed: Parsed) -> Scene:
        return Scene(parsed, self._knowledge, self._gazetteer, self._women)


class _Reading:
    """One report in the course of being resolved; what a span means is settled once."""

    def __init__(self, scene: Scene, moments: Moments, sectors: SectorChoice, countries: CountryChoice) -> None:
        self._parsed = scene.parsed
        self._scene = scene
        self._actors = Actors(self._scene, sectors, countries)
        self._pronouns = Pronouns(self._scene, self._actors)
        self._places = Places(self._scene)
        self._moments = moments
        self._known: dict[Span, tuple[Actor, ...]] = {}

    def claims(self, draft: Draft) -> Iterator[Claim]:
        """The claims that a draft makes: one for each of its joint holders."""
        claim = self._claim(draft)
        for attribution in self._attributions(draft):
            each = msgspec.structs.replace(claim, attribution=attribution)
            yield msgspec.structs.replace(each, id=claim_id(each))

    def _claim(self, draft: Draft) -> Claim:
        sentence = self._parsed.sentences[draft.sentence]
        when = self._moments.when(draft)
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
        told = [tense(sentence.root) == "past" for sentence in self._parsed.sentences]
        dated = continued(claims, self._moments.dated, told.__getitem__)
        return Theatre(dated, self._scene.knowledge).placed()

    def _place(self, draft: Draft) -> Place | None:
        if draft.place is not None and not self._places.is_body(draft.place):
            return self._places.resolve(draft.place)
        trigger = self._scene.tokens_of(draft.trigger)
        return self._places.find(trigger) or self._places.find_named(trigger, draft.type)
