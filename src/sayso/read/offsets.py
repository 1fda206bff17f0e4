"""From the characters of a cleaned text back to those of the source that it came from."""

import bisect
import re
from collections.abc import Iterable

import msgspec

# Shorter pieces of a changed paragraph are too likely to be found in the wrong place.
MIN_PIECE = 12
MIN_WORDS_TO_SPLIT = 6


class OffsetMap(msgspec.Struct, frozen=True):
    """Where each character of a cleaned text stood in its source, as far as that is certain.

    ``source[offsets.to_source(i)] == text[i]`` wherever ``to_source(i)`` is not ``None``. ``runs`` holds
    ``(text_start, source_start, length)``, in the order of the text, without overlap.
    """

    runs: tuple[tuple[int, int, int], ...] = ()

    @classmethod
    def of(cls, offsets: Iterable[int | None]) -> "OffsetMap":
        """From one source offset (or ``None``) for each character: ``OffsetMap.of([4, 5, None, 9])``."""
        runs: list[tuple[int, int, int]] = []
        for position, offset in enumerate(offsets):
            if offset is None:
                continue
            if runs:
                text_start, source_start, length = runs[-1]
                if text_start + length == position and source_start + length == offset:
                    runs[-1] = (text_start, source_start, length + 1)
                    continue
            runs.append((position, offset, 1))
        return cls(tuple(runs))

    @classmethod
    def identity(cls, length: int) -> "OffsetMap":
        """The map of a text that was not changed at all."""
        return cls(((0, 0, length),) if length else ())

    def to_source(self, position: int) -> int | None:
        """The source offset of one character of the text, ``None`` where it is not known."""
        index = bisect.bisect_right(self.runs, position, key=lambda run: run[0]) - 1
        if index < 0:
            return None
        text_start, source_start, length = self.runs[index]
        return source_start + position - text_start if position < text_start + length else None

    def span_to_source(self, start: int, end: int) -> tuple[int, int] | None:
        """The stretch of the source from the first to the last character of ``text[start:end]``, markup between
        them included; ``None`` if either end is not known, or the span is empty.
        """
        if start >= end:
            return None
        first, last = self.to_source(start), self.to_source(end - 1)
        return (first, last + 1) if first is not None and last is not None and first <= last else None


def align(text: str, visible: str, offsets: list[int | None]) -> OffsetMap:
    """The map from a cleaned text to its source, found by looking for each of its lines in what the source shows.

    ``visible[j]`` stands at ``offsets[j]`` of the source (``None`` where the source writes it otherwise, as
    ``&amp;``). Spacing is ignored. A line counts as found only where it can be only one place: it occurs once between
    the lines already found around it, or directly beside one of them. A line that was changed is looked for in halves.
    """
    shown = [j for j, character in enumerate(visible) if not character.isspace()]
    haystack = "".join(visible[j] for j in shown)
    lines = [_Piece(found.start(), found[0]) for found in re.finditer(r"[^\r\n]*\S[^\r\n]*", text)]
    # Long lines are anchors; the short ones between them have only a small window left to be ambiguous in.
    for piece in sorted(lines, key=lambda piece: -len(piece.squashed)):
        _place_within(lines, piece, haystack)
    result: list[int | None] = [None] * len(text)
    for piece in lines:
        for part in piece.placed(haystack):
            for k, position in enumerate(part.positions):
                result[position] = offsets[shown[part.at + k]]
    return OffsetMap.of(_with_spaces(text, result, visible, offsets))


class _Piece:
    """A stretch of the text, without its spaces, and where in the haystack it was found (-1: nowhere)."""

    def __init__(self, start: int, written: str) -> None:
        self.start = start
        self.written = written
        self.squashed = "".join(written.split())
        self.at = -1
        self.low = 0
        self.high = 0

    @property
    def positions(self) -> list[int]:
        return [self.start + k for k, character in enumerate(self.written) if not character.isspace()]

    def find(self, haystack: str, low: int, high: int) -> None:
        first = haystack.find(self.squashed, low, high)
        if first < 0:
            return
        if haystack.find(self.squashed, first + 1, high) < 0:
            self.at = first
        elif low and first == low:
            self.at = low
        elif high < len(haystack) and haystack.startswith(self.squashed, high - len(self.squashed)):
            self.at = high - len(self.squashed)

    def placed(self, haystack: str) -> list["_Piece"]:
        """The parts that were found: the whole, or what halving it finds, in order."""
        if self.at >= 0:
            return [self]
        return list(_halves(self, haystack, self.low, self.high))


def _place_within(lines: list[_Piece], piece: _Piece, haystack: str) -> None:
    index = next(i for i, line in enumerate(lines) if line is piece)
    before = (line for line in reversed(lines[:index]) if line.at >= 0)
    after = (line for line in lines[index + 1 :] if line.at >= 0)
    piece.low = next((line.at + len(line.squashed) for line in before), 0)
    piece.high = next((line.at for line in after), len(haystack))
    piece.find(haystack, piece.low, piece.high)


def _halves(piece: _Piece, haystack: str, low: int, high: int) -> Iterable[_Piece]:
    words = list(re.finditer(r"\S+", piece.written))
    if len(words) < MIN_WORDS_TO_SPLIT:
        return
    cut = words[len(words) // 2].start()
    left = _Piece(piece.start, piece.written[:cut])
    right = _Piece(piece.start + cut, piece.written[cut:])
    for half in (left, right):
        if len(half.squashed) >= MIN_PIECE:
            half.find(haystack, low, high)
    # Halves in the wrong order cannot both be right, and nothing says which is wrong.
    if left.at >= 0 and 0 <= right.at < left.at + len(left.squashed):
        left.at = right.at = -1
    left_high = right.at if right.at >= 0 else high
    right_low = left.at + len(left.squashed) if left.at >= 0 else low
    yield from [left] if left.at >= 0 else _halves(left, haystack, low, left_high)
    yield from [right] if right.at >= 0 else _halves(right, haystack, right_low, high)


def _with_spaces(text: str, result: list[int | None], visible: str, offsets: list[int | None]) -> Iterable[int | None]:
    """Adds the spaces that directly follow a found character in the source too."""
    shown_at = {offset: visible[j] for j, offset in enumerate(offsets) if offset is not None}
    for position, offset in enumerate(result):
        previous = result[position - 1] if position else None
        if offset is None and text[position].isspace() and previous is not None:
            result[position] = previous + 1 if shown_at.get(previous + 1) == text[position] else None
        yield result[position]
