"""Which of those whom a report mentioned before a pronoun is most in mind: candidates, and the weights of salience.

The weights are set by hand. Logistic regressions on the annotated pronouns found more people by name, and told country
and sector no better (docs/resolving.md).
"""

from collections.abc import Mapping, Sequence
from functools import cached_property

from spacy.tokens import Token

from sayso.resolve.mentions import SUBJECT, Mentions, bound
from sayso.resolve.referent import Gender, Referent
from sayso.resolve.scene import THEY, Scene
from sayso.resolve.standing import place

_NEAR, _FAR = 2, 6  # sentences back in which “they” are looked for, and in which if there are none
_REACH = 4  # sentences back in which “he” is looked for
_MOST = 40  # mentions of people that are weighed
_WOMEN = frozenset({"woman", "girl", "mother", "wife", "daughter", "sister", "widow", "actress", "schoolgirl", "queen"})
_MEN = frozenset({"man", "boy", "father", "husband", "son", "brother", "widower", "schoolboy", "king"})
_BODILY = frozenset({"BUS", "MED", "NGO", "IGO", None})  # nouns of these are as often bodies
_BODIES = frozenset(
    {"court", "tribunal", "parliament", "congress", "senate", "army", "military", "navy", "police", "jury", "panel",
     "force", "prosecution", "government", "regime", "militia", "group", "family", "crowd", "team", "couple", "party",
     "public", "opposition", "audience", "community", "population", "assembly", "house", "battalion", "squad"}
)  # fmt: skip
_SURNAME_FIRST = frozenset({"CHN", "TWN", "KOR", "PRK", "VNM", "MMR", "KHM", "HUN", "SGP", "IDN", "JPN"})
_FEW = 3  # people of the tables with a given name that no woman is known by


