"""How many independent origins an event has: claims from one place are folded, each fold with its evidence."""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from typing import Literal

import msgspec

from sayso.claim import Claim
from sayso.event import Side
from sayso.settle.grouping import components, find
from sayso.settle.voices import Source, StepKind, Voice, plain_outlets, source, voice_key
from sayso.settle.words import quotations

Evidence = Literal["copy", "credit", "quotation", "holder", "cited", "circular", "outlet"]
_KINDS: tuple[StepKind, ...] = ("holder", "agency", "outlet", "unnamed")


class Testimony(msgspec.Struct, frozen=True, kw_only=True):
    """A claim as evidence on an event: the claim, its report, its side."""

    claim: Claim
    voice: Voice
    side: Side
    standing: str

    @property
    def published(self) -> datetime.date | None:
        """The day of the report."""
        return self.voice.published


class Fold(msgspec.Struct, frozen=True, kw_only=True):
    """Why a claim counts as one origin with another: ``Fold(claim="c-2", into="c-1", evidence="copy", detail="…")``."""

    claim: str
    into: str
    evidence: Evidence
    detail: str


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """An independent origin: who, on which side, which of the testimonies (by index) rest on it, what was folded.

    ``circular`` is true where its voices cite each other, so that none of them is known to have seen anything.
    """

    side: Side
    kind: StepKind
    name: str
    country: str | None
    members: tuple[int, ...]
    folds: tuple[Fold, ...]
    circular: bool


class Origins(msgspec.Struct, frozen=True, kw_only=True):
    """The origins of an event in the order of their first reports, and the source of each testimony."""

    origins: tuple[Origin, ...]
    sources: tuple[Source, ...]

    def of(self, index: int) -> int:
        """The position of the origin that a testimony rests on."""
        return next(position for position, origin in enumerate(self.origins) if index in origin.members)


def origins(testimonies: Sequence[Testimony]) -> Origins:
    """The independent origins of an event, each side for itself; ``testimonies`` in the order of publication.

    Folded are: claims of one holder, whoever passes them on; reports of one outlet or agency on their own word, copies
    and credited copy included; those that quote the same words; those that cite an outlet, into what that outlet's own
    report rests on. Outlets that cite each other in a ring are one origin, and flagged.
    """
    known = {testimony.voice.outlet for testimony in testimonies} | {t.voice.speaker for t in testimonies}
    outlets = plain_outlets(known)
    sources = tuple(source(testimony.claim, testimony.voice, outlets) for testimony in testimonies)
    found: list[Origin] = []
    for side in ("affirms", "denies", "doubts", "foresees"):
        chosen = [index for index, testimony in enumerate(testimonies) if testimony.side == side]
        if chosen:
            found += _Folding(side, chosen, testimonies, sources).origins()
    found.sort(key=lambda origin: (min(origin.members), origin.side))
    return Origins(origins=tuple(found), sources=sources)


