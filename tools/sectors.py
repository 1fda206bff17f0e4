"""Learns what src/sayso/models/naming holds: the sectors of people of whom no table tells it.

    PYTHONPATH=src python tools/sectors.py ../shared/claims/train build/corpus.jsonl --held-out corpus/heldout.json

Takes torch. It learns from annotated reports of real news (ids that begin with “own-” are left out, their people being
invented) but those that --held-out names. With --parts 5 it prints how often the sector is right in each fifth of the
reports if learned from the others, and writes nothing.
"""

import argparse
import sys
from pathlib import Path

from sayso import models
from sayso.corpus.annotations import HeldOut, document_of, event_documents
from sayso.knowledge import Knowledge
from sayso.parse import Parser
from sayso.train.run import OWN
from sayso.train.sectors import Mentions, Supposed, learned


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
    read = Mentions(Knowledge.load())
    parsed = Parser().pipe(map(document_of, documents))
    mentions = [each for p, d in zip(parsed, documents, strict=True) for each in read.of(p, d)]
    if asked.parts:
        measure(mentions, asked.parts)
    else:
        learned(mentions).save(asked.out)


def measure(mentions: list[Supposed], parts: int) -> None:
    """Print the figure of each part, by the place of its reports in the order of their ids."""
    names = sorted({each.document for each in mentions})
    part_of = {name: index % parts for index, name in enumerate(names)}
    for part in range(parts):
        choice = learned([each for each in mentions if part_of[each.document] != part])
        rest = [each for each in mentions if part_of[each.document] == part]
        right = sum((choice.likeliest(each.features) or "") == each.sector for each in rest)
        none = sum(each.sector == "" for each in rest)
        sys.stdout.write(f"part {part + 1}: {right} of {len(rest)} right; {none} if none were supposed\n")


if __name__ == "__main__":
    main()
