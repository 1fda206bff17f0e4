"""Which of Wikidata's classes are political, and what they are in our tables."""

import msgspec

from sayso.knowledge.entry import Kind


class Organisation(msgspec.Struct, frozen=True):
    """What the members of a class are: ``Organisation("group", "PTY")`` for political parties.

    ``stateless`` is the country of those that belong to no state.
    """

    kind: Kind
    sector: str | None
    stateless: str | None = None


HUMAN = "Q5"
ORGANISATIONS: dict[str, Organisation] = {
    "Q7278": Organisation("group", "PTY"),  # political party
    "Q17127659": Organisation("group", "REB", "IMG"),  # terrorist organization
    "Q192350": Organisation("body", "GOV"),  # ministry
    "Q327333": Organisation("body", "GOV"),  # government agency
    "Q35749": Organisation("body", "LEG"),  # parliament
    "Q11204": Organisation("body", "LEG"),  # legislature
    "Q41487": Organisation("body", "JUD"),  # court
    "Q190752": Organisation("body", "JUD"),  # supreme court
    "Q772547": Organisation("body", "MIL"),  # armed forces
    "Q37726": Organisation("body", "MIL"),  # army
    "Q4508": Organisation("body", "MIL"),  # navy
    "Q11223": Organisation("body", "MIL"),  # air force
    "Q35535": Organisation("body", "COP"),  # police
    "Q732717": Organisation("body", "COP"),  # law enforcement agency
    "Q47913": Organisation("body", "SPY"),  # intelligence agency
    "Q245065": Organisation("body", "IGO", "IGO"),  # intergovernmental organization
    "Q484652": Organisation("body", "IGO", "IGO"),  # international organization
    "Q79913": Organisation("body", "NGO", "NGO"),  # non-governmental organization
    "Q178790": Organisation("body", "LAB"),  # labor union
    "Q11032": Organisation("body", "MED"),  # newspaper
    "Q192283": Organisation("body", "MED"),  # news agency
    "Q1616075": Organisation("body", "MED"),  # television station
    "Q14350": Organisation("body", "MED"),  # radio station
}
OFFICES: dict[str, str] = {
    "Q48352": "GOV",  # head of state
    "Q2285706": "GOV",  # head of government
    "Q83307": "GOV",  # minister
    "Q121998": "GOV",  # ambassador
    "Q193391": "GOV",  # diplomat
    "Q30185": "GOV",  # mayor
    "Q486839": "LEG",  # member of parliament
    "Q4175034": "LEG",  # legislator
    "Q16533": "JUD",  # judge
}
