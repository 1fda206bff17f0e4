"""Whose people a phrase is about: “Putin's adviser”, “the group’s leader”, “his fighters”."""

from collections.abc import Callable

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from sayso.resolve.referent import Referent
from sayso.resolve.scene import Scene

# Those of whom it does not tell whence they are whose they are.
_OPPOSITE = frozenset(
    {"ally", "enemy", "foe", "rival", "opponent", "critic", "adversary", "accuser", "captor", "victim", "target",
     "neighbor", "neighbour", "partner", "counterpart", "proxy", "backer", "patron", "captive", "hostage", "prisoner"}
)  # fmt: skip


class Owners:
    """Finds those whose people others are, in one report, for the country that they lend them.

    >>> Owners(scene).possessor(tokens, head)  # of “Putin's foreign policy adviser”
    Referent(kind='person', name='Vladimir Putin', …)
    """

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._known: dict[int, Referent | None] = {}
        self.stand_in: Callable[[Token], list[Referent] | None] = lambda token: None  # Pronouns sets it
        self.stand_for: Callable[[Tokens], list[Referent] | None] = lambda tokens: None  # and this for “the group”

    def possessor(self, tokens: Tokens, head: Token) -> Referent | None:
        """The person whose people they are: Putin in “Putin's foreign policy adviser”."""
        for token in tokens:
            if token.dep_ == "poss" and token.pos_ == "PROPN":
                person = self._scene.person_in(token.left_edge.i, token.i + 1)
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
                owner = self.of(token)
                if owner is not None:
                    return owner
        return None

    def of(self, pronoun: Token) -> Referent | None:
        """Whom “his” in “his fighters” means, for their country alone; ``None`` where they are of several."""
        if pronoun.i not in self._known:
            self._known[pronoun.i] = None  # “her son and his friends” must not go round in circles
            found = self.stand_in(pronoun) or []
            if len({referent.country for referent in found}) == 1 and found[0].country:
                sectors = {referent.sector for referent in found}
                self._known[pronoun.i] = found[0].but(sector=sectors.pop() if len(sectors) == 1 else None)
        return self._known[pronoun.i]


def _opposite(head: Token) -> bool:
    """True for those of whom it does not tell whence they are whose they are: “his enemies”, “its allies”."""
    several = head.lower_ in ("countries", "nations", "states", "governments")  # each of another
    return several or head.lemma_.lower() in _OPPOSITE
