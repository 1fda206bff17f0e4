"""Who took up arms: those of whom a report says that they joined an armed group, fought in it or against one."""

from collections.abc import Iterator, Sequence

from spacy.symbols import VERB
from spacy.tokens import Token

from sayso.resolve.spots import Spot, spots_in

_JOINING = frozenset({"join", "rejoin"})
_FIGHTING = frozenset({"fight", "battle", "volunteer", "enlist", "serve", "train"})
_ACTS = _JOINING | _FIGHTING
_LED = frozenset(  # who join what others join
    {
        "child",
        "girl",
        "boy",
        "teenager",
        "schoolgirl",
        "schoolboy",
        "wife",
        "bride",
        "son",
        "daughter",
        "family",
        "widow",
    }
)
_ARMED = frozenset({"REB", "UAF"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_RAISED = frozenset({"xcomp", "advcl", "conj", "pcomp", "ccomp", "prep"})  # what shares the subject of the verb above
_RELATIVE = frozenset({"who", "that", "which", "whom"})


def in_arms(tokens: Sequence[Token], spots: list[Spot]) -> Iterator[Token]:
    """The words for those who fight: “citizens” of “citizens who travelled to join Isis”, “She” of “She fought with …”.

    A group of the tables has to stand in what hangs on the verb; “joined the party” and “fought the ban” are no war.
    """
    armed = [spot for spot in spots if spot.how == "group" and spot.entry is not None and spot.entry.sector in _ARMED]
    if not armed:
        return
    for verb in tokens:
        if verb.pos == VERB and verb.lemma_ in _ACTS and _names(verb, armed):
            doer = _doer(verb)
            if doer is not None and (verb.lemma_ in _FIGHTING or doer.lemma_.lower() not in _LED):
                yield doer
                yield from (each for each in doer.conjuncts if each.i > doer.i)


def _names(verb: Token, armed: list[Spot]) -> bool:
    """True where a group stands behind the verb, in what hangs on it."""
    for spot in spots_in(armed, verb.i + 1, verb.right_edge.i + 1):
        root = verb.doc[spot.start : spot.end].root
        above = next((t for t in root.ancestors if t.pos_ in ("VERB", "AUX")), None)
        if above is not None and above.i == verb.i:
            return True
    return False


def _doer(verb: Token) -> Token | None:
    """Who does what a verb says: its subject, that of the verb above, or the noun that it describes."""
    for _ in range(6):
        subject = next((t for t in verb.lefts if t.dep_ in _SUBJECTS), None)
        if subject is not None:
            return verb.head if subject.lower_ in _RELATIVE and verb.dep_ == "relcl" else subject
        if verb.dep_ in ("acl", "relcl"):
            return verb.head
        if verb.dep_ not in _RAISED:
            return None
        above = verb.head
        urged = next((t for t in above.rights if t.dep_ == "dobj" and t.i < verb.i), None)
        if verb.dep_ == "xcomp" and urged is not None:  # “recruited nationals to join”
            return urged
        verb = above
    return None
