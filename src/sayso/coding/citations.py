"""Who is cited in a report, with which words, for what: the network's attributions, with quotations made whole.

The network reads sentence by sentence, and a quotation may run over several. What is cited goes on to the quotation's
end where it reaches the end of its sentence, and back to its beginning likewise.
"""

import bisect
import re
from collections.abc import Iterable, Sequence

import msgspec

from sayso.coding.model import Model
from sayso.coding.pieces import Setting
from sayso.coding.proposal import Filling
from sayso.span import Span

LONGEST = 1500  # characters of a quotation; where a mark is missing the next one is far
# An opening mark stands before a word and not behind one, a closing mark behind one: else a mark that is missing makes
# quotations of what stands between them (“…,” he said. “…).
_OPENS, _CLOSES = r"(?<![^\s(\[—–-])", r"(?<=\S)"
_QUOTATION = re.compile(
    rf"“[^“”]{{1,{LONGEST}}}”"
    rf"|{_OPENS}''(?=[^\s'])(?:(?!'').){{1,{LONGEST}}}{_CLOSES}''"
    rf"|{_OPENS}\"(?=\S)[^\"]{{1,{LONGEST}}}{_CLOSES}\"",
    re.DOTALL,
)
_EDGE = " \n'\"“”"  # what may stand between the edge of a sentence and what is cited in it


class Citation(msgspec.Struct, frozen=True, kw_only=True):
    """One attribution: the triple of Pareti (2015) and PolNeAR, as spans of the report."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


def citations(
    model: Model, text: str, sentences: Sequence[tuple[int, int]], settings: Sequence[Setting] = ()
) -> list[Citation]:
    """The citations of a report, in the order of their cues.

    >>> citations(model, "“We won,” she said.", [(0, 19)])[0].content[0].text
    '“We won,”'

    ``sentences`` are half-open characters of ``text``; ``settings`` as ``Model.propose`` takes them.
    """
    quotations = [m.span() for m in _QUOTATION.finditer(text)]
    found = model.attributions([text[a:b] for a, b in sentences], settings)
    out: list[Citation] = []
    for sentence, row in zip(sentences, found, strict=True):
        for each in row:
            content = (completed(text, span, sentence, quotations) for span in _spans(each.content, sentence, text))
            out.append(Citation(source=_spans(each.source, sentence, text), cue=_spans(each.cue, sentence, text),
                                content=tuple(content)))  # fmt: skip
    return out


def completed(text: str, span: Span, sentence: tuple[int, int], quotations: Sequence[tuple[int, int]]) -> Span:
    """The span as far as the quotation that it is part of, where its sentence cuts the quotation off.

    ``sentence`` and ``quotations`` are half-open characters of ``text``, the quotations in their order.
    """
    start, end = span.start, span.end
    opens = not text[sentence[0] : start].strip(_EDGE)
    closes = not text[end : sentence[1]].strip(_EDGE)
    for first, past in quotations[bisect.bisect_left(quotations, sentence[0], key=lambda q: q[1]) :]:
        if first >= sentence[1]:
            break
        if first < sentence[0] and start <= past and opens:
            start = first
        if past > sentence[1] and first < end and closes:
            end = past
    return Span.of(text, start, end)


def _spans(fillings: Iterable[Filling], sentence: tuple[int, int], text: str) -> tuple[Span, ...]:
    return tuple(Span.of(text, f.start + sentence[0], f.end + sentence[0]) for f in fillings)
