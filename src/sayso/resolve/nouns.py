"""A common noun → those whom it names: “the Belgian interior minister” is BEL/GOV, “Kurdish fighters” are rebels."""

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from sayso.resolve.belonging import Belonging
from sayso.resolve.owners import Owners
from sayso.resolve.phrases import Phrase, fled, read_phrase, sector_of
from sayso.resolve.referent import Referent
from sayso.resolve.scene import KURDISTAN, Context, Scene, kurdish
from sayso.resolve.spots import Spot
from sayso.resolve.standing import before, foreign_state, place, serves, standing_for, state_like
from sayso.resolve.supposing import SectorChoice, features

# Whose they are is a fair guess from the report, where their words don't say.
_GUESSED = frozenset(
    {"BUS", "EDU", "REL", "SPY", "ELI", "GOV", "MIL", "COP", "JUD", "LEG", "OPP", "REB", "PTY", "CVL", "MED", "LAB",
     "UAF", "CRM", "NGO", "REF"}
)  # fmt: skip
_STATELESS = frozenset({"IGO", "NGO"})  # such are of no state where nothing says otherwise
_ANYBODY = frozenset(
    {"others", "other", "some", "many", "those", "one", "dozens", "scores", "hundreds", "thousands", "millions"}
)
_NOBODY = frozenset(
    {"anyone", "anybody", "everyone", "everybody", "someone", "somebody", "no-one", "nobody", "whoever"}
)
# These work in others' countries.
_INTERNATIONAL = frozenset({"aid", "relief", "humanitarian", "rights", "ngo", "ngos"})
_SPOKEN_TO = frozenset({"you", "your", "yourself"})
# Of whose group they are, the report says before.
_OF_GROUP = frozenset(
    {"leader", "leadership", "member", "commander", "follower", "loyalist", "zealot", "defector", "remnant", "holdout",
     "chief", "founder", "spokesman", "spokeswoman", "spokesperson"}
)  # fmt: skip
_ANYWHERE = frozenset(
    {
        "critic",
        "expert",
        "analyst",
        "observer",
        "source",
        "accuser",
        "enemy",
        "foe",
        "perpetrator",
        "sceptic",
        "skeptic",
    }
)
_BELIEVERS = frozenset(
    {"muslims", "christians", "jews", "catholics", "protestants", "hindus", "buddhists", "believers"}
)
_LEARNED = frozenset({"EDU", "MED"})  # bare plurals of these are of anywhere: “scholars”, “journalists”


