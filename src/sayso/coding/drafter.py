"""Parsed reports → drafts: which proposals of the model are kept, and what their words are."""

import dataclasses
from collections.abc import Iterator, Sequence
from pathlib import Path

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from sayso import models
from sayso.claim import Auxiliary
from sayso.coding.attribution import HOLDER_FLOOR, links
from sayso.coding.auxiliaries import auxiliaries, under_denial
from sayso.coding.circumstances import place_phrase, time_phrase
from sayso.coding.decision import Decision
from sayso.coding.mentions import mentions
from sayso.coding.model import Model
from sayso.coding.numbers import numbers
from sayso.coding.participants import agents, doers, done_to, own
from sayso.coding.pieces import Setting
from sayso.coding.politics import Politics
from sayso.coding.proposal import Filling, Proposal, Reading
from sayso.coding.recall import NOBODY, Participants, Recall, lacks_one
from sayso.coding.telling import TELLS, in_report
from sayso.draft import Draft, DraftLink
from sayso.ontology import Ontology
from sayso.parse import Parsed
from sayso.span import Span

THRESHOLD = 0.57  # of confidence; best F1 on the held-out documents
SECOND_READING = 0.2  # how much surer a second type of the same word must be than the threshold
MODE_THRESHOLD = 0.5
# Of each auxiliary; best F1 on the held-out documents.
AUX_THRESHOLDS: dict[Auxiliary, float] = {"negation": 0.55, "future": 0.45, "hypothetical": 0.5, "historical": 0.5}
ROLE_THRESHOLD = 0.3
EXPLAINED = 0.06  # what the finder thinks less likely than this is not even mentioned by explain
MODEL = "coder model"
Proposals = list[list[Proposal]]  # of one report, sentence by sentence
_EVENT_POS = frozenset({"NOUN", "VERB", "ADJ", "PROPN", "AUX"})


@dataclasses.dataclass(frozen=True, slots=True)
class _Judged:
    """A proposal with its participants, or with the reason why it is refused (empty where it is kept)."""

    proposal: Proposal
    participants: Participants
    why: str


