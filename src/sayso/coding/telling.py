"""How much of a report tells of political events, and what that says of each event in it.

The network reads sentence by sentence. To it “he attacked the referee's decision” looks much like politics; in a report
none of whose other sentences tells of an event it hardly is.
"""

from collections.abc import Iterator, Sequence

import msgspec

from sayso.coding.labels import expit, logit
from sayso.coding.proposal import Proposal

TELLS = 0.5  # confidence from which a sentence counts as one that tells of an event
ENOUGH = 5  # sentences that a report must have for its others to say anything
# Where fewer of the other sentences tell of events than USUAL, the log-odds of an event fall by WEIGHT for each share
# missing; where the report is about other things, by EXPECTED_WEIGHT for each log-odds that is missing to EXPECTED.
USUAL, WEIGHT = 0.35, 5.0
EXPECTED, EXPECTED_WEIGHT = -1.0, 1.5


def in_report(found: Sequence[Sequence[Proposal]], expected: float | None = None) -> Iterator[list[Proposal]]:
    """The proposals of a report, sentence by sentence, less sure where the other sentences tell of little.

    ``expected`` is the log-odds that a sentence of such a report tells of an event, where that is known.
    """
    tells = [any(p.confidence >= TELLS for p in proposals) for proposals in found]
    elsewhere = 0.0 if expected is None or len(found) < ENOUGH else EXPECTED_WEIGHT * max(0.0, EXPECTED - expected)
    for here, proposals in zip(tells, found, strict=True):
        others = len(found) - 1
        share = (sum(tells) - here) / others if len(found) >= ENOUGH else 1.0
        yield [lowered(p, elsewhere + WEIGHT * max(0.0, USUAL - share)) for p in proposals]


def lowered(proposal: Proposal, by: float) -> Proposal:
    """The proposal with the log-odds of its confidence lowered."""
    return msgspec.structs.replace(proposal, confidence=expit(logit(proposal.confidence) - by)) if by else proposal
