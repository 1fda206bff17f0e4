"""Denials that name no event of their own: “Pyongyang denied it.”, “Ankara rejected the charge.”

The coder makes of such a sentence a claim of rejecting. What is rejected stands in a sentence before: here the two are
brought together, so that the denial counts against the event.
"""

import re
from collections.abc import Iterator, Sequence

import msgspec

from sayso.actor import Actor
from sayso.claim import Claim
from sayso.link import Link
from sayso.ontology.event_type import MUTUAL
from sayso.settle.families import VERBAL
from sayso.settle.features import party
from sayso.settle.status import side_of

_BACK = 2  # sentences before the denial in which what it denies may stand
_AROUND = 5  # sentences to either side in which it is looked for where those before tell of nothing to deny

_DENYING = re.compile(
    r"\b(?:den(?:y|ies|ied|ying|ial)|reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?|refut(?:es?|ed|ing)|rebut(?:s|ted)?"
    r"|repudiat(?:es?|ed|ing)|call(?:s|ed)|describ(?:es?|ed))\b",
    re.IGNORECASE,
)
_NOUNS = r"(?:allegation|accusation|charge|claim|report|account|assertion|suggestion|statement|version)s?"
_END = r"(?=\s*(?:$|[.,;!?”\"—–-]|(?:as|and|but|on|in|at|saying|calling|again|outright|categorically)\b))"
# What follows the verb: “the reports”, “it”, “any involvement”, or nothing. “The accusation of genocide” and “that it
# had fired” say for themselves what is denied.
_REFERS = re.compile(
    r"\s*(?:"
    r"(?:(?:all|any|each|both|the|these|those|such|this|that|its|of)\s+){0,3}(?:[\w’'-]+\s+){0,2}?"
    rf"{_NOUNS}\b(?!\s+(?:of|that|about|over|on(?!\s+[A-Z]\w*day\b)|against)\b)"
    rf"|(?:it|this|that|them|doing\s+so|having\s+done\s+so)\b{_END}"
    r"|(?:any\s+|all\s+)?(?:involvement|responsibility|wrongdoing|role|part)\b(?!\s+(?:of|that)\b)"
    r"|(?=$|[.;!?]))",
    re.IGNORECASE,
)
# The coder may take “the allegations” for an event, which is denied; that tells no more than the denial itself.
_REFERENCE = re.compile(rf"\s*(?:(?:the|these|those|such|all|any|its|their)\s+)*{_NOUNS}\s*", re.IGNORECASE)
_BEFORE = re.compile(rf"\b{_NOUNS}\s+(?:(?:was|were|is|are|has|have|been|that|which)\s+){{0,3}}$", re.IGNORECASE)


class Answer(msgspec.Struct, frozen=True):
    """That one claim, by its id, denies what another one tells: ``Answer("c-2", "c-1")``."""

    claim: str
    denied: str


def answers(claims: Sequence[Claim]) -> list[Answer]:
    """Which claims of a report deny, without naming it, what others of it tell; ``claims`` are all of the report.

    Denied is what the nearest of the two sentences before lays at the denier's door: deeds, not words, on the word of
    somebody else. Where a sentence in between only says that he is accused, it is that accusation that is denied, and
    nothing further back. A report that opens with the denial tells of the accusation after it: where those two
    sentences lay nothing at his door, it is the sentence of those around that does so on somebody else's word, if there
    is just one.
    """
    return [Answer(claim.id, denied.id) for claim in claims for denied in _denied_by(claim, claims)]


def as_denial(denied: Claim, answer: Claim) -> Claim:
    """The event of ``denied`` as ``answer`` denies it: where the answer stands, under the answer's id."""
    holder = next((actor for actor in _deniers(answer) if _did(denied, actor)), None)
    return msgspec.structs.replace(
        denied,
        id=answer.id,
        sentence=answer.sentence,
        sentence_span=answer.sentence_span,
        trigger=answer.trigger,
        aux=(),
        numbers=(),
        attribution=(Link(holder=holder, stance="denies", cue=answer.trigger),),
        confidence=min(denied.confidence, answer.confidence),
    )


def _denied_by(answer: Claim, claims: Sequence[Claim]) -> Iterator[Claim]:
    if not _refers(answer):
        return
    said = [claim for claim in claims if claim.sentence == answer.sentence]
    named = [claim for claim in said if not _REFERENCE.fullmatch(claim.trigger.text)]
    if any(link.stance == "denies" and link.cue == answer.trigger for claim in named for link in claim.attribution):
        return  # the sentence itself tells what is denied
    for back in range(1, _BACK + 1):
        before = [claim for claim in claims if claim.sentence == answer.sentence - back]
        accused = [claim for claim in before if any(_concerns(claim, actor) for actor in _deniers(answer))]
        if accused:
            yield from (claim for claim in accused if any(_laid_at(claim, actor) for actor in _deniers(answer)))
            return
    around = [
        claim
        for claim in claims
        if 0 < abs(claim.sentence - answer.sentence) <= _AROUND
        and any(_accuses(claim, actor) for actor in _deniers(answer))
    ]
    if len({claim.sentence for claim in around}) == 1:
        yield from (claim for claim in around if any(_laid_at(claim, actor) for actor in _deniers(answer)))


def _refers(claim: Claim) -> bool:
    """Whether a claim is a denial of what was said before: “denied the charge”."""
    if claim.type != "REJECT" or "negation" in claim.aux or {"future", "hypothetical"} & set(claim.aux):
        return False
    text = claim.sentence_span.text
    start = claim.trigger.start - claim.sentence_span.start
    verb = _DENYING.search(text, start, claim.trigger.end - claim.sentence_span.start)
    if verb is None:
        return False
    return bool(_REFERS.match(text, verb.end()) or _BEFORE.search(text[: verb.start()]))


def _deniers(claim: Claim) -> list[Actor]:
    holders = [link.holder for link in claim.attribution if link.holder]
    return [actor for actor in (*claim.actors, *holders[-1:]) if party(actor)]


def _concerns(claim: Claim, actor: Actor) -> bool:
    """Whether a claim tells on somebody else's word what this one did, or of words against him."""
    if _laid_at(claim, actor):
        return True
    return claim.type == "ACCUSE" and party(actor) in {party(each) for each in claim.recipients}


def _accuses(claim: Claim, actor: Actor) -> bool:
    """The same, of those only that say whose word it is: what a report tells on its own word as it goes on is no more
    than what is known of him."""
    return _concerns(claim, actor) and (claim.type == "ACCUSE" or any(link.holder for link in claim.attribution))


def _did(claim: Claim, actor: Actor) -> bool:
    sides = (*claim.actors, *claim.recipients) if claim.type in MUTUAL else claim.actors
    return party(actor) in {party(each) for each in sides}


def _laid_at(claim: Claim, actor: Actor) -> bool:
    """Whether a claim tells on somebody else's word what this one did."""
    if claim.type in VERBAL or not _did(claim, actor) or side_of(claim)[0] != "affirms" or "negation" in claim.aux:
        return False
    holders = [link.holder for link in claim.attribution if link.holder]
    return not holders or party(holders[-1]) != party(actor)