class Antecedents:
    """Chooses, in one report, the word or person for which a pronoun stands.

    >>> Antecedents(scene, Mentions(scene)).person(pronoun, "m", {})
    Referent(kind='person', name='Vladimir Putin', …)
    """

    def __init__(self, scene: Scene, mentions: Mentions) -> None:
        self._scene = scene
        self._mentions = mentions

    # he, she

    def person(self, pronoun: Token, gender: Gender, meant: Mapping[int, Referent | None]) -> Referent | None:
        """The likeliest person named before “he” or “she”; ``meant`` has those of earlier ones, by token."""
        ahead = self._ahead(pronoun, gender)
        if ahead is not None:
            return ahead
        sentence = self._mentions.sentence(pronoun.i)
        best: tuple[float, Referent] | None = None
        for at, referent in self._people(pronoun, meant):
            distance = sentence - self._mentions.sentence(at.i)
            if distance > _REACH and best is not None:
                break
            if not _agrees(referent, gender) or bound(pronoun, at):
                continue
            score = _salience(at, pronoun, distance) + (2.0 if referent.gender == gender else 0.0)
            if gender == "f" and referent.gender is None:
                score -= 6.0 if self._by_a_mans_name(referent) else 3.0
            if best is None or score > best[0]:
                best = (score, referent)
        return best[1] if best else None

    def _people(self, pronoun: Token, meant: Mapping[int, Referent | None]) -> list[tuple[Token, Referent]]:
        """The people named or meant before the pronoun, the nearest first."""
        doc = self._scene.doc
        named = [(doc[p.end - 1], p.referent) for p in self._mentions.people_before(pronoun.i)]
        again = [(doc[i], r) for i, r in meant.items() if i < pronoun.i and r is not None]
        return sorted(named + again, key=lambda pair: -pair[0].i)[:_MOST]

    def _ahead(self, pronoun: Token, gender: Gender) -> Referent | None:
        """“During his visit, Putin …”: the subject in front of which the pronoun stands."""
        root = pronoun.sent.root
        subject = next((t for t in root.lefts if t.dep_ in SUBJECT and t.i > pronoun.i), None)
        if subject is None or pronoun.dep_ in SUBJECT:
            return None
        person = self._scene.person_in(subject.left_edge.i, subject.i + 1)
        if person is None or not _agrees(person.referent, gender):
            return None
        others = any(p.start >= pronoun.sent.start for p in self._mentions.people_before(pronoun.i))
        return None if others else person.referent

    def _by_a_mans_name(self, referent: Referent) -> bool:
        """True for someone whose given name several in the tables bear, while it is not known as a woman's."""
        first, _, rest = (referent.name or "").partition(" ")
        if not rest or referent.country in _SURNAME_FIRST:
            return False
        return sum(self._scene.knowledge.given(first).values()) >= _FEW

    def unnamed(self, pronoun: Token, gender: Gender) -> Token | None:
        """The subject last spoken of whom the report does not name: “An American woman … she”."""
        others = _MEN if gender == "f" else _WOMEN
        for token in self._mentions.nouns_before(pronoun):
            person = token.dep_ in SUBJECT and token.tag_ == "NN" and token.lower_ not in others | _BODIES
            role = self._scene.knowledge.role(token.lower_) if person else None
            if role is not None and not role[1] and role[0] not in _BODILY and not bound(pronoun, token):
                return token
        return None

    # they, it

    def several(self, pronoun: Token, meant: Mapping[int, Sequence[Referent]]) -> Token | None:
        """The likeliest word for people, states or groups before “they”: a noun, or an earlier “they”.

        ``meant`` are those for whom earlier ones stand, by token.
        """
        best: tuple[float, Token] | None = None
        for token in self._many(pronoun, _NEAR, meant) or self._many(pronoun, _FAR, meant):
            distance = self._mentions.sentence(pronoun.i) - self._mentions.sentence(token.i)
            score = _salience(token, pronoun, distance) + (1.0 if _is_plural(token) else 0.0)
            if best is None or score > best[0]:
                best = (score, token)
        return best[1] if best else None

    def _many(self, pronoun: Token, sentences: int, meant: Mapping[int, Sequence[Referent]]) -> list[Token]:
        """The words for several, or for a body of them, in the sentences before “they”, the nearest first."""
        found: list[Token] = []
        for token in self._mentions.nouns_before(pronoun, sentences):
            spot = self._mentions.spot(token)
            group = spot is not None and spot.how in ("group", "body")
            known = token.pos_ == "PROPN" or self._scene.knowledge.role(token.lower_) is not None
            animate = group or (known and _is_plural(token))
            if animate and not bound(pronoun, token) and not place(token):
                found.append(token)
        first = self._mentions.first_of(pronoun, sentences)
        found += [t for t in self.theys if first <= t.i < pronoun.i and meant.get(t.i) and not bound(pronoun, t)]
        return sorted(found, key=lambda token: -token.i)

    @cached_property
    def theys(self) -> list[Token]:
        """Each “they” of the report and its like, in the order of the text."""
        return [t for t in self._scene.stand_ins if t.lower_ in THEY and t.pos_ == "PRON"]

    def thing(self, pronoun: Token) -> Token | None:
        """The likeliest state, body or group before “it”."""
        best: tuple[float, Token] | None = None
        for token in self._mentions.nouns_before(pronoun):
            spot = self._mentions.spot(token)
            role = self._scene.knowledge.role(token.lower_)
            named = spot is not None and spot.how in ("name", "alias", "capital", "seat", "group", "body")
            org = token.ent_type_ == "ORG" and token.tag_ != "NNS"
            if not (named or org or (role is not None and role[1])) or bound(pronoun, token):
                continue
            if token.tag_ == "NNS" or self._scene.person_in(token.i, token.i + 1) is not None:
                continue
            distance = self._mentions.sentence(pronoun.i) - self._mentions.sentence(token.i)
            score = _salience(token, pronoun, distance)
            if best is None or score > best[0]:
                best = (score, token)
        return best[1] if best else None


def _agrees(referent: Referent, gender: Gender) -> bool:
    return referent.gender is None or referent.gender == gender


def _is_plural(token: Token) -> bool:
    return token.tag_ in ("NNS", "NNPS", "PRP") or any(t.dep_ == "conj" for t in token.children)


def _salience(mention: Token, pronoun: Token, distance: int) -> float:
    """How much a mention is in mind: near, a subject, not hidden in a possessive or a prepositional phrase."""
    score = -4.0 * distance - 0.02 * (pronoun.i - mention.i)
    if mention.dep_ in SUBJECT:
        score += 4.0
        if pronoun.dep_ in SUBJECT:
            score += 1.0
    elif mention.dep_ == "poss":
        score -= 1.0
    elif mention.dep_ == "pobj":
        score -= 0.5
    return score
