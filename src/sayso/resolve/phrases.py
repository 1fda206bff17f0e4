"""What a noun phrase says of those it names: country and sector by its words alone."""

import dataclasses
from collections.abc import Iterator
from typing import Literal

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from sayso.knowledge import Entry, Knowledge
from sayso.resolve.spots import Spot, spots_in

_BACKED = frozenset(
    {"backed", "allied", "supported", "aligned", "funded", "sponsored", "based", "born", "controlled", "held"}
)
_COLLECTIVE = frozenset(
    {
        "member",
        "members",
        "group",
        "groups",
        "number",
        "dozens",
        "hundreds",
        "thousands",
        "some",
        "one",
        "leader",
        "many",
    }
)
_JOINING = frozenset({",", "and", "or", "the", "both", "as", "well", "&", "-"})
_AGAINST = frozenset({"anti", "pro", "non"})
_OWNING = frozenset({"of", "in", "from", "for", "at", "within", "inside", "across", "by"})
FORMER = frozenset({"former", "ex", "ousted", "deposed", "retired", "one-time"})
_IRREGULAR = frozenset(
    {"kurdish", "rebel", "opposition", "islamist", "jihadist", "separatist", "insurgent", "militant"}
)
_FOREIGN = frozenset(
    {
        "west",
        "western",
        "foreign",
        "international",
        "european",
        "arab",
        "gulf",
        "regional",
        "global",
        "world",
        "other",
        "muslim",
    }
)
_FOREIGN_OFFICE = frozenset(
    {
        "minister",
        "secretary",
        "ministry",
        "office",
        "affairs",
        "policy",
        "adviser",
        "advisor",
        "spokesman",
        "spokeswoman",
    }
)
_STATES = frozenset(
    {"country", "nation", "state", "power", "ally", "partner", "neighbor", "neighbour", "world", "community"}
)
_OFFICES = frozenset({"GOV", "MIL", "LEG", "JUD", "COP"})
_STATELESS = frozenset({"IGO", "NGO"})
_SERVED = frozenset({"SPY", "COP", "JUD", "LEG", "PTY"})
_FLED = frozenset({"fled", "fleeing", "displaced", "refugee", "refugees", "uprooted", "asylum"})
# Words for people and bodies of which those before them tell the sector: “rebel spokesman”, “sources in the police”.
_CLEAR = frozenset(
    {"spokesman", "spokeswoman", "spokesperson", "source", "office", "member", "insider", "figure", "head", "chief",
     "boss", "unit",
     "team", "group", "representative", "aide", "staff", "force", "commander", "leader", "faction", "wing"}
)  # fmt: skip
_KIN = frozenset(
    {"child", "children", "wife", "wives", "widow", "widows", "family", "families", "relative", "relatives", "mother",
     "mothers", "father", "fathers", "parents", "partners", "son", "sons", "daughter", "daughters", "victim", "victims",
     "captive", "captives", "hostage", "hostages", "survivor", "survivors", "bride", "brides", "orphans"}
)  # fmt: skip
_ALIGNED = frozenset({"ally", "allies", "partner", "partners", "force", "forces", "proxies"})
_RANKS = frozenset({"official", "officials", "leader", "leaders", "leadership", "executive", "executives"})
_UPROOT = frozenset({"displace", "uproot", "resettle"})
_OPPOSED: dict[str, Literal["OPP", "REB"]] = {"opposition": "OPP", "rebel": "REB", "insurgent": "REB"}
_KURDISH = frozenset({"kurdish", "kurd-led", "kurdish-led"})


@dataclasses.dataclass(frozen=True, slots=True)
class Role:
    """The role noun of a phrase: “foreign ministers” is ``GOV``, and ``lead``: it means a state's own government."""

    words: str
    sector: str | None
    lead: bool
    start: int
    end: int


@dataclasses.dataclass(frozen=True, slots=True)
class Phrase:
    """What the words of one phrase say: “former Syrian army officers” has role ``MIL``, country ``SYR``, ``former``.

    ``named`` is the sector that a body's own name tells (“director of the Countryside Alliance”). ``foreign`` says that
    they are of other countries than one (“western diplomats”, “many nations”).
    ``countries`` has several where the phrase coordinates them (“U.S. and South Korean officials”).
    """

    role: Role | None
    countries: tuple[Spot, ...]
    owner: Spot | None
    former: bool
    plural: bool
    foreign: bool = False
    named: str | None = None
    opposed: Literal["OPP", "REB"] | None = None

    @property
    def entry(self) -> Entry | None:
        """The group, body or person that the phrase hangs on: Hezbollah in “Hezbollah fighters”."""
        return self.owner.entry if self.owner else None