class Drafter:
    """Finds the events of parsed reports.

    >>> drafter = Drafter()
    >>> batch = [Parser().parse(Document.of("Kim thanked Putin."))]
    >>> [d.type for d in drafter.draft(batch, drafter.propose(batch))[0]]
    ['SUPPORT']

    ``model`` is a folder with a trained coder, the shipped one unless given; ``threshold`` the confidence that an event
    needs, between 0 and 1. Raises ``ModelError`` where the folder does not hold a model.
    """

    def __init__(self, model: Path | None = None, *, threshold: float | None = None, threads: int = 1) -> None:
        folder = model or models.path("coder")
        self._model = Model(folder, threads=threads)
        self._politics = Politics.load(folder)
        self._ontology = Ontology.load()
        self.threshold = THRESHOLD if threshold is None else threshold

    def propose(self, batch: Sequence[Parsed], faint: float | None = None) -> list[Proposals]:
        """What the network finds in each report; ``faint`` is how likely that must be which is only explained.

        It keeps nothing, so that it may run in another thread beside :meth:`draft`.
        """
        texts = [s.text for parsed in batch for s in parsed.sentences]
        settings = [each for parsed in batch for each in _settings(parsed)]
        # what decides whether a sentence tells of an event must be looked into whatever the threshold
        floor = max(EXPLAINED, self._model.floor(min(self.threshold, TELLS)))
        read = iter(self._model.read(texts, settings, floor, faint))
        return [list(self._in_report([next(read) for _ in parsed.sentences])) for parsed in batch]

    def draft(self, batch: Sequence[Parsed], proposals: Sequence[Proposals]) -> list[list[Draft]]:
        """The drafts of each report from its proposals, in the order of their sentences and event words."""
        return [list(self._kept(parsed, found)) for parsed, found in zip(batch, proposals, strict=True)]

    def explain(self, parsed: Parsed, proposals: Proposals) -> list[Decision]:
        """Every decision on the way to the drafts of one report, on those too that were proposed as faint."""
        return list(self._decisions(parsed, proposals))

    def _in_report(self, readings: Sequence[Reading]) -> Iterator[list[Proposal]]:
        return in_report([r.proposals for r in readings], self._politics.odds([r.gist for r in readings]))

    def _kept(self, parsed: Parsed, found: Sequence[Sequence[Proposal]]) -> Iterator[Draft]:
        for index, sentence, judged in self._judged(parsed, found):
            kept = [each for each in judged if not each.why]
            contexts = self._ontology.contexts_of([t.lemma_ for t in sentence]) if kept else ()
            for each in sorted(kept, key=lambda k: k.proposal.head):
                chains = links(each.proposal, sentence, self._model.labels)
                yield from self._drafts(index, sentence, each, chains, contexts)

    def _judged(
        self, parsed: Parsed, found: Sequence[Sequence[Proposal]]
    ) -> Iterator[tuple[int, Tokens, list[_Judged]]]:
        """Each sentence with its proposals as they were judged."""
        recall = Recall()
        for index, (sentence, proposals) in enumerate(zip(parsed.sentences, found, strict=True)):
            judged = list(self._judge(index, sentence, proposals, recall))
            for each in sorted(judged, key=lambda j: j.proposal.head):
                if not each.why:
                    words = parsed.tokens(_trigger(sentence, each.proposal))
                    recall.tell(index, each.proposal.type, words, each.participants)
            yield index, sentence, judged

    def _judge(self, index: int, sentence: Tokens, proposals: Sequence[Proposal], recall: Recall) -> Iterator[_Judged]:
        """Each proposal with its participants, or with the reason why it is refused; likeliest first."""
        kept: list[Proposal] = []
        words = self._event_words(sentence, proposals)
        for proposal in proposals:
            why, participants = "", NOBODY
            word = _event_token(sentence, proposal)
            rival = next((k for k in kept if _same_words(k, proposal)), None)
            if proposal.confidence < self.threshold:
                why = f"under the threshold of {self.threshold:.2f}"
            elif word.pos_ not in _EVENT_POS:
                why = f"“{word.text}” is no noun, verb or adjective"
            elif rival and rival.type == proposal.type:
                why = f"the same event as “{sentence.text[rival.head[0] : rival.head[1]]}”"
            elif rival and proposal.confidence < self.threshold + SECOND_READING:
                why = f"a second reading beside {rival.type}, not sure enough"
            else:
                participants = self._participants(sentence, proposal, words)
                if not any(participants):
                    participants = recall.of(index, proposal.type, word)
                elif lacks_one(proposal.type, word, participants):
                    participants = recall.of(index, proposal.type, word, least=2) or participants
                if not any(participants):
                    why = "nobody does it, and it is done to nobody"
                else:
                    kept.append(proposal)
            yield _Judged(proposal, participants, why)

    def _event_words(self, sentence: Tokens, proposals: Sequence[Proposal]) -> tuple[Token, ...]:
        """The words of the events that are sure enough."""
        return tuple(_event_token(sentence, p) for p in proposals if p.confidence >= self.threshold)

    def _participants(self, sentence: Tokens, proposal: Proposal, words: Sequence[Token]) -> Participants:
        """Actors and recipients: as the model marks them, as the syntax has them where it is silent.

        ``words`` are the event words of the sentence.
        """
        event = _event_token(sentence, proposal)
        marked = mentions(sentence, proposal.slots.get("actor", ()), ROLE_THRESHOLD)
        actors = agents(event) or own(event, marked, words) or doers(event)
        recipients = mentions(sentence, proposal.slots.get("recipient", ()), ROLE_THRESHOLD)
        recipients = tuple(s for s in recipients if s not in actors)
        # a consultation needs nobody but those who meet; who is visited is its recipient all the same
        if not recipients and (self._ontology.type(proposal.type).needs_recipient or proposal.type == "CONSULT"):
            recipients = tuple(s for s in done_to(event) if s not in actors)
        return actors, recipients

    def _drafts(
        self,
        index: int,
        sentence: Tokens,
        judged: _Judged,
        chains: Sequence[tuple[DraftLink, ...]],
        contexts: tuple[str, ...],
    ) -> Iterator[Draft]:
        proposal, (actors, recipients) = judged.proposal, judged.participants
        place, when = _circumstances(sentence, proposal)
        modes = self._ontology.type(proposal.type).modes
        aux = _aux(sentence, proposal)
        for chain in chains:
            denied = any(link.stance == "denies" for link in chain)
            yield Draft(
                sentence=index,
                trigger=_trigger(sentence, proposal),
                type=proposal.type,
                modes=tuple(m for m in modes if proposal.modes.get(m, 0.0) >= MODE_THRESHOLD),
                contexts=contexts,
                actors=actors,
                recipients=recipients,
                aux=under_denial(aux, _event_token(sentence, proposal)) if denied else aux,
                attribution=chain,
                place=place,
                when=when,
                numbers=numbers(sentence.text, sentence.start_char, proposal.type),
                confidence=round(proposal.confidence, 4),
            )

    def _decisions(self, parsed: Parsed, found: Sequence[Sequence[Proposal]]) -> Iterator[Decision]:
        for index, sentence, judged in self._judged(parsed, found):
            for each in judged:
                proposal, why = each.proposal, each.why
                yield Decision(sentence=index, stage="event", span=_span(sentence, *proposal.head), label=proposal.type,
                               score=proposal.confidence, by=MODEL, kept=not why, note=why)  # fmt: skip
                if not why:
                    yield from _parts(index, sentence, proposal)


