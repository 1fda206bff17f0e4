"""Mention → those whom it names: “U.S. and South Korean officials” are USA/GOV and KOR/GOV."""

import itertools

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from sayso.knowledge import Entry
from sayso.resolve.belonging import Belonging, CountryChoice, Question
from sayso.resolve.heads import head_of, widened
from sayso.resolve.nouns import Nouns
from sayso.resolve.owners import Owners
from sayso.resolve.phrases import fled
from sayso.resolve.referent import Kind, Referent
from sayso.resolve.scene import Context, Scene
from sayso.resolve.spots import PLACES, Spot
from sayso.resolve.standing import blow
from sayso.resolve.supposing import SectorChoice

_ARTICLES = frozenset({"the", "a", "an", "both", "all", "either", "neither"})
_MARKS = frozenset({"'s", "’s", "'", "’", ",", "“", "”", '"', "‘", "-", "("})
_EDGES = _ARTICLES | _MARKS
_ENDS = _EDGES | {"and", "or", ")"}


class Actors:
    """Resolves the mentions of one report that are no pronouns.

    >>> Actors(scene, sectors, countries).refer(tokens_of("the Belgian interior minister"))
    [Referent(kind='people', country='BEL', sector='GOV', role='interior minister', …)]
    """

    def __init__(self, scene: Scene, sectors: SectorChoice, countries: CountryChoice) -> None:
        self.scene = scene
        self._knowledge = scene.knowledge
        self.owners = Owners(scene)
        self._belonging = Belonging(scene, countries)
        self._nouns = Nouns(scene, sectors, self.owners, self._belonging)

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

    def unsaid(self, tokens: Tokens) -> list[str] | None:
        """What tells the sector of a mention where its words don't say it; ``None`` where they do, or name several."""
        found = self.refer(tokens)
        if len(found) != 1 or found[0].sector is not None or found[0].kind != "people":
            return None
        tokens = self._whole(tokens)
        return self._nouns.unsaid(tokens, head_of(tokens), found[0].country)

    def asked(self, tokens: Tokens) -> Question | None:
        """What is seen of the countries of which a mention may be whose words don't say it; ``None`` where they do."""
        self._belonging.asked = None
        found = self.refer(tokens)
        question, tokens = self._belonging.asked, self._whole(tokens)
        own = question is not None and tokens.start <= question.head < tokens.end
        return question if own and len(found) == 1 else None

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
        return self._nouns.refer(tokens, head)

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
                group = "person" if referent.kind == "person" else referent.sector
                context = self._belonging.likeliest(token, referent.sector, rule, group)
            if context is not None:
                reason = f"{referent.reason}; country guessed from {context.reason}"
                return referent.but(country=context.country, reason=reason)
        return referent

    def _origin(self, referent: Referent) -> Context | None:
        """Whence a person is by what the report tells, or by whose mother or son it calls them."""
        if referent.name is None or referent.kind != "person":
            return None
        pronoun = self.scene.kin(referent.name)
        owner = self.owners.of(pronoun) if pronoun is not None else None
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


def _bare(tokens: Tokens) -> Tokens:
    """The tokens without article, quotation marks and possessive at their edges."""
    start, end = tokens.start, tokens.end
    doc = tokens.doc
    while start < end - 1 and (doc[start].lower_ in _EDGES or doc[start].is_space):
        start += 1
    while end - 1 > start and (doc[end - 1].lower_ in _ENDS or doc[end - 1].is_space):
        end -= 1
    return doc[start:end]
