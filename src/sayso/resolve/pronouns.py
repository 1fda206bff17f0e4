"""Pronouns and their like → those whom they stand for: “he”, “the two leaders”, “both nations”, “the group”."""

import re
from functools import cached_property

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from sayso.resolve.actors import Actors, noun_phrase
from sayso.resolve.heads import meant_by
from sayso.resolve.people import Person
from sayso.resolve.quotes import quoted
from sayso.resolve.referent import Gender, Referent
from sayso.resolve.scene import HE, SHE, THEY, Scene
from sayso.resolve.spots import PLACES
from sayso.resolve.standing import place

_THEYS = frozenset({"they", "them", "their", "theirs", "themselves", "both", "those", "these", "others"})
_NEAR, _FAR = 2, 6  # sentences back in which “they” are looked for, and in which if there are none
_IT = frozenset({"it", "its", "itself"})
_SPEAKER = frozenset({"i", "me", "my", "myself", "we", "us", "our", "ours", "ourselves"})
_RELATIVE = frozenset({"who", "whom", "which", "that", "whose"})
_PAIR = r"(?:the )?(?:two|both|pair of)(?: of the)?"
_TWO_PEOPLE = re.compile(
    rf"{_PAIR} (?:leaders|presidents|politicians|ministers|statesmen)|the leaders|the pair"
    "|(?:the two|both) (?:wo)?men"
)
_TWO_STATES = re.compile(
    rf"(?:{_PAIR}|the (?P<many>three|four)|the (?P<trio>trio) of) "
    "(?:countries|nations|states|governments|sides|powers|neighbou?rs|parties|allies|capitals|superpowers)"
    r"|the neighbou?rs"
)
_STATE = re.compile(r"(?:the|this|that) (?:country|nation|state|kingdom|republic)")
_BODY = re.compile(
    r"(?:the|this|that) (?:\w+ )?(?:group|organi[sz]ation|company|firm|paper|newspaper|party|court|agency|bank|militia"
    r"|movement|network|union|bloc|alliance|body|charity|broadcaster|coalition|faction|institution|council|committee"
    r"|commission|department|ministry|chamber|mission)"
)
_SAYING = re.compile(
    "say|tell|add|write|declare|announce|insist|warn|explain|argue|tweet|claim|reply|ask|admit|note|state|report"
    "|comment|continue|conclude|stress|think|believe|urge"
)
_SUBJECT = frozenset({"nsubj", "nsubjpass"})
_WOMEN = frozenset({"woman", "girl", "mother", "wife", "daughter", "sister", "widow", "actress", "schoolgirl", "queen"})
_MEN = frozenset({"man", "boy", "father", "husband", "son", "brother", "widower", "schoolboy", "king"})
_OF_STATES = frozenset({"GOV", "LEG", "JUD", "MIL", "COP", "SPY"})
_BODILY = frozenset({"BUS", "MED", "NGO", "IGO", None})  # nouns of these are as often bodies
_REACH = 4  # sentences back
_SPOKEN = (
    -1,
    1,
    -2,
    -3,
    -4,
    -5,
    -6,
)  # from a quoted sentence to the one that says whose words they are, likeliest first
_BODIES = frozenset(
    {"court", "tribunal", "parliament", "congress", "senate", "army", "military", "navy", "police", "jury", "panel",
     "force", "prosecution", "government", "regime", "militia", "group", "family", "crowd", "team", "couple", "party",
     "public", "opposition", "audience", "community", "population", "assembly", "house", "battalion", "squad"}
)  # fmt: skip
_SURNAME_FIRST = frozenset({"CHN", "TWN", "KOR", "PRK", "VNM", "MMR", "KHM", "HUN", "SGP", "IDN", "JPN"})
_FEW = 3  # people of the tables with a given name that no woman is known by


