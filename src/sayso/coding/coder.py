"""The whole path from reports to claims: parse, draft, resolve."""

import hashlib
import itertools
import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import msgspec

from sayso import models
from sayso.claim import Claim, claim_id
from sayso.coded import Coded
from sayso.coding.auxiliaries import by_date
from sayso.coding.decision import Decision
from sayso.coding.denials import with_denials
from sayso.coding.drafter import EXPLAINED, Drafter, Proposals
from sayso.coding.politics import FILE as POLITICS
from sayso.coding.speakers import carried, with_speakers
from sayso.document import Document
from sayso.knowledge import Knowledge
from sayso.parse import Parsed, Parser
from sayso.resolve import Resolver

VERSION = "0.1"
BATCH = 16  # reports that are parsed together, or sent to a worker at once


class Coder:
    """Codes reports.

    >>> coder = Coder()
    >>> [c.type for c in coder.code(Document.of("Kim thanked Putin.")).claims]
    ['SUPPORT']

    ``model`` is a folder with a trained coder, ``threshold`` the confidence an event needs (0 to 1), ``spacy_model``
    the name of a spaCy pipeline; what is not given is the shipped or best installed one. ``knowledge`` says who is who,
    ``Knowledge.load(extra=["mine"])`` with tables of your own. Raises ``ModelError``.
    """

    def __init__(
        self,
        model: str | Path | None = None,
        threshold: float | None = None,
        spacy_model: str | None = None,
        knowledge: Knowledge | None = None,
    ) -> None:
        folder = Path(model) if model else models.path("coder")
        self._asked = (str(folder), threshold, spacy_model, knowledge)
        self._parser = Parser(spacy_model)
        self._drafter = Drafter(folder, threshold=threshold)
        knowledge = knowledge or Knowledge.load()
        self._resolver = Resolver(knowledge)
        # Other tables may make other claims of the same report, so a coder with a user's own has another name.
        own = f"+{knowledge.own}" if knowledge.own else ""
        self.name = f"sayso-{VERSION}+{_digest(folder)}{own}/{self._parser.model}@{self._drafter.threshold:.2f}"

    def code(self, document: Document) -> Coded:
        """One report, coded."""
        batch = [self._parser.parse(document)]
        return self._finish(batch, self._drafter.propose(batch))[0]

    def pipe(self, documents: Iterable[Document], processes: int = 1) -> Iterator[Coded]:
        """The reports, coded, in their order.

        The network reads a batch in a thread of its own while the next one is parsed and the one before is resolved:
        its work holds no lock of Python's, so that a second core shortens the whole by about as much. With several
        ``processes`` each loads its own models, and ``documents`` may be read from another thread.
        """
        if processes > 1:
            yield from self._spread(documents, processes)
            return
        with ThreadPoolExecutor(1, "sayso-network") as network:
            reading: deque[tuple[list[Parsed], Future[list[Proposals]]]] = deque()
            for batch in _batches(self._parser.pipe(documents, batch_size=BATCH)):
                reading.append((batch, network.submit(self._drafter.propose, batch)))
                if len(reading) > 1:
                    before, proposals = reading.popleft()
                    yield from self._finish(before, proposals.result())
            for batch, proposals in reading:
                yield from self._finish(batch, proposals.result())

    def explain(self, document: Document, sentence: int | None = None) -> tuple[Decision, ...]:
        """Why a report was coded as it was: every decision, or those on one sentence (counted from 0)."""
        parsed = self._parser.parse(document)
        (proposals,) = self._drafter.propose([parsed], faint=EXPLAINED)
        decisions = self._drafter.explain(parsed, proposals)
        decisions += carried(parsed, self._drafter.draft([parsed], [proposals])[0])
        return tuple(d for d in decisions if sentence is None or d.sentence == sentence)

    def _finish(self, batch: Sequence[Parsed], proposals: Sequence[Proposals]) -> list[Coded]:
        out = []
        for parsed, drafts in zip(batch, self._drafter.draft(batch, proposals), strict=True):
            claims = [
                by_date(claim, parsed.document.published)
                for claim in self._resolver.resolve(parsed, with_denials(parsed, with_speakers(parsed, drafts)))
            ]
            # Two drafts may turn out to be one claim once pronouns are resolved; ids tell.
            unique = {c.id: c for c in (self._signed(claim) for claim in claims)}
            out.append(
                Coded(
                    document=parsed.document, sentences=parsed.spans(), claims=tuple(unique.values()), coder=self.name
                )
            )
        return out

    def _signed(self, claim: Claim) -> Claim:
        signed = msgspec.structs.replace(claim, coder=self.name)
        return msgspec.structs.replace(signed, id=claim_id(signed))

    def _spread(self, documents: Iterable[Document], processes: int) -> Iterator[Coded]:
        context = multiprocessing.get_context("spawn")
        waiting: deque[Future[list[Coded]]] = deque()
        with ProcessPoolExecutor(processes, mp_context=context, initializer=_start, initargs=self._asked) as pool:
            for batch in _batches(documents):
                waiting.append(pool.submit(_work, batch))
                while len(waiting) > 2 * processes:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()


_worker: list[Coder] = []  # one coder a worker process: a pool hands its initializer's work to its tasks no other way


def _start(model: str, threshold: float | None, spacy_model: str | None, knowledge: Knowledge | None) -> None:
    _worker[:] = [Coder(model, threshold, spacy_model, knowledge)]


def _work(documents: list[Document]) -> list[Coded]:
    return list(_worker[0].pipe(documents))


T = TypeVar("T")


def _batches(items: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(items)
    while batch := list(itertools.islice(rest, BATCH)):
        yield batch


def _digest(folder: Path) -> str:
    """Eight digits that tell one set of weights from another."""
    digest = hashlib.sha256()
    for name in ("finder.onnx", "filler.onnx", "labels.json", POLITICS):
        if (folder / name).is_file():  # a coder may expect nothing
            digest.update((folder / name).read_bytes())
    return digest.hexdigest()[:8]
