"""What a report has mentioned before a word, as far as the word may stand for it."""

from functools import cached_property

from spacy.tokens import Token

from sayso.resolve.people import Person
from sayso.resolve.scene import Scene
from sayso.resolve.spots import Spot

SUBJECT = frozenset({"nsubj", "nsubjpass"})
_INNER = frozenset({"compound", "amod"})
_LINKED = frozenset({"nsubj", "nsubjpass", "dobj", "dative", "pobj"})
_NOUNS = frozenset({"NOUN", "PROPN"})


class Mentions:
    """Looks back in one report.

    >>> Mentions(scene).nouns_before(pronoun, 1)  # of its sentence and the one before, the nearest first
    [talks, minister]
    """

    def __init__(self, scene: Scene) -> None:
        self._scene = scene

    @cached_property
    def _sentences(self) -> list[int]:
        """For each token the sentence that it stands in; whitespace between two counts with the one before."""
        found: list[int] = []
        for index, sentence in enumerate(self._scene.parsed.sentences):
            found += [max(0, index - 1)] * (sentence.start - len(found))
            found += [index] * (sentence.end - sentence.start)
        last = max(0, len(self._scene.parsed.sentences) - 1)
        return found + [last] * (len(self._scene.tokens) - len(found))

    def sentence(self, index: int) -> int:
        """The index of the sentence of a token."""
        return self._sentences[index]

    def people_before(self, index: int) -> list[Person]:
        """The people named before a token, in the order of the text."""
        return [p for p in self._scene.people if p.end <= index]

    def first_of(self, token: Token, sentences: int) -> int:
        """Where the sentence begins that lies so many before the token's."""
        all_of_them = self._scene.parsed.sentences
        return all_of_them[max(0, self.sentence(token.i) - sentences)].start if all_of_them else 0

    def nouns_before(self, token: Token, sentences: int = 2) -> list[Token]:
        """The nouns that head phrases in the token's sentence and so many before it, the nearest first."""
        nouns = [t for t in self._scene.tokens[self.first_of(token, sentences) : token.i] if t.pos_ in _NOUNS]
        return [t for t in reversed(nouns) if t.dep_ not in _INNER]

    def spot(self, token: Token) -> Spot | None:
        """The name of the tables that ends with the token."""
        return next((s for s in self._scene.spots_in(max(0, token.i - 5), token.i + 1) if s.end == token.i + 1), None)


def bound(pronoun: Token, mention: Token) -> bool:
    """True where both are arguments of one verb, so that the pronoun means another (“Kim hosted him”)."""
    if pronoun.lower_.endswith(("self", "selves")) or pronoun.dep_ == "poss":
        return False
    return pronoun.head == mention.head and mention.dep_ in _LINKED
