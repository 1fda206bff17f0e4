"""On whose word: from the holders and cues that the model found to links, one list a claim.

“A claim denied by both Pyongyang and Moscow” gives two lists of one link; “the agency, citing two diplomats, said”
gives one list of two.
"""

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Span as Tokens

from sayso.coding.labels import Labels
from sayso.coding.mentions import mentions, phrase
from sayso.coding.proposal import Filling, Proposal
from sayso.draft import DraftLink
from sayso.link import Stance
from sayso.span import Span

HOLDER_FLOOR, UNNAMED_FLOOR = 0.35, 0.5
_UNNAMED_CUES = re.compile(
    r"\b(allegedly|reportedly|apparently|purportedly|supposedly|it is (?:believed|thought|alleged)|"
    r"(?:is|are|was|were) (?:believed|thought|said|reported|alleged) to|rumou?red|suspected|reports? (?:of|that))\b",
    re.IGNORECASE,
)
_CHAIN = re.compile(r"\b(citing|quoting|cites?|cited|quoted|quotes|according to|attributed to|told)\b", re.IGNORECASE)
_SOURCE_OF_STANCE: dict[str, Stance] = {
    "deny": "denies", "reject": "denies", "dismiss": "denies", "refute": "denies", "accuse": "alleges",
    "allege": "alleges", "claim": "alleges", "blame": "alleges", "confirm": "confirms", "acknowledge": "confirms",
    "admit": "confirms", "doubt": "doubts", "question": "doubts",
}  # fmt: skip


def links(proposal: Proposal, sentence: Tokens, labels: Labels) -> list[tuple[DraftLink, ...]]:
    """The attributions of an event, one a claim; a single empty one where the report itself asserts it."""
    text, at = sentence.text, sentence.start_char
    kinds = next(s.kinds for s in labels.slots if s.name == "holder")
    cues = [Span.of(text, c.start, c.end) for c in proposal.slots.get("cue", ())]
    found: list[DraftLink] = []
    for mention, holder in _holders(proposal, sentence):
        cue = nearest_cue(cues, holder)
        found.append(
            DraftLink(
                holder=mention,
                stance=_stance(kinds[holder.kind], cue, sentence),
                cue=_moved(cue, at) if cue else None,
                quoted=_quoted(text, proposal.head[0]),
            )
        )
    unnamed = _unnamed(proposal, text, at)
    if unnamed and not any(k.stance == unnamed.stance for k in found):
        found.append(unnamed)
    return _lists(found, sentence)


def _holders(proposal: Proposal, sentence: Tokens) -> list[tuple[Span, Filling]]:
    """The mentions of those who hold the claim, in the order of the text; of two that overlap the longer."""
    found = [(mention, holder) for holder in proposal.slots.get("holder", ()) if holder.score >= HOLDER_FLOOR
             for mention in mentions(sentence, [holder], HOLDER_FLOOR)]  # fmt: skip
    longest_first = sorted(found, key=lambda f: f[0].start - f[0].end)
    joined = [(each, holder) for mention, holder in longest_first for each in _joined(mention, sentence)]
    kept: list[tuple[Span, Filling]] = []
    for mention, holder in longest_first + joined:
        if not any(mention.overlaps(other) for other, _ in kept):
            kept.append((mention, holder))
    return sorted(kept, key=lambda k: k[0].start)


def _joined(mention: Span, sentence: Tokens) -> Iterator[Span]:
    """Those who say it together with a subject: “Pyongyang” for “Moscow” of “Moscow and Pyongyang deny it”."""
    at = sentence.start_char
    words = sentence.char_span(mention.start - at, mention.end - at, alignment_mode="expand")
    if words is not None and words.root.dep_ == "nsubj":
        yield from (phrase(each) for each in words.root.conjuncts if each.pos_ == "PROPN" and each.i > words.root.i)


def nearest_cue(cues: Sequence[Span], holder: Filling) -> Span | None:
    """The cue that stands nearest to a holder; ``None`` where there is none."""
    return min(cues, key=lambda c: max(c.start - holder.end, holder.start - c.end), default=None)


def _stance(stance: str, cue: Span | None, sentence: Tokens) -> Stance:
    """The model's stance, unless the cue is a verb whose stance is not in doubt."""
    if cue is not None:
        words = sentence.char_span(cue.start, cue.end, alignment_mode="expand")
        for word in words if words is not None else ():
            if word.lemma_.lower() in _SOURCE_OF_STANCE:
                return _SOURCE_OF_STANCE[word.lemma_.lower()]
    return stance  # type: ignore[return-value]  # the labels hold stances only


def _unnamed(proposal: Proposal, text: str, at: int) -> DraftLink | None:
    """“allegedly”, “reportedly”: a stance with nobody named, where the model or a plain cue near the event says so."""
    stance, score = max(proposal.unnamed.items(), key=lambda item: item[1])
    cue = next((m for m in _UNNAMED_CUES.finditer(text) if -60 < m.start() - proposal.head[0] < 25), None)
    if score < UNNAMED_FLOOR and not (cue and (score > UNNAMED_FLOOR / 5 or _beside(cue.end(), text, proposal))):
        return None
    span = Span.of(text, cue.start(), cue.end()) if cue else None
    return DraftLink(holder=None, stance=stance if score >= UNNAMED_FLOOR else "alleges",  # type: ignore[arg-type]
                     cue=_moved(span, at) if span else None)  # fmt: skip


def _beside(end: int, text: str, proposal: Proposal) -> bool:
    """Whether a cue stands right before the event word: “allegedly supplies”."""
    return text[end : proposal.head[0]].strip() == ""


def _lists(found: Sequence[DraftLink], sentence: Tokens) -> list[tuple[DraftLink, ...]]:
    """Chained or joint: two who speak with one stance and a word like “citing” between them are a chain."""
    if not found:
        return [()]
    named = [k for k in found if k.holder]
    if len(named) == 2 and len(found) == 2 and named[0].stance == named[1].stance:
        first, second = sorted(named, key=lambda k: k.holder.start if k.holder else 0)
        assert first.holder
        assert second.holder
        at = sentence.start_char
        between = sentence.text[first.holder.end - at : second.holder.start - at]
        if _CHAIN.search(between) and not re.fullmatch(r"\W*(and|or|both|,)*\W*", between):
            outer_last = re.search(r"\b(told|according to)\b", between, re.IGNORECASE)
            return [(second, first)] if outer_last else [(first, second)]
    return [(link,) for link in found]


def _quoted(text: str, head: int) -> bool:
    """Whether the event word stands inside quotation marks of its sentence."""
    opened = text.count("“", 0, head) - text.count("”", 0, head)
    return opened > 0 or text.count('"', 0, head) % 2 == 1


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by, span.text)
