"""A sentence cut where event words begin and end."""

import itertools
from collections.abc import Iterator, Sequence

import msgspec

from sayso.coded import Coded
from sayso.display.phrase import Block, blocks
from sayso.span import Span


class Piece(msgspec.Struct, frozen=True):
    """A stretch of a sentence and the blocks whose trigger covers it; ``opens`` are those that begin with it."""

    text: str
    covers: tuple[Block, ...] = ()
    opens: tuple[Block, ...] = ()


class Line(msgspec.Struct, frozen=True):
    """A sentence ready to be shown: its index, its pieces, its blocks, and whether a paragraph begins with it."""

    index: int
    pieces: tuple[Piece, ...]
    blocks: tuple[Block, ...]
    paragraph: bool


def lines(coded: Coded, only: int | None = None) -> Iterator[Line]:
    """The sentences of a report, or the one with index ``only``, each cut into pieces, with its claims beneath.

    “Kim thanked Putin.” with one claim on “thanked” gives the pieces ``Kim ``, ``thanked`` and `` Putin.``
    """
    by_sentence: dict[int, list[Block]] = {}
    for block in blocks(coded.claims):
        by_sentence.setdefault(block.claim.sentence, []).append(block)
    end = 0
    for index, sentence in enumerate(coded.sentences):
        gap = coded.document.text[end : sentence.start]
        end = sentence.end
        if only is None or only == index:
            found = by_sentence.get(index, [])
            yield Line(index, tuple(pieces(sentence, found)), tuple(found), index > 0 and "\n" in gap)


def pieces(sentence: Span, found: Sequence[Block]) -> Iterator[Piece]:
    """The sentence cut at every edge of a trigger, so that triggers may overlap or lie in one another."""
    triggers = [(block, block.claim.trigger) for block in found if block.claim.trigger.overlaps(sentence)]
    edges = {sentence.start, sentence.end}
    for _, trigger in triggers:
        edges |= {max(trigger.start, sentence.start), min(trigger.end, sentence.end)}
    cuts = sorted(edges)
    for start, end in itertools.pairwise(cuts):
        yield Piece(
            text=sentence.text[start - sentence.start : end - sentence.start],
            covers=tuple(block for block, trigger in triggers if trigger.start <= start and end <= trigger.end),
            opens=tuple(block for block, trigger in triggers if max(trigger.start, sentence.start) == start),
        )
