"""The day of a sentence that goes on telling what the one before it dated."""

from collections.abc import Callable, Sequence

import msgspec

from sayso.claim import Claim

_STANDING = frozenset({"negation", "future", "hypothetical", "historical"})


def continued(claims: Sequence[Claim], dated: Callable[[int], bool]) -> list[Claim]:
    """The claims in their order, those without a time with the day of the sentence before where they go on with it.

    >>> continued(claims, dated)  # “A bomb killed two on Monday. Five others were wounded.”: Monday for both

    A claim goes on with one of the same type and standing in the sentence before that has a day of its own;
    ``dated`` says of a sentence's index whether it names a time itself, and then nothing is carried into it. Weeks and
    years are not carried: what one of them holds need not hold the next.
    """
    sentences: dict[int, list[Claim]] = {}
    for claim in claims:
        sentences.setdefault(claim.sentence, []).append(claim)
    return [
        _with_day(claim, sentences.get(claim.sentence - 1, ()))
        if claim.when is None and not dated(claim.sentence)
        else claim
        for claim in claims
    ]


def _with_day(claim: Claim, earlier: Sequence[Claim]) -> Claim:
    before = next((c.when for c in reversed(earlier) if _goes_on(claim, c)), None)
    if before is None:
        return claim
    when = msgspec.structs.replace(before, reason=f"goes on from the sentence before: {before.reason}")
    return msgspec.structs.replace(claim, when=when)


def _goes_on(claim: Claim, before: Claim) -> bool:
    return (
        before.type == claim.type
        and before.when is not None
        and before.when.precision == "day"
        and _STANDING & set(before.aux) == _STANDING & set(claim.aux)
    )
