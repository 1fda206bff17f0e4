"""Pronouns and their like → those whom they stand for: “he”, “they”, “who”, “we”."""

from functools import cached_property

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from sayso.parse.saying import FIRST, Speakers
from sayso.resolve.actors import Actors
from sayso.resolve.antecedents import Antecedents
from sayso.resolve.definites import Definites
from sayso.resolve.heads import meant_by, noun_phrase
from sayso.resolve.mentions import Mentions
from sayso.resolve.referent import Gender, Referent
from sayso.resolve.scene import HE, SHE, THEY, Scene

_THEYS = frozenset({"they", "them", "their", "theirs", "themselves", "both", "those", "these", "others"})
_IT = frozenset({"it", "its", "itself"})
_RELATIVE = frozenset({"who", "whom", "which", "that", "whose"})


class Pronouns:
    """Finds whom the pronouns of one report stand for.

    >>> Pronouns(scene, actors).refer(tokens_of("him"))
    [Referent(kind='person', name='Vladimir Putin', …)]
    """

    def __init__(self, scene: Scene, actors: Actors) -> None:
        self._scene = scene
        self._doc = scene.doc
        self._actors = actors
        self._mentions = Mentions(scene)
        self._speakers = Speakers(scene.parsed)
        self._definites = Definites(scene, actors, self._mentions)
        self._antecedents = Antecedents(scene, self._mentions)
        actors.owners.stand_in = self._single
        actors.owners.stand_for = self._definites.body
        self._memo: dict[int, Referent | None] = {}
        self._many: dict[int, list[Referent]] = {}
        self._spoke: list[Referent] = []  # who was found to speak last

    def refer(self, tokens: Tokens) -> list[Referent] | None:
        """Those whom the tokens stand for; empty where they can't be told, ``None`` where they are no stand-in."""
        if len(tokens) == 2 and tokens[1].dep_ == "cc":  # “her and”, cut off
            tokens = tokens[:1]
        if len(tokens) == 1:
            return self._single(tokens[0])
        meant = meant_by(tokens)
        return self.of_head(meant) if meant is not None else self._definites.refer(tokens)

    def _single(self, token: Token) -> list[Referent] | None:
        word = token.lower_
        if token.text in ("US", "IT"):  # the country, and the trade
            return None
        if word in HE or word in SHE:
            found = self._person(token)
            return [self._actors.placed(found, token)] if found is not None else []
        if word in _RELATIVE and token.tag_ in ("WP", "WDT", "WP$", "IN"):
            return self._relative(token)
        if word in FIRST:
            return self._speaker(token)
        if word in _THEYS and token.pos_ in ("PRON", "DET"):
            return self._plural(token)
        return self._of_noun(self._antecedents.thing(token), joined=False) if word in _IT else None

    # he, she

    def _person(self, pronoun: Token) -> Referent | None:
        """The likeliest person before the pronoun; each pronoun on the way counts as a mention of its own person."""
        for earlier in self._gendered:
            if earlier.i > pronoun.i:
                break
            if earlier.i not in self._memo:
                gender: Gender = "m" if earlier.lower_ in HE else "f"
                person = self._antecedents.person(earlier, gender, self._memo)
                self._memo[earlier.i] = person or self._unnamed(earlier, gender)
        return self._memo.get(pronoun.i)

    @cached_property
    def _gendered(self) -> list[Token]:
        return [t for t in self._scene.stand_ins if t.lower_ not in THEY]

    def _unnamed(self, pronoun: Token, gender: Gender) -> Referent | None:
        noun = self._antecedents.unnamed(pronoun, gender)
        return self._actors.refer(noun_phrase(noun))[0].but(gender=gender) if noun is not None else None

    # who, which

    def _relative(self, token: Token) -> list[Referent]:
        """The head of the relative clause."""
        verb = token.head
        while verb.dep_ not in ("relcl", "acl", "ROOT") and verb.head.i != verb.i:
            verb = verb.head
        head = verb.head if verb.dep_ in ("relcl", "acl") else None
        if head is None or head.i >= token.i:
            head = next((t for t in reversed(list(token.sent)) if t.i < token.i and t.pos_ in ("NOUN", "PROPN")), None)
        return self._actors.refer(noun_phrase(head)) if head is not None else []

    # I, we

    def _speaker(self, token: Token) -> list[Referent]:
        """Whoever says the quoted words, or whoever writes where none are."""
        if not self._speakers.quoted[token.i] and any(self._speakers.quoted):
            return [self._writer()]
        speaker = self._speakers.of(self._mentions.sentence(token.i))
        if speaker is not None and speaker.subject.lower_ not in FIRST:
            self._spoke = self.of_head(speaker.subject)
        return self._spoke  # a long quotation goes on

    def _writer(self) -> Referent:
        """The author of the report, with those for whom they speak: people of the publisher's country."""
        country = self._scene.home or (self._scene.dominant.country if self._scene.dominant else None)
        return Referent("people", country=country, sector="CVL", reason="whoever writes")

    def of_head(self, head: Token) -> list[Referent]:
        """Those whom the phrase around a noun or pronoun means."""
        single = self._single(head) if head.pos_ in ("PRON", "DET") else None
        if single is not None:
            return single
        tokens = noun_phrase(head)
        return self.refer(tokens) or self._actors.refer(tokens)

    # they, it

    def _plural(self, pronoun: Token) -> list[Referent]:
        """Whom “they” means; each “they” on the way counts as a mention of those whom it stands for itself."""
        for earlier in self._antecedents.theys:
            if earlier.i > pronoun.i:
                break
            if earlier.i not in self._many:
                self._many[earlier.i] = []  # “they and their families” must not go round in circles
                self._many[earlier.i] = self._choose_plural(earlier)
        return self._many[pronoun.i] if pronoun.i in self._many else self._choose_plural(pronoun)

    def _choose_plural(self, pronoun: Token) -> list[Referent]:
        """The likeliest people, states or groups before “they”; in “Before their talks, Kim met Putin” the two."""
        ahead = self._pair_ahead(pronoun)
        if ahead:
            return ahead
        best = self._antecedents.several(pronoun, self._many)
        return self._many[best.i] if best is not None and best.i in self._many else self._of_noun(best, joined=True)

    def _pair_ahead(self, pronoun: Token) -> list[Referent]:
        """“Before their discussions, Kim hosted Putin”: subject and object of the clause that follows."""
        root = pronoun.sent.root
        ends = [t for t in root.children if t.dep_ in ("nsubj", "dobj") and t.i > pronoun.i]
        people = [self._scene.person_in(t.left_edge.i, t.i + 1) for t in ends]
        found = [person.referent for person in people if person is not None]
        return found if len(found) == 2 else []

    def _of_noun(self, noun: Token | None, *, joined: bool) -> list[Referent]:
        """Those whom a noun before the pronoun means; with those that it joins to them where they are ``joined``."""
        if noun is None:
            return []
        tokens = noun_phrase(noun)
        if not joined:
            return self._actors.refer(tokens)
        found = self.refer(tokens) or self._actors.refer(tokens)
        for other in noun.conjuncts:
            if other.i > noun.i:
                found += [r for r in self._actors.refer(noun_phrase(other)) if not any(r.same(f) for f in found)]
        return found
