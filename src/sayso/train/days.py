"""Which time is whose: fitted on annotated reports, whose annotators gave each event its days.

sayso corpus join corpus --texts TEXTS --out build/corpus.jsonl
python -m sayso.train.days build/corpus.jsonl claims/train --held-out corpus/heldout.json --out src/sayso/models/days
"""

import argparse
import logging
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from sayso.corpus.annotations import HeldOut, document_of, event_documents
from sayso.draft import Draft
from sayso.errors import SaysoError
from sayso.knowledge import Knowledge
from sayso.parse import Parsed, Parser
from sayso.resolve import Resolver
from sayso.resolve.weighing import Weighing
from sayso.span import Span
from sayso.when import When

log = logging.getLogger(__name__)

OWN = "own-"  # how the ids of reports begin that were written for training, which date little
RARE = 5  # what fewer pairs than this show is not learned
RIDGE = 6.0
STEPS = 50  # of Newton's method, which needs some ten
LEAST = 0.38  # the chance from which a time is taken: as many of those given are right as when syntax alone decided


class Report(NamedTuple):
    """An annotated report: its events as drafts in the order of the text, and the days annotated of each."""

    parsed: Parsed
    drafts: list[Draft]
    gold: list[tuple[str, str] | None]


class Seen(NamedTuple):
    """What is seen of an event and a time, and whether that time is the one annotated."""

    words: list[str]
    right: bool


def train(reports: Sequence[Report], knowledge: Knowledge) -> Weighing:
    """Fit which time is whose on annotated reports."""
    resolver = Resolver(knowledge, Weighing())
    seen = [each for report in reports for each in pairs(resolver, report)]
    log.info("%d reports with %d times in the sentence of an event", len(reports), len(seen))
    return fitted(seen)


def reports(documents: Iterable[Mapping[str, Any]], parser: Parser) -> Iterator[Report]:
    """The annotated reports, parsed, with their events as drafts."""
    documents = list(documents)
    for document, parsed in zip(documents, parser.pipe(map(document_of, documents)), strict=True):
        yield report_of(document, parsed)


def report_of(document: Mapping[str, Any], parsed: Parsed) -> Report:
    """One annotated report; events whose words do not stand in their sentence are left out."""
    sentences = {each["id"]: each for each in document["sentences"]}
    found = [
        (draft, (c["date"]["start"], c["date"]["end"]) if c["date"] else None)
        for c in document["claims"]
        if (draft := _draft(parsed, sentences[c["sentence"]], c)) is not None
    ]
    found.sort(key=lambda pair: pair[0].trigger.start)
    return Report(parsed, [draft for draft, _ in found], [days for _, days in found])


def _draft(parsed: Parsed, sentence: Mapping[str, Any], claim: Mapping[str, Any]) -> Draft | None:
    text = parsed.document.text

    def find(words: str | None) -> Span | None:
        start = text.find(words, sentence["start"], sentence["end"]) if words else -1
        return Span.of(text, start, start + len(words)) if start >= 0 and words else None

    def all_of(participants: Iterable[Mapping[str, Any]]) -> tuple[Span, ...]:
        return tuple(dict.fromkeys(span for each in participants if (span := find(each["text"])) is not None))

    trigger = find(claim["trigger"])
    if trigger is None:
        return None
    return Draft(
        sentence=parsed.sentence_at(trigger.start),
        trigger=trigger,
        type=claim["type"],
        actors=all_of(claim["actors"]),
        recipients=all_of(claim["recipients"]),
        aux=tuple(claim["aux"]),
    )


def pairs(resolver: Resolver, report: Report) -> list[Seen]:
    """Each event with each time of its sentence."""
    moments = resolver.moments(report.parsed, report.drafts)
    return [
        Seen(each.seen, _days(each.when) == days)
        for draft, days in zip(report.drafts, report.gold, strict=True)
        for each in moments.possible(draft)
    ]


def _days(when: When) -> tuple[str, str]:
    return when.start.isoformat(), when.end.isoformat()


def fitted(seen: Sequence[Seen]) -> Weighing:
    """Ridge logistic regression of being right on what is seen, by Newton's method."""
    counts = Counter(word for each in seen for word in set(each.words))
    words = sorted(word for word, count in counts.items() if count >= RARE)
    index = {word: n for n, word in enumerate(words)}
    x = np.zeros((len(seen), len(words) + 1))
    x[:, -1] = 1.0
    for row, each in enumerate(seen):
        x[row, [index[word] for word in each.words if word in index]] = 1.0
    right = np.array([each.right for each in seen], np.float64)
    ridge = np.full(len(words) + 1, RIDGE)
    ridge[-1] = 1e-6
    line = np.zeros(len(words) + 1)
    for _ in range(STEPS):
        said = 1 / (1 + np.exp(-x @ line))
        curve = (x * (said * (1 - said))[:, None]).T @ x + np.diag(ridge)
        step = np.linalg.solve(curve, x.T @ (right - said) - ridge * line)
        line = line + step
        if np.abs(step).max() < 1e-6:
            break
    weights = {word: round(float(w), 3) for word, w in zip(words, line[:-1], strict=True) if abs(w) >= 0.0005}
    return Weighing(weights=weights, bias=round(float(line[-1]), 3), least=LEAST)


def main() -> None:
    """Train on files or folders of annotated reports, and write ``days.json`` into a folder."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("paths", nargs="+", type=Path, help="annotated reports with their texts: files or folders")
    options.add_argument("--held-out", type=Path, help="what is never trained on: JSON with document ids")
    options.add_argument("--out", type=Path, required=True, help="the folder that days.json goes into")
    asked = options.parse_args()
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(message)s")
    try:
        _run(asked.paths, asked.held_out, asked.out)
    except SaysoError as error:
        sys.exit(f"Error: {error}")


def _run(paths: Sequence[Path], held_out: Path | None, out: Path) -> None:
    held = HeldOut.load(held_out) if held_out is not None else HeldOut()
    unique = {d["doc_id"]: d for d in reversed(event_documents(paths))}
    documents = [d for i, d in sorted(unique.items()) if i not in held.documents and not i.startswith(OWN)]
    weighing = train(list(reports(documents, Parser())), Knowledge.load())
    out.mkdir(parents=True, exist_ok=True)
    weighing.save(out)


if __name__ == "__main__":
    main()
