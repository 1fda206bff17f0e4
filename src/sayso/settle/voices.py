"""Whose word a claim is: the steps from the outlet that the reader holds back to where the claim came from."""

import csv
import datetime
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources
from typing import Literal

import msgspec

from sayso.actor import STATELESS, Actor
from sayso.claim import Claim
from sayso.link import Link
from sayso.settle.credits import agency_named
from sayso.settle.features import STATE
from sayso.settle.words import plain_words

StepKind = Literal["outlet", "agency", "holder", "unnamed"]
StepEvidence = Literal["publisher", "credit", "dateline", "copy", "attribution", "cited"]

# “according to Yonhap”, “told CNN”, “citing the Northern Star”: an outlet that the coder did not make a holder of.
_CITED = re.compile(
    r"\b(?:according\s+to|told|citing|cited\s+by|reported\s+by|quoted\s+by|in\s+an\s+interview\s+with)\s+(?:the\s+)?"
    r"(?P<name>[A-Z][\w&'’-]*(?:\s+[A-Z][\w&'’-]*){0,4})"
)
_NAMES = 50_000  # outlets and holders whose plain names are kept: the same few thousand come again and again
_MEDIA_SECTORS = frozenset({"MED", "JRN"})


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One step back from the reader: ``Step(kind="agency", name="Reuters", evidence="dateline", detail="(Reuters)")``.

    ``stance`` is that of the link, for holders; ``detail`` are the words that show the step.
    """

    kind: StepKind
    name: str
    country: str | None = None
    stance: str | None = None
    evidence: StepEvidence
    detail: str | None = None


class Voice(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a report as a voice: who printed it, when, whom it credits, of which report it is a copy.

    ``credit`` is the agency whose copy it says to be. ``original`` is the id of the first of its group of copies (its
    own where there are none), ``original_name`` and ``original_credit`` are that report's publisher and credit.
    """

    document: str
    publisher: str | None
    published: datetime.date | None
    credit: str | None = None
    credit_kind: str | None = None
    credit_text: str | None = None
    original: str
    original_name: str | None = None
    original_credit: str | None = None
    copy_detail: str | None = None

    @property
    def outlet(self) -> str:
        """The name of the outlet; the report's id where it has none."""
        return self.publisher or self.document

    @property
    def speaker(self) -> str:
        """Whose words the report’s own words are: the credited agency’s, the copied outlet’s, or its own."""
        return self.credit or self.original_credit or self.original_name or self.outlet


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """Where a claim comes from, as far as it alone tells: the steps, and ``key``, which equal origins share.

    ``cites`` is the outlet on whose word the claim rests, if it is not that of the report itself.
    """

    key: str
    kind: StepKind
    name: str
    country: str | None = None
    cites: str | None = None
    steps: tuple[Step, ...]


def source(claim: Claim, voice: Voice, outlets: Mapping[str, str]) -> Source:
    """The steps of a claim; ``outlets`` maps the plain names of outlets known in the event to their names."""
    steps = _printed(voice)
    links = [_step(link, voice, outlets) for link in claim.attribution]
    if not any(step.kind in ("outlet", "agency") for step in links) and (cited := _cited(claim, voice, outlets)):
        links.insert(0, cited)
    steps += links
    named = [step for step in links if step.kind != "unnamed"]
    if not named:
        kind: StepKind = "unnamed" if links else _speaker_kind(voice.speaker)
        return Source(key=voice_key(voice.speaker), kind=kind, name=voice.speaker, steps=tuple(steps))
    last = named[-1]
    if last.kind == "holder":
        return Source(
            key=f"holder {_plain(last.name)}", kind="holder", name=last.name, country=last.country, steps=tuple(steps)
        )
    own = voice_key(last.name) == voice_key(voice.speaker)
    cites = None if own else last.name
    return Source(key=voice_key(last.name), kind=last.kind, name=last.name, cites=cites, steps=tuple(steps))


@lru_cache(_NAMES)
def voice_key(name: str) -> str:
    """What two mentions of one outlet share: ``voice_key("The Associated Press") == voice_key("AP")``."""
    agency = agency_named(name)
    return f"voice {_plain(agency.name if agency else name)}"


