"""The day of a sentence that goes on telling what the one before it dated."""

from collections.abc import Callable, Sequence

import msgspec

from sayso.claim import Claim

CARRIED = "goes on from the sentence before"
_STANDING = frozenset({"negation", "future", "hypothetical", "historical"})


def continued(claims: Sequence[Claim], dated: Callable[[int], bool], told: Callable[[int], bool]) -> list[Claim]:
    """The claims in their order, those without a time with the day of the sentence before where they go on with it.

    >>> continued(claims, dated, told)  # “A bomb killed two on Monday. Five others were wounded.”: Monday for both

    A claim goes on with one of the sentence before that has a day of its own and the same standing, and is of the same
    type, or of the same actor in a sentence told in the past tense: “Trump tweeted on Sunday … He warned …”. What is
    carried by actor is carried on from sentence to sentence. ``dated`` says of a sentence's index whether it names a
    time itself, and then nothing is carried into it, ``told`` whether its main verb is in the past tense. Weeks and
    years are not carried: what one of them holds need not hold the next.
    """
    first: dict[int, list[Claim]] = {}
    for claim in claims:
        first.setdefault(claim.sentence, []).append(claim)
    carried: dict[int, list[Claim]] = {}
    out: list[Claim] = []
    for claim in claims:
        before = claim.sentence - 1
        if claim.when is None and not dated(claim.sentence):
            actors = carried.get(before, ()) if told(claim.sentence) else ()
            out.append(_with_day(claim, first.get(before, ()), actors))
        else:
            out.append(claim)
        carried.setdefault(claim.sentence, []).append(out[-1])
    return out


def _with_day(claim: Claim, before: Sequence[Claim], carried: Sequence[Claim]) -> Claim:
    """The claim with the day of one of its type ``before`` it, or of one of its actor that has a ``carried`` one."""
    source = next((c for c in reversed(before) if _goes_on(claim, c) and c.type == claim.type), None)
    if source is None:
        source = next((c for c in reversed(carried) if _goes_on(claim, c) and _same_actor(claim, c)), None)
    if source is None or source.when is None:
        return claim
    reason = source.when.reason or ""
    if not reason.startswith(CARRIED):
        reason = f"{CARRIED}: {reason}"
    return msgspec.structs.replace(claim, when=msgspec.structs.replace(source.when, reason=reason))


def _goes_on(claim: Claim, before: Claim) -> bool:
    return (
        before.when is not None
        and before.when.precision == "day"
        and _STANDING & set(before.aux) == _STANDING & set(claim.aux)
    )


def _same_actor(claim: Claim, before: Claim) -> bool:
    names = {actor.name for actor in claim.actors if actor.name}
    return any(actor.name in names for actor in before.actors)
