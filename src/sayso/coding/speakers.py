"""Whose words a quotation is that goes on: “They came at night,” said the mayor. “They shot my brother.”

The network reads sentence by sentence, and the second one does not say who speaks. Here the speaker is carried on from
the sentence that names them to the sentences beside it that are nothing but quotation.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec
from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from sayso.coding.decision import Decision
from sayso.coding.mentions import phrase
from sayso.draft import Draft, DraftLink
from sayso.parse import Parsed
from sayso.parse.quotes import quoted
from sayso.span import Span

REACH = 8  # sentences over which a quotation is carried on
_SAYING = re.compile(
    "say|tell|add|write|declare|announce|insist|warn|explain|argue|tweet|claim|reply|ask|admit|note|state|report"
    "|comment|continue|conclude|stress|urge|recall|remember|complain|shout|remark|observe|respond|allege|post"
)
_SPEECH = frozenset({"ACCUSE", "AGREE", "REJECT", "REQUEST", "SUPPORT", "THREATEN"})  # done by speaking itself


class Speaker(msgspec.Struct, frozen=True):
    """Who says the words of a sentence, and the verb that says so; both may stand in another sentence."""

    words: Span
    verb: Span


def with_speakers(parsed: Parsed, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, and those from a quotation that goes on with its speaker as their holder.

    What is done by speaking itself (“It is a scandal.”) has its speaker as its actor where nobody else does it.
    """
    speakers = Speakers(parsed)
    return [_told(parsed, draft, speakers) for draft in drafts]


def carried(parsed: Parsed, drafts: Sequence[Draft]) -> Iterator[Decision]:
    """Why those drafts have a speaker whom their own sentence does not name."""
    for before, after in zip(drafts, with_speakers(parsed, drafts), strict=True):
        found = [("attribution", "holder", link.holder) for link in after.attribution if not before.attribution]
        found += [("role", "actor", actor) for actor in after.actors if not before.actors]
        for stage, label, speaker in found:
            yield Decision(sentence=before.sentence, stage=stage, span=speaker, label=label, score=None,
                           by="quotation that goes on", kept=True)  # fmt: skip


class Speakers:
    """The speakers of one report's quoted sentences.

    >>> Speakers(parse("“We lost,” said the mayor. “They shot my brother.”")).of(1).words.text
    'the mayor'
    """

    def __init__(self, parsed: Parsed) -> None:
        inside = quoted(list(parsed.doc))
        self._sentences = [_Quoted(sentence, inside) for sentence in parsed.sentences]

    def of(self, index: int) -> Speaker | None:
        """Who speaks in a sentence that is nothing but quotation and does not say so itself; ``None`` in others."""
        here = self._sentences[index]
        if not here.whole:
            return None
        before = range(index - 1, max(-1, index - 1 - REACH), -1)
        after = range(index + 1, min(len(self._sentences), index + 1 + REACH)) if here.goes_on else ()
        ways = (after, before) if here.begins else (before, after)
        return next((speaker for way in ways if (speaker := self._along(way)) is not None), None)

    def _along(self, way: Iterable[int]) -> Speaker | None:
        """The first speaker on the way, as far as the quotation reaches."""
        for index in way:
            each = self._sentences[index]
            if each.speaker is not None or not each.whole:
                return each.speaker
        return None


class _Quoted:
    """What a sentence holds of quotations; ``inside`` says of each token of the report whether it is quoted."""

    def __init__(self, sentence: Tokens, inside: Sequence[bool]) -> None:
        words = [t for t in sentence if t.is_alpha]
        self.whole = bool(words) and all(inside[t.i] for t in words)
        last = sentence[-1]
        self.goes_on = inside[last.i] and last.text not in ("”", '"', "''")
        self.begins = sentence[0].text in ("“", '"', "``", "''")
        partly = any(inside[t.i] for t in words)
        self.speaker = next(_speakers(sentence, inside), None) if partly and not self.whole else None


def _speakers(sentence: Tokens, inside: Sequence[bool]) -> Iterator[Speaker]:
    for verb in sentence:
        if verb.pos_ == "VERB" and not inside[verb.i] and _SAYING.fullmatch(verb.lemma_.lower()):
            subject = next((t for t in verb.children if t.dep_ == "nsubj" and not inside[t.i]), None)
            if subject is not None:
                yield Speaker(phrase(subject), Span(verb.idx, verb.idx + len(verb), verb.text))


def _told(parsed: Parsed, draft: Draft, speakers: Speakers) -> Draft:
    if draft.attribution:
        return draft
    speaker = speakers.of(draft.sentence)
    if speaker is None:
        return draft
    if draft.type in _SPEECH:
        if not draft.actors and not _passive(parsed.tokens(draft.trigger).root):
            return msgspec.structs.replace(draft, actors=(speaker.words,))
        if all(actor.text.lower() == "i" for actor in draft.actors):
            return draft
    link = DraftLink(holder=speaker.words, stance="asserts", cue=speaker.verb, quoted=True)
    return msgspec.structs.replace(draft, attribution=(link,))


def _passive(word: Token) -> bool:
    return any(child.dep_ in ("nsubjpass", "auxpass") for child in word.children)