def _settings(parsed: Parsed) -> Iterator[Setting]:
    """When and where the sentences of a report stand."""
    many = len(parsed.sentences)
    return (Setting.within(parsed.document.published, index, many) for index in range(many))


def _parts(index: int, sentence: Tokens, proposal: Proposal) -> Iterator[Decision]:
    """The decisions on the roles and auxiliaries of an event that was kept."""
    for name, fillings in proposal.slots.items():
        if name in ("source", "content"):  # of attributions: what they hold here means nothing
            continue
        stage = "attribution" if name in ("holder", "cue") else "role"
        floor = HOLDER_FLOOR if name == "holder" else ROLE_THRESHOLD
        for f in fillings:
            yield Decision(sentence=index, stage=stage, span=_span(sentence, f.start, f.end), label=name,
                           score=f.score, by=MODEL, kept=f.score >= floor)  # fmt: skip
    for name, (score, by) in auxiliaries(_event_token(sentence, proposal), proposal.type, proposal.aux).items():
        if score >= 0.1:
            yield Decision(sentence=index, stage="auxiliary", span=_span(sentence, *proposal.head), label=name,
                           score=score, by=by, kept=score >= AUX_THRESHOLDS[name])  # fmt: skip


def _aux(sentence: Tokens, proposal: Proposal) -> tuple[Auxiliary, ...]:
    scores = auxiliaries(_event_token(sentence, proposal), proposal.type, proposal.aux)
    return tuple(name for name, (score, _) in scores.items() if score >= AUX_THRESHOLDS[name])


def _event_token(sentence: Tokens, proposal: Proposal):
    span = sentence.char_span(*proposal.head, alignment_mode="expand")
    return span.root if span is not None else sentence.root


def _same_words(a: Proposal, b: Proposal) -> bool:
    if a.head == b.head:
        return True
    return a.type == b.type and any(f.start < g.end and g.start < f.end for f in _around(a) for g in _around(b))


def _around(proposal: Proposal) -> tuple[Filling, ...]:
    """The trigger spans that hold the event word itself."""
    return tuple(f for f in proposal.slots["trigger"] if f.start <= proposal.head[0] < f.end)


def _trigger(sentence: Tokens, proposal: Proposal) -> Span:
    """The event's words, whole tokens, without what only leads up to them (“’s support”, “the visit”)."""
    around = next(iter(_around(proposal)), None)
    start, end = (around.start, around.end) if around else proposal.head
    words = sentence.char_span(start, end, alignment_mode="expand")
    if words is None:
        return _span(sentence, start, end)
    while len(words) > 1 and (words[0].pos_ in ("DET", "ADP", "PUNCT", "PART", "CCONJ") and words[0].dep_ != "neg"):
        words = words[1:]
    while len(words) > 1 and words[-1].pos_ in ("DET", "ADP", "PUNCT", "CCONJ"):
        words = words[:-1]
    return Span(words.start_char, words.end_char, words.text)


def _circumstances(sentence: Tokens, proposal: Proposal) -> tuple[Span | None, Span | None]:
    """The words that say where and when the event was, each ``None`` where the model marks nothing."""
    where, when = (_marked(sentence, proposal.slots.get(name, ())) for name in ("place", "when"))
    return _words(place_phrase(sentence, where) if where else None), _words(
        time_phrase(sentence, when) if when else None
    )


def _marked(sentence: Tokens, fillings: Sequence[Filling]) -> Tokens | None:
    """The words of the first filling that is likely enough and no article alone that the model cut off."""
    found = next((f for f in fillings if f.score >= ROLE_THRESHOLD and not _empty(sentence, f)), None)
    return sentence.char_span(found.start, found.end, alignment_mode="expand") if found else None


def _words(tokens: Tokens | None) -> Span | None:
    return Span(tokens.start_char, tokens.end_char, tokens.text) if tokens else None


def _empty(sentence: Tokens, filling: Filling) -> bool:
    words = sentence.char_span(filling.start, filling.end, alignment_mode="expand")
    return words is not None and all(t.pos_ in ("DET", "ADP", "PUNCT", "CCONJ", "PART") for t in words)


def _span(sentence: Tokens, start: int, end: int) -> Span:
    return Span(sentence.start_char + start, sentence.start_char + end, sentence.text[start:end])
