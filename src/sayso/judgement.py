"""What a person said of a claim after reading its sentence."""

import datetime
from typing import Literal

import msgspec

from sayso.claim import Claim

Verdict = Literal["accepted", "corrected", "rejected", "withdrawn"]


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """One decision on one claim: ``Judgement(claim="c-…", verdict="accepted", person="mk", …)``.

    ``rejected`` means that the words report no such event. ``corrected`` brings the claim as it should read
    (``correction``, whose document and sentence are those of the claim). ``withdrawn`` takes back what was decided on
    the claim before. Judgements are only ever added; of several on one claim the last holds. ``decided_at`` is UTC.
    """

    id: int
    claim: str
    document: str
    verdict: Verdict
    person: str
    decided_at: datetime.datetime
    correction: Claim | None = None
    note: str | None = None