def read_phrase(tokens: Tokens, head: Token, spots: list[Spot], knowledge: Knowledge) -> Phrase:
    """The phrase that stands in ``tokens`` around the noun ``head``."""
    inside = spots_in(spots, tokens.start, tokens.end)
    usable = [spot for spot in inside if _belongs(spot, head)]
    states = [spot for spot in usable if spot.entry is None and spot.country]
    owner = next((spot for spot in usable if spot.entry is not None), None)
    grouped = owner is not None and owner.how == "group" and states != [] and owner.start < head.i < states[0].start
    return Phrase(
        role=_irregular(role_of(tokens, head, knowledge), tokens),
        countries=() if grouped else _coordinated(states, head),
        owner=owner,
        former=any(t.lower_ in FORMER for t in tokens[: max(1, head.i - tokens.start + 1)]),
        plural=head.tag_ in ("NNS", "NNPS"),
        foreign=(head.lemma_.lower() in _STATES and head.lower_ != "state")
        or any(_of_others(t, tokens) for t in tokens),
        named=_named(tokens, usable, knowledge),
        opposed=next((_OPPOSED[t.lower_] for t in tokens if t.lower_ in _OPPOSED), None),
    )


def _of_others(token: Token, tokens: Tokens) -> bool:
    """True for “foreign” in “foreign fighters”, not in “the foreign minister”, who is of one country."""
    if token.lower_ == "foreign" and token.i + 1 < tokens.end:
        return token.nbor().lower_ not in _FOREIGN_OFFICE
    return token.lower_ in _FOREIGN


def _named(tokens: Tokens, known: list[Spot], knowledge: Knowledge) -> str | None:
    """What the words of a body's name tell, the last first, where the tables don't know the body."""
    taken = {index for spot in known for index in range(spot.start, spot.end)}
    names = [t for t in tokens if t.i not in taken and t.pos_ == "PROPN" and t.text[0].isupper()]
    if len(names) < 2 and not any(t.pos_ == "NUM" for t in tokens):  # “the Centre” is no body's name, “Kanal 13” is
        return None
    return next(filter(None, (knowledge.name_word(t.text) for t in reversed(names))), None)


def sector_of(phrase: Phrase) -> str | None:
    """The sector of the role noun, or of the one whom it serves: a group's fighters are of the group's sector."""
    said = (phrase.role.sector if phrase.role else None) or phrase.named or phrase.opposed
    if phrase.entry is not None:
        return _served(phrase, phrase.entry, said)
    if phrase.former and said in _OFFICES:
        return "ELI"
    if said is None and phrase.role is not None and phrase.countries and not phrase.role.lead:
        return "GOV"  # “a Russian spokesman” speaks for the state
    return said


def _served(phrase: Phrase, entry: Entry, said: str | None) -> str | None:
    """The sector of those who hang on someone of the tables: “Hezbollah fighters”, “an EU official”."""
    if entry.country in _STATELESS:
        return (
            said if said == "MIL" or (said == "GOV" and phrase.foreign) else entry.sector
        )  # “countries within the EU”
    if entry.sector == "PTY" and phrase.opposed:
        return phrase.opposed  # “the opposition Cambodia National Rescue Party”
    if said is None:
        return entry.sector
    if phrase.former and said in _OFFICES:
        return "ELI"
    if said == "CVL" and phrase.role is not None and phrase.role.words.split()[-1] in _KIN:
        return said
    ranks = (
        phrase.role is not None and phrase.role.words.split()[-1] in _RANKS
    )  # “officials of the DNC” are the party's
    ruling = entry.sector in ("PTY", "OPP") and said in ("LEG", "GOV") and not ranks
    serves = not ruling and (entry.kind == "group" or entry.sector in _SERVED)
    return entry.sector if serves else said


def _irregular(role: Role | None, tokens: Tokens) -> Role | None:
    """“Kurdish forces” and “rebel troops” are no state's army; a “U.S.-led coalition” is a military one."""
    if role is None:
        return None
    if role.sector in ("GOV", None) and any(t.lower_ in _KURDISH for t in tokens):
        return dataclasses.replace(role, sector="REB", lead=False)  # “a senior Kurdish figure”: they have no state
    aligned = role.words.split()[-1] in _ALIGNED and any(t.lower_ in ("militia", "proxy") for t in tokens)
    if aligned or (role.sector == "MIL" and any(t.lower_ in _IRREGULAR for t in tokens)):
        return dataclasses.replace(role, sector="REB", lead=False)
    led = any(t.lower_.endswith("-led") or t.lower_ == "led" for t in tokens)
    if led and role.words in ("coalition", "alliance", "campaign", "force", "forces"):
        return dataclasses.replace(role, sector="MIL", lead=False)
    return role