class Pronouns:
    """Finds whom the pronouns of one report stand for.

    >>> Pronouns(scene, actors).refer(tokens_of("The leaders"))
    [Referent(kind='person', name='Kim Jong Un', …), Referent(kind='person', name='Vladimir Putin', …)]
    """

    def __init__(self, scene: Scene, actors: Actors) -> None:
        self._scene = scene
        self._doc = scene.doc
        self._actors = actors
        actors.stand_in = self._single
        actors.stand_for = self._body_named
        self._memo: dict[int, Referent | None] = {}
        self._spoke: list[Referent] = []  # who was found to speak last
        self._many: dict[int, list[Referent]] = {}

    def refer(self, tokens: Tokens) -> list[Referent] | None:
        """Those whom the tokens stand for; empty where they can't be told, ``None`` where they are no stand-in."""
        if len(tokens) == 2 and tokens[1].dep_ == "cc":  # “her and”, cut off
            tokens = tokens[:1]
        if len(tokens) == 1:
            return self._single(tokens[0])
        meant = meant_by(tokens)
        if meant is not None:
            return self.of_head(meant)
        text, start = " ".join(t.lower_ for t in tokens), tokens.start
        if text in ("both koreas", "the two koreas", "the koreas"):
            return [self._state("PRK"), self._state("KOR")]
        states = _TWO_STATES.fullmatch(text)
        if states is not None:
            count = 3 if states["trio"] else {"three": 3, "four": 4}.get(states["many"], 2)
            return self._last_states(start, count)
        return self._by_noun(tokens, text)

    def _by_noun(self, tokens: Tokens, text: str) -> list[Referent] | None:
        """“the two leaders”, “the country”, “the group”, “the president”."""
        start = tokens.start
        if _TWO_PEOPLE.fullmatch(text):
            persons = self._two_people(start)
            if persons or text.endswith(("men", "pair")):
                return persons or None
            return self._last_states(start, 2)
        if _STATE.fullmatch(text):
            return _listed(self._last_state(start))
        if _BODY.fullmatch(text) and tokens[-1].is_lower and not self._says_whose(tokens):
            return self._last_body(tokens) or None
        return self._office(tokens)

    def _body_named(self, tokens: Tokens) -> list[Referent] | None:
        """The body or group that “the group” and the like mean; ``None`` where the words are no such."""
        fits = _BODY.fullmatch(" ".join(t.lower_ for t in tokens)) is not None
        return self._last_body(tokens) if fits else None

    def _says_whose(self, tokens: Tokens) -> bool:
        """True for “the Kurdish militia” and “the state department”, which need no body named before."""
        if len(tokens) < 3:
            return False
        named = self._scene.spots_in(tokens.start, tokens.end) or tokens[1].lower_.startswith("kurd")
        role = self._scene.knowledge.role(tokens[1:].text)
        return bool(named) or (role is not None and role[0] in _OF_STATES)

    def _single(self, token: Token) -> list[Referent] | None:
        word = token.lower_
        if token.text in ("US", "IT"):  # the country, and the trade
            return None
        if word in HE or word in SHE:
            found = self._person(token)
            return [self._actors.placed(found, token)] if found is not None else []
        if word in _RELATIVE and token.tag_ in ("WP", "WDT", "WP$", "IN"):
            return self._relative(token)
        if word in _SPEAKER:
            return self._speaker(token)
        if word in _THEYS and token.pos_ in ("PRON", "DET"):
            return self._plural(token)
        return self._thing(token) if word in _IT else None

    # he, she

    def _person(self, pronoun: Token) -> Referent | None:
        """The likeliest person before the pronoun; each pronoun on the way counts as a mention of its own person."""
        for earlier in self._gendered:
            if earlier.i > pronoun.i:
                break
            if earlier.i not in self._memo:
                self._memo[earlier.i] = self._choose(earlier, "m" if earlier.lower_ in HE else "f")
        return self._memo.get(pronoun.i)

    @cached_property
    def _gendered(self) -> list[Token]:
        return [t for t in self._scene.stand_ins if t.lower_ not in THEY]

    def _choose(self, pronoun: Token, gender: Gender) -> Referent | None:
        ahead = self._cataphor(pronoun, gender)
        if ahead is not None:
            return ahead
        sentence = self._sentence(pronoun.i)
        best: tuple[float, Referent] | None = None
        for at, referent in self._mentions_before(pronoun):
            distance = sentence - self._sentence(at.i)
            if distance > _REACH and best is not None:
                break
            if not _agrees(referent, gender) or _bound(pronoun, at):
                continue
            score = _salience(at, pronoun, distance) + (2.0 if referent.gender == gender else 0.0)
            if gender == "f" and referent.gender is None:
                score -= 6.0 if self._by_a_mans_name(referent) else 3.0
            if best is None or score > best[0]:
                best = (score, referent)
        return best[1] if best else self._unnamed(pronoun, gender)

    def _by_a_mans_name(self, referent: Referent) -> bool:
        """True for someone whose given name several in the tables bear, while it is not known as a woman's."""
        first, _, rest = (referent.name or "").partition(" ")
        if not rest or referent.country in _SURNAME_FIRST:
            return False
        return sum(self._scene.knowledge.given(first).values()) >= _FEW

    def _unnamed(self, pronoun: Token, gender: Gender) -> Referent | None:
        """The subject last spoken of whom the report does not name: “An American woman … she”."""
        others = _MEN if gender == "f" else _WOMEN
        for token in self._nouns_before(pronoun):
            person = token.dep_ in _SUBJECT and token.tag_ == "NN" and token.lower_ not in others | _BODIES
            role = self._scene.knowledge.role(token.lower_) if person else None
            if role is not None and not role[1] and role[0] not in _BODILY and not _bound(pronoun, token):
                return self._actors.refer(noun_phrase(token))[0].but(gender=gender)
        return None

    def _mentions_before(self, pronoun: Token) -> list[tuple[Token, Referent]]:
        """The people named or meant before the pronoun, the nearest first."""
        named = [(self._doc[p.end - 1], p.referent) for p in self._people_before(pronoun.i)]
        meant = [(self._doc[i], r) for i, r in self._memo.items() if i < pronoun.i and r is not None]
        return sorted(named + meant, key=lambda pair: -pair[0].i)[:40]

    def _people_before(self, index: int) -> list[Person]:
        return [p for p in self._scene.people if p.end <= index]

    def _cataphor(self, pronoun: Token, gender: Gender) -> Referent | None:
        """“During his visit, Putin …”: a pronoun in front of the subject that it stands for."""
        root = pronoun.sent.root
        subject = next((t for t in root.lefts if t.dep_ in _SUBJECT and t.i > pronoun.i), None)
        if subject is None or pronoun.dep_ in _SUBJECT:
            return None
        person = self._scene.person_in(subject.left_edge.i, subject.i + 1)
        if person is None or not _agrees(person.referent, gender):
            return None
        return None if any(p.start >= pronoun.sent.start for p in self._people_before(pronoun.i)) else person.referent

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
        """Whoever says the quoted words: the subject of the nearest verb of saying."""
        if not self._quoted[token.i] and any(self._quoted):
            return [self._writer()]
        sentence = self._sentence(token.i)
        sentences = self._scene.parsed.sentences
        for index in (sentence, *(sentence + step for step in _SPOKEN)):
            if not 0 <= index < len(sentences):
                continue
            for verb in sentences[index]:
                if verb.pos_ == "VERB" and _SAYING.fullmatch(verb.lemma_.lower()) and not self._quoted[verb.i]:
                    subject = next((t for t in verb.children if t.dep_ in _SUBJECT), None)
                    if subject is not None and subject.lower_ not in _SPEAKER:
                        self._spoke = self.of_head(subject)
                        return self._spoke
        return self._spoke  # a long quotation goes on

    @cached_property
    def _quoted(self) -> list[bool]:
        return quoted(self._scene.tokens)

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
        for earlier in self._plurals:
            if earlier.i > pronoun.i:
                break
            if earlier.i not in self._many:
                self._many[earlier.i] = []  # “they and their families” must not go round in circles
                self._many[earlier.i] = self._choose_plural(earlier)
        return self._many[pronoun.i] if pronoun.i in self._many else self._choose_plural(pronoun)

    @cached_property
    def _plurals(self) -> list[Token]:
        return [t for t in self._scene.stand_ins if t.lower_ in THEY and t.pos_ == "PRON"]

    def _choose_plural(self, pronoun: Token) -> list[Referent]:
        """The likeliest people, states or groups before “they”; in “Before their talks, Kim met Putin” the two."""
        ahead = self._pair_ahead(pronoun)
        if ahead:
            return ahead
        best: tuple[float, Token] | None = None
        for token in self._many_before(pronoun, _NEAR) or self._many_before(pronoun, _FAR):
            distance = self._sentence(pronoun.i) - self._sentence(token.i)
            score = _salience(token, pronoun, distance) + (1.0 if self._is_plural(token) else 0.0)
            if best is None or score > best[0]:
                best = (score, token)
        if best is None:
            return []
        return self._many[best[1].i] if best[1].i in self._many else self._of_group(best[1])

    def _many_before(self, pronoun: Token, sentences: int) -> list[Token]:
        """The words for several, or for a body of them, in the sentences before “they”, the nearest first."""
        found: list[Token] = []
        for token in self._nouns_before(pronoun, sentences):
            spot = self._spot(token)
            group = spot is not None and spot.how in ("group", "body")
            known = token.pos_ == "PROPN" or self._scene.knowledge.role(token.lower_) is not None
            animate = group or (known and self._is_plural(token))
            if animate and not _bound(pronoun, token) and not place(token):
                found.append(token)
        first = self._first_of(pronoun, sentences)
        found += [
            t for t in self._plurals if first <= t.i < pronoun.i and self._many.get(t.i) and not _bound(pronoun, t)
        ]
        return sorted(found, key=lambda token: -token.i)

    @staticmethod
    def _is_plural(token: Token) -> bool:
        return token.tag_ in ("NNS", "NNPS", "PRP") or any(t.dep_ == "conj" for t in token.children)

    def _pair_ahead(self, pronoun: Token) -> list[Referent]:
        """“Before their discussions, Kim hosted Putin”: subject and object of the clause that follows."""
        root = pronoun.sent.root
        ends = [t for t in root.children if t.dep_ in ("nsubj", "dobj") and t.i > pronoun.i]
        people = [self._scene.person_in(t.left_edge.i, t.i + 1) for t in ends]
        found = [person.referent for person in people if person is not None]
        return found if len(found) == 2 else []

    def _of_group(self, head: Token) -> list[Referent]:
        tokens = noun_phrase(head)
        found = self.refer(tokens) or self._actors.refer(tokens)
        for other in head.conjuncts:
            if other.i > head.i:
                found += [r for r in self._actors.refer(noun_phrase(other)) if not any(r.same(f) for f in found)]
        return found

    def _thing(self, pronoun: Token) -> list[Referent]:
        best: tuple[float, Token] | None = None
        for token in self._nouns_before(pronoun):
            spot = self._spot(token)
            role = self._scene.knowledge.role(token.lower_)
            named = spot is not None and spot.how in ("name", "alias", "capital", "seat", "group", "body")
            org = token.ent_type_ == "ORG" and token.tag_ != "NNS"
            if not (named or org or (role is not None and role[1])) or _bound(pronoun, token):
                continue
            if token.tag_ in ("NNS",) or self._scene.person_in(token.i, token.i + 1) is not None:
                continue
            score = _salience(token, pronoun, self._sentence(pronoun.i) - self._sentence(token.i))
            if best is None or score > best[0]:
                best = (score, token)
        return self._actors.refer(noun_phrase(best[1])) if best else []

    def _first_of(self, pronoun: Token, sentences: int) -> int:
        """Where the sentence begins that lies so many before the pronoun's."""
        all_of_them = self._scene.parsed.sentences
        return all_of_them[max(0, self._sentence(pronoun.i) - sentences)].start if all_of_them else 0

    def _nouns_before(self, pronoun: Token, sentences: int = 2) -> list[Token]:
        first = self._first_of(pronoun, sentences)
        nouns = [t for t in self._scene.tokens[first : pronoun.i] if t.pos_ in ("NOUN", "PROPN")]
        return [t for t in reversed(nouns) if t.dep_ not in ("compound", "amod")]

    # the two leaders, both nations, the group, the country, the president

    def _two_people(self, index: int) -> list[Referent]:
        """The last two people in play, the one named first in front; of different countries if possible."""
        found: list[Referent] = []
        recent = self._people_before(index)[::-1]
        leaders = [p for p in recent if p.referent.sector in ("GOV", "ELI")] or recent
        for person in leaders:
            if not any(person.referent.same(r) or (r.country and r.country == person.referent.country) for r in found):
                found.insert(0, person.referent)
            if len(found) == 2:
                return found
        return []

    def _last_states(self, index: int, count: int) -> list[Referent]:
        """The states most in play before a token, by their own names and those of their people, nearer ones more."""
        here = self._sentence(index)
        weights: dict[str, float] = {}
        named = [(s.start, s.country) for s in self._scene.spots if s.how not in ("group", "body", *PLACES)]
        meant = [(p.start, p.referent.country) for p in self._people_before(index)]
        for at, country in sorted(named + meant, key=lambda pair: pair[0]):
            if at < index and country is not None and country in self._scene.knowledge.countries:
                weights[country] = weights.get(country, 0.0) + 1 / (1 + (here - self._sentence(at)) / 4)
        top = sorted(weights, key=lambda country: -weights[country])[:count]
        # In the order in which the report first names them.
        return [self._state(country) for country in weights if country in top] if len(top) == count else []

    def _state(self, code: str) -> Referent:
        country = self._scene.knowledge.countries.get(code)
        return Referent("country", country.name if country else None, None, code, "GOV")

    def _last_state(self, index: int) -> Referent | None:
        for spot in reversed(self._scene.spots):
            if spot.end <= index and spot.how in ("name", "alias", "adjective", "capital") and spot.country:
                return self._state(spot.country)
        return self._state(self._scene.dominant.country) if self._scene.dominant else None

    def _last_body(self, tokens: Tokens) -> list[Referent]:
        """The body or group last spoken of whose kind the noun fits."""
        noun = tokens[-1].lower_
        known = self._scene.knowledge.role(noun)
        sector = known[0] if known else None
        before = [ent for ent in self._scene.ents if ent.label_ == "ORG" and ent.end <= tokens.start]
        for ent in reversed(before):
            if noun in ent.text.lower():
                return [r for r in self._actors.refer(ent) if r.name][:1]
        for spot in reversed(self._scene.spots):
            fits = spot.entry is not None and (noun == "group" or sector in (None, spot.entry.sector))
            if spot.end <= tokens.start and spot.how in ("group", "body") and fits:
                return self._actors.refer(self._doc[spot.start : spot.end])
        return []

    def _office(self, tokens: Tokens) -> list[Referent] | None:
        """“the president”, “the US president”: who in the report, or in the tables on that day, holds the office."""
        head = tokens.root
        if tokens[0].lower_ != "the" or head.tag_ != "NN" or head.i != tokens.end - 1:
            return None
        known = self._scene.knowledge.role(head.lower_) or self._scene.knowledge.role(tokens[1:].text)
        if known is None or known[0] not in ("GOV", "LEG"):
            return None
        country = next((s.country for s in self._scene.spots_in(tokens.start, tokens.end) if s.country), None)
        words = {t.lower_ for t in tokens if t.pos_ in ("NOUN", "PROPN", "ADJ")}
        for person in reversed(self._people_before(tokens.start)):
            role = set((person.referent.role or "").lower().split())
            same_state = country is not None and person.referent.country == country
            if head.lower_ in role and (same_state or (country is None and words <= role)):
                return [person.referent]
        return None

    def _sentence(self, index: int) -> int:
        return self._scene.parsed.sentence_at(self._doc[index].idx)

    def _spot(self, token: Token):
        return next((s for s in self._scene.spots_in(max(0, token.i - 5), token.i + 1) if s.end == token.i + 1), None)


def _listed(referent: Referent | None) -> list[Referent]:
    return [referent] if referent is not None else []


def _agrees(referent: Referent, gender: Gender) -> bool:
    return referent.gender is None or referent.gender == gender


def _bound(pronoun: Token, mention: Token) -> bool:
    """True where both are arguments of one verb, so that the pronoun means another (“Kim hosted him”)."""
    if pronoun.lower_.endswith(("self", "selves")) or pronoun.dep_ == "poss":
        return False
    return pronoun.head == mention.head and mention.dep_ in ("nsubj", "nsubjpass", "dobj", "dative", "pobj")


def _salience(mention: Token, pronoun: Token, distance: int) -> float:
    """How much a mention is in mind: near, a subject, not hidden in a possessive or a prepositional phrase."""
    score = -4.0 * distance - 0.02 * (pronoun.i - mention.i)
    if mention.dep_ in _SUBJECT:
        score += 4.0
        if pronoun.dep_ in _SUBJECT:
            score += 1.0
    elif mention.dep_ == "poss":
        score -= 1.0
    elif mention.dep_ == "pobj":
        score -= 0.5
    return score
