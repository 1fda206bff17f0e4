"""What a quotation that goes on tells, told by its speaker: “They came,” said the mayor. “They shot my brother.”

The network reads sentence by sentence, and the second one does not say who speaks; :mod:`sayso.parse.saying` does.
"""

from collections.abc import Iterator, Sequence

import msgspec
from spacy.tokens import Token

from sayso.coding.decision import Decision
from sayso.coding.mentions import phrase
from sayso.draft import Draft, DraftLink
from sayso.ontology import SPEECH
from sayso.parse import Parsed
from sayso.parse.saying import Speakers
from sayso.span import Span


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


def _told(parsed: Parsed, draft: Draft, speakers: Speakers) -> Draft:
    if draft.attribution:
        return draft
    speaker = speakers.carried(draft.sentence)
    if speaker is None:
        return draft
    words, verb = phrase(speaker.subject), speaker.verb
    if draft.type in SPEECH:
        if not draft.actors and not _passive(parsed.tokens(draft.trigger).root):
            return msgspec.structs.replace(draft, actors=(words,))
        if all(actor.text.lower() == "i" for actor in draft.actors):
            return draft
    cue = Span(verb.idx, verb.idx + len(verb), verb.text)
    link = DraftLink(holder=words, stance="asserts", cue=cue, quoted=True)
    return msgspec.structs.replace(draft, attribution=(link,))


def _passive(word: Token) -> bool:
    return any(child.dep_ in ("nsubjpass", "auxpass") for child in word.children)
