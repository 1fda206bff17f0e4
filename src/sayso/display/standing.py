"""How a claim's event stands, with the sign for it: ``● reported``, ``◐ alleged``, ``✕ denied``."""

from sayso.claim import Claim
from sayso.store.standing import Standing, standing

__all__ = ["SYMBOLS", "Standing", "standing", "standings", "symbol"]

# Each with a sign of its own shape, so that nothing hangs on colour. In the order in which they outweigh one another:
# sayso.store.standing has the rule.
SYMBOLS: dict[Standing, str] = {
    "denied": "✕",
    "doubted": "◌",
    "alleged": "◐",
    "negated": "⊘",
    "hypothetical": "◇",
    "announced": "○",
    "historical": "◂",
    "confirmed": "◉",
    "reported": "●",
}

_BY_AUX: dict[str, Standing] = {
    "negation": "negated",
    "hypothetical": "hypothetical",
    "future": "announced",
    "historical": "historical",
}
_BY_STANCE: dict[str, Standing] = {
    "denies": "denied",
    "doubts": "doubted",
    "alleges": "alleged",
    "confirms": "confirmed",
}


def standings(claim: Claim) -> tuple[Standing, ...]:
    """Everything that stands between a claim and plain fact, weightiest first; the first is its :func:`standing`.

    “Officials alleged that Moscow would send troops” gives ``("alleged", "announced")``; a plain report
    ``("reported",)``. What someone merely said stays reported: the attribution tells on whose word.
    """
    found = {_BY_AUX[aux] for aux in claim.aux}
    found |= {_BY_STANCE[link.stance] for link in claim.attribution if link.stance in _BY_STANCE}
    return tuple(each for each in SYMBOLS if each in found) or ("reported",)


def symbol(claim: Claim) -> str:
    """The sign of a claim's standing, for where colour cannot be seen: ``◐`` for what is only alleged."""
    return SYMBOLS[standing(claim)]
