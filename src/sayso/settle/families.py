"""Which types of event accounts of one event may differ in."""

from sayso.store.filter import TYPES

INDEX = {name: number for number, name in enumerate(TYPES)}

# What is never confused is never compared: each claim looks for its like in its own family alone.
FAMILIES: tuple[frozenset[str], ...] = (
    frozenset({"CONSULT", "AGREE", "COOPERATE", "AID", "SUPPORT"}),
    frozenset({"CONCEDE", "RETREAT"}),
    frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN"}),
    frozenset({"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}),
)

# Pairs that accounts of one event do differ in, and what it costs: arms are supplied (AID) or sold (COOPERATE), a
# prisoner is freed (RETREAT) or a demand met (CONCEDE), fighters abduct (ASSAULT) or detain (COERCE).
NEAR: dict[frozenset[str], int] = {
    frozenset({"AID", "COOPERATE"}): -500,
    frozenset({"AGREE", "COOPERATE"}): -600,
    frozenset({"AID", "SUPPORT"}): -900,
    frozenset({"AGREE", "SUPPORT"}): -1200,
    frozenset({"AGREE", "AID"}): -1200,
    frozenset({"CONSULT", "COOPERATE"}): -1200,
    frozenset({"CONCEDE", "RETREAT"}): -400,
    frozenset({"ACCUSE", "REJECT"}): -1600,
    frozenset({"ACCUSE", "THREATEN"}): -2400,
    frozenset({"REQUEST", "ACCUSE"}): -3000,
    frozenset({"REQUEST", "THREATEN"}): -3000,
    frozenset({"ASSAULT", "COERCE"}): -600,
    frozenset({"ASSAULT", "MOBILIZE"}): -900,
    frozenset({"ASSAULT", "PROTEST"}): -900,
    frozenset({"SANCTION", "COERCE"}): -500,
    frozenset({"COERCE", "PROTEST"}): -1500,
}

# Modes of a type that accounts of one event do take for each other; those of different lines are different deeds.
_LIKE_MODES: dict[str, tuple[str, ...]] = {
    "CONSULT": ("visit third-party multilateral", "phone"),
    "RETREAT": ("release return", "withdraw disarm ceasefire", "access", "resign"),
    "PROTEST": ("demo obstruct riot vandalize", "strike boycott", "hunger"),
    "SANCTION": ("discontinue withdraw", "expel", "convict"),
    "COERCE": (
        "arrest deport", "restrict ban curfew martial-law", "censor misinformation", "seize withhold", "cyber",
    ),
    "ASSAULT": (
        "abduct", "beat torture", "sexual",
        "primitive firearms explosives suicide-attack heavy-weapons aerial drone targeted destroy unconventional",
    ),
}  # fmt: skip
_DEED: dict[tuple[str, str], int] = {
    (type, mode): number
    for type, lines in _LIKE_MODES.items()
    for number, line in enumerate(lines, 1)
    for mode in line.split()
}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What is done by saying it, with the words that the type alone accounts for: that two reports have “condemned” does not
# show that they speak of one condemnation.
VERBAL: dict[str, frozenset[str]] = {
    "REQUEST": _words("demand urge ask call appeal request plead invite press want"),
    "ACCUSE": _words("accuse blame allege charge condemn denounce criticize deplore slam call decry"),
    "REJECT": _words("reject dismiss deny refuse decline rebuff rule"),
    "THREATEN": _words("threaten warn vow threat warning"),
    "SUPPORT": _words("praise welcome support back hail endorse thank congratulate applaud voice express"),
}


def deed(type: str, mode: str | None) -> int:
    """Equal numbers for modes that accounts confuse, 0 where it does not matter: ``deed("CONSULT", "phone")`` is not
    ``deed("CONSULT", "visit")``."""
    return _DEED.get((type, mode), 0) if mode else 0


def family(type: str) -> int:
    """The number of a type's family: ``family("AID") == family("COOPERATE")``."""
    return next((number for number, each in enumerate(FAMILIES) if type in each), len(FAMILIES))


def near_pairs() -> list[tuple[int, int]]:
    """The pairs of types (by their number, both ways round) that are compared at all."""
    pairs = [(number, number) for number in INDEX.values()]
    for pair in NEAR:
        one, other = sorted(pair)
        pairs += [(INDEX[one], INDEX[other]), (INDEX[other], INDEX[one])]
    return pairs
