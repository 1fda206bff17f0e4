"""The other side of an accusation: who denies what the same sentence alleges.

“… accused Iran of arming the rebels, a claim denied by Tehran” reports the arming once as alleged and once as denied.
The model finds the denial as an event of its own (REJECT); here it becomes a word against the alleged event. What is
denied outright (“both deny any transfer”) is told by those who deny it, where the model named nobody.
"""

from collections.abc import Iterator, Sequence

import msgspec
from spacy.tokens import Token

from sayso.coding.auxiliaries import under_denial
from sayso.draft import Draft, DraftLink
from sayso.parse import Parsed
from sayso.span import Span

_DENYING = frozenset({"deny", "denial", "reject", "dismiss", "refute", "rebut", "repudiate"})
_OBJECTS = frozenset({"dobj", "ccomp", "nsubjpass"})  # how what is denied hangs on the denying


def with_denials(parsed: Parsed, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, and for each one alleged a further one for each party that the sentence says denies it."""
    return list(_with_denials(parsed, drafts))


def _with_denials(parsed: Parsed, drafts: Sequence[Draft]) -> Iterator[Draft]:
    denials = [d for d in drafts if d.type == "REJECT" and _denies(parsed, d)]
    answered: set[tuple[int, int, str, int]] = set()
    for draft in drafts:
        outright = [d for d in denials if not draft.attribution and _object_of(parsed, draft, d)]
        if outright:
            yield from _told_by(parsed, draft, outright[0])
            continue
        yield draft
        alleged = any(k.stance == "alleges" for k in draft.attribution)
        if not alleged or any(d.trigger.overlaps(draft.trigger) for d in denials):
            continue
        for denial in denials:
            if denial.sentence != draft.sentence:
                continue
            for holder in denial.actors:
                key = (draft.trigger.start, draft.trigger.end, draft.type, holder.start)
                if key not in answered:
                    answered.add(key)
                    yield _denied_by(draft, holder, denial)


def _object_of(parsed: Parsed, draft: Draft, denial: Draft) -> bool:
    """Whether the event is what the denying word denies, not what it is denied for or in what it is denied."""
    if denial.sentence != draft.sentence or denial is draft or not denial.actors:
        return False
    word, denying = _word(parsed, draft), _word(parsed, denial)
    while word.head not in (word, denying):
        if word.dep_ not in ("prep", "pobj", "pcomp", "compound", "nmod", "poss", "amod", "acl", "conj"):
            return False
        word = word.head
    return word.head == denying and word.dep_ in _OBJECTS


def _told_by(parsed: Parsed, draft: Draft, denial: Draft) -> Iterator[Draft]:
    told = msgspec.structs.replace(draft, aux=under_denial(draft.aux, _word(parsed, draft)))
    for holder in denial.actors:
        yield _denied_by(told, holder, denial)


def _denied_by(draft: Draft, holder: Span, denial: Draft) -> Draft:
    """The draft on the word of one who denies it."""
    link = DraftLink(holder=holder, stance="denies", cue=denial.trigger)
    return msgspec.structs.replace(draft, attribution=(link,))


def _word(parsed: Parsed, draft: Draft) -> Token:
    return parsed.tokens(draft.trigger).root


def _denies(parsed: Parsed, draft: Draft) -> bool:
    return any(t.lemma_.lower() in _DENYING for t in parsed.tokens(draft.trigger))