def holder_name(holder: Actor) -> tuple[str | None, str | None]:
    """Name and country of a holder as an origin: a state’s offices and officials are one, “Russia (government)”.

    Two ministries that say the same have not found it out independently. ``None`` for those who cannot be told
    apart: “officials”, “a source”, “analysts in Seoul”.
    """
    country = holder.country if holder.country and holder.country not in STATELESS else None
    if country and (holder.sector is None or holder.sector in STATE):
        return f"{_country_name(country)} (government)", country
    if holder.name:
        return holder.name, country
    return None, country


@cache
def _country_names() -> dict[str, str]:
    table = (resources.files("sayso.knowledge") / "data" / "countries.csv").read_text("utf-8")
    return {row["iso3"]: row["name"] for row in csv.DictReader(table.splitlines())}


def _country_name(code: str) -> str:
    return _country_names().get(code, code)


def _printed(voice: Voice) -> list[Step]:
    steps = [Step(kind=_speaker_kind(voice.outlet), name=voice.outlet, evidence="publisher")]
    copied = voice.original != voice.document
    if copied and voice.original_name and voice_key(voice.original_name) != voice_key(voice.outlet):
        name = voice.original_name
        steps.append(Step(kind=_speaker_kind(name), name=name, evidence="copy", detail=voice.copy_detail))
    if voice.credit and voice_key(voice.credit) not in {voice_key(step.name) for step in steps}:
        evidence = "dateline" if voice.credit_kind == "dateline" else "credit"
        steps.append(Step(kind="agency", name=voice.credit, evidence=evidence, detail=voice.credit_text))
    return steps


def _speaker_kind(name: str) -> StepKind:
    return "agency" if agency_named(name) else "outlet"


def _step(link: Link, voice: Voice, outlets: Mapping[str, str]) -> Step:
    holder = link.holder
    detail = link.cue.text if link.cue else None
    if holder is None:
        return Step(kind="unnamed", name="nobody named", stance=link.stance, evidence="attribution", detail=detail)
    if media := _media(holder, voice, outlets):
        kind, name = media
        return Step(kind=kind, name=name, stance=link.stance, evidence="attribution", detail=detail)
    name, country = holder_name(holder)
    if name is None:
        words = " ".join(holder.span.text.split())
        return Step(
            kind="unnamed", name=words, country=country, stance=link.stance, evidence="attribution", detail=detail
        )
    return Step(kind="holder", name=name, country=country, stance=link.stance, evidence="attribution", detail=detail)


def _media(holder: Actor, voice: Voice, outlets: Mapping[str, str]) -> tuple[StepKind, str] | None:
    """The outlet that a holder is, if it is one; “the agency” is the report's own."""
    for name in (holder.name, holder.span.text):
        if not name:
            continue
        if agency := agency_named(name):
            return "agency", agency.name
        if known := outlets.get(_plain(name)):
            return "outlet", known
    if holder.span.text.lower() in ("the agency", "the newspaper", "the paper", "the broadcaster"):
        return "outlet", voice.speaker
    if holder.sector in _MEDIA_SECTORS and holder.name:
        return "outlet", holder.name
    return None


def _cited(claim: Claim, voice: Voice, outlets: Mapping[str, str]) -> Step | None:
    for match in _CITED.finditer(claim.sentence_span.text):
        agency, known = agency_named(match["name"]), outlets.get(_plain(match["name"]))
        name = agency.name if agency else known
        if name and voice_key(name) != voice_key(voice.outlet):
            kind: StepKind = "agency" if agency else "outlet"
            return Step(kind=kind, name=name, evidence="cited", detail=match[0])
    return None


@lru_cache(_NAMES)
def _plain(name: str) -> str:
    words = plain_words(name)
    return " ".join(words[1:] if words[:1] == ["the"] else words)


def plain_outlets(names: set[str]) -> dict[str, str]:
    """Outlets by their plain names, for :func:`source`."""
    return {_plain(name): name for name in sorted(names)}
