"""Mention → those whom it names: “U.S. and South Korean officials” are USA/GOV and KOR/GOV."""

import itertools
from collections.abc import Callable

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from sayso.knowledge import Entry
from sayso.resolve.belonging import Belonging, CountryChoice, Question
from sayso.resolve.heads import head_of, widened
from sayso.resolve.phrases import Phrase, fled, read_phrase, sector_of
from sayso.resolve.referent import Kind, Referent
from sayso.resolve.scene import KURDISTAN, Context, Scene, kurdish
from sayso.resolve.spots import PLACES, Spot
from sayso.resolve.standing import before, blow, foreign_state, place, serves, standing_for, state_like
from sayso.resolve.supposing import SectorChoice, features

# Whose they are is a fair guess from the report, where their words don't say.
_GUESSED = frozenset(
    {
        "BUS",
        "EDU",
        "REL",
        "SPY",
        "ELI",
        "GOV",
        "MIL",
        "COP",
        "JUD",
        "LEG",
        "OPP",
        "REB",
        "PTY",
        "CVL",
        "MED",
        "LAB",
        "UAF",
        "CRM",
        "NGO",
        "REF",
    }
)
_STATELESS = frozenset({"IGO", "NGO"})
_ARTICLES = frozenset({"the", "a", "an", "both", "all", "either", "neither"})
_MARKS = frozenset({"'s", "’s", "'", "’", ",", "“", "”", '"', "‘", "-", "("})
_ANYBODY = frozenset(
    {"others", "other", "some", "many", "those", "one", "dozens", "scores", "hundreds", "thousands", "millions"}
)
_NOBODY = frozenset(
    {"anyone", "anybody", "everyone", "everybody", "someone", "somebody", "no-one", "nobody", "whoever"}
)
_INTERNATIONAL = frozenset(
    {"aid", "relief", "humanitarian", "rights", "ngo", "ngos"}
)  # these work in others' countries
_SPOKEN_TO = frozenset({"you", "your", "yourself"})
_OPPOSITE = frozenset(
    {"ally", "enemy", "foe", "rival", "opponent", "critic", "adversary", "accuser", "captor", "victim", "target",
     "neighbor", "neighbour", "partner", "counterpart", "proxy", "backer", "patron", "captive", "hostage", "prisoner"}
)  # fmt: skip
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
_LEARNED = frozenset({"EDU", "MED"})
_EDGES = _ARTICLES | _MARKS
_ENDS = _EDGES | {"and", "or", ")"}