class _Folding:
    """The folding of one side's testimonies."""

    def __init__(
        self, side: Side, chosen: Sequence[int], testimonies: Sequence[Testimony], sources: Sequence[Source]
    ) -> None:
        self.side: Side = side
        self.chosen = chosen
        self.testimonies = testimonies
        self.sources = sources
        self.folds: dict[int, list[Fold]] = defaultdict(list)
        self.pairs: list[tuple[int, int]] = []
        self.circular: set[int] = set()

    def origins(self) -> list[Origin]:
        self._by_key()
        self._by_quotation()
        self._by_citation()
        at = {index: place for place, index in enumerate(self.chosen)}
        roots = components(len(self.chosen), [(at[one], at[other]) for one, other in self.pairs])
        groups: dict[int, list[int]] = defaultdict(list)
        for index, root in zip(self.chosen, roots, strict=True):
            groups[root].append(index)
        return [self._origin(members) for members in groups.values()]

    def _origin(self, members: list[int]) -> Origin:
        first = min(members, key=lambda index: (_KINDS.index(self.sources[index].kind), index))
        best = self.sources[first]
        return Origin(
            side=self.side,
            kind=best.kind,
            name=best.name,
            country=best.country,
            members=tuple(members),
            folds=tuple(fold for index in members for fold in self.folds[index]),
            circular=any(index in self.circular for index in members),
        )

    def _fold(self, index: int, into: int, evidence: Evidence, detail: str) -> None:
        if index == into:
            return
        self.pairs.append((index, into))
        claims = [self.testimonies[each].claim.id for each in (index, into)]
        self.folds[index].append(Fold(claim=claims[0], into=claims[1], evidence=evidence, detail=detail))

    def _by_key(self) -> None:
        first: dict[str, int] = {}
        for index in self.chosen:
            key = self.sources[index].key
            into = first.setdefault(key, index)
            if into != index:
                self._fold(index, into, *self._shared_key(index, into))

    def _shared_key(self, index: int, into: int) -> tuple[Evidence, str]:
        one, voice, other = self.sources[index], self.testimonies[index].voice, self.testimonies[into].voice
        if one.kind == "holder":
            return "holder", f"both on the word of {one.name}"
        if voice.original == other.original and voice.document != other.document:
            return "copy", voice.copy_detail or other.copy_detail or f"both are copies of {voice.original}"
        if voice.document == other.document:
            return "outlet", f"the same report of {voice.outlet}"
        if voice.credit and one.cites is None:
            return "credit", f"{voice.outlet} credits {voice.credit}" + (
                f": “{voice.credit_text}”" if voice.credit_text else ""
            )
        if one.cites or self.sources[into].cites:
            return "cited", f"{voice.outlet} rests on {one.name}"
        return "outlet", f"both are {one.name}’s own word"

    def _by_quotation(self) -> None:
        first: dict[int, int] = {}
        for index in self.chosen:
            for key, words in quotations(self.testimonies[index].claim.sentence_span.text).items():
                into = first.setdefault(key, index)
                if self.sources[index].key != self.sources[into].key:
                    self._fold(index, into, "quotation", f"both quote “{words}”")

    def _by_citation(self) -> None:
        """Those who cite an outlet rest on what that outlet's own reports of the event rest on."""
        own: dict[str, list[int]] = defaultdict(list)
        for index in self.chosen:
            for name in (self.testimonies[index].voice.speaker, self.testimonies[index].voice.outlet):
                own[voice_key(name)].append(index)
        citing = [index for index in self.chosen if self.sources[index].cites]
        rings = self._rings(citing)
        for index in citing:
            cited = voice_key(self.sources[index].cites or "")
            voice = self.testimonies[index].voice
            targets = [into for into in own.get(cited, []) if into != index]
            if not targets:
                continue
            into = targets[0]
            if voice_key(voice.speaker) in rings and rings[voice_key(voice.speaker)] == rings.get(cited):
                self.circular |= {index, into}
                names = f"{voice.outlet} cites {self.sources[index].cites}, which cites {voice.outlet} in turn"
                self._fold(index, into, "circular", names)
            elif self.sources[index].key != self.sources[into].key:
                self._fold(index, into, "cited", f"{voice.outlet} cites {self.sources[index].cites}")

    def _rings(self, citing: Sequence[int]) -> dict[str, str]:
        """Voices that cite each other, directly or through others: each with the name of its ring."""
        cites: dict[str, set[str]] = defaultdict(set)
        for index in citing:
            cites[voice_key(self.testimonies[index].voice.speaker)].add(voice_key(self.sources[index].cites or ""))
        reached = {voice: _reach(voice, cites) for voice in cites}
        names = sorted(reached)
        parent = list(range(len(names)))
        for one, name in enumerate(names):
            for other, second in enumerate(names):
                if one < other and second in reached[name] and name in reached[second]:
                    parent[find(parent, other)] = find(parent, one)
        return {name: names[find(parent, at)] for at, name in enumerate(names) if name in reached[name]}


def _reach(voice: str, cites: dict[str, set[str]]) -> set[str]:
    """Whom a voice cites, and whom they cite, and so on."""
    found: set[str] = set()
    ahead = list(cites[voice])
    while ahead:
        name = ahead.pop()
        if name not in found:
            found.add(name)
            ahead += cites.get(name, ())
    return found