class Nouns:
    """Resolves the phrases of one report whose noun is no name.

    >>> nouns = Nouns(scene, sectors, Owners(scene), Belonging(scene, countries))
    >>> nouns.refer(tokens, head)  # of “the Belgian interior minister”
    [Referent(kind='people', country='BEL', sector='GOV', role='interior minister', …)]
    """

    def __init__(self, scene: Scene, sectors: SectorChoice, owners: Owners, belonging: Belonging) -> None:
        self._scene = scene
        self._sectors = sectors
        self._knowledge = scene.knowledge
        self._owners = owners
        self._belonging = belonging

    def refer(self, tokens: Tokens, head: Token) -> list[Referent]:
        """Those whom a common noun names; the sector that no table tells is supposed by what was learned."""
        found = self._told_of(tokens, head)
        return found if _nobody(tokens, head) or place(head) else [self._supposed(each, tokens, head) for each in found]

    def _supposed(self, referent: Referent, tokens: Tokens, head: Token) -> Referent:
        if referent.sector is not None:
            return referent
        sector = self._sectors.likeliest(features(tokens, head, referent.country))
        reason = f"{referent.reason}; {sector} by what such words mostly are" if referent.reason else None
        reason = reason or f"{sector} by what such words mostly are"
        return referent.but(sector=sector, reason=reason) if sector is not None else referent

    def unsaid(self, tokens: Tokens, head: Token, country: str | None) -> list[str] | None:
        """What tells the sector of a phrase where its words don't; ``None`` for nobody, and for a stretch of land."""
        return None if _nobody(tokens, head) or place(head) else features(tokens, head, country)

    def _told_of(self, tokens: Tokens, head: Token) -> list[Referent]:
        """Those whom a common noun names, as far as the words tell, one for each country that the phrase joins."""
        if _nobody(tokens, head):
            return [Referent("people", reason="nobody in particular")]
        phrase = read_phrase(tokens, head, self._scene.spots, self._knowledge)
        sector = self._sector(phrase, tokens, head)
        if sector is None and phrase.role is None and self._counted(tokens, head):
            return [self._uncertain(tokens, head)]
        name = tokens.text if head.ent_type_ == "ORG" else None
        role = phrase.role.words if phrase.role else None
        base = Referent("people", name=name, sector=sector, role=role, plural=phrase.plural)
        kurds = sector == "REB" and kurdish(head)  # “America's Kurdish allies” are no Americans
        if phrase.countries and not kurds:
            return [base.but(country=s.country, reason=f"{s.how} of {s.name}") for s in _different(phrase.countries)]
        return [self._whose(base, phrase, tokens, head)]

    def _whose(self, base: Referent, phrase: Phrase, tokens: Tokens, head: Token) -> Referent:
        """The people of a phrase that names no state: of their group's or owner's country, or of the report's."""
        sector, kurds = base.sector, base.sector == "REB" and kurdish(head)
        if phrase.owner is not None and phrase.owner.country and not phrase.countries:
            return self._of_state(base, phrase.owner.country, f"through {phrase.owner.name}", tokens)
        owner = self._owners.possessor(tokens, head) if not kurds else None
        if owner is not None and owner.country is not None:
            sector = (owner.sector if serves(head) else None) or sector or owner.sector
            rule = Context(owner.country, "the one whose they are", "owner")
            context = self._belonging.likeliest(head, sector, rule)
            country = context.country if context is not None else None
            return self._of_state(base.but(sector=sector), country, "through the one whose they are", tokens)
        own = next((spot for spot in phrase.countries if spot.country in KURDISTAN), None)
        if own is not None:
            return base.but(country=own.country, reason=f"{own.how} of {own.name}")
        if sector is None and head.lemma_.lower() in _OF_GROUP and not phrase.foreign:
            group = self._scene.group_spoken_of(head)
            if group is not None:
                reason = f"of {group.name}, the group last spoken of"
                return base.but(country=group.country, sector=group.entry and group.entry.sector, reason=reason)
        if kurds or base.name is not None or (self._guessable(sector, tokens, head) and not phrase.foreign):
            context = self._belonging.likeliest(head, sector, self._scene.context(head, sector))
            if context is not None:
                return self._of_state(base, context.country, f"guessed from {context.reason}", tokens)
        return self._of_state(base, None, None, tokens)

    def _sector(self, phrase: Phrase, tokens: Tokens, head: Token) -> str | None:
        """The sector of the phrase; that of the state's part for which a noun of no one's role stands."""
        sector = sector_of(phrase)
        if self._armed(sector, phrase, tokens, head):
            return "REB"
        if sector is None and head.lower_ in _SPOKEN_TO:
            return "CVL"
        if sector == "CVL" and fled(tokens, head):
            return "REF"
        return sector or self._stood_for(phrase, head)

    @staticmethod
    def _stood_for(phrase: Phrase, head: Token) -> str | None:
        """The sector of the part of a state for which a noun that is no one's role stands."""
        if phrase.countries:
            if head.lower_ == "led":  # “US-led” of “US-led coalition”
                return "MIL"
            if phrase.role is None and phrase.owner is None and before(phrase.countries[0], head):
                return standing_for(head)
        return "GOV" if state_like(head) or (phrase.foreign and foreign_state(head)) else None

    def _armed(self, sector: str | None, phrase: Phrase, tokens: Tokens, head: Token) -> bool:
        """Whether they are rebels though no word says so: Kurds as a party."""
        if sector == "CVL":
            return self._as_a_party(phrase, tokens, head)
        # “Kurdish expansion” is that of those who fight for them
        return sector is None and phrase.role is None and kurdish(head) and not phrase.countries

    @staticmethod
    def _guessable(sector: str | None, tokens: Tokens, head: Token) -> bool:
        """Whether the report's country is a fair guess for them."""
        abroad = any(t.lower_ in _INTERNATIONAL for t in tokens) and not _at_home(tokens)
        return (sector is None or (sector in _GUESSED and not abroad)) and not _anybody(head, tokens, sector)

    @staticmethod
    def _of_state(base: Referent, country: str | None, reason: str | None, tokens: Tokens) -> Referent:
        """The referent with that country; of none, what the sector or the words tell."""
        sector = base.sector
        if sector is None and country in _STATELESS:
            sector = country
        if sector == "REB" and country is None and any(t.lower_ in ("foreign", "western") for t in tokens):
            country, reason = "IMG", "fighters of other countries"
        if country is None and sector in _STATELESS:
            country, reason = sector, "of no state, as nothing says otherwise"
        return base.but(country=country, sector=sector, reason=reason)

    def _as_a_party(self, phrase: Phrase, tokens: Tokens, head: Token) -> bool:
        """“the Kurds” as one party are those who fight for them, and so are Syria's; other “Kurds” are people."""
        if head.lower_ != "kurds":
            return False
        definite = tokens.start > 0 and tokens.doc[tokens.start - 1].lower_ == "the"
        if not definite and any(t.dep_ == "amod" for t in head.lefts):  # “indigenous Kurds”
            return False
        own = next((spot.country for spot in phrase.countries if spot.country in KURDISTAN), None)
        context = self._scene.kurdistan(head) if own is None else None
        return definite or "SYR" in (own, context and context.country)

    @staticmethod
    def _counted(tokens: Tokens, head: Token) -> bool:
        """True for people who are but counted or pointed at: “more than 250”, “two others”, “those detained”."""
        return head.lower_ in _ANYBODY or (head.pos_ == "NUM" and head.ent_type_ not in ("DATE", "MONEY", "TIME"))

    def _uncertain(self, tokens: Tokens, head: Token) -> Referent:
        """People of whom nothing is said: civilians, of the place that the sentence names or the report's country."""
        context = self._belonging.likeliest(head, "CVL", self._scene.context(head, "CVL"), "counted")
        reason = "civilians, as nothing says otherwise"
        if context is not None:
            reason += f"; country guessed from {context.reason}"
        return Referent(
            "people",
            country=context.country if context else None,
            sector="REF" if fled(tokens, head) else "CVL",
            reason=reason,
            plural=True,
        )


