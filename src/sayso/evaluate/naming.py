"""Naming: country and sector of participants and holders whose words are given, against annotated documents."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sayso.actor import Actor
from sayso.corpus.annotations import document_of
from sayso.draft import Draft
from sayso.evaluate.figures import Figure, Measured, Tally, share
from sayso.parse import Parsed, Parser
from sayso.resolve import Resolver
from sayso.span import Span

Pairs = frozenset[tuple[str, str]]  # (country, sector), "" where there is none


class Named(NamedTuple):
    """One annotated mention: where it stands, whom the annotators gave, whom sayso gave, and why.

    ``gold`` and ``given`` are sets, as a mention may stand for several (“both nations”); ``sentence`` counts from 0.
    """

    document: str
    sentence: int
    words: str
    gold: Pairs
    given: Pairs
    reason: str

    @property
    def country(self) -> bool:
        """Whether the countries are exactly those annotated."""
        return {country for country, _ in self.gold} == {country for country, _ in self.given}

    @property
    def sector(self) -> bool:
        """Whether the sectors are exactly those annotated."""
        return {sector for _, sector in self.gold} == {sector for _, sector in self.given}

    @property
    def both(self) -> bool:
        """Whether each has the country and the sector annotated."""
        return self.gold == self.given


def measure_naming(resolver: Resolver, parser: Parser, documents: Sequence[Mapping[str, Any]]) -> Measured:
    """The share of annotated mentions whose country, sector, and both, are exactly those annotated."""
    parsed = parser.pipe(map(document_of, documents))
    tally = Tally([_count(named(resolver, p, d)) for p, d in zip(parsed, documents, strict=True)])
    figures: list[Figure] = [
        tally.figure("country", share("country", "all"), of=["all"]),
        tally.figure("sector", share("sector", "all"), of=["all"]),
        tally.figure("country and sector", share("both", "all"), of=["all"]),
    ]
    return Measured(name="naming", figures=tuple(figures))


def _count(mentions: Sequence[Named]) -> Counter[str]:
    return Counter(
        all=len(mentions),
        country=sum(m.country for m in mentions),
        sector=sum(m.sector for m in mentions),
        both=sum(m.both for m in mentions),
    )


def named(resolver: Resolver, parsed: Parsed, document: Mapping[str, Any]) -> list[Named]:
    """Every actor, recipient and holder of an annotated document whose words stand in the claim's sentence, resolved.

    A mention that several claims have counts once for each, as each claim's dyad hangs on it.
    """
    mentions = list(gold_mentions(document))
    claims = resolver.resolve(parsed, drafts(parsed, mentions))
    return [
        Named(
            document=document["doc_id"],
            sentence=claim.sentence,
            words=span.text,
            gold=gold,
            given=frozenset(map(_pair, claim.actors)),
            reason="; ".join(actor.reason or "" for actor in claim.actors),
        )
        for (span, gold), claim in zip(mentions, claims, strict=True)
    ]


def drafts(parsed: Parsed, mentions: Sequence[tuple[Span, Pairs]]) -> list[Draft]:
    """Each mention as one who consults: the resolver reads participants alike whatever they do."""
    return [
        Draft(sentence=parsed.sentence_at(span.start), trigger=span, type="CONSULT", actors=(span,))
        for span, _ in mentions
    ]


def gold_mentions(document: Mapping[str, Any]) -> Iterator[tuple[Span, Pairs]]:
    """The annotated mentions of a document, claim by claim: the span of each, and those for whom it stands."""
    sentences = {each["id"]: each for each in document["sentences"]}
    for claim in document["claims"]:
        sentence = sentences[claim["sentence"]]
        near = document["text"].find(claim["trigger"], sentence["start"], sentence["end"])
        holders = [link["holder"] for link in claim["attribution"] if link["holder"]]
        for ends in (claim["actors"], claim["recipients"], holders):
            by_words: dict[str, set[tuple[str, str]]] = defaultdict(set)
            for each in ends:
                by_words[each["text"]].add((each["country"] or "", each["sector"] or ""))
            for words, pairs in by_words.items():
                span = _locate(document["text"], words, sentence["start"], sentence["end"], near)
                if span is not None:
                    yield span, frozenset(pairs)


def _locate(text: str, words: str, start: int, end: int, near: int) -> Span | None:
    """The words in their sentence, as whole words; of several occurrences the one nearest to the trigger."""
    if not words:
        return None
    whole = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
    found = [match.start() for match in whole.finditer(text, start, end)]
    if not found:
        return None
    best = min(found, key=lambda at: abs(at - near))
    return Span(best, best + len(words), words)


def _pair(actor: Actor) -> tuple[str, str]:
    return actor.country or "", actor.sector or ""
