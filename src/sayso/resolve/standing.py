"""Nouns that stand for someone else: “US air power” acts for the US military, “the Iranian threat” for Iran."""

from spacy.tokens import Token

from sayso.resolve.spots import PLACES, Spot

# A state's name before one of these is its military, as no other part of it has them: “US air power”, “a Russian raid”.
_MILITARY_MEANS = frozenset(
    {"power", "firepower", "plane", "aircraft", "airstrike", "airpower", "artillery", "bomber", "missile", "drone",
     "helicopter", "rocket", "shelling", "bombing", "bombardment", "raid", "strike", "offensive", "warship", "fleet",
     "armour", "armor", "convoy", "tank", "gunship", "jet", "incursion", "invasion", "deployment", "boot", "position"}
)  # fmt: skip
# What troops alone deal or deal it with. These tell of the military even an adjective that was cut off (“Turkish” of
# “Turkish and Russian jets”); planes, convoys and positions, of which the list above has more, are as often others'.
_DEALT_BY_TROOPS = frozenset(
    {"airstrike", "strike", "warplane", "jet", "shelling", "bombing", "bombardment", "offensive", "incursion",
     "invasion", "assault", "raid", "artillery", "airpower", "firepower", "gunship", "tank", "warship", "rocket"}
)  # fmt: skip
_LAND = frozenset(
    {"valley", "region", "border", "coast", "peninsula", "village", "town", "soil", "territory", "enclave", "island",
     "province", "district", "area", "side", "frontier", "desert", "camp", "waters", "airspace", "land", "city",
     "countryside", "hill", "mountain", "river", "sea", "gulf", "strait", "street", "quarter", "suburb", "county"}
)  # fmt: skip
_OTHERS = frozenset(
    {"name", "firm", "giant", "brand", "product", "good", "source", "language", "word", "culture", "passport", "food",
     "origin", "descent", "economy", "manufacturing", "industry", "steel", "oil", "export", "book", "film", "game",
     "team", "player", "club", "history", "society", "life", "year", "war", "conflict", "crisis", "trip", "visit"}
)  # fmt: skip
_STATESMEN = frozenset(
    {"leader", "partner", "ally", "power", "source", "capital", "enemy", "foe", "rival", "donor", "statesman", "envoy"}
)  # fmt: skip
_SERVING = frozenset(
    {"aide", "adviser", "advisor", "staff", "staffer", "team", "campaign", "office", "spokesman", "spokeswoman",
     "spokesperson", "surrogate", "representative", "strategist", "deputy", "envoy", "entourage", "circle"}
)  # fmt: skip


def standing_for(head: Token) -> str | None:
    """The sector of the part of a state for which a noun that is no one's role stands, ``None`` where it is a place.

    >>> standing_for(parse("the Iranian threat")[2])
    'GOV'
    """
    noun = head.lemma_.lower()
    if head.pos_ == "PROPN" or head.tag_ in ("VBG", "CD") or noun in _LAND or noun in _OTHERS:
        return None
    return "MIL" if noun in _MILITARY_MEANS else "GOV"


def blow(noun: Token) -> bool:
    """True for what troops deal or deal it with: “assault” of “the Turkish assault”."""
    return noun.lemma_.lower() in _DEALT_BY_TROOPS


def place(head: Token) -> bool:
    """True for a noun that is a stretch of land or a settlement: “cities”, “the border”."""
    return head.lemma_.lower() in _LAND


def state_like(head: Token) -> bool:
    """True for those who, where nothing more is said, are states: “backers”, “sponsors”."""
    return head.lemma_.lower() in ("backer", "sponsor", "superpower")


def foreign_state(head: Token) -> bool:
    """True for those who are states or their leaders once they are foreign: “Gulf sources”, “European partners”."""
    if any(t.lower_ == "other" for t in head.lefts) and not any(
        t.pos_ == "ADJ" and t.lower_ != "other" for t in head.lefts
    ):
        return False
    return head.lemma_.lower() in _STATESMEN and any(t.pos_ in ("ADJ", "PROPN") for t in head.lefts)


def serves(head: Token) -> bool:
    """True for those who do what another has them do: “aides”, “staff”, “campaign”."""
    return head.lemma_.lower() in _SERVING


def before(spot: Spot, head: Token) -> bool:
    """True where a state's name stands before the noun: “US policy”, “China's policy”, not “policy in China”."""
    return spot.how not in PLACES and spot.end <= head.i