class Actors:
    """Resolves the mentions of one report that are no pronouns.

    >>> Actors(scene, sectors).refer(tokens_of("the Belgian interior minister"))
    [Referent(kind='people', country='BEL', sector='GOV', role='interior minister', …)]
    """

    def __init__(self, scene: Scene, sectors: SectorChoice, countries: CountryChoice) -> None:
        self.scene = scene
        self._sectors = sectors
        self._countries = countries
        self._belonging = Belonging(scene)
        self._asked: Question | None = None  # which country was last chosen among
        self._knowledge = scene.knowledge
        self._owners: dict[int, Referent | None] = {}
        self.stand_in: Callable[[Token], list[Referent] | None] = lambda token: None  # Pronouns sets it
        self.stand_for: Callable[[Tokens], list[Referent] | None] = lambda tokens: None  # and this for “the group”

    def refer(self, tokens: Tokens) -> list[Referent]:
        """Those whom the tokens name, several where they join several; at least one."""
        tokens = self._whole(tokens)
        whole = self._known_whole(tokens)
        if whole is not None:
            return [whole]
        parts = self._parts(tokens)
        if len(parts) > 1:
            found: list[Referent] = []
            for part in parts:
                found += [r for r in self.refer(part) if not any(r.same(other) for other in found)]
            return found
        return self._one(tokens)

    def _whole(self, tokens: Tokens) -> Tokens:
        """The mention without its edges, up to its noun where it was cut short."""
        tokens = _bare(tokens)
        return tokens if self.scene.spots_in(tokens.start, tokens.end) else widened(tokens)

    def _known_whole(self, tokens: Tokens) -> Referent | None:
        """What the whole mention is a name of, if the tables or the report itself know it."""
        for spot in self.scene.spots_in(tokens.start, tokens.end):
            if spot.start == tokens.start and spot.end == tokens.end:
                return self._of_spot(spot, tokens)
        person = self.scene.person_over(tokens.start, tokens.end)
        if person is not None:
            return self.placed(person.referent, tokens.root)
        country = self._knowledge.country_of(tokens.text, self.scene.on) if tokens[0].text[0].isupper() else None
        if country is not None:  # “U.S.” of “U.S. Congress”, which is a name of its own
            state, how = country
            return self._of_spot(Spot(tokens.start, tokens.end, how, state.iso3, (), state.name), tokens)
        longer = self.scene.short_forms.get(tokens.text.lower())
        if longer is not None and longer.end <= tokens.start and tokens[0].text[0].isupper():
            return self._of_spot(longer, tokens)
        spelt = self.scene.acronyms.get(tokens.text)
        if spelt is not None and not spelt.start <= tokens.start < spelt.end:
            return self.refer(spelt)[0].but(name=spelt.text, reason="the report spells the acronym out")
        return None

    def _parts(self, tokens: Tokens) -> list[Tokens]:
        """The members of a coordination of names: “Russia”, “China” of “Russia, along with China”."""
        head = tokens.root
        members = [head, *(t for t in head.conjuncts if tokens.start <= t.i < tokens.end)]
        members = sorted({t.i: t for t in members}.values(), key=lambda t: t.i)
        if len(members) < 2 or not all(self._splits(member, tokens) for member in members):
            return [tokens]
        if members[0].pos_ == "NOUN" and any(t.dep_ == "det" for t in members[0].lefts) and not list(members[-1].lefts):
            return [tokens]  # “an Austrian student, activist and journalist” is one
        bounds = [tokens.start, *(m.i + 1 for m in members[:-1]), tokens.end]
        pieces: list[Tokens] = []
        for left, end in itertools.pairwise(bounds):
            start = next((i for i in range(left, end) if self.scene.doc[i].dep_ not in ("cc", "punct")), end)
            if start < end:
                pieces.append(self.scene.doc[start:end])
        return pieces if all(piece.start > tokens.start or len(piece) < len(tokens) for piece in pieces) else [tokens]

    def _splits(self, member: Token, tokens: Tokens) -> bool:
        """True for a member that is someone on its own: a name, or a noun for people."""
        if member.ent_type_ == "ORG" and any(t.dep_ == "cc" and t.ent_type_ == "ORG" for t in tokens):
            return False
        return member.pos_ == "PROPN" or self._knowledge.role(member.lower_) is not None

    def _one(self, tokens: Tokens) -> list[Referent]:
        head = head_of(tokens)
        person = self._person_at(tokens, head)
        if person is not None:
            return [person]
        spot = next((s for s in self.scene.spots_in(tokens.start, tokens.end) if s.start <= head.i < s.end), None)
        if spot is not None:
            return [self._of_spot(spot, tokens)]
        return self._of_phrase(tokens, head)

    def _person_at(self, tokens: Tokens, head: Token) -> Referent | None:
        """The person whom a phrase is about: “North Korean leader Kim Jong Un”, “the minister, Sergey Lavrov”."""
        person = self.scene.person_in(tokens.start, tokens.end)
        if person is None:
            return None
        root = self.scene.doc[person.start : person.end].root
        if person.start <= head.i < person.end:
            return self.placed(person.referent, head)
        if root.dep_ in ("appos", "flat", "nmod") and root.head.i == head.i and person.start > tokens.start:
            return self.placed(person.referent, head)
        # The parser takes a title for the head now and then; the name behind it wins.
        follows = person.start > head.i and person.end == tokens.end
        plain = all(t.pos_ not in ("ADP", "VERB", "AUX") for t in self.scene.doc[head.i : person.start])
        return self.placed(person.referent, head) if follows and plain else None

    def placed(self, referent: Referent, token: Token) -> Referent:
        """The person; where nobody told, with the country that the report suggests, and as a civilian."""
        if referent.sector is None and referent.kb is None and referent.role is None and referent.kind == "person":
            referent = referent.but(sector="CVL", reason=f"{referent.reason}; a civilian, as nothing says otherwise")
        if referent.country is None:
            context = self._origin(referent)
            if context is None or context.by == "given name":
                rule = context or self.scene.context(token, referent.sector)
                context = self._likeliest(token, referent.sector, rule, "person" if referent.kind == "person" else None)
            if context is not None:
                reason = f"{referent.reason}; country guessed from {context.reason}"
                return referent.but(country=context.country, reason=reason)
        return referent

    def _origin(self, referent: Referent) -> Context | None:
        """Whence a person is by what the report tells, or by whose mother or son it calls them."""
        if referent.name is None or referent.kind != "person":
            return None
        pronoun = self.scene.kin(referent.name)
        owner = self._owner(pronoun) if pronoun is not None else None
        if owner is not None and owner.country:
            return Context(owner.country, f"{owner.name or 'the one'}, whose relative it is", "kin")
        return self.scene.origin(referent.name, referent.sector)

    def _of_spot(self, spot: Spot, tokens: Tokens) -> Referent:
        """The country, group, body or person that a name of the tables stands for."""
        if spot.entry is not None:
            return self._of_entry(spot.entry, spot)
        definite = tokens.start > 0 and tokens.doc[tokens.start - 1].lower_ == "the"  # “the Turks” are their state
        if spot.how == "demonym" and tokens.root.tag_ in ("NNS", "NNPS") and not definite:
            sector = "REF" if fled(tokens, tokens.root) else "CVL"
            return Referent("people", None, None, spot.country, sector, reason=f"people of {spot.name}", plural=True)
        reason = f"{spot.how} of {spot.name}"
        if spot.how in PLACES:
            return self._of_place(spot)
        troops = self._troops(tokens, spot)
        if troops is not None:
            reason = f"{reason}, before “{troops}”"
            return Referent("people", None, None, spot.country, "MIL", role=troops, reason=reason)
        return Referent("country", spot.name, None, spot.country, "GOV", reason=reason)

    def _troops(self, tokens: Tokens, spot: Spot) -> str | None:
        """The troops or blows behind a mention that is but their adjective: “Turkish” of “Turkish and Russian jets”."""
        if spot.how != "adjective":
            return None
        root = tokens.root
        while root.dep_ == "conj" and root.head.i < root.i:
            root = root.head
        noun = root.head
        if root.dep_ not in ("amod", "compound", "nmod") or not tokens.end <= noun.i < tokens.end + 5:
            return None
        role = self._knowledge.role(noun.lower_)
        return noun.lower_ if (role is not None and role[0] == "MIL") or blow(noun) else None

    def _of_place(self, spot: Spot) -> Referent:
        """A place that acts or suffers: a province is its government, any other place in a country its people."""
        region = self._knowledge.region(spot.name or "")
        kind = region.kind if region is not None else spot.how
        sector = "GOV" if kind in ("province", "division") or spot.country is None else "CVL"
        return Referent("country", spot.name, None, spot.country, sector, reason=f"{kind} known by name")

    def _of_entry(self, entry: Entry, spot: Spot) -> Referent:
        if entry.kind == "person":
            person = self.scene.person_in(spot.start, spot.end)
            if person is not None:
                return person.referent
        kind: Kind = entry.kind
        return Referent(kind, entry.name, entry.id, entry.country, entry.sector, reason="in the knowledge base")

    def _of_phrase(self, tokens: Tokens, head: Token) -> list[Referent]:
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

    def unsaid(self, tokens: Tokens) -> list[str] | None:
        """What tells the sector of a mention where its words don't say it; ``None`` where they do, or name several."""
        found = self.refer(tokens)
        if len(found) != 1 or found[0].sector is not None or found[0].kind != "people":
            return None
        tokens = self._whole(tokens)
        head = head_of(tokens)
        return None if _nobody(tokens, head) or place(head) else features(tokens, head, found[0].country)

    def _told_of(self, tokens: Tokens, head: Token) -> list[Referent]:
        """Those whom a common noun names, as far as the words tell, one for each country that the phrase joins."""
        if _nobody(tokens, head):
            return [Referent("people", reason="nobody in particular")]
        phrase = read_phrase(tokens, head, self.scene.spots, self._knowledge)
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
        owner = self._possessor(tokens, head) if not kurds else None
        if owner is not None and owner.country is not None:
            sector = (owner.sector if serves(head) else None) or sector or owner.sector
            rule = self._likeliest(head, sector, Context(owner.country, "the one whose they are", "owner"))
            country = rule.country if rule is not None else None
            return self._of_state(base.but(sector=sector), country, "through the one whose they are", tokens)
        own = next((spot for spot in phrase.countries if spot.country in KURDISTAN), None)
        if own is not None:
            return base.but(country=own.country, reason=f"{own.how} of {own.name}")
        if sector is None and head.lemma_.lower() in _OF_GROUP and not phrase.foreign:
            group = self.scene.group_spoken_of(head)
            if group is not None:
                reason = f"of {group.name}, the group last spoken of"
                return base.but(country=group.country, sector=group.entry and group.entry.sector, reason=reason)
        guessable = kurds or base.name is not None or (self._guessable(sector, tokens, head) and not phrase.foreign)
        context = self._likeliest(head, sector, self.scene.context(head, sector), sure=guessable)
        if context is not None:
            return self._of_state(base, context.country, f"guessed from {context.reason}", tokens)
        return self._of_state(base, None, None, tokens)

    def _likeliest(
        self, head: Token, sector: str | None, rule: Context | None, group: str | None = None, *, sure: bool = True
    ) -> Context | None:
        """The country that most likely is theirs by what was learned, the rules' own answer being but a part of it."""
        group = group or sector or "-"
        self._asked = Question(head.i, self._belonging.candidates(head, sector, rule, sure=sure), group)
        country = self._countries.likeliest(self._asked.candidates, group)
        if not country or (rule is not None and country == rule.country):
            return rule if country else None
        return Context(country, "how the report names countries there", "learned")

    def asked(self, tokens: Tokens) -> Question | None:
        """What is seen of the countries of which a mention may be whose words don't say it; ``None`` where they do."""
        self._asked = None
        found = self.refer(tokens)
        tokens = self._whole(tokens)
        own = self._asked is not None and tokens.start <= self._asked.head < tokens.end
        return self._asked if own and len(found) == 1 else None

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
        context = self.scene.kurdistan(head) if own is None else None
        return definite or "SYR" in (own, context and context.country)

    @staticmethod
    def _counted(tokens: Tokens, head: Token) -> bool:
        """True for people who are but counted or pointed at: “more than 250”, “two others”, “those detained”."""
        return head.lower_ in _ANYBODY or (head.pos_ == "NUM" and head.ent_type_ not in ("DATE", "MONEY", "TIME"))

    def _uncertain(self, tokens: Tokens, head: Token) -> Referent:
        """People of whom nothing is said: civilians, of the place that the sentence names or the report's country."""
        context = self._likeliest(head, "CVL", self.scene.context(head, "CVL"), "counted")
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

    def _possessor(self, tokens: Tokens, head: Token) -> Referent | None:
        """The person whose people they are: Putin in “Putin's foreign policy adviser”."""
        for token in tokens:
            if token.dep_ == "poss" and token.pos_ == "PROPN":
                person = self.scene.person_in(token.left_edge.i, token.i + 1)
                if person is not None and person.referent.country:
                    return person.referent
            if (
                token.dep_ == "poss"
                and token.pos_ == "NOUN"
                and token.i > 0
                and token.nbor(-1).lower_ in ("the", "this")
            ):
                bodies = self.stand_for(token.doc[token.i - 1 : token.i + 1]) or []  # “the group’s leader”
                if len(bodies) == 1 and bodies[0].country:
                    return bodies[0]
            if token.tag_ == "PRP$" and token.head.i == head.i and not _opposite(head):
                owner = self._owner(token)
                if owner is not None:
                    return owner
        return None

    def _owner(self, pronoun: Token) -> Referent | None:
        """Whom “his” in “his fighters” means, for their country alone; ``None`` where they are of several."""
        if pronoun.i not in self._owners:
            self._owners[pronoun.i] = None  # “her son and his friends” must not go round in circles
            found = self.stand_in(pronoun) or []
            if len({referent.country for referent in found}) == 1 and found[0].country:
                sectors = {referent.sector for referent in found}
                self._owners[pronoun.i] = found[0].but(sector=sectors.pop() if len(sectors) == 1 else None)
        return self._owners[pronoun.i]