def fled(tokens: Tokens, head: Token) -> bool:
    """Whether people are on the run: “families fleeing Idlib”, “the displaced”, or those who fled by the clause."""
    if any(t.lower_ in _FLED for t in tokens):
        return True
    verb = head.head if head.dep_ in ("nsubj", "nsubjpass", "dobj") else None
    if verb is None:
        return False
    if verb.lemma_ == "flee":
        return head.dep_ == "nsubj"
    driven = any(t.lemma_ == "flee" and t.dep_ in ("xcomp", "ccomp") for t in verb.rights)  # “forced people to flee”
    return (driven or verb.lemma_ in _UPROOT) and head.dep_ != "nsubj"


def role_of(tokens: Tokens, head: Token, knowledge: Knowledge) -> Role | None:
    """The role of the head noun with as many words before it as the table knows: “deputy prime minister”."""
    roles = _roles(tokens, head, knowledge)
    first = next(roles, None)
    if first is None or first.sector is not None or head.lemma_.lower() not in _CLEAR:
        return first
    served = next((role for role in roles if role.sector is not None), None)
    return dataclasses.replace(first, sector=served.sector) if served is not None else first


def _roles(tokens: Tokens, head: Token, knowledge: Knowledge) -> Iterator[Role]:
    doc = tokens.doc
    for noun in _heads(tokens, head):
        for start in range(max(tokens.start, noun.i - 3), noun.i + 1):
            for last in (noun.lower_, noun.lemma_.lower()):
                words = f"{doc[start : noun.i].text.lower()} {last}".strip()
                known = knowledge.role(words)
                if known is not None:
                    yield Role(words, known[0], known[1], start, noun.i + 1)
            joined = doc[start : noun.i + 3].text.lower() if noun.i + 3 <= tokens.end else ""
            known = knowledge.role(joined) if joined.count(" ") >= 2 else None
            if known is not None:
                yield Role(joined, known[0], known[1], start, noun.i + 3)


def _heads(tokens: Tokens, head: Token) -> list[Token]:
    """The nouns that may carry the role, likeliest first: the head, then what “of” hangs on it, then its modifiers."""
    nouns = [head]
    behind = [t for t in tokens if t.i > head.i and t.pos_ in ("NOUN", "PROPN") and t.dep_ in ("pobj", "compound")]
    if head.lower_ in _COLLECTIVE:
        nouns += behind
    before = [t for t in tokens if t.i < head.i and t.pos_ in ("NOUN", "PROPN", "ADJ")]
    nouns += [t for t in before if t.dep_ in ("compound", "amod", "nmod", "conj")][::-1]
    # “a clique of judges”, “units of the army”: the head says nothing of who they are
    if head.lower_ == "office":  # “the president’s office”
        nouns += [t for t in tokens if t.dep_ == "poss" and t.pos_ == "NOUN"]
    return nouns + [t for t in behind if t not in nouns and t.head.dep_ == "prep" and t.head.lower_ == "of"]


def _belongs(spot: Spot, head: Token) -> bool:
    """True where the name says whose the head is; false for “Moscow-backed”, “anti-U.S.”, “ambassador to Turkey”."""
    doc = head.doc
    if only_backed(doc, spot):
        return False
    if spot.start <= head.i:
        return True
    # Behind the head only what hangs on it by “of”, “in”, “from”; not what a relative clause or “to” brings in.
    for index in range(spot.start - 1, head.i, -1):
        token = doc[index]
        if token.pos_ in ("VERB", "AUX") or token.tag_ in ("WP", "WDT") or token.lower_ == "that":
            return False
        if token.pos_ == "ADP":
            return token.lower_ in _OWNING and not (token.lower_ == "for" and spot.how == "city")  # “MP for Stamford”
    return True


def only_backed(doc: Doc, spot: Spot) -> bool:
    """True for the name in “Moscow-backed” and “anti-U.S.”: it tells no origin."""
    before, after = spot.start - 1, spot.end
    if doc[spot.start].text.split("-")[-1] in _BACKED:
        return True
    if after + 1 < len(doc) and doc[after].text in ("-", "–") and doc[after + 1].lower_ in _BACKED:
        return True
    if before >= 1 and doc[before].text in ("-", "–"):
        before -= 1
    return before >= 0 and doc[before].lower_ in _AGAINST


def _coordinated(states: list[Spot], head: Token) -> tuple[Spot, ...]:
    """The first state, and those that “and” joins to it."""
    if not states:
        return ()
    first = states[0]
    doc = head.doc
    joined = [first]
    for spot in states[1:]:
        between = doc[joined[-1].end : spot.start]
        if len(between) > 0 and all(t.lower_ in _JOINING for t in between):
            joined.append(spot)
        else:
            break
    return tuple(joined)
