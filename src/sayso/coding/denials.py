"""The other side of an accusation: who denies what the same sentence alleges.

“… accused Iran of arming the rebels, a claim denied by Tehran” reports the arming once as alleged and once as denied.
The model finds the denial as an event of its own (REJECT); here it becomes a word against the alleged event.
"""

from collections.abc import Iterator, Sequence

import msgspec

from sayso.draft import Draft, DraftLink
from sayso.parse import Parsed

_DENYING = frozenset({"deny", "denial", "reject", "dismiss", "refute", "rebut", "repudiate"})


def with_denials(parsed: Parsed, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, and for each one alleged a further one for each party that the sentence says denies it."""
    return list(_with_denials(parsed, drafts))


def _with_denials(parsed: Parsed, drafts: Sequence[Draft]) -> Iterator[Draft]:
    denials = [d for d in drafts if d.type == "REJECT" and _denies(parsed, d)]
    answered: set[tuple[int, int, str, int]] = set()
    for draft in drafts:
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
                    link = DraftLink(holder=holder, stance="denies", cue=denial.trigger)
                    yield msgspec.structs.replace(draft, attribution=(link,))


def _denies(parsed: Parsed, draft: Draft) -> bool:
    return any(t.lemma_.lower() in _DENYING for t in parsed.tokens(draft.trigger))
