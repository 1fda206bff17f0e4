"""How an event stands by one claim: reported, alleged, denied, announced, …"""

from typing import Literal

from sayso.claim import Claim

Standing = Literal[
    "denied", "doubted", "alleged", "negated", "hypothetical", "announced", "historical", "confirmed", "reported"
]

# The view `current_claims` holds the same rule in SQL; tests/store/test_standing.py holds the two to each other.


def standing(claim: Claim) -> Standing:
    """How the event stands by this claim alone: ``"alleged"`` for “accused of supplying arms”.

    One word a claim, so that a table can be counted by it. Whose word it is weighs before what is said of it: a
    denied plan is ``denied``. A claim that the report makes itself, of something that has happened, is ``reported``.
    """
    by_stance: list[tuple[str, Standing]] = [("denies", "denied"), ("doubts", "doubted"), ("alleges", "alleged")]
    stances = {link.stance for link in claim.attribution}
    for stance, word in by_stance:
        if stance in stances:
            return word
    by_aux: list[tuple[str, Standing]] = [
        ("negation", "negated"),
        ("hypothetical", "hypothetical"),
        ("future", "announced"),
        ("historical", "historical"),
    ]
    for aux, word in by_aux:
        if aux in claim.aux:
            return word
    return "confirmed" if "confirms" in stances else "reported"
