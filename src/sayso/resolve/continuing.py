"""The day of a sentence that goes on telling what one before it dated."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from sayso.claim import Claim
from sayso.parse import Parsed
from sayso.resolve.story import LOOKS_BACK, Told, seen
from sayso.resolve.weighing import Weighing
from sayso.when import When

CARRIED = "goes on from the sentence before"


class Earlier(NamedTuple):
    """The time of an event told before, which may be another's too, and what is seen of the two."""

    when: When
    seen: list[str]


def continued(
    parsed: Parsed, claims: Sequence[Claim], named: Callable[[int], int], weighing: Weighing
) -> list[Claim]:
    """The claims of a report in their order, those without a time with one told before where they go on with it.

    >>> continued(parsed, claims, named, weighing)  # “A bomb killed two on Monday. Five others were wounded.”

    ``named`` says how many times the sentence of an index names. What goes on is learned: see ``sayso.train.days``.
    """
    out: list[Claim] = []
    for claim, told in zip(claims, earlier(parsed, claims, named), strict=True):
        best = max(((weighing.chance(each.seen), each.when) for each in told), key=lambda p: p[0], default=None)
        if best is None or best[0] < weighing.least:
            out.append(claim)
        else:
            when = msgspec.structs.replace(best[1], reason=f"{CARRIED}: {best[1].reason or ''}")
            out.append(msgspec.structs.replace(claim, when=when))
    return out


def earlier(parsed: Parsed, claims: Sequence[Claim], named: Callable[[int], int]) -> Iterator[list[Earlier]]:
    """For each claim the times told in the sentences before it; none where it has one of its own."""
    told = [Told(c, parsed.tokens(c.trigger), parsed.sentences[c.sentence]) for c in claims]
    published = parsed.document.published
    for at, event in enumerate(told):
        if event.claim.when is not None:
            yield []
            continue
        first = event.claim.sentence - LOOKS_BACK
        before = [n for n in range(at) if first <= told[n].claim.sentence < event.claim.sentence]
        found: list[Earlier] = []
        for n in reversed(before):
            when = told[n].claim.when
            if when is not None:
                between = [told[k] for k in range(n + 1, at) if told[k].claim.sentence < event.claim.sentence]
                words = seen(event, told[n], between, named(event.claim.sentence), published)
                found.append(Earlier(when, words))
        yield found
