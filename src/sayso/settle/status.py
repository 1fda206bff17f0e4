"""How an event stands, by written rules; docs/ledger.md has them for readers."""

from collections.abc import Sequence

import msgspec

from sayso.claim import Claim
from sayso.event import FollowUp, Side, Status
from sayso.settle.features import party
from sayso.settle.origins import Origins, Testimony
from sayso.settle.voices import holder_name
from sayso.store.standing import standing

_CONFLICT = 3  # quad classes from here on are hostile


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """A status, the rule that gave it in words, and what became of an announced event."""

    status: Status
    reason: str
    follow_up: FollowUp | None = None


def side_of(claim: Claim) -> tuple[Side, str]:
    """On which side a claim stands, and its standing: a denial that it did *not* happen affirms it."""
    word = standing(claim)
    negated = "negation" in claim.aux
    if word == "denied":
        return ("affirms" if negated else "denies"), word
    if word == "doubted":
        return "doubts", word
    if negated:
        return "denies", word
    if word in ("hypothetical", "announced") or {"future", "hypothetical"} & set(claim.aux):
        return "foresees", word
    return "affirms", word


def judge(testimonies: Sequence[Testimony], found: Origins, quad: int) -> Judgement:
    """The status of an event by its testimonies, in the order of publication.

    The first rule that fits: it has happened by somebody's word (``confirmed``, ``disputed``, ``reported``,
    ``alleged``, ``historical``); nobody affirms it (``denied``); it is only foreseen (``announced``,
    ``hypothetical``).
    """
    status, reason = _status(testimonies, found, quad)
    return Judgement(status=status, reason=reason, follow_up=_follow_up(testimonies))


def _status(testimonies: Sequence[Testimony], found: Origins, quad: int) -> tuple[Status, str]:
    affirming = [testimony for testimony in testimonies if testimony.side == "affirms"]
    denying = [testimony for testimony in testimonies if testimony.side == "denies"]
    foreseen = [testimony for testimony in testimonies if testimony.side == "foresees"]
    if affirming:
        return _affirmed(testimonies, affirming, denying, found, quad)
    if any("future" in testimony.claim.aux for testimony in foreseen):
        return "announced", "it is announced, and nobody says that it has happened"
    if foreseen and not denying:
        return "hypothetical", "it is only said to be possible"
    if denying:
        return "denied", "somebody denies it, and nobody affirms it"
    return "alleged", "somebody doubts it, and the reports do not say who affirms it"


def _affirmed(
    testimonies: Sequence[Testimony],
    affirming: Sequence[Testimony],
    denying: Sequence[Testimony],
    found: Origins,
    quad: int,
) -> tuple[Status, str]:
    asserted = [each for each in affirming if each.standing in ("reported", "confirmed")]
    disputed = bool(denying) or quad >= _CONFLICT or len(asserted) < len(affirming)
    if disputed and (who := _own_admission(asserted, denying)):
        return "confirmed", f"{who} says so, whose own act it is"
    if denying:
        return "disputed", "some affirm it, others deny it"
    if asserted:
        count = sum(
            origin.side == "affirms" and any(testimonies[index] in asserted for index in origin.members)
            for origin in found.origins
        )
        if count >= 2:
            return "confirmed", f"{count} independent origins report it, and nobody denies it"
        return "reported", "one origin reports it, and nobody denies it"
    if any(each.standing == "alleged" for each in affirming):
        return "alleged", "it is alleged, and nobody reports it on their own word"
    return "historical", "it lies before what the reports are about"


def _own_admission(asserted: Sequence[Testimony], denying: Sequence[Testimony]) -> str | None:
    """The actor that says of its own act that it happened, and has not denied it since."""
    for testimony in reversed(asserted):
        links = testimony.claim.attribution
        if not links or (holder := links[-1].holder) is None:
            continue
        name, _ = holder_name(holder)
        # A nurse or a rebel of a country does not speak for its army.
        who = party(holder)
        if name is None or who is None or who not in {party(actor) for actor in testimony.claim.actors}:
            continue
        if not any(_denies_later(denial, who, testimony) for denial in denying):
            return name
    return None


def _denies_later(denial: Testimony, who: str, testimony: Testimony) -> bool:
    links = denial.claim.attribution
    holder = links[-1].holder if links else None
    if holder is None or party(holder) != who:
        return False
    if denial.published is None or testimony.published is None:
        return True
    return denial.published >= testimony.published


def _follow_up(testimonies: Sequence[Testimony]) -> FollowUp | None:
    """What became of what was announced: somebody says that it happened, or, later, that it will not."""
    announced = [
        testimony for testimony in testimonies if testimony.side == "foresees" and "future" in testimony.claim.aux
    ]
    if not announced:
        return None
    if any(
        testimony.side == "affirms" and testimony.standing in ("reported", "confirmed") for testimony in testimonies
    ):
        return "fulfilled"
    last = max((testimony.published for testimony in announced if testimony.published), default=None)
    for testimony in testimonies:
        if testimony.side == "denies" and (last is None or testimony.published is None or testimony.published >= last):
            return "called-off"
    return "open"