def _nobody(tokens: Tokens, head: Token) -> bool:
    """True for “anyone” and “no one”."""
    return head.lower_ in _NOBODY or (head.lower_ == "one" and tokens.text.lower() == "no one")


def _opposite(head: Token) -> bool:
    """True for those of whom it does not tell whence they are whose they are: “his enemies”, “its allies”."""
    several = head.lower_ in ("countries", "nations", "states", "governments")  # each of another
    return several or head.lemma_.lower() in _OPPOSITE


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


def noun_phrase(head: Token) -> Tokens:
    """The phrase around a noun: its modifiers, and an “of” behind it, without relative clauses."""
    doc, end = head.doc, head.i + 1
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ in ("of", "from") and child.right_edge.i - head.i <= 8:
            end = child.right_edge.i + 1
        elif child.dep_ == "appos" and child.pos_ == "PROPN" and child.i - head.i <= 4:
            end = child.i + 1
    return doc[head.left_edge.i : end]


def _bare(tokens: Tokens) -> Tokens:
    """The tokens without article, quotation marks and possessive at their edges."""
    start, end = tokens.start, tokens.end
    doc = tokens.doc
    while start < end - 1 and (doc[start].lower_ in _EDGES or doc[start].is_space):
        start += 1
    while end - 1 > start and (doc[end - 1].lower_ in _ENDS or doc[end - 1].is_space):
        end -= 1
    return doc[start:end]


def _different(spots: tuple[Spot, ...]) -> list[Spot]:
    """The spots with a country each once."""
    return list({spot.country: spot for spot in reversed(spots)}.values())[::-1]
