"""A whole report cut at every edge of a claim's words, so that a page can show them where they stand."""

import itertools
from collections.abc import Iterator, Sequence

import msgspec

from sayso.claim import Claim
from sayso.coded import Coded
from sayso.display.phrase import Block, blocks
from sayso.span import Span


class Stretch(msgspec.Struct, frozen=True, kw_only=True):
    """Words of a report between two edges.

    ``triggers`` are the blocks whose event words these are, ``opens`` those that begin here. ``roles`` says which part
    of which block the words are, as ``{"actor 3", "cue 0"}``: the role and the block's number within the report.
    """

    text: str
    triggers: tuple[int, ...] = ()
    opens: tuple[int, ...] = ()
    roles: tuple[str, ...] = ()


class Sentence(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence and its stretches; ``before`` is the blank (or nothing) between it and the one before."""

    index: int
    before: str
    stretches: tuple[Stretch, ...]
    blocks: tuple[int, ...]


class Marked(msgspec.Struct, frozen=True, kw_only=True):
    """A report ready for a page: paragraphs of sentences, and the blocks of claims that their marks count on."""

    paragraphs: tuple[tuple[Sentence, ...], ...]
    blocks: tuple[Block, ...]


def marked(coded: Coded) -> Marked:
    """The report's text, verbatim, cut into paragraphs, sentences and stretches.

    “Kim thanked Putin.” with one claim gives one sentence of the stretches ``Kim`` (``actor 0``), a blank, ``thanked``
    (trigger 0), a blank, ``Putin`` (``recipient 0``) and ``.``.
    """
    found = tuple(blocks(coded.claims))
    by_sentence: dict[int, list[int]] = {}
    for number, block in enumerate(found):
        by_sentence.setdefault(block.claim.sentence, []).append(number)
    paragraphs: list[list[Sentence]] = [[]]
    end = 0
    for index, span in enumerate(coded.sentences):
        before = coded.document.text[end : span.start]
        end = span.end
        if "\n" in before and paragraphs[-1]:
            paragraphs.append([])
        here = by_sentence.get(index, [])
        stretches = tuple(_stretches(span, here, found))
        paragraphs[-1].append(Sentence(index=index, before=before, stretches=stretches, blocks=tuple(here)))
    return Marked(paragraphs=tuple(tuple(p) for p in paragraphs if p), blocks=found)


def marked_sentence(claim: Claim) -> tuple[Stretch, ...]:
    """The sentence of one claim, cut at the claim's words; the claim counts as block 0."""
    return tuple(_stretches(claim.sentence_span, [0], [Block((claim,))]))


def _stretches(sentence: Span, here: Sequence[int], found: Sequence[Block]) -> Iterator[Stretch]:
    parts = [(number, role, span) for number in here for role, span in _parts(found[number]) if span.overlaps(sentence)]
    edges = {sentence.start, sentence.end}
    for _, _, span in parts:
        edges |= {max(span.start, sentence.start), min(span.end, sentence.end)}
    for start, end in itertools.pairwise(sorted(edges)):
        covering = [part for part in parts if part[2].start <= start and end <= part[2].end]
        yield Stretch(
            text=sentence.text[start - sentence.start : end - sentence.start],
            triggers=tuple(number for number, role, _ in covering if role == "trigger"),
            opens=tuple(n for n, role, s in covering if role == "trigger" and max(s.start, sentence.start) == start),
            roles=tuple(dict.fromkeys(f"{role} {number}" for number, role, _ in covering if role != "trigger")),
        )


def _parts(block: Block) -> Iterator[tuple[str, Span]]:
    yield "trigger", block.claim.trigger
    for claim in block.claims:
        yield from _of_claim(claim)


def _of_claim(claim: Claim) -> Iterator[tuple[str, Span]]:
    for actor in claim.actors:
        yield "actor", actor.span
    for actor in claim.recipients:
        yield "recipient", actor.span
    for link in claim.attribution:
        if link.holder:
            yield "holder", link.holder.span
        if link.cue:
            yield "cue", link.cue
    if claim.when:
        yield "when", claim.when.span
    if claim.place:
        yield "place", claim.place.span
    for number in claim.numbers:
        yield "number", number.span
