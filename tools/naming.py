"""Learns what src/sayso/models/naming holds: countries that words don't tell, and sectors that no table tells.

    PYTHONPATH=src python tools/naming.py ../shared/claims/train build/corpus.jsonl --held-out corpus/heldout.json

Takes torch. It learns from annotated reports of real news (ids that begin with “own-” are left out, their people being
invented) but those that --held-out names. With --parts 5 it prints how often countries and sectors are right in each
fifth of the reports if learned from the others, and writes nothing.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from sayso import models
from sayso.corpus.annotations import HeldOut, document_of, event_documents
from sayso.knowledge import Knowledge
from sayso.parse import Parser
from sayso.train import countries, sectors
from sayso.train.mentions import Reader
from sayso.train.run import OWN

T = TypeVar("T", countries.Asked, sectors.Supposed)


def main() -> None:
    """Learn, and write or print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("claims", nargs="+", type=Path, help="annotated reports, files or folders")
    options.add_argument("--held-out", type=Path, required=True)
    options.add_argument("--parts", type=int, default=0, help="measure in so many parts instead of writing")
    options.add_argument("--out", type=Path, default=models.path("naming"))
    asked = options.parse_args()
    held_out = HeldOut.load(asked.held_out).documents
    unique = {(d["doc_id"], d["text"]): d for d in event_documents(asked.claims)}
    documents = [d for (name, _), d in unique.items() if name not in held_out and not name.startswith(OWN)]
    parsed = list(Parser().pipe(map(document_of, documents)))
    reports = list(zip(parsed, documents, strict=True))
    knowledge = Knowledge.load()
    reader = Reader(knowledge)
    open_ones = [each for report in reports for each in countries.asked(reader, *report)]
    if asked.parts:
        measure("countries", open_ones, asked.parts, right_countries)
    choice = countries.learned(open_ones)
    reader = Reader(knowledge, choice)  # a sector may hang on whether there is a country
    unsaid = [each for report in reports for each in sectors.supposed(reader, *report)]
    if asked.parts:
        measure("sectors", unsaid, asked.parts, right_sectors)
        return
    choice.save(asked.out)
    sectors.learned(unsaid).save(asked.out)
    say(f"{asked.out}: from {len(open_ones):,} open countries and {len(unsaid):,} open sectors")


def measure(
    what: str, mentions: Sequence[T], parts: int, right: Callable[[Sequence[T], Sequence[T]], tuple[int, int]]
) -> None:
    """Print the figure of each part, by the place of its reports in the order of their ids."""
    names = sorted({each.document for each in mentions})
    part_of = {name: index % parts for index, name in enumerate(names)}
    for part in range(parts):
        rest = [each for each in mentions if part_of[each.document] == part]
        learned, without = right([each for each in mentions if part_of[each.document] != part], rest)
        say(f"{what}, part {part + 1}: {learned} of {len(rest)} right; {without} without what is learned")


def right_countries(others: Sequence[countries.Asked], rest: Sequence[countries.Asked]) -> tuple[int, int]:
    """How many are right, and how many by the rules alone, whose answer comes first."""
    choice = countries.learned(others)
    right = sum(choice.likeliest(each.candidates, each.group) == each.country for each in rest)
    return right, sum(next(iter(each.candidates)) == each.country for each in rest)


def right_sectors(others: Sequence[sectors.Supposed], rest: Sequence[sectors.Supposed]) -> tuple[int, int]:
    """How many are right, and how many if none were supposed."""
    choice = sectors.learned(others)
    right = sum((choice.likeliest(each.features) or "") == each.sector for each in rest)
    return right, sum(each.sector == "" for each in rest)


def say(line: str) -> None:
    """One line of the result."""
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