def _nobody(tokens: Tokens, head: Token) -> bool:
    """True for “anyone” and “no one”."""
    return head.lower_ in _NOBODY or (head.lower_ == "one" and tokens.text.lower() == "no one")


def _at_home(tokens: Tokens) -> bool:
    """True for those who work for rights in their own country: “civil rights activists”."""
    return any(t.lower_ in ("civil", "voting", "gun", "gay", "abortion", "constitutional") for t in tokens)


def _anybody(head: Token, tokens: Tokens, sector: str | None) -> bool:
    """True for people who may be anywhere: “critics”, “Muslims”, “analysts” without an article, “all children”."""
    if head.lower_ in _BELIEVERS or (sector is None and head.lemma_.lower() in _ANYWHERE):
        return True
    if head.tag_ != "NNS":
        return False
    definite = tokens.start > 0 and tokens.doc[tokens.start - 1].lower_ in ("the", "these", "those")
    if (sector == "SPY" or head.lemma_.lower() in ("government", "diplomat")) and head.dep_ != "conj":  # of any country
        own = any((t.dep_ == "det" and t.lower_ not in _ANYBODY | {"all"}) or t.dep_ == "poss" for t in head.lefts)
        return not own and not definite
    every = tokens.start > 0 and tokens.doc[tokens.start - 1].lower_ == "all"
    return every or (sector in _LEARNED and not definite and len(tokens) == 1 and head.lower_ != "schools")


def _different(spots: tuple[Spot, ...]) -> list[Spot]:
    """The spots with a country each once."""
    return list({spot.country: spot for spot in reversed(spots)}.values())[::-1]
